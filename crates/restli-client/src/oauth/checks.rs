//! The checks of what the caller of a login passes: id and secret, redirect address, base URL.

use reqwest::Url;

use crate::error::problem::Problem;

/// Refuses an id or a secret that no app has: an empty one, or one copied or read with a blank or a line end. The error shows no secret.
pub(super) fn of_portal(name: &str, text: &str) -> Result<(), Problem> {
    let what = if text.is_empty() {
        format!("the {name} is empty")
    } else if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        format!("the {name} holds a blank, a line end or another control character")
    } else {
        return Ok(());
    };
    Err(Problem::new("OAuth", what, "copy it from the settings of the app, and trim it if it comes from a file"))
}

/// A redirect address, unless no login can lead back to it: one with a fragment (RFC 6749 §3.1.2) or a user, without a host, or of a scheme
/// that names no app and no host, as `localhost:3000/cb` reads.
pub(super) fn redirect(text: &str) -> Result<(), Problem> {
    let fail = |what: String, remedy: &str| Err(Problem::new("OAuth", what, remedy));
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        let what = "the redirect address holds a blank, a line end or another control character";
        return fail(what.to_owned(), "trim it if it comes from a file, and percent-encode a blank inside it");
    }
    let Ok(url) = Url::parse(text) else {
        return fail("the redirect address is not a URL".to_owned(), "write it with its scheme, as in `https://app.example/callback`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        let what = "the redirect address holds a user name or a password";
        return fail(what.to_owned(), "leave out what stands before `@`: the host stands behind it");
    }
    if url.fragment().is_some() {
        return fail("the redirect address has a fragment, which OAuth forbids".to_owned(), "leave `#` and what follows out");
    }
    if url.as_str().starts_with("urn:ietf:wg:oauth:2.0:oob") {
        let what = "the redirect address is the one of the out-of-band flow, in which people copied the code by hand, and which is retired";
        return fail(what.to_owned(), "let the app listen on an address such as `http://127.0.0.1:3000/callback`, and register that");
    }
    if url.cannot_be_a_base() || matches!(url.scheme(), "file" | "ftp" | "ws" | "wss") {
        let what = format!("the redirect address has the scheme `{}`, which leads to no app", url.scheme());
        return fail(what, "write it as `https://app.example/callback`, `http://localhost:3000/callback` or `com.example.app:/callback`");
    }
    // The parser takes the first part of a path for a host that is left out.
    let authority = text.get(url.scheme().len()..).and_then(|rest| rest.strip_prefix("://"));
    let is_host = |host: &str| !host.contains('*') && authority.is_some_and(|text| !text.starts_with(['/', '\\']));
    if matches!(url.scheme(), "http" | "https") && !url.host_str().is_some_and(is_host) {
        let what = "the redirect address names no host that a browser could go to";
        return fail(what.to_owned(), "write it with one host, as in `https://app.example/callback`");
    }
    Ok(())
}

/// Refuses a base URL with a path: the endpoints keep theirs, which most often is the same.
pub(super) fn no_path(url: &str, endpoint: &str) -> Result<(), Problem> {
    let path = path_of(url);
    let Some(host) = url.strip_suffix(path) else { return Ok(()) };
    let what = format!("`{url}` has a path, and the endpoints keep theirs: requests would go to `{path}{}`", path_of(endpoint));
    Err(Problem::new("OAuth::base_url", what, format!("write it as `{host}`")))
}

/// The path of an address, from its first slash.
pub(super) fn path_of(address: &str) -> &str {
    address.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..)).unwrap_or("/")
}
