//! JSON with the place of every value. Nothing is interpreted: numbers stay as written, objects keep their order.

mod expect;
mod reader;

use restli_schema::source::Span;

pub(crate) use reader::{number_length, read_all, read_inside, unescape};

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string, escapes decoded.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object, in file order. Keys are unique.
    Object(Vec<(Key, Node)>),
}

/// A key of an object.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// The members of an object that the reader does not interpret and must preserve.
pub(crate) type Props = Vec<(Key, Node)>;

impl Node {
    /// The text, if the value is a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns whether the value is `true`.
    pub(crate) fn is_true(&self) -> bool {
        matches!(self.value, Value::Bool(true))
    }

    /// The items, if the value is an array; none otherwise.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The members, if the value is an object; none otherwise.
    pub(crate) fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, if the value is an object with that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// The text under a key.
    pub(crate) fn get_text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// The number under a key, if it is a whole number.
    pub(crate) fn get_whole(&self, key: &str) -> Option<u32> {
        match &self.get(key)?.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// The members with other keys than the known ones.
    pub(crate) fn others(&self, known: &[&str]) -> Props {
        self.entries().iter().filter(|(key, _)| !known.contains(&key.text.as_str())).cloned().collect()
    }

    /// The kind of value, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "`null`",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The value as JSON text.
    pub(crate) fn to_json(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.clone(),
            Value::Text(text) => quoted(text),
            Value::List(items) => format!("[{}]", items.iter().map(Node::to_json).collect::<Vec<_>>().join(",")),
            Value::Object(entries) => {
                let members = entries.iter().map(|(key, value)| format!("{}:{}", quoted(&key.text), value.to_json()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}
