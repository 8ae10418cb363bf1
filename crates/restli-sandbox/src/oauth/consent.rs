//! The authorization endpoint: the page on which a member consents, and the answer to the app.

use bytes::Bytes;
use http::{Response, StatusCode};
use restli_schema::api::{OAuth, Situation};

use super::asked::{Asked, Flaw};
use super::form::Form;
use super::ledger::Code;
use super::{issue, page, random, redirect, reply};
use crate::locks::lock;
use crate::received::Received;
use crate::state::State;

/// The life of a code where the schema names none, in seconds (RFC 6749 §4.1.2).
const CODE_SECONDS: u64 = 600;

/// The page that asks for consent.
pub(super) fn ask(world: &State, oauth: &OAuth, request: &Received, is_native: bool) -> Response<Bytes> {
    let form = Form::parse(request.query.as_bytes());
    match Asked::read(world, oauth, &form, is_native) {
        Ok(asked) => reply::page(StatusCode::OK, page::consent(world, &asked, &form)),
        Err(flaw) => refused(world, &flaw),
    }
}

/// The decision of the member, which the page posts with the request that it was about.
pub(super) fn decide(world: &State, oauth: &OAuth, request: &Received, is_native: bool) -> Response<Bytes> {
    let form = Form::parse(&request.body);
    let asked = match Asked::read(world, oauth, &form, is_native) {
        Ok(asked) => asked,
        Err(flaw) => return refused(world, &flaw),
    };
    let member = world.settings.members.iter().find(|member| Some(member.id.as_str()) == form.get("member"));
    match (form.get("decision"), member) {
        (Some("allow"), Some(member)) => {
            let code = code(world, oauth, &asked, &member.id);
            reply::redirect(&redirect::with(asked.redirect, &[("code", &code), ("state", asked.state)]))
        }
        (Some("allow"), None) => {
            let problem = "No member of this sandbox was chosen.".to_owned();
            refused(world, &Flaw::Shown { problem, remedy: "Go back, and choose the member who allows the app to act.".to_owned() })
        }
        (Some("deny"), _) => {
            let description = "the member has denied the request".to_owned();
            let (redirect, state) = (asked.redirect, asked.state);
            let error = world.api.error_when(None, Situation::ConsentDenied).map_or("access_denied", |error| &error.name.wire).to_owned();
            refused(world, &Flaw::Sent { redirect, state, error, description })
        }
        _ => {
            let problem = "The answer is neither to allow nor to deny.".to_owned();
            refused(world, &Flaw::Shown { problem, remedy: "Go back, and press one of the two buttons.".to_owned() })
        }
    }
}

fn code(world: &State, oauth: &OAuth, asked: &Asked<'_>, member: &str) -> String {
    let (text, now) = (random::text(), world.clock.now());
    let mut ledger = lock(&world.ledger);
    ledger.codes.retain(|_, old| issue::after(old.expires, CODE_SECONDS) > now);
    let code = Code {
        app: asked.app.id.clone(),
        redirect: asked.redirect.to_owned(),
        member: member.to_owned(),
        scopes: asked.scopes.iter().map(|permission| permission.name.wire.clone()).collect(),
        consent: ledger.consent(now),
        challenge: asked.challenge.map(str::to_owned),
        is_native: asked.is_native,
        nonce: asked.nonce.map(str::to_owned),
        expires: issue::after(now, oauth.code_seconds.unwrap_or(CODE_SECONDS)),
        is_spent: false,
    };
    ledger.codes.insert(text.clone(), code);
    text
}

fn refused(world: &State, flaw: &Flaw<'_>) -> Response<Bytes> {
    match flaw {
        Flaw::Shown { problem, remedy } => reply::page(StatusCode::BAD_REQUEST, page::problem(world, problem, remedy)),
        Flaw::Sent { redirect, state, error, description } => {
            let description = reply::described(description);
            reply::redirect(&redirect::with(redirect, &[("error", error), ("error_description", &description), ("state", state)]))
        }
    }
}
