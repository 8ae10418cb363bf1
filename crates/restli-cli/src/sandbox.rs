//! `restli sandbox`: an API served on this machine.

use std::process::ExitCode;

use anyhow::Result;
pub use restli_sandbox::cli::OfFolder as Options;

use crate::schemas::load;

/// Serves the API until the program is interrupted.
pub fn run(options: Options) -> Result<ExitCode> {
    let Some(folder) = options.folder() else { return Ok(options.serve(None)) };
    Ok(load(folder)?.map_or(ExitCode::FAILURE, |api| options.serve(Some(api))))
}
