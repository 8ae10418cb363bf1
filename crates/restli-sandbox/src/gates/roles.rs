//! Roles of members in entities, which some methods need besides a permission.

use restli_core::Json;
use restli_core::permission::either;
use restli_core::urn::Urn;
use restli_schema::api::{Api, Method, RoleId, Situation, UrnPart};

use super::actor::is_of;
use crate::auth::Grant;
use crate::check::Read;
use crate::make::urn;
use crate::refusal::Refusal;
use crate::route::Call;

/// A role that a member has in an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "programs write such values")]
pub struct MemberRole {
    /// The key of the member.
    pub member: String,
    /// The URN of the entity.
    pub entity: String,
    /// The role, as the schema names it.
    pub role: String,
}

/// The URNs of the entities that a call is about: its actors; without any, those in its keys, its parameters, and the fields that it sends.
pub(super) fn entities(api: &Api, call: &Call<'_>, read: &Read, actors: Vec<String>) -> Vec<Urn> {
    let (method, mut texts) = (call.method, actors);
    if method.actor.is_none() {
        let own = read.ids.iter().map(|key| (call.resource_id, key));
        for (id, key) in read.keys.iter().map(|(id, key)| (*id, key)).chain(own) {
            texts.extend(numbered(api, method, &api[id].path, key));
        }
        let keys = read.keys.iter().map(|(_, key)| key).chain(&read.parts).chain(&read.ids);
        keys.chain(read.params.values()).chain([&read.body]).for_each(|value| collect(value, 2, &mut texts));
    }
    let mut urns: Vec<Urn> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    urns.sort();
    urns.dedup();
    urns
}

/// The URN that stands for the number of an entity: of `5` below `/adAccounts`, that of the type `sponsoredAccount`, if the method has roles in such.
fn numbered(api: &Api, method: &Method, path: &str, key: &Json) -> Option<String> {
    let number = key.as_i64()?.to_string();
    let collection = path.rsplit('/').next()?;
    let kind = last_word(collection.strip_suffix('s').unwrap_or(collection));
    let types = method.roles.iter().flat_map(|role| &api[*role].within).map(|id| &api[*id]);
    let mut numbered = types.filter(|def| def.key == [UrnPart::Long] && last_word(&def.name.wire).eq_ignore_ascii_case(kind));
    numbered.next().map(|def| urn::written(def, &[number]))
}

/// The last word of a name in camel case.
fn last_word(name: &str) -> &str {
    name.rfind(char::is_uppercase).and_then(|at| name.get(at..)).unwrap_or(name)
}

/// Collects the texts in a value down to a depth.
fn collect(value: &Json, depth: u32, texts: &mut Vec<String>) {
    match value {
        Json::String(text) => texts.push(text.clone()),
        Json::Array(items) if depth > 0 => items.iter().for_each(|one| collect(one, depth - 1, texts)),
        Json::Object(members) if depth > 0 => members.values().for_each(|one| collect(one, depth - 1, texts)),
        _ => {}
    }
}

/// Refuses a member who has none of the method's roles in an entity in which members have such roles. Without a list every member has every
/// role.
pub(super) fn check(api: &Api, method: &Method, grant: &Grant, entities: &[Urn], held: Option<&[MemberRole]>) -> Result<(), Refusal> {
    let (Some(held), Some(member)) = (held, grant.member.as_deref()) else { return Ok(()) };
    for urn in entities {
        let within = |id: &&RoleId| api[**id].within.iter().any(|of| is_of(api, urn, *of));
        let roles: Vec<&str> = method.roles.iter().filter(within).map(|id| api[*id].name.wire.as_str()).collect();
        let has = |one: &MemberRole| one.member == member && one.entity == urn.as_str() && roles.contains(&one.role.as_str());
        if !roles.is_empty() && !held.iter().any(has) {
            let message = format!("the member `{member}` needs the role {} in `{}`", either(roles), urn.as_str());
            return Err(Refusal::of(api, Some(method), Situation::RoleMissing, message));
        }
    }
    Ok(())
}
