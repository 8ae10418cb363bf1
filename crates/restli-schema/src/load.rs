//! The pipeline from files to an API, or to a report of all their problems.

use std::io::{self, Read as _};
use std::path::Path;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Document};
use crate::hash;
use crate::language;
use crate::report::{LoadError, Report, excerpts};
use crate::resolve;
use crate::rules;
use crate::samples;
use crate::source::{SourceMap, Span, saturate};

/// The file with the definitions that all products of an API share.
const API_FILE: &str = "api.yaml";

/// The levels of folders in which files are looked for. A product has one; files below that are reported, not passed over.
const DEEPEST: usize = 2;

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

/// Loads the API that a folder describes: its `api.yaml`, and its products in the order of their names. A product is every other
/// `*.yaml` beside it, or a folder of such files. The files in `samples` and the folders in it are samples.
///
/// # Errors
/// [`LoadError::Io`] if the folder or one of its files cannot be read, [`LoadError::Invalid`] if the files have errors.
pub fn load_dir(folder: &Path) -> Result<Loaded, LoadError> {
    let shown = shown_folder(folder);
    let files = read_folder(folder, &shown)?;
    load(files, &format!("{shown}{API_FILE}")).map_err(LoadError::Invalid)
}

/// Loads an API from texts, each with the path that messages show. The text called `api.yaml` (in whatever folder) is the API,
/// the other texts are its products; those in a folder beside it are one product. Texts in the folder `samples` are samples.
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

/// Reads the YAML files of a folder and of the folders in it, and the samples, in the order of their paths. `shown` is the folder as
/// messages show it.
fn read_folder(folder: &Path, shown: &str) -> Result<Vec<File>, LoadError> {
    let mut names = files(folder, "", DEEPEST)?;
    names.sort();
    let read = |name: String| {
        let path = folder.join(&name);
        let limit = if is_sample(&name) { samples::MAX_BYTES } else { document::MAX_BYTES };
        let bytes = read_limited(&path, limit).map_err(|error| LoadError::Io { path, error })?;
        Ok(File { path: format!("{shown}{name}"), bytes })
    };
    names.into_iter().map(read).collect()
}

/// Returns whether a path below the folder of the API is that of a sample.
fn is_sample(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| folder == samples::FOLDER)
}

/// The paths of the YAML files and samples in a folder and in at most `deeper` levels of folders in it, each after `before`.
fn files(folder: &Path, before: &str, deeper: usize) -> Result<Vec<String>, LoadError> {
    let failed = |error: io::Error| LoadError::Io { path: folder.to_owned(), error };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let yaml = Path::new(&name).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if name.starts_with('.') {
            continue;
        }
        if (yaml || is_sample(&format!("{before}{name}"))) && path.is_file() {
            names.push(format!("{before}{name}"));
        } else if deeper > 0 && path.is_dir() {
            names.extend(files(&path, &format!("{before}{name}/"), deeper - 1)?);
        }
    }
    Ok(names)
}

/// Reads a file up to one byte past a limit.
fn read_limited(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(u64::from(saturate(limit + 1))).read_to_end(&mut bytes)?;
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
    let resolved = resolved.and_then(|(api, warnings)| complete(api, warnings, &sources));
    match resolved {
        Ok((api, warnings)) => Ok(Loaded { api, warnings, sources }),
        Err(diagnostics) => Err(Report { diagnostics, sources }),
    }
}

/// Adds the samples and the digest to an API.
fn complete(mut api: Api, warnings: Vec<Diagnostic>, sources: &SourceMap) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut problems = Diagnostics::default();
    problems.extend(warnings);
    let home = home(sources);
    let files = (0..).zip(sources.files()).filter(|(_, file)| below(home, &file.path).is_some_and(is_sample));
    api.samples = samples::read(&api, files, &mut problems);
    api.hash = hash::digest(&api);
    problems.finish(api)
}

/// The path of a file as seen from the folder of the API.
fn below<'p>(home: Option<&str>, path: &'p str) -> Option<&'p str> {
    match home? {
        "" => Some(path),
        home => path.strip_prefix(home)?.strip_prefix('/'),
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
    /// The products, in the order of their paths, each with its files.
    products: Vec<Vec<Document>>,
}

/// Parses the files and checks each against the language.
fn parse(sources: &SourceMap, expected: &str, problems: &mut Diagnostics) -> Documents {
    let mut documents = Documents { api: None, products: Vec::new() };
    let home = home(sources);
    let mut used = Vec::new();
    let mut last_folder = None;
    for (file, number) in sources.files().iter().zip(0..) {
        let (folder, name) = file.path.rsplit_once('/').map_or(("", file.path.as_str()), |(folder, name)| (folder, name));
        let is_api = name == API_FILE;
        if below(home, &file.path).is_some_and(is_sample) {
            continue;
        }
        let Some(document) = document::parse(sources, number, problems) else { continue };
        used.extend(language::check(&document.root, if is_api { &language::API } else { &language::PRODUCT }, problems));
        // The folder of a product, as seen from that of the API.
        let inside = home.and_then(|home| Path::new(folder).strip_prefix(home).ok()).and_then(Path::to_str);
        let inside = inside.filter(|inside| !inside.is_empty() && !is_api);
        let span = Span { file: number, start: 0, end: 0 };
        if inside.is_some_and(|inside| inside.contains('/')) {
            let problem = Diagnostic::error(rules::FILES, span, format!("`{}` would not be read", file.path));
            problems.push(problem.help("a product is a file beside `api.yaml`, or a folder of files: move it up"));
        }
        if is_api && home == Some(folder) {
            documents.api = Some(document);
        } else if is_api {
            let problem = Diagnostic::error(rules::FILES, span, format!("`{}` is a second `{API_FILE}`", file.path));
            problems.push(problem.help("load one API at a time"));
        } else {
            match documents.products.last_mut() {
                Some(files) if inside.is_some() && inside == last_folder => files.push(document),
                _ => documents.products.push(vec![document]),
            }
            last_folder = inside;
        }
    }
    if home.is_none() {
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

/// The folder of the API: of the `api.yaml` that lies highest.
fn home(sources: &SourceMap) -> Option<&str> {
    let folders = sources.files().iter().filter_map(|file| match file.path.rsplit_once('/') {
        Some((folder, API_FILE)) => Some(folder),
        None if file.path == API_FILE => Some(""),
        _ => None,
    });
    folders.min_by_key(|folder| folder.matches('/').count() + usize::from(!folder.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{Path, shown_folder};

    #[test]
    fn folders_are_shown_from_the_current_folder_and_with_slashes() {
        let here = std::env::current_dir().expect("a current folder");
        let cases =
            [("schema/shop", "schema/shop/"), ("./schema/shop/", "schema/shop/"), ("schema\\shop", "schema/shop/"), (".", ""), ("", "")];
        for (folder, shown) in cases {
            assert_eq!(shown_folder(Path::new(folder)), shown, "{folder}");
        }
        assert_eq!(shown_folder(&here.join("schema/shop")), "schema/shop/");
    }
}
