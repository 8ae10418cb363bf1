//! Declared scopes are a type of `scopes!`; a list of scopes is no text.

use linkedin::{Client, oauth, scopes};

scopes! { pub AppScopes: openid, profile }

fn main() {
    let _ = Client::builder().scopes(["openid", "profile"]);
    let _ = Client::builder().scopes::<AppScopes>();
    let _ = Client::builder().granted("openid profile");
    let app = oauth::app("id", "secret", "https://app.example/callback").unwrap();
    let _ = app.authorize("openid profile");
    let _ = app.authorize(AppScopes);
}
