//! `restli generate`: from schema folders to crates on disk.

use std::fs::File;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use restli_codegen::{Dependencies, FileSet};
use restli_schema::api::Api;
use serde_json::Value;

use self::changes::{Change, strays};
use crate::Tool;
use crate::schemas::{load, schema_folders};

mod changes;
mod entries;
pub(crate) mod front_door;
mod proofs;

/// The lines of a page around a table of what the schema covers.
const COVERAGE: [&str; 2] = ["<!-- coverage: begin -->", "<!-- coverage: end -->"];

/// Options of `generate`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; print what is out of date and fail if anything is.
    #[arg(long)]
    check: bool,
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    api: Option<String>,
    /// Write the crates below this folder instead of `crates/`.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Let the crates below `--out` depend on this release of the toolkit instead of this checkout.
    #[arg(long, value_name = "VERSION", requires = "out", conflicts_with = "toolkit", value_parser = version)]
    toolkit_version: Option<String>,
    /// Let the crates below `--out` depend on the crates of the toolkit in this folder instead of this checkout.
    #[arg(long, value_name = "FOLDER", requires = "out")]
    toolkit: Option<PathBuf>,
}

/// Parses a version as manifests write it.
fn version(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|one| one.is_ascii_alphanumeric() || ".-+=^~<>*, ".contains(one));
    if fits { Ok(text.to_owned()) } else { Err("write a version as in a manifest: 0.1, or =0.1.2".to_owned()) }
}

/// Generates, or checks.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let metadata = crate::cargo::metadata(&workspace)?;
    let _alone = alone(&crate::cargo::target_of(&metadata)?)?;
    let mut outdated = false;
    let mut loaded = Vec::new();
    for job in jobs(&workspace, &metadata, options)? {
        let Some(api) = load(&job.schema)? else { return Ok(ExitCode::FAILURE) };
        loaded.push((target(&workspace, &job, options)?, job, api));
    }
    if loaded.iter().any(|(target, ..)| target.in_workspace) {
        check_entries(&workspace, &metadata, &loaded)?;
    }
    for (target, job, api) in loaded {
        let plan = restli_codegen::plan(&api);
        let package = if target.in_workspace { front_door::package(&workspace, &metadata, &api.name.wire)? } else { None };
        let files = restli_codegen::generate(&plan, &target.dependencies, package.as_deref())?;
        let mut changes = differences(&target.folder, &files)?;
        if target.in_workspace {
            changes.extend(table(workspace.join("README.md"), &restli_codegen::products(&plan))?);
            let page = format!("{}\n{}", restli_codegen::counts(&plan), restli_codegen::coverage(&plan));
            changes.extend(table(workspace.join("docs").join(&api.name.wire).join("coverage.md"), &page)?);
            changes.extend(front_door::products(&workspace, &metadata, &plan)?);
            changes.extend(proofs::modules(&workspace, &metadata, &plan)?);
            changes.extend(editor_schema(&job.schema, &restli_schema::json_schema_of(&api))?);
        }
        outdated |= settle(&api.name.wire, files.len(), &changes, &target.root, options.check.then_some(tool))?;
    }
    if options.out.is_none() && options.api.is_none() {
        let change = editor_schema(&workspace.join("schema/restli"), &restli_schema::json_schema())?;
        outdated |= settle("schema language", 1, change.as_slice(), &workspace, options.check.then_some(tool))?;
    }
    Ok(if options.check && outdated { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Refuses entries of the root manifest about APIs that are not there. The folders that were not loaded are read only if an entry is about none that was.
fn check_entries(workspace: &Path, metadata: &Value, loaded: &[(Target, Job, Api)]) -> Result<()> {
    let mut apis: Vec<String> = loaded.iter().filter(|(target, ..)| target.in_workspace).map(|(.., api)| api.name.wire.clone()).collect();
    if !entries::named(metadata)?.iter().all(|named| apis.contains(named)) {
        for folder in schema_folders(workspace, None)? {
            // A folder with an error may be the one that an entry is about.
            let Ok(other) = restli_schema::load_dir(&folder) else { return Ok(()) };
            apis.push(other.api.name.wire);
        }
    }
    apis.sort();
    apis.dedup();
    entries::check(metadata, &apis)
}

/// Waits until no other `generate` works on this checkout, and holds the lock until the file is closed.
fn alone(folder: &Path) -> Result<File> {
    let path = folder.join("restli-generate.lock");
    let cannot = || format!("cannot lock {}", path.display());
    std::fs::create_dir_all(folder).with_context(cannot)?;
    let file = File::create(&path).with_context(cannot)?;
    file.lock().with_context(cannot)?;
    Ok(file)
}

/// A schema folder, and the folder for its crates unless that is `crates/`.
struct Job {
    schema: PathBuf,
    out: Option<PathBuf>,
}

/// The schemas to generate from: the folders below `schema/` and those that the workspace lists, or the one in the options.
fn jobs(workspace: &Path, metadata: &Value, options: &Options) -> Result<Vec<Job>> {
    let folders = schema_folders(workspace, options.api.as_deref())?;
    if options.out.is_some() {
        return Ok(folders.into_iter().map(|schema| Job { schema, out: options.out.clone() }).collect());
    }
    let listed = listed(workspace, metadata)?;
    let mut jobs = Vec::new();
    for schema in folders {
        let out = out_of(&listed, &schema)?;
        jobs.push(Job { schema, out });
    }
    if options.api.is_none() {
        jobs.extend(listed);
    }
    Ok(jobs)
}

/// The folder for the crates of a listed schema; `None` if it is not listed.
fn out_of(listed: &[Job], schema: &Path) -> Result<Option<PathBuf>> {
    let schema = schema.canonicalize()?;
    for job in listed {
        if job.schema.canonicalize()? == schema {
            return Ok(job.out.clone());
        }
    }
    Ok(None)
}

/// Schemas outside `schema/`, from the root `Cargo.toml`:
/// `[workspace.metadata.restli] generate = [{ schema = "FOLDER", out = "FOLDER" }]`.
fn listed(workspace: &Path, metadata: &Value) -> Result<Vec<Job>> {
    let Some(list) = metadata.pointer("/metadata/restli/generate") else { return Ok(Vec::new()) };
    let list = list.as_array().context("`workspace.metadata.restli.generate` is a list")?;
    let folder = |entry: &Value, key: &str| -> Result<PathBuf> {
        let text = entry.get(key).and_then(Value::as_str);
        let text = text.with_context(|| format!("an entry of `workspace.metadata.restli.generate` has no `{key}`"))?;
        Ok(workspace.join(text))
    };
    list.iter().map(|entry| Ok(Job { schema: folder(entry, "schema")?, out: Some(folder(entry, "out")?) })).collect()
}

/// The folder for the crates of an API, and their dependencies on the toolkit.
struct Target {
    /// The folder that holds the crates.
    folder: PathBuf,
    /// The folder that shown paths are relative to.
    root: PathBuf,
    dependencies: Dependencies,
    in_workspace: bool,
}

fn target(workspace: &Path, job: &Job, options: &Options) -> Result<Target> {
    match &job.out {
        None if job.schema.canonicalize()?.starts_with(workspace.join("schema").canonicalize()?) => Ok(Target {
            folder: workspace.join("crates"),
            root: workspace.to_owned(),
            dependencies: Dependencies::Workspace,
            in_workspace: true,
        }),
        None => bail!("{} is neither below `schema` nor listed: say where its crates go with --out DIR", job.schema.display()),
        Some(out) => {
            std::fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
            let dependencies = match &options.toolkit_version {
                Some(version) => Dependencies::Version(version.clone()),
                None => Dependencies::Path(toolkit(options.toolkit.as_ref().unwrap_or(&workspace.join("crates")), out)?),
            };
            Ok(Target { folder: out.clone(), root: out.clone(), dependencies, in_workspace: false })
        }
    }
}

/// The folder of the toolkit's crates as seen from each crate of a folder.
fn toolkit(folder: &Path, out: &Path) -> Result<String> {
    ensure!(
        folder.join("restli-client/Cargo.toml").is_file(),
        "{} does not hold the crates of the toolkit: there is no restli-client/Cargo.toml",
        folder.display()
    );
    let path = relative(&folder.canonicalize()?, &out.canonicalize()?);
    let path = path.to_str().context("the path of the toolkit is not UTF-8")?.replace('\\', "/");
    Ok(format!("../{path}"))
}

/// A folder as seen from another. Both are absolute.
fn relative(folder: &Path, from: &Path) -> PathBuf {
    let shared = folder.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(folder.components().skip(shared)).collect()
}

/// Everything on disk that differs from the generated files.
fn differences(folder: &Path, files: &FileSet) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (path, text) in files {
        changes.extend(Change::of(folder.join(path), text.clone())?);
    }
    let crates: std::collections::BTreeSet<&str> = files.keys().filter_map(|path| path.split('/').next()).collect();
    for name in crates {
        let wanted = |path: &Path| {
            let below = path.strip_prefix(folder).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
            below.is_some_and(|path| files.contains_key(&path))
        };
        changes.extend(strays(&folder.join(name), wanted)?);
    }
    Ok(changes)
}

/// A page with a fresh table of what the schema covers, if it has such a table and another one.
fn table(path: PathBuf, table: &str) -> Result<Option<Change>> {
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(None) };
    let [begin, end] = COVERAGE;
    let (Some(from), Some(to)) = (text.find(begin), text.find(end)) else { return Ok(None) };
    let head = text.get(..from + begin.len()).unwrap_or_default();
    let tail = text.get(to..).unwrap_or_default();
    Change::of(path, format!("{head}\n{table}{tail}"))
}

