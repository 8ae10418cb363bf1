//! Hand-written files of the repository, and findings in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::rust::{self, Rust};

/// Folders without text of this project: build results, packages of other tools, and the copied test suite.
const FOREIGN: &[&str] = &["target", "node_modules", "tests/conformance/suite"];

/// A violation of a rule.
#[derive(Debug, PartialEq)]
pub(crate) struct Finding {
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    pub(crate) message: String,
}

/// A Rust or Markdown file.
pub(crate) struct File {
    /// The path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The parts of a Rust file that rules read; `None` for other files.
    pub(crate) rust: Option<Rust>,
}

impl File {
    /// Reads the parts of a Rust text.
    pub(crate) fn new(path: String, text: String) -> Result<Self> {
        let rust = if ending(&path) == "rs" { Some(rust::read(&text).with_context(|| path.clone())?) } else { None };
        Ok(Self { path, text, rust })
    }

    /// A finding in this file.
    pub(crate) fn finding(&self, line: usize, message: String) -> Finding {
        Finding { file: self.path.clone(), line, message }
    }
}

/// The root of the workspace and its hand-written Rust and Markdown files, in the order of their paths.
pub(crate) struct Repository {
    pub(crate) root: PathBuf,
    pub(crate) files: Vec<File>,
}

impl Repository {
    /// Reads all files below the root, except generated ones, which have a marker in their first line.
    pub(crate) fn read(root: PathBuf) -> Result<Self> {
        let mut repository = Self { root, files: Vec::new() };
        repository.folder("")?;
        Ok(repository)
    }

    fn folder(&mut self, path: &str) -> Result<()> {
        let folder = self.root.join(path);
        let mut names = fs::read_dir(&folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>, _>>())
            .with_context(|| format!("cannot read {}", folder.display()))?;
        names.sort();
        for name in names {
            let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            let foreign = FOREIGN.contains(&name.as_str()) || FOREIGN.contains(&below.as_str());
            if foreign || (name.starts_with('.') && name != ".github") {
                continue;
            }
            let whole = self.root.join(&below);
            if whole.is_dir() {
                self.folder(&below)?;
            } else if matches!(ending(&name), "rs" | "md") {
                let text = fs::read_to_string(&whole).with_context(|| format!("cannot read {}", whole.display()))?;
                if !text.lines().next().is_some_and(|line| line.contains("@generated")) {
                    self.files.push(File::new(below, text)?);
                }
            }
        }
        Ok(())
    }

    /// The folder of the crate that a file belongs to; `.` for files outside of crates.
    pub(crate) fn package(&self, file: &str) -> String {
        let folder = Path::new(file).ancestors().skip(1).find(|folder| self.root.join(folder).join("Cargo.toml").is_file());
        folder.filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| ".".to_owned(), |folder| folder.display().to_string())
    }

    /// The Rust files with their parts.
    pub(crate) fn rust(&self) -> impl Iterator<Item = (&File, &Rust)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }
}

/// The extension of a path or name; empty without one.
pub(crate) fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
