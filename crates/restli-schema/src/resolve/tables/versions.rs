//! Families of dated versions, and `since` and `until`.

use restli_core::{Day, Sunset, is_misdated};

use crate::api::{Evidence, FamilyId, Version, VersionFamily};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::literal;
use crate::resolve::state::read::{entries, evidence, name, small, text, text_or_empty};
use crate::resolve::state::tables::{Tables, index};
use crate::rules;
use crate::source::Span;

/// Reads `versions:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.families = index(root, "versions", FamilyId);
    for (key, node) in entries(root, "versions") {
        let released = released(problems, node, &evidence(node, outer));
        let pinned = small(node, "pinned").unwrap_or_default();
        if let Some(at) = node.get("pinned").filter(|_| !released.iter().any(|version| version.number == pinned)) {
            let help = match released.last() {
                Some(last) => format!("the latest released one is {}", last.number),
                None => "list it under `released`".to_owned(),
            };
            problems.error(rules::VERSION_FAMILY, at.span, format!("the pinned version {pinned} was not released"), help);
        }
        let family = VersionFamily {
            name: name(key, node, problems),
            doc: text_or_empty(node, "doc"),
            header: text_or_empty(node, "header"),
            pinned,
            released,
        };
        tables.families.push(family);
    }
}

fn released(problems: &mut Diagnostics, node: &Node, outer: &Evidence) -> Vec<Version> {
    let mut versions = Vec::new();
    let number = |text: &str| literal::whole(text).and_then(|number| u32::try_from(number).ok());
    let numbers: Vec<u32> = entries(node, "released").iter().filter_map(|(key, _)| number(&key.text)).collect();
    let are_dates = numbers.iter().all(|number| Day::of_version(*number).is_some());
    for (key, node) in entries(node, "released") {
        let digits: String = key.text.chars().filter(|one| !matches!(one, '-' | '.' | '/')).collect();
        let meant = number(&digits).filter(|number| Day::of_version(*number).is_some());
        if meant.is_some() && digits != key.text {
            let message = format!("`{}` is not a version number", key.text);
            problems.error(rules::MALFORMED, key.span, message, format!("write it in digits only: `{digits}`"));
        }
        if let Some(number) = number(&key.text).or(meant) {
            if are_dates && let Some(other) = numbers.first().filter(|other| !same_length(number, **other)) {
                let message = format!("`{number}` is no version of a family that has `{other}`: months and days have no order among them");
                let help = if number < *other {
                    "write the day, too, or give the versions a family of their own"
                } else {
                    "leave the day out, or give the versions a family of their own"
                };
                problems.error(rules::MALFORMED, key.span, message, help.to_owned());
            }
            if is_misdated(number, numbers.iter().copied()) {
                let message = format!("`{number}` is no date, as the other versions of the family are");
                problems.error(
                    rules::MALFORMED,
                    key.span,
                    message,
                    "write the year, the month, and the day if the others have one".to_owned(),
                );
            }
            let sunset = text(node, "sunset").and_then(|text| Sunset::parse(&text));
            let begin = Day::of_version(number).filter(|_| are_dates);
            if let Some((end, at)) = sunset.zip(node.get("sunset")).filter(|(end, _)| begin.is_some_and(|begin| end.has_passed(begin))) {
                let message = format!("the version {number} would end before it begins: {end}");
                problems.error(rules::VERSION_ORDER, at.span, message, "correct the date, or remove `sunset` if no end is announced");
            }
            let revision = text(node, "revision");
            versions.push(Version { number, revision, sunset, doc: text_or_empty(node, "doc"), evidence: evidence(node, outer) });
        } else {
            let message = format!("`{}` is not a version number", key.text);
            let help = if !key.text.starts_with('0') && key.text.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("at most {}", u32::MAX)
            } else {
                "write digits only, as in `202607`, without a zero before them; what follows a dot in the header stands under `revision`"
                    .to_owned()
            };
            problems.error(rules::MALFORMED, key.span, message, help);
        }
    }
    versions.sort_by_key(|version| version.number);
    versions
}

