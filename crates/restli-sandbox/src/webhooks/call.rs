//! One call over plain HTTP.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, timeout_at};

use super::address::Address;

/// The most of an answer that is read, in bytes.
const MOST: usize = 64 << 10;

/// A call as it goes out.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub(super) verb: Method,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Bytes,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) media_type: String,
    /// The body, or the reason in words why it is not whole.
    pub(super) body: Result<Vec<u8>, String>,
}

/// Calls an address, and waits so long for the whole answer. The reason why none begins is told in words; an answer whose headers have come has its
/// status, whatever becomes of its body.
pub(super) async fn call(address: &Address, call: Outgoing, wait: Duration) -> Result<Answer, String> {
    let end = Instant::now() + wait;
    let late = |_| format!("no answer within {wait:?}");
    let broken = |error: hyper::Error| format!("the connection broke: {error}");
    let stream = timeout_at(end, address.connect()).await.map_err(late)?.map_err(|error| format!("no connection: {error}"))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let exchange = async {
        let request = request(address, call)?;
        let answer = timeout_at(end, sender.send_request(request)).await.map_err(late)?.map_err(broken)?;
        let (head, body) = answer.into_parts();
        let body = timeout_at(end, whole(body)).await.unwrap_or_else(|_| Err(format!("did not end within {wait:?}")));
        let media_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Answer { status: head.status, media_type, body })
    };
    // The connection moves with the exchange, and ends with it.
    tokio::pin!(connection, exchange);
    tokio::select! {
        answer = &mut exchange => answer,
        _ = &mut connection => exchange.await,
    }
}

/// A body, or the reason in words why it is not whole.
async fn whole(mut body: Incoming) -> Result<Vec<u8>, String> {
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await.transpose().map_err(|error| format!("cannot be read: {error}"))? {
        read.extend(frame.into_data().unwrap_or_default());
        if read.len() > MOST {
            return Err(format!("has more than {MOST} bytes"));
        }
    }
    Ok(read)
}

fn request(address: &Address, call: Outgoing) -> Result<Request<Full<Bytes>>, String> {
    let mut request = Request::new(Full::new(call.body));
    *request.method_mut() = call.verb;
    *request.uri_mut() = call.target.parse().map_err(|error| format!("`{}` is no target: {error}", call.target))?;
    let headers = [(HOST.as_str(), address.host().to_owned()), (CONNECTION.as_str(), "close".to_owned())];
    for (name, value) in headers.into_iter().chain(call.headers) {
        let name: HeaderName = name.parse().map_err(|_| format!("`{name}` is no header"))?;
        let value = HeaderValue::from_str(&value).map_err(|_| format!("the header `{name}` has an unfit value"))?;
        request.headers_mut().insert(name, value);
    }
    Ok(request)
}
