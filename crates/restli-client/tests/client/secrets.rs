//! No secret in `Debug`, errors or curl output.

use std::time::SystemTime;

use restli_client::{AuthorizationCode, ExposeSecret as _, OAuth, Token};

use crate::server::{Server, json};
use crate::tables::{API, Client, TOKEN};

/// Compiles only for what may move between threads.
fn sendable<T: Send>(_: &T) {}

#[tokio::test]
async fn everything_on_its_way_may_move_between_threads() {
    let client = Client::new();
    sendable(&client.get(1));
    sendable(&client.get(1).send());
    sendable(&client.get(1).send_full());
    sendable(&client.find("x").stream());
    sendable(&client.core().upload("", "").send());
    let app = OAuth::new(&API, "app", "x", "https://app.example/cb").unwrap();
    sendable(&app.exchange(AuthorizationCode::new("x")));
    sendable(&app.refresh(&Token::new("x", SystemTime::now())));
    sendable(&app.client_credentials());
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let server =
        Server::start(vec![json("200 OK", r#"{"id":1}"#), json("400 Bad Request", TOKEN), json("200 OK", &format!("{TOKEN:?}"))]).await;
    let builder = Client::builder().token(TOKEN).base_url(&server.url);
    let mut shown = vec![format!("{builder:?}")];
    let client = builder.build().unwrap();
    shown.push(format!("{client:?}"));
    shown.push(format!("{:?}", client.core().raw(http::Method::GET, "/rest/x?secret=AQX-secret-query", None)));
    shown.push(format!("{:?}", client.get(1).request().unwrap()));
    shown.push(client.get(1).to_curl().unwrap());
    shown.push(format!("{:?}", client.get(1).send()));
    shown.push(format!("{:?}", client.find("x").stream()));
    shown.push(format!("{:?}", client.get(1).send_full().await.unwrap()));
    for _ in 0..2 {
        shown.push(format!("{:?}", client.get(1).await.unwrap_err()));
    }
    shown.push(format!("{:?}", client.core().upload("https://up.shop.example/x?sig=AQX-secret-signature", "")));
    let token = Token::new("AQX-secret", SystemTime::now()).with_refresh_token("AQX-secret-refresh", None);
    shown.push(format!("{token:?}"));
    shown.push(format!("{:?}", AuthorizationCode::new("AQX-secret-code")));
    let app = OAuth::new(&API, "app", "AQX-secret-app", "https://app.example/cb").unwrap();
    shown.push(format!("{app:?}"));
    let page = app.authorize(["r_things"]);
    shown.push(format!("{page:?}").replace(page.state().expose_secret(), "AQX-secret-state"));
    for text in shown {
        assert!(!text.contains("AQX-secret"), "{text}");
    }
}
