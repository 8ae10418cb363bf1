//! Costs of commands, and the workspace around a generated client whose compilation is measured.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// The cost of one run of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub(super) cpu: Duration,
    pub(super) wall: Duration,
}

/// Returns the median cost of some runs.
pub(super) fn median(runs: usize, mut run: impl FnMut() -> Result<Cost>) -> Result<Cost> {
    let mut costs = (0..runs.max(1)).map(|_| run()).collect::<Result<Vec<_>>>()?;
    costs.sort();
    costs.get(costs.len() / 2).copied().context("at least one run")
}

/// Runs a command and measures it.
pub(super) fn cost(command: &mut Command) -> Result<Cost> {
    let (before, start) = (children_cpu()?, Instant::now());
    checked(command)?;
    Ok(Cost { cpu: children_cpu()?.saturating_sub(before), wall: start.elapsed() })
}

/// Runs a command; a failed command is an error.
pub(super) fn checked(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}

/// User and system time of all finished children, from `/proc/self/stat` (fields 16 and 17, in hundredths of a second).
fn children_cpu() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("benchmarks read /proc/self/stat, which only Linux has")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// The workspace that holds the generated crates and a program.
pub(super) fn workspace_around(out: &Path, main: &str) -> Result<()> {
    let tokio = "tokio = { version = \"1\", default-features = false, features = [\"macros\", \"net\", \"rt\", \"time\"] }\n";
    crate::cargo::workspace_around(out, "synthetic-client", &features(out)?, tokio, main)
}

/// The features of the generated client that stand for products.
pub(super) fn features(out: &Path) -> Result<Vec<String>> {
    let manifest = std::fs::read_to_string(out.join("synthetic-client/Cargo.toml"))?;
    Ok(manifest
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("area"))
        .map(str::to_owned)
        .collect())
}

/// Rewrites a file, so that cargo compiles it again.
pub(super) fn touch(file: &Path) -> Result<()> {
    let text = std::fs::read(file)?;
    Ok(std::fs::write(file, text)?)
}

/// Appends to a file.
pub(super) fn append(file: &Path, text: &str) -> Result<()> {
    let old = std::fs::read_to_string(file)?;
    Ok(std::fs::write(file, old + text)?)
}
