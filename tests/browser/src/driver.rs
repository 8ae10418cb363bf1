//! The process that drives a browser.

use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};

/// A running chromedriver, which ends when it is dropped, and its browsers with it.
pub(crate) struct Driver {
    pub(crate) url: String,
    child: Child,
    /// A driver whose output nobody takes would stop at the next line.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts chromedriver on a free port; `None` where it is not installed.
    pub(crate) fn start() -> Result<Option<Self>> {
        let spawned = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = match spawned {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            spawned => spawned.context("chromedriver does not start")?,
        };
        let output = BufReader::new(child.stdout.take().context("chromedriver has no output")?);
        let mut driver = Self { url: String::new(), child, output };
        // The first line has the port that was asked for, 0; the one that was taken comes later.
        let port = (&mut driver.output).lines().map_while(Result::ok).find_map(|line| port(&line));
        driver.url = format!("http://127.0.0.1:{}", port.context("chromedriver ends without naming its port")?);
        Ok(Some(driver))
    }
}

impl Drop for Driver {
    /// A driver that is killed leaves its browsers behind; one that is told to end takes them along.
    fn drop(&mut self) {
        let _ = shutdown(&self.url);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells a driver to end, and waits until it has closed its browsers.
fn shutdown(url: &str) -> io::Result<()> {
    let address = url.strip_prefix("http://").unwrap_or_default();
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    stream.read_to_end(&mut Vec::new()).map(drop)
}

/// The port in a line such as `ChromeDriver was started successfully on port 40123.`
fn port(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn port_is_the_one_that_was_taken() {
        assert_eq!(port("Starting ChromeDriver 156.0.8078.114 on port 0"), None);
        assert_eq!(port("ChromeDriver was started successfully on port 40123."), Some(40_123));
    }
}
