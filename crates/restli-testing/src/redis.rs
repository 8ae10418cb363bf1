//! A server of Redis on this machine.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The longest wait for a server that starts.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server of Redis on the loopback interface that keeps nothing on disk and ends with this value.
#[derive(Debug)]
pub struct RedisServer {
    port: u16,
    process: Child,
}

impl RedisServer {
    /// Starts a server; `None` where the program `redis-server` is not installed, which standard error is told.
    ///
    /// # Errors
    /// If no loopback port is free, or the server does not answer.
    pub fn start() -> io::Result<Option<Self>> {
        // Another program may take the port first: the server then ends, and the next port is tried.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let settings = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning", "--port"];
            let started = Command::new("redis-server").args(settings).arg(port.to_string()).stdout(Stdio::null()).spawn();
            let process = match started {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    // Past the capture of the tests' output: a skipped test must be seen.
                    writeln!(io::stderr(), "skipped: no redis-server here (Debian's package `redis-server`)")?;
                    return Ok(None);
                }
                started => started?,
            };
            let mut server = Self { port, process };
            if server.answers()? {
                return Ok(Some(server));
            }
        }
        Err(io::Error::other("no redis-server answers"))
    }

    /// The address of the server, `redis://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Waits for the first answer; `false` if the process ends.
    fn answers(&mut self) -> io::Result<bool> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if self.process.try_wait()?.is_some() {
                return Ok(false);
            }
            let mut answer = [0; 5];
            let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut stream| {
                stream.write_all(b"PING\r\n")?;
                stream.read_exact(&mut answer)
            });
            if asked.is_ok() && &answer == b"+PONG" {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
