//! `cargo xtask editor`: completion, definitions and documentation inside `projection!`, as rust-analyzer gives them.

mod cases;
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use self::cases::{CASES, Case, Expected};
use self::server::Server;
use crate::cargo::{target_folder, workspace, workspace_around};

/// The text before the call of a case.
const BEFORE: &str = "use shop_client::projection;\n\nmod parts {\n    shop_client::projection! { pub struct Place: Address => (city) }\n}\n\nfn main() {\n    ";

pub(crate) fn run() -> Result<ExitCode> {
    let is_here = Command::new("rust-analyzer").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !is_here.is_ok_and(|status| status.success()) {
        println!("SKIPPED: no editor was asked about projections: `rustup component add rust-analyzer` installs rust-analyzer");
        return Ok(ExitCode::SUCCESS);
    }
    let begun = Instant::now();
    let checkout = workspace()?;
    let target = target_folder(&checkout)?;
    let program = write_program(&checkout, &target.join("editor"))?;
    let file = program.join("program/src/main.rs");
    let mut server = Server::start(&program, &target, &file)?;
    println!("loaded ({:.1} s)", begun.elapsed().as_secs_f32());
    let mut failed = 0;
    for case in CASES {
        if let Err(error) = check(&mut server, case) {
            failed += 1;
            println!("FAILED: {}\n        {error:#}", case.written);
        }
    }
    println!("{} of {} projections are understood ({:.1} s)", CASES.len() - failed, CASES.len(), begun.elapsed().as_secs_f32());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Generates the client of `tests/editor/schema`, with a program beside it. The path has no links, as rust-analyzer answers with such.
fn write_program(checkout: &Path, folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let mut generate = Command::new(std::env::current_exe()?);
    generate.arg("generate").arg("--api").arg(checkout.join("tests/editor/schema")).arg("--out").arg(&folder);
    ensure!(generate.stdout(Stdio::null()).status()?.success(), "the client for the editor cannot be generated");
    workspace_around(&folder, "shop-client", &["orders".to_owned()], "", BEFORE)?;
    Ok(folder)
}

/// Asks what the case asks, and compares.
fn check(server: &mut Server, case: &Case) -> Result<()> {
    let (before, after) = case.written.split_once('│').context("a case has a cursor")?;
    let before = format!("{BEFORE}{before}");
    let text = format!("{before}{after};\n}}\n");
    server.write(&text)?;
    let at = (before.matches('\n').count(), before.lines().last().unwrap_or_default().len());
    match case.expected {
        Expected::Offers(expected) => {
            let mut names = strings(&server.ask_at("textDocument/completion", at)?, "/items", "/label");
            names.sort();
            ensure!(names == expected, "offers {names:?} and not {expected:?}");
        }
        Expected::LeadsTo(expected) => {
            let places = server.ask_at("textDocument/definition", at)?;
            let lines = places.as_array().into_iter().flatten().map(|place| line_at(place, &text)).collect::<Result<Vec<_>>>()?;
            ensure!(lines == [expected], "leads to {lines:?} and not to {expected:?}");
        }
        Expected::Tells(expected) => {
            let hover = server.ask_at("textDocument/hover", at)?.to_string();
            ensure!(hover.contains(expected), "tells {hover}");
        }
        Expected::Problems(expected) => {
            let problems = server.ask_at("textDocument/diagnostic", at)?;
            // What rust-analyzer has to say without the standard library stands at the name of the macro.
            let behind = |problem: &&Value| problem.pointer("/range/start/character").and_then(Value::as_u64) >= Some(at.1 as u64);
            let problems: Vec<_> = problems.pointer("/items").and_then(Value::as_array).into_iter().flatten().filter(behind).collect();
            let messages: Vec<_> = problems.iter().filter_map(|problem| problem.get("message")?.as_str()).collect();
            let fits = messages.len() == expected.len() && messages.iter().zip(expected).all(|(one, start)| one.starts_with(start));
            ensure!(fits, "reports {messages:?} and not {expected:?}");
        }
    }
    Ok(())
}

fn strings(value: &Value, list: &str, text: &str) -> Vec<String> {
    let items = value.pointer(list).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.pointer(text)?.as_str()).map(str::to_owned).collect()
}

/// The line that a location leads to: of a file on the disk, or of the text that the editor has.
fn line_at(place: &Value, text: &str) -> Result<String> {
    let uri = place.get("uri").or_else(|| place.get("targetUri")).and_then(Value::as_str).context("a location has a file")?;
    let range = place.get("range").or_else(|| place.get("targetSelectionRange"));
    let line = range.and_then(|range| range.pointer("/start/line")).and_then(Value::as_u64).context("a location has a line")?;
    let path = uri.strip_prefix("file://").context("a file is on this machine")?;
    let file = if path.ends_with("program/src/main.rs") { text.to_owned() } else { std::fs::read_to_string(path)? };
    Ok(file.lines().nth(usize::try_from(line)?).unwrap_or_default().trim().to_owned())
}
