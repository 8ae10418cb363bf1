//! The pipeline from files to an API, or to a report of all their problems.

use std::io::{self, Read as _};
use std::path::Path;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Document, Node};
use crate::language;
use crate::parts;
use crate::report::{LoadError, Report, excerpts};
use crate::resolve;
use crate::rules;
use crate::source::{SourceMap, Span, saturate};

/// The file with the definitions that all products of an API share.
const API_FILE: &str = "api.yaml";

/// The folder of files with these definitions, beside the file or in place of it.
const API_FOLDER: &str = "api";

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

/// Returns whether a folder describes an API: it has an `api.yaml`, or a folder `api` with YAML files.
#[must_use]
pub fn holds_api(folder: &Path) -> bool {
    folder.join(API_FILE).is_file() || yaml_files(&folder.join(API_FOLDER), "", 0).is_ok_and(|files| !files.is_empty())
}

/// Loads the API that a folder describes: its `api.yaml` or the files of its folder `api`, and its products in the order of their
/// names. A product is every other `*.yaml`, or a folder of such files.
///
/// # Errors
/// [`LoadError::Io`] if the folder or one of its files cannot be read, [`LoadError::Invalid`] if the files have errors.
pub fn load_dir(folder: &Path) -> Result<Loaded, LoadError> {
    let shown = shown_folder(folder);
    let files = read_folder(folder, &shown)?;
    load(files, &shown).map_err(LoadError::Invalid)
}

/// Loads an API from texts, each with its path in the folder of the API: `api.yaml`, `people.yaml`, `ads/campaigns.yaml`. Paths mean
/// what they mean to [`load_dir`].
///
/// # Errors
/// All problems of the texts, if one of them is an error.
pub fn load_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Result<Loaded, Report> {
    let mut files: Vec<File> = texts.into_iter().map(|(path, text)| File { path: path.into(), bytes: text.into().into_bytes() }).collect();
    files.sort();
    load(files, "")
}

/// A file as read, not yet known to be UTF-8.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct File {
    /// The path that messages show.
    path: String,
    /// The content, cut off right after the size limit.
    bytes: Vec<u8>,
}

/// Reads the YAML files of a folder, and of the folders in it, in the order of their paths. `shown` is the folder as messages show it.
fn read_folder(folder: &Path, shown: &str) -> Result<Vec<File>, LoadError> {
    let mut names = yaml_files(folder, "", DEEPEST)?;
    names.sort();
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes = read_limited(&path).map_err(|error| LoadError::Io { path, error })?;
        Ok(File { path: format!("{shown}{name}"), bytes })
    };
    names.into_iter().map(read).collect()
}

/// The paths of the YAML files in a folder and in at most `deeper` levels of folders in it, each after `before`.
fn yaml_files(folder: &Path, before: &str, deeper: usize) -> Result<Vec<String>, LoadError> {
    let failed = |error: io::Error| LoadError::Io { path: folder.to_owned(), error };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let yaml =
            Path::new(&name).extension().is_some_and(|extension| ["yaml", "yml"].iter().any(|one| extension.eq_ignore_ascii_case(one)));
        if name.starts_with('.') {
            continue;
        }
        if yaml && !path.is_dir() {
            names.push(format!("{before}{name}"));
        } else if deeper > 0 && path.is_dir() {
            names.extend(yaml_files(&path, &format!("{before}{name}/"), deeper - 1)?);
        }
    }
    Ok(names)
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

/// Decodes, parses, checks and resolves files. `home` is the folder of the API, as the paths of the files begin.
fn load(files: Vec<File>, home: &str) -> Result<Loaded, Report> {
    let mut problems = Diagnostics::default();
    let mut sources = SourceMap::default();
    for file in files {
        decode(file, &mut sources, &mut problems);
    }
    let documents = parse(&sources, home, &mut problems);
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
    let renamed = Path::new(&path).extension().is_some_and(|extension| extension != "yaml").then(|| path.clone());
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
#[derive(Default)]
struct Documents {
    /// The shared part; `None` only if an error was reported.
    api: Option<Node>,
    /// The products, in the order of their paths, each with its files.
    products: Vec<Vec<Document>>,
}

/// Parses the files and checks them against the language.
fn parse(sources: &SourceMap, home: &str, problems: &mut Diagnostics) -> Documents {
    let mut documents = Documents::default();
    let (mut shared, mut used, mut other_homes) = (Vec::new(), Vec::new(), Vec::new());
    let mut last_folder = None;
    for (file, number) in sources.files().iter().zip(0..) {
        let inside: Vec<&str> = file.path.strip_prefix(home).unwrap_or(&file.path).split('/').collect();
        let folder = match inside.as_slice() {
            [API_FILE] | [API_FOLDER, _] => {
                shared.push(document::parse(sources, number, problems));
                continue;
            }
            [_] => None,
            [folder, API_FILE] | [folder, API_FOLDER, _] => {
                other_homes.push((number, *folder));
                continue;
            }
            [folder, _] => Some(*folder),
            _ => {
                let message = format!("`{}` would not be read", file.path);
                problems.error(
                    rules::FILES,
                    start_of(number),
                    message,
                    "a product is a file, or a folder of files, of the API's folder: move it up",
                );
                continue;
            }
        };
        let Some(document) = document::parse(sources, number, problems) else { continue };
        used.extend(language::check(&document.root, &language::PRODUCT, problems));
        match documents.products.last_mut() {
            Some(files) if folder.is_some() && folder == last_folder => files.push(document),
            _ => documents.products.push(vec![document]),
        }
        last_folder = folder;
    }
    homes(sources, home, !shared.is_empty(), &other_homes, problems);
    // What an unreadable file would hold is not missed.
    let Some(shared) = shared.into_iter().collect::<Option<Vec<Document>>>() else { return documents };
    documents.api = parts::joined(shared, problems);
    if let Some(api) = &documents.api {
        used.extend(language::check(api, &language::API, problems));
        resolve::sources::check(api, &used, problems);
    }
    documents
}

/// Reports a missing API and second ones. `others` are the files of APIs in folders that products could have.
fn homes(sources: &SourceMap, home: &str, found: bool, others: &[(u32, &str)], problems: &mut Diagnostics) {
    if found {
        for (number, folder) in others {
            let path = sources.files().get(*number as usize).map_or("", |file| &file.path);
            let message = format!("`{path}` would be a second API, inside of the product `{folder}`");
            let help = "write what all products share beside the folder; give a file of the product another name";
            problems.error(rules::FILES, start_of(*number), message, help);
        }
        return;
    }
    let help = match others.first() {
        Some((_, folder)) => format!("`{home}{folder}` holds an API: load this folder"),
        None => "create it: it names the API and its bases, and what its products share".to_owned(),
    };
    problems.error(rules::FILES, start_of(u32::MAX), format!("there is no `{home}{API_FILE}`"), help);
}

/// The start of a file; no place for a number that no file has.
fn start_of(file: u32) -> Span {
    Span { file, start: 0, end: 0 }
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
