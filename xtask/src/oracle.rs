//! `cargo xtask oracle`: the compiler's judgement on the Rust verdicts of `diff`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, ensure};
use restli_review::diff::Verdict;

mod compile;
mod pairs;
#[cfg(test)]
mod tests;
mod verdicts;

use compile::{Compiled, Compiler, Job};
use pairs::{Files, Pair};
use verdicts::{differs, missed};

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

/// Compiles the program of each pair against both sides; fails where the compiler, or `diff`, contradicts the pair.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let begun = Instant::now();
    let mut pairs = pairs::read(&folder()?)?;
    pairs.retain(|pair| options.words.is_empty() || options.words.iter().any(|word| pair.name.contains(word.as_str())));
    ensure!(!pairs.is_empty(), "no name of a pair in `tests/oracle` has one of the words");
    let jobs = jobs(&pairs);
    let results = Compiler::new()?.run(&jobs)?;
    let result = |files: &Files, marked: bool, pair: &Pair| -> Result<Compiled> {
        let is_that = |(number, job): (usize, &Job<'_>)| {
            let is_client = job.files == files && job.marked == marked;
            let program = job.programs.iter().position(|program| *program == pair.program).filter(|_| is_client)?;
            Some((number, program))
        };
        let (job, number) = jobs.iter().enumerate().find_map(is_that).context("every program is compiled")?;
        let results = results.get(job).context("every job is done")?.as_ref().map_err(|error| anyhow!("{error:#}"))?;
        results.get(number).cloned().context("every program is compiled")
    };
    // Pairs of one area fail for one reason if their schema or program is wrong.
    let (mut wrong, mut breaking) = (BTreeMap::<String, Vec<&str>>::new(), 0);
    for pair in &pairs {
        match judge(pair, result(&pair.before, true, pair), result(&pair.after, false, pair)) {
            Err(told) => wrong.entry(told).or_default().push(&pair.name),
            Ok(after) => {
                breaking += usize::from(after.is_some());
                if options.list {
                    println!("{}: {}", pair.name, after.as_deref().unwrap_or("compiles"));
                }
            }
        }
    }
    for (told, names) in &wrong {
        println!("wrong: {}: {told}", names.join(", "));
    }
    let wrong: usize = wrong.values().map(Vec::len).sum();
    let (all, clients, seconds) = (pairs.len(), jobs.len(), begun.elapsed().as_secs());
    println!("{all} pairs, of which {breaking} break programs, on {clients} clients in {seconds} s; {wrong} are wrong");
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The compiler's first error after the change, if there is one and should be; an error if the compiler, `diff` or `diff --used-by` contradicts
/// the pair.
fn judge(pair: &Pair, before: Result<Compiled>, after: Result<Compiled>) -> Result<Option<String>, String> {
    if let Some(told) = differs(pair) {
        return Err(told);
    }
    let before = before.map_err(|error| format!("the client does not compile before the change: {error:#}"))?;
    let after = after.map_err(|error| format!("the client does not compile after the change: {error:#}"))?;
    if let Some((line, error)) = before.errors.first() {
        return Err(format!("the program does not compile before the change: line {line}: {error}"));
    }
    match after.errors.first() {
        Some((line, error)) if pair.verdict != Verdict::Breaks => {
            Err(format!("`diff` says {}, and the compiler refuses the program: line {line}: {error}", pair.verdict))
        }
        None if pair.verdict == Verdict::Breaks => Err("`diff` says breaks, and the compiler takes the program".to_owned()),
        first => match missed(pair, &before.uses, &after.errors) {
            Some(told) => Err(told),
            None => Ok(first.map(|(_, error)| error.clone())),
        },
    }
}

/// The different clients, each with the different programs to compile against it.
fn jobs(pairs: &[Pair]) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (pair, files, marked) in pairs.iter().flat_map(|pair| [(pair, &pair.before, true), (pair, &pair.after, false)]) {
        let (features, program) = (pair.features(), pair.program.as_str());
        match jobs.iter_mut().find(|job| job.files == files && job.features == features && job.marked == marked) {
            Some(job) if job.programs.contains(&program) => {}
            Some(job) => job.programs.push(program),
            None => jobs.push(Job { files, features, marked, programs: vec![program] }),
        }
    }
    jobs
}
