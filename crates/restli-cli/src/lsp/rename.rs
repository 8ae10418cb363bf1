//! Renaming: names that only the schema has are changed in all places, names on the wire are refused.

use std::collections::BTreeMap;
use std::path::PathBuf;

use restli_schema::diagnostic::Severity;
use restli_schema::language::{API, Met, PRODUCT, Step, walk};
use restli_schema::source::Span;
use restli_schema::{Parsed, load_files};

use super::home::Home;
use super::mentions::mention_at;
use super::names::{Declaration, Kind, Names, Thing};

/// A name that may be changed.
#[derive(Debug)]
pub(super) struct Named {
    /// The thing; `None` for a text behind `rust:`, which stands in one place.
    thing: Option<Thing>,
    /// The name as it is.
    pub(super) old: String,
    /// The place of the name that was asked about.
    pub(super) span: Span,
}

/// The name at a place, if it may be renamed.
///
/// # Errors
/// The reason for which it is not renamed, and what to do.
pub(super) fn named(home: &mut Home, file: u32, offset: usize) -> Result<Named, String> {
    let index = home.index();
    let Some(found) = mention_at(&index.mentions, file, offset) else {
        return rust_name(home, file, offset).ok_or_else(|| "no name that the schema declares stands here".to_owned());
    };
    let declared = index.names.get(&found.thing).ok_or("the name is not declared")?;
    match on_the_wire(&index.names, declared) {
        Some(reason) => Err(reason),
        None => Ok(Named { old: last(&found.thing.name), thing: Some(found.thing.clone()), span: found.span }),
    }
}

/// The text behind `rust:` at a place.
fn rust_name(home: &Home, file: u32, offset: usize) -> Option<Named> {
    let (path, _) = home.numbered(file)?;
    let shape = if Home::is_api(&home.below(&path)?) { &API } else { &PRODUCT };
    let mut found = None;
    walk(&home.document(file)?.root, shape, &mut |path, met| {
        if let (Some(Step::Key("rust")), Met::Text(_, node)) = (path.last(), met)
            && let Some(text) = node.text()
            && (node.span.start as usize..=node.span.end as usize).contains(&offset)
        {
            found = Some(Named { thing: None, old: text.to_owned(), span: node.part(0, text.len()) });
        }
    });
    found
}

/// The last name of a path.
fn last(name: &str) -> String {
    name.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The reason for which a name cannot be changed alone: it is on the wire.
fn on_the_wire(names: &Names, one: &Declaration) -> Option<String> {
    let name = &one.thing.name;
    let wire = |what: &str| Some(format!("`{name}` is {what} on the wire: another name there is another API"));
    let rust = |what: &str| {
        Some(format!(
            "`{name}` is {what} on the wire, and another name there is another API: for another name in Rust give it `rust: NAME`"
        ))
    };
    match one.thing.kind {
        Kind::Base | Kind::Family | Kind::Media | Kind::Projection | Kind::Quota | Kind::Role | Kind::Source => None,
        Kind::Type => {
            let is_key = names.of_kind(Kind::Type).any(|union| {
                union.lists.get("union").is_some_and(|members| {
                    members.iter().any(|member| names.type_named(member, &union.thing.owner).is_some_and(|found| found.thing == one.thing))
                })
            });
            (is_key && one.says("name").is_none()).then(|| {
                let full = names.full_name(one);
                format!("`{name}` is a member of a union without aliases, whose key on the wire is `{full}`: write `name: {full}` into the type first")
            })
        }
        Kind::Resource if one.says("path").is_some() => None,
        Kind::Resource => Some(format!("`{name}` is the path of the resource on the wire: write `path: /{name}` into the resource first")),
        Kind::Method if one.says("name").is_some() => None,
        Kind::Method if one.thing.owner.ends_with("/methods") => wire("a method of the protocol"),
        Kind::Method => Some(format!("`{name}` is the name on the wire: write `name: {name}` into it first")),
        Kind::Field => rust("the name of the field"),
        Kind::Param | Kind::KeyPart => rust("the name of the parameter"),
        Kind::Member | Kind::Symbol => rust("the name"),
        Kind::Error => wire("the code of an error"),
        Kind::Event => wire("the name of an event"),
        Kind::Permission => wire("a permission"),
        Kind::Urn => rust("the entity type"),
        Kind::Version => wire("a version"),
        Kind::Product => Some(format!("`{name}` is the name of a module, a feature and files: rename those too, by hand")),
    }
}

/// The places of all files in which the new name is to stand.
///
/// # Errors
/// The reason for which the name cannot be given, such as another thing of that name.
pub(super) fn places(home: &mut Home, open: &BTreeMap<PathBuf, String>, named: &Named, new: &str) -> Result<Vec<Span>, String> {
    if new.is_empty() || !new.chars().all(|one| one.is_alphanumeric() || matches!(one, '_' | '-')) {
        return Err(format!("`{new}` is no name: write letters, digits and `_`"));
    }
    if named.old == new {
        return Ok(Vec::new());
    }
    let index = home.index();
    let mut places = vec![named.span];
    if let Some(thing) = &named.thing {
        let other = thing.name.rsplit_once('/').map_or_else(|| new.to_owned(), |(above, _)| format!("{above}/{new}"));
        if index.names.get(&Thing { name: other, ..thing.clone() }).is_some() {
            return Err(format!("`{new}` is the name of another one beside it"));
        }
        places = index.mentions.iter().filter(|one| one.thing == *thing).map(|one| one.span).collect();
    }
    // The files are checked with the new name, so that no collision of any kind goes through.
    let mut files = home.files(open).map_err(|error| error.render(false))?;
    for (number, source) in (0..).zip(home.sources.files()) {
        let Some(file) = files.iter_mut().find(|file| file.path == source.path) else { continue };
        let mut text = source.text.clone();
        for span in places.iter().rev().filter(|span| span.file == number) {
            let (start, end) = (span.start as usize, span.end as usize);
            if text.get(start..end).is_none_or(|old| old != named.old) {
                return Err("a file has changed and does not parse: mend it first".to_owned());
            }
            text.replace_range(start..end, new);
        }
        file.bytes = text.into_bytes();
    }
    let errors = |problems: &[restli_schema::diagnostic::Diagnostic]| problems.iter().filter(|one| one.severity == Severity::Error).count();
    if let Err(report) = load_files(files, &mut Parsed::default())
        && errors(&report.diagnostics) > errors(&home.problems)
    {
        let first = report
            .diagnostics
            .iter()
            .find(|one| one.severity == Severity::Error && !home.problems.iter().any(|old| old.message == one.message));
        let told = first.map(|one| format!(": {} ({})", one.message, report.sources.place(one.span))).unwrap_or_default();
        return Err(format!("with the name `{new}` the schema has errors{told}"));
    }
    Ok(places)
}
