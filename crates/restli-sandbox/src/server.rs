//! The server: connections on the address served, each request whole before it is answered.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

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
use crate::served::Served;
use crate::service;
use crate::state::State;

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 512 << 20;

/// The pause after a connection that the machine has no room for.
const PAUSE: Duration = Duration::from_millis(10);

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    accepting: JoinHandle<()>,
}

impl Server {
    /// Answers every connection of a listener.
    pub(crate) fn start(listener: TcpListener, state: Arc<State>) -> Self {
        Self { accepting: tokio::spawn(accept(listener, state)) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(serve(stream, Arc::clone(&state)))),
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Serves a connection. One that a fault breaks is taken from the protocol, which has no word for most of them.
async fn serve(stream: TcpStream, state: Arc<State>) {
    let broken: Mutex<Option<Wire>> = Mutex::default();
    let service = service_fn(|request: Request<Incoming>| async {
        let Served { response, wire } = whole(request, &state).await;
        match wire {
            None => Ok(response.map(Full::new)),
            Some(wire) => {
                *lock(&broken) = Some(wire);
                Err(io::Error::other("the connection is broken on demand"))
            }
        }
    });
    let mut connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let Err(error) = (&mut connection).await else { return };
    let wire = lock(&broken).take();
    match wire {
        Some(wire) => wire.play(connection.into_parts().io.into_inner()).await,
        None if error.is_parse() => service::unparsed(&state, &error),
        None => {}
    }
}

/// Reads a request to its end, and answers it.
async fn whole(request: Request<Incoming>, state: &State) -> Served {
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    if let Some(wire) = service::ends_at_the_head(state, &head) {
        return Served { response: Response::default(), wire: Some(wire) };
    }
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => service::serve(state, head.map(|()| body.to_bytes())).await,
        Err(error) => {
            let status =
                if error.is::<http_body_util::LengthLimitError>() { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST };
            service::unread(state, head.map(|()| Bytes::new()), status, &error.to_string())
        }
    }
}
