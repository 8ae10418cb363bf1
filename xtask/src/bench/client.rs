//! `cargo xtask bench client`: a call of the typed client beside the same call by hand, on one server in one run.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::measure::{checked, cost};
use crate::cargo::{cargo, target_folder, workspace};

/// Options of `bench client`.
#[derive(clap::Args)]
pub(super) struct Options {
    /// Pairs of runs of which the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Calls in flight when memory is measured. Each takes a file descriptor of both programs.
    #[arg(long, default_value_t = 10_000)]
    in_flight: usize,
}

/// A job whose CPU time is measured.
struct Row {
    answer: &'static str,
    calls: u32,
    at_once: usize,
    /// The ratio to the program by hand that the client may have.
    budget: f64,
}

const ROWS: [Row; 4] = [
    Row { answer: "small", calls: 20_000, at_once: 1, budget: 1.02 },
    Row { answer: "small", calls: 20_000, at_once: 32, budget: 1.02 },
    Row { answer: "large", calls: 2_000, at_once: 1, budget: 0.80 },
    Row { answer: "large", calls: 2_000, at_once: 32, budget: 0.80 },
];

/// The ratio of memory per call in flight that the client may have.
const MEMORY_BUDGET: f64 = 1.05;

pub(super) fn run(options: &Options) -> Result<()> {
    let workspace = workspace()?;
    let build = ["build", "--release", "--quiet", "--package", "restli-load", "--bins"];
    checked(Command::new(cargo()).args(build).current_dir(&workspace))?;
    let programs = target_folder(&workspace)?.join("release");
    let (ours, by_hand) = (programs.join("ours"), programs.join("by_hand"));

    println!("| answer | at once | ours, CPU us per call | by hand | ratio | budget | verdict |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let server = Server::start(&programs, 1)?;
    for row in &ROWS {
        let pairs = pairs(options.runs, || Ok((per_call(&ours, &server, row)?, per_call(&by_hand, &server, row)?)))?;
        println!("| {} | {} | {} |", row.answer, row.at_once, compared(pairs, row.budget, 1));
    }
    drop(server);

    println!("\n| in flight | ours, bytes per call | by hand | ratio | budget | verdict |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let server = Server::start(&programs, options.in_flight)?;
    let pairs = pairs(options.runs, || Ok((memory(&ours, &server, options.in_flight)?, memory(&by_hand, &server, options.in_flight)?)))?;
    println!("| {} | {} |", options.in_flight, compared(pairs, MEMORY_BUDGET, 0));
    Ok(())
}

/// Measures both programs in turn, so that a machine that slows down slows both.
fn pairs(runs: usize, mut measure: impl FnMut() -> Result<(f64, f64)>) -> Result<Vec<(f64, f64)>> {
    let mut pairs = (0..runs.max(1)).map(|_| measure()).collect::<Result<Vec<_>>>()?;
    pairs.sort_by(|one, other| ratio(*one).total_cmp(&ratio(*other)));
    Ok(pairs)
}

fn ratio((ours, by_hand): (f64, f64)) -> f64 {
    ours / by_hand
}

/// The cells of the pair whose ratio is the median.
fn compared(pairs: Vec<(f64, f64)>, budget: f64, digits: usize) -> String {
    let middle = pairs.len() / 2;
    let Some(pair @ (ours, by_hand)) = pairs.into_iter().nth(middle) else { return String::new() };
    let verdict = if ratio(pair) <= budget { "within" } else { "over" };
    format!("{ours:.digits$} | {by_hand:.digits$} | {:.2} | {budget:.2} | {verdict}", ratio(pair))
}

/// The CPU time of a call in microseconds, without the start of the program and its first call.
fn per_call(program: &Path, server: &Server, row: &Row) -> Result<f64> {
    let run = |calls: u32| cost(&mut server.call(program, row.answer, calls as usize, row.at_once));
    let (start, whole) = (run(1)?, run(1 + row.calls)?);
    Ok(whole.cpu.saturating_sub(start.cpu).as_secs_f64() * 1e6 / f64::from(row.calls))
}

/// The memory of a call in flight in bytes, as the program prints it.
fn memory(program: &Path, server: &Server, in_flight: usize) -> Result<f64> {
    let output = server.call(program, "small", in_flight, in_flight).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{} failed: {}", program.display(), output.status);
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}

/// The server of the calls, which ends when it is dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts a server that answers as soon as so many requests wait.
    fn start(programs: &Path, together: usize) -> Result<Self> {
        let program: PathBuf = programs.join("server");
        let mut process = Command::new(&program)
            .arg(together.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let stdout = process.stdout.take().context("the output of the server is piped")?;
        let mut server = Self { process, url: String::new() };
        BufReader::new(stdout).read_line(&mut server.url)?;
        server.url.truncate(server.url.trim_end().len());
        ensure!(!server.url.is_empty(), "the server ended before it printed its address");
        Ok(server)
    }

    /// The command of a program that calls the server.
    fn call(&self, program: &Path, answer: &str, calls: usize, at_once: usize) -> Command {
        let mut command = Command::new(program);
        command.args([&self.url, answer, &calls.to_string(), &at_once.to_string()]);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
