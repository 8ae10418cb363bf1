//! `restli new resource`: a resource with its first method, and the record of its entities where there is none.

use std::process::ExitCode;

use anyhow::{Result, ensure};
use restli_schema::api::Key;
use restli_schema::document::Node;
use restli_schema::rust_names::case;

use super::entries::{Added, Place, base, doc, evidence, next, permissions, write};
use super::schema::{Schema, product};
use super::stub::{Entries, Stub, entry, text};
use super::types::visible;
use crate::Tool;
use crate::messages;
use crate::schemas::OneApi;

/// Options of `new resource`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The name, as the path has it: `people` of `/people`.
    name: String,
    /// The kind of resource.
    #[arg(long, value_enum, default_value_t = Kind::Collection)]
    kind: Kind,
    /// The record of its entities; a stub of it is written where there is none. Without the option, the name of the resource without its `s`.
    #[arg(long, value_name = "TYPE")]
    entity: Option<String>,
    /// The resource below whose entities it stands: its name, or those of the resources above it and its own, as in `people/settings`.
    #[arg(long, value_name = "RESOURCE", conflicts_with = "file")]
    below: Option<String>,
    /// The base that its path is relative to. Needed where neither the product nor the API says so.
    #[arg(long, value_name = "NAME")]
    base: Option<String>,
    /// The documentation.
    #[arg(long, value_name = "TEXT")]
    doc: Option<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    api: OneApi,
}

/// The kinds of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Entities under keys that the server gives.
    Collection,
    /// Entities under keys of several parts, which the caller chooses.
    Association,
    /// One entity.
    Simple,
    /// A set of actions.
    Actions,
}

/// Writes the stubs.
pub(super) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(schema) = Schema::read(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let above = options.below.as_ref().map(|wanted| schema.resource(wanted, options.place.named())).transpose()?;
    let (file, root) = match &above {
        Some(above) => schema.file(&above.file)?,
        None => options.place.file(&schema, "resources")?,
    };
    ensure!(product(root).is_some(), "{} is no file of a product, and resources belong to one", schema.shown(file));
    let path = match &above {
        Some(above) => above.path.iter().cloned().chain(["sub".to_owned()]).collect(),
        None => vec!["resources".to_owned()],
    };
    for (_, other) in schema.of_product(product(root).unwrap_or_default()) {
        let known = path.iter().try_fold(other, |node, key| node.get(key));
        schema.is_new("resource", &options.name, known.map(Node::entries).unwrap_or_default())?;
    }
    let entity = options.entity.clone().unwrap_or_else(|| entity(&options.name));
    let mut entries = doc(options.doc.as_ref());
    entries.extend(kind(options, &entity));
    if above.is_none() || options.base.is_some() {
        entries.extend(base(&schema, root, options.base.as_ref())?);
    }
    // A resource below another one takes over its permissions.
    if above.is_none() {
        entries.extend(permissions(&schema, root));
    }
    entries.extend(evidence(&schema, root));
    entries.push(first_call(options.kind));
    let mut added = vec![Added { what: "resource", path, name: options.name.clone(), value: Stub::Block(entries) }];
    let is_known = || entity.contains('.') || visible(&schema, root).any(|(_, file)| declares(file, &entity));
    if options.kind != Kind::Actions && !is_known() {
        let mut entries = evidence(&schema, root);
        entries.push(entry("fields", Stub::Block(vec![entry("id", text("long"))])));
        added.insert(0, Added { what: "type", path: vec!["types".to_owned()], name: entity.clone(), value: Stub::Block(entries) });
    }
    let code = write(&schema, file, &added)?;
    if code == ExitCode::SUCCESS {
        next("its methods and the fields of its entities", options.doc.as_ref(), &options.api, tool)?;
    } else if options.entity.is_none() && added.len() > 1 && schema.roots().any(|(_, file)| declares(file, &entity)) {
        messages::fail(&format!("another product has a type `{entity}`: name the record of the resource with `--entity`"));
    }
    Ok(code)
}

/// Returns whether a file declares a type.
fn declares(file: &Node, name: &str) -> bool {
    file.get("types").is_some_and(|types| types.key(name).is_some())
}

/// The entity, key and lists of fields of a resource.
fn kind(options: &Options, entity: &str) -> Entries {
    let name = &options.name;
    let key = |parts: &[&str]| entry("key", Stub::Line(parts.iter().map(|part| entry(part, text("long"))).collect()));
    match options.kind {
        Kind::Collection => vec![entry("collection", text(entity)), key(&[&Key::default_name(name, |_| false)])],
        Kind::Association => vec![entry("association", text(entity)), key(&["firstId", "secondId"])],
        Kind::Simple => vec![entry("simple", text(entity))],
        Kind::Actions => Vec::new(),
    }
}

/// The first call of a resource.
fn first_call(kind: Kind) -> (String, Stub) {
    match kind {
        Kind::Actions => entry("actions", Stub::Block(vec![entry("run", Stub::Absent)])),
        _ => entry("methods", Stub::Block(vec![entry("get", Stub::Absent)])),
    }
}

/// The name of the record of a resource, by the usual endings: `Status` of `statuses`, `Company` of `companies`. `Person` is for people to say.
fn entity(resource: &str) -> String {
    let name = case::raised(resource);
    let stem = |ending: &str| name.strip_suffix(ending).filter(|stem| !stem.is_empty());
    let is_whole = |stem: &str| {
        let after_consonant =
            stem.strip_suffix("us").is_some_and(|before| !before.is_empty() && !before.ends_with(['a', 'e', 'i', 'o', 'u']));
        after_consonant || ["ss", "x", "ch", "sh"].iter().any(|ending| stem.ends_with(ending))
    };
    if let Some(stem) = stem("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    match stem("es").filter(|stem| is_whole(stem)).or_else(|| stem("s").filter(|stem| !stem.ends_with(['s', 'u', 'i']))) {
        Some(one) => one.to_owned(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn entity_of_a_plural_is_its_singular() {
        for (resource, name) in [
            ("orders", "Order"),
            ("adAccounts", "AdAccount"),
            ("statuses", "Status"),
            ("status", "Status"),
            ("houses", "House"),
            ("cases", "Case"),
            ("boxes", "Box"),
            ("batches", "Batch"),
            ("addresses", "Address"),
            ("companies", "Company"),
            ("ies", "Ie"),
            ("access", "Access"),
            ("s", "S"),
            ("people", "People"),
        ] {
            assert_eq!(entity(resource), name, "{resource}");
        }
    }
}
