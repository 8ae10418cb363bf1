//! The cost of a reference site, and the size of its pages.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use restli_testing::synth;

use super::measure::{checked, cost, median};
use crate::cargo::{cargo, target_folder, workspace};

/// The budget of a site of 1,000 operations.
const BUDGET: Duration = Duration::from_secs(2);

/// Options of `bench docs`.
#[derive(clap::Args)]
pub(super) struct Options {
    /// Sizes in operations.
    #[arg(long, value_delimiter = ',', default_value = "50,200,1000")]
    operations: Vec<usize>,
    /// Runs of which the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// Prints the costs for synthetic schemas and for LinkedIn's.
pub(super) fn run(options: &Options) -> Result<()> {
    let workspace = workspace()?;
    let build = ["build", "--release", "--quiet", "--package", "restli-cli", "--no-default-features"];
    checked(Command::new(cargo()).args(build).current_dir(&workspace))?;
    let restli = target_folder(&workspace)?.join("release/restli");
    println!(
        "| schema | files | largest page, bytes | data of the search, bytes | wall s | CPU s | nothing changed, wall s | budget | verdict |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for &size in &options.operations {
        let folder = tempfile::tempdir()?;
        synth::write(folder.path(), size, 1)?;
        line(&restli, &format!("{size} operations"), folder.path(), options.runs, size == 1000)?;
    }
    line(&restli, "LinkedIn's", &workspace.join("schema/linkedin"), options.runs, false)
}

fn line(restli: &Path, name: &str, schema: &Path, runs: usize, has_budget: bool) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("site");
    let command = || {
        let mut command = Command::new(restli);
        command.args(["docs", "--api"]).arg(schema).arg("--out").arg(&out);
        command
    };
    let fresh = median(runs, || {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        cost(&mut command())
    })?;
    let again = median(runs, || cost(&mut command()))?;
    let (mut files, mut largest, mut search) = (0, 0, 0);
    for entry in std::fs::read_dir(&out)? {
        let (entry, name) = entry.map(|entry| (entry.metadata(), entry.file_name()))?;
        let bytes = entry?.len();
        files += 1;
        match name.to_str() {
            Some("search-data.js") => search = bytes,
            Some(name) if name.strip_suffix(".html").is_some() => largest = largest.max(bytes),
            _ => {}
        }
    }
    let verdict = match has_budget {
        true if fresh.wall <= BUDGET => "2 s | within",
        true => "2 s | over",
        false => " | ",
    };
    let [wall, cpu, unchanged] = [fresh.wall, fresh.cpu, again.wall].map(|time| time.as_secs_f64());
    println!("| {name} | {files} | {largest} | {search} | {wall:.2} | {cpu:.2} | {unchanged:.2} | {verdict} |");
    Ok(())
}
