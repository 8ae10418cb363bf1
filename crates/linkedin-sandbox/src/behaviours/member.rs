//! The member who signed in: `me` and `userinfo` tell whose token it is.

use restli_sandbox::{Behaviour, Moment, Refused};
use serde_json::json;

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour { operations: &["profile.me.get", "profile.rest_me.get"], before: Some(me), after: None },
    Behaviour { operations: &["profile.userinfo.get"], before: Some(userinfo), after: None },
];

fn me(moment: &mut Moment<'_>) -> Result<(), Refused> {
    let Some(member) = moment.member() else { return Ok(()) };
    let (given, family) = member.names();
    let localized = |text: &str| json!({"localized": {"en_US": text}, "preferredLocale": {"country": "US", "language": "en"}});
    let mut profile = moment.get(moment.collection(), "").cloned().unwrap_or_else(|| json!({}));
    profile["id"] = json!(member.id);
    profile["firstName"] = localized(given);
    profile["localizedFirstName"] = json!(given);
    profile["lastName"] = localized(family.unwrap_or_default());
    profile["localizedLastName"] = json!(family.unwrap_or_default());
    moment.put(moment.collection(), "", profile);
    Ok(())
}

fn userinfo(moment: &mut Moment<'_>) -> Result<(), Refused> {
    let Some(member) = moment.member() else { return Ok(()) };
    let (given, family) = member.names();
    let mut claims = json!({"sub": member.id, "name": member.name, "given_name": given, "locale": {"country": "US", "language": "en"}});
    if let Some(family) = family {
        claims["family_name"] = json!(family);
    }
    if let Some(email) = &member.email {
        claims["email"] = json!(email);
        claims["email_verified"] = json!(true);
    }
    moment.put(moment.collection(), "", claims);
    Ok(())
}
