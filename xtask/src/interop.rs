//! `cargo xtask interop`: this client compared with other clients, and called against a server (`tests/interop`).

mod part;
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use self::part::{Outcome, Place};
use anyhow::{Context as _, Result, bail, ensure};

/// Options of `interop`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The implementations; all of them if none is named.
    parts: Vec<String>,
}

/// Another implementation.
struct Part {
    name: &'static str,
    /// Programs that the part needs.
    needs: &'static [&'static str],
    run: fn(&Place) -> Result<Outcome>,
}

/// All parts.
const PARTS: &[Part] = &[
    Part { name: "js", needs: &["node", "npm"], run: javascript },
    Part { name: "python", needs: &["python3"], run: python },
    Part { name: "server", needs: &["mvn", "java", "javac"], run: server::run },
];

/// Runs the parts one after the other. Fails if one of them fails; a part that cannot run here is reported as skipped.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let workspace = crate::cargo::workspace()?;
    if let Some(name) = options.parts.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("there is no part `{name}`; there are: {}", known.join(", "));
    }
    let target = crate::cargo::target_folder(&workspace)?.join("interop");
    let mut code = ExitCode::SUCCESS;
    let mut summary = Vec::new();
    for part in PARTS.iter().filter(|part| options.parts.is_empty() || options.parts.iter().any(|name| name == part.name)) {
        let place = Place {
            workspace: workspace.clone(),
            sources: workspace.join("tests/interop").join(part.name),
            folder: target.join(part.name),
        };
        let outcome = match part.needs.iter().find(|program| !runs(program)) {
            Some(program) => Outcome::Skipped(format!("no {program}")),
            None => (part.run)(&place).unwrap_or_else(|error| {
                eprintln!("error: {}: {error:#}", part.name);
                Outcome::Failed
            }),
        };
        summary.push(match outcome {
            Outcome::Passed => format!("passed: {}", part.name),
            Outcome::Skipped(why) => format!("skipped: {}: {why}", part.name),
            Outcome::Failed => {
                code = ExitCode::FAILURE;
                format!("FAILED: {}", part.name)
            }
        });
    }
    println!("{}", summary.join("\n"));
    Ok(code)
}

/// Returns whether a program is installed.
fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The official JavaScript client.
fn javascript(place: &Place) -> Result<Outcome> {
    let lock = "package-lock.json";
    let installed = install(place, lock, &|folder| {
        for file in ["package.json", lock] {
            std::fs::copy(place.sources.join(file), folder.join(file)).with_context(|| format!("cannot copy {file}"))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]).current_dir(folder);
        Ok(npm.output()?)
    })?;
    if let Some(skipped) = installed {
        return Ok(skipped);
    }
    let driver = place.sources.join("driver.js");
    compare(place, "js", Path::new("node"), &driver, &[("NODE_PATH", place.folder.join("node_modules"))])
}

/// The official Python client.
fn python(place: &Place) -> Result<Outcome> {
    let lock = "requirements.txt";
    let programs = place.folder.join("venv").join(if cfg!(windows) { "Scripts" } else { "bin" });
    let installed = install(place, lock, &|folder| {
        let made = Command::new("python3").args(["-m", "venv", "--clear", "venv"]).current_dir(folder).output()?;
        if !made.status.success() {
            return Ok(made);
        }
        let mut pip = Command::new(programs.join("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", "--require-hashes", "--requirement"]);
        Ok(pip.arg(place.sources.join(lock)).current_dir(folder).output()?)
    })?;
    if let Some(skipped) = installed {
        return Ok(skipped);
    }
    compare(place, "python", &programs.join("python"), &place.sources.join("driver.py"), &[])
}

/// Messages of package managers about an unreachable registry, and of a Python without `venv`.
const NOT_HERE: [(&str, &str); 9] = [
    ("ECONNREFUSED", "no registry"),
    ("ECONNRESET", "no registry"),
    ("ENOTFOUND", "no registry"),
    ("EAI_AGAIN", "no registry"),
    ("ETIMEDOUT", "no registry"),
    ("ENETUNREACH", "no registry"),
    ("No matching distribution found", "no registry"),
    ("ensurepip is not", "no venv"),
    ("No module named venv", "no venv"),
];

/// Installs a client into the folder of its part, unless the installed one comes from the same lock file.
fn install(place: &Place, lock: &str, command: &dyn Fn(&Path) -> Result<Output>) -> Result<Option<Outcome>> {
    let (wanted, stamp) = (std::fs::read(place.sources.join(lock))?, place.folder.join("installed"));
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(None);
    }
    if place.folder.exists() {
        std::fs::remove_dir_all(&place.folder)?;
    }
    std::fs::create_dir_all(&place.folder)?;
    let output = command(&place.folder)?;
    if output.status.success() {
        std::fs::write(&stamp, wanted)?;
        return Ok(None);
    }
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let why = NOT_HERE.iter().find(|(sign, _)| told.contains(sign)).map(|(_, why)| *why);
    let why = why.with_context(|| format!("the client cannot be installed from {lock}:\n{}", told.trim_end()))?;
    Ok(Some(Outcome::Skipped(format!("the client cannot be installed ({why})"))))
}

/// Runs a driver and compares the requests of its client with the requests of this client.
fn compare(place: &Place, client: &str, program: &Path, driver: &Path, variables: &[(&str, PathBuf)]) -> Result<Outcome> {
    ensure!(driver.exists(), "there is no {}", driver.display());
    let mut command = Command::new(crate::cargo::cargo());
    command.args(["run", "--quiet", "--package", "restli-interop", "--", client, "--"]).arg(program).arg(driver);
    command.envs(variables.iter().map(|(name, value)| (name, value))).current_dir(&place.workspace);
    Ok(if command.status()?.success() { Outcome::Passed } else { Outcome::Failed })
}
