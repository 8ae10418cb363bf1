//! The parts of a client that a program uses, as the compiler sees them: `diff --used-by`.
//!
//! Cargo checks the program with this program in the place of rustc. The client and the libraries between them are compiled from copies in
//! which each item is marked ([`restli_review::uses`]), so that the compiler names every use with its place. The build has a folder of its own
//! below that of the program's build results, and changes nothing else.

mod packages;
mod wrapper;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use restli_review::uses::{Library, MARK, Use, mark_client, narrowed_calls};
use serde_json::{Value, json};

use self::packages::{Package, Packages};
pub use self::wrapper::in_place_of_rustc;
use crate::cargo::cargo;

/// The uses of a program.
#[derive(Debug)]
pub(crate) struct Found {
    /// Every use, by item and place.
    pub(crate) uses: Vec<Use>,
    /// Sentences about what the compiler did not see.
    pub(crate) unseen: Vec<String>,
}

/// Finds the uses of the client with a name in the package or workspace of a folder.
pub(crate) fn find(folder: &Path, client: &str) -> Result<Found> {
    let packages = Packages::of(folder, client)?;
    let scratch = packages.target.join("restli-used-by");
    let mut copies = BTreeMap::new();
    copies.insert(
        packages.client.folder.clone(),
        copy(&packages.client, &scratch, &mut |text, path| {
            let below = path.strip_prefix("src").ok().map(|path| path.to_string_lossy().replace('\\', "/"));
            below.map(|path| mark_client(text, &path)).transpose()
        })?,
    );
    let mut library = Library::default();
    for package in &packages.libraries {
        let own = scratch.join(&package.name);
        let copy = copy(package, &scratch, &mut |text, path| {
            path.starts_with("src").then(|| library.mark(text, &own.join(path).to_string_lossy())).transpose()
        })?;
        copies.insert(package.folder.clone(), copy);
    }
    let watched: Vec<&PathBuf> = packages.programs.iter().chain(&packages.libraries).map(|package| &package.folder).collect();
    let plan = scratch.join("plan.json");
    std::fs::write(&plan, json!({ "copies": copies, "watched": watched }).to_string())?;
    let messages = check(&packages, &scratch, &plan)?;
    let warnings = read(&messages, &packages, &scratch)?;
    let (inside, own): (Vec<Use>, Vec<Use>) = warnings.into_iter().partition(|one| Path::new(&one.path).starts_with(&scratch));
    let uses = library.followed(own, &inside);
    ensure!(!uses.is_empty(), "the program depends on `{client}`, and uses nothing of it");
    let off = packages
        .programs
        .iter()
        .filter(|program| !program.features_off.is_empty())
        .map(|program| format!("code of `{}` that only its features {} compile", program.name, program.features_off.join(", ")));
    Ok(Found { uses, unseen: off.collect() })
}

type Mark<'m> = &'m mut dyn FnMut(&str, &Path) -> Result<Option<String>, restli_review::uses::MarkError>;

/// Copies a package, with marks in its sources, and returns the folder of the copy. Files that would stay as they are keep their time.
fn copy(package: &Package, scratch: &Path, mark: Mark<'_>) -> Result<PathBuf> {
    let out = scratch.join(&package.name);
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let folder = package.folder.join(&inside);
        std::fs::create_dir_all(out.join(&inside))?;
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = inside.join(&name);
            if entry.path().is_dir() {
                if name != "target" && !name.to_string_lossy().starts_with('.') {
                    open.push(path);
                }
                continue;
            }
            let bytes = std::fs::read(entry.path())?;
            let marked = match std::str::from_utf8(&bytes) {
                Ok(text) if path.extension().is_some_and(|ending| ending == "rs") => {
                    mark(text, &path).with_context(|| format!("cannot mark {}", entry.path().display()))?
                }
                _ => None,
            };
            let bytes = marked.map_or(bytes, String::into_bytes);
            let target = out.join(&path);
            if std::fs::read(&target).ok().as_deref() != Some(&bytes) {
                std::fs::write(target, bytes)?;
            }
        }
    }
    Ok(out)
}

