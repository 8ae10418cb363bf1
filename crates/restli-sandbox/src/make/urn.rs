//! URNs with made keys.

use restli_schema::api::{Api, UrnDef, UrnId, UrnPart};

use super::dice::Dice;
use super::text::words;

/// The deepest nesting of URNs.
const DEEPEST: usize = 4;

/// The length of opaque keys.
const KEY: usize = 10;

/// A URN of a type; `None` for a type whose URNs hold each other without end.
pub(crate) fn of(api: &Api, id: UrnId, dice: &mut Dice) -> Option<String> {
    nested(api, api.urns().get(id.index())?, dice, 0)
}

/// A URN of any type: of that which a name mentions, if there is one.
pub(crate) fn any(api: &Api, name: &str, dice: &mut Dice) -> String {
    any_within(api, name, dice, 0)
}

fn any_within(api: &Api, name: &str, dice: &mut Dice, depth: usize) -> String {
    let find = |name: &str| api.urns().iter().find(|def| def.name.wire.eq_ignore_ascii_case(name));
    let mentioned = find(name).or_else(|| words(name).iter().rev().find_map(|word| find(word)));
    let is_plain = |def: &&UrnDef| matches!(def.key.as_slice(), [UrnPart::Text | UrnPart::Long]);
    let def = mentioned.or_else(|| api.urns().iter().find(is_plain));
    let made = def.and_then(|def| nested(api, def, dice, depth));
    made.unwrap_or_else(|| format!("urn:example:thing:{}", number(dice)))
}

fn nested(api: &Api, def: &UrnDef, dice: &mut Dice, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let room = def.longest.map_or(usize::MAX, |longest| (longest as usize).saturating_sub(written(def, &[String::new()]).len()));
    let parts = def.key.iter().map(|part| match part {
        UrnPart::Text if def.name.wire == "country" => Some("us".to_owned()),
        UrnPart::Text => Some(dice.letters(KEY.min(room).max(1))),
        UrnPart::Long => Some(number(dice)),
        UrnPart::Urn(allowed) if allowed.is_empty() => Some(any_within(api, "", dice, depth + 1)),
        UrnPart::Urn(allowed) => allowed.iter().find_map(|id| nested(api, api.urns().get(id.index())?, dice, depth + 1)),
    });
    parts.collect::<Option<Vec<String>>>().map(|parts| written(def, &parts))
}

/// The URN of a type with the parts of its key.
pub(crate) fn written(def: &UrnDef, parts: &[String]) -> String {
    let start = format!("urn:{}:{}", def.namespace, def.name.wire);
    match parts {
        [] => start,
        [one] => format!("{start}:{one}"),
        several => format!("{start}:({})", several.join(",")),
    }
}

fn number(dice: &mut Dice) -> String {
    (10_000_000 + dice.below(89_999_999)).to_string()
}
