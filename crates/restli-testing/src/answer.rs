//! Answers as text.

/// A response with a JSON body.
#[must_use]
pub fn json(status: u16, body: &str) -> String {
    response(status, &[("Content-Type", "application/json")], body)
}

/// A response with headers and a body.
///
/// No length is announced, because the server may still replace `{server}`: the end of the connection ends the body.
#[must_use]
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let headers = headers.iter().flat_map(|(name, value)| [*name, ": ", *value, "\r\n"]).collect::<String>();
    format!("HTTP/1.1 {status} Answer\r\n{headers}Connection: close\r\n\r\n{body}")
}
