//! A client of declared scopes, made where the scopes are not declared.

mod app {
    linkedin::scopes! { pub AppScopes: openid, profile }
}

fn main() {
    let _ = linkedin::Client::<app::AppScopes>::builder().token("x").build();
}
