//! Addresses of webhooks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use http::Uri;
use http::uri::Authority;
use tokio::net::TcpStream;

/// An address that can be called.
#[derive(Clone, Debug)]
pub(super) struct Address {
    authority: Authority,
    /// Path and query.
    pub(super) target: String,
}

/// Reads an address. The reason why it is not called is told in words: plain HTTP alone is spoken, and with this machine alone unless calls go
/// elsewhere, too.
pub(super) fn read(text: &str, goes_elsewhere: bool) -> Result<Address, String> {
    let uri: Uri = text.parse().map_err(|error| format!("`{text}` is no address: {error}"))?;
    let Some(authority) = uri.authority().filter(|_| uri.scheme_str() == Some("http")) else {
        return Err(format!("`{text}` is not called: the sandbox speaks plain HTTP, `http://127.0.0.1:8080/hooks`"));
    };
    let address = Address { authority: authority.clone(), target: uri.path_and_query().map_or("/", |target| target.as_str()).to_owned() };
    if goes_elsewhere || address.local().is_some() {
        Ok(address)
    } else {
        Err(format!("`{text}` is not called: it is not on this machine, and `webhooks_elsewhere` is not set"))
    }
}

/// Returns whether an address is called.
pub(crate) fn is_called(text: &str, goes_elsewhere: bool) -> bool {
    read(text, goes_elsewhere).is_ok()
}

impl Address {
    pub(super) fn host(&self) -> &str {
        self.authority.as_str().rsplit('@').next().unwrap_or_default()
    }

    pub(super) async fn connect(&self) -> std::io::Result<TcpStream> {
        let port = self.authority.port_u16().unwrap_or(80);
        match self.local() {
            Some(places) => {
                let places: Vec<SocketAddr> = places.iter().map(|place| SocketAddr::new(*place, port)).collect();
                TcpStream::connect(&*places).await
            }
            None => TcpStream::connect((self.authority.host(), port)).await,
        }
    }

    /// The places on this machine that the host is. A name other than `localhost` may be bound to any place.
    fn local(&self) -> Option<Vec<IpAddr>> {
        let name = self.authority.host().trim_start_matches('[').trim_end_matches(']');
        if name.eq_ignore_ascii_case("localhost") {
            return Some(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
        }
        name.parse::<IpAddr>().ok().filter(IpAddr::is_loopback).map(|place| vec![place])
    }
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn address_elsewhere_is_called_only_if_it_may_be() {
        for text in ["http://127.0.0.1:8080/hooks?a=1", "http://[::1]:80", "http://LocalHost/x", "http://127.9.9.9"] {
            assert!(is_called(text, false), "{text}");
        }
        for text in
            ["http://10.0.0.1/", "http://localhost.example/", "http://127.0.0.1.example/", "http://127.0.0.1@app/", "http://app:8080/"]
        {
            assert!(!is_called(text, false) && is_called(text, true), "{text}");
        }
        for text in ["https://127.0.0.1/", "/hooks", "", "http://", "ftp://localhost/"] {
            assert!(!is_called(text, true), "{text}");
        }
    }
}
