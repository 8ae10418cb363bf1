//! The page at `/`: what came and what became of it, the world, tokens and faults, as HTML and as the JSON that it reads.

mod about;
mod curl;
mod document;
mod exchanges;
mod faults;
mod guard;
mod parameters;
mod reply;
#[cfg(test)]
mod tests;
mod tokens;
mod world;

use bytes::Bytes;
use http::Response;

use crate::received::Received;
use crate::state::State;

/// The answer of the page; `None` for a request of the API.
pub(crate) async fn answer(state: &State, request: &Received) -> Option<Response<Bytes>> {
    let below = request.path.strip_prefix("/_sandbox/");
    let is_page = request.path == "/" && request.verb == http::Method::GET && wants_html(request);
    if below.is_none() && !is_page {
        return None;
    }
    if let Err(why) = guard::pass(state, request) {
        return Some(reply::refused(403, &why));
    }
    let below: Vec<&str> = below.map(|path| path.split('/').collect()).unwrap_or_default();
    Some(match (request.verb.as_str(), &*below) {
        ("GET", []) => document::answer(),
        ("GET", ["about"]) => about::answer(state),
        ("GET", ["exchanges"]) => exchanges::list(state, request).await,
        ("DELETE", ["exchanges"]) => exchanges::clear(state),
        ("GET", ["exchanges", number]) => exchanges::one(state, number),
        ("GET", ["world"]) => world::answer(state, request),
        ("GET", ["tokens"]) => tokens::list(state),
        ("POST", ["tokens"]) => tokens::make(state, request),
        ("GET", ["faults"]) => faults::list(state),
        ("POST", ["faults"]) => faults::switch(state, request),
        (verb, _) => reply::refused(404, &format!("the page has nothing at {verb} {}", request.path)),
    })
}

fn wants_html(request: &Received) -> bool {
    request.header("accept").is_some_and(|accepted| accepted.contains("text/html"))
}
