//! The import of Rest.li's own formats to YAML of the schema language: restspecs, snapshots, PDSC and PDL (`docs/formats.md`).
//!
//! [`import`] is pure: it takes texts and returns the files of a schema folder, with all problems and all content that was lost.

mod check;
mod clashes;
mod common;
mod defaults;
mod json;
mod layout;
mod limits;
mod model;
mod names;
mod pdl;
mod pdsc;
mod problems;
mod repeated;
mod resolve;
mod restspec;
pub mod rules;
mod snapshot;
mod urns;
mod write;
mod yaml;

use std::collections::BTreeMap;

use restli_schema::diagnostic::{Diagnostic, Severity};
use restli_schema::render::render;
use restli_schema::source::{SourceMap, Span};

pub use limits::MAX_BYTES;
pub use problems::Note;

use model::{Def, Resource};
use pdsc::Reading;
use problems::Problems;
use repeated::Described;

/// The result of an import.
#[derive(Debug)]
pub struct Imported {
    /// The files of the schema folder, by name: `api.yaml` and one per product.
    pub files: BTreeMap<String, String>,
    /// The problems of the imported files, sorted by place. Faulty content was corrected or left out.
    pub problems: Vec<Diagnostic>,
    /// Notes about content that the language cannot express.
    pub notes: Vec<Note>,
    /// The imported files, into which the places of problems and notes point.
    pub sources: SourceMap,
    /// The number of types and resources found.
    pub found: (usize, usize),
}

impl Imported {
    /// The problems as text, each with an excerpt; empty if there are none.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        if self.problems.is_empty() { String::new() } else { render(&self.problems, &self.sources, colour) + "\n" }
    }

    /// The number of problems that are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|one| one.severity == Severity::Error).count()
    }
}

/// The kind of a file, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `*.restspec.json`
    Restspec,
    /// `*.snapshot.json`
    Snapshot,
    /// `*.pdsc`
    Pdsc,
    /// `*.pdl`
    Pdl,
}

impl FileKind {
    /// The kind of a file of that name.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let kinds = [(".restspec.json", Self::Restspec), (".snapshot.json", Self::Snapshot), (".pdsc", Self::Pdsc), (".pdl", Self::Pdl)];
        kinds.into_iter().find(|(ending, _)| path.ends_with(ending)).map(|(_, kind)| kind)
    }
}

/// Turns files into a schema. All types are read before any resource, so that the order of the files does not matter.
///
/// `name` is the name of the API, `url` the scheme and host of its server.
#[must_use]
pub fn import(texts: Vec<(String, String)>, name: &str, url: &str) -> Imported {
    let mut sources = SourceMap::default();
    let mut problems = Problems::default();
    let (mut defs, mut resources) = (Vec::<Def>::new(), Vec::<Resource>::new());
    let mut described = Described::default();
    for (path, text) in texts {
        let kind = FileKind::of(&path);
        sources.add(path, text);
        let Some((source, file)) = sources.files().iter().zip(0..).last() else { continue };
        let mut reading = Reading { defs: &mut defs, problems: &mut problems };
        resources.extend(read(kind, &source.text, file, &mut reading, &mut described));
    }
    resources.iter_mut().for_each(resolve::no_params);
    common::add(&mut sources, &mut defs, &mut resources, &mut problems);
    let mut model = resolve::resolve(defs, resources, &mut problems);
    check::check(&mut model, &mut problems);
    let mut layout = layout::layout(&model);
    let urns = urns::find(&model);
    clashes::settle(&model, &mut layout, &urns, name, url);
    let files = write::write(&model, &layout, &urns, name, url, &mut problems);
    let found = (model.kept.len(), model.resources.len());
    let (problems, notes) = problems.finish();
    Imported { files, problems, notes, sources, found }
}

/// Reads a file: adds its types to the types read so far, and returns its resources.
fn read(kind: Option<FileKind>, text: &str, file: u32, reading: &mut Reading<'_>, described: &mut Described) -> Vec<Resource> {
    let span = Span { file, start: 0, end: 0 };
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes, more than {MAX_BYTES}", text.len());
        reading.problems.error(rules::TOO_BIG, span, message, "split it");
        return Vec::new();
    }
    let nodes = match kind {
        None | Some(FileKind::Pdl) => Vec::new(),
        Some(_) => json::read_all(text, file, reading.problems),
    };
    match kind {
        Some(FileKind::Pdsc) => pdsc::file(&nodes, reading),
        Some(FileKind::Restspec) => {
            let new = nodes.iter().filter(|node| described.is_new(node));
            return new.filter_map(|node| restspec::resource(node, reading)).collect();
        }
        Some(FileKind::Snapshot) => return nodes.iter().filter_map(|node| snapshot::snapshot(node, reading, described)).collect(),
        Some(FileKind::Pdl) => pdl::file(text, file, reading),
        None => {
            let help = "name files that end in `.restspec.json`, `.snapshot.json`, `.pdsc` or `.pdl`";
            reading.problems.error(rules::FILE_KIND, span, "this file is of no kind that can be imported", help);
        }
    }
    Vec::new()
}
