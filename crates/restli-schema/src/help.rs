//! Advice on a problem: a text for people, and the edit that it describes where a program can make it.

use crate::source::Span;

/// Advice on a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The advice in words.
    pub text: String,
    /// The edit that the words describe.
    pub fix: Option<Fix>,
}

/// An edit that makes the problem go away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// The text stands in the place of the problem.
    Write(String),
    /// The text stands in the place of the whole value that begins at the place of the problem.
    WriteValue(String),
    /// The text stands in the place of the whole text of which the place of the problem is a part.
    WriteWhole(String),
    /// The text stands in the place of the entry, key and value, of which the place of the problem is the key or the begin of the value.
    WriteEntry(String),
    /// The text stands in the place of the value of a key, in the mapping whose name is the place of the problem.
    WriteUnder(&'static str, String),
    /// The text stands in another place.
    WriteAt(Span, String),
    /// The entry or item at the place of the problem goes.
    Remove,
}

impl Help {
    /// Advises a near name: ``did you mean `x`?``
    #[must_use]
    pub fn meant(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { text: format!("did you mean `{name}`?"), fix: Some(Fix::Write(name)) }
    }

    /// Advises a text in the place of the problem: ``write `x` ``.
    #[must_use]
    pub fn write(text: impl Into<String>) -> Self {
        Self::written("write", text)
    }

    /// Advises a text in the place of the problem, after other words: ``write it in digits only: `5` ``.
    #[must_use]
    pub fn written(words: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text: format!("{words} `{text}`"), fix: Some(Fix::Write(text)) }
    }

    /// Advises to remove the entry or item of the problem, in these words.
    #[must_use]
    pub fn remove(words: impl Into<String>) -> Self {
        Self { text: words.into(), fix: Some(Fix::Remove) }
    }

    /// The same advice with an edit.
    #[must_use]
    pub fn fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }

    /// The same advice with another way out.
    #[must_use]
    pub fn and(self, other: &str) -> Self {
        Self { text: format!("{}, {other}", self.text), ..self }
    }

    /// The same advice about a whole value, which may have brackets or several lines.
    #[must_use]
    pub fn of_value(self) -> Self {
        let fix = self.fix.map(|fix| if let Fix::Write(text) = fix { Fix::WriteValue(text) } else { fix });
        Self { fix, ..self }
    }

    /// The same advice about the whole text of which the place of the problem is a part.
    #[must_use]
    pub fn of_text(self) -> Self {
        let fix = self.fix.map(|fix| if let Fix::Write(text) = fix { Fix::WriteWhole(text) } else { fix });
        Self { fix, ..self }
    }

    /// The same advice about an entry: its key and its value.
    #[must_use]
    pub fn of_entry(self) -> Self {
        let fix = self.fix.map(|fix| if let Fix::Write(text) = fix { Fix::WriteEntry(text) } else { fix });
        Self { fix, ..self }
    }

    /// The same advice without its edit, where the words leave a part to the reader.
    #[must_use]
    pub fn without_fix(self) -> Self {
        Self { fix: None, ..self }
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self { text, fix: None }
    }
}

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}
