//! URN types as typerefs with a `validate` property (`docs/formats.md §1.8`).

use restli_schema::api::{Api, UrnId, UrnPart};

use super::extensions::VALIDATOR;
use super::names::Names;
use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};

/// The value of `validate` for URNs of one type.
pub(super) fn validate(api: &Api, names: &Names, id: UrnId, notes: &mut Notes) -> Object {
    let urn = &api[id];
    let place = format!("urn:{}", urn.name.wire);
    if urn.key.is_empty() {
        notes.add(Disposition::Weakened, "URNs without a key, which become URNs with any", &place);
    }
    if urn.name.rust.is_some() {
        notes.add(Disposition::LeftOut, "Rust names of URN types", &place);
    }
    let parts = urn.key.iter().enumerate().map(|(number, part)| {
        let name = if urn.key.len() == 1 { "key".to_owned() } else { format!("part{}", number + 1) };
        Object::of("name", name).with("type", part_type(api, names, part, &place, notes))
    });
    let parts: Vec<Json> = parts.map(Json::from).collect();
    let mut config = Object::of("namespace", urn.namespace.as_str()).with("entityType", urn.name.wire.as_str());
    config.set_full("fields", parts);
    Object::of(VALIDATOR, config)
}

/// The value of `validate` for URNs of any type.
pub(super) fn any() -> Object {
    Object::of(VALIDATOR, Object::default())
}

fn part_type(api: &Api, names: &Names, part: &UrnPart, place: &str, notes: &mut Notes) -> String {
    match part {
        UrnPart::Text => "string".to_owned(),
        UrnPart::Long => "long".to_owned(),
        UrnPart::Urn(ids) => match ids.as_slice() {
            [only] => names.full(api, names.urn(*only)).to_owned(),
            several => {
                if !several.is_empty() {
                    notes.add(Disposition::Weakened, "parts of URNs that are one of several URN types, which become any URN", place);
                }
                "Urn".to_owned()
            }
        },
    }
}
