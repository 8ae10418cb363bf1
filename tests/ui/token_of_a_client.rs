//! A client for another user takes the text of a token, and the scopes as a list.

use linkedin::Client;
use linkedin::oauth::{Token, TokenSource};

fn clients(client: &Client, token: Token) {
    let _ = client.with_token("token", ["openid"]);
    let _ = client.with_token("token", None);
    let _ = client.with_token(token.access_token().clone(), token.granted().map(<[String]>::to_vec));
    let _ = client.with_token(&token, None);
    let _ = client.with_token_source(TokenSource::fixed(token.clone()), None);
    let _ = client.with_token("token", "openid profile");
    let _ = client.with_token("token", token.granted());
}

fn main() {
    let _ = clients;
}
