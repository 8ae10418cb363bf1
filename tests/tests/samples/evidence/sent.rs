//! A request in parts that can be changed.

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use serde_json::Value as Json;

/// A request in parts.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) verb: Method,
    pub(super) path: String,
    /// Names and values as in the address.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Sent {
    pub(super) fn of(request: Request<Bytes>) -> Self {
        let (head, body) = request.into_parts();
        let pairs = head.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { verb: head.method, path: head.uri.path().to_owned(), query, headers: head.headers, body }
    }

    pub(super) fn request(&self) -> Request<Bytes> {
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let target = if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) };
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.verb.clone();
        *request.uri_mut() = target.parse().unwrap_or_else(|error| panic!("{target}: {error}"));
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().insert("content-length", self.body.len().into());
        request
    }

    /// The body as data; null without one.
    pub(super) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(super) fn with_json(&self, body: &Json) -> Self {
        self.with_body(body.to_string())
    }

    pub(super) fn with_body(&self, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..self.clone() }
    }

    /// The request with a header; an empty value takes the header away.
    pub(super) fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut sent = self.clone();
        match value {
            "" => drop(sent.headers.remove(name)),
            value => drop(sent.headers.insert(name, value.parse().expect("a header"))),
        }
        sent
    }

    pub(super) fn with_token(&self, token: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {token}"))
    }

    pub(super) fn with_path(&self, path: String) -> Self {
        Self { path, ..self.clone() }
    }

    /// The request with a parameter, in the place of one of the name if it has one.
    pub(super) fn with_param(&self, name: &str, value: &str) -> Self {
        let mut sent = self.without_param(name);
        sent.query.push((name.to_owned(), value.to_owned()));
        sent
    }

    pub(super) fn without_param(&self, name: &str) -> Self {
        let mut sent = self.clone();
        sent.query.retain(|(own, _)| own != name);
        sent
    }

    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}
