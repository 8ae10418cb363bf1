//! `restli new finder`: a search of a resource.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use restli_schema::document::Node;

use super::entries::{Added, doc, evidence, next, write};
use super::schema::Schema;
use super::stub::{Stub, entry, text};
use crate::Tool;
use crate::schemas::OneApi;

/// Options of `new finder`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The name, as the wire has it: `author` of `q=author`.
    name: String,
    /// The resource that is searched: its name, or those of the resources above it and its own, as in `people/settings`; `/people` is at the top.
    #[arg(long)]
    resource: String,
    /// The documentation.
    #[arg(long, value_name = "TEXT")]
    doc: Option<String>,
    /// The product of the resource, where several have one of that name.
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    #[command(flatten)]
    api: OneApi,
}

/// Writes the stub.
pub(super) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(schema) = Schema::read(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let found = schema.resource(&options.resource, options.product.as_deref())?;
    let (file, root) = schema.file(&found.file)?;
    let resource = found.path.iter().try_fold(root, |node, key| node.get(key)).context("a resource has a value")?;
    schema.is_new("finder", &options.name, resource.get("finders").map(Node::entries).unwrap_or_default())?;
    let mut entries = doc(options.doc.as_ref());
    entries.push(entry("params", Stub::Line(vec![entry("keywords", text("string"))])));
    entries.push(entry("paging", text("start_count")));
    entries.extend(evidence(&schema, root));
    let path = found.path.into_iter().chain(["finders".to_owned()]).collect();
    let code = write(&schema, file, &[Added { what: "finder", path, name: options.name.clone(), value: Stub::Block(entries) }])?;
    if code == ExitCode::SUCCESS {
        next("its parameters and its paging", options.doc.as_ref(), &options.api, tool)?;
    }
    Ok(code)
}
