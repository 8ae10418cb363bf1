//! The server: connections on the loopback address, each request whole before it is answered.

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::faults::Wire;
use crate::locks::lock;

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 512 << 20;

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    accepting: JoinHandle<()>,
}

/// An answer, or the bytes that go over the connection in place of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response<Bytes>,
    pub(crate) wire: Option<Wire>,
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Self {
        Self { response, wire: None }
    }
}

/// The functions that answer requests.
#[derive(Debug)]
struct Functions<E, A> {
    /// The end of a connection whose request is read no further than its head.
    early: E,
    answer: A,
}

impl Server {
    /// Answers every connection of a listener with a function. `early` may end a connection before the body of a request is read.
    pub(crate) fn start<E, A, F>(listener: TcpListener, early: E, answer: A) -> Self
    where
        E: Fn(&Request<()>) -> Option<Wire> + Send + Sync + 'static,
        A: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
        F: Future<Output = Answer> + Send + 'static,
    {
        Self { accepting: tokio::spawn(accept(listener, Arc::new(Functions { early, answer }))) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept<E, A, F>(listener: TcpListener, functions: Arc<Functions<E, A>>)
where
    E: Fn(&Request<()>) -> Option<Wire> + Send + Sync + 'static,
    A: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        connections.spawn(serve(stream, Arc::clone(&functions)));
        while connections.try_join_next().is_some() {}
    }
}

/// Serves a connection. One that a fault breaks is taken from the protocol, which has no word for most of them.
async fn serve<E, A, F>(stream: TcpStream, functions: Arc<Functions<E, A>>)
where
    E: Fn(&Request<()>) -> Option<Wire> + Send + Sync + 'static,
    A: Fn(Request<Bytes>) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let broken: Arc<Mutex<Option<Wire>>> = Arc::default();
    let service = service_fn(|request: Request<Incoming>| {
        let (functions, broken) = (Arc::clone(&functions), Arc::clone(&broken));
        async move {
            let answer = whole(request, &functions).await;
            match answer.wire {
                None => Ok(answer.response.map(Full::new)),
                Some(wire) => {
                    *lock(&broken) = Some(wire);
                    Err(io::Error::other("the connection is broken on demand"))
                }
            }
        }
    });
    let mut connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let ended = (&mut connection).await;
    let wire = lock(&broken).take();
    if let (Err(_), Some(wire)) = (ended, wire) {
        wire.play(connection.into_parts().io.into_inner()).await;
    }
}

/// Reads a request to its end, and answers it.
async fn whole<E, A, F>(request: Request<Incoming>, functions: &Functions<E, A>) -> Answer
where
    E: Fn(&Request<()>) -> Option<Wire>,
    A: Fn(Request<Bytes>) -> F,
    F: Future<Output = Answer>,
{
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    if let Some(wire) = (functions.early)(&head) {
        return Answer { response: Response::default(), wire: Some(wire) };
    }
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        let mut refused = Response::new(Bytes::from_static(b"the body is cut off or too large"));
        *refused.status_mut() = StatusCode::BAD_REQUEST;
        return refused.into();
    };
    (functions.answer)(head.map(|()| body.to_bytes())).await
}
