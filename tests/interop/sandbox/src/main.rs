//! Programs of others on the sandbox (`tests/interop/README.md`). `cargo xtask interop` starts it.
#![allow(clippy::print_stdout, reason = "a command line tool talks to its user")]
#![allow(clippy::indexing_slicing, reason = "an index of JSON gives null")]

mod calls;
mod clients;
mod desk;
mod driver;
mod kept;
mod outcome;
mod programs;
mod story;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

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
