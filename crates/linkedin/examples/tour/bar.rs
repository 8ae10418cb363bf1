//! A bar on standard error that shows how much of an upload is sent.

use std::io::{IsTerminal as _, Write as _};

const WIDTH: u64 = 40;

/// Draws the bar anew. Where no terminal shows it, only the whole bar is written.
pub(crate) fn draw(sent: u64, total: u64) {
    let mut out = std::io::stderr().lock();
    let (is_whole, done) = (sent >= total, (sent * WIDTH).checked_div(total).unwrap_or(WIDTH));
    let bar: String = (0..WIDTH).map(|place| if place < done { '#' } else { '.' }).collect();
    let line = format!("[{bar}] {:.1} of {:.1} MB", megabytes(sent), megabytes(total));
    // A closed standard error is no reason to stop the upload.
    let _ = match (out.is_terminal(), is_whole) {
        (true, false) => write!(out, "\r{line}").and_then(|()| out.flush()),
        (true, true) => writeln!(out, "\r{line}"),
        (false, true) => writeln!(out, "{line}"),
        (false, false) => Ok(()),
    };
}

#[allow(clippy::cast_precision_loss, reason = "a figure with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
