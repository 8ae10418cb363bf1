//! `restli new product`: the first file of a product.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use restli_schema::language::is_segment;

use super::entries::{doc, loads};
use super::schema::{Schema, product};
use super::stub::text;
use crate::Tool;
use crate::changes::Change;
use crate::messages::say;
use crate::schemas::OneApi;

/// Options of `new product`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The name, which the module and the feature of the client have.
    name: String,
    /// Begin a folder of files, for a large product.
    #[arg(long)]
    folder: bool,
    /// The documentation.
    #[arg(long, value_name = "TEXT")]
    doc: Option<String>,
    #[command(flatten)]
    api: OneApi,
}

/// Writes the file.
pub(super) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let name = &options.name;
    let Some(schema) = Schema::read(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    ensure!(
        is_segment(name),
        "`{name}` is no name for a product: it starts with a letter, and has the letters a to z, digits, `_` and `-`"
    );
    let taken = schema.roots().find(|(_, root)| product(root) == Some(name));
    if let Some((_, root)) = taken {
        let span = root.get("product").map(|named| named.span).context("a product has a name")?;
        anyhow::bail!("there is a product `{name}` already, at {}: choose another name", schema.place(span));
    }
    let (folder, single) = (schema.folder.join(name), schema.folder.join(format!("{name}.yaml")));
    for path in [&folder, &single] {
        ensure!(!path.exists(), "{} is there already: choose another name", path.display());
    }
    let (path, up) = if options.folder { (format!("{name}/{name}.yaml"), "../..") } else { (format!("{name}.yaml"), "..") };
    let whole = schema.folder.canonicalize().with_context(|| format!("cannot read {}", schema.folder.display()))?;
    let api = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut lines = vec![format!("# yaml-language-server: $schema={up}/{api}.schema.json")];
    lines.extend(text(name).lines("product", 0));
    lines.extend(doc(options.doc.as_ref()).into_iter().flat_map(|(key, value)| value.lines(&key, 0)));
    let new = lines.join("\n") + "\n";
    if !loads(&schema, &path, &new, &format!("product `{name}`")) {
        return Ok(ExitCode::FAILURE);
    }
    Change::addition(schema.folder.join(Path::new(&path)), new).apply()?;
    say(&format!("{}:2: product `{name}`\n", schema.shown(&path)))?;
    let doc = if options.doc.is_none() { "write its `doc`, and " } else { "" };
    let api = options.api.written();
    say(&format!(
        "next: {doc}begin its first resource; then make its module and feature\n  {tool} new resource NAME --product {name}{api}\n  {tool} generate{api}\n"
    ))?;
    Ok(ExitCode::SUCCESS)
}
