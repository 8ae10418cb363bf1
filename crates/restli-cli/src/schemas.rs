//! Schema folders: below `schema/` of the workspace, or anywhere.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use restli_schema::api::Api;
use restli_schema::suggest::either;
use restli_schema::{LoadError, Loaded, holds_api};

use crate::{Tool, messages};

/// The option of commands that work on one API.
#[derive(Debug, clap::Args)]
pub(crate) struct OneApi {
    /// The API: a folder below `schema/`, or the path of any other schema folder. Not needed where there is only one.
    #[arg(long)]
    api: Option<String>,
}

impl OneApi {
    /// The folder of its schema.
    pub(crate) fn folder(&self, tool: Tool) -> Result<PathBuf> {
        schema_folder(tool, self.api.as_deref())
    }

    /// The option as a further command repeats it in a shell, after a blank; empty if it is not given.
    pub(crate) fn written(&self) -> String {
        self.api.as_ref().map(|api| format!(" --api {}", restli_core::shell_word(api))).unwrap_or_default()
    }
}

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
    let begin = "name a schema with `--api FOLDER`, or begin one with `new api NAME`";
    ensure!(root.is_dir(), "there is no folder {}: {begin}", root.display());
    for entry in std::fs::read_dir(&root).with_context(|| format!("cannot read {}", root.display()))? {
        let folder = entry?.path();
        if holds_api(&folder) {
            folders.push(folder);
        }
    }
    ensure!(!folders.is_empty(), "no folder below {} holds `api.yaml` or a folder `api`: {begin}", root.display());
    folders.sort();
    Ok(folders)
}

/// The file `NAME.KIND.yaml` beside the folder `NAME` of a schema, if there is one.
pub(crate) fn file_beside(folder: &Path, kind: &str) -> Option<PathBuf> {
    // A folder that is written as `.` has its name elsewhere.
    let folder = if folder.file_name().is_some() { folder.to_owned() } else { folder.canonicalize().ok()? };
    let name = format!("{}.{kind}.yaml", folder.file_name()?.to_string_lossy());
    Some(folder.with_file_name(name)).filter(|path| path.is_file())
}

/// The schema folders that a command works on, and the folder that their paths are seen from. A path that holds an API needs no workspace.
pub(crate) fn folders(tool: Tool, api: Option<&str>) -> Result<(Vec<PathBuf>, PathBuf)> {
    if let Some(folder) = api.map(PathBuf::from).filter(|folder| holds_api(folder)) {
        return Ok((vec![folder], std::env::current_dir().context("cannot read the current folder")?));
    }
    let workspace = tool.workspace()?;
    Ok((schema_folders(&workspace, api)?, workspace))
}

/// The one schema folder that a command works on.
pub(crate) fn schema_folder(tool: Tool, api: Option<&str>) -> Result<PathBuf> {
    match <[PathBuf; 1]>::try_from(folders(tool, api)?.0) {
        Ok([folder]) => Ok(folder),
        Err(folders) => {
            let names: Vec<String> = folders.iter().filter_map(|folder| Some(folder.file_name()?.to_string_lossy().into_owned())).collect();
            bail!("there are several schemas below schema/: say which one with `--api NAME`, {}", either(names.iter().map(String::as_str)))
        }
    }
}

/// Loads a schema folder; problems are printed, as rustc would.
pub(crate) fn load(folder: &Path) -> Result<Option<Api>> {
    Ok(loaded(folder)?.map(|loaded| loaded.api))
}

/// Loads a schema folder with its sources; problems are printed, as rustc would.
pub(crate) fn loaded(folder: &Path) -> Result<Option<Loaded>> {
    match restli_schema::load_dir(folder) {
        Ok(loaded) => {
            messages::show(&loaded.warnings, &loaded.sources, |colour| loaded.render_warnings(colour));
            Ok(Some(loaded))
        }
        Err(LoadError::Invalid(report)) => {
            messages::show(&report.diagnostics, &report.sources, |colour| report.render(colour));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
