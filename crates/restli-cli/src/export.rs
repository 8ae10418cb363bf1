//! `restli export`: a schema in the formats of others.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use restli_export::{Disposition, Exported};

use crate::Tool;
use crate::messages::say;
use crate::schemas::{load, schema_folder};

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The format to write.
    #[arg(long)]
    format: Format,
    /// The API to export: a folder below `schema/`, or the path of any other schema folder. Not needed where there is only one.
    #[arg(long)]
    api: Option<String>,
    /// The folder to write to, seen from the current folder, which need not be there yet.
    #[arg(long, default_value = "target/export")]
    out: PathBuf,
}

/// The formats that there are.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Rest.li's `.snapshot.json`, one for each root resource.
    Snapshot,
    /// An `OpenAPI` 3.1 document.
    #[value(name = "openapi")]
    OpenApi,
    /// A JSON Schema 2020-12 document of all types.
    JsonSchema,
}

impl From<Format> for restli_export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Snapshot => Self::Snapshot,
            Format::OpenApi => Self::OpenApi,
            Format::JsonSchema => Self::JsonSchema,
        }
    }
}

/// Exports.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let folder = schema_folder(tool, options.api.as_deref())?;
    let Some(api) = load(&folder)? else { return Ok(ExitCode::FAILURE) };
    let exported = restli_export::export(&api, options.format.into());
    std::fs::create_dir_all(&options.out).with_context(|| format!("cannot create {}", options.out.display()))?;
    for (file, text) in &exported.files {
        let path = options.out.join(file);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    say(&summary(&exported, &options.out))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns a report: the number of files written, and the parts that the format has no word for.
fn summary(exported: &Exported, out: &Path) -> String {
    let files = exported.files.len();
    let mut text = format!("{}: {files} file{} written\n", out.display(), if files == 1 { "" } else { "s" });
    for note in &exported.notes {
        let disposition = match note.disposition {
            Disposition::Carried => "carried as `x-restli`",
            Disposition::Weakened => "said with less",
            Disposition::LeftOut => "left out",
            Disposition::Refused => "written, but others may refuse",
        };
        let _ = if note.count == 1 {
            writeln!(text, "  {disposition}: {} ({})", note.what, note.first)
        } else {
            writeln!(text, "  {disposition}: {} ({}, the first at {})", note.what, note.count, note.first)
        };
    }
    text
}
