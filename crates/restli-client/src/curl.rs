//! A request as a curl command for people: shell-quoted, secrets masked.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request};

use crate::headers::shown;

/// The command, with `Authorization` as its first header. A body that is not text is written as `@FILE`; values of `Authorization` and other sensitive headers as `***`.
pub(crate) fn curl(request: &Request<Bytes>) -> String {
    let mut out = String::from("curl");
    if request.method() != Method::GET {
        out.push_str(" -X ");
        out.push_str(request.method().as_str());
    }
    out.push(' ');
    quote(&request.uri().to_string(), &mut out);
    let (who, others): (Vec<_>, Vec<_>) = request.headers().iter().partition(|(name, _)| *name == AUTHORIZATION);
    for (name, value) in who.into_iter().chain(others) {
        out.push_str(" \\\n  -H ");
        quote(&format!("{name}: {}", shown(name, value)), &mut out);
    }
    match std::str::from_utf8(request.body()) {
        Ok("") => {}
        Ok(body) => {
            out.push_str(" \\\n  --data-raw ");
            quote(body, &mut out);
        }
        Err(_) => out.push_str(" \\\n  --data-binary @FILE"),
    }
    out
}

/// Writes text in single quotes for a POSIX shell, where nothing is special but the quote itself.
fn quote(text: &str, out: &mut String) {
    out.push('\'');
    out.push_str(&text.replace('\'', r"'\''"));
    out.push('\'');
}
