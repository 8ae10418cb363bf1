//! A piece of YAML to be written, in block or flow style.

use restli_schema::document::{Node, Value};

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Stub {
    /// No value, as in `get:`.
    Absent,
    /// A text, in quotes where a reader could misread it.
    Text(String),
    /// A mapping on one line.
    Line(Entries),
    /// A mapping with a line for each entry, unless it stands on a line itself.
    Block(Entries),
}

/// The entries of a mapping.
pub(super) type Entries = Vec<(String, Stub)>;

/// Makes a text.
pub(super) fn text(text: impl Into<String>) -> Stub {
    Stub::Text(text.into())
}

/// Makes an entry.
pub(super) fn entry(key: &str, value: Stub) -> (String, Stub) {
    (key.to_owned(), value)
}

impl Stub {
    /// The lines of an entry in block style.
    pub(super) fn lines(&self, key: &str, indent: usize) -> Vec<String> {
        let head = format!("{}{}:", " ".repeat(indent), scalar(key));
        match self {
            Self::Absent => vec![head],
            Self::Block(entries) => {
                let inner = entries.iter().flat_map(|(key, value)| value.lines(key, indent + 2));
                std::iter::once(head).chain(inner).collect()
            }
            one => vec![format!("{head} {}", one.on_a_line())],
        }
    }

    /// An entry in flow style.
    pub(super) fn pair(&self, key: &str) -> String {
        format!("{}: {}", scalar(key), self.on_a_line())
    }

    fn on_a_line(&self) -> String {
        match self {
            Self::Absent => String::new(),
            Self::Text(text) => scalar(text),
            Self::Line(entries) | Self::Block(entries) => {
                format!("{{{}}}", entries.iter().map(|(key, value)| value.pair(key)).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns whether a tree says what the stub says.
    pub(super) fn is(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Absent, _) => node.is_absent(),
            (Self::Text(text), _) => node.text() == Some(text),
            (Self::Line(entries) | Self::Block(entries), Value::Map(nodes)) => {
                entries.len() == nodes.len()
                    && entries.iter().zip(nodes).all(|((key, value), (name, node))| *key == name.text && value.is(node))
            }
            _ => false,
        }
    }
}

/// A text as YAML: without quotes where nothing in it has a meaning, in block and in flow.
fn scalar(text: &str) -> String {
    let is_word = |one: char| one.is_alphanumeric() || "_-.$/?".contains(one);
    let starts = text.starts_with(|first: char| first.is_alphabetic() || first == '$' || first == '_');
    let mut words = text.split(' ');
    let plain = starts && words.all(|word| !word.is_empty() && word.split(':').all(|part| !part.is_empty() && part.chars().all(is_word)));
    let taken = ["true", "false", "null", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word));
    // A text of JSON is one of YAML.
    if plain && !taken { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
