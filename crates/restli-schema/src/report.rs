//! The problems of a schema as a report, and the error of loading one.

use std::fmt::{self, Write as _};
use std::io;
use std::path::PathBuf;

use crate::alike;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::render;
use crate::source::SourceMap;

/// The most problems that a report shows; further ones are only counted.
const SHOWN: usize = 100;

/// All problems of an API's files.
#[derive(Clone, Debug)]
pub struct Report {
    /// The problems, at least one of them an error; sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the spans of the problems point into.
    pub sources: SourceMap,
}

impl Report {
    /// Returns the problems as text: each with an excerpt, then the number of errors.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let shown = alike::joined(&self.diagnostics);
        let mut text = excerpts(&shown, &self.sources, colour);
        let errors = shown.iter().filter(|one| one.severity == Severity::Error);
        let mut files: Vec<u32> = errors.clone().map(|one| one.span.file).collect();
        files.sort_unstable();
        files.dedup();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (errors, files) = (errors.count(), files.len());
        let _ = writeln!(text, "\n{errors} error{} in {files} file{}", plural(errors), plural(files));
        text
    }
}

/// Returns the first problems with an excerpt each, and the number of omitted ones.
pub(crate) fn excerpts(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let (first, rest) = diagnostics.split_at(diagnostics.len().min(SHOWN));
    let mut text = render(first, sources, colour) + "\n";
    if !rest.is_empty() {
        let _ = writeln!(text, "\nand {} more", rest.len());
    }
    text
}

/// The error of loading a folder.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The folder or one of its files cannot be read.
    Io {
        /// The path of the folder or file.
        path: PathBuf,
        /// The error of the file system.
        error: io::Error,
    },
    /// The files were read but do not describe a valid API.
    Invalid(Report),
}

impl LoadError {
    /// Returns the error as text for people: a line, or the whole report.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        match self {
            Self::Io { path, error } => format!("error: cannot read {}: {error}\n", path.display()),
            Self::Invalid(report) => report.render(colour),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, .. } => write!(out, "cannot read {}", path.display()),
            Self::Invalid(report) => out.write_str(&report.render(false)),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Invalid(_) => None,
        }
    }
}
