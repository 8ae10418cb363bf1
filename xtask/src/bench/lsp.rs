//! The time that `restli lsp` takes after a change of LinkedIn's schema: the check of all files, and answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::measure::checked;
use crate::cargo::{cargo, target_folder, workspace};

/// The most milliseconds of a check.
const BUDGET: u128 = 50;

/// Options of `bench lsp`.
#[derive(clap::Args)]
pub(super) struct Options {
    /// Changes of which the median counts.
    #[arg(long, default_value_t = 40)]
    runs: usize,
}

/// Measures.
pub(super) fn run(options: &Options) -> Result<()> {
    let workspace = workspace()?;
    let build = ["build", "--release", "--quiet", "--package", "restli-cli", "--no-default-features"];
    checked(Command::new(cargo()).args(build).current_dir(&workspace))?;
    let program = target_folder(&workspace)?.join("release/restli");
    let mut server = Command::new(program).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut editor = Editor {
        input: server.stdin.take().context("an input")?,
        output: BufReader::new(server.stdout.take().context("an output")?),
        last: 0,
    };
    editor.ask("initialize", &json!({"capabilities": {}}))?;
    editor.send(&json!({"method": "initialized", "params": {}}))?;
    let file = workspace.join("schema/linkedin/social.yaml");
    let uri = format!("file://{}", file.display());
    let text = std::fs::read_to_string(&file)?;
    let start = Instant::now();
    editor.send(
        &json!({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "yaml", "version": 0, "text": text}}}),
    )?;
    editor.ask("restli/nothing", &json!({}))?;
    println!("opened: {} ms", start.elapsed().as_millis());
    let (mut checks, mut completions, mut hovers) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..options.runs.max(1) {
        // A word of documentation grows by a letter, so that every check sees another text.
        let place = json!({"line": 0, "character": 0});
        let change = json!({"range": {"start": place, "end": place}, "text": "#"});
        let params = json!({"textDocument": {"uri": uri, "version": number + 1}, "contentChanges": [change]});
        let start = Instant::now();
        editor.send(&json!({"method": "textDocument/didChange", "params": params}))?;
        editor.ask("restli/nothing", &json!({}))?;
        checks.push(start.elapsed());
        let position = json!({"textDocument": {"uri": uri}, "position": {"line": 10, "character": 6}});
        let start = Instant::now();
        editor.ask("textDocument/completion", &position)?;
        completions.push(start.elapsed());
        let start = Instant::now();
        editor.ask("textDocument/hover", &position)?;
        hovers.push(start.elapsed());
    }
    let least = checks.iter().min().copied().unwrap_or_default();
    let verdict = if least.as_millis() <= BUDGET { "within" } else { "over" };
    // The least time is that of a machine with nothing else to do.
    println!(
        "check of all files after a change: {} ms at least, median {} ms (budget {BUDGET} ms, {verdict})",
        least.as_millis(),
        median(checks).as_millis()
    );
    println!("first completion after a change: median {} ms", median(completions).as_millis());
    println!("hover: median {} ms", median(hovers).as_millis());
    editor.ask("shutdown", &Value::Null)?;
    editor.send(&json!({"method": "exit"}))?;
    ensure!(server.wait()?.success(), "the server failed");
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

struct Editor {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: u64,
}

impl Editor {
    fn send(&mut self, message: &Value) -> Result<()> {
        let mut message = message.clone();
        message.as_object_mut().context("a message is an object")?.insert("jsonrpc".to_owned(), json!("2.0"));
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }

    /// Sends a request, and reads until its answer.
    fn ask(&mut self, method: &str, params: &Value) -> Result<()> {
        self.last += 1;
        self.send(&json!({"id": self.last, "method": method, "params": params}))?;
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                ensure!(self.output.read_line(&mut line)? > 0, "the server has ended");
                if let Some(number) = line.strip_prefix("Content-Length: ") {
                    length = number.trim().parse()?;
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut bytes = vec![0; length];
            self.output.read_exact(&mut bytes)?;
            let answer: Value = serde_json::from_slice(&bytes)?;
            if answer.get("id") == Some(&json!(self.last)) {
                return Ok(());
            }
        }
    }
}
