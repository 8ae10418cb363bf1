//! Requests as text for snapshots.

use std::fmt::Write as _;

use crate::Server;
use crate::message::parts;

/// The access token of the tests. [`steady`] shows it as `TOKEN`; nothing else may show it.
pub const TOKEN: &str = "AQX-secret-token";

/// 2026-11-30 at midnight UTC, in milliseconds: the day on which all tests take place, so that versions live and end alike in every year.
pub const DAY_MILLIS: i64 = 1_795_996_800_000;

/// The longest body that is shown whole, in bytes.
const SHOWN: usize = 2000;

impl Server {
    /// The requests so far, each as [`steady`] shows it.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.received().iter().map(|request| steady(self.url(), request)).collect()
    }

    /// All requests, each below its title.
    ///
    /// # Errors
    /// If the number of requests is not that of the titles; the message has both and the requests.
    pub fn transcript(&self, titles: &[&str]) -> Result<String, String> {
        titled(&self.requests(), titles)
    }
}

/// A request to a server without the parts that differ from run to run or from release to release: the port is `PORT`, our version in
/// `user-agent` is `VERSION`, [`TOKEN`] is `TOKEN`. Line ends are `\n`; a body that is long or no text is escaped and shortened.
#[must_use]
pub fn steady(url: &str, request: &[u8]) -> String {
    let port = url.rsplit(':').next().unwrap_or_default();
    let agent = concat!("restli-client/", env!("CARGO_PKG_VERSION"));
    let text = shown(request);
    text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT").replace(agent, "restli-client/VERSION").replace(TOKEN, "TOKEN")
}

/// Requests, each below its title.
///
/// # Errors
/// If the number of requests is not that of the titles; the message has both and the requests.
pub fn titled(requests: &[String], titles: &[&str]) -> Result<String, String> {
    if requests.len() != titles.len() {
        return Err(format!("{} requests, {} titles:\n{}", requests.len(), titles.len(), requests.join("\n")));
    }
    let mut out = String::new();
    for (title, request) in titles.iter().zip(requests) {
        let _ = writeln!(out, "=== {title}\n{}\n", request.trim_end());
    }
    Ok(out)
}

/// A request as a reader wants it.
fn shown(request: &[u8]) -> String {
    let (head, body) = parts(request);
    let head = String::from_utf8_lossy(head).replace("\r\n", "\n");
    match std::str::from_utf8(body) {
        Ok(text) if text.len() <= SHOWN && !text.contains(|c: char| c.is_control() && c != '\n') => head + text,
        _ => {
            let start = body.get(..body.len().min(32)).unwrap_or_default();
            let rest = if start.len() < body.len() { format!("… ({} bytes)", body.len()) } else { String::new() };
            format!("{head}{}{rest}", start.escape_ascii())
        }
    }
}
