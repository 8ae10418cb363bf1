//! The way to the servers: a proxy, and roots.

use restli_client::{AuthorizationCode, OAuth};
use restli_testing::{Server, json};

use crate::tables::{API, Client, TOKEN};

#[tokio::test]
async fn proxy_gets_the_calls_to_other_machines_and_the_login() {
    let proxy = Server::answering([json(200, r#"{"id":1}"#), json(200, r#"{"access_token":"A","expires_in":60}"#)]).unwrap();
    let builder = || Client::builder().token(TOKEN).base_url("http://api.shop.example").allow_plain_http();
    builder().proxy(proxy.url()).build().unwrap().get(1).await.unwrap();
    let app = OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap();
    let app = app.allow_plain_http().base_url("http://login.shop.example").unwrap().proxy(proxy.url()).unwrap();
    app.exchange(AuthorizationCode::new("c")).await.unwrap();
    assert_eq!(proxy.targets(), ["GET http://api.shop.example/rest/things/1", "POST http://login.shop.example/oauth/accessToken"]);
    let error = builder().proxy("http://u:hunter2@").build().unwrap_err().to_string();
    assert_eq!(error, "proxy: the address is not a URL; write it as `http://proxy.example:3128`");
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
        let app = OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap();
        assert_eq!(app.root_certificates(pem).unwrap_err().to_string(), error);
    }
}
