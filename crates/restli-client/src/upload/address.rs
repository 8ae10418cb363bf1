//! The addresses that uploads may go to.

use reqwest::Url;

use crate::error::{UploadError, UploadErrorKind};
use crate::net::is_loopback;
use crate::runtime::Runtime;

/// An address that bytes may go to.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) url: Url,
    /// `true` if the token may be sent there too: the schema or the builder names the host, or the host is this machine.
    pub(super) trusted: bool,
}

impl Address {
    /// Parses an address that the server handed out, and checks that bytes may be sent there.
    pub(super) fn read(runtime: &Runtime, text: &str) -> Result<Self, UploadError> {
        let settings = runtime.settings();
        let added = settings.upload_hosts.iter().map(String::as_str);
        let hosts: Vec<&str> = runtime.api().upload_hosts.iter().copied().chain(added).collect();
        parse(text, &hosts, settings.loopback)
    }
}

/// Parses and checks an address; `local` accepts plain `http` to this machine.
fn parse(text: &str, hosts: &[&str], local: bool) -> Result<Address, UploadError> {
    let remedy = "pass the address as the server handed it out; uploads go by `https`";
    let fail = |what: String| Err(UploadError::new(UploadErrorKind::Address, what, remedy));
    let Ok(url) = Url::parse(text) else { return fail("the address is not a URL".to_owned()) };
    let host = url.host_str().unwrap_or_default();
    let local = local && is_loopback(&url) && url.scheme() == "http";
    if !local && url.scheme() != "https" {
        return fail(format!("bytes do not go to `{}://{host}`, which is not encrypted", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fail("the address holds a user name or password".to_owned());
    }
    let fits = |rule: &&str| match rule.strip_prefix('.') {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.')),
        None => host == *rule,
    };
    let trusted = local || hosts.iter().any(fits);
    Ok(Address { url, trusted })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn token_goes_to_the_hosts_that_are_named_and_to_no_other() {
        let trusted = |text: &str, local| parse(text, &["up.shop.example", ".cdn.example"], local).map(|address| address.trusted);
        for url in ["https://up.shop.example/x", "https://a.cdn.example/x", "https://cdn.example/x"] {
            assert_eq!(trusted(url, false), Ok(true), "{url}");
        }
        for url in [
            "https://evil.example/x",
            "https://up.shop.example.evil.example/x",
            "https://evilcdn.example/x",
            "https://a.up.shop.example/x",
            "https://127.0.0.1/x",
        ] {
            assert_eq!(trusted(url, true), Ok(false), "{url}");
        }
        assert_eq!(trusted("http://127.0.0.1:9/x", true), Ok(true));
        assert!(trusted("http://127.0.0.1:9/x", false).is_err());
        assert!(trusted("https://up.shop.example@evil.example/x", true).is_err());
    }
}
