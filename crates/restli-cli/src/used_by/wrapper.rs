//! The place of rustc, taken by this program: it compiles marked copies of some packages in place of their sources, and has the compiler warn at
//! each use of what is marked.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use serde_json::Value;

/// The environment variable with the path of the plan. The macros of the client look for it, too.
pub(super) const PLAN: &str = "RESTLI_USED_BY";

/// Runs rustc if cargo has started this program in its place, as the command before has told it to.
#[must_use]
pub fn in_place_of_rustc() -> Option<ExitCode> {
    let plan = std::env::var_os(PLAN)?;
    let mut arguments = std::env::args_os().skip(1);
    let rustc =
        arguments.next().filter(|rustc| Path::new(rustc).file_stem().is_some_and(|name| name.to_string_lossy().contains("rustc")))?;
    Some(crate::ended(compile(Path::new(&plan), &rustc, arguments.collect())))
}

fn compile(plan: &Path, rustc: &OsString, mut arguments: Vec<OsString>) -> Result<ExitCode> {
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) {
        let plan: Value = serde_json::from_slice(&std::fs::read(plan).with_context(|| format!("cannot read {}", plan.display()))?)?;
        if let Some(copy) = plan.pointer("/copies").and_then(|copies| copies.get(package.to_str()?)?.as_str()) {
            for argument in &mut arguments {
                if let Some(inside) = source_in(&package, argument) {
                    *argument = Path::new(copy).join(inside).into_os_string();
                }
            }
        }
        let watched = plan.pointer("/watched").and_then(Value::as_array);
        if watched.is_some_and(|watched| watched.iter().any(|one| one.as_str().is_some_and(|one| Path::new(one) == package))) {
            arguments.extend(["--force-warn".into(), "deprecated".into()]);
        }
    }
    let status = Command::new(rustc).args(arguments).status().with_context(|| format!("cannot run {}", rustc.display()))?;
    Ok(ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)))
}

/// The path of a source file within its package, if an argument is one.
fn source_in(package: &Path, argument: &OsString) -> Option<PathBuf> {
    let path = Path::new(argument);
    if path.extension().is_none_or(|ending| ending != "rs") {
        return None;
    }
    let whole = std::env::current_dir().ok()?.join(path);
    whole.strip_prefix(package).ok().map(Path::to_path_buf)
}
