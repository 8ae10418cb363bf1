//! Parts of requests that stand where older clients put them (`Habits`).

use restli_schema::api::Credentials;

use crate::oauth;
use crate::received::Received;
use crate::state::State;

/// Parts of a request for an endpoint of tokens that stand where they do not belong, in words.
pub(crate) fn parts(world: &State, request: &Received) -> Vec<String> {
    if !oauth::takes_secrets(world, request) {
        return Vec::new();
    }
    let query = (!request.query.is_empty()).then(|| "the parameters in the address".to_owned());
    let is_form = world.api.oauth.as_ref().is_some_and(|oauth| oauth.credentials == Credentials::Form);
    let header = (is_form && request.headers.contains_key("authorization")).then(|| "the header `authorization`".to_owned());
    query.into_iter().chain(header).collect()
}

/// Moves the access token of a call from its parameter to the header.
pub(crate) fn put_in_place(world: &State, request: &mut Received) {
    let Some(name) = world.settings.habits.token_parameter else { return };
    let is_old = |path: &str| world.api.bases().iter().any(|base| base.versions.is_none() && path.starts_with(&format!("{}/", base.path)));
    let is_token = |pair: &&str| pair.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    let Some(pair) = request.query.split('&').find(is_token).filter(|_| is_old(&request.path)) else { return };
    let token = pair.get(name.len() + 1..).unwrap_or_default();
    let value = http::HeaderValue::try_from(format!("Bearer {token}"));
    if let Some(value) = value.ok().filter(|_| !request.headers.contains_key("authorization")) {
        request.headers.insert("authorization", value);
    }
    request.query = request.query.split('&').filter(|pair| !is_token(pair)).collect::<Vec<_>>().join("&");
}
