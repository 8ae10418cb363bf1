//! The token of a login has a function of its own, which takes its scopes, too.

use linkedin::Client;
use linkedin::oauth::Token;

fn client(token: &Token) {
    let _ = Client::builder().token(token).build();
    let _ = Client::builder().token(token.clone()).build();
}

fn main() {
    let _ = client;
}
