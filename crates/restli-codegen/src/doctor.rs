//! The state of the pinned versions on a day: days left, and the changes on the way to later versions.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_schema::api::{Day, FamilyId, Key, Method, Type, TypeId, TypeKind, Verified, Version, VersionFamily};

use crate::plan::Plan;

/// The state of the pinned versions of an API.
#[derive(Debug)]
pub struct Checkup {
    /// The report, for people.
    pub text: String,
    /// `true` if a pinned version has fewer days left than were asked for.
    pub is_due: bool,
}

/// Looks at the pinned version of every family on a day: each is to have so many days left.
#[must_use]
pub fn doctor(plan: &Plan<'_>, today: Day, days: i64) -> Checkup {
    let api = plan.api;
    let mut text = format!("{} on {today}\n", api.name.wire);
    let mut due: Vec<String> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let families: BTreeSet<FamilyId> = api.bases().iter().filter_map(|base| base.versions).collect();
    for id in families {
        let family = &api[id];
        let pinned = family.released.iter().find(|version| version.number == family.pinned);
        let end = pinned.and_then(|version| version.sunset);
        let state = end.map_or_else(|| "has no end that is known".to_owned(), |end| end.words(today));
        let _ = writeln!(text, "\n{}: {} is pinned and {state}{}", family.name.wire, family.pinned, pinned.map_or("", assumed));
        later(&mut text, plan, id, family, today);
        match end {
            Some(end) if end.days_left(today) < days || end.has_passed(today) => {
                due.push(format!("`{}` {}", family.name.wire, family.pinned));
            }
            Some(_) => {}
            None => open.push(&family.name.wire),
        }
    }
    text.push('\n');
    if due.is_empty() {
        let _ = writeln!(text, "Every pinned version whose end is known has at least {days} days left.");
    } else {
        let _ = writeln!(
            text,
            "Fewer than {days} days are left to {}. Set `pinned:` of the family to a later version in `api.yaml`, carry over the changes\n\
             above, run `generate`, and read the difference.",
            due.join(", ")
        );
    }
    if !open.is_empty() {
        let _ = writeln!(text, "Look up yourself when the pinned versions of {} end.", open.join(", "));
    }
    Checkup { text, is_due: !due.is_empty() }
}

const fn assumed(version: &Version) -> &'static str {
    match version.evidence.verified {
        Some(Verified::Assumed) if version.sunset.is_some() => " (assumed)",
        _ => "",
    }
}

/// Writes the versions after the pinned one, each with its changes.
fn later(text: &mut String, plan: &Plan<'_>, id: FamilyId, family: &VersionFamily, today: Day) {
    let mut found = false;
    for version in family.released.iter().filter(|version| version.number > family.pinned) {
        found = true;
        let end = version.sunset.map_or_else(|| "has no end that is known".to_owned(), |end| end.words(today));
        let _ = writeln!(text, "  {} {end}{}", version.number, assumed(version));
        let notes = version.doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let notes = Some(notes).filter(|notes| !notes.is_empty());
        let changes: Vec<String> = notes.into_iter().chain(version_changes(plan, id, version.number)).collect();
        if changes.is_empty() {
            text.push_str("    The schema knows of no change.\n");
        }
        for change in changes {
            let _ = writeln!(text, "    {change}");
        }
    }
    if !found {
        text.push_str("  No later version is known.\n");
    }
}

/// The changes of a version that the schema marks with `since` and `until`, a line each: `new: content.posts.create`.
#[must_use]
pub fn version_changes(plan: &Plan<'_>, family: FamilyId, version: u32) -> Vec<String> {
    let api = plan.api;
    let mut lines = Vec::new();
    let mut note = |since: Option<u32>, until: Option<u32>, what: &dyn Fn() -> String| {
        lines.extend((since == Some(version)).then(|| format!("new: {}", what())));
        lines.extend((until == Some(version)).then(|| format!("gone: {}", what())));
    };
    let mut types = BTreeSet::new();
    for planned in plan.resources.iter().filter(|planned| api[api[planned.id].base].versions == Some(family)) {
        let resource = &api[planned.id];
        let mut reached: Vec<TypeId> = resource.entity.into_iter().chain(resource.key.iter().flat_map(Key::references)).collect();
        for function in planned.methods.iter().filter(|function| function.alt_key.is_none()) {
            let Some(method) = resource.methods.get(function.index) else { continue };
            note(method.since, method.until, &|| function.id.clone());
            for param in &method.params {
                note(param.since, param.until, &|| format!("parameter `{}` of {}", param.name.wire, function.id));
            }
            reached.extend(named_by(method));
        }
        while let Some(id) = reached.pop() {
            if types.insert(id) {
                reached.extend(api[id].kind.references());
            }
        }
    }
    for id in types {
        let def = &api[id];
        let home = def.product.map(|product| format!("{}.", api[product].name.wire)).unwrap_or_default();
        let of_type = |kind: &str, name: &str| format!("{kind} `{name}` of {home}{}", def.name.wire);
        match &def.kind {
            TypeKind::Record(record) => {
                for field in record.fields.iter().filter(|field| field.included_from.is_none()) {
                    note(field.since, field.until, &|| of_type("field", &field.name.wire));
                }
            }
            TypeKind::Enum(symbols) => {
                for symbol in symbols {
                    note(symbol.since, symbol.until, &|| of_type("symbol", &symbol.name.wire));
                }
            }
            TypeKind::Union(_)
            | TypeKind::Typeref(_)
            | TypeKind::Text(_)
            | TypeKind::Time
            | TypeKind::Fixed(_)
            | TypeKind::UrnChoice(_) => {}
        }
    }
    lines
}

