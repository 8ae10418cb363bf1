//! The request for consent (RFC 6749 §4.1.1), checked against the apps and the schema.

use restli_schema::api::{OAuth, Permission, Situation};

use super::app::App;
use super::form::Form;
use super::{pkce, redirect, scopes};
use crate::state::State;

/// A request for consent that may be shown to the member.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) app: &'a App,
    pub(super) redirect: &'a str,
    pub(super) state: &'a str,
    pub(super) scopes: Vec<&'a Permission>,
    pub(super) challenge: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
    /// The app is native: it exchanges the code without a secret.
    pub(super) is_native: bool,
}

/// A flaw of a request for consent.
#[derive(Debug)]
pub(super) enum Flaw<'a> {
    /// A flaw for the eyes of the member, since nobody is known to whom to send it (RFC 6749 §4.1.2.1).
    Shown { problem: String, remedy: String },
    /// A flaw that the app is told at its address.
    Sent { redirect: &'a str, state: &'a str, error: String, description: String },
}

impl<'a> Asked<'a> {
    /// Reads a request. `is_native` says that it came to the page of apps without a secret.
    pub(super) fn read(world: &'a State, oauth: &OAuth, form: &'a Form, is_native: bool) -> Result<Self, Flaw<'a>> {
        let (app, redirect, state) = sender(world, form)?;
        let sent = |error: &str, description: String| Flaw::Sent { redirect, state, error: error.to_owned(), description };
        let invalid = |description: String| sent("invalid_request", description);
        match form.get("response_type") {
            Some("code") => {}
            None => return Err(invalid("the parameter `response_type` is missing".to_owned())),
            Some(other) => {
                return Err(sent("unsupported_response_type", format!("`response_type` is `{other}`, and only `code` is served")));
            }
        }
        let challenge = challenge(form).map_err(invalid)?;
        if is_native {
            if !app.native {
                return Err(sent("unauthorized_client", format!("the app `{}` may not log people in without its secret", app.id)));
            }
            if challenge.is_none() {
                return Err(invalid("the parameter `code_challenge` is missing, which an app without a secret must send".to_owned()));
            }
            if !redirect::is_native(redirect) {
                let description = "`redirect_uri` of an app without a secret is `http://127.0.0.1` or `http://[::1]`, with any port";
                return Err(invalid(description.to_owned()));
            }
        }
        let refused = |description| sent("invalid_scope", description);
        let text = form.get("scope").ok_or_else(|| refused("the parameter `scope` is missing, and there is no default".to_owned()))?;
        let scopes = scopes::read(&world.api, app, text).map_err(|description| {
            sent(world.api.error_when(None, Situation::ScopeForbidden).map_or("invalid_scope", |error| &error.name.wire), description)
        })?;
        if scopes.is_empty() {
            return Err(refused("`scope` names no scope".to_owned()));
        }
        let is_native = is_native || oauth.native_authorization.is_none() && app.native && challenge.is_some();
        Ok(Self { app, redirect, state, scopes, challenge, nonce: form.get("nonce"), is_native })
    }
}

/// The app that asks, the address to send the member back to, and the state to send along.
fn sender<'a>(world: &'a State, form: &'a Form) -> Result<(&'a App, &'a str, &'a str), Flaw<'a>> {
    let shown = |problem: String, remedy: &str| Err(Flaw::Shown { problem, remedy: remedy.to_owned() });
    if let Some(name) = form.repeated() {
        return shown(format!("The parameter {name} stands twice in the address of this page."), "The app must send each parameter once.");
    }
    let Some(id) = form.get("client_id") else {
        return shown("The parameter client_id is missing.".to_owned(), "The app must send its client id.");
    };
    let Some(app) = world.settings.apps.iter().find(|app| app.id == id) else {
        let known: Vec<&str> = world.settings.apps.iter().map(|app| app.id.as_str()).collect();
        return shown(format!("No app has the client id {id}."), &format!("The apps of this sandbox are: {}.", known.join(", ")));
    };
    let Some(redirect) = form.get("redirect_uri") else {
        return shown("The parameter redirect_uri is missing.".to_owned(), "The app must say where to send the answer.");
    };
    if !app.may_redirect(redirect) {
        let remedy = match app.redirects.as_slice() {
            [] => "This app may be answered at loopback addresses only, such as http://127.0.0.1:3000/callback, without a fragment."
                .to_owned(),
            some => format!("The registered addresses are: {}.", some.join(", ")),
        };
        return shown(format!("The redirect address {redirect} is none of the app {}.", app.name), &remedy);
    }
    let Some(state) = form.get("state") else {
        let remedy =
            "The app must send a random state and compare it with the one that comes back: nothing else tells its own logins from others.";
        return shown("The parameter state is missing.".to_owned(), remedy);
    };
    Ok((app, redirect, state))
}

/// The challenge of PKCE, if there is one.
fn challenge(form: &Form) -> Result<Option<&str>, String> {
    let (challenge, method) = (form.get("code_challenge"), form.get("code_challenge_method"));
    match (challenge, method) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err("`code_challenge_method` stands without `code_challenge`".to_owned()),
        (Some(_), None | Some("plain")) => {
            Err("`code_challenge_method` must be `S256`; without one it is `plain`, which is not served".to_owned())
        }
        (Some(challenge), Some("S256")) if pkce::is_challenge(challenge) => Ok(Some(challenge)),
        (Some(_), Some("S256")) => Err("`code_challenge` is no SHA-256 in base64url without padding".to_owned()),
        (Some(_), Some(other)) => Err(format!("`code_challenge_method` is `{other}`, and only `S256` is served")),
    }
}
