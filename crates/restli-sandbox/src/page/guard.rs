//! Access to the page: for a browser that opened it at the address served, and for programs of this machine.
//!
//! A page of another site can make a browser send requests here. One that has bound its own name to this address (DNS rebinding) sends that name
//! as the host; one that posts from afar sends its origin.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::Request;
use http::header::{HOST, ORIGIN};
use http::uri::Authority;

use crate::state::State;

/// Passes a request for the address served that comes from no other site. The reason of a refusal is told in words.
pub(super) fn pass(state: &State, request: &Request<Bytes>) -> Result<(), String> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let served = state.base_url.strip_prefix("http://").and_then(|served| served.parse().ok());
    if !served.is_some_and(|served| is_served(served, host)) {
        return Err(format!("the page is not served for the host `{host}`; open {}", state.base_url));
    }
    match request.headers().get(ORIGIN) {
        Some(origin) if origin.as_bytes() != format!("http://{host}").as_bytes() => {
            Err(format!("a page of another origin asked; only the page at {} may", state.base_url))
        }
        _ => Ok(()),
    }
}

/// Returns whether a host is the address served. Names other than `localhost` never are: who has a name can bind it to any address.
fn is_served(served: SocketAddr, host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    let is_local = name.eq_ignore_ascii_case("localhost");
    let address = name.parse::<IpAddr>().ok();
    if served.ip().is_unspecified() {
        // The machine's own addresses and ports that lead here are not known.
        return is_local || address.is_some();
    }
    let is_loopback = is_local || address.is_some_and(|address| address.is_loopback());
    authority.port_u16().unwrap_or(80) == served.port() && (address == Some(served.ip()) || is_loopback && served.ip().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_served;

    #[test]
    fn host_of_the_address_served_is_served() {
        for (served, host) in [
            ("127.0.0.1:4242", "127.0.0.1:4242"),
            ("127.0.0.1:4242", "LocalHost:4242"),
            ("[::1]:4242", "[::1]:4242"),
            ("[::1]:4242", "localhost:4242"),
            ("127.0.0.1:80", "127.0.0.1"),
            ("192.168.0.7:4242", "192.168.0.7:4242"),
            ("0.0.0.0:4242", "192.168.0.7:4242"),
            ("0.0.0.0:4242", "localhost:9999"),
        ] {
            assert!(is_served(served.parse().expect("an address"), host), "{served} as {host}");
        }
    }

    #[test]
    fn host_of_another_name_or_port_is_not_served() {
        for (served, host) in [
            ("127.0.0.1:4242", ""),
            ("127.0.0.1:4242", "127.0.0.1"),
            ("127.0.0.1:4242", "127.0.0.1:4243"),
            ("127.0.0.1:4242", "evil.example:4242"),
            ("127.0.0.1:4242", "localhost.evil.example:4242"),
            ("127.0.0.1:4242", "127.0.0.1.evil.example:4242"),
            ("127.0.0.1:4242", "192.168.0.7:4242"),
            ("192.168.0.7:4242", "localhost:4242"),
            ("0.0.0.0:4242", "evil.example:4242"),
            ("127.0.0.1:4242", "127.0.0.1:4242/"),
        ] {
            assert!(!is_served(served.parse().expect("an address"), host), "{served} as {host}");
        }
    }
}
