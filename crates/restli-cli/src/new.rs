//! `restli new`: the first files of something.

use std::process::ExitCode;

use anyhow::Result;

use crate::Tool;

mod api;

/// Options of `new`.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

/// The things that can be begun.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// The schema of an API: `schema/NAME` in a workspace, elsewhere a folder NAME with a workspace and a program that calls the API.
    Api(api::Options),
}

/// Writes the files.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    match &options.what {
        What::Api(options) => api::run(options, tool),
    }
}
