//! Every made value is one of its type.

use restli_core::urn::Urn;
use restli_core::{Json, Time};
use restli_schema::api::{Api, Type, TypeKind, UrnDef, UrnId, UrnPart};
use serde_json::json;

use super::{Dice, complete, named, value};
use crate::testing::{apis, linkedin, product};

const NOW: Time = Time::from_millis(1_796_000_000_000);

/// The first part of a value that is none of its type.
fn misfit(api: &Api, ty: &Type, json: &Json) -> Option<String> {
    let unless = |fits: bool, what: &str| (!fits).then(|| format!("{json} is no {what}"));
    let inside = |name: &str, found: Option<String>| found.map(|told| format!("{name}: {told}"));
    let urn_of = |ids: &[UrnId]| unless(json.as_str().is_some_and(|text| is_urn(api, text, ids)), "URN of the type");
    match ty {
        Type::Any => None,
        Type::Bool => unless(json.is_boolean(), "bool"),
        Type::Int => unless(json.as_i64().is_some_and(|number| i32::try_from(number).is_ok()), "int"),
        Type::Long => unless(json.is_i64(), "long"),
        Type::Float | Type::Double => unless(json.is_number(), "number"),
        Type::String => unless(json.as_str().is_some_and(|text| !text.is_empty()), "text"),
        Type::Bytes => unless(json.as_str().is_some_and(|text| text.chars().all(|one| u32::from(one) <= 0xff)), "bytes"),
        Type::Urn => urn_of(&[]),
        Type::UrnOf(id) => urn_of(&[*id]),
        Type::Array(item) => match json.as_array() {
            Some(items) if (1..=2).contains(&items.len()) => items.iter().find_map(|one| misfit(api, item, one)),
            _ => unless(false, "array of one or two"),
        },
        Type::Map(key, item) => match json.as_object() {
            Some(entries) => entries.iter().find_map(|(name, one)| {
                let key = misfit(api, key, &Json::from(name.as_str())).filter(|_| serde_json::from_str::<Json>(name).is_err());
                inside(name, key.or_else(|| misfit(api, item, one)))
            }),
            None => unless(false, "map"),
        },
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Record(record) => {
                let Some(members) = json.as_object() else { return unless(false, "record") };
                let foreign = members.keys().find(|name| record.fields.iter().all(|field| field.name.wire != **name));
                let part = record.fields.iter().find_map(|field| match members.get(&field.name.wire) {
                    one if one.is_some() && one == field.default.as_ref() => None,
                    Some(one) => inside(&field.name.wire, misfit(api, &field.ty, one)),
                    None => field.is_required().then(|| format!("{} is missing", field.name.wire)),
                });
                foreign.map(|name| format!("{name} is undeclared")).or(part)
            }
            TypeKind::Enum(symbols) => {
                let one = symbols.iter().find(|one| json == one.name.wire.as_str());
                let lasts = symbols.iter().all(|one| one.deprecated.is_some());
                unless(one.is_some_and(|one| lasts || one.deprecated.is_none()), "current symbol")
            }
            TypeKind::Union(union) if union.null && json.is_null() => None,
            TypeKind::Union(union) if union.bare => {
                let fits = union.members.iter().any(|member| misfit(api, &member.ty, json).is_none());
                unless(fits, "member")
            }
            TypeKind::Union(union) => {
                let Some((name, one)) = json.as_object().filter(|members| members.len() == 1).and_then(|members| members.iter().next())
                else {
                    return unless(false, "union");
                };
                let member = union.members.iter().find(|member| member.name.wire == *name);
                member.map_or_else(|| unless(false, "member"), |member| inside(name, misfit(api, &member.ty, one)))
            }
            TypeKind::Typeref(target) => misfit(api, target, json),
            TypeKind::Text(format) => {
                let mut letters = json.as_str().unwrap_or_default().chars();
                let mut fits = json.as_str().is_some_and(|text| !text.is_empty());
                while let Some(one) = letters.next() {
                    fits &= if one == format.escape { letters.next().is_some() } else { !format.reserved.contains(one) };
                }
                unless(fits, "escaped text")
            }
            TypeKind::Time => {
                let days = json.as_i64().map(|millis| (millis - NOW.as_millis()) / (24 * 60 * 60 * 1000));
                unless(days.is_some_and(|days| (-14_001..=61).contains(&days)), "time near the day")
            }
            TypeKind::Fixed(length) => unless(json.as_str().is_some_and(|text| text.chars().count() == *length as usize), "fixed"),
            TypeKind::UrnChoice(ids) => urn_of(ids),
        },
    }
}

