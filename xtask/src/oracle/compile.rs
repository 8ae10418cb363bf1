//! The compiler's judgement on programs: the client of a schema is generated and compiled once, and each program against it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use restli_codegen::{Dependencies, FileSet, Plan};
use restli_review::uses::{MARK, Use, mark_client, narrowed_calls};
use restli_schema::hash;
use serde_json::Value;

use super::pairs::Files;

/// The environment variable in whose presence the words of projections are uses of the client.
const USES: &str = "RESTLI_USED_BY";

/// A generated client of this workspace: cargo compiles with it what every client depends on.
const DEPENDENT: &str = "testsuite-client";

/// A client to compile, with programs to compile against it.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    pub(crate) files: &'a Files,
    /// The features of the client, or nothing for all of them.
    pub(crate) features: Option<Vec<&'a str>>,
    /// The items of the client are marked, so that the compiler names the uses of each program.
    pub(crate) marked: bool,
    pub(crate) programs: Vec<&'a str>,
}

/// The compiler's words on a program.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// The errors, each with its line in the program.
    pub(crate) errors: Vec<(u32, String)>,
    /// The uses of the client, if it is marked.
    pub(crate) uses: Vec<Use>,
}

/// A library that is made, or the reason why it is not.
type Made = Result<PathBuf, String>;

/// The compiler, with the libraries under a client and a place to work in.
pub(crate) struct Compiler {
    /// The folder of libraries, and those that generated crates name.
    libraries: PathBuf,
    named: BTreeMap<String, PathBuf>,
    /// The libraries of macros that are made, by a digest of their files.
    macros: Mutex<BTreeMap<String, Arc<OnceLock<Made>>>>,
    workspace: PathBuf,
    folder: PathBuf,
}

impl Compiler {
    /// Compiles the libraries, as `cargo check` does for a client of this workspace.
    pub(crate) fn new() -> Result<Self> {
        let workspace = crate::cargo::workspace()?;
        let mut command = Command::new(crate::cargo::cargo());
        command.args(["check", "--quiet", "--package", DEPENDENT, "--message-format", "json"]).current_dir(&workspace);
        let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
        ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        let mut named = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line)?;
            let name = message.pointer("/target/name").and_then(Value::as_str).unwrap_or_default();
            // The macros are linked with a library that is compiled whole; a client needs the metadata only.
            let end = if name == "restli_client" { ".rmeta" } else { ".rlib" };
            let mut files = message.get("filenames").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            if let Some(file) = files.rfind(|file| file.ends_with(end)) {
                named.insert(name.to_owned(), PathBuf::from(file));
            }
        }
        let library = named.get("restli_client").context("cargo names no library `restli_client`")?;
        let libraries = library.parent().context("a library lies in a folder")?.to_owned();
        let folder = crate::cargo::target_folder(&workspace)?.join("oracle");
        Ok(Self { libraries, named, macros: Mutex::default(), workspace, folder })
    }

    /// Does the jobs side by side. A job whose client does not compile has no results, but the reason.
    pub(crate) fn run(&self, jobs: &[Job<'_>]) -> Result<Vec<Result<Vec<Compiled>>>> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(number) else { break };
                        let result = self.job(&self.folder.join(number.to_string()), job);
                        done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
                    }
                });
            }
        });
        Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect())
    }

    /// Compiles the client of a schema, then programs against it.
    fn job(&self, folder: &Path, job: &Job<'_>) -> Result<Vec<Compiled>> {
        let loaded = restli_schema::load_texts(job.files.clone()).map_err(|report| anyhow!("{}", report.render(false)))?;
        let plan = restli_codegen::plan(&loaded.api);
        let name = restli_codegen::client_crate(plan.name());
        let of_client = name.replace('-', "_");
        let files = restli_codegen::generate(&plan, &Dependencies::Version(String::new()), None)?;
        let (macros, client) = files.into_iter().partition(|(path, _)| !path.starts_with(&format!("{name}/")));
        let macros = self.macros(&format!("{of_client}_macros"), &macros)?;
        let beside = macros.parent().context("a library lies in a folder")?;

        write(folder, &if job.marked { marked(&name, client)? } else { client })?;
        let mut rustc = self.rustc(folder, &of_client, &folder.join(format!("{name}/src/lib.rs")));
        rustc.args(["--cap-lints", "allow"]);
        for feature in features(&plan, job.features.as_deref()) {
            rustc.arg("--cfg").arg(format!("feature={feature:?}"));
        }
        with(&mut rustc, "restli_client", self.library("restli_client")?);
        with(&mut rustc, &format!("{of_client}_macros"), &macros);
        library(&mut rustc).context("the client does not compile")?;

        let client = folder.join(format!("lib{of_client}.rmeta"));
        let mut results = Vec::new();
        for (number, program) in job.programs.iter().enumerate() {
            let name = format!("program{number}");
            let path = folder.join(format!("{name}.rs"));
            fs::write(&path, program)?;
            let mut rustc = self.rustc(folder, &name, &path);
            rustc.arg("-L").arg(dependencies(beside));
            with(&mut rustc, "client", &client);
            with(&mut rustc, &of_client, &client);
            if job.marked {
                rustc.args(["--force-warn", "deprecated"]).env(USES, "1");
            }
            results.push(compiled(&mut rustc, &path, program)?);
        }
        fs::remove_dir_all(folder)?;
        Ok(results)
    }

    /// The library of a crate of macros, which clients with the same tables share.
    fn macros(&self, name: &str, files: &FileSet) -> Result<PathBuf> {
        let digest = hash::digest(files);
        let library = self.macros.lock().unwrap_or_else(PoisonError::into_inner).entry(digest.clone()).or_default().clone();
        let library =
            library.get_or_init(|| self.compile_macros(&self.folder.join(digest), name, files).map_err(|error| format!("{error:#}")));
        library.clone().map_err(|error| anyhow!("the macros do not compile: {error}"))
    }

    fn compile_macros(&self, folder: &Path, name: &str, files: &FileSet) -> Result<PathBuf> {
        write(folder, files)?;
        let main = files.keys().find(|path| path.ends_with("/src/lib.rs")).context("the crate of macros has no root")?;
        let mut rustc = self.rustc(folder, name, &folder.join(main));
        rustc.args(["--crate-type", "proc-macro", "--emit", "link", "--extern", "proc_macro"]);
        with(&mut rustc, "restli_projection", self.library("restli_projection")?);
        with(&mut rustc, "proc_macro2", self.library("proc_macro2")?);
        library(&mut rustc)?;
        Ok(folder.join(format!("{}{name}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)))
    }

    fn library(&self, name: &str) -> Result<&PathBuf> {
        self.named.get(name).with_context(|| format!("cargo names no library `{name}`"))
    }

    /// The compiler on a file of a crate.
    fn rustc(&self, folder: &Path, name: &str, file: &Path) -> Command {
        let mut command = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned()));
        command.current_dir(&self.workspace).args(["--edition", "2024", "--error-format", "json", "--crate-name", name]).arg(file);
        if !name.ends_with("_macros") {
            command.args(["--crate-type", "lib", "--emit", "metadata"]);
        }
        command.arg("-L").arg(dependencies(&self.libraries)).arg("-L").arg(dependencies(folder)).arg("--out-dir").arg(folder);
        command
    }
}

