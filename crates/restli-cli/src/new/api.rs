//! `restli new api`: a schema that generates, and around it a workspace where there is none.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};

use crate::Tool;
use crate::generate::jobs::check_toolkit;
use crate::messages::say;

/// Options of `new api`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The name of the API: small letters, digits and `_`.
    #[arg(value_parser = name)]
    name: String,
    /// Let the client depend on the crates of the toolkit in this folder, in place of a release. For a new workspace.
    #[arg(long, value_name = "FOLDER")]
    toolkit: Option<PathBuf>,
}

/// Parses the name of an API, which is part of the names of crates and modules.
fn name(text: &str) -> Result<String, String> {
    let fits = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_');
    if fits {
        Ok(text.to_owned())
    } else {
        Err("write a name of small letters, digits and `_` that begins with a letter: my_shop".to_owned())
    }
}

/// The files of a schema, by their paths in its folder.
const SCHEMA: &[(&str, &str)] = &[
    ("api.yaml", include_str!("template/api.yaml")),
    ("notes.yaml", include_str!("template/notes.yaml")),
    ("samples/notes/notes.notes.get_response.json", include_str!("template/get_response.json")),
];

/// The files around it.
const WORKSPACE: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("template/workspace.toml")),
    ("README.md", include_str!("template/README.md")),
    (".gitignore", "/target\n"),
    ("program/Cargo.toml", include_str!("template/program.toml")),
    ("program/src/main.rs", include_str!("template/program.rs")),
];

/// Writes the files into the workspace of the current folder, or into a new one.
pub(super) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let name = &options.name;
    let workspace = tool.workspace()?;
    if workspace.join("Cargo.toml").is_file() {
        ensure!(
            options.toolkit.is_none(),
            "{} says what the crates depend on: leave `--toolkit` out",
            workspace.join("Cargo.toml").display()
        );
        let folder = workspace.join("schema").join(name);
        write(&folder, name, SCHEMA)?;
        say(&format!("{} describes the API {name}; next:\n  {tool} generate --api {name}\n", folder.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = workspace.join(name);
    let toolkit = options.toolkit.as_deref().map(toolkit).transpose()?;
    write(&folder, name, WORKSPACE)?;
    write(&folder.join("schema").join(name), name, SCHEMA)?;
    if let Some(settings) = toolkit {
        let path = folder.join("Cargo.toml");
        let text = std::fs::read_to_string(&path)?;
        std::fs::write(&path, format!("{text}\n{settings}")).with_context(|| format!("cannot write {}", path.display()))?;
    }
    say(&format!("{} is a workspace for the API {name}; next:\n  cd {name}\n  {tool} generate\n", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The settings of a workspace that depends on the toolkit in a folder.
fn toolkit(folder: &Path) -> Result<String> {
    let folder = folder.canonicalize().with_context(|| format!("cannot read {}", folder.display()))?;
    check_toolkit(&folder)?;
    // A text of JSON is one of TOML.
    Ok(format!("[workspace.metadata.restli]\ntoolkit = {}\n", serde_json::Value::from(folder.to_string_lossy())))
}

/// Writes files into a folder that is not there yet.
fn write(folder: &Path, name: &str, files: &[(&str, &str)]) -> Result<()> {
    ensure!(!folder.exists(), "{} is there already: choose another name, or remove it", folder.display());
    let client = restli_codegen::client_crate(name);
    for (file, text) in files {
        let path = folder.join(file);
        let cannot = || format!("cannot write {}", path.display());
        std::fs::create_dir_all(path.parent().context("a file lies in a folder")?).with_context(cannot)?;
        let text = text.replace("NAME", name).replace("CLIENT", &client).replace("CRATE", &client.replace('-', "_"));
        std::fs::write(&path, text).with_context(cannot)?;
    }
    Ok(())
}
