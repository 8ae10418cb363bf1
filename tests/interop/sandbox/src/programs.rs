//! Programs of others that do their job on a sandbox: `tests/interop/programs.json`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use linkedin_sandbox::{Exchange, Sandbox};
use restli_core::Json;
use serde::{Deserialize, Serialize};

use crate::{desk, kept};

const FILE: &str = "programs.json";

/// The programs of each part, by the names of the files that run them.
type Programs = BTreeMap<String, BTreeMap<String, Program>>;

/// A program, and what it did.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Program {
    /// A day on which the version of the API that the program speaks had not ended; without it, the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, flatten)]
    told: Told,
    /// The requests, each once: verb, status, and the operation or the path.
    #[serde(default)]
    requests: Vec<String>,
    /// Parts of the requests that no rule read.
    #[serde(default)]
    unread: Vec<String>,
}

/// The word of the file that runs a program.
#[derive(Default, Deserialize, Serialize)]
struct Told {
    package: String,
    version: String,
    result: Json,
}

/// Runs the programs of a part; returns whether they did what the file says.
pub(crate) fn run(part: &str, folder: &Path, interpreter: &[String], write: bool) -> Result<bool> {
    let mut all: Programs = kept::read(FILE)?;
    for (file, program) in all.get_mut(part).with_context(|| format!("{FILE} has no part {part}"))? {
        let sandbox = desk::demo(program.date.as_deref())?;
        program.told = one(&sandbox, &folder.join(file), interpreter)?;
        let exchanges = sandbox.exchanges();
        program.requests = distinct(exchanges.iter().map(request));
        program.unread = distinct(exchanges.iter().flat_map(|exchange| exchange.unread.iter().cloned()));
        println!("{part}: {} {} made {} requests", program.told.package, program.told.version, exchanges.len());
    }
    kept::hold(FILE, &all, write)
}

/// Runs a program, which prints a line about itself at its end.
fn one(sandbox: &Sandbox, file: &Path, interpreter: &[String]) -> Result<Told> {
    let (first, arguments) = interpreter.split_first().context("an interpreter")?;
    let mut command = Command::new(first);
    command.args(arguments).arg(file).env("SANDBOX", sandbox.base_url()).env("TOKEN", sandbox.token_for_all());
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").stderr(Stdio::piped());
    let output = command.output().with_context(|| format!("cannot run {first}"))?;
    // The port is another one each time.
    let said = String::from_utf8_lossy(&output.stdout).replace(&sandbox.base_url(), "SANDBOX");
    match said.lines().last().map(serde_json::from_str) {
        Some(Ok(told)) if output.status.success() => Ok(told),
        _ => bail!("{}: {}\n{said}{}", file.display(), output.status, String::from_utf8_lossy(&output.stderr)),
    }
}

fn request(exchange: &Exchange) -> String {
    let path = exchange.target.split('?').next().unwrap_or_default();
    // The address of an upload is another one each time.
    let path = path.strip_prefix("/uploads/").map_or(path, |_| "/uploads");
    format!("{} {} {}", exchange.verb, exchange.status.as_u16(), exchange.operation.as_deref().unwrap_or(path))
}

fn distinct(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    lines.for_each(|line| {
        if !seen.contains(&line) {
            seen.push(line);
        }
    });
    seen
}
