//! The kinds of JSON values.

/// The kind of a JSON value, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Nothing that starts a value, or the end of the text.
    Other,
}

impl Kind {
    /// The name of the kind in the tables of bare unions; empty for `null` and for text that is no JSON.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Number => "number",
            Self::Text => "text",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null | Self::Other => "",
        }
    }
}