/// First version that has a field, method or other element, and first version that no longer has it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct VersionRange {
    pub(crate) since: Option<u32>,
    pub(crate) until: Option<u32>,
    /// The place of `since:`.
    pub(crate) since_at: Option<Span>,
    /// The place of `until:`.
    pub(crate) until_at: Option<Span>,
}

/// Reads `since:` and `until:` of a node inside the range `outer`. `family` is the family in force; `None` allows
/// versions of any family.
pub(crate) fn life(
    tables: &Tables<'_>,
    problems: &mut Diagnostics,
    node: &Node,
    outer: VersionRange,
    family: Option<FamilyId>,
) -> VersionRange {
    let since = version(tables, problems, node, "since", family);
    let until = version(tables, problems, node, "until", family);
    if since.is_none() && until.is_none() {
        return outer;
    }
    let life = VersionRange {
        since: since.map(|one| one.0).or(outer.since),
        until: until.map(|one| one.0).or(outer.until),
        since_at: since.map(|one| one.1).or(outer.since_at),
        until_at: until.map(|one| one.1).or(outer.until_at),
    };
    if let (Some(first), Some(last), Some(first_at), Some(last_at)) = (life.since, life.until, life.since_at, life.until_at)
        && first >= last
    {
        let message = format!("`until` {last} is not after `since` {first}: no version ever has this");
        problems.push(
            Diagnostic::error(rules::VERSION_ORDER, last_at, message)
                .label("ends here")
                .also(first_at, "begins here")
                .help("`until` is the first version that no longer has it"),
        );
    }
    if let Some((last, at)) = until
        && let Some(first) = families(tables, family).iter().filter_map(|family| family.released.first()).min_by_key(|first| first.number)
        && last <= first.number
        && since.is_none()
        && outer.since.is_none()
    {
        let message = format!("`until` {last} is not after {}, the first version that is released: no version has this", first.number);
        problems.error(
            rules::VERSION_ORDER,
            at,
            message,
            "remove what is gone, or list the earlier versions under `released` of the family",
        );
    }
    life
}

/// The family in force; where none is known, all of them.
fn families<'t>(tables: &'t Tables<'_>, family: Option<FamilyId>) -> Vec<&'t VersionFamily> {
    match family {
        Some(id) => tables.families.get(id.index()).into_iter().collect(),
        None => tables.families.iter().collect(),
    }
}

fn version(tables: &Tables<'_>, problems: &mut Diagnostics, node: &Node, key: &str, family: Option<FamilyId>) -> Option<(u32, Span)> {
    let at = node.get(key)?.span;
    let number = small(node, key)?;
    let families = families(tables, family);
    let known = |one: &&VersionFamily| {
        let numbers = one.released.iter().map(|version| version.number);
        let older = one.released.first().is_some_and(|first| number < first.number && same_length(number, first.number))
            && !is_misdated(number, numbers);
        older || one.released.iter().any(|version| version.number == number)
    };
    // An unknown base or family would have other versions.
    let unknown = problems.has_broken(rules::UNKNOWN_FAMILY) || problems.has_broken(rules::UNKNOWN_BASE);
    if unknown || families.iter().any(known) {
        return Some((number, at));
    }
    let help = match families.iter().flat_map(|one| &one.released).map(|version| version.number).max() {
        None => "declare a family under `versions` in `api.yaml` and name it in the base".to_owned(),
        Some(last) => format!("the last released one is `{last}`: if there is a version {number}, list it under `released` of its family"),
    };
    problems.error(rules::UNKNOWN_VERSION, at, format!("unknown version {number}"), help);
    Some((number, at))
}

fn same_length(one: u32, other: u32) -> bool {
    one.checked_ilog10() == other.checked_ilog10()
}
