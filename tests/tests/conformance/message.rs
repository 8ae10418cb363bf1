//! HTTP messages of the suite, and how two of them are compared (`suite/README.md`).

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

/// A request or a response, in the parts that count.
#[derive(Debug)]
pub(crate) struct Message {
    /// The start line.
    start: String,
    /// Names in lower case.
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Message {
    /// Reads a `.req` or `.res` file: one CRLF follows the body and is not part of it (`docs/protocol.md §13`, trap 70).
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let at = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no blank line ends the head")?;
        let (head, rest) = bytes.split_at(at);
        let body = &rest[4..];
        let body = body.strip_suffix(b"\r\n").ok_or("no line end follows the body")?;
        let head = std::str::from_utf8(head).map_err(|error| error.to_string())?;
        let (start, lines) = head.split_once("\r\n").ok_or("no headers")?;
        let mut headers = BTreeMap::new();
        for line in lines.split("\r\n") {
            let (name, value) = line.split_once(": ").ok_or_else(|| format!("`{line}` is no header"))?;
            if headers.insert(name.to_ascii_lowercase(), value.to_owned()).is_some() {
                return Err(format!("`{name}` occurs twice"));
            }
        }
        Ok(Self { start: start.to_owned(), headers, body: body.to_vec() })
    }

    /// A request as the client made it.
    pub(crate) fn of(request: &http::Request<Bytes>) -> Self {
        let target = request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str);
        let value = |value: &http::HeaderValue| value.to_str().unwrap_or("(not text)").to_owned();
        Self {
            start: format!("{} {target} HTTP/1.1", request.method()),
            headers: request.headers().iter().map(|(name, text)| (name.as_str().to_owned(), value(text))).collect(),
            body: request.body().to_vec(),
        }
    }

    /// The start line.
    pub(crate) fn start(&self) -> &str {
        &self.start
    }

    /// The length of the body, and what `Content-Length` says.
    pub(crate) fn lengths(&self) -> (usize, Option<usize>) {
        (self.body.len(), self.headers.get("content-length").and_then(|length| length.parse().ok()))
    }

    /// Everything that differs from another message, both sides shown.
    pub(crate) fn differences(&self, other: &Self) -> Vec<String> {
        let mut out = Vec::new();
        let mut compare = |what: &str, expected: &str, got: &str| {
            if expected != got {
                out.push(format!("{what}\n  expected: {expected}\n  got:      {got}"));
            }
        };
        compare("start line", &with_ids_sorted(&self.start), &with_ids_sorted(&other.start));
        compare("headers", &format!("{:?}", self.headers), &format!("{:?}", other.headers));
        match (json(&self.body), json(&other.body)) {
            (Ok(expected), Ok(got)) => compare("body", &shown(expected.as_ref()), &shown(got.as_ref())),
            (expected, got) => out.push(format!("body is no JSON: expected {expected:?}, got {got:?}")),
        }
        out
    }
}

/// The value of a body; none if it is empty.
fn json(body: &[u8]) -> Result<Option<Value>, String> {
    if body.is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(body).map(Some).map_err(|error| error.to_string())
}

/// One text per value: the members of objects are sorted.
fn shown(body: Option<&Value>) -> String {
    body.map_or_else(|| "(none)".to_owned(), Value::to_string)
}

/// The start line with the keys of `ids=List(…)` sorted: they are a set, and the suite has them in the order of a hash.
fn with_ids_sorted(start: &str) -> String {
    const OPEN: &str = "ids=List(";
    let Some(from) = start.find(OPEN).map(|at| at + OPEN.len()) else { return start.to_owned() };
    let (mut depth, mut begin, mut items) = (0, from, Vec::new());
    for (at, character) in start.char_indices().skip_while(|(at, _)| *at < from) {
        match character {
            ')' | ',' if depth == 0 => {
                items.push(&start[begin..at]);
                begin = at + 1;
                if character == ')' {
                    items.sort_unstable();
                    return format!("{}{}{}", &start[..from], items.join(","), &start[at..]);
                }
            }
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    start.to_owned()
}

#[test]
fn keys_are_compared_as_a_set_and_nothing_else_is() {
    let sorted = |text| with_ids_sorted(text);
    assert_eq!(sorted("GET /a?ids=List((p:2,q:1),(p:1,q:2))&x=List(b,a)"), sorted("GET /a?ids=List((p:1,q:2),(p:2,q:1))&x=List(b,a)"));
    assert_ne!(sorted("GET /a?ids=List((p:2,q:1))"), sorted("GET /a?ids=List((q:1,p:2))"));
    assert_ne!(sorted("GET /a?x=List(b,a)"), sorted("GET /a?x=List(a,b)"));
    assert_ne!(sorted("GET /a?ids=List(1)"), sorted("GET /a?ids=List(1,1)"));
}
