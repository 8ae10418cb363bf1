//! A server that takes uploads of any size, and keeps none of their bytes.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// The longest wait for the next bytes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The act of the server on one connection.
#[derive(Clone, Copy, Debug)]
pub(super) enum Take {
    /// Reads everything, and answers with this status.
    All(u16),
    /// Reads this many bytes of the body, and closes the connection.
    Cut(u64),
    /// Reads this many bytes of the body, and nothing more for a time.
    Stop(u64, Duration),
}

/// A request: its head, the number of the bytes of its body that came, and their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) head: String,
    pub(super) size: u64,
    pub(super) sum: u64,
}

/// Starts a server; the channel has each request before it is answered, so that they stand in the order in which they were sent.
pub(super) fn start(acts: impl IntoIterator<Item = Take> + Send + 'static) -> (String, Receiver<Taken>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (taken, all) = channel();
    std::thread::spawn(move || {
        for (act, stream) in acts.into_iter().zip(listener.incoming()) {
            let (stream, taken) = (stream.unwrap(), taken.clone());
            std::thread::spawn(move || take(stream, act, &taken));
        }
    });
    (url, all)
}

fn take(mut stream: TcpStream, act: Take, taken: &Sender<Taken>) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length: u64 = head.split("content-length: ").nth(1).map_or(0, |rest| rest.split_once('\r').unwrap().0.parse().unwrap());
    let most = match act {
        Take::All(_) => length,
        Take::Cut(most) | Take::Stop(most, _) => most.min(length),
    };
    let (mut size, mut sum, mut buffer) = (0, 0_u64, vec![0; 64 << 10]);
    while size < most {
        let room = buffer.len().min(usize::try_from(most - size).unwrap());
        match stream.read(&mut buffer[..room]) {
            Ok(0) | Err(_) => break,
            Ok(count) => {
                sum = buffer[..count].iter().fold(sum, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
                size += u64::try_from(count).unwrap();
            }
        }
    }
    // A test that has seen enough no longer listens.
    let _ = taken.send(Taken { head, size, sum });
    match act {
        Take::All(status) if size == length => {
            let _ = write!(stream, "HTTP/1.1 {status} Answer\r\nETag: \"{size}\"\r\nConnection: close\r\n\r\n");
            let _ = stream.shutdown(Shutdown::Write);
        }
        Take::Stop(_, time) => std::thread::sleep(time),
        Take::All(_) | Take::Cut(_) => {}
    }
}

/// The sum of a server over these bytes.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)))
}
