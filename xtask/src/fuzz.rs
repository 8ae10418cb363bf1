//! `cargo xtask fuzz`: starts the fuzzer of each reader (`tests/fuzz`).

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

/// Options of `fuzz`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Seconds per reader.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Readers, by the names of their folders in `tests/fuzz/corpus`; all of them if none is named.
    readers: Vec<String>,
}

/// Compiler flags for the coverage counters and compared values that libFuzzer needs.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// Runs the fuzzers one after the other. Fails if one of them finds a defect.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let workspace = crate::cargo::workspace()?;
    let known = readers(&workspace)?;
    if let Some(name) = options.readers.iter().find(|name| !known.contains(name)) {
        bail!("there is no reader `{name}`; there are: {}", known.join(", "));
    }
    let wanted = if options.readers.is_empty() { &known } else { &options.readers };
    let Some(program) = guided(&workspace)? else {
        println!("libFuzzer cannot be built here (it needs a C++ compiler, and crates.io once): falling back to changes without coverage");
        let mut command = Command::new(crate::cargo::cargo());
        command.args(["run", "--quiet", "--release", "--package", "restli-fuzz", "--", "--seconds", &options.seconds.to_string()]);
        let status = command.args(wanted).current_dir(&workspace).status()?;
        return Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    };
    let mut code = ExitCode::SUCCESS;
    for name in wanted {
        if !libfuzzer(&workspace, &program, name, options.seconds)? {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// The names of the readers.
fn readers(workspace: &Path) -> Result<Vec<String>> {
    let folder = workspace.join("tests/fuzz/corpus");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Builds the readers with libFuzzer; `None` if the build fails.
fn guided(workspace: &Path) -> Result<Option<PathBuf>> {
    let package = workspace.join("tests/fuzz/libfuzzer");
    // The fuzzed readers use the same versions of dependencies as the workspace.
    std::fs::copy(workspace.join("Cargo.lock"), package.join("Cargo.lock"))?;
    let target = crate::cargo::target_folder(workspace)?.join("fuzz");
    let host = host()?;
    let mut command = Command::new(crate::cargo::cargo());
    command.args(["build", "--release", "--quiet", "--target", &host]).env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", &target);
    let built = command.current_dir(&package).status()?.success();
    Ok(built.then(|| target.join(host).join("release/libfuzzer")))
}

/// The target triple of this machine: naming it keeps the flags away from build scripts and procedural macros.
fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("cannot run rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned).context("rustc names its host")
}

/// Runs libFuzzer on one reader; returns `true` if it found no defect.
fn libfuzzer(workspace: &Path, program: &Path, name: &str, seconds: u64) -> Result<bool> {
    let folder = crate::cargo::target_folder(workspace)?.join("fuzz/readers").join(name);
    let kept = workspace.join("tests/fuzz/corpus").join(name);
    let output = Command::new(program)
        .args(["-verbosity=0", "-print_final_stats=1", "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-dict={}", folder.join("words").display()))
        .arg(format!("-artifact_prefix={}/", kept.display()))
        .arg(folder.join("inputs"))
        .env("FUZZ_READER", name)
        .env("FUZZ_FOLDER", &folder)
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        let runs = told.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")).unwrap_or_default().trim();
        println!("{name}: {runs} runs, nothing found");
    } else {
        println!("{told}\n{name}: found something, kept in {}", kept.display());
    }
    Ok(output.status.success())
}
