//! `restli doctor`: whether the pinned versions live long enough, and the changes on the way to later ones.

use std::process::ExitCode;

use anyhow::Result;

use crate::Tool;
use crate::messages::say;
use crate::schemas::{load, schema_folders};
use crate::today::Today;

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Days that each pinned version must have left.
    #[arg(long, default_value_t = 60)]
    days: u32,
    #[command(flatten)]
    today: Today,
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    api: Option<String>,
}

/// Prints the state of the pinned versions; fails if one has too few days left.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let workspace = tool.workspace()?;
    let today = options.today.day();
    let mut is_due = false;
    for folder in schema_folders(&workspace, options.api.as_deref())? {
        let Some(api) = load(&folder)? else { return Ok(ExitCode::FAILURE) };
        let checkup = restli_codegen::doctor(&restli_codegen::plan(&api), today, options.days.into());
        say(&checkup.text)?;
        is_due |= checkup.is_due;
    }
    Ok(if is_due { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
