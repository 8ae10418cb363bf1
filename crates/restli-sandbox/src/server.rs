//! The server: connections on the loopback address, each request whole before it is answered.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 512 << 20;

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    accepting: JoinHandle<()>,
}

impl Server {
    /// Answers every connection of a listener with a function.
    pub(crate) fn start<A, F>(listener: TcpListener, answer: A) -> Self
    where
        A: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
        F: Future<Output = Response<Bytes>> + Send + 'static,
    {
        Self { accepting: tokio::spawn(accept(listener, Arc::new(answer))) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept<A, F>(listener: TcpListener, answer: Arc<A>)
where
    A: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
    F: Future<Output = Response<Bytes>> + Send + 'static,
{
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let answer = Arc::clone(&answer);
        let service = service_fn(move |request: Request<Incoming>| {
            let answer = Arc::clone(&answer);
            async move { Ok::<_, Infallible>(whole(request, &*answer).await.map(Full::new)) }
        });
        let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        connections.spawn(connection);
        while connections.try_join_next().is_some() {}
    }
}

/// Reads a request to its end, and answers it.
async fn whole<A, F>(request: Request<Incoming>, answer: &A) -> Response<Bytes>
where
    A: Fn(Request<Bytes>) -> F,
    F: Future<Output = Response<Bytes>>,
{
    let (head, body) = request.into_parts();
    if let Ok(body) = Limited::new(body, MAX_BODY).collect().await {
        answer(Request::from_parts(head, body.to_bytes())).await
    } else {
        let mut refused = Response::new(Bytes::from_static(b"the body is cut off or too large"));
        *refused.status_mut() = StatusCode::BAD_REQUEST;
        refused
    }
}
