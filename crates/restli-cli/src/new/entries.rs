//! Stubs as entries of the files of an API: where they go, what they take from around them, and the check before anything is written.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use restli_schema::document::Node;
use restli_schema::suggest;

use super::insert::insert;
use super::schema::{Schema, product, told};
use super::stub::{Entries, Stub, entry, text};
use crate::Tool;
use crate::changes::Change;
use crate::fmt::is_readable;
use crate::messages::{self, say};
use crate::same::tree;
use crate::schemas::OneApi;

/// The options about the file that a stub goes into.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The product. Not needed where there is only one.
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    /// The file: its path, in the folder of the schema or from the current one. Without it, the last file of the product that has such entries.
    #[arg(long, value_name = "FILE", conflicts_with = "product")]
    file: Option<String>,
}

impl Place {
    /// The file for an entry of a table, and its tree.
    pub(super) fn file<'s>(&self, schema: &'s Schema, table: &str) -> Result<(&'s str, &'s Node)> {
        if let Some(file) = &self.file {
            return schema.file(file);
        }
        let known = schema.products();
        let name = match (&self.product, known.as_slice()) {
            (Some(name), known) => known
                .iter()
                .find(|one| *one == name)
                .copied()
                .with_context(|| format!("no product `{name}`{}", told(name, known.iter().copied())))?,
            (None, [only]) => only,
            (None, []) => bail!("the schema has no product: begin one with `new product NAME`"),
            (None, several) => {
                bail!("there are {} products: say which one with `--product NAME`{}", several.len(), told("", several.iter().copied()))
            }
        };
        let files: Vec<(&str, &Node)> = schema.of_product(name).collect();
        let having = files.iter().rev().find(|(_, root)| root.get(table).is_some());
        having.or(files.last()).copied().context("a product has a file")
    }

    /// The product, if one is named.
    pub(super) fn named(&self) -> Option<&str> {
        self.product.as_deref()
    }
}

/// An entry to be written.
pub(super) struct Added {
    /// The kind of thing, as messages name it.
    pub(super) what: &'static str,
    /// The keys that lead to the mapping.
    pub(super) path: Vec<String>,
    pub(super) name: String,
    pub(super) value: Stub,
}

/// The entry with a documentation, if there is one.
pub(super) fn doc(doc: Option<&String>) -> Entries {
    doc.into_iter().map(|doc| entry("doc", text(doc))).collect()
}

/// The entry which says that nobody has verified a stub, where the file or the API says that others are.
pub(super) fn evidence(schema: &Schema, root: &Node) -> Entries {
    let of_api = || schema.of_api().find_map(|(_, root)| root.get("verified"));
    let said = root.get("verified").or_else(of_api).and_then(Node::text);
    if said.is_some_and(|said| said != "assumed") { vec![entry("verified", text("assumed"))] } else { Vec::new() }
}

/// Returns whether the `rules` of the API or of a product have a key.
fn rules_say(schema: &Schema, root: &Node, key: &str) -> bool {
    let of_product = product(root).into_iter().flat_map(|name| schema.of_product(name));
    schema.of_api().chain(of_product).any(|(_, root)| root.get("rules").is_some_and(|rules| rules.get(key).is_some()))
}

/// The base of a resource: the one that is named, or none where all resources have the same.
pub(super) fn base(schema: &Schema, root: &Node, named: Option<&String>) -> Result<Entries> {
    if let Some(name) = named {
        return Ok(vec![entry("base", text(name))]);
    }
    let bases: Vec<&str> =
        schema.of_api().filter_map(|(_, root)| root.get("bases")).flat_map(Node::entries).map(|(key, _)| key.text.as_str()).collect();
    if bases.len() > 1 && !rules_say(schema, root, "base") {
        bail!("neither the product nor the API has a rule about the base: add `--base` with {}", suggest::either(bases));
    }
    Ok(Vec::new())
}

/// The entry which says that nobody knows the permissions that a resource needs, where the API has some and no rule says which.
pub(super) fn permissions(schema: &Schema, root: &Node) -> Entries {
    let some = schema.of_api().any(|(_, root)| root.get("permissions").is_some());
    if some && !rules_say(schema, root, "permissions") { vec![entry("permissions", text("unknown"))] } else { Vec::new() }
}

/// Writes entries into a file, once the API with them is known to load.
pub(super) fn write(schema: &Schema, file: &str, added: &[Added]) -> Result<ExitCode> {
    let mut text = schema.text(file)?.to_owned();
    for one in added {
        let path: Vec<&str> = one.path.iter().map(String::as_str).collect();
        let Some(new) = insert(&text, &path, &one.name, &one.value) else {
            let stub = one.value.lines(&one.name, 0).join("\n");
            ensure!(
                !is_readable(one.what, &stub),
                "{} has no place for the {} that a program finds: write it below `{}`\n{stub}",
                schema.shown(file),
                one.what,
                path.join(": ")
            );
            messages::fail(&format!("nothing was written: the {} `{}` has the problems above", one.what, one.name));
            return Ok(ExitCode::FAILURE);
        };
        text = new;
    }
    if !loads(schema, file, &text, &names(added)) {
        return Ok(ExitCode::FAILURE);
    }
    let (old, new) = schema.on_disk(file, &text);
    Change::between(schema.folder.join(file), old, new).apply()?;
    for one in added {
        let line = line(&text, one).map(|line| format!(":{line}")).unwrap_or_default();
        say(&format!("{}{line}: {} `{}`\n", schema.shown(file), one.what, one.name))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what comes next: what is to be written, and the command after it.
pub(super) fn next(wanted: &str, doc: Option<&String>, api: &OneApi, tool: Tool) -> Result<()> {
    let doc = if doc.is_none() { ", and its `doc`" } else { "" };
    say(&format!("next: write {wanted}{doc}; then\n  {tool} generate{}\n", api.written()))
}

/// Returns whether the API loads with another text of a file; its problems are shown.
pub(super) fn loads(schema: &Schema, file: &str, text: &str, what: &str) -> bool {
    let Err(report) = schema.with(file, text) else { return true };
    messages::show(&report.diagnostics, &report.sources, |colour| report.render(colour));
    let told = format!("nothing was written: with the {what} the schema has the problems above");
    messages::fail(&told);
    false
}

fn names(added: &[Added]) -> String {
    let names: Vec<String> = added.iter().map(|one| format!("{} `{}`", one.what, one.name)).collect();
    names.join(" and the ")
}

/// The line of an entry.
fn line(text: &str, added: &Added) -> Option<usize> {
    let document = tree(text)?;
    let mut node = &document.root;
    for key in &added.path {
        node = node.get(key)?;
    }
    let start = node.key(&added.name)?.span.start as usize;
    Some(text.get(..start)?.matches('\n').count() + 1)
}
