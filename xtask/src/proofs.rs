//! Tests of samples: a module per product, which builds the request of each sample through a typed client.
//!
//! The root `Cargo.toml` names their folder, and the crate with the client: `[workspace.metadata.restli]
//! proofs = [{ api = "NAME", client = "CRATE", folder = "FOLDER" }]`.

use std::path::Path;

use anyhow::{Context as _, Result};
use restli_codegen::Plan;

use crate::changes::{Change, strays};

/// The modules that differ from the disk, if the API has a folder for them.
pub(crate) fn modules(workspace: &Path, plan: &Plan<'_>) -> Result<Vec<Change>> {
    let metadata = crate::cargo::metadata(workspace)?;
    let Some(list) = metadata.pointer("/metadata/restli/proofs") else { return Ok(Vec::new()) };
    let list = list.as_array().context("`workspace.metadata.restli.proofs` is a list")?;
    let mut changes = Vec::new();
    for entry in list {
        let text = |key: &str| {
            let text = entry.get(key).and_then(serde_json::Value::as_str);
            text.with_context(|| format!("an entry of `workspace.metadata.restli.proofs` has no `{key}`"))
        };
        if text("api")? != plan.name() {
            continue;
        }
        let folder = workspace.join(text("folder")?);
        let files = restli_codegen::proofs(plan, text("client")?)?;
        for (path, source) in &files {
            changes.extend(Change::of(folder.join(path), source.clone())?);
        }
        let wanted = |path: &Path| path.strip_prefix(&folder).ok().and_then(Path::to_str).is_some_and(|path| files.contains_key(path));
        changes.extend(strays(&folder, wanted)?);
    }
    Ok(changes)
}
