//! URN types: names, keys and documentation.

use restli_schema::api::{Api, UrnDef, UrnPart};
use restli_schema::rust_names;

use super::docs;
use super::model::{UrnKey, UrnPlan};

/// The names of the URN types, in the order of the schema.
pub(crate) fn names(api: &Api) -> Vec<String> {
    api.urns().iter().map(|urn| rust_names::urn_name(&urn.name)).collect()
}

/// Plans every URN type.
pub(crate) fn plan(api: &Api, names: &[String]) -> Vec<UrnPlan> {
    (api.urns().iter().zip(names))
        .map(|(def, ident)| UrnPlan {
            ident: ident.clone(),
            kind: kind(ident, names).to_owned(),
            docs: urn_docs(def),
            namespace: def.namespace.clone(),
            entity: def.name.wire.clone(),
            key: def.key.iter().map(|part| key(part, names)).collect(),
            longest: def.longest,
        })
        .collect()
}

/// The name of a URN type's marker: `Person` for `PersonUrn`; the full name if `Person` is a Rust keyword, a name of the
/// prelude or another URN type.
fn kind<'n>(ident: &'n str, names: &[String]) -> &'n str {
    let is_taken = |rest: &str| rust_names::is_keyword(rest) || rust_names::is_prelude(rest);
    let free = |rest: &&str| !rest.is_empty() && !is_taken(rest) && !names.iter().any(|name| name == rest);
    ident.strip_suffix("Urn").filter(free).unwrap_or(ident)
}

fn key(part: &UrnPart, names: &[String]) -> UrnKey {
    match part {
        UrnPart::Text => UrnKey::Text,
        UrnPart::Long => UrnKey::Long,
        UrnPart::Urn(choice) => match choice.as_slice() {
            [one] => names.get(one.index()).map_or(UrnKey::Urn, |name| UrnKey::UrnOf(name.clone())),
            _ => UrnKey::Urn,
        },
    }
}

fn urn_docs(def: &UrnDef) -> Vec<String> {
    let mut docs = docs::urn(def);
    let key: Vec<&str> = def.key.iter().map(part_text).collect();
    let form = match key.as_slice() {
        [] => format!("Written `urn:{}:{}`.", def.namespace, def.name.wire),
        [one] => format!("Written `urn:{}:{}:{one}`.", def.namespace, def.name.wire),
        many => format!("Written `urn:{}:{}:({})`.", def.namespace, def.name.wire, many.join(",")),
    };
    docs.push(form);
    docs
}

fn part_text(part: &UrnPart) -> &'static str {
    match part {
        UrnPart::Text => "{text}",
        UrnPart::Long => "{number}",
        UrnPart::Urn(_) => "{urn}",
    }
}
