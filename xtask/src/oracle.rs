//! `cargo xtask oracle`: the compiler's judgement on the Rust verdicts of `diff`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};

mod compile;
mod pairs;
#[cfg(test)]
mod tests;
mod verdicts;

use compile::{Compiled, Compiler, Job};
use pairs::{Files, Pair};
use restli_review::diff::Verdict;

/// Options of `oracle`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only pairs whose name contains one of these words.
    words: Vec<String>,
    /// Print each pair, with the compiler's first error.
    #[arg(long)]
    list: bool,
}

/// The folder of the pairs.
fn folder() -> Result<PathBuf> {
    Ok(crate::cargo::workspace()?.join("tests/oracle"))
}

/// Compiles the program of each pair against both sides; fails where the compiler contradicts the pair.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let begun = Instant::now();
    let mut pairs = pairs::read(&folder()?)?;
    pairs.retain(|pair| options.words.is_empty() || options.words.iter().any(|word| pair.name.contains(word.as_str())));
    let jobs = jobs(&pairs);
    let results = Compiler::new()?.run(&jobs)?;
    let result = |files: &Files, program: &str| -> Result<Compiled> {
        let is_that = |(number, job): (usize, &Job<'_>)| {
            let program = job.programs.iter().position(|other| *other == program).filter(|_| job.files == files)?;
            Some((number, program))
        };
        let (job, number) = jobs.iter().enumerate().find_map(is_that).context("every program is compiled")?;
        let results = results.get(job).context("every job is done")?.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
        results.get(number).cloned().context("every program is compiled")
    };
    let (mut wrong, mut breaking) = (BTreeMap::<String, Vec<&str>>::new(), 0);
    for pair in &pairs {
        let told = match (result(&pair.before, &pair.program), result(&pair.after, &pair.program)) {
            (Err(error), _) => Err(format!("before the change: {error:#}")),
            (_, Err(error)) => Err(format!("after the change: {error:#}")),
            (Ok(Some(error)), _) => Err(format!("the program does not compile before the change: {error}")),
            (Ok(None), Ok(Some(error))) if pair.verdict == Verdict::Breaks => Ok(Some(error)),
            (Ok(None), Ok(Some(error))) => Err(format!("breaks: {error}")),
            (Ok(None), Ok(None)) if pair.verdict == Verdict::Breaks => Err("compiles".to_owned()),
            (Ok(None), Ok(None)) => Ok(None),
        };
        breaking += usize::from(matches!(told, Ok(Some(_))));
        match told {
            Err(told) => wrong.entry(told).or_default().push(&pair.name),
            Ok(Some(error)) if options.list => println!("breaks {}: {error}", pair.name),
            Ok(None) if options.list => println!("compiles {}", pair.name),
            Ok(_) => {}
        }
    }
    for (told, names) in &wrong {
        println!("wrong: {}: {told}", names.join(", "));
    }
    let wrong: usize = wrong.values().map(Vec::len).sum();
    let (all, seconds) = (pairs.len(), begun.elapsed().as_secs());
    println!("{all} pairs, of which {breaking} break programs, on {} clients in {seconds} s: the compiler contradicts {wrong}", jobs.len());
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The different clients, each with the different programs to compile against it.
fn jobs(pairs: &[Pair]) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (pair, files) in pairs.iter().flat_map(|pair| [(pair, &pair.before), (pair, &pair.after)]) {
        let (features, program) = (pair.features(), pair.program.as_str());
        match jobs.iter_mut().find(|job| job.files == files && job.features == features) {
            Some(job) if job.programs.contains(&program) => {}
            Some(job) => job.programs.push(program),
            None => jobs.push(Job { files, features, programs: vec![program] }),
        }
    }
    jobs
}
