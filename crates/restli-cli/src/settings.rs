//! Settings for the commands in the root manifest of a workspace: the table `[workspace.metadata.restli]`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// The table. Paths are relative to the workspace.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// The folder for the crates of schemas below `schema/`, in place of `crates`.
    pub(crate) crates: Option<PathBuf>,
    /// The release of the toolkit that these crates depend on.
    pub(crate) toolkit_version: Option<String>,
    /// The folder with the crates of the toolkit that they depend on instead.
    pub(crate) toolkit: Option<PathBuf>,
    /// Schemas outside `schema/`.
    pub(crate) generate: Vec<Listed>,
    /// The crates that re-export a client, of which an API has one.
    pub(crate) front_doors: Vec<FrontDoor>,
    /// The tests of samples.
    pub(crate) proofs: Vec<Proof>,
}

/// A schema, and the folder for its crates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    pub(crate) schema: PathBuf,
    pub(crate) out: PathBuf,
}

/// An API, and the manifest of the crate that re-exports its client.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontDoor {
    pub(crate) api: String,
    pub(crate) manifest: PathBuf,
}

/// An API, the crate with its client, and the folder for tests of its samples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    pub(crate) api: String,
    pub(crate) client: String,
    pub(crate) folder: PathBuf,
}

/// A manifest, as far as the commands read it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Manifest {
    workspace: Workspace,
    package: Package,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Workspace {
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    restli: Settings,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Package {
    name: String,
}

impl Settings {
    /// The settings of a workspace; the usual ones where there is no manifest.
    ///
    /// The manifest is read without cargo, which refuses a workspace whose generated crates are not there yet.
    pub(crate) fn read(workspace: &Path) -> Result<Self> {
        let path = workspace.join("Cargo.toml");
        Ok(if path.exists() { manifest(&path)?.workspace.metadata.restli } else { Self::default() })
    }
}

/// The name of the package of a manifest.
pub(crate) fn package(path: &Path) -> Result<String> {
    Ok(manifest(path)?.package.name)
}

fn manifest(path: &Path) -> Result<Manifest> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
}
