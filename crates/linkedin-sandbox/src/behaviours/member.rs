//! The member who signed in: `me`, `userinfo` and `emailAddress` tell whose token it is.

use restli_sandbox::{Act, Behaviour, Moment};
use serde_json::json;

use crate::text::set;

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour { operations: &["profile.me.get", "profile.rest_me.get"], act: Act::Before(me) },
    Behaviour { operations: &["profile.userinfo.get"], act: Act::Before(userinfo) },
    Behaviour { operations: &["profile.email_address.find_by_members"], act: Act::Before(email) },
];

fn me(moment: &mut Moment<'_>) {
    let Some(member) = moment.member() else { return };
    let (given, family) = member.names();
    let localized = |text: &str| json!({"localized": {"en_US": text}, "preferredLocale": {"country": "US", "language": "en"}});
    let mut profile = moment.get(moment.collection(), "").cloned().unwrap_or_else(|| json!({}));
    set(&mut profile, "id", json!(member.id));
    set(&mut profile, "firstName", localized(given));
    set(&mut profile, "localizedFirstName", json!(given));
    set(&mut profile, "lastName", localized(family.unwrap_or_default()));
    set(&mut profile, "localizedLastName", json!(family.unwrap_or_default()));
    moment.put(moment.collection(), "", profile);
}

fn userinfo(moment: &mut Moment<'_>) {
    let Some(member) = moment.member() else { return };
    let (given, family) = member.names();
    let mut claims = json!({"sub": member.id, "name": member.name, "given_name": given, "locale": {"country": "US", "language": "en"}});
    if let Some(family) = family {
        set(&mut claims, "family_name", json!(family));
    }
    if let Some(email) = &member.email {
        set(&mut claims, "email", json!(email));
        set(&mut claims, "email_verified", json!(true));
    }
    moment.put(moment.collection(), "", claims);
}

/// The address of the member is the only one that the search finds, and `handle~` shows it.
fn email(moment: &mut Moment<'_>) {
    let Some(address) = moment.member().and_then(|member| member.email.clone()) else { return };
    let others: Vec<String> = moment.list(moment.collection()).into_iter().map(|(key, _)| key).collect();
    for key in others {
        moment.remove(moment.collection(), &key);
    }
    let handle = "urn:li:emailAddress:1";
    moment.put(moment.collection(), "1", json!({"handle": handle}));
    moment.put("~com.linkedin.identity.EmailAddressValue", handle, json!({"emailAddress": address}));
}