/// Checks the programs, and returns the compiler's messages.
fn check(packages: &Packages, scratch: &Path, plan: &Path) -> Result<Vec<Value>> {
    forget(packages, &scratch.join("target/debug/.fingerprint"))?;
    let mut command = Command::new(cargo());
    let first = packages.programs.first().context("there is a program")?;
    command.args(["check", "--all-targets", "--message-format", "json", "--manifest-path"]).arg(first.folder.join("Cargo.toml"));
    for program in &packages.programs {
        command.arg("--package").arg(&program.name);
    }
    command.env("CARGO_TARGET_DIR", scratch.join("target")).env("RUSTC_WRAPPER", std::env::current_exe()?).env(wrapper::PLAN, plan);
    command.env_remove("RUSTC_WORKSPACE_WRAPPER").env_remove("CARGO_BUILD_TARGET_DIR");
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if !output.status.success() {
        let rendered = messages.iter().filter(|message| message.pointer("/message/level").and_then(Value::as_str) == Some("error"));
        let mut rendered = rendered.filter_map(|message| message.pointer("/message/rendered")?.as_str());
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("the program does not compile: {}", rendered.next().unwrap_or(&errors).trim_end());
    }
    Ok(messages)
}

/// Has cargo compile the packages again whose warnings count: it does not know that their marks may have changed.
fn forget(packages: &Packages, fingerprints: &Path) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(fingerprints) else { return Ok(()) };
    let names: Vec<String> = packages.programs.iter().chain(&packages.libraries).map(|package| format!("{}-", package.name)).collect();
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| names.iter().any(|start| name.to_string_lossy().starts_with(start.as_str()))) {
            std::fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// The uses that the compiler has warned of.
fn read(messages: &[Value], packages: &Packages, scratch: &Path) -> Result<Vec<Use>> {
    let here = std::env::current_dir()?;
    let mut found = Vec::new();
    let mut narrowed = Narrowed::default();
    for message in messages {
        let text = message.pointer("/message/message").and_then(Value::as_str).unwrap_or_default();
        let Some((_, item)) = text.rsplit_once(MARK) else { continue };
        let root = workspace_of(message, packages);
        let spans = message.pointer("/message/spans").and_then(Value::as_array).into_iter().flatten();
        for span in spans.filter(|span| span.get("is_primary").and_then(Value::as_bool) == Some(true)) {
            let mut span = Some(span);
            // A use in the expansion of a macro of another package stands at the call of the macro.
            while let Some(place) = span {
                let path = root.join(place.get("file_name").and_then(Value::as_str).unwrap_or_default());
                let known = path.starts_with(scratch) || packages.programs.iter().any(|program| path.starts_with(&program.folder));
                if known && path.is_file() {
                    let number =
                        |key: &str| place.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok()).unwrap_or(1);
                    // A place in a copy stands for one in a library; the rest is shown.
                    let shown = path.strip_prefix(&here).ok().filter(|_| !path.starts_with(scratch)).unwrap_or(&path);
                    found.push(Use {
                        item: item.to_owned(),
                        path: shown.to_string_lossy().into_owned(),
                        line: number("line_start"),
                        column: number("column_start"),
                        narrowed: narrowed.at(&path, number("line_start"), number("column_start")),
                    });
                    break;
                }
                span = place.pointer("/expansion/span");
            }
        }
    }
    Ok(found)
}

/// The calls in files whose answers projections narrow.
#[derive(Default)]
struct Narrowed {
    files: BTreeMap<PathBuf, BTreeSet<(u32, u32)>>,
}

impl Narrowed {
    fn at(&mut self, path: &Path, line: u32, column: u32) -> bool {
        let read = || std::fs::read_to_string(path).map(|text| narrowed_calls(&text)).unwrap_or_default();
        self.files.entry(path.to_path_buf()).or_insert_with(read).contains(&(line, column))
    }
}

/// The folder that the paths of a message start from: cargo runs the compiler in the workspace of the program.
fn workspace_of(message: &Value, packages: &Packages) -> PathBuf {
    let manifest = message.get("manifest_path").and_then(Value::as_str).map(PathBuf::from).unwrap_or_default();
    let file = message.pointer("/message/spans/0/file_name").and_then(Value::as_str).unwrap_or_default();
    let start = manifest.parent().unwrap_or(&packages.target);
    start.ancestors().find(|folder| folder.join(file).is_file()).unwrap_or(start).to_path_buf()
}
