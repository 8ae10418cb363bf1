//! Schema folders: below `schema/` of the workspace, or anywhere.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use restli_schema::api::Api;
use restli_schema::{LoadError, holds_api};

/// Folders that hold an API.
pub(crate) fn schema_folders(workspace: &Path, api: Option<&str>) -> Result<Vec<PathBuf>> {
    let root = workspace.join("schema");
    if let Some(name) = api {
        let known = root.join(name);
        let folder = if holds_api(&known) { known } else { PathBuf::from(name) };
        if !holds_api(&folder) {
            // A path of several parts is no name of a folder below `schema/`.
            if Path::new(name).components().count() > 1 {
                bail!("no schema `{name}`: {name} holds neither `api.yaml` nor a folder `api`");
            }
            bail!("no schema `{name}`: neither schema/{name} nor {name} holds `api.yaml` or a folder `api`");
        }
        return Ok(vec![folder]);
    }
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(&root).with_context(|| format!("cannot read {}", root.display()))? {
        let folder = entry?.path();
        if holds_api(&folder) {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The one schema folder that a command works on.
pub(crate) fn schema_folder(workspace: &Path, api: Option<&str>) -> Result<PathBuf> {
    match <[PathBuf; 1]>::try_from(schema_folders(workspace, api)?) {
        Ok([folder]) => Ok(folder),
        Err(folders) => bail!("there are {} schemas below schema/: say which one with `--api NAME`", folders.len()),
    }
}

/// Loads a schema folder; problems are printed, as rustc would.
pub(crate) fn load(folder: &Path) -> Result<Option<Api>> {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    match restli_schema::load_dir(folder) {
        Ok(loaded) => {
            let warnings = loaded.render_warnings(colour);
            if !warnings.is_empty() {
                eprint!("{warnings}");
            }
            Ok(Some(loaded.api))
        }
        Err(LoadError::Invalid(report)) => {
            eprint!("{}", report.render(colour));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
