//! Access tokens and refresh tokens in the file of a world. Codes, which live for minutes, are not kept.

use std::collections::BTreeSet;
use std::io;

use restli_core::{Json, Time};
use serde_json::json;

use super::ledger::Renewal;
use crate::auth::{Consent, Grant};
use crate::locks::lock;
use crate::state::State;

/// Writes a token to the file of the world, if there is one. A token that is not written ends with the program, and the next write of an entity
/// tells why.
pub(super) fn keep(world: &State, token: &str) {
    if let Some((persist, login)) = lock(&world.persist).as_ref().zip(text(world, token)) {
        let _ = persist.put_login(token, &login);
    }
}

/// The text from which a token can be restored; `None` if there is no such token.
fn text(world: &State, token: &str) -> Option<String> {
    let access = lock(&world.tokens).get(token).map(|grant| {
        let common = common(&grant.app, grant.member.as_deref(), &grant.scopes, grant.consent, [grant.issued, grant.expires]);
        json!({"access": common, "revoked": grant.revoked})
    });
    let renewal = || {
        lock(&world.ledger).renewals.get(token).map(|one| {
            let common = common(&one.app, Some(&one.member), &one.scopes, one.consent, [one.issued, one.expires]);
            json!({"renewal": common, "native": one.is_native, "spent": one.is_spent, "revoked": one.is_revoked})
        })
    };
    access.or_else(renewal).map(|login| login.to_string())
}

fn common(app: &str, member: Option<&str>, scopes: &BTreeSet<String>, consent: Consent, [issued, expires]: [Time; 2]) -> Json {
    json!({"app": app, "member": member, "scopes": scopes, "consent": consent.number, "given": consent.given.as_millis(),
        "issued": issued.as_millis(), "expires": expires.as_millis()})
}

/// Puts back the tokens of a file, each with its text.
pub(crate) fn restore(world: &State, logins: &[(String, String)]) -> io::Result<()> {
    let flawed = || io::Error::other("the file has a token that cannot be read: name another file");
    for (token, text) in logins {
        let login: Json = serde_json::from_str(text).map_err(|_| flawed())?;
        let is = |name: &str| login.get(name) == Some(&Json::Bool(true));
        let kept = login.get("access").or_else(|| login.get("renewal")).and_then(grant).ok_or_else(flawed)?;
        let mut ledger = lock(&world.ledger);
        if login.get("access").is_some() {
            ledger.taken(kept.consent);
            lock(&world.tokens).issue(token.clone(), Grant { revoked: is("revoked"), ..kept });
            continue;
        }
        let Grant { scopes, member, app, consent, issued, expires, .. } = kept;
        let member = member.unwrap_or_default();
        let (is_native, is_spent, is_revoked) = (is("native"), is("spent"), is("revoked"));
        ledger.restore(token.clone(), Renewal { app, member, scopes, consent, issued, expires, is_native, is_spent, is_revoked });
    }
    Ok(())
}

fn grant(kept: &Json) -> Option<Grant> {
    let text = |name: &str| kept.get(name)?.as_str().map(str::to_owned);
    let time = |name: &str| kept.get(name)?.as_i64().map(Time::from_millis);
    let scopes = kept.get("scopes")?.as_array()?.iter().filter_map(|scope| scope.as_str().map(str::to_owned)).collect();
    let consent = Consent { number: kept.get("consent")?.as_u64()?, given: time("given")? };
    Some(Grant {
        scopes,
        member: text("member"),
        app: text("app")?,
        consent,
        issued: time("issued")?,
        expires: time("expires")?,
        revoked: false,
    })
}
