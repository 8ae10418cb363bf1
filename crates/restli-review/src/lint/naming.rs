//! Names beside the habit of their kind.

use std::collections::BTreeMap;

use restli_core::Day;
use restli_schema::api::{Api, Name, TypeKind};

use super::finding::{Finding, finding};

const RULE: &str = "inconsistent-naming";

/// The least share of names, in percent, that make a habit.
const HABIT: usize = 80;

/// The ways of writing names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    LowerCamel,
    UpperCamel,
    LowerSnake,
    UpperSnake,
    Other,
}

impl Case {
    fn of(name: &str) -> Self {
        let has_lower = name.contains(|one: char| one.is_ascii_lowercase());
        let has_upper = name.contains(|one: char| one.is_ascii_uppercase());
        let is_plain = name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_');
        match (name.chars().next(), name.contains('_')) {
            _ if !is_plain => Self::Other,
            (Some('a'..='z'), false) => Self::LowerCamel,
            (Some('A'..='Z'), false) if has_lower => Self::UpperCamel,
            (Some('a'..='z'), true) if !has_upper => Self::LowerSnake,
            (Some('A'..='Z'), _) if !has_lower => Self::UpperSnake,
            _ => Self::Other,
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::LowerCamel => "`likeThis`",
            Self::UpperCamel => "`LikeThis`",
            Self::LowerSnake => "`like_this`",
            Self::UpperSnake => "`LIKE_THIS`",
            Self::Other => "otherwise",
        }
    }
}

pub(super) fn inconsistent(api: &Api, _: Day, found: &mut Vec<Finding>) {
    let records = || api.types().iter().filter_map(|def| if let TypeKind::Record(record) = &def.kind { Some((def, record)) } else { None });
    let enums = || api.types().iter().filter_map(|def| if let TypeKind::Enum(symbols) = &def.kind { Some((def, symbols)) } else { None });
    let fields = records().flat_map(|(def, record)| {
        let own = record.fields.iter().filter(|field| field.included_from.is_none());
        own.map(|field| (format!("{}.{}", def.name.wire, field.name.wire), &field.name))
    });
    let symbols = enums().flat_map(|(def, symbols)| symbols.iter().map(|one| (format!("{}.{}", def.name.wire, one.name.wire), &one.name)));
    let types = api.types().iter().filter(|def| !def.synthetic).map(|def| (def.name.wire.clone(), &def.name));
    let params = api
        .resources()
        .iter()
        .flat_map(|resource| &resource.methods)
        .flat_map(|method| method.params.iter().map(|param| (format!("{}.{}", method.name.wire, param.name.wire), &param.name)));
    look("field", fields.collect(), found);
    look("symbol", symbols.collect(), found);
    look("type", types.collect(), found);
    look("parameter", params.collect(), found);
}

/// Finds the names of a kind that break its habit, if it has one.
fn look(what: &str, names: Vec<(String, &Name)>, found: &mut Vec<Finding>) {
    let mut counts: BTreeMap<Case, usize> = BTreeMap::new();
    for (_, name) in &names {
        *counts.entry(case(what, &name.wire)).or_default() += 1;
    }
    let Some((habit, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else { return };
    if count * 100 < names.len() * HABIT {
        return;
    }
    for (place, name) in names.into_iter().filter(|(_, name)| case(what, &name.wire) != habit) {
        let message = format!("the {what} `{place}` is not written {}, as {count} others are", habit.example());
        found.push(finding(RULE, place, name.span, message, "correct it, or allow it if the service writes it so"));
    }
}

/// The case of a name. One letter, and a word of capitals as a type, are of any case.
fn case(what: &str, name: &str) -> Case {
    match Case::of(name) {
        Case::UpperSnake if what == "type" && !name.contains('_') => Case::UpperCamel,
        other => other,
    }
}
