//! `restli call` as its user meets it: the commands of `docs/call.md`, with what they print.

#![cfg(feature = "call")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use restli_sandbox::{Described, Sandbox, Settings};

/// The address of the sandbox in the page.
const SHOWN: &str = "http://127.0.0.1:4242";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The commands of the page, each with the lines that it prints.
fn commands(page: &str) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines() {
            match (line.strip_prefix("$ "), all.last_mut()) {
                (Some(command), _) => all.push((command.to_owned(), Vec::new())),
                (None, Some((_, lines))) => lines.push(line.to_owned()),
                (None, None) => panic!("{line} stands before any command"),
            }
        }
    }
    all.retain(|(command, _)| command.starts_with("restli call"));
    all
}

/// The text that a command prints to both outputs.
fn printed(command: &str, url: &str, token: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_restli");
    let line = command.replace(SHOWN, url).replacen("restli", binary, 1);
    let output =
        Command::new("sh").args(["-c", &line]).env("TOKEN", token).env("NO_COLOR", "1").current_dir(root()).stdin(Stdio::null()).output();
    let output = output.expect("a shell");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains(token), "{command} shows the token");
    text.replace(url, SHOWN)
}

/// Returns whether lines are as shown, where `...` stands for any.
fn is_shown(shown: &[String], printed: &str) -> bool {
    let printed: Vec<&str> = printed.lines().collect();
    let is_open = shown.iter().any(|line| line.trim() == "...");
    let head = shown.iter().take_while(|line| line.trim() != "...").count();
    let same = shown.iter().take(head).zip(&printed).all(|(one, other)| one == other);
    same && printed.len() >= head && (is_open || printed.len() == head)
}

#[test]
fn commands_of_the_page_print_what_it_shows() {
    let page = std::fs::read_to_string(root().join("docs/call.md")).expect("the page");
    let api = restli_schema::load_dir(&root().join("schema/linkedin")).expect("a schema").api;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start(Described::new(api), Settings::default())).expect("a sandbox");
    let (url, token) = (sandbox.base_url(), sandbox.token_for_all());
    let commands = commands(&page);
    assert!(commands.len() > 8, "{commands:?}");
    for (command, shown) in commands {
        let printed = printed(&command, &url, &token);
        assert!(is_shown(&shown, &printed), "{command}\nthe page shows\n{}\nand it prints\n{printed}", shown.join("\n"));
    }
}

#[test]
fn call_ends_with_a_status_for_each_end() {
    let status = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        let output = command.arg("call").args(arguments).current_dir(root()).stdin(Stdio::null()).output();
        output.expect("restli runs").status.code()
    };
    assert_eq!(status(&["--list"]), Some(0));
    assert_eq!(status(&["nothing.get"]), Some(1));
    assert_eq!(status(&["me.get"]), Some(1), "a token is needed");
    assert_eq!(status(&["--nothing"]), Some(2));
}

#[test]
fn input_that_does_not_fit_is_refused_in_words() {
    let told = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        let output = command.args(["call", "--curl"]).args(arguments).current_dir(root()).stdin(Stdio::null()).output();
        let output = output.expect("restli runs");
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    for (arguments, words) in [
        (&["posts.get", "--key", "urn%3Ali%3Ashare%3A1"][..], "is escaped already: write `urn:li:share:1`"),
        (&["posts.get", "--key", "ids=urn:li:share:1"], "`content.posts.get` has no key `ids`; there is only `postUrn`"),
        (&["posts.batch_get", "--key", "urn:li:share:1"], "the keys of a batch are given with `--id`"),
        (&["posts.batch_get", "--id", "urn:li:share:1,urn:li:share:2"], "`--id` takes one key: give it once for each"),
        (&["ad_account_users.get", "--key", "(account:1"], "is no key of several parts: the path needs a key: add `--key account=VALUE"),
        (&["ad_accounts.get", "--key", "99999999999999999999"], "`99999999999999999999` is not a `long`"),
        (&["posts.find_by_author", "-p", "author=urn:li:person:1", "-p", "isDsc=yes"], "`yes` is neither `true` nor `false`"),
        (&["posts.find_by_author", "-p", "author="], "is not a URN; a URN starts with `urn:`"),
        (&["posts.find_by_author", "-p", "=urn:li:person:1"], "a parameter has no name"),
        (&["posts.create", "--body", ""], "the text is empty, and JSON is needed"),
        (&["posts.get", "--version", "202607.01", "--key", "urn:li:share:1"], "write the number of a version: 202607"),
        (&["posts.get", "--version", "1", "--key", "urn:li:share:1"], "error: `--version`: `1` is not written like a version"),
        (&["posts", "--list"], "cannot be used with"),
        (&["posts"], "there are `content.posts.batch_get`, `content.posts.create`"),
        (&["me.get", "--token-env", "AQX-no-name"], "`--token-env` names no variable"),
        (&["me.get", "--token-file", "AQX-no-file"], "`--token-file` names no file that can be read"),
        (&["ad_accounts.get", "--key", "-5"], "/rest/adAccounts/-5"),
        (&["client.me().get()"], "/v2/me"),
        (&["ad_accounts.find_by_search", "-p", "search=(status:(values:List(ACTIVE)))"], "search=(status:(values:List(ACTIVE)))"),
    ] {
        let told = told(arguments);
        assert!(told.contains(words), "{arguments:?}\n{told}");
        assert!(!told.contains("AQX"), "{told}");
    }
}

#[test]
fn members_of_a_body_have_the_order_of_the_schema() {
    let body = r#"{"visibility":"PUBLIC","commentary":"Hello","author":"urn:li:person:1"}"#;
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    let output = command.args(["call", "--curl", "posts.create", "--body", body]).current_dir(root()).output().expect("restli runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let wanted = r#"'{"author":"urn:li:person:1","commentary":"Hello","visibility":"PUBLIC","distribution":{"feedDistribution":"MAIN_FEED"},"lifecycleState":"PUBLISHED"}'"#;
    assert!(told.contains(wanted), "{told}");
}

#[cfg(unix)]
#[test]
fn result_that_cannot_be_written_is_an_error() {
    for arguments in [&["call", "--list"][..], &["explain", "posts.create"], &["coverage"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let Ok(full) = full else { return };
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        let output = command.args(arguments).current_dir(root()).stdout(full).output().expect("restli runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && told.starts_with("error: cannot write to the standard output"), "{arguments:?} {told}");
    }
}

#[cfg(unix)]
#[test]
fn call_that_nobody_answers_ends_with_a_status_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let token = folder.path().join("token");
    std::fs::write(&token, "secret-token\n").expect("written");
    let arguments = ["call", "me.get", "--url", "http://127.0.0.1:1", "--token-file"];
    let output = Command::new(env!("CARGO_BIN_EXE_restli")).args(arguments).arg(&token).current_dir(root()).output().expect("restli runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.starts_with("error: profile.me.get: no connection") && !told.contains("secret-token"), "{told}");
}
