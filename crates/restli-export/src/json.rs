//! JSON whose keys stay in insertion order, which has a meaning in Rest.li (`docs/formats.md §1.11`).

use serde_json::{Number, Value};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// An object whose entries stay in insertion order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object(Vec<(String, Json)>);

impl Object {
    /// An object with one entry.
    pub(crate) fn of(key: &str, value: impl Into<Json>) -> Self {
        Self::default().with(key, value)
    }

    /// Returns the object with one more entry.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.set(key, value);
        self
    }

    /// Adds an entry, or replaces the value of an existing one.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Json>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some(entry) => entry.1 = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// Adds an entry unless the key exists; if both values are objects, they are merged.
    pub(crate) fn fill(&mut self, key: &str, value: Json) {
        match (self.0.iter_mut().find(|(name, _)| name == key), value) {
            (Some((_, Json::Object(there))), Json::Object(more)) => {
                for (key, value) in more.0 {
                    there.fill(&key, value);
                }
            }
            (Some(_), _) => {}
            (None, value) => self.0.push((key.to_owned(), value)),
        }
    }

    /// Adds an entry if there is a value.
    pub(crate) fn set_some(&mut self, key: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Adds a text unless it is blank.
    pub(crate) fn set_text(&mut self, key: &str, text: &str) {
        if !text.trim().is_empty() {
            self.set(key, text.trim());
        }
    }

    /// Adds a list or an object unless it is empty.
    pub(crate) fn set_full(&mut self, key: &str, value: impl Into<Json>) {
        let value = value.into();
        let empty = match &value {
            Json::List(items) => items.is_empty(),
            Json::Object(object) => object.is_empty(),
            _ => false,
        };
        if !empty {
            self.set(key, value);
        }
    }

    /// Adds all entries of another object.
    pub(crate) fn extend(&mut self, other: Self) {
        for (key, value) in other.0 {
            self.set(&key, value);
        }
    }

    /// Adds all entries of another object with the prefix `x-restli-`.
    pub(crate) fn extend_x(&mut self, other: Self) {
        for (key, value) in other.0 {
            self.set(&format!("x-restli-{}", key.replace('_', "-")), value);
        }
    }

    /// Returns whether the object has no entries.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(entries) => Self::Object(Object(entries.iter().map(|(key, value)| (key.clone(), Self::from(value))).collect())),
        }
    }
}

/// The widest list or object on one line, in characters.
const LINE: usize = 100;

impl Json {
    /// The JSON text of a file.
    pub(crate) fn to_file(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out + "\n"
    }

    /// The JSON text on one line.
    pub(crate) fn to_line(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => quoted(text),
            Self::List(items) => format!("[{}]", items.iter().map(Self::to_line).collect::<Vec<_>>().join(", ")),
            Self::Object(Object(entries)) if entries.is_empty() => "{}".to_owned(),
            Self::Object(Object(entries)) => {
                let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), value.to_line())).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// Returns whether the value contains no nested list or object.
    fn is_flat(&self) -> bool {
        let plain = |value: &Self| !matches!(value, Self::List(_) | Self::Object(_));
        match self {
            Self::List(items) => items.iter().all(plain),
            Self::Object(Object(entries)) => entries.iter().all(|(_, value)| plain(value)),
            _ => true,
        }
    }

    fn write(&self, depth: usize, out: &mut String) {
        if self.is_flat() {
            let line = self.to_line();
            if line.len() <= LINE || !matches!(self, Self::List(_) | Self::Object(_)) {
                out.push_str(&line);
                return;
            }
        }
        let indent = |depth: usize, out: &mut String| {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        };
        match self {
            Self::List(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { "," });
                    indent(depth + 1, out);
                    item.write(depth + 1, out);
                }
                indent(depth, out);
                out.push(']');
            }
            Self::Object(Object(entries)) => {
                out.push('{');
                for (number, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { "," });
                    indent(depth + 1, out);
                    out.push_str(&quoted(key));
                    out.push_str(": ");
                    value.write(depth + 1, out);
                }
                indent(depth, out);
                out.push('}');
            }
            _ => out.push_str(&self.to_line()),
        }
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Json, Object};

    #[test]
    fn keys_stay_in_their_order_and_any_reader_reads_them() {
        let inner = Object::of("z", "a\"b\n").with("a", vec![1_i64, -2]).with("n", Json::Null);
        let json = Json::from(Object::of("last", true).with("first", inner).with("none", Object::default()));
        let text = json.to_file();
        assert_eq!(
            text,
            "{\n  \"last\": true,\n  \"first\": {\n    \"z\": \"a\\\"b\\n\",\n    \"a\": [1, -2],\n    \"n\": null\n  },\n  \"none\": {}\n}\n"
        );
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, serde_json::from_str::<serde_json::Value>(&json.to_line()).expect("JSON"));
        assert_eq!(read["first"]["z"], "a\"b\n");
    }
}
