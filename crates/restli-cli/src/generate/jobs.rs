//! The schemas to generate from, where the crates of each go, and what these depend on.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use restli_codegen::Dependencies;

use crate::schemas::schema_folders;
use crate::settings::Settings;

/// The options about the crates that are written.
#[derive(Debug, clap::Args)]
pub(crate) struct Crates {
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    pub(crate) api: Option<String>,
    /// Write the crates below this folder instead of `crates/`.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Let the crates depend on this release of the toolkit. Without it, they depend on the release of this command or, in a checkout of the
    /// toolkit, on the checkout.
    #[arg(long, value_name = "VERSION", conflicts_with = "toolkit", value_parser = version)]
    toolkit_version: Option<String>,
    /// Let the crates depend on the crates of the toolkit in this folder.
    #[arg(long, value_name = "FOLDER")]
    toolkit: Option<PathBuf>,
}

/// Parses a version as manifests write it.
fn version(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|one| one.is_ascii_alphanumeric() || ".-+=^~<>*, ".contains(one));
    if fits { Ok(text.to_owned()) } else { Err("write a version as in a manifest: 0.1, or =0.1.2".to_owned()) }
}

/// A schema folder, and what is made of it.
pub(crate) struct Job {
    pub(crate) schema: PathBuf,
    /// The folder that holds the crates.
    pub(crate) folder: PathBuf,
    /// The folder that shown paths are relative to.
    pub(crate) root: PathBuf,
    pub(crate) dependencies: Dependencies,
    /// The schema lies below `schema/` and has its usual place for crates, so that pages and crates of the workspace are kept, too.
    pub(crate) own: bool,
}

/// The schemas to generate from: the folders below `schema/` and those that the workspace lists, or the one in the options.
pub(crate) fn jobs(workspace: &Path, settings: &Settings, options: &Crates) -> Result<Vec<Job>> {
    let only_listed = options.api.is_none() && !settings.generate.is_empty() && !workspace.join("schema").exists();
    let folders = if only_listed { Vec::new() } else { schema_folders(workspace, options.api.as_deref())? };
    let elsewhere = |schema: PathBuf, out: PathBuf| -> Result<Job> {
        let dependencies = dependencies(workspace, settings, options, &out, false)?;
        Ok(Job { schema, folder: out.clone(), root: out, dependencies, own: false })
    };
    if let Some(out) = &options.out {
        return folders.into_iter().map(|schema| elsewhere(schema, out.clone())).collect();
    }
    let mut jobs = Vec::new();
    for schema in folders {
        jobs.push(match listed(workspace, settings, &schema)? {
            Some(out) => elsewhere(schema, out)?,
            None => own(workspace, settings, options, schema)?,
        });
    }
    if options.api.is_none() {
        for listed in &settings.generate {
            jobs.push(elsewhere(workspace.join(&listed.schema), workspace.join(&listed.out))?);
        }
    }
    Ok(jobs)
}

/// The folder for the crates of a schema that the workspace lists.
fn listed(workspace: &Path, settings: &Settings, schema: &Path) -> Result<Option<PathBuf>> {
    let schema = schema.canonicalize()?;
    for listed in &settings.generate {
        let path = workspace.join(&listed.schema);
        if path.canonicalize().with_context(|| format!("cannot read {}", path.display()))? == schema {
            return Ok(Some(workspace.join(&listed.out)));
        }
    }
    Ok(None)
}

/// The folder in which `generate` writes the crates of a schema folder, if that lies in a workspace whose schemas it generates from.
pub(crate) fn crates_folder(schema: &Path) -> Option<PathBuf> {
    let is_workspace = |folder: &&Path| std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace"));
    let workspace = schema.ancestors().skip(1).find(is_workspace)?;
    let settings = Settings::read(workspace).ok()?;
    let listed = listed(workspace, &settings, schema).ok()?;
    let usual =
        || schema.starts_with(workspace.join("schema")).then(|| workspace.join(settings.crates.as_deref().unwrap_or(Path::new("crates"))));
    listed.or_else(usual)
}

fn own(workspace: &Path, settings: &Settings, options: &Crates, schema: PathBuf) -> Result<Job> {
    let below =
        workspace.join("schema").canonicalize().is_ok_and(|root| schema.canonicalize().is_ok_and(|schema| schema.starts_with(root)));
    if !below {
        bail!("{} is neither below `schema` nor listed: say where its crates go with --out DIR", schema.display());
    }
    let folder = workspace.join(settings.crates.as_deref().unwrap_or(Path::new("crates")));
    let dependencies = dependencies(workspace, settings, options, &folder, true)?;
    Ok(Job { schema, folder, root: workspace.to_owned(), dependencies, own: true })
}

/// Returns whether a workspace is a checkout of the toolkit.
pub(crate) fn holds_toolkit(workspace: &Path) -> bool {
    workspace.join("crates/restli-client/Cargo.toml").is_file()
}

/// The toolkit that crates depend on: that of the options, the checkout, that of the settings, the release of this command.
fn dependencies(workspace: &Path, settings: &Settings, options: &Crates, folder: &Path, own: bool) -> Result<Dependencies> {
    let both = "`workspace.metadata.restli` names both a `toolkit` and a `toolkit_version`: remove one";
    ensure!(settings.toolkit.is_none() || settings.toolkit_version.is_none(), both);
    Ok(match (&options.toolkit_version, &options.toolkit) {
        (Some(version), _) => Dependencies::Version(version.clone()),
        (None, Some(toolkit)) => Dependencies::Path(seen_from_crates(toolkit, folder)?),
        (None, None) if holds_toolkit(workspace) && own => Dependencies::Workspace,
        (None, None) if holds_toolkit(workspace) => Dependencies::Path(seen_from_crates(&workspace.join("crates"), folder)?),
        (None, None) => match (&settings.toolkit, &settings.toolkit_version) {
            (Some(toolkit), _) => Dependencies::Path(seen_from_crates(&workspace.join(toolkit), folder)?),
            (None, Some(version)) => Dependencies::Version(version.clone()),
            (None, None) => Dependencies::Version(env!("CARGO_PKG_VERSION").to_owned()),
        },
    })
}

/// Checks that a folder holds the crates of the toolkit.
pub(crate) fn check_toolkit(folder: &Path) -> Result<()> {
    ensure!(
        folder.join("restli-client/Cargo.toml").is_file(),
        "{} does not hold the crates of the toolkit: there is no restli-client/Cargo.toml",
        folder.display()
    );
    Ok(())
}

/// The folder of the toolkit's crates as seen from each crate of a folder.
fn seen_from_crates(toolkit: &Path, folder: &Path) -> Result<String> {
    check_toolkit(toolkit)?;
    let path = relative(&real(toolkit)?, &real(folder)?);
    let path = path.to_str().context("the path of the toolkit is not UTF-8")?.replace('\\', "/");
    Ok(format!("../{path}"))
}

/// The path without links, of a folder that need not be there yet.
fn real(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let found = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    let (folder, real) = found.with_context(|| format!("{} is below no folder", path.display()))?;
    Ok(real.join(path.strip_prefix(folder)?))
}

/// A folder as seen from another. Both are absolute.
fn relative(folder: &Path, from: &Path) -> PathBuf {
    let shared = folder.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(folder.components().skip(shared)).collect()
}
