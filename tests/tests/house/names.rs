//! Paths resolved to the file that defines the item.

use crate::tree::{Crate, Target};

/// The end of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Found {
    Module(usize),
    /// An item that this file defines.
    Item(usize),
}

/// The longest chain of re-exports that is followed.
const DEPTH: usize = 12;

impl Crate {
    /// The item or module that a path names in a module, through imports and re-exports; `None` for names of other crates and for locals.
    ///
    /// A path that goes on behind an item (a variant, an associated function) ends at that item.
    pub(crate) fn resolve(&self, module: usize, path: &[String]) -> Option<Found> {
        self.follow(module, path, DEPTH)
    }

    fn follow(&self, module: usize, path: &[String], depth: usize) -> Option<Found> {
        let depth = depth.checked_sub(1)?;
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Found::Module(0),
            "self" => Found::Module(module),
            "super" => Found::Module(self.modules[module].parent?),
            name => self.lookup(module, name, rest.is_empty(), depth)?,
        };
        while let (Found::Module(module), Some((name, after))) = (at, rest.split_first()) {
            at = match name.as_str() {
                "super" => Found::Module(self.modules[module].parent?),
                "self" => at,
                name => self.lookup(module, name, after.is_empty(), depth)?,
            };
            rest = after;
        }
        Some(at)
    }

    /// A name in a module: an item before a module where the path ends with it, otherwise the other way round.
    fn lookup(&self, module: usize, name: &str, last: bool, depth: usize) -> Option<Found> {
        let here = &self.modules[module];
        let mut found: Vec<Found> = Vec::new();
        for target in here.names.get(name).into_iter().flatten() {
            found.extend(match target {
                Target::Module(module) => Some(Found::Module(*module)),
                Target::Item => Some(Found::Item(here.file)),
                Target::Import(path) if path.first().is_some_and(|first| first == name) => self.ground(module, path, depth),
                Target::Import(path) => self.follow(module, path, depth),
            });
        }
        if found.is_empty() && (depth > 0) {
            for glob in &here.globs {
                if let Some(Found::Module(other)) = self.follow(module, glob, depth)
                    && other != module
                {
                    found.extend(self.lookup(other, name, last, depth - 1));
                }
            }
        }
        let is_item = |found: &&Found| matches!(found, Found::Item(_));
        found.iter().find(|found| is_item(found) == last).or(found.first()).copied()
    }

    /// An import whose path begins with its own name, `use check::check`: the first segment is a module beside it, never the import.
    fn ground(&self, module: usize, path: &[String], depth: usize) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let child = self.modules[module].names.get(first)?.iter().find_map(|target| match target {
            Target::Module(child) => Some(*child),
            Target::Item | Target::Import(_) => None,
        })?;
        let path: Vec<String> = std::iter::once("self".to_owned()).chain(rest.iter().cloned()).collect();
        self.follow(child, &path, depth)
    }
}
