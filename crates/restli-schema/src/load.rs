//! From files to an API, or to a report of everything that is wrong with them.

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::path::Path;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::{self, Document};
use crate::language;
use crate::render::render;
use crate::resolve;
use crate::rules;
use crate::source::{SourceMap, Span, saturate};

/// The file that holds what the products of an API share.
const API_FILE: &str = "api.yaml";

/// A report shows so many problems and counts the rest.
const SHOWN: usize = 100;

/// An API, and what is worth a look in its files.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The API.
    pub api: Api,
    /// The warnings, sorted by place.
    pub warnings: Vec<Diagnostic>,
    /// The files, for places.
    pub sources: SourceMap,
}

impl Loaded {
    /// The warnings as text, each with an excerpt; empty if there are none.
    #[must_use]
    pub fn render_warnings(&self, colour: bool) -> String {
        if self.warnings.is_empty() { String::new() } else { shown(&self.warnings, &self.sources, colour) }
    }
}

/// Everything that is wrong with the files of an API.
#[derive(Clone, Debug)]
pub struct Report {
    /// The problems, at least one of them an error; sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files, for places.
    pub sources: SourceMap,
}

impl Report {
    /// The problems as text: each with an excerpt, then how many there are.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let mut text = shown(&self.diagnostics, &self.sources, colour);
        let errors = self.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let mut files: Vec<u32> = errors.clone().map(|one| one.span.file).collect();
        files.sort_unstable();
        files.dedup();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (errors, files) = (errors.count(), files.len());
        let _ = writeln!(text, "\n{errors} error{} in {files} file{}", plural(errors), plural(files));
        text
    }
}

fn shown(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let (first, rest) = diagnostics.split_at(diagnostics.len().min(SHOWN));
    let mut text = render(first, sources, colour) + "\n";
    if !rest.is_empty() {
        let _ = writeln!(text, "\nand {} more", rest.len());
    }
    text
}

/// Loads the API that a folder describes: its `api.yaml`, and every other `*.yaml` beside it as a product, in the order of
/// their names.
///
/// # Errors
/// If the folder or one of its files cannot be read. What is wrong inside the files comes as a [`Report`].
pub fn load_dir(folder: &Path) -> io::Result<Result<Loaded, Report>> {
    let shown = shown_folder(folder);
    let mut texts = Texts::default();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let yaml = Path::new(&name).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if yaml && !name.starts_with('.') && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    for name in names {
        let mut bytes = Vec::new();
        std::fs::File::open(folder.join(&name))?.take(u64::from(saturate(document::MAX_BYTES + 1))).read_to_end(&mut bytes)?;
        texts.add(format!("{shown}{name}"), bytes);
    }
    Ok(texts.load(&format!("{shown}{API_FILE}")))
}

/// The folder as messages show it: seen from the current one if it lies below, with `/`.
fn shown_folder(folder: &Path) -> String {
    let current = std::env::current_dir().ok();
    let below = current.as_deref().and_then(|current| folder.strip_prefix(current).ok()).unwrap_or(folder);
    let text = below.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text).trim_end_matches('/');
    if text.is_empty() || text == "." { String::new() } else { format!("{text}/") }
}

/// Loads an API from texts, each with the path that messages show. The one called `api.yaml` (in whatever folder) is the API,
/// the others are its products.
///
/// # Errors
/// Everything that is wrong with the texts.
pub fn load_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Result<Loaded, Report> {
    let mut all: Vec<(String, String)> = texts.into_iter().map(|(path, text)| (path.into(), text.into())).collect();
    all.sort();
    let mut texts = Texts::default();
    for (path, text) in all {
        texts.add(path, text.into_bytes());
    }
    texts.load(API_FILE)
}

/// Files taken in, and what was wrong with them from the outside.
#[derive(Default)]
struct Texts {
    sources: SourceMap,
    problems: Diagnostics,
}

impl Texts {
    fn add(&mut self, path: String, bytes: Vec<u8>) {
        let renamed = Path::new(&path).extension().is_some_and(|extension| extension == "yml").then(|| path.clone());
        let valid = String::from_utf8(bytes);
        let broken = valid.as_ref().err().map(|error| error.utf8_error().valid_up_to());
        let text = valid.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let file = self.sources.add(path, text);
        let at = |start: usize| Span { file, start: saturate(start), end: saturate(start + 1) };
        if let Some(path) = renamed {
            let message = format!("`{path}` would not be read");
            self.problems.push(Diagnostic::error(rules::FILES, at(0).head(), message).help("name it `.yaml`"));
        }
        if let Some(start) = broken.filter(|start| *start + 4 < document::MAX_BYTES) {
            let problem = Diagnostic::error(rules::SYNTAX, at(start), "the file is not UTF-8");
            self.problems.push(problem.help("save it as UTF-8"));
        }
    }

    /// Reads, checks and resolves. `expected` is the path that a missing API file should have.
    fn load(self, expected: &str) -> Result<Loaded, Report> {
        let Self { sources, mut problems } = self;
        let mut api: Option<Document> = None;
        let mut products: Vec<Document> = Vec::new();
        let mut found = false;
        let mut used = Vec::new();
        for (file, number) in sources.files().iter().zip(0..) {
            let is_api = file.path.rsplit('/').next() == Some(API_FILE);
            found |= is_api;
            let Some(document) = document::parse(&sources, number, &mut problems) else { continue };
            used.extend(language::check(&document.root, if is_api { &language::API } else { &language::PRODUCT }, &mut problems));
            if is_api && api.is_none() {
                api = Some(document);
            } else if is_api {
                let span = Span { file: number, start: 0, end: 0 };
                let problem = Diagnostic::error(rules::FILES, span, format!("`{}` is a second `{API_FILE}`", file.path));
                problems.push(problem.help("load one API at a time"));
            } else {
                products.push(document);
            }
        }
        if !found {
            let nowhere = Span { file: u32::MAX, start: 0, end: 0 };
            let message = format!("there is no `{expected}`");
            let help = "create it: it names the API and its bases, and what its products share";
            problems.push(Diagnostic::error(rules::FILES, nowhere, message).help(help));
        }
        if let Some(api) = &api {
            resolve::sources::check(&api.root, &used, &mut problems);
        }
        let api = match problems.finish(api) {
            Ok((Some(api), _)) => api,
            Ok((None, diagnostics)) | Err(diagnostics) => return Err(Report { diagnostics, sources }),
        };
        match resolve::resolve(&api, &products) {
            Ok((api, warnings)) => Ok(Loaded { api, warnings, sources }),
            Err(diagnostics) => Err(Report { diagnostics, sources }),
        }
    }
}
