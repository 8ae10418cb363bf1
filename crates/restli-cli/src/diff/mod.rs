//! `restli diff`: the changes between two states of a schema, and what they break.

mod git;
mod side;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use restli_review::diff::{Accepted, Changes, Report, Verdict, diff};
use restli_review::uses::{ProgramReport, touched};

use self::side::{Opened, Schema, sides};
use crate::schemas::file_beside;
use crate::{Tool, messages, used_by};

/// The exit status of a comparison that could not be made.
const NOT_JUDGED: u8 = 3;

/// Options of `diff`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The side before: a folder with a schema, a version of the API such as 202605, or a git revision. `HEAD` if nothing is given.
    #[arg(conflicts_with = "against")]
    before: Option<String>,
    /// The side after, written in the same way. The schema as it lies on the disk if nothing is given.
    after: Option<String>,
    /// The side before, for a comparison with the schema as it lies on the disk.
    #[arg(long, value_name = "SIDE")]
    against: Option<String>,
    /// The API to compare: a folder below `schema/`, or the path of any other schema folder. Not needed where there is only one.
    #[arg(long)]
    api: Option<String>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail if there is such a change that is not accepted; may be given several times.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// The accepted changes. Without the option, the file `NAME.accepted.yaml` beside the folder `NAME` of the schema, if there is one.
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Show only the changes that touch the program in a folder with a `Cargo.toml`, with its lines. The compiler finds what the program uses:
    /// the first time it builds all that the program depends on.
    #[arg(long, value_name = "FOLDER")]
    used_by: Option<PathBuf>,
    /// Show the changes of documentation and evidence, too.
    #[arg(long)]
    all: bool,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text for a terminal.
    #[default]
    Text,
    /// Markdown for a review.
    Markdown,
    /// JSON for programs.
    Json,
    /// Annotations of a workflow of GitHub.
    #[value(name = "github")]
    GitHub,
}

/// Changes that make the command fail.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Deny {
    /// Changes that break clients on the wire.
    Wire,
    /// Changes that break programs in Rust.
    Rust,
    /// Changes that break either.
    Any,
    /// Changes that break either, or change behaviour.
    Behaviour,
    /// Changes of any kind but documentation.
    Change,
}

impl Deny {
    fn hits(self, change: &restli_review::diff::Change) -> bool {
        match self {
            Self::Wire => change.wire == Verdict::Breaks,
            Self::Rust => change.rust == Verdict::Breaks,
            Self::Any => change.worst() == Verdict::Breaks,
            Self::Behaviour => change.worst() >= Verdict::Behaviour,
            Self::Change => !change.is_documentation(),
        }
    }
}

/// Compares. A side that cannot be read never passes for one without changes: the exit status says so.
#[allow(clippy::unnecessary_wraps, reason = "every command has this form")]
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    Ok(compare(options, tool).unwrap_or_else(|error| {
        messages::fail(&format!("the schemas cannot be compared (exit status {NOT_JUDGED}): {error:#}"));
        ExitCode::from(NOT_JUDGED)
    }))
}

fn compare(options: &Options, tool: Tool) -> Result<ExitCode> {
    let schema = Schema::new(options.api.as_deref(), tool);
    let written = options.before.as_deref().or(options.against.as_deref()).unwrap_or("HEAD");
    let before = Opened::open(written, &schema).with_context(|| format!("the side before, `{written}`"))?;
    let after = match &options.after {
        Some(written) => Opened::open(written, &schema).with_context(|| format!("the side after, `{written}`"))?,
        None => Opened::on_disk(&schema).context("the side after")?,
    };
    let after = after.beside(&before, &schema).context("the side after")?;
    let before = before.beside(&after, &schema).context("the side before")?;
    let accepted = accepted(options.accepted.as_deref(), after.folder())?;
    let [old, new] = sides(&before, &after)?;
    let changes = diff(old, new);
    if let Some(program) = &options.used_by {
        return touching(options, program, [&before, &after], changes, &accepted);
    }
    let report = Report { before: before.name(), after: after.name(), changes: &changes, accepted: &accepted, all: options.all };
    let text = match options.format {
        Format::Text => report.text(std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()),
        Format::Markdown => report.markdown(),
        Format::Json => format!("{:#}\n", report.json()),
        Format::GitHub => report.github(),
    };
    messages::say(&text)?;
    for (fingerprint, reason) in accepted.idle(&changes) {
        messages::remark(&format!("`{fingerprint}` is accepted (\"{reason}\"), and no change is it: remove the entry"));
    }
    let denied = report.open().filter(|change| options.deny.iter().any(|deny| deny.hits(change))).count();
    if denied > 0 {
        let way_out = if denied == 1 { "take it back, or accept it" } else { "take them back, or accept each" };
        messages::fail(&format!("{}: {way_out} with its fingerprint and a reason", are_denied(denied, "")));
    }
    Ok(if denied > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Reports the changes that touch a program.
fn touching(
    options: &Options,
    program: &Path,
    [before, after]: [&Opened; 2],
    mut changes: Changes,
    accepted: &Accepted,
) -> Result<ExitCode> {
    changes.all.retain(|change| accepted.reason(&change.fingerprint()).is_none());
    let [old, new] = sides(before, after)?;
    let found = used_by::find(program, &restli_codegen::client_crate(old.api_name()))?;
    let touches = touched(old, new, &changes, &found.uses);
    let shown = program.display().to_string();
    let report = ProgramReport { before: before.name(), after: after.name(), program: &shown, touches: &touches, unseen: &found.unseen };
    let text = match options.format {
        Format::Text => report.text(),
        Format::Markdown => report.markdown(),
        Format::Json => format!("{:#}\n", report.json()),
        Format::GitHub => report.github(),
    };
    messages::say(&text)?;
    let denied = touches.all.iter().filter(|touched| options.deny.iter().any(|deny| deny.hits(&touched.change))).count();
    if denied > 0 {
        messages::fail(&are_denied(denied, " that touch the program"));
    }
    Ok(if denied > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn are_denied(count: usize, which: &str) -> String {
    format!("{count} of the changes{which} {} denied", if count == 1 { "is" } else { "are" })
}

/// The accepted changes in a file, or beside the folder of a schema.
fn accepted(written: Option<&Path>, folder: &Path) -> Result<Accepted> {
    let Some(path) = written.map(Path::to_path_buf).or_else(|| file_beside(folder, "accepted")) else { return Ok(Accepted::default()) };
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    Accepted::read(&shown, &text).map_err(anyhow::Error::msg)
}
