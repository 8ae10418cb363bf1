//! The folder of an API: its files, as they stand in the editor or else on the disk, and what is wrong with them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use restli_schema::diagnostic::{Diagnostic, Diagnostics};
use restli_schema::document::{self, Document};
use restli_schema::source::SourceMap;
use restli_schema::{File, LoadError, Parsed, holds_api, load_files, read_dir};

use super::mentions::{self, Mention};
use super::names::{Names, Part};

/// The folder with the tables of an API, where they fill several files.
const TABLES: &str = "api";

/// The levels of folders between a file of an API and the folder of the API.
const DEEPEST: usize = 3;

/// The folder of the API that a file belongs to.
pub(super) fn folder_of(path: &Path) -> Option<PathBuf> {
    let nearest = path.ancestors().skip(1).take(DEEPEST).find(|folder| holds_api(folder))?;
    // The tables of an API may lie in a folder `api` of it, whose `api.yaml` makes it look like an API of its own.
    let above = nearest.parent().filter(|above| nearest.ends_with(TABLES) && holds_api(above) && !has_product(nearest));
    Some(above.unwrap_or(nearest).to_path_buf())
}

/// Returns whether a folder has a file of a product.
fn has_product(folder: &Path) -> bool {
    let files = read_dir(folder).unwrap_or_default();
    files.iter().any(|file| file.bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"product:")))
}

/// The state of the files of an API, after a check.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) folder: PathBuf,
    /// The files with their problems; paths are those below the folder.
    pub(super) sources: SourceMap,
    /// The problems.
    pub(super) problems: Vec<Diagnostic>,
    /// The API, of the last check without errors.
    pub(super) api: Option<Rc<restli_schema::api::Api>>,
    /// The files that a check does not read again.
    parsed: Parsed,
    /// The file trees, of the last version of each file that parses.
    documents: BTreeMap<String, (String, Rc<Document>)>,
    /// The names, once they were asked for after a check.
    index: Option<Rc<Index>>,
}

/// The names of an API and all places of them.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) names: Names,
    pub(super) mentions: Vec<Mention>,
}

impl Home {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            sources: SourceMap::default(),
            problems: Vec::new(),
            api: None,
            parsed: Parsed::default(),
            documents: BTreeMap::new(),
            index: None,
        }
    }

    /// Checks the files: those of the folder, in the place of which stand the `open` ones.
    ///
    /// # Errors
    /// A text that says which file cannot be read.
    pub(super) fn check(&mut self, open: &BTreeMap<PathBuf, String>) -> Result<(), String> {
        let files = self.files(open).map_err(|error| error.render(false))?;
        self.index = None;
        match load_files(files, &mut self.parsed) {
            Ok(loaded) => {
                self.problems = loaded.warnings;
                self.sources = loaded.sources;
                self.api = Some(Rc::new(loaded.api));
            }
            Err(report) => {
                self.problems = report.diagnostics;
                self.sources = report.sources;
            }
        }
        self.parse();
        Ok(())
    }

    /// Parses the files that have changed. A file that is half written keeps the names that it had.
    fn parse(&mut self) {
        for (number, file) in (0..).zip(self.sources.files()) {
            let is_known = self.documents.get(&file.path).is_some_and(|(text, _)| *text == file.text);
            if !is_known
                && !file.path.starts_with("samples/")
                && let Some(document) = self.document(number)
            {
                self.documents.insert(file.path.clone(), (file.text.clone(), Rc::new(document)));
            }
        }
    }

    /// The files of the folder, in the place of which stand the open ones.
    pub(super) fn files(&self, open: &BTreeMap<PathBuf, String>) -> Result<Vec<File>, LoadError> {
        let mut files = read_dir(&self.folder)?;
        for (path, text) in open {
            let Some(below) = self.below(path) else { continue };
            let bytes = text.clone().into_bytes();
            match files.iter_mut().find(|file| file.path == below) {
                Some(file) => file.bytes = bytes,
                None => files.push(File { path: below, bytes }),
            }
        }
        Ok(files)
    }

    /// The path of a file below the folder.
    pub(super) fn below(&self, path: &Path) -> Option<String> {
        Some(path.strip_prefix(&self.folder).ok()?.to_str()?.replace('\\', "/"))
    }

    /// The number of a file and its text.
    pub(super) fn file(&self, path: &Path) -> Option<(u32, &str)> {
        let below = self.below(path)?;
        let mut files = (0..).zip(self.sources.files());
        files.find(|(_, file)| file.path == below).map(|(number, file)| (number, file.text.as_str()))
    }

    /// The path and text of a file by its number.
    pub(super) fn numbered(&self, file: u32) -> Option<(PathBuf, &str)> {
        let file = self.sources.files().get(file as usize)?;
        Some((self.folder.join(&file.path), file.text.as_str()))
    }

    /// Returns whether a path below the folder is that of the API's tables.
    pub(super) fn is_api(below: &str) -> bool {
        below == "api.yaml" || below.split_once('/').is_some_and(|(folder, _)| folder == TABLES)
    }

    /// The tree of a file, as its text is; `None` if it does not parse.
    pub(super) fn document(&self, file: u32) -> Option<Document> {
        let mut ignored = Diagnostics::default();
        let document = document::parse(&self.sources, file, &mut ignored);
        let _ = ignored.finish(());
        document
    }

    /// The names of the API.
    pub(super) fn index(&mut self) -> Rc<Index> {
        if let Some(index) = &self.index {
            return Rc::clone(index);
        }
        let parts = (0..).zip(self.sources.files()).filter_map(|(number, file)| {
            let (_, document) = self.documents.get(&file.path)?;
            Some(Part { file: number, of_api: Self::is_api(&file.path), document })
        });
        let parts: Vec<Part<'_>> = parts.collect();
        let names = Names::of(&parts);
        let mentions = mentions::of(&parts, &names);
        let index = Rc::new(Index { names, mentions });
        self.index = Some(Rc::clone(&index));
        index
    }
}
