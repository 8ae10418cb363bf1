//! `restli call`: one operation of an API, driven by its schema alone.

mod ask;
mod describe;
mod fits;
mod inputs;
mod line;
mod markup;
mod members;
mod options;
mod ordered;
mod prepared;
mod send;
mod tables;
#[cfg(test)]
mod tests;
mod values;
mod words;

use std::process::ExitCode;

use anyhow::Result;
use restli_schema::operations;

use crate::Tool;
use crate::messages::say;
use crate::schemas::load;
pub(crate) use options::Options;
use prepared::prepared;

/// Sends a call, or shows it.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(api) = load(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    if let Some(word) = &options.list {
        say(&describe::list(&api, word)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = options.operation.as_deref().unwrap_or_default();
    let (id, operation) = operations::one(&api, name).map_err(anyhow::Error::msg)?;
    if options.describe {
        say(&describe::operation(&id, operation, tool))?;
        return Ok(ExitCode::SUCCESS);
    }
    send::on(&prepared(options, operation, options.token()?.as_deref())?, options, operation, &mut std::io::stdout())
}
