//! A Rest.li server on Rest.li's own libraries: built with Maven, started, and called by the client generated from its schema.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};

use super::part::{Outcome, Place};

/// Messages of Maven on artifacts that it cannot download.
const UNRESOLVED: [&str; 3] = ["could not be resolved", "Could not resolve dependencies", "Could not transfer artifact"];

/// The line that the server prints once it is ready.
const READY: &str = "listening on ";

/// Builds the server, compares its schema with the imported one, and calls every method.
pub(super) fn run(place: &Place) -> Result<Outcome> {
    let begin = Instant::now();
    if !build(place)? {
        return Ok(Outcome::Skipped("Maven cannot resolve what the server is built from (no repository in reach)".to_owned()));
    }
    let built = begin.elapsed();
    compare_schema(place)?;
    let server = Server::start(place)?;
    let status = Command::new(crate::cargo::cargo())
        .args(["run", "--quiet", "--package", "restli-interop-checks", "--", &server.url])
        // A proxy of the machine must not stand between the client and the server.
        .env("NO_PROXY", "127.0.0.1")
        .current_dir(&place.workspace)
        .status()?;
    println!("the server was built in {:.1} s; with its checks {:.1} s", built.as_secs_f64(), begin.elapsed().as_secs_f64());
    Ok(if status.success() { Outcome::Passed } else { Outcome::Failed })
}

/// Builds the server unless it is newer than its sources; returns `false` if Maven cannot download its dependencies.
fn build(place: &Place) -> Result<bool> {
    let stamp = place.folder.join("built");
    let newest = newest(&place.sources)?;
    if stamp.metadata().and_then(|stamp| stamp.modified()).is_ok_and(|built| built > newest) {
        return Ok(true);
    }
    for offline in [true, false] {
        if place.folder.exists() {
            std::fs::remove_dir_all(&place.folder)?;
        }
        let mut maven = Command::new("mvn");
        maven.args(["--batch-mode", "process-classes"]).args(offline.then_some("--offline"));
        maven.arg(format!("-Dfolder={}", place.folder.display())).current_dir(&place.sources);
        let output = maven.output().context("cannot run mvn")?;
        if output.status.success() {
            std::fs::write(&stamp, "")?;
            return Ok(true);
        }
        let told = String::from_utf8_lossy(&output.stdout);
        if !UNRESOLVED.iter().any(|sign| told.contains(sign)) {
            bail!("the server in {} does not build:\n{}", place.sources.display(), told.trim_end());
        }
    }
    Ok(false)
}

/// The time of the newest file below a folder.
fn newest(folder: &Path) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        newest = newest.max(if path.is_dir() { self::newest(&path)? } else { path.metadata()?.modified()? });
    }
    Ok(newest)
}

/// Checks that the schema of the client equals the import of this server's restspecs and records.
fn compare_schema(place: &Place) -> Result<()> {
    let sources = [place.folder.join("idl"), place.sources.join("src/main/pegasus")];
    let mut found = restli_cli::import::Found::default();
    for source in &sources {
        restli_cli::import::collect(source, &mut found)?;
    }
    let imported = restli_import::import(found.texts.into_iter().collect(), "interop", restli_cli::import::URL);
    let schema = PathBuf::from("tests/interop/schema/interop");
    for (file, text) in &imported.files {
        let there = std::fs::read_to_string(place.workspace.join(&schema).join(file)).unwrap_or_default();
        ensure!(
            there == *text,
            "{} is not the schema of the server; make it anew:\n  rm -r {}\n  cargo xtask import {} {} --out {}\n  cargo xtask generate",
            schema.join(file).display(),
            schema.display(),
            sources[0].display(),
            sources[1].display(),
            schema.display(),
        );
    }
    Ok(())
}

/// The server process, which is killed on drop.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts the server and waits until it listens.
    fn start(place: &Place) -> Result<Self> {
        let file = place.folder.join("classpath");
        let classpath = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut java = Command::new("java");
        java.args(["-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"]);
        java.args(["-cp", &classpath, "restli.interop.Main"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = Self { process: java.spawn().context("cannot run java")?, url: String::new() };
        let mut line = String::new();
        BufReader::new(server.process.stdout.take().context("the server's output")?).read_line(&mut line)?;
        let Some(url) = line.trim_end().strip_prefix(READY) else {
            bail!("the server did not start: in place of `{READY}…` it said `{}`", line.trim_end());
        };
        url.clone_into(&mut server.url);
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