/// The types that a method names besides the entity.
fn named_by(method: &Method) -> impl Iterator<Item = TypeId> {
    let types = method.params.iter().map(|param| &param.ty).chain(method.returns.as_ref().map(|result| &result.ty));
    types.flat_map(Type::references).chain(method.metadata)
}

#[cfg(test)]
mod tests {
    use restli_schema::api::Day;

    const API: &str = r#"
api: one
namespace: com.example
bases:
  main: {url: "https://api.example.com", path: /v1, versions: monthly}
  slow: {url: "https://api.example.com", path: /slow, versions: yearly}
  open: {url: "https://api.example.com", path: /open, versions: endless}
versions:
  monthly:
    header: Api-Version
    pinned: 202601
    released:
      202512: {sunset: 2026-12-15}
      202601: {sunset: 2027-01-15}
      202602: {sunset: 2027-02-15, doc: Things have a colour.}
      202603: {sunset: 2027-03, verified: assumed}
      202604:
  yearly: {header: Slow-Version, pinned: 2025, released: {2025: {sunset: 2027-03, verified: assumed}}}
  endless: {header: Open-Version, pinned: 1, released: {1: }}
rules: {base: main}
"#;
    const THINGS: &str = r"
product: things
types:
  Colour: {enum: {RED: Red., GREEN: {doc: Green., since: 202603}}}
  Thing: {fields: {name: string, colour?: {type: Colour, since: 202602}, tint?: {type: string, until: 202602}}}
resources:
  things:
    collection: Thing
    key: {thingId: long}
    methods: {get: , delete: {since: 202603}}
    finders: {owner: {params: {owner: string, colour?: {type: Colour, since: 202602}}}}
";

    fn checkup(today: &str, days: i64) -> super::Checkup {
        let texts = [("api.yaml", API), ("things.yaml", THINGS)];
        let loaded = restli_schema::load_texts(texts).unwrap_or_else(|report| panic!("{}", report.render(false)));
        super::doctor(&crate::plan(&loaded.api), Day::parse(today).expect("a day"), days)
    }

    #[test]
    fn pinned_version_with_days_to_live_passes_and_later_ones_are_told() {
        let checkup = checkup("2026-11-16", 60);
        assert!(!checkup.is_due);
        let text = "one on 2026-11-16

monthly: 202601 is pinned and ends on 2027-01-15, in 60 days
  202602 ends on 2027-02-15, in 91 days
    Things have a colour.
    new: parameter `colour` of things.things.find_by_owner
    new: field `colour` of things.Thing
    gone: field `tint` of things.Thing
  202603 ends in 2027-03, in 105 days or later (assumed)
    new: things.things.delete
    new: symbol `GREEN` of things.Colour
  202604 has no end that is known
    The schema knows of no change.

yearly: 2025 is pinned and ends in 2027-03, in 105 days or later (assumed)
  No later version is known.

endless: 1 is pinned and has no end that is known
  No later version is known.

Every pinned version whose end is known has at least 60 days left.
Look up yourself when the pinned versions of endless end.
";
        assert_eq!(checkup.text, text);
    }

    #[test]
    fn pinned_version_with_too_few_days_is_due() {
        for (today, days, state) in [
            ("2026-11-17", 60, "202601 is pinned and ends on 2027-01-15, in 59 days\n"),
            ("2026-11-16", 61, "202601 is pinned and ends on 2027-01-15, in 60 days\n"),
            ("2027-01-15", 0, "202601 is pinned and ended on 2027-01-15\n"),
        ] {
            let checkup = checkup(today, days);
            assert!(checkup.is_due, "{today}");
            assert!(checkup.text.contains(state), "{}", checkup.text);
        }
        let end = "\nFewer than 60 days are left to `monthly` 202601. Set `pinned:` of the family to a later version in `api.yaml`, carry over the changes
above, run `generate`, and read the difference.
Look up yourself when the pinned versions of endless end.
";
        assert!(checkup("2026-11-17", 60).text.ends_with(end));
    }
}
