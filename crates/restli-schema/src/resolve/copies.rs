//! Second files of a product: that there are two is one mistake, whatever both declare.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Node, Value};
use crate::resolve::state::read::text_or_empty;

/// The tables whose names are those of the whole product.
const TABLES: &[&str] = &["types", "resources", "events"];

/// The products, each with its files, without what another product of the same name declares before.
pub(crate) fn without(mut products: Vec<Vec<Cow<'_, Node>>>) -> Vec<Vec<Cow<'_, Node>>> {
    let mut declared: BTreeMap<String, BTreeSet<(&str, String)>> = BTreeMap::new();
    for files in &mut products {
        let Some(name) = files.first().map(|file| text_or_empty(file, "product")) else { continue };
        let own: Vec<(&str, String)> = files.iter().flat_map(|file| names(file)).collect();
        let known = declared.entry(name).or_default();
        for file in files.iter_mut().filter(|file| names(file).iter().any(|name| known.contains(name))) {
            remove(file.to_mut(), known);
        }
        known.extend(own);
    }
    products
}

/// The names that a file declares, each with its table.
fn names(file: &Node) -> Vec<(&'static str, String)> {
    let of = |table: &'static str| file.get(table).map_or(&[][..], Node::entries).iter().map(move |(key, _)| (table, key.text.clone()));
    TABLES.iter().flat_map(|table| of(table)).collect()
}

fn remove(file: &mut Node, known: &BTreeSet<(&str, String)>) {
    let Value::Map(entries) = &mut file.value else { return };
    for (key, table) in entries {
        if let Value::Map(entries) = &mut table.value {
            entries.retain(|(name, _)| !known.contains(&(key.text.as_str(), name.text.clone())));
        }
    }
}
