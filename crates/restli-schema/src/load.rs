//! The pipeline from files to an API, or to a report of all their problems.

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::Path;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{self, Document, Node};
use crate::file::{File, decode, is_yaml};
use crate::hash;
use crate::independent;
use crate::language;
use crate::parsed::{Parsed, Whole};
use crate::parts;
use crate::report::{LoadError, Report, excerpts};
use crate::resolve;
use crate::rules;
use crate::samples;
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
    folder.join(API_FILE).is_file() || files(&folder.join(API_FOLDER), "", 0).is_ok_and(|files| !files.is_empty())
}

/// Loads the API that a folder describes: its `api.yaml` or the files of its folder `api`, and its products in the order of their
/// names. A product is every other `*.yaml`, or a folder of such files. The files in `samples` and the folders
/// in it are samples.
///
/// # Errors
/// [`LoadError::Io`] if the folder or one of its files cannot be read, [`LoadError::Invalid`] if the files have errors.
pub fn load_dir(folder: &Path) -> Result<Loaded, LoadError> {
    let shown = shown_folder(folder);
    let files = read_folder(folder, &shown)?;
    load(files, &shown, &mut Parsed::default()).map_err(LoadError::Invalid)
}

/// Reads the files of the API that a folder describes, with their paths below the folder.
///
/// # Errors
/// [`LoadError::Io`] if the folder or one of its files cannot be read.
pub fn read_dir(folder: &Path) -> Result<Vec<File>, LoadError> {
    read_folder(folder, "")
}

/// Loads an API from files, as [`read_dir`] returns them. Paths mean what they mean to [`load_dir`]. Of files that have not changed since the
/// last time, the trees in `parsed` are used.
///
/// # Errors
/// All problems of the files, if one of them is an error.
pub fn load_files(mut files: Vec<File>, parsed: &mut Parsed) -> Result<Loaded, Report> {
    files.sort();
    load(files, "", parsed)
}

/// Loads an API from texts, each with its path in the folder of the API: `api.yaml`, `people.yaml`, `ads/campaigns.yaml`. Paths mean
/// what they mean to [`load_dir`].
///
/// # Errors
/// All problems of the texts, if one of them is an error.
pub fn load_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Result<Loaded, Report> {
    let mut files: Vec<File> = texts.into_iter().map(|(path, text)| File { path: path.into(), bytes: text.into().into_bytes() }).collect();
    files.sort();
    load(files, "", &mut Parsed::default())
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
        if name.starts_with('.') {
            continue;
        }
        let is_read = is_yaml(&name) || is_sample(&format!("{before}{name}"));
        let refused = |error: io::Error| LoadError::Io { path: path.clone(), error };
        let is_folder = is_folder(folder, &path).map_err(refused)?;
        if is_read && entry.file_name().to_str().is_none() {
            return Err(refused(io::Error::new(io::ErrorKind::InvalidFilename, "its name is not UTF-8: rename it")));
        }
        if is_read && !is_folder {
            names.push(format!("{before}{name}"));
        } else if deeper > 0 && is_folder {
            names.extend(files(&path, &format!("{before}{name}/"), deeper - 1)?);
        }
    }
    Ok(names)
}

/// Returns whether an entry of a folder is a folder itself, as far as links lead. Only a file or a folder can be read to its end.
fn is_folder(folder: &Path, path: &Path) -> io::Result<bool> {
    let flaw = |what: &str| Err(io::Error::other(what));
    let Ok(target) = std::fs::metadata(path) else { return flaw("it is a link that leads to nothing: mend or remove it") };
    let is_around = || Ok::<bool, io::Error>(path.is_symlink() && folder.canonicalize()?.starts_with(path.canonicalize()?));
    match () {
        () if target.is_dir() && is_around()? => flaw("it is a link to a folder that holds it: remove it"),
        () if !target.is_dir() && !target.is_file() => flaw("it is neither a file nor a folder: move it away"),
        () => Ok(target.is_dir()),
    }
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

/// Decodes, parses, checks and resolves files. `home` is the folder of the API, as the paths of the files begin.
fn load(files: Vec<File>, home: &str, parsed: &mut Parsed) -> Result<Loaded, Report> {
    let mut problems = Diagnostics::default();
    let mut sources = SourceMap::default();
    let unreadable = files.into_iter().filter_map(|file| decode(file, &mut sources, &mut problems)).collect();
    let documents = parse(&sources, home, &unreadable, parsed, &mut problems);
    let resolve = |api: &Node| resolve::resolve(api, &documents.products, &documents.used);
    let resolved = match (problems.finish(()), &documents.api) {
        (Ok(((), warnings)), Some(api)) => with(resolve(api), warnings),
        (Err(form), Some(api)) => {
            let meaning = resolve(api).err().unwrap_or_default();
            Err(independent::beside(form, meaning, &sources))
        }
        (Ok(((), found)) | Err(found), None) => Err(found),
    };
    let resolved = resolved.and_then(|(api, warnings)| complete(api, warnings, &sources, home));
    match resolved {
        Ok((api, warnings)) => Ok(Loaded { api, warnings, sources }),
        Err(diagnostics) => Err(Report { diagnostics, sources }),
    }
}

/// Adds the warnings of an earlier stage to the problems of a later one.
fn with<T>(
    found: Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>,
    earlier: Vec<Diagnostic>,
) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
    let sorted = |mut later: Vec<Diagnostic>| {
        later.extend(earlier);
        later.sort_by_key(|one| one.span);
        later
    };
    match found {
        Ok((value, warnings)) => Ok((value, sorted(warnings))),
        Err(problems) => Err(sorted(problems)),
    }
}

