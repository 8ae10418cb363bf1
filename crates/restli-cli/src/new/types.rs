//! `restli new type`: a type without content.

use std::process::ExitCode;

use anyhow::Result;
use restli_schema::document::Node;

use super::entries::{Added, Place, doc, evidence, next, write};
use super::schema::{Schema, product};
use super::stub::{Stub, entry, text};
use crate::Tool;
use crate::schemas::OneApi;

/// Options of `new type`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The name, as the wire has it: `Person`.
    name: String,
    /// The kind of type.
    #[arg(long, value_enum, default_value_t = Kind::Record)]
    kind: Kind,
    /// The documentation.
    #[arg(long, value_name = "TEXT")]
    doc: Option<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    api: OneApi,
}

/// The kinds of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// A record, with one field.
    Record,
    /// An enum, with one symbol.
    Enum,
    /// A union, with one member.
    Union,
    /// Another name for a type.
    Alias,
}

/// Writes the stub.
pub(super) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(schema) = Schema::read(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let (file, root) = options.place.file(&schema, "types")?;
    is_new(&schema, root, &options.name)?;
    let mut entries = doc(options.doc.as_ref());
    entries.extend(evidence(&schema, root));
    entries.push(match options.kind {
        Kind::Record => entry("fields", Stub::Block(vec![entry("id", text("string"))])),
        Kind::Enum => entry("enum", Stub::Block(vec![entry("FIRST", text("The first symbol."))])),
        Kind::Union => entry("union", Stub::Block(vec![entry("text", text("string"))])),
        Kind::Alias => entry("is", text("string")),
    });
    let added = Added { what: "type", path: vec!["types".to_owned()], name: options.name.clone(), value: Stub::Block(entries) };
    let code = write(&schema, file, &[added])?;
    if code == ExitCode::SUCCESS {
        next("what it holds", options.doc.as_ref(), &options.api, tool)?;
    }
    Ok(code)
}

/// Refuses the name of a type that the product or the API has.
pub(super) fn is_new(schema: &Schema, root: &Node, name: &str) -> Result<()> {
    for (_, known) in visible(schema, root) {
        schema.is_new("type", name, known.get("types").map(Node::entries).unwrap_or_default())?;
    }
    Ok(())
}

/// The files whose types are known by their names alone in a file: those of its product and of the API.
pub(super) fn visible<'s>(schema: &'s Schema, root: &'s Node) -> impl Iterator<Item = (&'s str, &'s Node)> {
    let of_product = product(root).into_iter().flat_map(|name| schema.of_product(name));
    schema.of_api().chain(of_product)
}
