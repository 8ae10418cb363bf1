//! The addresses that uploads may go to.

use reqwest::Url;

use crate::error::problem::Problem;
use crate::net::is_loopback;
use crate::runtime::Runtime;

/// Parses the address and checks that bytes and token may go there.
pub(super) fn check(runtime: &Runtime, text: &str) -> Result<Url, Problem> {
    let allowed = runtime.api().upload_hosts;
    let remedy = if allowed.is_empty() {
        "the schema allows no upload host: add it to `uploads: hosts:`".to_owned()
    } else {
        format!("the schema allows `https` to: {}", allowed.join(", "))
    };
    let Ok(url) = Url::parse(text) else { return Err(Problem::new("upload", "the address is not a URL", remedy)) };
    let host = url.host_str().unwrap_or_default();
    let local = runtime.settings().loopback && is_loopback(&url) && url.scheme() == "http";
    if !local && url.scheme() != "https" {
        return Err(Problem::new("upload", format!("bytes do not go to `{}://{host}`, which is not encrypted", url.scheme()), remedy));
    }
    let fits = |rule: &&str| match rule.strip_prefix('.') {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.')),
        None => host == *rule,
    };
    if !local && !allowed.iter().any(fits) {
        return Err(Problem::new("upload", format!("bytes do not go to the host `{host}`"), remedy));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::new("upload", "the address holds a user name or password", remedy));
    }
    Ok(url)
}
