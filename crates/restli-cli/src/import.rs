//! `restli import`: Rest.li's own files to a schema folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use restli_import::{FileKind, Imported};
use restli_schema::LoadError;
use restli_schema::diagnostic::Severity;
use restli_schema::source::Span;

use crate::messages;

/// The address of the server unless the options name another.
pub const URL: &str = "http://localhost:8080";

/// The exit status for a schema that loads but lacks parts, which were reported.
const IN_PART: u8 = 3;

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Files, or folders of them: `.restspec.json`, `.snapshot.json`, `.pdsc`, `.pdl`.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The schema folder to write; its name is the name of the API.
    #[arg(long)]
    out: PathBuf,
    /// Scheme and host of the server.
    #[arg(long, default_value = URL, value_parser = server)]
    url: String,
}

/// Parses scheme and host of a server.
fn server(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = !host.is_empty() && host.chars().all(|one| one.is_ascii_graphic() && !"/?#@\"".contains(one));
    if fits { Ok(text.to_owned()) } else { Err("write scheme and host alone: https://api.example.com".to_owned()) }
}

/// Imports.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let name =
        options.out.file_name().and_then(|name| name.to_str()).context("`--out` ends in no name, and the last folder names the API")?;
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    ensure!(is_name, "the last folder of `--out` names the API, and `{name}` does not begin with a letter: choose another");
    if restli_schema::holds_api(&options.out) {
        bail!("{} holds a schema already: import into a new folder, so that nothing written by hand is lost", options.out.display());
    }
    let mut found = Found::default();
    for path in &options.paths {
        collect(path, &mut found)?;
    }
    let passed_over = found.passed_over();
    if found.texts.is_empty() {
        bail!(
            "no file ends in `.restspec.json`, `.snapshot.json`, `.pdsc` or `.pdl`{}",
            passed_over.map_or_else(String::new, |text| format!("; {text}"))
        );
    }
    let read = found.texts.len();
    let imported = restli_import::import(found.texts.into_iter().collect(), &identifier(name), &options.url);
    messages::show(&imported.problems, &imported.sources, |colour| imported.render(colour));
    if imported.found == (0, 0) && imported.errors() > 0 {
        bail!("nothing could be imported, and nothing was written");
    }
    std::fs::create_dir_all(&options.out).with_context(|| format!("cannot create {}", options.out.display()))?;
    for (file, text) in &imported.files {
        let path = options.out.join(file);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    messages::say(&summary(&imported, read, &options.out))?;
    if let Some(passed_over) = passed_over {
        messages::say(&format!("  {passed_over}\n"))?;
    }
    match restli_schema::load_dir(&options.out) {
        Ok(_) if imported.errors() == 0 => Ok(ExitCode::SUCCESS),
        Ok(_) => {
            let text = format!("the schema was written and loads, without what the errors above are about (exit status {IN_PART})");
            messages::tell(Severity::Error, &text, &text);
            Ok(ExitCode::from(IN_PART))
        }
        Err(LoadError::Invalid(report)) => {
            messages::show(&report.diagnostics, &report.sources, |colour| report.render(colour) + "\n");
            let text = "the schema was written, but these places need a hand";
            messages::tell(Severity::Error, text, text);
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// The files at the paths of the options and below them.
#[derive(Debug, Default)]
pub struct Found {
    /// The text of each file to import, by its path.
    pub texts: BTreeMap<String, String>,
    /// The number of files in folders that cannot be imported, by the ending of their names.
    others: BTreeMap<String, usize>,
}

impl Found {
    /// The files that cannot be imported, in words.
    fn passed_over(&self) -> Option<String> {
        let endings: Vec<String> = self.others.iter().map(|(ending, count)| format!("{count} {ending}")).collect();
        (!endings.is_empty()).then(|| format!("passed over, as of no kind that can be imported: {}", endings.join(", ")))
    }
}

/// Collects a file, or every file below a folder that can be imported.
pub fn collect(path: &Path, found: &mut Found) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            let below = entry?.path();
            if below.is_dir() || below.to_str().is_some_and(|name| FileKind::of(name).is_some()) {
                collect(&below, found)?;
            } else {
                let ending = below.extension().map_or_else(|| "without an ending".to_owned(), |ending| format!("`.{}`", ending.display()));
                *found.others.entry(ending).or_default() += 1;
            }
        }
        return Ok(());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    found.texts.insert(path.to_string_lossy().replace('\\', "/"), text);
    Ok(())
}

/// Letters, digits and `_`.
fn identifier(name: &str) -> String {
    name.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '_' }).collect()
}

/// Returns a report: the number of imported parts, and the parts that the language has no word for.
fn summary(imported: &Imported, read: usize, out: &Path) -> String {
    let (types, resources) = imported.found;
    let mut text =
        format!("{}: {types} types and {resources} resources from {read} files, {} files written\n", out.display(), imported.files.len());
    let mut notes: BTreeMap<(bool, &str), (usize, Span)> = BTreeMap::new();
    for note in &imported.notes {
        notes.entry((note.kept, &note.what)).or_insert((0, note.span)).0 += 1;
    }
    for ((kept, what), (count, first)) in notes {
        let fate = if kept { "kept under `x`" } else { "left out" };
        let place = imported.sources.place(first);
        let _ = if count == 1 {
            writeln!(text, "  {fate}: {what} ({place})")
        } else {
            writeln!(text, "  {fate}: {what} ({count}, the first at {place})")
        };
    }
    text
}
