//! `restli lint`: what a schema could say better.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use restli_review::lint::{Allowed, Finding, LINTS, lint};

use crate::Tool;
use crate::messages;
use crate::schemas::{file_beside, folders, loaded};
use crate::today::Today;

/// Options of `lint`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Fail if something breaks this lint; `all` for any. May be given several times.
    #[arg(long, value_name = "LINT|all", value_parser = known)]
    deny: Vec<String>,
    /// Only these lints. May be given several times.
    #[arg(long, value_name = "LINT", value_parser = known)]
    only: Vec<String>,
    /// The allowed findings. Without the option, the file `NAME.lints.yaml` beside the folder `NAME` of the schema, if there is one.
    #[arg(long, value_name = "FILE")]
    allowed: Option<PathBuf>,
    /// Print every lint with its demand and reason.
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    today: Today,
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    api: Option<String>,
}

/// Parses the name of a lint.
fn known(name: &str) -> Result<String, String> {
    let names = || LINTS.iter().map(|lint| lint.name);
    if name == "all" || names().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    Err(restli_schema::suggest::advice(name, names()).map_or_else(|| "`--list` shows all lints".to_owned(), |help| help.text))
}

/// Prints the findings of each schema; fails if one breaks a lint that is denied.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    if options.list {
        for lint in LINTS {
            messages::say(&format!("{}\n  {}\n  {}\n", lint.name, lint.demand, lint.reason))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let today = options.today.day();
    let is_asked =
        |finding: &Finding| options.only.is_empty() || options.only.iter().any(|name| name == "all" || name == finding.diagnostic.rule);
    let is_denied = |finding: &Finding| options.deny.iter().any(|name| name == "all" || name == finding.diagnostic.rule);
    let mut fails = false;
    for folder in folders(tool, options.api.as_deref())?.0 {
        let Some(mut loaded) = loaded(&folder)? else { return Ok(ExitCode::FAILURE) };
        let allowed = allowed(options.allowed.as_deref(), &folder)?;
        let findings = lint(&loaded.api, today);
        for entry in allowed.idle(&findings) {
            messages::remark(&format!("`{entry}` is allowed, and nothing there breaks the lint: remove the entry"));
        }
        let left: Vec<Finding> = findings.into_iter().filter(|finding| is_asked(finding) && !allowed.allows(finding)).collect();
        fails |= left.iter().any(is_denied);
        loaded.warnings = left.into_iter().map(|finding| finding.diagnostic).collect();
        messages::show(&loaded.warnings, &loaded.sources, |colour| loaded.render_warnings(colour));
        let count = loaded.warnings.len();
        messages::say(&format!("{}: {count} finding{}\n", loaded.api.name.wire, if count == 1 { "" } else { "s" }))?;
    }
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The allowances in a file, or beside the folder of a schema.
fn allowed(written: Option<&Path>, folder: &Path) -> Result<Allowed> {
    let Some(path) = written.map(Path::to_path_buf).or_else(|| file_beside(folder, "lints")) else { return Ok(Allowed::default()) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    match Allowed::read(&path.display().to_string(), &text) {
        Ok(allowed) => Ok(allowed),
        Err(told) => bail!(told),
    }
}
