//! `cargo xtask bench`: the costs of the generator and its output, beside their budgets. A cost above its budget is no failure.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};

use self::measure::{append, checked, cost, features, median, touch, workspace_around};
use crate::cargo::{cargo, target_folder, workspace};
use restli_testing::synth;

mod client;
mod docs;
mod lsp;
mod macros;
mod measure;
mod sandbox;

/// Options of `bench`.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Time `generate` on synthetic schemas.
    Generate {
        /// Sizes in operations.
        #[arg(long, value_delimiter = ',', default_value = "50,200,1000,10000")]
        operations: Vec<usize>,
        /// Runs of which the median counts.
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
    /// Time the compiler on generated clients.
    Compile {
        /// Sizes in operations.
        #[arg(long, value_delimiter = ',', default_value = "50,200,1000")]
        operations: Vec<usize>,
        /// Runs of which the median counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
    /// Time `projection!` in `cargo check`.
    Macro(macros::Options),
    /// Time calls of the typed client beside calls by hand, and measure the memory of calls in flight.
    Client(client::Options),
    /// Load the sandbox of LinkedIn from another process, and time its starts.
    Sandbox(sandbox::Options),
    /// Time the reference sites of synthetic schemas and of LinkedIn's, and measure their pages.
    Docs(docs::Options),
    /// Time the language server after a change of LinkedIn's schema.
    Lsp(lsp::Options),
}

/// Runs a benchmark.
pub(crate) fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Generate { operations, runs } => generate(operations, *runs),
        What::Compile { operations, runs } => compile(operations, *runs),
        What::Macro(options) => macros::run(options),
        What::Client(options) => client::run(options),
        What::Sandbox(options) => sandbox::run(options),
        What::Docs(options) => docs::run(options),
        What::Lsp(options) => lsp::run(options),
    }
}

fn generate(sizes: &[usize], runs: usize) -> Result<()> {
    let workspace = workspace()?;
    checked(Command::new(cargo()).args(["build", "--release", "--quiet", "--package", "xtask"]).current_dir(&workspace))?;
    let xtask = target_folder(&workspace)?.join("release/xtask");
    println!("| operations | lines | generate, CPU s | wall s | nothing changed, CPU s | --check, CPU s | budget | verdict |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for &size in sizes {
        let folder = tempfile::tempdir()?;
        let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
        synth::write(&schema, size, 1)?;
        let command = |check: bool| {
            let mut command = Command::new(&xtask);
            command.arg("generate").arg("--api").arg(&schema).arg("--out").arg(&out);
            if check {
                command.arg("--check");
            }
            command
        };
        let fresh = median(runs, || {
            if out.exists() {
                std::fs::remove_dir_all(&out)?;
            }
            cost(&mut command(false))
        })?;
        let again = median(runs, || cost(&mut command(false)))?;
        let check = median(runs, || cost(&mut command(true)))?;
        let (budget, verdict) = match size {
            1000 => ("0.3 s", if fresh.cpu <= Duration::from_millis(300) { "within" } else { "over" }),
            10_000 => ("linear: 3 s", if fresh.cpu <= Duration::from_secs(3) { "within" } else { "over" }),
            _ => ("", ""),
        };
        println!(
            "| {size} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {budget} | {verdict} |",
            lines(&out)?,
            fresh.cpu.as_secs_f64(),
            fresh.wall.as_secs_f64(),
            again.cpu.as_secs_f64(),
            check.cpu.as_secs_f64(),
        );
    }
    Ok(())
}

