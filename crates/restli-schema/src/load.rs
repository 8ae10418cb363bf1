//! The pipeline from files to an API, or to a report of all their problems.

use std::io::{self, Read as _};
use std::path::Path;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Document};
use crate::language;
use crate::report::{LoadError, Report, excerpts};
use crate::resolve;
use crate::rules;
use crate::source::{SourceMap, Span, saturate};

/// The file with the definitions that all products of an API share.
const API_FILE: &str = "api.yaml";

/// An API with the warnings about its files.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The API.
    pub api: Api,
    /// The warnings, sorted by place.
    pub warnings: Vec<Diagnostic>,
    /// The files that the spans of the warnings and of the API point into.
    pub sources: SourceMap,
}

impl Loaded {
    /// Returns the warnings as text, each with an excerpt; empty if there are none.
    #[must_use]
    pub fn render_warnings(&self, colour: bool) -> String {
        if self.warnings.is_empty() { String::new() } else { excerpts(&self.warnings, &self.sources, colour) }
    }
}

/// Loads the API that a folder describes: its `api.yaml`, and every other `*.yaml` beside it as a product, in the order of
/// their names.
///
/// # Errors
/// [`LoadError::Io`] if the folder or one of its files cannot be read, [`LoadError::Invalid`] if the files have errors.
pub fn load_dir(folder: &Path) -> Result<Loaded, LoadError> {
    let shown = shown_folder(folder);
    let files = read_folder(folder, &shown)?;
    load(files, &format!("{shown}{API_FILE}")).map_err(LoadError::Invalid)
}

/// Loads an API from texts, each with the path that messages show. The text called `api.yaml` (in whatever folder) is the API,
/// the other texts are its products.
///
/// # Errors
/// All problems of the texts, if one of them is an error.
pub fn load_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Result<Loaded, Report> {
    let mut files: Vec<File> = texts.into_iter().map(|(path, text)| File { path: path.into(), bytes: text.into().into_bytes() }).collect();
    files.sort();
    load(files, API_FILE)
}

/// A file as read, not yet known to be UTF-8.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct File {
    /// The path that messages show.
    path: String,
    /// The content, cut off right after the size limit.
    bytes: Vec<u8>,
}

/// Reads the YAML files of a folder in the order of their names. `shown` is the folder as messages show it.
fn read_folder(folder: &Path, shown: &str) -> Result<Vec<File>, LoadError> {
    let failed = |path: &Path, error: io::Error| LoadError::Io { path: path.to_owned(), error };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let entry = entry.map_err(|error| failed(folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let yaml = Path::new(&name).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if yaml && !name.starts_with('.') && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes = read_limited(&path).map_err(|error| failed(&path, error))?;
        Ok(File { path: format!("{shown}{name}"), bytes })
    };
    names.into_iter().map(read).collect()
}

/// Reads a file up to one byte past the size limit.
fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(u64::from(saturate(document::MAX_BYTES + 1))).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The folder path that messages show: relative to the current folder if the folder lies below it, with `/`.
fn shown_folder(folder: &Path) -> String {
    let current = std::env::current_dir().ok();
    let below = current.as_deref().and_then(|current| folder.strip_prefix(current).ok()).unwrap_or(folder);
    let text = below.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text).trim_end_matches('/');
    if text.is_empty() || text == "." { String::new() } else { format!("{text}/") }
}

/// Decodes, parses, checks and resolves files. `expected` is the path that a missing API file should have.
fn load(files: Vec<File>, expected: &str) -> Result<Loaded, Report> {
    let mut problems = Diagnostics::default();
    let mut sources = SourceMap::default();
    for file in files {
        decode(file, &mut sources, &mut problems);
    }
    let documents = parse(&sources, expected, &mut problems);
    let resolved = problems.finish(documents).and_then(|(documents, warnings)| match documents.api {
        Some(api) => resolve::resolve(&api, &documents.products),
        None => Err(warnings),
    });
    match resolved {
        Ok((api, warnings)) => Ok(Loaded { api, warnings, sources }),
        Err(diagnostics) => Err(Report { diagnostics, sources }),
    }
}

/// Adds a file to the sources, and reports a wrong extension and bytes that are not UTF-8.
fn decode(File { path, bytes }: File, sources: &mut SourceMap, problems: &mut Diagnostics) {
    let renamed = Path::new(&path).extension().is_some_and(|extension| extension == "yml").then(|| path.clone());
    let wide = utf_16(&bytes);
    let is_wide = wide.is_some();
    let valid = wide.map_or_else(|| String::from_utf8(bytes), Ok);
    let broken = valid.as_ref().err().map(|error| error.utf8_error().valid_up_to());
    let text = valid.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let file = sources.add(path, text);
    let at = |start: usize| Span { file, start: saturate(start), end: saturate(start + 1) };
    if let Some(path) = renamed {
        let message = format!("`{path}` would not be read");
        problems.push(Diagnostic::error(rules::FILES, at(0).head(), message).help("name it `.yaml`"));
    }
    if is_wide {
        let problem = Diagnostic::error(rules::SYNTAX, at(0).head(), "the file is UTF-16, not UTF-8");
        problems.push(problem.help("save it as UTF-8"));
    }
    // A character that the size limit cuts in two is no mistake of the file.
    if let Some(start) = broken.filter(|start| *start + 4 < document::MAX_BYTES) {
        let problem = Diagnostic::error(rules::SYNTAX, at(start), "the file is not UTF-8");
        problems.push(problem.help("save it as UTF-8"));
    }
}

/// The text of a file in UTF-16, recognised by its byte order mark or by the zero byte in its first character.
fn utf_16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        [1..=0xff, 0, ..] => (true, bytes),
        [0, 1..=0xff, ..] => (false, bytes),
        _ => return None,
    };
    let units: Vec<u16> = body
        .chunks_exact(2)
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(|pair| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
        .collect();
    Some(String::from_utf16_lossy(&units))
}

/// The parsed files of an API.
struct Documents {
    /// The API file; `None` only if an error was reported.
    api: Option<Document>,
    /// The products, in the order of their paths.
    products: Vec<Document>,
}

/// Parses the files and checks each against the language.
fn parse(sources: &SourceMap, expected: &str, problems: &mut Diagnostics) -> Documents {
    let mut documents = Documents { api: None, products: Vec::new() };
    let mut found = false;
    let mut used = Vec::new();
    for (file, number) in sources.files().iter().zip(0..) {
        let is_api = file.path.rsplit('/').next() == Some(API_FILE);
        found |= is_api;
        let Some(document) = document::parse(sources, number, problems) else { continue };
        used.extend(language::check(&document.root, if is_api { &language::API } else { &language::PRODUCT }, problems));
        if !is_api {
            documents.products.push(document);
        } else if documents.api.is_none() {
            documents.api = Some(document);
        } else {
            let span = Span { file: number, start: 0, end: 0 };
            let problem = Diagnostic::error(rules::FILES, span, format!("`{}` is a second `{API_FILE}`", file.path));
            problems.push(problem.help("load one API at a time"));
        }
    }
    if !found {
        let nowhere = Span { file: u32::MAX, start: 0, end: 0 };
        let message = format!("there is no `{expected}`");
        let help = "create it: it names the API and its bases, and what its products share";
        problems.push(Diagnostic::error(rules::FILES, nowhere, message).help(help));
    }
    if let Some(api) = &documents.api {
        resolve::sources::check(&api.root, &used, problems);
    }
    documents
}
