//! A request as the rules read it: whole, and no longer tunnelled (`docs/protocol.md §10`).

use bytes::Bytes;
use http::{HeaderMap, Method, Request};

use crate::media_type;

/// The header that says the verb of a tunnelled request.
pub(crate) const OVERRIDE: &str = "x-http-method-override";

/// A request, whose path and query are still escaped.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) verb: Method,
    /// The path, without the query.
    pub(crate) path: String,
    /// The query, without the `?`.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The query came in the body.
    pub(crate) is_tunnelled: bool,
    /// The bytes of the query in the address.
    pub(crate) sent_query: usize,
}

impl Received {
    /// Reads a request, as it was sent.
    pub(crate) fn sent(request: Request<Bytes>) -> Self {
        let (head, body) = request.into_parts();
        let query = head.uri.query().unwrap_or_default().to_owned();
        let (path, sent_query) = (head.uri.path().to_owned(), query.len());
        Self { verb: head.method, path, query, headers: head.headers, body, is_tunnelled: false, sent_query }
    }

    /// The request, no longer tunnelled. A flaw of the tunnel is told in words.
    pub(crate) fn unpacked(self) -> Result<Self, String> {
        if self.headers.contains_key(OVERRIDE) { self.untunnelled() } else { Ok(self) }
    }

    /// The value of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The request that is in the body of a tunnelled one.
    fn untunnelled(mut self) -> Result<Self, String> {
        let verb = self.header(OVERRIDE).filter(|verb| matches!(*verb, "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS"));
        let verb = verb.and_then(|verb| Method::from_bytes(verb.as_bytes()).ok());
        let verb = verb.ok_or("X-HTTP-Method-Override is none of GET, POST, PUT, DELETE and OPTIONS in upper case")?;
        if self.verb != Method::POST {
            return Err("a tunnelled request is a POST".to_owned());
        }
        let media_type = self.header("content-type").unwrap_or_default().to_owned();
        let (query, content) = if media_type::is(&media_type, "application/x-www-form-urlencoded") {
            (text(&self.body)?, None)
        } else if media_type::is(&media_type, "multipart/mixed") {
            parts(&media_type, &self.body)?
        } else {
            return Err(format!("the body of a tunnelled request is a form or multipart/mixed, not `{media_type}`"));
        };
        self.verb = verb;
        self.headers.remove(OVERRIDE);
        self.headers.remove("content-type");
        self.query = [self.query.as_str(), query.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        self.body = Bytes::new();
        if let Some((media_type, body)) = content {
            if let Ok(value) = media_type.parse() {
                self.headers.insert("content-type", value);
            }
            self.body = body;
        }
        self.is_tunnelled = true;
        Ok(self)
    }
}

/// The media type and the bytes of a body.
type Content = (String, Bytes);

/// The query and the body in the parts of a multipart body.
fn parts(media_type: &str, body: &Bytes) -> Result<(String, Option<Content>), String> {
    let boundary = media_type::parameter(media_type, "boundary").filter(|boundary| !boundary.is_empty());
    let boundary = boundary.ok_or("the tunnelled request names no boundary of its parts")?;
    let whole = format!("\r\n{}", text(body)?);
    let delimiter = format!("\r\n--{boundary}");
    let (mut query, mut content, mut is_ended) = (None, None, false);
    for part in whole.split(&delimiter).skip(1) {
        is_ended = part.starts_with("--");
        if is_ended {
            break;
        }
        let is_delimited = part.trim_start_matches([' ', '\t']).starts_with("\r\n");
        if !is_delimited {
            return Err(format!("`--{boundary}` is the boundary of the tunnelled request, and begins a line inside of a part"));
        }
        let part = part.trim_start();
        let (head, inner) = part.split_once("\r\n\r\n").ok_or("a part of the tunnelled request has no empty line after its headers")?;
        let media_type = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
        });
        let media_type = media_type.unwrap_or_default();
        if query.is_none() && media_type::is(&media_type, "application/x-www-form-urlencoded") {
            query = Some(inner.to_owned());
        } else if content.is_none() {
            content = Some((media_type, Bytes::copy_from_slice(inner.as_bytes())));
        }
    }
    if !is_ended {
        return Err(format!("the tunnelled request has no last delimiter, `--{boundary}--`: it is cut, or its lines do not end in CR LF"));
    }
    Ok((query.ok_or("the tunnelled request has no part with a query")?, content))
}

fn text(body: &Bytes) -> Result<String, String> {
    String::from_utf8(body.to_vec()).map_err(|_| "the tunnelled request is no UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Request;

    use super::Received;

    fn tunnelled(verb: &str, media_type: &str, body: &str) -> Result<Received, String> {
        let request = Request::post("/widgets").header("x-http-method-override", verb).header("content-type", media_type);
        Received::sent(request.body(Bytes::copy_from_slice(body.as_bytes())).expect("a request")).unpacked()
    }

    #[test]
    fn section_10_tunnelled_query_becomes_the_query() {
        let request = tunnelled("GET", "application/x-www-form-urlencoded", "ids=List(1,2)&x=%C3%A9").expect("a tunnel");
        assert_eq!((request.verb.as_str(), request.query.as_str()), ("GET", "ids=List(1,2)&x=%C3%A9"));
        assert!(request.body.is_empty() && request.header("content-type").is_none() && request.is_tunnelled);
    }

    #[test]
    fn section_10_tunnelled_body_keeps_its_media_type() {
        let body = "--xyz\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nids=List(1)\r\n\
                    --xyz\r\nContent-Type: application/json\r\n\r\n{\"entities\":{\"1\":{\"n\":\"a --xyz\"}}}\r\n--xyz--";
        let request = tunnelled("PUT", "multipart/mixed; boundary=\"xyz\"", body).expect("a tunnel");
        assert_eq!((request.verb.as_str(), request.query.as_str()), ("PUT", "ids=List(1)"));
        assert_eq!(
            (request.header("content-type"), &request.body[..]),
            (Some("application/json"), br#"{"entities":{"1":{"n":"a --xyz"}}}"#.as_slice())
        );
    }

    #[test]
    fn tunnel_with_a_flaw_is_told() {
        for (verb, media_type, body, told) in [
            ("get", "application/x-www-form-urlencoded", "", "in upper case"),
            ("GET", "application/json", "{}", "not `application/json`"),
            ("GET", "multipart/mixed", "", "no boundary"),
            ("GET", "multipart/mixed; boundary=x", "--x\r\nContent-Type: application/json\r\n\r\n{}\r\n--x--", "no part with a query"),
            ("GET", "multipart/mixed; boundary=x", "--x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1", "it is cut"),
            (
                "GET",
                "multipart/mixed; boundary=x",
                "--x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1\r\n--x",
                "begins a line",
            ),
            ("GET", "multipart/mixed; boundary=x", "--xy\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na\r\n--xy--", "inside"),
        ] {
            let flaw = tunnelled(verb, media_type, body).expect_err(told);
            assert!(flaw.contains(told), "{flaw}");
        }
    }
}
