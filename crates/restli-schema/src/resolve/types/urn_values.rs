//! URNs written in YAML: their type and key.

use restli_core::urn::Urn;

use crate::api::{UrnDef, UrnId, UrnPart};
use crate::suggest;

/// Checks that a text is a URN of one of these types; of any type if there is none. The error is a message and advice.
pub(crate) fn check(urns: &[UrnDef], text: &str, allowed: &[UrnId]) -> Result<(), (String, String)> {
    if !text.starts_with("urn:") {
        return Err((format!("`{text}` is not a URN"), "a URN starts with `urn:`".to_owned()));
    }
    let urn: Urn =
        text.parse().map_err(|error: restli_core::urn::UrnError| (format!("`{text}` is {}", error.message()), WHOLE.to_owned()))?;
    if allowed.is_empty() {
        return Ok(());
    }
    let of_type = |def: &&UrnDef| def.namespace == urn.namespace() && def.name.wire == urn.entity_type();
    let defs: Vec<&UrnDef> = allowed.iter().filter_map(|id| urns.get(id.index())).collect();
    let Some(def) = defs.iter().copied().find(of_type) else {
        let prefixes: Vec<String> = defs.iter().map(|def| format!("urn:{}:{}", def.namespace, def.name.wire)).collect();
        let help = format!("it starts with {}", suggest::either(prefixes.iter().map(String::as_str)));
        return Err((format!("`{text}` is not a URN of the right type"), help));
    };
    if has_key(urns, &urn, def) {
        return Ok(());
    }
    Err((format!("`{text}` has another key than URNs of `{}`", def.name.wire), format!("it is written `{}`", form(def))))
}

/// Advice on a text that is no URN at all.
const WHOLE: &str = "a URN is written `urn:namespace:type:key`, as in `urn:li:person:1`";

fn has_key(urns: &[UrnDef], urn: &Urn, def: &UrnDef) -> bool {
    match def.key.as_slice() {
        [] => urn.id().is_empty(),
        [part] => is_part(urns, urn.id(), part),
        parts => urn.parts().count() == parts.len() && urn.parts().zip(parts).all(|(text, part)| is_part(urns, text, part)),
    }
}

fn is_part(urns: &[UrnDef], text: &str, part: &UrnPart) -> bool {
    match part {
        UrnPart::Text => !text.is_empty(),
        UrnPart::Long => text.parse::<i64>().is_ok() && !text.starts_with('+'),
        UrnPart::Urn(allowed) => check(urns, text, allowed).is_ok(),
    }
}

/// The form of the URNs of a type: `urn:li:person:NUMBER`.
fn form(def: &UrnDef) -> String {
    let name = |part: &UrnPart| match part {
        UrnPart::Text => "TEXT",
        UrnPart::Long => "NUMBER",
        UrnPart::Urn(_) => "URN",
    };
    let parts: Vec<&str> = def.key.iter().map(name).collect();
    let key = match parts.as_slice() {
        [] => String::new(),
        [one] => format!(":{one}"),
        several => format!(":({})", several.join(",")),
    };
    format!("urn:{}:{}{key}", def.namespace, def.name.wire)
}
