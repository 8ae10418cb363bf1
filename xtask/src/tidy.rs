//! `cargo xtask tidy`: the style rules of this repository that a program can check.

mod chapters;
mod file;
mod hidden;
mod length;
mod literals;
mod markdown;
mod names;
mod openings;
mod prose;
mod references;
mod rust;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, ensure};

use self::file::{Finding, Repository};
use crate::cargo::workspace;

/// A rule: its name, one line for the help, and its check.
struct Rule {
    name: &'static str,
    about: &'static str,
    check: fn(&Repository) -> Vec<Finding>,
}

/// All rules, in the order of the report.
const RULES: &[Rule] = &[
    Rule { name: "modules", about: "every Rust file begins with a module doc", check: prose::modules },
    Rule { name: "openings", about: "doc comments open with their subject or a verb", check: prose::openings },
    Rule { name: "length", about: "files have at most 400 lines", check: length::check },
    Rule { name: "hidden", about: "programs in pages have no hidden lines", check: hidden::check },
    Rule { name: "references", about: "links, paths, anchors and cited sections exist", check: references::check },
    Rule { name: "chapters", about: "sources of the schema lead to a chapter of `docs/linkedin`", check: chapters::check },
    Rule { name: "literals", about: "texts for users cite no section or file of the repository", check: literals::check },
    Rule { name: "tests", about: "names of tests say subject, condition and result", check: names::check },
];

/// Options of `tidy`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rules to check; all without one.
    rules: Vec<String>,
    /// Print the number of findings per crate and rule in place of the findings.
    #[arg(long)]
    summary: bool,
    /// Print the rules.
    #[arg(long)]
    list: bool,
}

/// Checks the rules and prints their findings. Generated files are skipped.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    if options.list {
        for rule in RULES {
            println!("{:<12}{}", rule.name, rule.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    for name in &options.rules {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        ensure!(names.contains(&name.as_str()), "no rule `{name}`; the rules are {}", names.join(", "));
    }
    let repository = Repository::read(workspace()?)?;
    let mut counts: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut all = 0;
    for rule in RULES.iter().filter(|rule| options.rules.is_empty() || options.rules.iter().any(|name| name == rule.name)) {
        let findings = (rule.check)(&repository);
        all += findings.len();
        for finding in &findings {
            *counts.entry(repository.package(&finding.file)).or_default().entry(rule.name).or_default() += 1;
            if !options.summary {
                println!("{}:{}: {}", finding.file, finding.line, finding.message);
            }
        }
        println!("{:<12}{}", rule.name, findings.len());
    }
    if options.summary {
        for (package, counts) in counts {
            let counts: Vec<String> = counts.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
            println!("{package}: {}", counts.join(", "));
        }
    }
    Ok(if all == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
