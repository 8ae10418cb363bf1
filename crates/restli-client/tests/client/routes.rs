//! The way to the servers: a proxy, and roots.

#[cfg(feature = "reqwest")]
use std::time::Duration;

use restli_client::{AuthorizationCode, OAuth};
#[cfg(feature = "reqwest")]
use restli_testing::response;
use restli_testing::{Server, json};

use crate::tables::{API, Client, TOKEN};

fn app() -> OAuth {
    OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap()
}

#[tokio::test]
async fn proxy_gets_the_calls_to_other_machines_and_the_login() {
    let proxy = Server::answering([json(200, r#"{"id":1}"#), json(200, r#"{"access_token":"A","expires_in":60}"#)]).unwrap();
    let builder = || Client::builder().token(TOKEN).base_url("http://api.shop.example").allow_plain_http();
    builder().proxy(proxy.url()).build().unwrap().get(1).await.unwrap();
    let app = app().allow_plain_http().base_url("http://login.shop.example").unwrap().proxy(proxy.url()).unwrap();
    app.exchange(AuthorizationCode::new("c")).await.unwrap();
    assert_eq!(proxy.targets(), ["GET http://api.shop.example/rest/things/1", "POST http://login.shop.example/oauth/accessToken"]);
}

#[test]
fn proxy_that_would_be_passed_over_is_refused() {
    let scheme = "the scheme of the address is neither `http` nor `https`";
    for (address, what) in [
        ("http://u:hunter2@", "the address is not a URL"),
        ("ftp://127.0.0.1:9", scheme),
        ("foo://127.0.0.1:9", scheme),
        ("u:hunter2@foo://127.0.0.1:9", scheme),
        ("socks5://127.0.0.1:9", "SOCKS is not spoken; proxies are asked by `http` or `https`"),
    ] {
        let told = format!("proxy: {what}; write it as `http://proxy.example:3128`");
        // Calls to this machine use none, and it is refused all the same.
        for url in ["https://api.shop.example", "http://127.0.0.1:9"] {
            let error = Client::builder().token(TOKEN).base_url(url).proxy(address).build().unwrap_err();
            assert_eq!(error.to_string(), told, "{address}");
        }
        assert_eq!(app().proxy(address).unwrap_err().to_string(), told, "{address}");
    }
    for address in ["http://proxy.example:3128", "HTTPS://proxy.example", "proxy.example:3128", "127.0.0.1:9"] {
        assert!(Client::builder().token(TOKEN).proxy(address).build().is_ok(), "{address}");
    }
}

#[tokio::test]
async fn proxy_is_not_used_for_this_machine() {
    let (proxy, server) = (Server::answering([]).unwrap(), Server::answering([json(200, r#"{"id":1}"#)]).unwrap());
    Client::builder().token(TOKEN).base_url(server.url()).proxy(proxy.url()).build().unwrap().get(1).await.unwrap();
    assert_eq!((proxy.targets().len(), server.targets().len()), (0, 1));
}

#[cfg(feature = "rustls")]
#[test]
fn root_certificates_that_are_none_are_refused() {
    let error = "root certificates: the text holds no certificate; pass PEM: a block that begins with `-----BEGIN CERTIFICATE-----` for…\n  \
                 remedy: pass PEM: a block that begins with `-----BEGIN CERTIFICATE-----` for each";
    for pem in ["", "hunter2"] {
        assert_eq!(Client::builder().root_certificates(pem).build().unwrap_err().to_string(), error);
        assert_eq!(app().root_certificates(pem).unwrap_err().to_string(), error);
    }
}

#[cfg(feature = "rustls")]
#[test]
fn root_certificate_that_cannot_be_read_is_named() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in [broken.to_owned(), format!("a comment\n{broken}{broken}")] {
        let error = Client::builder().token(TOKEN).root_certificates(pem.as_str()).build().unwrap_err().to_string();
        assert!(error.starts_with("root certificates: certificate 1 cannot be read: ") && error.contains("copy it anew"), "{error}");
        assert!(app().root_certificates(pem).unwrap_err().to_string().starts_with("root certificates: certificate 1"));
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn client_of_the_program_sends_the_calls() {
    let server = Server::answering([json(200, r#"{"id":1}"#)]).unwrap();
    let http = reqwest::Client::builder().user_agent("of the program").build().unwrap();
    Client::builder().token(TOKEN).base_url(server.url()).http_client(http).build().unwrap().get(1).await.unwrap();
    assert!(server.seen()[0].contains("user-agent: of the program\r\n"), "{:?}", server.seen());
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn redirect_that_a_client_of_the_program_followed_is_refused() {
    let server = Server::answering([
        response(302, &[("Location", "/elsewhere")], ""),
        json(200, r#"{"id":1}"#),
        response(302, &[("Location", "/elsewhere")], ""),
    ]);
    let server = server.unwrap();
    let client = |http| Client::builder().token(TOKEN).base_url(server.url()).http_client(http).build().unwrap();
    let error = client(reqwest::Client::new()).get(1).await.unwrap_err().to_string();
    assert!(error.contains("followed a redirect") && error.contains("Policy::none()"), "{error}");
    let still = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let error = client(still).get(1).await.unwrap_err().to_string();
    assert!(error.contains("302"), "{error}");
}

#[cfg(feature = "reqwest")]
#[test]
fn settings_that_a_client_of_the_program_decides_are_refused() {
    let builder = || Client::builder().token(TOKEN).http_client(reqwest::Client::new());
    for (builder, name) in [
        (builder().proxy("http://proxy.example:3128"), "Builder::proxy"),
        (builder().connect_timeout(Duration::from_secs(1)), "Builder::connect_timeout"),
        (builder().user_agent("mine"), "Builder::user_agent"),
    ] {
        let told = format!("{name}: the client of `Builder::http_client` decides it; set it where that client is built");
        assert_eq!(builder.build().unwrap_err().to_string(), told);
    }
}
