//! The text beside a name or key that the pointer rests on.

use restli_schema::api::Api;
use restli_schema::document::Document;
use restli_schema::language::{API, Met, PRODUCT, walk};
use restli_schema::source::Span;

use super::complete::word_of;
use super::names::{Declaration, Kind, Names, Thing};
use super::rust_places;

/// The description of a thing: its declaration, and the Rust that it becomes.
pub(super) fn of_thing(names: &Names, api: Option<&Api>, thing: &Thing) -> Option<String> {
    let one = names.get(thing)?;
    let mut parts = vec![format!("**{}** `{}`{}", kind_of(one), thing.name, owner(thing))];
    if !one.doc.is_empty() {
        parts.push(one.doc.clone());
    }
    let facts = facts(one);
    if !facts.is_empty() {
        parts.push(facts.join("  \n"));
    }
    if let Some(api) = api {
        let plan = restli_codegen::plan(api);
        if let Some((rust, surface)) = rust_places::item(&plan, thing).and_then(|item| rust_places::described(&plan, &item)) {
            parts.push(format!("```rust\n{rust}\n```"));
            parts.push(format!("```text\n{}\n```", surface.trim_end()));
        }
    }
    Some(parts.join("\n\n"))
}

/// The owner of a thing, in words.
fn owner(thing: &Thing) -> String {
    let owner = thing.owner.trim_matches('/');
    if owner.is_empty() { String::new() } else { format!(" of `{owner}`") }
}

fn kind_of(one: &Declaration) -> &'static str {
    match one.thing.kind {
        Kind::Base => "base",
        Kind::Error => "error",
        Kind::Event => "event",
        Kind::Family => "version family",
        Kind::Field => "field",
        Kind::KeyPart => "key",
        Kind::Media => "media rule",
        Kind::Member => "member",
        Kind::Method => match one.thing.owner.rsplit('/').next() {
            Some("finders") => "finder",
            Some("batch_finders") => "batch finder",
            Some("actions") => "action",
            _ => "method",
        },
        Kind::Param => "parameter",
        Kind::Permission => "permission",
        Kind::Product => "product",
        Kind::Projection => "projection",
        Kind::Quota => "quota",
        Kind::Resource => "resource",
        Kind::Role => "role",
        Kind::Source => "source",
        Kind::Symbol => "symbol",
        Kind::Type => word_of(one),
        Kind::Urn => "URN type",
        Kind::Version => "version",
    }
}

/// The texts of a declaration that say more than its name.
fn facts(one: &Declaration) -> Vec<String> {
    let keys: &[&str] = match one.thing.kind {
        Kind::Base => &["url", "path", "projection", "versions"],
        Kind::Error => &["status", "cause", "remedy"],
        Kind::Family => &["header", "pinned"],
        Kind::Field | Kind::Param | Kind::KeyPart | Kind::Member => &["type", "default", "since", "until", "deprecated"],
        Kind::Permission => &["product", "approval", "retired", "replaced_by"],
        Kind::Quota => &["limit", "window", "scope"],
        Kind::Source => &["title", "page", "chapter"],
        Kind::Urn => &["key", "namespace"],
        Kind::Version => &["sunset"],
        Kind::Type => &["is", "name", "deprecated"],
        _ => &["deprecated"],
    };
    keys.iter().filter_map(|key| Some(format!("{key}: `{}`", one.says(key)?.trim()))).collect()
}

/// The meaning of the key of the language at an offset.
pub(super) fn of_key(document: &Document, of_api: bool, offset: usize) -> Option<(String, Span)> {
    let mut found = None;
    walk(&document.root, if of_api { &API } else { &PRODUCT }, &mut |_, met| {
        if let Met::Key(entry, key, _) = met
            && (key.span.start as usize..=key.span.end as usize).contains(&offset)
        {
            let required = if entry.required { " (required)" } else { "" };
            found = Some((format!("**{}**{required}\n\n{}", entry.key, entry.doc), key.span));
        }
    });
    found
}
