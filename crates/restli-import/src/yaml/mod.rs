//! YAML in the style of people: short values on one line, other values in blocks, quotes only where a reader could misread a text.

mod emit;
mod scalar;

use restli_schema::characters::is_invisible;

use crate::json::{Node, Value};

pub(crate) use emit::document;

/// A piece of YAML to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Yaml {
    /// No value, as in `get:`.
    Absent,
    /// A text, quoted if necessary.
    Text(String),
    /// A number, `true`, `false` or `null`: never quoted.
    Plain(String),
    List(Vec<Yaml>),
    /// A mapping, on one line if it fits.
    Map(Entries),
    /// A mapping that is always in block style.
    Block(Entries),
}

/// The entries of a mapping, in order.
pub(crate) type Entries = Vec<(String, Yaml)>;

/// The deepest nesting of values; deeper ones are written as JSON text, so that readers with a nesting limit accept them.
const DEEPEST: usize = 20;

impl Yaml {
    /// Makes a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Makes a documentation text, which is written as a block if it is long or has several lines. Invisible characters are left out, and
    /// blanks take the place of those that are wide.
    pub(crate) fn doc(text: &str) -> Self {
        let seen = |one: char| if is_invisible(one) { one.is_whitespace().then_some(' ') } else { Some(one) };
        let text: String = text.chars().filter_map(seen).collect();
        let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        let text = lines.join("\n");
        Self::Text(if text.contains('\n') { text + "\n" } else { text })
    }

    /// Converts a JSON value.
    pub(crate) fn json(node: &Node) -> Self {
        Self::below(node, 0)
    }

    /// Sorts the entries of each mapping by key, except in `Yaml::Block`, whose order is significant.
    pub(crate) fn sorted(self) -> Self {
        let each = |entries: Entries| entries.into_iter().map(|(key, value)| (key, value.sorted())).collect::<Entries>();
        match self {
            Self::List(items) => Self::List(items.into_iter().map(Self::sorted).collect()),
            Self::Map(entries) => {
                let mut entries = each(entries);
                entries.sort_by(|one, other| one.0.cmp(&other.0));
                Self::Map(entries)
            }
            Self::Block(entries) => Self::Block(each(entries)),
            Self::Absent | Self::Text(_) | Self::Plain(_) => self,
        }
    }

    fn below(node: &Node, depth: usize) -> Self {
        match &node.value {
            Value::Null => Self::Plain("null".to_owned()),
            Value::Bool(value) => Self::Plain(value.to_string()),
            Value::Number(number) => Self::Plain(number.clone()),
            Value::Text(text) => Self::Text(text.clone()),
            _ if depth > DEEPEST => Self::Text(node.to_json()),
            Value::List(items) => Self::List(items.iter().map(|item| Self::below(item, depth + 1)).collect()),
            Value::Object(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.text.clone(), Self::below(value, depth + 1))).collect())
            }
        }
    }
}

/// Adds an entry whose value is a documentation text, if there is one.
pub(crate) fn push_doc(entries: &mut Entries, doc: &str) {
    if !doc.trim().is_empty() {
        entries.push(("doc".to_owned(), Yaml::doc(doc)));
    }
}

/// Adds an entry.
pub(crate) fn push(entries: &mut Entries, key: &str, value: Yaml) {
    entries.push((key.to_owned(), value));
}

/// Adds an entry whose value is a table, if the table has entries.
pub(crate) fn push_table(entries: &mut Entries, key: &str, table: Entries) {
    if !table.is_empty() {
        entries.push((key.to_owned(), Yaml::Block(table)));
    }
}
