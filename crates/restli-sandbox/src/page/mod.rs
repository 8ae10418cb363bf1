//! The page at `/`: what came and what became of it, the world, tokens and faults, as HTML and as the JSON that it reads.

mod about;
mod asked;
mod curl;
mod document;
mod exchanges;
mod faults;
mod parameters;
mod reply;
mod tokens;
mod webhooks;
mod world;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{Method, Request, Response};

use crate::state::State;
use crate::strangers;

/// The answer of the page; `None` for a request of the API.
pub(crate) async fn answer(state: &State, request: &Request<Bytes>) -> Option<Response<Bytes>> {
    let path = request.uri().path();
    let below = path.strip_prefix("/_sandbox/");
    let is_page = path == "/" && request.method() == Method::GET && wants_html(request);
    if below.is_none() && !is_page {
        return None;
    }
    if let Err(why) = strangers::pass_to_page(state, request) {
        return Some(reply::refused(403, &why));
    }
    let below: Vec<&str> = below.map(|path| path.split('/').collect()).unwrap_or_default();
    let known: Option<&[&str]> = match (request.method().as_str(), &*below) {
        (_, []) => None,
        ("GET", ["exchanges"]) => Some(&["after", "wait"]),
        ("GET", ["world"]) => Some(&["collection", "find", "start"]),
        _ => Some(&[]),
    };
    if let Some(Err(refused)) = known.map(|known| parameters::check(request, known)) {
        return Some(reply::of(Err(refused)));
    }
    Some(match (request.method().as_str(), &*below) {
        ("GET", []) => document::answer(),
        ("GET", ["about"]) => about::answer(state),
        ("GET", ["exchanges"]) => reply::of(exchanges::list(state, request).await),
        ("DELETE", ["exchanges"]) => exchanges::clear(state),
        ("GET", ["exchanges", number]) => exchanges::one(state, number),
        ("GET", ["world"]) => reply::of(world::answer(state, request)),
        ("GET", ["tokens"]) => tokens::list(state),
        ("POST", ["tokens"]) => reply::of(tokens::make(state, request)),
        ("GET", ["faults"]) => reply::json(&faults::list(state)),
        ("POST", ["faults"]) => reply::of(faults::switch(state, request)),
        ("GET", ["webhooks"]) => webhooks::list(state),
        ("POST", ["webhooks"]) => reply::of(webhooks::listen(state, request).await),
        ("POST", ["webhooks", "trigger"]) => reply::of(webhooks::trigger(state, request).await),
        ("POST", ["webhooks", "replay"]) => reply::of(webhooks::replay(state, request).await),
        (verb, _) => reply::refused(404, &format!("the page has nothing at {verb} {path}")),
    })
}

fn wants_html(request: &Request<Bytes>) -> bool {
    request.headers().get(ACCEPT).and_then(|accepted| accepted.to_str().ok()).is_some_and(|accepted| accepted.contains("text/html"))
}
