//! The part of the language that belongs to a place: the tables of `restli-schema`, followed along the steps to the cursor.

use restli_schema::language::{API, Entry, INLINE_UNION, PRODUCT, Shape, Value, is_map_key};

use super::cursor::{Cursor, Step};

/// The mappings and values that may stand in a place.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// The mappings of which a key may stand here.
    pub(super) shapes: Vec<&'static Shape>,
    /// The values that may stand here.
    pub(super) values: Vec<&'static Value>,
}

/// The mappings and values that may stand at the cursor of a file: one of the API's tables, or that of a product.
pub(super) fn expected(cursor: &Cursor, of_api: bool) -> Expected {
    let mut shapes = vec![if of_api { &API } else { &PRODUCT }];
    let mut values: Vec<&'static Value> = Vec::new();
    for step in &cursor.path {
        let next: Vec<&'static Value> = match step {
            Step::Key(key) => {
                let of_shapes = shapes.iter().filter_map(|shape| entry(shape, key)).map(|entry| &entry.value);
                of_shapes.chain(values.iter().filter_map(|value| below(value, key))).collect()
            }
            Step::Item => values.iter().filter_map(|value| item(value)).collect(),
        };
        values = next.into_iter().flat_map(alternatives).collect();
        shapes = values.iter().flat_map(|value| self::shapes(value)).collect();
    }
    let decided = |shape: &&'static Shape| decides(shape, &cursor.beside);
    if shapes.iter().any(decided) && cursor.is_key {
        shapes.retain(|shape| decides(shape, &cursor.beside));
    }
    if cursor.is_key { Expected { shapes, values: Vec::new() } } else { Expected { shapes, values } }
}

/// The entry of a key.
pub(super) fn entry(shape: &'static Shape, key: &str) -> Option<&'static Entry> {
    shape.entries().find(|entry| entry.key == key)
}

/// The values of which one stands in the place of a value.
fn alternatives(value: &'static Value) -> Vec<&'static Value> {
    match value {
        Value::Either(values) => values.iter().flat_map(alternatives).collect(),
        other => vec![other],
    }
}

/// The mappings with keys of the language that a value may be.
fn shapes(value: &'static Value) -> Vec<&'static Shape> {
    match value {
        Value::Map(shape) | Value::Typed(shape) => vec![shape],
        Value::Type => vec![&INLINE_UNION],
        Value::Pick { choices, otherwise } => choices.iter().map(|choice| choice.shape).chain([*otherwise]).collect(),
        _ => Vec::new(),
    }
}

/// The value below a name that the author chose.
fn below(value: &'static Value, key: &str) -> Option<&'static Value> {
    match value {
        Value::Table { value, .. } | Value::Pair(value) => Some(value),
        Value::Type | Value::Typed(_) if is_map_key(key) => Some(&Value::Type),
        _ => None,
    }
}

/// The value of an item.
fn item(value: &'static Value) -> Option<&'static Value> {
    match value {
        Value::List(item) => Some(item),
        Value::Type | Value::Typed(_) => Some(&Value::Type),
        _ => None,
    }
}

/// Returns whether a key that stands already is one that other mappings in this place do not have: one that decides on the shape.
fn decides(shape: &Shape, beside: &[(String, String)]) -> bool {
    beside
        .iter()
        .any(|(key, _)| shape.entries().any(|entry| entry.key == *key && (entry.required || matches!(key.as_str(), "fields" | "with"))))
}
