//! Runs the driver of another client on the inputs, and compares what it sends with what ours sends. `cargo xtask interop` starts it.
#![allow(clippy::print_stdout, reason = "a command line tool talks to its user")]

use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result};
use clap::Parser;
use serde::Deserialize;

/// Compares the requests of another client with ours.
#[derive(Parser)]
struct Options {
    /// The client, as `inputs.json` and `differences.json` call it.
    client: String,
    /// The program that runs its driver, and the driver.
    #[arg(required = true, last = true)]
    driver: Vec<String>,
}

/// The output of a driver for a case.
#[derive(Deserialize)]
struct Line {
    case: String,
    error: Option<String>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let (cases, known) = (restli_interop::cases()?, restli_interop::known()?);
    let server = restli_interop::Server::start()?;
    let errors = drive(&options, server.url())?;
    let report = restli_interop::compare(&options.client, &cases, &known, &server.captured()?, &errors)?;
    print!("{report}");
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the driver; what the client threw, by case.
fn drive(options: &Options, url: &str) -> Result<BTreeMap<String, String>> {
    let (program, arguments) = options.driver.split_first().context("a driver")?;
    let mut command = Command::new(program);
    command.args(arguments).arg(url).arg(restli_interop::inputs()).arg(&options.client);
    // A proxy of the machine is not to stand between the client and this program.
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").stderr(Stdio::inherit());
    let output = command.output().with_context(|| format!("cannot run {program}"))?;
    anyhow::ensure!(output.status.success(), "{}: the driver ended with {}", options.client, output.status);
    let mut errors = BTreeMap::new();
    for line in std::str::from_utf8(&output.stdout)?.lines() {
        let line: Line = serde_json::from_str(line).with_context(|| format!("the driver printed `{line}`"))?;
        errors.extend(line.error.map(|error| (line.case, error)));
    }
    Ok(errors)
}