/// The features of a client that are on if some are asked for: with each product, those that it needs.
fn features<'p>(plan: &'p Plan<'_>, asked: Option<&[&str]>) -> BTreeSet<&'p str> {
    let mut on = BTreeSet::new();
    let asked_for = |feature: &str| asked.is_none_or(|asked| asked.contains(&feature));
    let mut next: Vec<&str> = plan.products.iter().map(|product| product.feature.as_str()).filter(|feature| asked_for(feature)).collect();
    while let Some(feature) = next.pop() {
        if on.insert(feature) {
            let product = plan.products.iter().find(|product| product.feature == feature);
            next.extend(product.iter().flat_map(|product| product.needs.iter().map(String::as_str)));
        }
    }
    on
}

fn dependencies(folder: &Path) -> String {
    format!("dependency={}", folder.display())
}

fn with(rustc: &mut Command, name: &str, library: &Path) {
    rustc.arg("--extern").arg(format!("{name}={}", library.display()));
}

fn write(folder: &Path, files: &FileSet) -> Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The files of a client, with marks on its items.
fn marked(name: &str, client: FileSet) -> Result<FileSet> {
    let sources = format!("{name}/src/");
    let mark = |(path, text): (String, String)| match path
        .strip_prefix(&sources)
        .filter(|below| Path::new(below).extension().is_some_and(|kind| kind == "rs"))
    {
        Some(below) => Ok((path.clone(), mark_client(&text, below).with_context(|| path.clone())?)),
        None => Ok((path, text)),
    };
    client.into_iter().map(mark).collect()
}

/// Has the compiler make a library.
fn library(rustc: &mut Command) -> Result<()> {
    let (is_made, messages) = messages(rustc)?;
    let error = messages.iter().find(|message| is_error(message)).and_then(|message| message.get("rendered")?.as_str());
    if is_made { Ok(()) } else { bail!("{}", error.unwrap_or("the compiler gives no reason")) }
}

/// Has the compiler judge a program.
fn compiled(rustc: &mut Command, path: &Path, program: &str) -> Result<Compiled> {
    let (is_made, messages) = messages(rustc)?;
    let narrowed = narrowed_calls(program);
    let mut compiled = Compiled::default();
    for message in &messages {
        let text = message.get("message").and_then(Value::as_str).unwrap_or_default();
        let places = message.get("spans").and_then(Value::as_array).into_iter().flatten();
        let places: Vec<(u32, u32)> = places.filter_map(|span| place(span, path)).collect();
        if let Some((_, item)) = text.rsplit_once(MARK) {
            let used = |(line, column): &(u32, u32)| Use {
                item: item.to_owned(),
                path: String::new(),
                line: *line,
                column: *column,
                narrowed: narrowed.contains(&(*line, *column)),
            };
            compiled.uses.extend(places.iter().map(used));
        } else if is_error(message) {
            // The message that counts the errors has no place.
            compiled.errors.extend(places.first().map(|(line, _)| (*line, text.to_owned())));
        }
    }
    ensure!(is_made == compiled.errors.is_empty(), "the compiler and its messages differ: {messages:?}");
    Ok(compiled)
}

fn is_error(message: &Value) -> bool {
    message.get("level").and_then(Value::as_str).is_some_and(|level| level.starts_with("error"))
}

/// The line and column of a primary span in a file, or of the macro call that it comes from.
fn place(span: &Value, path: &Path) -> Option<(u32, u32)> {
    let number = |span: &Value, key: &str| span.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let mut span = span.get("is_primary").and_then(Value::as_bool).filter(|is_primary| *is_primary).map(|_| span);
    while let Some(at) = span {
        if at.get("file_name").and_then(Value::as_str).is_some_and(|name| Path::new(name) == path) {
            return number(at, "line_start").zip(number(at, "column_start"));
        }
        span = at.pointer("/expansion/span");
    }
    None
}

/// Runs the compiler. Returns whether it has made something, and its messages.
fn messages(rustc: &mut Command) -> Result<(bool, Vec<Value>)> {
    let output = rustc.output().with_context(|| format!("cannot run {rustc:?}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    Ok((output.status.success(), told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()))
}
