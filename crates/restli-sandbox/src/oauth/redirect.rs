//! Redirect addresses: the ones that lead to this machine, and the answers that they carry.

use std::net::IpAddr;

use form_urlencoded::Serializer;
use http::Uri;

/// `true` if an address may stand in a header, and has no fragment (RFC 6749 §3.1.2).
pub(super) fn is_plain(address: &str) -> bool {
    !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic()) && !address.contains('#')
}

/// `true` if an address is the registered one. Queries may differ (RFC 6749 §3.1.2.2).
pub(super) fn is_same(registered: &str, address: &str) -> bool {
    without_query(registered) == without_query(address)
}

fn without_query(address: &str) -> &str {
    address.split_once('?').map_or(address, |(address, _)| address)
}

/// `true` if an address leads to this machine: `localhost` or a loopback address, with any port.
pub(super) fn is_loopback(address: &str) -> bool {
    host(address).is_some_and(|host| host == "localhost" || is_loopback_ip(&host))
}

/// `true` if an address leads to a loopback address that is written in digits, as native apps use it (RFC 8252 §7.3).
pub(super) fn is_native(address: &str) -> bool {
    host(address).is_some_and(|host| is_loopback_ip(&host))
}

fn is_loopback_ip(host: &str) -> bool {
    host.trim_start_matches('[').trim_end_matches(']').parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// The host of an address of the web that names no user.
fn host(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let authority = uri.authority()?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    (is_web && !authority.as_str().contains('@')).then(|| authority.host().to_ascii_lowercase())
}

/// A redirect address with an answer in its query.
pub(super) fn with(address: &str, answer: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(answer).finish();
    let joint = match address.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{address}{joint}{query}")
}

#[cfg(test)]
mod tests {
    use super::{is_loopback, is_native, is_plain, is_same, with};

    #[test]
    fn address_of_this_machine_is_loopback() {
        for address in
            ["http://127.0.0.1:3000/cb", "https://127.0.0.1/cb?x=1", "http://[::1]:8080/", "http://localhost:3000/cb", "http://127.9.9.9"]
        {
            assert!(is_loopback(address), "{address}");
        }
    }

    #[test]
    fn address_of_another_machine_is_not_loopback() {
        let others = [
            "http://example.com/cb",
            "http://127.0.0.1@example.com/cb",
            "http://localhost.example.com/",
            "http://localhost:3000@example.com/",
            "http://127.0.0.1.example.com/",
            "http://0.0.0.0/",
            "ftp://127.0.0.1/",
            "//127.0.0.1/cb",
            "127.0.0.1:3000/cb",
            "javascript:alert(1)//127.0.0.1",
            "http://127.0.0.1\\@example.com/",
            "",
        ];
        for address in others {
            assert!(!is_loopback(address), "{address}");
        }
    }

    #[test]
    fn name_of_this_machine_is_not_native() {
        assert!(is_native("http://127.0.0.1:1/") && is_native("http://[::1]/") && !is_native("http://localhost:1/"));
    }

    #[test]
    fn address_that_a_header_cannot_carry_is_not_plain() {
        assert!(is_plain("com.example.app:/cb"));
        for address in ["", "http://127.0.0.1/#x", "http://127.0.0.1/\r\nSet-Cookie: a=b", "http://127.0.0.1/ü"] {
            assert!(!is_plain(address), "{address}");
        }
    }

    #[test]
    fn address_with_another_query_is_same() {
        assert!(is_same("https://app.example/cb?a=1", "https://app.example/cb"));
        assert!(!is_same("https://app.example/cb", "https://app.example/cb/"));
        assert!(!is_same("https://app.example/cb", "https://app.example.org/cb"));
    }

    #[test]
    fn answer_follows_the_query_of_an_address() {
        assert_eq!(with("http://localhost/", &[("state", "a b&c")]), "http://localhost/?state=a+b%26c");
        assert_eq!(with("http://localhost/?", &[("code", "1")]), "http://localhost/?code=1");
        assert_eq!(with("http://localhost/?x=1", &[("code", "1")]), "http://localhost/?x=1&code=1");
    }
}
