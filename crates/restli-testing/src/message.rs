//! Reader of HTTP/1.1 requests.

use std::io::Read;

/// The size of the head, with the empty line that ends it.
fn head_size(request: &[u8]) -> Option<usize> {
    request.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// Splits a request into its head, with the empty line that ends it, and its body. A request without that line is all head.
#[must_use]
pub fn parts(request: &[u8]) -> (&[u8], &[u8]) {
    request.split_at(head_size(request).unwrap_or(request.len()))
}

/// Returns whether a request has its head and as many bytes of body as `Content-Length` announces.
#[must_use]
pub fn is_whole(request: &[u8]) -> bool {
    let Some(size) = head_size(request) else { return false };
    let (head, body) = request.split_at(size);
    let length = String::from_utf8_lossy(head).lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    body.len() >= length.unwrap_or(0)
}

/// Reads one request. Returns the bytes so far if the connection ends or fails early.
pub(crate) fn read(stream: &mut impl Read) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 16384];
    while !is_whole(&request) {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => request.extend_from_slice(buffer.get(..count).unwrap_or_default()),
        }
    }
    request
}

#[cfg(test)]
mod tests {
    use super::{is_whole, parts, read};

    #[test]
    fn request_without_length_ends_with_its_head() {
        assert!(is_whole(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assert!(!is_whole(b"GET / HTTP/1.1\r\nHost: a\r\n"));
    }

    #[test]
    fn request_with_length_ends_with_its_last_byte() {
        let request = b"PUT / HTTP/1.1\r\ncontent-LENGTH: 3\r\n\r\n\r\n\r";
        assert!(is_whole(request));
        assert!(!is_whole(&request[..request.len() - 1]));
        assert_eq!(parts(request).1, b"\r\n\r");
    }

    #[test]
    fn read_interrupted_request_returns_the_bytes_so_far() {
        assert_eq!(read(&mut &b"GET / HT"[..]), b"GET / HT");
    }
}
