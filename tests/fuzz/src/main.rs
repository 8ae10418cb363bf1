//! Changes inputs at random for a while and tries them, without looking at coverage. `cargo xtask fuzz` runs it where
//! libFuzzer cannot be built.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result};
use clap::Parser;
use restli_fuzz::mutate::Mutator;
use restli_fuzz::{READERS, Reader, check, keep, seeds};

/// Tries readers on inputs that are changed at random.
#[derive(Parser)]
struct Options {
    /// Seconds per reader.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The readers; all of them if none is named.
    readers: Vec<String>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let named = |name: &String| READERS.iter().find(|reader| reader.name == *name).with_context(|| format!("there is no reader `{name}`"));
    let mut readers = options.readers.iter().map(named).collect::<Result<Vec<_>>>()?;
    if readers.is_empty() {
        readers.extend(READERS);
    }
    let mut code = ExitCode::SUCCESS;
    for reader in readers {
        if !holds(reader, Duration::from_secs(options.seconds))? {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// Tries one reader until the time is over or something does not hold.
fn holds(reader: &Reader, time: Duration) -> Result<bool> {
    let seeds = seeds(reader)?;
    let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.subsec_nanos();
    let mut mutator = Mutator::new(reader, &seeds, seed.into());
    let (start, mut runs) = (Instant::now(), 0_u64);
    while start.elapsed() < time {
        let input = mutator.input();
        runs += 1;
        if let Err(problem) = check(reader, &input) {
            println!("{}: {problem}\n  kept as {}", reader.name, keep(reader, &input)?.display());
            return Ok(false);
        }
    }
    println!("{}: {runs} runs, nothing found", reader.name);
    Ok(true)
}
