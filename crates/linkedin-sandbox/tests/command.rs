//! The command that has a running sandbox tell an event.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "tests fail by panicking")]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use linkedin_sandbox::{Sandbox, settings};

fn trigger(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    let url = sandbox.base_url();
    let port = url.rsplit(':').next().expect("a port");
    let mut command = Command::new(env!("CARGO_BIN_EXE_linkedin-sandbox"));
    command.arg("trigger").args(arguments).args(["--port", port]).output().expect("the program runs")
}

#[test]
fn seed_that_does_not_fit_is_refused_with_its_places() {
    let folder = std::env::temp_dir().join(format!("linkedin-sandbox-seed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("seed.yaml");
    let seed = "/rest/posts:
  - author: urn:li:organization:5
    commentary: Hello
    visibility: EVERYBODY
  - {author: 'urn:li:organization:5', comentary: Hello}
/rest/organizations/5: {localizedName: Acme, vanityName: 7}
/rest/nothing: [{}]
/rest/posts/1: soon
/rest/organizations:
  - {id: 6, localizedName: Acme, vanityName: acme}
  - {id: 6, localizedName: Bell, vanityName: bell}
/rest/organizations/7: {id: 8, localizedName: Coil, vanityName: coil}
";
    std::fs::write(&file, seed).expect("a file");
    let output =
        Command::new(env!("CARGO_BIN_EXE_linkedin-sandbox")).arg("--seed").arg(&file).args(["--port", "0"]).output().expect("a program");
    std::fs::remove_dir_all(&folder).expect("the folder");
    let said = String::from_utf8_lossy(&output.stderr).replace(&format!("{}/", folder.display()), "");
    assert!(!output.status.success());
    let lines: Vec<&str> = said.lines().collect();
    for (line, beginning) in lines.iter().zip([
        "seed.yaml:4:5: `visibility`: `\"EVERYBODY\"` ",
        "seed.yaml:5:39: there is no field `comentary`",
        "seed.yaml:6:46: `vanityName`: `7` is no text",
        "seed.yaml:7:1: `/rest/nothing` is the path of no collection",
        "seed.yaml:8:1: `/rest/posts/1` has neither an entity nor a list of entities",
        "seed.yaml:10:5: 2 entities have the key `6` in `/organizations`, and this is one of them",
        "seed.yaml:11:5: 2 entities have the key `6` in `/organizations`, and this is one of them",
        "seed.yaml:12:1: the entity has the key `8`, and its path `7`",
    ]) {
        assert!(line.starts_with(beginning), "{said}");
    }
    assert_eq!(lines.len(), 8, "{said}");
}

#[tokio::test]
async fn world_that_is_not_filled_again_is_told() {
    let file = std::env::temp_dir().join(format!("linkedin-sandbox-world-{}.db", std::process::id()));
    for is_known in [false, true] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linkedin-sandbox"));
        command.arg("--data").arg(&file).args(["--seed", "empty", "--port", "0"]).stdout(Stdio::piped());
        let mut running = command.spawn().expect("the program runs");
        let lines = BufReader::new(running.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let banner: Vec<String> = lines.take_while(|line| !line.starts_with("relaxed")).collect();
        running.kill().and_then(|()| running.wait()).expect("the end");
        assert_eq!(banner.iter().any(|line| line.starts_with("world ") && line.contains("as it was left")), is_known, "{banner:?}");
    }
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn event_that_nobody_hears_of_is_an_error() {
    let sandbox = Sandbox::start(linkedin_sandbox::api(), settings()).await.expect("a sandbox");
    for (arguments, words) in [
        (&["LEAD_ACTION"][..], "nobody subscribes to LEAD_ACTION: start the sandbox with `--webhook ADDRESS`, or subscribe an address\n"),
        (&["LEAD"], "the API has no event `LEAD`, but "),
        (&["LEAD_ACTION", "--body", "/no/such/file"], "--body: /no/such/file: "),
        (&["LEAD_ACTION", "--mishap", "thrice"], "error: invalid value 'thrice'"),
    ] {
        let output = trigger(&sandbox, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.starts_with(words), "{said}");
    }
}
