//! `cargo xtask bench sandbox`: the sandbox of LinkedIn under load from another process, its memory, and the time that it takes to start.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::measure::checked;
use crate::cargo::{cargo, target_folder, workspace};

/// Options of `bench sandbox`.
#[derive(clap::Args)]
pub(super) struct Options {
    /// Seconds of load.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Connections that are kept.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Starts of which the median counts.
    #[arg(long, default_value_t = 9)]
    runs: usize,
}

/// Seconds of load before memory is measured: buffers and the log of exchanges have their size then.
const WARM_UP: u64 = 5;

pub(super) fn run(options: &Options) -> Result<()> {
    let workspace = workspace()?;
    let build = ["build", "--release", "--quiet", "--package", "linkedin-sandbox", "--package", "restli-load", "--bins"];
    checked(Command::new(cargo()).args(build).current_dir(&workspace))?;
    let programs = target_folder(&workspace)?.join("release");

    println!("| what | measured | budget | verdict |");
    println!("| --- | --- | --- | --- |");
    let mut ready = (0..options.runs.max(1)).map(|_| Ok(Server::start(&programs)?.ready)).collect::<Result<Vec<_>>>()?;
    ready.sort();
    let ready = ready.get(ready.len() / 2).copied().unwrap_or_default();
    row("from the start of the process to its first line", &format!("{} ms", ready.as_millis()), "100 ms", ready.as_millis() <= 100);

    let server = Server::start(&programs)?;
    let idle = server.memory()?;
    row("memory, idle", &mebibytes(idle), "64 MiB", idle <= 64 << 20);
    server.load(&programs, WARM_UP, options.connections)?;
    let before = server.memory()?;
    let load = server.load(&programs, options.seconds, options.connections)?;
    let after = server.memory()?;
    let rate = load.requests / options.seconds.max(1);
    row(
        &format!("requests in a second, {} connections, {} s", options.connections, options.seconds),
        &rate.to_string(),
        "5000",
        rate >= 5_000,
    );
    row("answers that were no success", &format!("{} of {}", load.errors, load.requests), "0", load.errors == 0);
    row("memory before and after", &format!("{}, {}", mebibytes(before), mebibytes(after)), "a tenth more", after <= before + before / 10);
    drop(server);

    let output = Command::new(programs.join("starts")).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the program of the starts failed: {}", output.status);
    let figures: Vec<f64> = String::from_utf8_lossy(&output.stdout).split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let &[read, start, many, each] = figures.as_slice() else { anyhow::bail!("the program of the starts prints four figures") };
    row("the schema read, once in a process", &format!("{read} ms"), "", true);
    row("`Sandbox::start` after that", &format!("{start} ms"), "5 ms", start <= 5.0);
    row("a thousand sandboxes in one process", &format!("{many} ms, {each} KiB each"), "", true);
    if !load.first.is_empty() {
        println!("\nThe first answer that was no success: {}", load.first);
    }
    Ok(())
}

fn row(what: &str, measured: &str, budget: &str, is_within: bool) {
    let verdict = match (budget, is_within) {
        ("", _) => "",
        (_, true) => "within",
        (_, false) => "over",
    };
    println!("| {what} | {measured} | {budget} | {verdict} |");
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

/// The outcome of a load.
struct Load {
    requests: u64,
    errors: u64,
    first: String,
}

/// A sandbox in a process of its own, which ends when it is dropped.
struct Server {
    process: Child,
    ready: Duration,
    url: String,
    token: String,
    /// Open as long as the server may print.
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(programs: &Path) -> Result<Self> {
        let program: PathBuf = programs.join("linkedin-sandbox");
        let begun = Instant::now();
        let mut process = Command::new(&program)
            .args(["--port", "0", "--seed", "demo"])
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = BufReader::new(process.stdout.take().context("the output of the server is piped")?);
        let mut server = Self { process, ready: Duration::ZERO, url: String::new(), token: String::new(), output };
        let mut line = String::new();
        server.output.read_line(&mut line)?;
        server.ready = begun.elapsed();
        server.url = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .context("the first line has no address")?
            .trim_end_matches(':')
            .to_owned();
        while !line.starts_with("token ") {
            line.clear();
            ensure!(server.output.read_line(&mut line)? > 0, "the server has ended before it printed a token");
        }
        server.token = line.split_whitespace().nth(1).context("the line of the token has one")?.to_owned();
        Ok(server)
    }

    /// The memory that the process has, in bytes.
    fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))
            .context("memory is read from `/proc`, which only Linux has")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the status of the process has its memory")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
    }

    /// Loads the server from another process.
    fn load(&self, programs: &Path, seconds: u64, connections: usize) -> Result<Load> {
        let arguments = [self.url.clone(), self.token.clone(), seconds.to_string(), connections.to_string()];
        let output = Command::new(programs.join("mix")).args(arguments).stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "the program of the load failed: {}", output.status);
        let text = String::from_utf8(output.stdout)?;
        let mut words = text.trim().splitn(3, ' ');
        let mut number = || anyhow::Ok(words.next().context("the program of the load prints two numbers")?.parse()?);
        let (requests, errors) = (number()?, number()?);
        Ok(Load { requests, errors, first: words.next().unwrap_or_default().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
