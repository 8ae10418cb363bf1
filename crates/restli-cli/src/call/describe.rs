//! Operations in words.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use restli_schema::api::{Api, Key, Param, ProjectionStyle, ResourceMethod as M, SampleContent, SampleOf};
use restli_schema::operations::{Operation, all};
use restli_schema::requests::template;

use super::{inputs, line};
use crate::Tool;

/// The first sentence of a documentation.
fn first(doc: &str) -> &str {
    let line = doc.lines().next().unwrap_or_default();
    line.find(". ").and_then(|end| line.get(..=end)).unwrap_or(line)
}

/// The operations whose id, address or documentation has a word; an empty word means all.
pub(super) fn list(api: &Api, word: &str) -> Result<String> {
    let word = word.to_lowercase();
    let rows: Vec<(String, String)> = all(api)
        .map(|(id, operation)| {
            (id, format!("{} {}", operation.method.kind.http_verb(), template(api, operation.resource, operation.method)), operation)
        })
        .filter(|(id, address, operation)| [id, address, &operation.method.doc].iter().any(|text| text.to_lowercase().contains(&word)))
        .map(|(id, address, _)| (id, address))
        .collect();
    ensure!(!rows.is_empty(), "no operation of `{}` has the word `{}`", api.name.wire, word.escape_debug());
    let width = rows.iter().map(|(id, _)| id.len()).max().unwrap_or_default();
    let mut out = String::new();
    for (id, address) in rows {
        let _ = writeln!(out, "{id:width$}  {address}");
    }
    Ok(out)
}

/// The inputs of an operation, what it needs, and a command line for it.
pub(super) fn operation(id: &str, operation: Operation<'_>, tool: Tool) -> String {
    let Operation { api, resource, method, .. } = operation;
    let mut out = format!("{id}\n{} {}\n", method.kind.http_verb(), template(api, resource, method));
    if !method.doc.trim().is_empty() {
        let _ = write!(out, "\n{}\n", method.doc.trim());
    }
    let row = |out: &mut String, option: &str, param: &Param, needed: bool| {
        let optional = if needed { "" } else { "?" };
        let _ = writeln!(out, "  {option} {}{optional}: {}{}", param.name.wire, api.notation(&param.ty), remark(&param.doc));
    };
    let mut given = String::new();
    for key in inputs::path_keys(operation) {
        match key {
            Key::Simple(param) => row(&mut given, "--key", param, true),
            Key::Compound { parts, .. } => parts.iter().for_each(|part| row(&mut given, "--key", part, true)),
            Key::Complex { name, record, .. } => {
                let _ = writeln!(given, "  --key {}: {}", name.wire, api[*record].name.wire);
            }
        }
    }
    inputs::path_parts(operation).for_each(|part| row(&mut given, "--key", part, true));
    if matches!(method.kind, M::BatchGet | M::BatchDelete) {
        given += "  --id VALUE, once for each key\n";
    }
    for param in method.required_params().chain(method.optional_params()) {
        row(&mut given, "--param", param, param.is_required());
    }
    if let Some(entity) = resource.entity.filter(|_| method.sends_entity()) {
        let _ = writeln!(given, "  --body {}", api[entity].name.wire);
    }
    if method.paging.is_some() {
        given += "  --count NUMBER, --all\n";
    }
    if method.returns_entities() && method.projection != ProjectionStyle::None {
        given += "  --fields PROJECTION\n";
    }
    if !given.is_empty() {
        let _ = write!(out, "\ntakes\n{given}");
    }
    if method.requirement.is_checked() {
        let _ = write!(out, "\nneeds {}\n", method.requirement.words(&|id| api[*id].name.wire.clone()));
    }
    if let Some(example) = example(operation, id) {
        let _ = write!(out, "\nexample\n  {tool} call {example}\n");
    }
    out
}

/// The arguments that send the sample of an operation.
fn example(operation: Operation<'_>, id: &str) -> Option<String> {
    let own = SampleOf::Operation(operation.id, operation.index);
    let request = operation.api.samples().iter().filter(|sample| sample.of == own).find_map(|sample| match &sample.content {
        SampleContent::Request(request) => Some(request),
        _ => None,
    })?;
    Some(line::shell(&line::of(operation, id, request)))
}

/// A documentation behind a name.
fn remark(doc: &str) -> String {
    if doc.trim().is_empty() { String::new() } else { format!("  {}", first(doc.trim())) }
}
