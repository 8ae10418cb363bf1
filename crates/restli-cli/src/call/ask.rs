//! The question before a call that writes.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Result, bail, ensure};
use restli_client::{Json, bytes, http};
use restli_schema::api::{Api, ResourceMethod as M};
use restli_schema::operations::Operation;

/// Returns whether a call changes something, as far as the schema tells.
pub(super) fn writes(operation: Operation<'_>) -> bool {
    !operation.method.kind.reads_entities() || operation.method.kind == M::Action
}

/// Asks whether to send a call that writes. Without a terminal nobody can answer.
pub(super) fn ask(request: &http::Request<bytes::Bytes>, api: &Api, id: &str) -> Result<()> {
    let shown = format!("{} {}", request.method(), request.uri());
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        bail!("`{id}` writes, and there is no terminal to ask at: add `--yes` to send it\n  {shown}");
    }
    let mut out = std::io::stderr().lock();
    writeln!(out, "`{id}` of the API `{}` writes:\n  {shown}", api.name.wire)?;
    if let Ok(body) = serde_json::from_slice::<Json>(request.body()) {
        writeln!(out, "{}", serde_json::to_string_pretty(&body)?)?;
    }
    write!(out, "send it? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    ensure!(matches!(answer.trim(), "y" | "Y" | "yes"), "nothing was sent");
    Ok(())
}
