//! `restli generate --watch` as its user meets it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A program that ends with the test.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for a line with a text.
fn wait(lines: &Receiver<String>, text: &str) {
    let mut seen = String::new();
    loop {
        let line = lines.recv_timeout(Duration::from_mins(1));
        let line = line.unwrap_or_else(|_| panic!("no line with `{text}` in\n{seen}"));
        if line.contains(text) {
            return;
        }
        seen += &(line + "\n");
    }
}

#[test]
fn watch_generates_after_each_change_and_outlives_a_wrong_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let restli = || Command::new(env!("CARGO_BIN_EXE_restli"));
    assert!(restli().args(["new", "api", "shop"]).current_dir(folder.path()).output().expect("restli runs").status.success());
    let shop = folder.path().join("shop");
    let mut command = restli();
    command.args(["generate", "--watch"]).current_dir(&shop).env("NO_COLOR", "1").env_remove("CARGO_TARGET_DIR");
    let mut watching = Watching(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("restli runs"));
    let (sender, lines) = channel();
    let output = BufReader::new(watching.0.stderr.take().expect("an output"));
    std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));

    wait(&lines, "watching ");
    let types = shop.join("crates/shop-client/src/notes/types.rs");
    let schema = shop.join("schema/shop/notes.yaml");
    let before = std::fs::read_to_string(&schema).expect("a file");
    assert!(std::fs::read_to_string(&types).expect("generated").contains("pub text: String"));

    std::fs::write(&schema, before.replace("text: {type: string", "text: {type: strnig")).expect("written");
    wait(&lines, "unknown type `strnig`");
    wait(&lines, "watching ");
    std::fs::write(&schema, before.replace("text: {type: string", "words: {type: string")).expect("written");
    wait(&lines, "watching ");
    assert!(std::fs::read_to_string(&types).expect("generated").contains("pub words: String"));
}
