//! Sources of tokens, against an API and a token endpoint on this machine.

mod forms;
#[cfg(feature = "redis")]
mod line;
mod processes;
mod refusals;
mod sources;
mod stores;

use std::time::{Duration, SystemTime};

use restli_client::{OAuth, Token, TokenStore};
use restli_testing::{Server, json};

use crate::tables::API;

const HOUR: Duration = Duration::from_secs(3600);

/// The app, with a token endpoint at the server.
pub(crate) fn app(server: &Server) -> OAuth {
    OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap().base_url(server.url()).unwrap()
}

/// A token of ten days ago that has a refresh token, and ends in so many hours.
pub(crate) fn old(hours: i32) -> Token {
    let now = SystemTime::now();
    let life = HOUR * hours.unsigned_abs();
    let end = if hours < 0 { now - life } else { now + life };
    Token::new("OLD-access", end).with_issued_at(now - HOUR * 240).with_refresh_token("OLD-refresh", None)
}

/// An answer of the token endpoint.
pub(crate) fn issued(access: &str, refresh: &str, seconds: u32) -> String {
    json(200, &format!(r#"{{"access_token":"{access}","expires_in":{seconds},"refresh_token":"{refresh}"}}"#))
}

/// Requests in short: the verb, the last word of the path, the token or the refresh token.
fn short(server: &Server) -> Vec<String> {
    let seen = server.seen();
    let part =
        |text: &str, from: &str| text.split_once(from).map(|(_, rest)| rest.split(['&', '\r']).next().unwrap_or_default().to_owned());
    seen.iter()
        .map(|request| match part(request, "Bearer ").or_else(|| part(request, "authorization: Bearer ")) {
            Some(token) => format!("call {token}"),
            None => format!("renew {}", part(request, "refresh_token=").unwrap_or_default()),
        })
        .collect()
}

/// Saves a token in a store as a login does.
pub(crate) async fn save(store: &impl TokenStore, key: &str, token: &Token) {
    let lock = store.try_lock(key).await.unwrap().unwrap();
    store.save(key, &token.to_stored(), &lock).await.unwrap();
}
