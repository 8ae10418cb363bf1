//! `restli sandbox`: an API served on this machine.

use std::process::ExitCode;

use anyhow::{Error, Result};
pub use restli_sandbox::cli::OfFolder as Options;
use restli_sandbox::cli::list_faults;

use crate::Tool;
use crate::schemas::{load, schema_folder};

/// Serves the API until the program is interrupted.
pub fn run(options: Options, tool: Tool) -> Result<ExitCode> {
    if options.lists_faults() {
        list_faults();
        return Ok(ExitCode::SUCCESS);
    }
    let Some(api) = load(&schema_folder(tool, options.api())?)? else { return Ok(ExitCode::FAILURE) };
    options.serve(api).map_err(Error::msg)?;
    Ok(ExitCode::SUCCESS)
}
