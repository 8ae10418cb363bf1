//! Pages of strangers, which can make a browser send requests here.
//!
//! One that has bound its own name to this address (DNS rebinding) sends that name as the host; one that posts from afar sends its origin.

use std::net::{IpAddr, SocketAddr};

use http::Request;
use http::header::{HOST, HeaderName, ORIGIN};
use http::uri::{Authority, Uri};

use crate::state::State;

/// Passes a request for the page, which is for a browser that opened it at the address served, and for programs. The reason of a refusal is
/// told in words.
pub(crate) fn pass_to_page<B>(state: &State, request: &Request<B>) -> Result<(), String> {
    let host = text(request, HOST).unwrap_or_default();
    if !served(state).is_some_and(|served| is_served(served, host)) {
        return Err(format!("the page is not served for the host `{host}`; open {}", state.base_url));
    }
    match text(request, ORIGIN) {
        Some(origin) if origin != format!("http://{host}") => {
            Err(format!("a page of another origin asked; only the page at {} may", state.base_url))
        }
        _ => Ok(()),
    }
}

/// Passes a request for the API, which is for programs, and for pages of this machine. The reason of a refusal is told in words.
pub(crate) fn pass<B>(state: &State, request: &Request<B>) -> Result<(), String> {
    let host = text(request, HOST);
    // Others who are let in reach the machine by names that it does not know.
    let is_open = served(state).is_none_or(|served| !served.ip().is_loopback());
    if let Some(host) = host.filter(|host| !is_open && !is_local(host) && !is_documented(state, host)) {
        return Err(format!("the API is not served for the host `{host}`; ask {}", state.base_url));
    }
    match text(request, ORIGIN) {
        Some(origin) if !is_at_home(origin, host) => {
            Err(format!("a page of the origin `{origin}` asked; pages of this machine may, and programs"))
        }
        _ => Ok(()),
    }
}

/// The value of a header; one that is no text is no address of this machine either.
fn text<B>(request: &Request<B>, name: HeaderName) -> Option<&str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or_default())
}

/// The address served.
fn served(state: &State) -> Option<SocketAddr> {
    state.base_url.strip_prefix("http://")?.parse().ok()
}

/// Returns whether a host is this machine, at any port: it may be forwarded.
fn is_local(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Returns whether a host is one of the schema, whose name a program may have been led here by. A stranger has no such name.
fn is_documented(state: &State, host: &str) -> bool {
    let oauth = state.api.oauth.iter().flat_map(|oauth| [&oauth.authorization, &oauth.token]);
    let urls = state.api.bases().iter().map(|base| &base.url).chain(oauth);
    let name = |text: &str| text.parse::<Authority>().ok().map(|authority| authority.host().to_ascii_lowercase());
    let mut hosts = urls.filter_map(|url| url.parse::<Uri>().ok()?.host().map(str::to_ascii_lowercase));
    name(host).is_some_and(|host| hosts.any(|known| known == host))
}

/// Returns whether an origin is one of this machine, or of the host that was asked.
fn is_at_home(origin: &str, host: Option<&str>) -> bool {
    let Some((_, from)) = origin.split_once("://") else { return false };
    is_local(from) || host == Some(from)
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
