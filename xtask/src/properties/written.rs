//! Schemas as text, with the places of their keys. JSON is YAML, and a place leads back to the part of the schema that stands there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::schema::Schema;

/// The keys above a part of a schema, from the name of its file down.
pub(crate) type Path = Vec<String>;

/// A schema as text.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The text of each file, in the order of their names.
    pub(crate) files: Vec<(String, String)>,
    /// The path of each key, by its file and offset.
    places: BTreeMap<(usize, usize), Path>,
}

impl Written {
    /// Writes a schema.
    pub(crate) fn new(schema: &Schema) -> Self {
        let mut written = Self::default();
        for (name, content) in schema {
            let mut text = String::new();
            written.value(content, &mut vec![name.clone()], &mut text);
            text.push('\n');
            written.files.push((name.clone(), text));
        }
        written
    }

    /// The path of the key at a place.
    pub(crate) fn key_at(&self, file: u32, start: u32) -> Option<&Path> {
        self.places.get(&(usize::try_from(file).ok()?, usize::try_from(start).ok()?))
    }

    fn value(&mut self, value: &Value, path: &mut Path, text: &mut String) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                let indent = " ".repeat(path.len());
                for (number, (key, value)) in entries.iter().enumerate() {
                    text.push_str(if number == 0 { "{\n" } else { ",\n" });
                    text.push_str(&indent);
                    path.push(key.clone());
                    self.places.insert((self.files.len(), text.len()), path.clone());
                    text.push_str(&json!(key).to_string());
                    text.push_str(": ");
                    self.value(value, path, text);
                    path.pop();
                }
                text.push('}');
            }
            other => text.push_str(&other.to_string()),
        }
    }
}

/// The part of a schema at a path.
fn part<'s>(schema: &'s mut Schema, path: &[String]) -> Option<&'s mut Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(schema.get_mut(first)?, |value, key| value.get_mut(key.as_str()))
}

/// Tables of what has a name in Rust: the key of the table, the key that a short form stands for, and whether the names are those of types.
const NAMED: &[(&str, &str, bool)] = &[
    ("types", "", true),
    ("enum", "doc", true),
    ("union", "type", true),
    ("projections", "select", true),
    ("urns", "", true),
    ("fields", "type", false),
    ("params", "type", false),
    ("key", "type", false),
    ("alt_keys", "type", false),
    ("resources", "", false),
    ("sub", "", false),
    ("methods", "", false),
    ("finders", "", false),
    ("batch_finders", "", false),
    ("actions", "", false),
    ("events", "", true),
    ("permissions", "", false),
    ("roles", "", false),
    ("quotas", "", false),
];

/// Gives the part of a schema at a path a name with `rust:`. Returns `false` if nothing there has a name.
pub(crate) fn rename(schema: &mut Schema, path: &Path, number: usize) -> bool {
    let (path, table) = match path.as_slice() {
        [file, key] if key == "product" => (std::slice::from_ref(file), "product"),
        [.., table, _] if path.len() > 2 => (path.as_slice(), table.as_str()),
        _ => return false,
    };
    let (short, of_type) = match NAMED.iter().find(|(key, ..)| *key == table) {
        Some((_, short, of_type)) => (*short, *of_type),
        None if table == "product" => ("", false),
        None => return false,
    };
    let name = if of_type { format!("Renamed{number}") } else { format!("renamed{number}") };
    let Some(value) = part(schema, path) else { return false };
    if !value.is_object() || (short == "type" && value.get("type").is_none() && value.get("union").is_none()) {
        *value = Value::Object(Map::from_iter([(short.to_owned(), value.take())]));
    }
    if let Some(content) = value.as_object_mut() {
        content.insert("rust".to_owned(), json!(name));
    }
    true
}

/// Removes the part of a schema at a path.
pub(crate) fn remove(schema: &mut Schema, path: &Path) {
    let Some((last, above)) = path.split_last() else { return };
    if above.is_empty() {
        schema.remove(last);
    } else if let Some(Value::Object(entries)) = part(schema, above) {
        entries.remove(last);
    }
}

/// The paths of all entries of a schema, those of large parts first.
pub(crate) fn paths(schema: &Schema) -> Vec<Path> {
    fn add(value: &Value, path: &Path, all: &mut Vec<Path>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let path: Path = path.iter().cloned().chain(Some(key.clone())).collect();
            add(value, &path, all);
            all.push(path);
        }
    }
    let mut all = Vec::new();
    add(&Value::Object(schema.clone()), &Path::new(), &mut all);
    all.sort_by_key(Vec::len);
    all
}
