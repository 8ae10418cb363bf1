//! A request as a line for the shell.

use restli_core::shell_word;

use crate::log::Exchange;

/// Headers that curl writes itself.
const OWN: &[&str] = &["accept-encoding", "connection", "content-length", "expect", "host", "transfer-encoding", "user-agent"];

/// The command that sends a request again, with the token of the variable `TOKEN`. A body that is not kept whole, or is no text, is read from the
/// file `body`.
pub(super) fn line(base_url: &str, exchange: &Exchange) -> String {
    let mut parts = vec!["curl".to_owned()];
    if exchange.target.contains(['[', ']', '{', '}']) {
        parts.push("--globoff".to_owned());
    }
    match exchange.verb.as_str() {
        "GET" if exchange.body_size == 0 => {}
        "HEAD" => parts.push("--head".to_owned()),
        verb => parts.push(format!("-X {}", shell_word(verb))),
    }
    parts.push(shell_word(&format!("{base_url}{}", exchange.target)).into_owned());
    for (name, value) in exchange.headers.iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
        parts.push(match (name.as_str(), value.as_str()) {
            ("authorization", _) => "-H \"Authorization: Bearer $TOKEN\"".to_owned(),
            (_, "***") => continue,
            (name, "") => format!("-H {}", shell_word(&format!("{name};"))),
            (name, value) => format!("-H {}", shell_word(&format!("{name}: {value}"))),
        });
    }
    if exchange.body_size > 0 {
        if !exchange.headers.iter().any(|(name, _)| name == "content-type") {
            parts.push("-H 'content-type:'".to_owned());
        }
        let text = std::str::from_utf8(&exchange.body).ok().filter(|text| text.len() == exchange.body_size && !text.contains('\0'));
        parts.push(text.map_or_else(|| "--data-binary @body".to_owned(), |text| format!("--data-raw {}", shell_word(text))));
    }
    parts.join(" \\\n  ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Request, Response};
    use restli_core::Time;

    use super::line;
    use crate::log::{Exchange, Log, Notes};
    use crate::received::Received;

    fn exchange(request: http::request::Builder, body: &'static [u8]) -> Exchange {
        let request = Received::sent(request.body(Bytes::from_static(body)).expect("a request"));
        let mut log = Log::default();
        log.push(Time::from_millis(0), Duration::ZERO, &request, Notes::default(), &Response::new(Bytes::new()));
        log.after(0).next().cloned().expect("the exchange")
    }

    #[test]
    fn curl_line_has_no_token_and_quotes_what_a_shell_reads() {
        let request = Request::post("/rest/posts?ids=List(a,b)").header("host", "127.0.0.1:1").header("authorization", "Bearer secret");
        let request = request.header("content-type", "application/json").header("cookie", "a=b").header("x-none", "");
        let told = line("http://127.0.0.1:1", &exchange(request, br#"{"it's":"$HOME"}"#));
        let expected = [
            "curl",
            "-X POST",
            "'http://127.0.0.1:1/rest/posts?ids=List(a,b)'",
            "-H \"Authorization: Bearer $TOKEN\"",
            "-H 'content-type: application/json'",
            "-H 'x-none;'",
            r#"--data-raw '{"it'\''s":"$HOME"}'"#,
        ];
        assert_eq!(told, expected.join(" \\\n  "));
    }

    #[test]
    fn curl_line_of_a_plain_read_is_one_address() {
        assert_eq!(line("http://h", &exchange(Request::get("/rest/me"), b"")), "curl \\\n  http://h/rest/me");
        assert_eq!(line("http://h", &exchange(Request::get("/a?b[0]=1"), b"")), "curl \\\n  --globoff \\\n  'http://h/a?b[0]=1'");
        assert_eq!(line("http://h", &exchange(Request::head("/a"), b"")), "curl \\\n  --head \\\n  http://h/a");
    }

    #[test]
    fn curl_line_of_bytes_reads_them_from_a_file() {
        let told = line("http://h", &exchange(Request::put("/a"), b"\xff"));
        assert_eq!(told, "curl \\\n  -X PUT \\\n  http://h/a \\\n  -H 'content-type:' \\\n  --data-binary @body");
    }
}