fn is_urn(api: &Api, text: &str, ids: &[UrnId]) -> bool {
    let Ok(urn) = text.parse::<Urn>() else { return false };
    let is = |def: &UrnDef| {
        let of_type = (def.namespace.as_str(), def.name.wire.as_str()) == (urn.namespace(), urn.entity_type());
        let parts: Vec<&str> = urn.parts().collect();
        let fits = |(part, text): (&UrnPart, &&str)| match part {
            UrnPart::Text => !text.is_empty(),
            UrnPart::Long => text.parse::<i64>().is_ok(),
            UrnPart::Urn(ids) => is_urn(api, text, ids),
        };
        let short = def.longest.is_none_or(|longest| text.chars().count() <= longest as usize);
        of_type && short && parts.len() == def.key.len() && def.key.iter().zip(&parts).all(fits)
    };
    ids.is_empty() || ids.iter().any(|id| is(&api.urns()[id.index()]))
}

#[test]
fn made_value_of_every_type_fits_its_type() {
    for api in apis() {
        for id in api.type_ids() {
            for seed in 0..8 {
                let made = value(api, &Type::Named(id), &mut Dice::new(seed, NOW));
                assert_eq!(misfit(api, &Type::Named(id), &made), None, "{} of {}: {made}", api[id].name.wire, api.name.wire);
            }
        }
        for id in api.urn_ids() {
            let made = value(api, &Type::UrnOf(id), &mut Dice::new(3, NOW));
            assert_eq!(misfit(api, &Type::UrnOf(id), &made), None, "{made}");
        }
    }
}

#[test]
fn made_value_of_the_same_seed_and_day_is_the_same() {
    let later = Time::from_millis(NOW.as_millis() / 86_400_000 * 86_400_000 + 86_399_999);
    for api in apis() {
        for id in api.type_ids() {
            let [one, other] = [NOW, later].map(|now| value(api, &Type::Named(id), &mut Dice::new(7, now)));
            assert_eq!(one, other);
        }
    }
}

#[test]
fn completed_entity_of_nothing_has_the_required_fields_and_no_others() {
    for api in apis() {
        for id in api.type_ids() {
            let TypeKind::Record(record) = &api[id].kind else { continue };
            let made = complete(api, id, json!({}), &mut Dice::new(1, NOW));
            assert_eq!(misfit(api, &Type::Named(id), &made), None, "{}: {made}", api[id].name.wire);
            let required = record.fields.iter().filter(|field| field.is_required()).count();
            assert_eq!(made.as_object().map(serde_json::Map::len), Some(required));
        }
    }
}

#[test]
fn completed_entity_keeps_what_is_given() {
    for api in apis() {
        for id in api.type_ids() {
            let given = value(api, &Type::Named(id), &mut Dice::new(2, NOW));
            assert_eq!(complete(api, id, given.clone(), &mut Dice::new(9, NOW)), given);
        }
    }
}

/// The id of a type by its name.
fn named_type(api: &Api, name: &str) -> Type {
    Type::Named(api.type_ids().find(|id| api[*id].name.wire == name).unwrap_or_else(|| panic!("{name}")))
}

#[test]
fn value_of_a_type_that_holds_itself_is_small() {
    let api = product(
        "types:
  Tree: {union: [Branch, long]}
  Branch: {fields: {left: Tree, right: Tree, children: '[Branch]', above?: Branch, named: '{string: Branch}'}}
",
    );
    for name in ["Tree", "Branch"] {
        let ty = named_type(&api, name);
        let made = value(&api, &ty, &mut Dice::new(1, NOW)).to_string();
        assert!(made.len() < 50_000, "{} bytes", made.len());
    }
}

