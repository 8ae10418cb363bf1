//! The wire: one request goes out, and its response comes in.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Instant, timeout};

#[cfg(feature = "gzip")]
use crate::error::TransportKind;
use crate::error::problem::{CallInfo, Problem};
use crate::error::{Error, TransportError};
use crate::headers;
use crate::net::{BodyError, Route, read};
use crate::testing::{Recorder, Script};

/// The longest wait for the body of a success that nobody needs.
const SOON: Duration = Duration::from_secs(5);

/// The part of a response that its caller needs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    /// The whole body.
    Body,
    /// Of a success its head, and its body if that comes soon: in half of the time that is left until this moment, at which the attempt ends.
    Head(Instant),
}

impl Need {
    /// Returns `true` if a success without its body is of use.
    const fn is_head(self) -> bool {
        matches!(self, Self::Head(_))
    }
}

/// A response as it was received.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// Returns `true` for an error: by the status, or by the header that marks an error whatever the status is.
    pub(super) fn is_error(&self) -> bool {
        is_error(self.status, &self.headers)
    }
}

fn is_error(status: StatusCode, headers: &HeaderMap) -> bool {
    // A proxy may join two headers of a name by a comma.
    let is_marked =
        |value: &HeaderValue| value.as_bytes().split(|&byte| byte == b',').any(|mark| mark.trim_ascii().eq_ignore_ascii_case(b"true"));
    !status.is_success() || headers.get_all(headers::ERROR).iter().any(is_marked)
}

/// The way that requests go.
pub(crate) enum Wire {
    /// The connection to the server.
    Network(reqwest::Client),
    /// The connection to the server by the HTTP client of the program, which may follow redirects.
    #[cfg(feature = "reqwest")]
    Own(reqwest::Client),
    /// The connection to the server, with a recording of what goes over it.
    Recorded(reqwest::Client, Recorder),
    /// A script, which opens no connection.
    Script(Script),
}

impl Wire {
    /// The connection to the server by a client that was made for a route.
    #[cfg_attr(not(feature = "reqwest"), expect(unused_variables, reason = "every client is made here"))]
    pub(crate) fn network(http: reqwest::Client, route: &Route) -> Self {
        #[cfg(feature = "reqwest")]
        if route.own.is_some() {
            return Self::Own(http);
        }
        Self::Network(http)
    }

    /// Returns `true` if requests go to the server, and nobody else looks at them.
    pub(super) const fn is_network(&self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// Sends the request and reads the response of at most `limit` bytes. The request is handed on before the future begins, which would keep a
    /// place for it, and all but the way of most calls is boxed.
    pub(crate) fn receive<'a>(
        &'a self,
        request: reqwest::Request,
        call: &'a CallInfo,
        need: Need,
        limit: usize,
    ) -> impl Future<Output = Result<Received, Error>> + Send + 'a {
        let way = match self {
            Self::Network(http) => Way::Direct(http.execute(request)),
            #[cfg(feature = "reqwest")]
            Self::Own(http) => {
                let url = request.url().clone();
                let answer = http.execute(request);
                Way::Aside(Box::pin(async move {
                    let mut is_elsewhere = false;
                    let watched = async {
                        let response = answer.await?;
                        is_elsewhere = *response.url() != url;
                        Ok(response)
                    };
                    let result = from_network(watched, call, need, limit).await.map_err(Error::transport);
                    if is_elsewhere { Err(Error::setup(redirected(call))) } else { result }
                }))
            }
            Self::Recorded(http, recorder) => {
                let pending = recorder.begin(&request, call);
                let answer = http.execute(request);
                Way::Aside(Box::pin(async move {
                    let result = from_network(answer, call, need, limit).await.map_err(Error::transport);
                    pending.end(result.as_ref().map(|received| (received.status, &received.headers, &received.body)));
                    result
                }))
            }
            Self::Script(script) => Way::Aside(Box::pin(from_script(script, request, call, need, limit))),
        };
        async move {
            match way {
                Way::Direct(answer) => from_network(answer, call, need, limit).await.map_err(Error::transport),
                Way::Aside(result) => result.await,
            }
        }
    }
}

/// A request that has been handed on.
enum Way<'a, A> {
    /// To the connection; the future of its answer.
    Direct(A),
    /// To somebody who looks at it; the future of the result.
    Aside(Pin<Box<dyn Future<Output = Result<Received, Error>> + Send + 'a>>),
}

async fn from_network(
    answer: impl Future<Output = reqwest::Result<reqwest::Response>>,
    call: &CallInfo,
    need: Need,
    limit: usize,
) -> Result<Received, TransportError> {
    let broken = |error| TransportError::new(call.clone(), error);
    let mut response = answer.await.map_err(broken)?;
    let is_error = is_error(response.status(), response.headers());
    let body = match need {
        Need::Head(end) if !is_error => {
            let longest = SOON.min(end.saturating_duration_since(Instant::now()) / 2);
            // In a box, so that the future of a call without an upload does not grow.
            Box::pin(timeout(longest, read(&mut response, limit))).await.unwrap_or_else(|_| Ok(Bytes::new()))
        }
        _ => read(&mut response, limit).await,
    };
    let body = match body {
        Ok(body) => body,
        // The status says more than a body that cannot be had.
        Err(_) if is_error || need.is_head() => Bytes::new(),
        Err(BodyError::Broken(error)) => return Err(broken(error)),
        Err(BodyError::TooLarge) => return Err(TransportError::too_large(call.clone(), limit)),
        #[cfg(feature = "gzip")]
        Err(BodyError::Garbled) => return Err(TransportError::of_kind(call.clone(), TransportKind::Garbled)),
    };
    Ok(Received { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
}

/// The problem of an answer that came from another address than the one that was asked.
#[cfg(feature = "reqwest")]
fn redirected(call: &CallInfo) -> Problem {
    let about = call.operation.map_or(&*call.path, |operation| operation.id);
    let what = "the client of `Builder::http_client` followed a redirect, and the answer of another address is not read";
    Problem::new(about, what, "build that client with `.redirect(reqwest::redirect::Policy::none())`")
}

async fn from_script(script: &Script, mut request: reqwest::Request, call: &CallInfo, need: Need, limit: usize) -> Result<Received, Error> {
    let (parts, body) = script.reply(&mut request, call).await?.into_parts();
    let received = Received { status: parts.status, headers: parts.headers, body: Bytes::new() };
    let Some(body) = body else {
        if need.is_head() && !received.is_error() {
            return Ok(received);
        }
        let about = call.operation.map_or(&*call.path, |operation| operation.id);
        let what = "the recording has only the length of this answer's body, since it is neither JSON nor text";
        let remedy = "write the body into the file, as `{\"json\": ..}` or `{\"text\": \"..\"}` in place of `{\"bytes\": ..}`";
        return Err(Error::setup(Problem::new(about, what, remedy)));
    };
    match (received.is_error() || need.is_head(), body.len() > limit) {
        (true, true) => Ok(received),
        (false, true) => Err(Error::transport(TransportError::too_large(call.clone(), limit))),
        (_, false) => Ok(Received { body, ..received }),
    }
}
