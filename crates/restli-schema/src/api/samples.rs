//! Samples: requests, answers and payloads of an API's documentation.

use serde_json::Value;

use super::common::{ResourceId, TypeId};

/// A sample, with the operation or type that it belongs to.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Sample {
    /// The name of the file, without what tells its kind: `content.posts.create-article`.
    pub name: String,
    /// The part of the API that the sample belongs to.
    pub of: SampleOf,
    /// The variant, which tells samples of one kind apart.
    pub variant: Option<String>,
    /// The content, read.
    pub content: SampleContent,
    /// The content, as written.
    pub text: String,
}

/// The part of an API that a sample belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SampleOf {
    /// A method of a resource, by its place in [`Resource::methods`](super::Resource::methods).
    Operation(ResourceId, usize),
    /// A type.
    Type(TypeId),
}

/// The content of a sample.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum SampleContent {
    /// A request.
    Request(SampleRequest),
    /// An answer.
    Answer(SampleAnswer),
    /// A value of a type.
    Payload(Value),
}

/// A request as sent.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SampleRequest {
    /// The verb.
    pub verb: String,
    /// Path and query.
    pub target: String,
    /// Names and values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: String,
}

/// An answer as received.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SampleAnswer {
    /// The status; `None` if the sample has a body alone.
    pub status: Option<u16>,
    /// Names and values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: String,
}

impl SampleRequest {
    /// The value of a header; the case of its name does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The path, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(&self.target, |(path, _)| path)
    }

    /// The query, which a tunnelled request has in its body (`docs/protocol.md §10`).
    #[must_use]
    pub fn query(&self) -> &str {
        if self.is_tunnelled() { &self.body } else { self.target.split_once('?').map_or("", |(_, query)| query) }
    }

    /// Returns whether the body is the query.
    #[must_use]
    pub fn is_tunnelled(&self) -> bool {
        self.header("X-HTTP-Method-Override").is_some() && !self.target.contains('?')
    }
}

impl SampleAnswer {
    /// The value of a header; the case of its name does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}
