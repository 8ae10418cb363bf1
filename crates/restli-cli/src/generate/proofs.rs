//! Tests of samples: a module per product, which builds the request of each sample through a typed client.
//!
//! The root `Cargo.toml` names their folder, and the crate with the client: `[workspace.metadata.restli]
//! proofs = [{ api = "NAME", client = "CRATE", folder = "FOLDER" }]`.

use std::path::Path;

use anyhow::Result;
use restli_codegen::Plan;
use serde_json::Value;

use super::changes::{Change, strays};
use super::entries;

/// The modules that differ from the disk, if the API has a folder for them.
pub(crate) fn modules(workspace: &Path, metadata: &Value, plan: &Plan<'_>) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for entry in entries::of(metadata, entries::PROOFS, plan.name())? {
        let text = |key: &str| entries::text(&entry, entries::PROOFS, key);
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
