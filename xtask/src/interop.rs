//! `cargo xtask interop`: this client compared with other clients, and called against a server; programs of others on the sandbox (`tests/interop`).

mod part;
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use self::part::{Outcome, Place};
use anyhow::{Context as _, Result, bail};

/// Options of `interop`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The implementations; all of them if none is named.
    parts: Vec<String>,
    /// Writes what programs did on the sandbox into the data files, rather than comparing.
    #[arg(long)]
    write: bool,
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
    Part { name: "npm", needs: &["node", "npm"], run: npm_programs },
    Part { name: "pypi", needs: &["python3"], run: pypi_programs },
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
            write: options.write,
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
    if let Some(skipped) = from_npm(place)? {
        return Ok(skipped);
    }
    let variables = [("NODE_PATH", place.folder.join("node_modules"))];
    client(place, "js", &[Path::new("node"), &place.sources.join("driver.js")], &variables)
}

/// The official Python client.
fn python(place: &Place) -> Result<Outcome> {
    if let Some(skipped) = from_pypi(place)? {
        return Ok(skipped);
    }
    client(place, "python", &[&interpreter(place), &place.sources.join("driver.py")], &[])
}

/// Programs of npm on the sandbox. Modules look for others beside themselves, so the files that run the programs stand beside these.
fn npm_programs(place: &Place) -> Result<Outcome> {
    if let Some(skipped) = from_npm(place)? {
        return Ok(skipped);
    }
    for entry in std::fs::read_dir(&place.sources)? {
        let entry = entry?;
        std::fs::copy(entry.path(), place.folder.join(entry.file_name()))?;
    }
    let redirect = place.folder.join("redirect.cjs");
    let variables = [("NODE_PATH", place.folder.join("node_modules"))];
    on_sandbox(
        place,
        &["programs".as_ref(), "npm".as_ref(), &place.folder],
        &[Path::new("node"), Path::new("--require"), &redirect],
        &variables,
    )
}

/// Programs of `PyPI` on the sandbox.
fn pypi_programs(place: &Place) -> Result<Outcome> {
    if let Some(skipped) = from_pypi(place)? {
        return Ok(skipped);
    }
    let variables = [("PYTHONPATH", place.sources.clone()), ("PYTHONDONTWRITEBYTECODE", PathBuf::from("1"))];
    on_sandbox(place, &["programs".as_ref(), "pypi".as_ref(), &place.sources], &[&interpreter(place)], &variables)
}

/// Installs what the lock file of npm names.
fn from_npm(place: &Place) -> Result<Option<Outcome>> {
    let lock = "package-lock.json";
    install(place, lock, &|folder| {
        for file in ["package.json", lock] {
            std::fs::copy(place.sources.join(file), folder.join(file)).with_context(|| format!("cannot copy {file}"))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]).current_dir(folder);
        Ok(npm.output()?)
    })
}

/// Installs what the requirements name, into an environment of their own. Where one has a hash, pip wants one of each.
fn from_pypi(place: &Place) -> Result<Option<Outcome>> {
    let lock = "requirements.txt";
    install(place, lock, &|folder| {
        let made = Command::new("python3").args(["-m", "venv", "--clear", "venv"]).current_dir(folder).output()?;
        if !made.status.success() {
            return Ok(made);
        }
        let mut pip = Command::new(interpreter(place));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", "--requirement"]);
        Ok(pip.arg(place.sources.join(lock)).current_dir(folder).output()?)
    })
}

/// The Python of a part's environment.
fn interpreter(place: &Place) -> PathBuf {
    place.folder.join("venv").join(if cfg!(windows) { "Scripts" } else { "bin" }).join("python")
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

/// Runs a driver, compares the requests of its client with the requests of this client, and lets it drive the sandbox.
fn client(place: &Place, client: &str, driver: &[&Path], variables: &[(&str, PathBuf)]) -> Result<Outcome> {
    let is_alike = cargo_run(place, &["restli-interop".as_ref(), "--".as_ref(), client.as_ref()], driver, variables)?;
    let outcome = on_sandbox(place, &["client".as_ref(), client.as_ref()], driver, variables)?;
    Ok(if is_alike { outcome } else { Outcome::Failed })
}

/// Lets programs use the sandbox, and compares what they did with the data files.
fn on_sandbox(place: &Place, what: &[&Path], program: &[&Path], variables: &[(&str, PathBuf)]) -> Result<Outcome> {
    let write = place.write.then_some(Path::new("--write"));
    let arguments: Vec<&Path> =
        [Path::new("restli-interop-sandbox"), Path::new("--")].into_iter().chain(write).chain(what.iter().copied()).collect();
    let holds = cargo_run(place, &arguments, program, variables)?;
    if !holds {
        eprintln!("`cargo xtask interop --write` writes what programs did on the sandbox into tests/interop: read the difference");
    }
    Ok(if holds { Outcome::Passed } else { Outcome::Failed })
}

/// Runs a package of the workspace, which runs another program.
fn cargo_run(place: &Place, arguments: &[&Path], program: &[&Path], variables: &[(&str, PathBuf)]) -> Result<bool> {
    let mut command = Command::new(crate::cargo::cargo());
    command.args(["run", "--quiet", "--package"]).args(arguments).arg("--").args(program);
    command.envs(variables.iter().map(|(name, value)| (name, value))).current_dir(&place.workspace);
    Ok(command.status()?.success())
}
