//! One call over plain HTTP.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use super::address::Address;

/// The most of an answer that is read, in bytes.
pub(super) const MOST: usize = 64 << 10;

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
    /// The beginning of the body.
    pub(super) body: Vec<u8>,
    pub(super) is_whole: bool,
}

/// Calls an address, and waits so long for the answer, of whose body it reads the beginning. The reason why there is none is told in words.
pub(super) async fn call(address: &Address, call: Outgoing, wait: Duration) -> Result<Answer, String> {
    timeout(wait, exchange(address, call)).await.unwrap_or_else(|_| Err(format!("no answer within {wait:?}")))
}

async fn exchange(address: &Address, call: Outgoing) -> Result<Answer, String> {
    let stream = address.connect().await.map_err(|error| format!("no connection: {error}"))?;
    let broken = |error: hyper::Error| format!("the connection broke: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let exchange = async {
        let answer = sender.send_request(request(address, call)?).await.map_err(broken)?;
        let (head, body) = answer.into_parts();
        let (body, is_whole) = beginning(body).await.map_err(|error| format!("the answer cannot be read: {error}"))?;
        let media_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Answer { status: head.status, media_type, body, is_whole })
    };
    // The connection moves with the exchange, and ends with it.
    tokio::pin!(connection, exchange);
    tokio::select! {
        answer = &mut exchange => answer,
        _ = &mut connection => exchange.await,
    }
}

/// The beginning of a body, and whether it is the whole.
async fn beginning(mut body: Incoming) -> Result<(Vec<u8>, bool), hyper::Error> {
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await.transpose()? {
        read.extend(frame.into_data().unwrap_or_default());
        if read.len() > MOST {
            return Ok((read, false));
        }
    }
    Ok((read, true))
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
