//! The error of reading data: the path of the value, a message, and an excerpt.

use std::fmt;

use crate::printable;

/// The most characters of an excerpt, and of a name in a path.
const EXCERPT: usize = 120;

/// Data that does not fit its type: the path, the problem, and an excerpt of the data.
///
/// ```
/// # use restli_core::data::DecodeError;
/// let error = DecodeError::new("not a URN", "\"x\"").in_field("author").in_item(3).in_field("elements");
/// assert_eq!(error.to_string(), "elements[3].author: not a URN: \"x\"");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Problem>);

/// The kind of fault that makes data unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The data does not fit its type.
    Misfit,
    /// The text is not JSON: it is cut off, empty, or something else, such as a page of a proxy.
    NotJson,
    /// Arrays and objects nest more deeply than is read.
    TooDeep,
    /// The body is an error, whatever the HTTP status says.
    Failed,
    /// A record has members, and declares none of them.
    Undeclared,
    /// A list has more or fewer outcomes than were asked for.
    Miscounted,
    /// A key of a batch of changes has no outcome.
    Unanswered,
    /// Markup has a URN, and no text for it that readers see.
    Unlabelled,
    /// A value to be sent is none: an enum without a symbol, a union without a member.
    Blank,
}

#[derive(Clone, PartialEq, Eq)]
struct Problem {
    fault: Fault,
    path: String,
    message: String,
    excerpt: String,
    /// The id or the path of the entity that was created all the same, as the server gave it.
    created: String,
}

impl DecodeError {
    /// An error from its message and the text found, of which at most the beginning is kept.
    #[must_use]
    #[cold]
    pub fn new(message: impl Into<String>, found: &str) -> Self {
        Self::of(Fault::Misfit, message, found)
    }

    /// An error of a kind.
    #[cold]
    pub(crate) fn of(fault: Fault, message: impl Into<String>, found: &str) -> Self {
        Self(Box::new(Problem { fault, path: String::new(), message: message.into(), excerpt: excerpt(found), created: String::new() }))
    }

    /// The error with a field or map key in front of its path.
    #[must_use]
    #[cold]
    pub fn in_field(mut self, name: &str) -> Self {
        let cut = name.char_indices().nth(EXCERPT).and_then(|(end, _)| name.get(..end)).map(|start| format!("{start}…"));
        let name = cut.as_deref().unwrap_or(name);
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '~' | '!' | '-' | '…')) && !name.is_empty();
        let step = if plain { name.to_owned() } else { format!("[{name:?}]") };
        let dot = if self.0.path.is_empty() || self.0.path.starts_with('[') { "" } else { "." };
        self.0.path = step + dot + &self.0.path;
        self
    }

    /// The error with an array index in front of its path.
    #[must_use]
    #[cold]
    pub fn in_item(mut self, index: usize) -> Self {
        let dot = if self.0.path.is_empty() || self.0.path.starts_with('[') { "" } else { "." };
        self.0.path = format!("[{index}]{dot}{}", self.0.path);
        self
    }

    /// The error with an excerpt of the text found.
    #[cold]
    pub(crate) fn with_excerpt(mut self, found: &str) -> Self {
        self.0.excerpt = excerpt(found);
        self
    }

    /// The error with the id or the path that the server gave the created entity, so that nobody creates it again.
    #[cold]
    pub(crate) fn with_created(mut self, told: Option<&str>) -> Self {
        self.0.created = told.map(str::to_owned).unwrap_or_default();
        self
    }

    /// The error without its excerpt and the id of a created entity, which may hold a secret.
    #[must_use]
    #[cold]
    pub fn without_excerpt(mut self) -> Self {
        self.0.excerpt.clear();
        self.0.created.clear();
        self
    }

    /// The error with its path as `shown` returns it, for one that may hold a secret.
    #[must_use]
    #[cold]
    pub fn with_path(mut self, shown: impl FnOnce(&str) -> String) -> Self {
        self.0.path = shown(&self.0.path);
        self
    }

    /// The kind of the fault.
    pub fn fault(&self) -> Fault {
        self.0.fault
    }

    /// The path of the value in the text, as in `elements[3].author`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The message, as in `not a URN`.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The id of the entity that was created although its answer cannot be read, or its path where the server gave no id; as it was sent.
    pub fn created(&self) -> Option<&str> {
        Some(self.0.created.as_str()).filter(|created| !created.is_empty())
    }

    /// An excerpt of the value found, at most some 120 characters of it.
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

fn excerpt(found: &str) -> String {
    match found.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", printable(found.get(..end).unwrap_or_default())),
        None => printable(found).into_owned(),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { fault, path, message, excerpt, created } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(message)?;
        if !excerpt.is_empty() {
            write!(f, ": {excerpt}")?;
        }
        match fault {
            _ if created.is_empty() => Ok(()),
            Fault::Failed => write!(f, "; the same answer names `{}` as created", self::excerpt(created)),
            _ => write!(f, "; the created entity is `{}`", self::excerpt(created)),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { path, message, excerpt, .. } = &*self.0;
        f.debug_struct("DecodeError").field("path", path).field("message", message).field("excerpt", excerpt).finish()
    }
}

impl std::error::Error for DecodeError {}
