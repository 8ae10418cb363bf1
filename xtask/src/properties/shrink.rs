//! Shrinking: parts of a failing schema are removed for as long as it fails.

use super::schema::Schema;
use super::written::{Path, paths, remove};

/// The smallest schema that was found to fail. `depth` limits the parts that are tried: 1 are files, 3 types and resources.
pub(crate) fn shrink(mut schema: Schema, depth: usize, fails: impl Fn(&Schema) -> bool) -> Schema {
    loop {
        let before = paths(&schema);
        let mut removed: Vec<Path> = Vec::new();
        for path in before.iter().filter(|path| path.len() <= depth) {
            // A part of a removed part is gone.
            if removed.iter().any(|gone| path.starts_with(gone)) {
                continue;
            }
            let mut smaller = schema.clone();
            remove(&mut smaller, path);
            if fails(&smaller) {
                schema = smaller;
                removed.push(path.clone());
            }
        }
        if removed.is_empty() {
            return schema;
        }
    }
}
