//! Programs of others on the sandbox (`tests/interop/README.md`). `cargo xtask interop` starts it.
#![allow(clippy::print_stdout, reason = "a command line tool talks to its user")]
#![allow(clippy::indexing_slicing, reason = "an index of JSON gives null")]

mod calls;
mod clients;
mod driver;
mod kept;
mod outcome;
mod programs;
mod story;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use linkedin_sandbox::{Sandbox, Seed, Settings};
use restli_core::{Day, Time};
use tokio::runtime::Runtime;

/// Lets programs of others use the sandbox.
#[derive(Parser)]
struct Options {
    /// Writes what came of it into the files, rather than comparing.
    #[arg(long)]
    write: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// An official client drives every operation.
    Client {
        /// The client, as `sandbox.json` and `driven.json` call it.
        client: String,
        /// The program that runs its driver, and the driver.
        #[arg(required = true, last = true)]
        driver: Vec<String>,
    },
    /// Programs do their job.
    Programs {
        /// The part of `programs.json`.
        part: String,
        /// The folder of the files that run them.
        folder: PathBuf,
        /// The program that runs the files.
        #[arg(required = true, last = true)]
        interpreter: Vec<String>,
    },
}

fn main() -> Result<ExitCode> {
    let Options { write, what } = Options::parse();
    let holds = match what {
        What::Client { client, driver } => clients::drive(&client, &driver, write)?,
        What::Programs { part, folder, interpreter } => programs::run(&part, &folder, &interpreter, write)?,
    };
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A day on which the version that the schema pins had not ended.
const DAY: &str = "2026-09-01";

/// A sandbox with the entities of the documentation.
fn sandbox() -> Result<Sandbox> {
    start(Settings { time: Some(midnight(DAY)?), ..linkedin_sandbox::settings() })
}

/// A sandbox with the small world, on a day `YYYY-MM-DD`.
fn demo(date: Option<&str>) -> Result<Sandbox> {
    let world = Seed::Entities(linkedin_sandbox::demo(1));
    start(Settings { world, time: date.map(midnight).transpose()?, ..linkedin_sandbox::settings() })
}

/// The beginning of a day.
fn midnight(date: &str) -> Result<Time> {
    let day = Day::parse(date).with_context(|| format!("`{date}` is no date"))?;
    Ok(Time::from_millis(day.days_after(Day::of(Time::from_millis(0))) * 86_400_000))
}

/// A sandbox on a free port.
fn start(settings: Settings) -> Result<Sandbox> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = if let Some(runtime) = RUNTIME.get() {
        runtime
    } else {
        let made = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        RUNTIME.get_or_init(|| made)
    };
    Ok(runtime.block_on(Sandbox::start(linkedin_sandbox::api(), settings))?)
}
