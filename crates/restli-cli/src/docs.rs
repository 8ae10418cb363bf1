//! `restli docs`: the reference site of an API.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use restli_site::{FileSet, HOME, MARKER};

use crate::Tool;
use crate::generate::front_door;
use crate::messages::say;
use crate::paths::from_here;
use crate::schemas::{OneApi, load};
use crate::settings::Settings;

/// Options of `docs`.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    api: OneApi,
    /// The folder to write to, in place of `target/reference` in the workspace. Pages in it that an earlier run has left and that are no longer
    /// made are removed.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The crate that examples name in place of the generated client; without it the front door that the workspace names.
    #[arg(long = "crate", value_name = "NAME")]
    krate: Option<String>,
    /// The address of the repository's files, for links to the chapters that sources name: `https://github.com/me/api/blob/main`.
    #[arg(long, value_name = "URL", value_parser = address)]
    repository: Option<String>,
}

/// Parses an address of the web.
fn address(text: &str) -> Result<String, String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|host| !host.is_empty()));
    if is_web { Ok(text.to_owned()) } else { Err("write an address that begins with `https://`".to_owned()) }
}

/// Writes the site.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let Some(api) = load(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    let front_door = match &options.krate {
        Some(name) => Some(name.clone()),
        None => front_door::package(&workspace, &Settings::read(&workspace)?, &api.name.wire)?,
    };
    let settings = restli_site::Settings { front_door, repository: options.repository.clone() };
    let files = restli_site::site(&restli_codegen::plan(&api), &settings)?;
    let out = options.out.clone().unwrap_or_else(|| workspace.join("target/reference"));
    let (written, removed) = write(&out, &files)?;
    let same = files.len() - written;
    let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
    let (home, out) = (from_here(&out.join(HOME)), from_here(&out));
    say(&format!("{out}: {written} of {} files written, {same} up to date{removed}\nopen {home}\n", files.len()))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes what differs, and removes what an earlier run has left. Returns how many files were written, and how many removed.
fn write(out: &Path, files: &FileSet) -> Result<(usize, usize)> {
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    let mut there = BTreeSet::new();
    for entry in fs::read_dir(out).with_context(|| format!("cannot read {}", out.display()))? {
        let path = entry?.path();
        let is_own = path.is_file() && carries_marker(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !is_own && files.contains_key(&name) {
            bail!(
                "{} is no file of a reference site, and one of that name is to be written: choose another folder with --out",
                path.display()
            );
        }
        there.extend(is_own.then_some(name));
    }
    let mut written = 0;
    for (name, text) in files {
        let path = out.join(name);
        if !there.remove(name) || !is_same(&path, text) {
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
            written += 1;
        }
    }
    for name in &there {
        let path = out.join(name);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok((written, there.len()))
}

fn is_same(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Returns whether the first line of a file says that it is one of a reference site.
fn carries_marker(path: &Path) -> std::io::Result<bool> {
    let mut line = String::new();
    match BufReader::new(fs::File::open(path)?).read_line(&mut line) {
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(false),
        read => read.map(|_| line.contains(MARKER)),
    }
}