fn compile(sizes: &[usize], runs: usize) -> Result<()> {
    println!("| operations | check, ms/op | dev build, ms/op | release library + program, ms/op | check after a touch, s |");
    println!("| --- | --- | --- | --- | --- |");
    for &size in sizes {
        let folder = tempfile::tempdir()?;
        let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
        synth::write(&schema, size, 1)?;
        let xtask = std::env::current_exe()?;
        checked(Command::new(xtask).arg("generate").arg("--api").arg(&schema).arg("--out").arg(&out))?;
        program(&out)?;
        let client = out.join("synthetic-client/src/lib.rs");
        let build = |arguments: &[&str]| {
            let mut command = Command::new(cargo());
            command.args(arguments).arg("--quiet").current_dir(&out).env("CARGO_TARGET_DIR", out.join("target")).env_remove("RUSTFLAGS");
            command
        };
        let per_operation = |prepare: &[&str], measure: &[&str], touched: &[PathBuf], environment: &[(&str, &str)]| -> Result<f64> {
            checked(build(prepare).envs(environment.iter().copied()))?;
            let measured = median(runs, || {
                for file in touched {
                    touch(file)?;
                }
                let mut command = build(measure);
                command.envs(environment.iter().copied());
                cost(&mut command)
            })?;
            Ok(measured.cpu.as_secs_f64() * 1000.0 / f64::from(u32::try_from(size)?))
        };
        let whole = [("CARGO_INCREMENTAL", "0")];
        // Plain HTTP is enough to compile against, and spares the build of a TLS library.
        let features = features(&out)?.join(",");
        let library = |verb| [verb, "-p", "synthetic-client", "--no-default-features", "--features", features.as_str()];
        let check = per_operation(&library("check"), &library("check"), std::slice::from_ref(&client), &whole)?;
        let dev = per_operation(&library("build"), &library("build"), std::slice::from_ref(&client), &whole)?;
        let main = out.join("program/src/main.rs");
        let release = ["build", "--release", "-p", "program"];
        let release = per_operation(&release, &release, &[client.clone(), main], &whole)?;
        let resource = first_resource(&out)?;
        let incremental = || {
            let mut command = build(&library("check"));
            command.env("CARGO_INCREMENTAL", "1");
            command
        };
        checked(&mut incremental())?;
        let touched = median(runs, || {
            append(&resource, "\n")?;
            cost(&mut incremental())
        })?;
        println!("| {size} | {check:.1} | {dev:.1} | {release:.1} | {:.2} |", touched.cpu.as_secs_f64());
    }
    println!("\nBudgets: check 8 ms/op, dev build 18 ms/op, release 60 ms/op, check after a touch at 200 operations 1.2 s.");
    Ok(())
}

/// A program beside the generated crates that sends a request of every operation and polls each answer, and the workspace that holds them all.
fn program(out: &Path) -> Result<()> {
    let (mut functions, mut calls) = (String::new(), String::new());
    let root = std::fs::read_to_string(out.join("synthetic-client/src/lib.rs"))?;
    for accessor in root.split("pub const fn ").skip(1) {
        let (name, rest) = accessor.split_once('(').context("a function has parentheses")?;
        let Some((area, _)) =
            rest.split_once("-> ").and_then(|(_, path)| path.split_once("::")).filter(|(area, _)| area.starts_with("area"))
        else {
            continue;
        };
        let source = std::fs::read_to_string(out.join(format!("synthetic-client/src/{area}/{name}.rs")))?;
        let form = source.split("entity: &").nth(1).and_then(|path| path.split([',', ')']).next()).context("there is a create")?;
        writeln!(calls, "    {name}(&client).await;")?;
        writeln!(
            functions,
            "async fn {name}(client: &synthetic_client::Client) {{
    show(client.{name}().get(1).await);
    show(client.{name}().get_all().await);
    show(client.{name}().create(&synthetic_client::{form}::new(owner(), \"n\", 1)).await);
    show(client.{name}().partial_update(1, Default::default()).await);
}}
"
        )?;
    }
    let main = format!(
        "//! Calls every operation.

fn show<T>(result: Result<T, synthetic_client::Error>) {{
    if let Err(error) = result {{
        eprintln!(\"{{error}}\");
    }}
}}

fn owner() -> synthetic_client::urns::OwnerUrn {{
    synthetic_client::urns::OwnerUrn::new(1)
}}

{functions}#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), synthetic_client::Error> {{
    let client = synthetic_client::Client::builder().token(\"a token to compile with\").build()?;
{calls}    Ok(())
}}
"
    );
    workspace_around(out, &main)
}

fn first_resource(out: &Path) -> Result<PathBuf> {
    let folder = out.join("synthetic-client/src/area000");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    files.into_iter().find(|file| !file.ends_with("mod.rs") && !file.ends_with("types.rs")).context("a synthetic area has resources")
}

fn lines(folder: &Path) -> Result<usize> {
    let mut count = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                count += std::fs::read_to_string(&path)?.lines().count();
            }
        }
    }
    Ok(count)
}
