//! `restli doctor`: whether the pinned versions live long enough, and the changes on the way to later ones.

use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::Result;
use restli_schema::api::Day;

use crate::Tool;
use crate::schemas::{load, schema_folders};

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Days that each pinned version must have left.
    #[arg(long, default_value_t = 60)]
    days: u32,
    /// The day to judge by, `YYYY-MM-DD`, in place of today.
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Day>,
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    api: Option<String>,
}

/// Parses a day.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day as in 2026-07-31".to_owned())
}

/// Prints the state of the pinned versions; fails if one has too few days left.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let today = options.today.unwrap_or_else(|| Day::of(SystemTime::now().into()));
    let mut is_due = false;
    for folder in schema_folders(&workspace, options.api.as_deref())? {
        let Some(api) = load(&folder)? else { return Ok(ExitCode::FAILURE) };
        let checkup = restli_codegen::doctor(&restli_codegen::plan(&api), today, options.days.into());
        print!("{}", checkup.text);
        is_due |= checkup.is_due;
    }
    Ok(if is_due { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
