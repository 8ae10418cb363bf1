//! `restli scopes`: the permissions that a program needs, and the products to request.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use restli_codegen::scopes::{self, Source};
use restli_schema::diagnostic::Severity;
use serde_json::Value;

use crate::Tool;
use crate::messages;
use crate::schemas::{OneApi, load};

/// Options of `scopes`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Operations by their ids or the ends of these, separated by commas: `content.posts.create,me.get`.
    #[arg(long, value_delimiter = ',', required_unless_present = "path")]
    ops: Vec<String>,
    /// A crate, or a folder of sources, whose calls and projections are read. Functions of the libraries of this workspace that depend on
    /// the client are known; name what other libraries call with `--ops`.
    #[arg(long = "crate")]
    path: Option<PathBuf>,
    #[command(flatten)]
    api: OneApi,
}

/// Prints the smallest set of permissions.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let Some(api) = load(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let plan = restli_codegen::plan(&api);
    let mut used = scopes::of_operations(&plan, &options.ops).map_err(anyhow::Error::msg)?;
    if let Some(path) = &options.path {
        let mut sources = Vec::new();
        collect(path, &mut sources)?;
        if sources.is_empty() {
            bail!("no `.rs` file below {}", path.display());
        }
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        let libraries = libraries(&workspace, &api.name.wire, path)?;
        used = used.and(scopes::of_sources(&plan, &sources, &libraries));
    }
    messages::say(&scopes::report(&plan, &used))?;
    for handle in &used.unfollowed {
        let text = format!("not followed: {}: {}", handle.path, handle.what);
        messages::tell(Severity::Warning, &text, &text);
    }
    Ok(ExitCode::SUCCESS)
}

/// The sources of the libraries of the workspace that depend on the client of an API, unless the program is one of them.
fn libraries(workspace: &Path, api: &str, program: &Path) -> Result<Vec<Source>> {
    let program = program.canonicalize().with_context(|| format!("cannot read {}", program.display()))?;
    let client = restli_codegen::client_crate(api);
    let metadata = crate::cargo::metadata(workspace)?;
    let list = |node: &Value, key: &str| node.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |node: &Value, key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut sources = Vec::new();
    for package in list(&metadata, "packages") {
        let uses = |dependency: &Value| text(dependency, "name") == client && dependency.get("kind").is_none_or(Value::is_null);
        if !list(&package, "dependencies").iter().any(uses) {
            continue;
        }
        for target in list(&package, "targets") {
            let root = PathBuf::from(text(&target, "src_path"));
            let is_library = list(&target, "kind").iter().any(|kind| kind == "lib");
            if let Some(folder) = root.parent().filter(|folder| is_library && !program.starts_with(folder) && !folder.starts_with(&program))
            {
                collect(folder, &mut sources)?;
            }
        }
    }
    Ok(sources)
}

/// Collects a file, or every Rust file below a folder except cargo's build results.
fn collect(path: &Path, sources: &mut Vec<Source>) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            let below = entry?.path();
            let built = below.file_name().is_some_and(|name| name == "target" || name.to_string_lossy().starts_with('.'));
            if !built && (below.is_dir() || below.extension().is_some_and(|ending| ending == "rs")) {
                collect(&below, sources)?;
            }
        }
        return Ok(());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    sources.push(Source { path: path.display().to_string(), text });
    Ok(())
}