/// Adds the samples and the digest to an API.
fn complete(mut api: Api, warnings: Vec<Diagnostic>, sources: &SourceMap, home: &str) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut problems = Diagnostics::default();
    problems.extend(warnings);
    let files = (0..).zip(sources.files()).filter(|(_, file)| file.path.strip_prefix(home).is_some_and(is_sample));
    api.samples = samples::read(&api, files, &mut problems);
    api.hash = hash::digest(&api);
    problems.finish(api)
}

/// The parsed files of an API.
#[derive(Default)]
struct Documents {
    /// The shared part; `None` only if an error was reported.
    api: Option<Node>,
    /// The products, in the order of their paths, each with its files.
    products: Vec<Vec<Document>>,
    /// The texts under `source:`, with their places.
    used: Vec<(String, Span)>,
}

/// Parses the files, without the unreadable ones, and checks them against the language.
fn parse(sources: &SourceMap, home: &str, unreadable: &BTreeSet<u32>, parsed: &mut Parsed, problems: &mut Diagnostics) -> Documents {
    let mut documents = Documents::default();
    let (mut shared, mut other_homes) = (Vec::new(), Vec::new());
    let mut last_folder = None;
    for (file, number) in sources.files().iter().zip(0..) {
        if file.path.strip_prefix(home).is_some_and(is_sample) {
            continue;
        }
        let inside: Vec<&str> = file.path.strip_prefix(home).unwrap_or(&file.path).split('/').collect();
        let folder = match inside.as_slice() {
            [API_FILE] | [API_FOLDER, _] => {
                let readable = !unreadable.contains(&number);
                let file = readable.then(|| parsed.file(sources, number, |_| None, problems)).flatten();
                shared.push(file.map(|file| file.document));
                continue;
            }
            [_] => None,
            [folder, API_FILE] | [folder, API_FOLDER, _] => {
                other_homes.push((number, Some(*folder)));
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
        if unreadable.contains(&number) {
            continue;
        }
        let shape = |root: &Node| (!is_other_api(root)).then_some(&language::PRODUCT);
        let Some(Whole { document, used }) = parsed.file(sources, number, shape, problems) else { continue };
        if is_other_api(&document.root) {
            other_homes.push((number, None));
            continue;
        }
        documents.used.extend(used);
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
        documents.used.extend(language::check(api, &language::API, problems));
        // Without errors, names are resolved, and sources among them.
        if problems.has_errors() {
            resolve::sources::check(api, &documents.used, problems);
        }
    }
    documents
}

/// Returns whether a file in the place of a product describes an API.
fn is_other_api(root: &Node) -> bool {
    root.key("api").is_some() && root.key("product").is_none()
}

/// Reports a missing API and second ones. `others` are the files of APIs in folders that products could have, or in the place of products.
fn homes(sources: &SourceMap, home: &str, found: bool, others: &[(u32, Option<&str>)], problems: &mut Diagnostics) {
    let path = |number: u32| sources.files().get(number as usize).map_or("", |file| &file.path);
    // A file with another ending was reported.
    let misnamed = |number: u32| problems.has(rules::FILES, start_of(number));
    let named: Vec<(u32, Option<&str>)> = others.iter().filter(|(number, _)| !misnamed(*number)).copied().collect();
    if found {
        for (number, folder) in named {
            let path = path(number);
            let (message, help) = match folder {
                Some(folder) => (
                    format!("`{path}` would be a second API, inside of the product `{folder}`"),
                    "write what all products share beside the folder; give a file of the product another name",
                ),
                None => (
                    format!("`{path}` would be a second API"),
                    "a folder holds one: put its tables into `api.yaml`, or write `product:` in place of `api:`",
                ),
            };
            problems.error(rules::FILES, start_of(number), message, help);
        }
        return;
    }
    if named.is_empty() && !others.is_empty() {
        return;
    }
    let help = match named.first() {
        Some((_, Some(folder))) => format!("`{home}{folder}` holds an API: load this folder"),
        Some((number, None)) => format!("`{}` holds an API: name it `{API_FILE}`", path(*number)),
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