#[test]
fn value_of_a_type_of_many_records_is_whole() {
    let chain: Vec<String> = (0..12).map(|at| format!("  A{at}: {{fields: {{next: A{}}}}}\n", at + 1)).collect();
    let api = product(&format!("types:\n{}  A12: {{fields: {{end: long}}}}\n", chain.concat()));
    let made = value(&api, &named_type(&api, "A0"), &mut Dice::new(1, NOW)).to_string();
    assert!(made.contains("\"end\":"), "{made}");
}

#[test]
fn made_value_has_no_optional_field_that_has_ended() {
    for api in apis() {
        for id in api.type_ids() {
            let TypeKind::Record(record) = &api[id].kind else { continue };
            let made = value(api, &Type::Named(id), &mut Dice::new(4, NOW));
            for field in record.fields.iter().filter(|field| !field.is_required()) {
                let ended = field.deprecated.is_some() || field.until.is_some();
                assert!(!ended || made.get(&field.name.wire).is_none(), "{} of {}", field.name.wire, api[id].name.wire);
            }
        }
    }
}

#[test]
fn deleted_entity_is_not_made() {
    let api = product("types: {Thing: {fields: {deleted?: Stamp, isDeleted: bool, created?: Stamp}}, Stamp: {fields: {by: string}}}");
    for seed in 0..20 {
        let made = value(&api, &named_type(&api, "Thing"), &mut Dice::new(seed, NOW));
        assert_eq!((made.get("deleted"), &made["isDeleted"]), (None, &json!(false)));
        assert!(made["created"].is_object());
    }
}

#[test]
fn text_fits_the_name_of_its_field() {
    let api = linkedin();
    let text = |name: &str| {
        let made = named(api, &Type::String, name, &mut Dice::new(1, NOW));
        made.as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(["countryCode", "currencyCode", "language", "locale"].map(text), ["US", "USD", "en", "en_US"]);
    assert!(text("emailAddress").ends_with("@example.com"));
    assert!(text("landingPageURL").starts_with("https://www.example.com/"));
    assert!(text("costInUsd").parse::<f64>().is_ok());
    assert!(text("parentUrn").starts_with("urn:li:"));
    let localized = value(api, &named_type(api, "MultiLocaleString"), &mut Dice::new(1, NOW));
    assert!(localized["localized"]["en_US"].is_string(), "{localized}");
    assert_eq!((&localized["preferredLocale"]["country"], &localized["preferredLocale"]["language"]), (&json!("US"), &json!("en")));
}

#[test]
fn span_that_is_made_ends_after_it_starts() {
    let api = linkedin();
    for seed in 0..50 {
        let span = value(api, &named_type(api, "TimeRange"), &mut Dice::new(seed, NOW));
        assert!(span["start"].as_i64() < span["end"].as_i64(), "{span}");
    }
}

#[test]
fn urn_keeps_to_the_longest_of_its_type_and_to_the_name_of_its_field() {
    let api = product("types: {Thing: {fields: {a: long}}}");
    for id in api.urn_ids() {
        let made = value(&api, &Type::UrnOf(id), &mut Dice::new(1, NOW));
        assert!(made.as_str().is_some_and(|text| text.len() == 20), "{made}");
    }
    let made = named(linkedin(), &Type::Urn, "coverImage", &mut Dice::new(1, NOW));
    assert!(made.as_str().is_some_and(|text| text.starts_with("urn:li:image:")), "{made}");
}

#[test]
fn dice_are_those_of_their_seed_and_subject() {
    let mut dice = Dice::new(0, NOW);
    // The first numbers of SplitMix64 as its author published it.
    assert_eq!([dice.number(), dice.number()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    let fresh = Dice::new(0, NOW);
    let [one, again, other] = ["posts", "posts", "comments"].map(|subject| fresh.about(subject).number());
    assert!(one == again && one != other);
    assert_eq!((dice.below(0), dice.one_of::<u8>(&[]), dice.letters(12).len()), (0, None, 12));
}
