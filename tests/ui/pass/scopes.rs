//! Every form of `scopes!`, and what a client of declared scopes may do.
#![deny(warnings)]

use linkedin::permits::content::PostsCreate;
use linkedin::{Client, NoParams, Request, projection, scopes};

scopes! { pub AppScopes: openid, profile, email, w_member_social, r_basicprofile }

scopes! {
    /// Nothing but what everybody may see.
    Nothing:
}

scopes! { pub(crate) Ahead: openid, "w_something_new" }

/// Code of a library asks for what it needs, and for no more.
fn post<C: PostsCreate>(client: &Client<C>) {
    let _ = client.posts();
}

fn inside(token: &str) {
    scopes! { Inner: openid, profile }
    let client = Client::builder().scopes(Inner).token(token).build().unwrap();
    let _ = client.userinfo().get();
}

mod elsewhere {
    use linkedin::Client;

    pub(super) fn client() -> Client<super::AppScopes> {
        Client::builder().scopes(super::AppScopes).token("x").build().unwrap()
    }
}

fn main() {
    let client = elsewhere::client();
    post(&client);
    inside("x");
    let _ = client.me().get().select(projection!(Profile: (id, headline)));
    let _ = client.userinfo().get();
    let request: Request<(), NoParams, AppScopes> = client.posts().delete(linkedin::urns::ShareUrn::new(1));
    assert!(request.to_curl().is_ok());

    let undeclared = Client::builder().token("x").build().unwrap();
    let _ = undeclared.me().get().select(projection!(Profile: (id, summary)));

    assert_eq!(AppScopes::REQUESTED, ["openid", "profile", "email", "w_member_social", "r_basicprofile"]);
    assert_eq!(Nothing::REQUESTED, [""; 0]);
    assert_eq!(Ahead::REQUESTED, ["openid", "w_something_new"]);
}
