//! The page `docs/own-api.md`, executed: its files are written, its commands run, and what it shows of their output is compared.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// A part of a section that does something.
#[derive(Debug, PartialEq)]
enum Step {
    /// A file, named by the end of the text before it.
    Write { path: String, text: String },
    /// A command, and lines of its output.
    Run { line: String, shown: Vec<String> },
}

/// The steps of the section with a heading.
fn steps(page: &str, heading: &str) -> Vec<Step> {
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).expect("a section");
    let section = section.split("\n## ").next().expect("a text");
    let mut steps = Vec::new();
    let mut parts = section.split("\n```");
    let mut before = parts.next().expect("a text");
    while let (Some(block), Some(after)) = (parts.next(), parts.next()) {
        let (kind, text) = block.split_once('\n').expect("a kind");
        if kind == "console" {
            commands(text, &mut steps);
        } else {
            let name = before.trim_end().strip_suffix("`:").and_then(|text| text.rsplit('`').next());
            let path = name.unwrap_or_else(|| panic!("no file is named before:\n{text}")).to_owned();
            steps.push(Step::Write { path, text: format!("{text}\n") });
        }
        before = after;
    }
    steps
}

fn commands(text: &str, steps: &mut Vec<Step>) {
    for line in text.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(line), _) => steps.push(Step::Run { line: line.to_owned(), shown: Vec::new() }),
            (None, Some(Step::Run { shown, .. })) => shown.push(line.to_owned()),
            (None, _) => panic!("`{line}` is the output of no command"),
        }
    }
}

/// A server that ends with the test, and its output, without which it could not go on.
struct Server(Child, Option<BufReader<ChildStdout>>);

/// Programs of one name are built in one place: a test at a time.
static PROGRAM: Mutex<()> = Mutex::new(());

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A terminal in a folder.
struct Terminal {
    folder: PathBuf,
    server: Option<(Server, String)>,
}

impl Terminal {
    fn take(&mut self, step: &Step) {
        let root = restli_testing::workspace().display().to_string().replace('\\', "/");
        match step {
            Step::Write { path, text } => {
                let path = self.folder.join(path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
                std::fs::write(path, text.replace("path/to/restli", &root)).expect("written");
            }
            Step::Run { line, shown } => {
                let line = line.replace("path/to/restli", &root);
                let words: Vec<&str> = line.split_whitespace().collect();
                match words.as_slice() {
                    ["cd", folder] => self.folder.push(folder),
                    ["restli", "sandbox", rest @ ..] => self.serve(rest, shown),
                    ["restli", rest @ ..] => self.run(Command::new(env!("CARGO_BIN_EXE_restli")).args(rest), &line, shown),
                    ["cargo", rest @ ..] => self.cargo(rest, &line, shown),
                    _ => panic!("no test knows `{line}`"),
                }
            }
        }
    }

    fn run(&self, command: &mut Command, line: &str, shown: &[String]) {
        let output = command.current_dir(&self.folder).output().expect("the command runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let told = text(&output.stdout);
        assert!(output.status.success(), "$ {line}\n{told}{}", text(&output.stderr));
        for shown in shown {
            assert!(told.lines().any(|line| line == shown), "$ {line}\n{told}does not say\n{shown}");
        }
    }

    /// Runs cargo on the libraries that the workspace is tested with: no network is needed, and most of them are built.
    fn cargo(&self, arguments: &[&str], line: &str, shown: &[String]) {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).arg("--offline");
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder"));
        if std::env::var_os("CARGO_PROFILE_DEV_DEBUG").is_none() {
            command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
        }
        if let Some((_, url)) = &self.server {
            command.env("API_URL", url);
        }
        std::fs::copy(restli_testing::workspace().join("Cargo.lock"), self.folder.join("Cargo.lock")).expect("copied");
        let _alone = PROGRAM.lock().unwrap_or_else(PoisonError::into_inner);
        self.run(&mut command, line, shown);
    }

    /// Starts a server on a port that is free.
    fn serve(&mut self, arguments: &[&str], shown: &[String]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        command.arg("sandbox").args(arguments).args(["--port", "0"]).current_dir(&self.folder).stdout(Stdio::piped());
        let mut server = Server(command.spawn().expect("restli runs"), None);
        let mut first = String::new();
        let output = server.1.insert(BufReader::new(server.0.stdout.take().expect("an output")));
        output.read_line(&mut first).expect("a line");
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).expect("an address").trim_end_matches(':').to_owned();
        for shown in shown {
            assert_eq!(first.trim_end(), shown.replace("http://127.0.0.1:4242", &url));
        }
        self.server = Some((server, url));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("created");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("copied");
        }
    }
}

/// Takes the steps of a section in a folder of its own, which `prepare` fills.
fn executed(heading: &str, prepare: impl FnOnce(&Path)) {
    let page = std::fs::read_to_string(restli_testing::workspace().join("docs/own-api.md")).expect("the page").replace("\r\n", "\n");
    let folder = tempfile::tempdir().expect("a folder");
    prepare(folder.path());
    let mut terminal = Terminal { folder: folder.path().to_owned(), server: None };
    let steps = steps(&page, heading);
    assert!(steps.iter().any(|step| matches!(step, Step::Run { line, .. } if line.starts_with("cargo run"))));
    for step in &steps {
        terminal.take(step);
    }
}

#[test]
fn page_leads_from_restspecs_to_a_call_that_answers() {
    executed("In ten minutes", |folder| {
        let suite = restli_testing::workspace().join("tests/conformance/suite");
        copy(&suite.join("restspecs"), &folder.join("idl"));
        copy(&suite.join("schemas"), &folder.join("pegasus"));
    });
}

#[test]
fn page_leads_from_nothing_to_a_call_that_answers() {
    executed("From nothing", |_| ());
}

#[test]
fn steps_of_a_section_are_its_files_and_commands() {
    let page = "# P\n\n## A\n\n`a/b.txt`:\n\n```text\nb\n```\n\n```console\n$ one\nout\n$ two\n```\n\n## B\n";
    let run = |line: &str, shown: &[&str]| Step::Run { line: line.to_owned(), shown: shown.iter().map(|&line| line.to_owned()).collect() };
    let write = Step::Write { path: "a/b.txt".to_owned(), text: "b\n".to_owned() };
    assert_eq!(steps(page, "A"), [write, run("one", &["out"]), run("two", &[])]);
}