/// The JSON Schema beside a schema folder, by which editors complete and check its files, if it differs.
fn editor_schema(folder: &Path, schema: &Value) -> Result<Option<Change>> {
    let name = folder.file_name().context("the folder of a schema has a name")?.to_string_lossy();
    Change::of(folder.with_file_name(format!("{name}.schema.json")), serde_json::to_string_pretty(schema)? + "\n")
}

/// Prints to standard output, which a reader such as `head` may close early.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Writes the changes, or only reports them where a tool checks; returns whether there were any.
fn settle(name: &str, files: usize, changes: &[Change], root: &Path, check: Option<Tool>) -> Result<bool> {
    if changes.is_empty() {
        say(&format!("{name}: up to date ({files} file{})\n", plural(files)));
        return Ok(false);
    }
    let plural = plural(changes.len());
    if let Some(tool) = check {
        for change in changes {
            say(&change.diff(root));
        }
        eprintln!("{name}: {} file{plural} out of date; run `{tool} generate`", changes.len());
        return Ok(true);
    }
    for change in changes {
        change.apply()?;
    }
    let mut shown: Vec<String> = changes.iter().take(8).map(|change| change.summary(root)).collect();
    if changes.len() > shown.len() {
        shown.push(format!("and {} more", changes.len() - shown.len()));
    }
    let same = files.saturating_sub(changes.len());
    say(&format!("{name}: {} file{plural} changed, {same} up to date\n  {}\n", changes.len(), shown.join(", ")));
    Ok(true)
}
