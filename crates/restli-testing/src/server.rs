//! The loopback server.

use std::io::{self, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::message;

/// The longest wait for the next bytes of a request.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A server on the loopback interface that reads one request per connection, answers it and keeps its bytes. It runs on a thread of its own.
///
/// It is for tests about bytes: what a client sends to the last one, and answers that are no HTTP. Tests of programs take the sandbox, whose fault
/// `answer` gives an answer that is written out (`docs/sandbox-faults.md`).
#[derive(Debug)]
pub struct Server {
    pub(crate) url: String,
    pub(crate) received: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// Starts a server that gives these answers in order, one per connection, then refuses connections. `{server}` in an answer stands
    /// for the address of the server.
    ///
    /// # Errors
    /// If no loopback port is free.
    pub fn answering(answers: impl IntoIterator<Item = String>) -> io::Result<Self> {
        let answers: Vec<String> = answers.into_iter().collect();
        let count = answers.len();
        let mut answers = answers.into_iter();
        Self::start(Some(count), move |_, own| answers.next().unwrap_or_default().replace("{server}", own).into_bytes())
    }

    /// Starts a server that sends these bytes in order, one answer per connection, then refuses connections.
    ///
    /// # Errors
    /// If no loopback port is free.
    pub fn sending(answers: Vec<Vec<u8>>) -> io::Result<Self> {
        let count = answers.len();
        let mut answers = answers.into_iter();
        Self::start(Some(count), move |_, _| answers.next().unwrap_or_default())
    }

    /// Starts a server that answers each request by a function of its bytes, as long as the program runs. `{server}` in an answer stands
    /// for the address of the server.
    ///
    /// # Errors
    /// If no loopback port is free.
    pub fn replying(mut answer: impl FnMut(&[u8]) -> String + Send + 'static) -> io::Result<Self> {
        Self::start(None, move |request, own| answer(request).replace("{server}", own).into_bytes())
    }

    /// Starts a server whose answers are made from the bytes of the request and the address of the server.
    fn start(connections: Option<usize>, mut answer: impl FnMut(&[u8], &str) -> Vec<u8> + Send + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let received = Arc::new(Mutex::new(Vec::new()));
        let (own, kept) = (url.clone(), Arc::clone(&received));
        std::thread::spawn(move || {
            for stream in listener.incoming().take(connections.unwrap_or(usize::MAX)) {
                let Ok(mut stream) = stream else { continue };
                let _ = stream.set_read_timeout(Some(PATIENCE));
                let request = message::read(&mut stream);
                let answer = answer(&request, &own);
                // Kept before the answer leaves: a client that has the answer finds its request here.
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                let _ = send(&mut stream, &answer);
            }
        });
        Ok(Self { url, received })
    }

    /// The address of the server, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The bytes of each request so far, in the order of their arrival.
    #[must_use]
    pub fn received(&self) -> Vec<Vec<u8>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The requests so far as text: first line, headers and body.
    #[must_use]
    pub fn seen(&self) -> Vec<String> {
        self.received().iter().map(|request| String::from_utf8_lossy(request).into_owned()).collect()
    }

    /// Verb and target of each request so far, `GET /me?fields=id`.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        self.seen().iter().map(|request| request.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned()).collect()
    }
}

fn send(stream: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Write)
}
