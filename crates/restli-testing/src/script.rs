//! A server that fails by a script.

use std::io::{self, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::message;
use crate::server::{PATIENCE, Server};

/// The act of a server on one connection.
#[derive(Clone, Debug)]
pub enum Act {
    /// Sends an answer.
    Answer(String),
    /// Closes the connection before it reads anything, which resets what arrives.
    Deaf,
    /// Reads the request, and closes the connection without an answer.
    Mute,
    /// Sends this beginning of an answer, and nothing more for a time.
    Stall(String, Duration),
}

impl Server {
    /// Starts a server that acts by a script, one act per connection, then refuses connections. Only requests that were read are kept.
    ///
    /// # Errors
    /// If no loopback port is free.
    pub fn acting(script: impl IntoIterator<Item = Act>) -> io::Result<Self> {
        Self::acting_at(TcpListener::bind("127.0.0.1:0")?, script)
    }

    /// Starts a server that acts by a script at a place of its own.
    ///
    /// # Errors
    /// If the place has no address.
    pub fn acting_at(listener: TcpListener, script: impl IntoIterator<Item = Act>) -> io::Result<Self> {
        let url = format!("http://{}", listener.local_addr()?);
        let received: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let (kept, script) = (Arc::clone(&received), script.into_iter().collect::<Vec<_>>());
        std::thread::spawn(move || {
            for (act, stream) in script.into_iter().zip(listener.incoming()) {
                let Ok(mut stream) = stream else { continue };
                if matches!(act, Act::Deaf) {
                    continue;
                }
                let _ = stream.set_read_timeout(Some(PATIENCE));
                let request = message::read(&mut stream);
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                let _ = perform(stream, act);
            }
        });
        Ok(Self { url, received })
    }
}

fn perform(mut stream: TcpStream, act: Act) -> io::Result<()> {
    match act {
        Act::Answer(answer) => stream.write_all(answer.as_bytes())?,
        Act::Stall(beginning, time) => {
            stream.write_all(beginning.as_bytes())?;
            // The next connection does not wait for this one.
            std::thread::spawn(move || {
                std::thread::sleep(time);
                drop(stream);
            });
            return Ok(());
        }
        Act::Deaf | Act::Mute => {}
    }
    stream.shutdown(Shutdown::Write)
}
