//! `cargo xtask sandbox-mutants`: each guard of the sandbox is taken out in turn, and a test has to notice.
//!
//! A copy of the workspace has a switch in every guard, and is built once; the tests then run once for each guard that is switched off.

mod guards;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::cargo::{cargo, target_folder, workspace};
use guards::{GUARDS, Guard};

/// Options of `sandbox-mutants`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Words in the places of the guards that are taken out; all of them if none is given.
    words: Vec<String>,
}

/// The variable that switches a guard off, by its number.
const SWITCH: &str = "SANDBOX_MUTANT";

/// The time of a test program without a guard, which may wait forever.
const PATIENCE: Duration = Duration::from_mins(2);

/// The least guards in a hundred that tests notice.
const LEAST: usize = 95;

/// Takes out each guard in turn. Fails if too few are noticed.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let workspace = workspace()?;
    let copy = tempfile::tempdir()?;
    copy_sources(&workspace, copy.path())?;
    for (number, guard) in GUARDS.iter().enumerate() {
        let path = copy.path().join("crates").join(guard.file);
        let source = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        fs::write(&path, switched(&source, guard, number)?)?;
    }
    let programs = build(copy.path(), &target_folder(&workspace)?.join("mutants"))?;
    if let Some(program) = noticed(&programs, None)? {
        bail!("{program} fails with every guard in its place");
    }
    let wanted = |guard: &Guard| options.words.is_empty() || options.words.iter().any(|word| place(guard).contains(word.as_str()));
    let (mut caught, mut all) = (0, 0);
    for (number, guard) in GUARDS.iter().enumerate().filter(|(_, guard)| wanted(guard)) {
        all += 1;
        match noticed(&programs, Some(number))? {
            Some(program) => {
                caught += 1;
                println!("caught  {}  by {program}", place(guard));
            }
            None => println!("missed  {}", place(guard)),
        }
    }
    println!("{caught} of {all} guards are noticed when they are gone; at least {LEAST} in 100 have to be");
    Ok(if caught * 100 >= all * LEAST { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn place(guard: &Guard) -> String {
    format!("{}: {}", guard.file, guard.line)
}

/// The source with a switch in a guard.
fn switched(source: &str, guard: &Guard, number: usize) -> Result<String> {
    let is_it = |line: &&str| line.trim_start().starts_with(guard.line);
    let found = source.lines().filter(is_it).count();
    ensure!(found == 1, "{} is in {found} lines: correct the list in xtask/src/mutants/guards.rs", place(guard));
    let off = format!("std::env::var({SWITCH:?}).is_ok_and(|one| one == \"{number}\")");
    let (mut out, mut lines) = (String::new(), source.lines());
    let mut add = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    while let Some(line) = lines.next() {
        let Some(passing) = guard.passing.filter(|_| is_it(&line)) else {
            match line.trim_start().strip_prefix("if ").and_then(|rest| rest.strip_suffix(" {")).filter(|_| is_it(&line)) {
                Some(condition) => add(&format!("if !{off} && ({condition}) {{")),
                None => add(line),
            }
            continue;
        };
        add(line);
        // The signature may have several lines.
        let mut last = line;
        while !last.ends_with('{') {
            last = lines.next().with_context(|| format!("{} has no body", place(guard)))?;
            add(last);
        }
        add(&format!("if {off} {{ return {passing}; }}"));
    }
    Ok(out)
}

/// Copies the workspace without what is built.
fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if name == "target" || name == ".git" || path.join("CACHEDIR.TAG").exists() {
            continue;
        }
        let goal = to.join(&name);
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&goal)?;
            copy_sources(&path, &goal)?;
        } else {
            fs::copy(&path, &goal)?;
        }
    }
    Ok(())
}

/// A test program, and the folder that it runs in.
struct Program {
    name: String,
    path: PathBuf,
    folder: PathBuf,
}

/// Builds the test programs of the sandbox, and returns them in the order in which they are tried.
fn build(copy: &Path, target: &Path) -> Result<Vec<Program>> {
    let mut command = Command::new(cargo());
    command.args(["test", "--package", "restli-sandbox", "--package", "linkedin-sandbox", "--lib", "--tests", "--no-run"]);
    command
        .args(["--message-format", "json-render-diagnostics", "--quiet"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(copy)
        .stderr(Stdio::inherit());
    let output = command.output()?;
    ensure!(output.status.success(), "the tests of the sandbox do not build with switches in its guards");
    let messages = String::from_utf8(output.stdout)?;
    let text = |message: &Value, name: &str| message.pointer(name).and_then(Value::as_str).map(str::to_owned);
    let program = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        // The binary of a crate is built for its tests, and is none of them.
        message.pointer("/profile/test")?.as_bool().filter(|is_test| *is_test)?;
        let folder = PathBuf::from(text(&message, "/manifest_path")?).parent()?.to_path_buf();
        Some(Program { name: text(&message, "/target/name")?, path: text(&message, "/executable")?.into(), folder })
    };
    let mut programs: Vec<Program> = messages.lines().filter_map(program).collect();
    ensure!(!programs.is_empty(), "cargo names no test programs");
    programs.sort_by_key(|program| (program.name.contains("oauth"), program.name.clone()));
    Ok(programs)
}

/// The first program that fails with a guard switched off; `None` if all pass.
fn noticed(programs: &[Program], off: Option<usize>) -> Result<Option<String>> {
    for program in programs {
        let mut command = Command::new(&program.path);
        command.current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder).stdout(Stdio::null()).stderr(Stdio::null());
        command.env_remove(SWITCH).envs(off.map(|number| (SWITCH, number.to_string())));
        let mut child = command.spawn().with_context(|| format!("cannot run {}", program.path.display()))?;
        let start = Instant::now();
        let status = loop {
            match child.try_wait()? {
                Some(status) => break Some(status),
                None if start.elapsed() > PATIENCE => {
                    child.kill()?;
                    child.wait()?;
                    break None;
                }
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        if !status.is_some_and(|status| status.success()) {
            return Ok(Some(program.name.clone()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::guards::{GUARDS, Guard};
    use super::switched;

    #[test]
    fn every_guard_of_the_list_is_in_the_source() {
        let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
        for (number, guard) in GUARDS.iter().enumerate() {
            let source = std::fs::read_to_string(crates.join(guard.file)).unwrap_or_default();
            assert!(switched(&source, guard, number).is_ok_and(|switched| switched.contains("SANDBOX_MUTANT")), "{guard:?}");
        }
    }

    #[test]
    fn switch_stands_at_the_beginning_of_a_function_and_before_a_condition() {
        let source =
            "fn small() -> bool {\n    old()\n}\nfn large(\n    one: u8,\n) -> bool {\n    if one > 3 {\n        old();\n    }\n}\n";
        let off = "std::env::var(\"SANDBOX_MUTANT\").is_ok_and(|one| one == \"7\")";
        let of = |line, passing| switched(source, &Guard { file: "x.rs", line, passing }, 7).unwrap_or_default();
        assert!(of("fn small(", Some("true")).starts_with(&format!("fn small() -> bool {{\nif {off} {{ return true; }}\n")));
        assert!(of("fn large(", Some("true")).contains(&format!(") -> bool {{\nif {off} {{ return true; }}\n")));
        assert!(of("if one > 3 {", None).contains(&format!("if !{off} && (one > 3) {{\n")));
        assert!(switched(source, &Guard { file: "x.rs", line: "fn none(", passing: None }, 7).is_err());
    }
}
