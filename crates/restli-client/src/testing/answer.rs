//! A scripted answer.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use restli_core::data::Data;
use restli_core::{Json, json, key};

use crate::error::problem::{CallInfo, Problem};
use crate::error::{Error, TransportError, TransportKind};

/// An answer of a [`Script`](super::Script), or a failure on the way. A number is an answer with that status and without a body.
#[derive(Clone, Debug)]
pub struct Answer {
    end: End,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum End {
    /// The body is `None` if a recording has only its length.
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Option<Bytes>,
    },
    Failure(TransportKind),
}

impl Answer {
    /// An answer with a status, to which header and body may be added.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self { end: End::Response { status, headers: Vec::new(), body: Some(Bytes::new()) }, delay: Duration::ZERO }
    }

    /// 200 with an entity.
    #[must_use]
    pub fn entity(entity: &dyn Data) -> Self {
        Self::status(200).json(json::to_string(entity))
    }

    /// 200 with the result of an action.
    #[must_use]
    pub fn value(result: &dyn Data) -> Self {
        Self::status(200).json(format!(r#"{{"value":{}}}"#, json::to_string(result)))
    }

    /// 200 with the elements of a page, which is the first and the last one: `paging` has their number as its total, and no links.
    #[must_use]
    pub fn page<T: Data>(elements: &[T]) -> Self {
        let total = elements.len();
        let elements: Vec<String> = elements.iter().map(|element| json::to_string(element)).collect();
        // Behind an offset the total says nothing, but a page that is not full is the last.
        let paging = format!(r#"{{"start":0,"count":{},"total":{total},"links":[]}}"#, total + 1);
        Self::status(200).json(format!(r#"{{"elements":[{}],"paging":{paging}}}"#, elements.join(",")))
    }

    /// 200 with the entities of a batch by their keys.
    #[must_use]
    pub fn batch<K: Data, T: Data>(entities: &[(K, T)]) -> Self {
        let named = |(key, entity): &(K, T)| format!("{}:{}", Json::from(key::to_answer(key)), json::to_string(entity));
        let results: Vec<String> = entities.iter().map(named).collect();
        Self::status(200).json(format!(r#"{{"results":{{{}}},"statuses":{{}},"errors":{{}}}}"#, results.join(",")))
    }

    /// 201 with the key of the created entity.
    #[must_use]
    pub fn created(key: &dyn Data) -> Self {
        Self::status(201).header("X-RestLi-Id", &key::to_answer(key))
    }

    /// An error with its body: status, code and message.
    #[must_use]
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let mut body = serde_json::Map::from_iter([("status".to_owned(), Json::from(status))]);
        body.extend([("code".to_owned(), Json::from(code)), ("message".to_owned(), Json::from(message))]);
        Self::status(status).json(Json::Object(body)).header("X-RestLi-Error-Response", "true")
    }

    /// A connection that cannot be made: the server has not seen the request.
    #[must_use]
    pub const fn not_delivered() -> Self {
        Self { end: End::Failure(TransportKind::Connect), delay: Duration::ZERO }
    }

    /// A connection that breaks after the request was sent: nobody knows whether the server has carried it out.
    #[must_use]
    pub const fn lost() -> Self {
        Self { end: End::Failure(TransportKind::Broken), delay: Duration::ZERO }
    }

    /// No answer within any limit of time.
    #[must_use]
    pub const fn silence() -> Self {
        Self { end: End::Failure(TransportKind::Timeout), delay: Duration::MAX }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let End::Response { headers, .. } = &mut self.end {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body to JSON: a text, or a value of [`Json`].
    #[must_use]
    pub fn json(self, text: impl fmt::Display) -> Self {
        self.body("application/json", text.to_string())
    }

    /// Sets the body to bytes of a media type.
    #[must_use]
    pub fn body(mut self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        if let End::Response { body, .. } = &mut self.end {
            *body = Some(bytes.into());
        }
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Lets the answer, or the failure, come after this time. Silence stays silence.
    #[must_use]
    pub const fn after(mut self, delay: Duration) -> Self {
        if !matches!(self.end, End::Failure(TransportKind::Timeout)) {
            self.delay = delay;
        }
        self
    }

    /// The answer of a recording.
    pub(super) fn read(json: &Json) -> Option<Self> {
        if let Some(failure) = json.get("failure") {
            return Some(match failure.as_str()? {
                "not_delivered" => Self::not_delivered(),
                "lost" => Self::lost(),
                "silence" => Self::silence(),
                _ => return None,
            });
        }
        let body = json.get("body")?;
        let text = || body.get("text").and_then(Json::as_str).unwrap_or_default().to_owned();
        let is_kept = body.get("bytes").is_none();
        let body = is_kept.then(|| Bytes::from(body.get("json").map_or_else(text, Json::to_string)));
        let status = u16::try_from(json.get("status")?.as_u64()?).ok()?;
        let header = |pair: &Json| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
        let headers = json.get("headers")?.as_array()?.iter().map(header).collect::<Option<_>>()?;
        Some(Self { end: End::Response { status, headers, body }, delay: Duration::ZERO })
    }

    /// Returns `true` if the server sees the request.
    pub(super) const fn is_delivered(&self) -> bool {
        !matches!(self.end, End::Failure(TransportKind::Connect))
    }

    /// The response to a call, once its time has come. Its body is `None` if a recording has only its length.
    pub(super) async fn give(self, call: &CallInfo) -> Result<Response<Option<Bytes>>, Error> {
        match self.delay {
            Duration::ZERO => {}
            Duration::MAX => std::future::pending().await,
            delay => tokio::time::sleep(delay).await,
        }
        match self.end {
            End::Failure(kind) => Err(Error::transport(TransportError::of_kind(call.clone(), kind))),
            End::Response { status, headers, body } => response(status, &headers, body).map_err(Error::setup),
        }
    }
}

fn response(status: u16, headers: &[(String, String)], body: Option<Bytes>) -> Result<Response<Option<Bytes>>, Problem> {
    let wrong = |what: String| Problem::new("script", what, "correct the answer in the test");
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).map_err(|_| wrong(format!("{status} is no status of HTTP")))?;
    for (name, value) in headers {
        let parsed = name.parse::<HeaderName>().ok().zip(HeaderValue::from_bytes(value.as_bytes()).ok());
        let (name, value) = parsed.ok_or_else(|| wrong(format!("the header `{name}` cannot be sent")))?;
        response.headers_mut().append(name, value);
    }
    Ok(response)
}

impl From<u16> for Answer {
    fn from(status: u16) -> Self {
        Self::status(status)
    }
}
