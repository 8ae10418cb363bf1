//! `cargo xtask properties`: property-based tests of the generator. What passes the check generates, compiles and sends what was meant.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, bail};

mod compile;
mod events;
mod judge;
mod names;
mod program;
mod resources;
mod sample;
mod schema;
mod shrink;
mod types;
mod wire;
mod writer;
mod written;

use judge::{Broken, judge};
use schema::{Schema, schema};
use written::Written;

/// Options of `properties`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The seed of the first schema; each further schema has the next one.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of schemas.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    schemas: u64,
    /// Make the schemas products of one API, compile its client with warnings denied, and compare the requests that a program builds.
    #[arg(long)]
    compile: bool,
}

/// Judges the schemas; prints the first that breaks a promise, made as small as possible.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    if options.compile {
        return compile(options);
    }
    let mut tally = Tally::default();
    for seed in options.seed..options.seed.saturating_add(options.schemas) {
        if let Err((whole, broken)) = tally.judge(seed) {
            println!("seed {seed}: {}; looking for a smaller schema", broken.promise);
            let same = |smaller: &Schema| judge(smaller).is_err_and(|other| other.promise == broken.promise);
            // Each smaller schema that panics would be told.
            let told = std::panic::take_hook();
            std::panic::set_hook(Box::new(|_| {}));
            let smallest = shrink::shrink(whole, usize::MAX, same);
            std::panic::set_hook(told);
            let Broken { promise, what } = judge(&smallest).err().unwrap_or(broken);
            println!("seed {seed}: {promise}, but:\n{what}\n{}", shown(&smallest));
            return Ok(ExitCode::FAILURE);
        }
    }
    print!("{}", tally.text());
    Ok(ExitCode::SUCCESS)
}

/// Compiles the schemas as the products of one API.
fn compile(options: &Options) -> Result<ExitCode> {
    let whole = schema(options.seed, usize::try_from(options.schemas)?);
    let passed = match judge(&whole) {
        Ok(Ok(passed)) => passed,
        Ok(Err((rule, message))) => bail!("the schemas of seed {} are refused ({rule}: {message}): take another seed", options.seed),
        Err(Broken { promise, what }) => bail!("seed {}: {promise}, but:\n{what}", options.seed),
    };
    let workshop = compile::Workshop::new()?;
    let products = passed.schema.len().saturating_sub(1);
    println!("seed {}: compiling {products} products; the first run compiles the dependencies, too", options.seed);
    match workshop.try_out(&passed)? {
        Ok(lines) => {
            println!("{lines} requests and values are as expected, {} names were mended as the help said", passed.renamed);
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            println!("seed {}: {}, but:\n{}\nlooking for a smaller schema", options.seed, broken.promise, broken.what);
            let smallest = workshop.smallest(&passed.schema, &broken);
            if smallest.len() < passed.schema.len() {
                print!("{}", shown(&smallest));
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The tally of judgements.
#[derive(Debug, Default)]
struct Tally {
    passed: usize,
    renamed: usize,
    lines: usize,
    /// The number of refused schemas, and the first message, by broken rule.
    refused: BTreeMap<&'static str, (usize, String)>,
}

impl Tally {
    /// Judges the schema of a seed. The error is the schema with the promise that it breaks.
    fn judge(&mut self, seed: u64) -> Result<(), (Schema, Broken)> {
        let whole = schema(seed, if seed.is_multiple_of(2) { 1 } else { 2 });
        match judge(&whole) {
            Ok(Ok(passed)) => {
                self.passed += 1;
                self.renamed += passed.renamed;
                self.lines += passed.files.values().map(|text| text.lines().count()).sum::<usize>();
                Ok(())
            }
            Ok(Err((rule, message))) => {
                self.refused.entry(rule).or_insert((0, message)).0 += 1;
                Ok(())
            }
            Err(broken) => Err((whole, broken)),
        }
    }

    fn text(&self) -> String {
        let refused: usize = self.refused.values().map(|(count, _)| count).sum();
        let rules: Vec<String> =
            self.refused.iter().map(|(rule, (count, message))| format!("  {rule} {count}, such as: {message}\n")).collect();
        format!(
            "{} schemas passed ({} lines generated, {} names mended as the help said), {refused} were refused\n{}",
            self.passed,
            self.lines,
            self.renamed,
            rules.concat()
        )
    }
}

/// A schema as text, file by file.
fn shown(schema: &Schema) -> String {
    Written::new(schema).files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::{Broken, Tally, schema};

    #[test]
    fn random_schema_that_passes_generates_and_comes_back() {
        let mut tally = Tally::default();
        for seed in 1..=25 {
            if let Err((_, Broken { promise, what })) = tally.judge(seed) {
                panic!("`cargo xtask properties --schemas 1 --seed {seed}` shows it smaller: {promise}, but:\n{what}");
            }
        }
        assert!(tally.passed >= 20 && tally.renamed >= 5, "the schemas prove too little: {}", tally.text());
    }

    #[test]
    fn random_schema_of_the_same_seed_is_the_same() {
        assert_eq!(schema(7, 2), schema(7, 2));
        assert_ne!(schema(7, 2), schema(8, 2));
    }
}
