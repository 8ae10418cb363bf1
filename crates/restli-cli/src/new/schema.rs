//! The files of an API, with their trees, and what stands in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use restli_schema::document::{Document, Key, Node};
use restli_schema::source::{SourceMap, Span};
use restli_schema::{File, Loaded, Parsed, Report, load_files, read_dir, suggest};

use crate::paths::from_here;
use crate::same::{MARK, parsed};
use crate::schemas::loaded;

/// The YAML files of an API that loads.
pub(super) struct Schema {
    pub(super) folder: PathBuf,
    files: Vec<File>,
    pub(super) sources: SourceMap,
    documents: Vec<(u32, Document)>,
}

/// A resource in the files.
pub(super) struct Found {
    /// The path of the file below the folder.
    pub(super) file: String,
    /// The keys that lead to the resource.
    pub(super) path: Vec<String>,
    /// The names of the resources above, and its own.
    names: Vec<String>,
    span: Span,
}

impl Schema {
    /// Reads the files of a folder; `None` if they have problems, which are shown.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>> {
        let files = read_dir(folder)?;
        let Ok(Loaded { sources, .. }) = load_files(files.clone(), &mut Parsed::default()) else {
            let sound = loaded(folder)?.is_some();
            ensure!(!sound, "the files of {} change: try again", folder.display());
            return Ok(None);
        };
        let numbers = (0..).zip(sources.files()).filter(|(_, file)| !file.path.starts_with("samples/")).map(|(number, _)| number);
        let documents = numbers.filter_map(|number| Some((number, parsed(&sources, number)?))).collect();
        Ok(Some(Self { folder: folder.to_path_buf(), files, sources, documents }))
    }

    /// The files with their paths below the folder, and their trees.
    pub(super) fn roots(&self) -> impl Iterator<Item = (&str, &Node)> + Clone {
        self.documents
            .iter()
            .filter_map(|(number, document)| Some((self.sources.files().get(*number as usize)?.path.as_str(), &document.root)))
    }

    /// The text of a file, without a byte order mark.
    pub(super) fn text(&self, path: &str) -> Result<&str> {
        let file = self.sources.files().iter().find(|file| file.path == path);
        Ok(file.with_context(|| format!("no file {path}"))?.text.as_str())
    }

    /// The text of a file as it stands on the disk, with a new text in the place of its own.
    pub(super) fn on_disk(&self, path: &str, text: &str) -> (String, String) {
        let old = self
            .files
            .iter()
            .find(|file| file.path == path)
            .map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
            .unwrap_or_default();
        let mark = if old.starts_with(MARK) { MARK.to_string() } else { String::new() };
        (old, format!("{mark}{text}"))
    }

    /// Loads the API with another text of a file, which may be new. Problems name the files as messages show them.
    pub(super) fn with(&self, path: &str, text: &str) -> Result<Loaded, Report> {
        let mut files: Vec<File> = self.files.iter().filter(|file| file.path != path).cloned().collect();
        files.push(File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
        load_files(files, &mut Parsed::default()).map_err(|report| {
            let mut sources = SourceMap::default();
            for file in report.sources.files() {
                sources.add(self.shown(&file.path), file.text.clone());
            }
            Report { sources, ..report }
        })
    }

    /// A file as messages show it: from the current folder if it lies below that.
    pub(super) fn shown(&self, path: &str) -> String {
        from_here(&self.folder.join(path))
    }

    /// A place as messages show it.
    pub(super) fn place(&self, span: Span) -> String {
        self.shown(&self.sources.place(span))
    }

    /// Refuses a name that stands in a table already.
    pub(super) fn is_new(&self, what: &str, name: &str, known: &[(Key, Node)]) -> Result<()> {
        let taken = known.iter().find(|(key, _)| key.text == name);
        if let Some((key, _)) = taken {
            bail!("there is a {what} `{name}` already, at {}: choose another name", self.place(key.span));
        }
        Ok(())
    }

    /// The files of the API's own tables.
    pub(super) fn of_api(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.roots().filter(|(_, root)| product(root).is_none())
    }

    /// The files of a product.
    pub(super) fn of_product<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (&'s str, &'s Node)> {
        self.roots().filter(move |(_, root)| product(root) == Some(name))
    }

    /// The names of the products.
    pub(super) fn products(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.roots().filter_map(|(_, root)| product(root)).collect();
        names.dedup();
        names
    }

    /// The file and tree of a path below the folder, whose ending may be left out, or of the path of a file there.
    pub(super) fn file(&self, wanted: &str) -> Result<(&str, &Node)> {
        let is_below = |(path, _): &(&str, _)| *path == wanted || path.strip_suffix(".yaml") == Some(wanted);
        let whole = Path::new(wanted).canonicalize().ok();
        let is_there = |(path, _): &(&str, _)| whole.is_some() && self.folder.join(path).canonicalize().ok() == whole;
        let found = self.roots().find(is_below).or_else(|| self.roots().find(is_there));
        found
            .with_context(|| format!("no file `{wanted}` in {}{}", self.folder.display(), told(wanted, self.roots().map(|(path, _)| path))))
    }

    /// The one resource of a name or of a path of names, in all products or in one.
    pub(super) fn resource(&self, wanted: &str, of: Option<&str>) -> Result<Found> {
        let mut all = Vec::new();
        for (file, root) in self.roots().filter(|(_, root)| of.is_none_or(|name| product(root) == Some(name))) {
            below(file, root, "resources", &mut Vec::new(), &mut Vec::new(), &mut all);
        }
        let names: Vec<&str> = wanted.trim_start_matches('/').split('/').collect();
        let is_wanted = |found: &Found| {
            let own: Vec<&str> = found.names.iter().map(String::as_str).collect();
            if wanted.starts_with('/') { own == names } else { own.ends_with(&names) }
        };
        let (mut fit, others): (Vec<Found>, Vec<Found>) = all.into_iter().partition(is_wanted);
        if fit.len() > 1 {
            let places: Vec<String> = fit.iter().map(|one| format!("\n  /{} at {}", one.names.join("/"), self.place(one.span))).collect();
            bail!(
                "there are {} resources `{wanted}`: write the path of one, and name its `--product` if that is not enough{}",
                fit.len(),
                places.concat()
            );
        }
        let known: BTreeSet<&str> = others.iter().filter_map(|one| one.names.last()).map(String::as_str).collect();
        fit.pop().with_context(|| format!("no resource `{wanted}`{}", told(wanted, known.iter().copied())))
    }
}

/// The name of the product that a file describes.
pub(super) fn product(root: &Node) -> Option<&str> {
    root.get("product").and_then(Node::text)
}

/// Advice on an unknown name, behind a message.
pub(super) fn told<'a>(wanted: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    suggest::advice(wanted, known).map(|help| format!(": {}", help.text)).unwrap_or_default()
}

/// Collects the resources of a table and those below them.
fn below(file: &str, node: &Node, table: &str, path: &mut Vec<String>, names: &mut Vec<String>, all: &mut Vec<Found>) {
    for (key, inner) in node.get(table).map(Node::entries).unwrap_or_default() {
        path.extend([table.to_owned(), key.text.clone()]);
        names.push(key.text.clone());
        all.push(Found { file: file.to_owned(), path: path.clone(), names: names.clone(), span: key.span });
        below(file, inner, "sub", path, names, all);
        path.truncate(path.len() - 2);
        names.pop();
    }
}
