//! `restli generate --watch` as its user meets it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

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

/// Waits until a generated file has a text: a change may be seen in two parts, and generated twice.
fn generated(file: &Path, text: &str) {
    let end = Instant::now() + Duration::from_mins(1);
    while !std::fs::read_to_string(file).is_ok_and(|found| found.contains(text)) {
        assert!(Instant::now() < end, "{} never has `{text}`", file.display());
        std::thread::sleep(Duration::from_millis(20));
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
    generated(&types, "pub text: String");

    std::fs::write(&schema, before.replace("text: {type: string", "text: {type: strnig")).expect("written");
    wait(&lines, "unknown type `strnig`");
    wait(&lines, "watching ");
    std::fs::write(&schema, before.replace("text: {type: string", "words: {type: string")).expect("written");
    generated(&types, "pub words: String");

    let (folder, aside) = (shop.join("schema/shop"), shop.join("aside"));
    std::fs::rename(&folder, &aside).expect("renamed");
    wait(&lines, "holds `api.yaml` or a folder `api`");
    wait(&lines, "watching ");
    std::fs::write(aside.join("notes.yaml"), before).expect("written");
    std::fs::rename(&aside, &folder).expect("renamed");
    generated(&types, "pub text: String");
}
