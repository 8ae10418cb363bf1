//! Tests of samples: a module per product, which builds the request of each sample through a typed client.
//!
//! The root `Cargo.toml` names their folder, and the crate with the client: `[workspace.metadata.restli]
//! proofs = [{ api = "NAME", client = "CRATE", folder = "FOLDER" }]`.

use std::path::Path;

use anyhow::Result;
use restli_codegen::Plan;

use crate::changes::{Change, strays};
use crate::settings::Settings;

/// The modules that differ from the disk, if the API has a folder for them.
pub(crate) fn modules(workspace: &Path, settings: &Settings, plan: &Plan<'_>) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for entry in settings.proofs.iter().filter(|entry| entry.api == plan.name()) {
        let folder = workspace.join(&entry.folder);
        let files = restli_codegen::proofs(plan, &entry.client)?;
        for (path, source) in &files {
            changes.extend(Change::of(folder.join(path), source.clone())?);
        }
        let wanted = |path: &Path| path.strip_prefix(&folder).ok().and_then(Path::to_str).is_some_and(|path| files.contains_key(path));
        changes.extend(strays(&folder, wanted)?);
    }
    Ok(changes)
}
