//! `restli generate`: from schema folders to crates on disk.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use restli_codegen::FileSet;
use restli_schema::api::Api;
use restli_schema::diagnostic::Severity;
use serde_json::Value;

use self::jobs::Job;
use crate::Tool;
use crate::changes::{Change, strays};
use crate::messages::{self, say};
use crate::schemas::{load, schema_folders};
use crate::settings::Settings;

mod entries;
pub(crate) mod front_door;
pub(crate) mod jobs;
mod leftovers;
mod proofs;
#[cfg(feature = "watch")]
mod watch;

/// The lines of a page around a table of what the schema covers.
const COVERAGE: [&str; 2] = ["<!-- coverage: begin -->", "<!-- coverage: end -->"];

/// Options of `generate`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; print what is out of date and fail if anything is.
    #[arg(long)]
    check: bool,
    /// Generate again whenever a file of a schema changes, until Ctrl-C.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    #[command(flatten)]
    crates: jobs::Crates,
}

/// Generates, or checks.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    #[cfg(feature = "watch")]
    if options.watch {
        let workspace = tool.workspace()?;
        let jobs = jobs::jobs(&workspace, &Settings::read(&workspace)?, &options.crates)?;
        // Of schemas below `schema`, that folder: a branch that is checked out may take one away and bring another.
        let place = |job: Job| if job.own { workspace.join("schema") } else { job.schema };
        let folders: BTreeSet<PathBuf> = jobs.into_iter().map(place).collect();
        watch::watch(&folders, || once(options, tool).map(|_| ()))?;
        return Ok(ExitCode::SUCCESS);
    }
    once(options, tool)
}

fn once(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let settings = Settings::read(&workspace)?;
    let jobs = jobs::jobs(&workspace, &settings, &options.crates)?;
    let _alone = alone(&workspace)?;
    let mut outdated = false;
    let mut loaded = Vec::new();
    for job in jobs {
        let Some(api) = load(&job.schema)? else { return Ok(ExitCode::FAILURE) };
        loaded.push((job, api));
    }
    if loaded.iter().any(|(job, _)| job.own) {
        check_entries(&workspace, &settings, &loaded)?;
    }
    let mut made = BTreeSet::new();
    for (job, api) in loaded {
        let plan = restli_codegen::plan(&api);
        let package = if job.own { front_door::package(&workspace, &settings, &api.name.wire)? } else { None };
        let files = restli_codegen::generate(&plan, &job.dependencies, package.as_deref())?;
        let mut changes = differences(&job.folder, &files)?;
        made.extend(crates(&files).into_iter().filter(|_| job.own).map(|name| job.folder.join(name)));
        if job.own {
            changes.extend(table(workspace.join("README.md"), &restli_codegen::products(&plan))?);
            let page = format!("{}\n{}", restli_codegen::counts(&plan), restli_codegen::coverage(&plan));
            changes.extend(table(workspace.join("docs").join(&api.name.wire).join("coverage.md"), &page)?);
            changes.extend(front_door::products(&workspace, &settings, &plan)?);
            changes.extend(proofs::modules(&workspace, &settings, &plan)?);
            changes.extend(editor_schema(&job.schema, &restli_schema::json_schema_of(&api))?);
        }
        outdated |= settle(&api.name.wire, files.len(), &changes, &job.root, options.check.then_some(tool))?;
    }
    if options.crates.api.is_none() {
        leftovers::warn(&workspace, &made);
    }
    if options.crates.out.is_none() && options.crates.api.is_none() && jobs::holds_toolkit(&workspace) {
        let change = editor_schema(&workspace.join("schema/restli"), &restli_schema::json_schema())?;
        outdated |= settle("schema language", 1, change.as_slice(), &workspace, options.check.then_some(tool))?;
    }
    Ok(if options.check && outdated { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Refuses settings about APIs that are not there. The folders that were not loaded are read only if a setting is about none that was.
fn check_entries(workspace: &Path, settings: &Settings, loaded: &[(Job, Api)]) -> Result<()> {
    let mut apis: Vec<String> = loaded.iter().filter(|(job, _)| job.own).map(|(_, api)| api.name.wire.clone()).collect();
    if !entries::named(settings).all(|named| apis.iter().any(|api| api == named)) {
        for folder in schema_folders(workspace, None)? {
            // A folder with an error may be the one that an entry is about.
            let Ok(other) = restli_schema::load_dir(&folder) else { return Ok(()) };
            apis.push(other.api.name.wire);
        }
    }
    apis.sort();
    apis.dedup();
    entries::check(settings, &apis)
}

/// Waits until no other `generate` works on this checkout, and holds the lock until the file is closed.
fn alone(workspace: &Path) -> Result<File> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from);
    let path = folder.join("restli-generate.lock");
    let cannot = || format!("cannot lock {}", path.display());
    std::fs::create_dir_all(&folder).with_context(cannot)?;
    let file = File::create(&path).with_context(cannot)?;
    file.lock().with_context(cannot)?;
    Ok(file)
}

/// Everything on disk that differs from the generated files.
fn differences(folder: &Path, files: &FileSet) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (path, text) in files {
        changes.extend(Change::of(folder.join(path), text.clone())?);
    }
    for name in crates(files) {
        let wanted = |path: &Path| {
            let below = path.strip_prefix(folder).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
            below.is_some_and(|path| files.contains_key(&path))
        };
        changes.extend(strays(&folder.join(name), wanted)?);
    }
    Ok(changes)
}

/// The folders of the crates that files lie in.
fn crates(files: &FileSet) -> BTreeSet<&str> {
    files.keys().filter_map(|path| path.split('/').next()).collect()
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

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Writes the changes, or only reports them where a tool checks; returns whether there were any.
fn settle(name: &str, files: usize, changes: &[Change], root: &Path, check: Option<Tool>) -> Result<bool> {
    if changes.is_empty() {
        say(&format!("{name}: up to date ({files} file{})\n", plural(files)))?;
        return Ok(false);
    }
    let plural = plural(changes.len());
    if let Some(tool) = check {
        for change in changes {
            say(&change.diff(root))?;
        }
        let text = format!("{name}: {} file{plural} out of date; run `{tool} generate`", changes.len());
        messages::tell(Severity::Error, &text, &text);
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
    say(&format!("{name}: {} file{plural} changed, {same} up to date\n  {}\n", changes.len(), shown.join(", ")))?;
    Ok(true)
}
