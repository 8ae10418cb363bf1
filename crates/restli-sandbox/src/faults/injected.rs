//! A fault that a call meets: the change of its request, its answer, and the bytes on the connection.

use bytes::Bytes;
use http::Response;
use restli_core::Json;

use super::fault::{Fault, Level};
use super::rule::Rule;
use super::scene::Scene;
use super::wire::Wire;
use super::{answers, items};
use crate::received::Received;

/// The status in the log of a request that got no answer.
pub(crate) const NO_ANSWER: u16 = 444;

/// A fault that a call meets.
#[derive(Clone, Debug)]
pub(crate) struct Injected(pub(crate) Rule);

impl Injected {
    pub(crate) fn fault(&self) -> Fault {
        self.0.fault
    }

    /// Returns whether the call has its effect.
    pub(crate) fn has_effect(&self) -> bool {
        self.0.has_effect()
    }

    /// Changes the request.
    pub(crate) fn change(&self, request: &mut Received) {
        if self.0.fault != Fault::TextCut {
            return;
        }
        let Ok(mut body) = serde_json::from_slice::<Json>(&request.body) else { return };
        let path = self.0.param("field").unwrap_or_default();
        let field = path.split('.').try_fold(&mut body, |value, name| value.get_mut(name));
        if let Some(Json::String(text)) = field {
            let end = text.find(['(', ')', '[', ']', '{', '}']).unwrap_or(text.len());
            text.truncate(end);
            request.body = Bytes::from(body.to_string());
        }
    }

    /// The answer that the fault makes of the true one.
    pub(crate) fn answer(&self, scene: Scene<'_>, answer: Response<Bytes>) -> Response<Bytes> {
        let answer = match self.0.fault.level() {
            Level::Http | Level::Later => answers::of(&self.0, scene, answer),
            Level::Item => items::of(&self.0, scene, answer),
            Level::Connection => answer,
        };
        match self.0.param("retry_after").and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => answers::with(answer, "retry-after", seconds),
            None => answer,
        }
    }

    /// The bytes on the connection in place of an answer; `None` if it goes out as it is.
    pub(crate) fn wire(&self, answer: &Response<Bytes>) -> Option<Wire> {
        (self.0.fault.level() == Level::Connection).then(|| Wire::of(&self.0, answer))
    }
}
