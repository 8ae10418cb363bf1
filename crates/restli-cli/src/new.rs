//! `restli new`: the first lines of something.

use std::process::ExitCode;

use anyhow::Result;

use crate::Tool;

mod api;
mod entries;
mod finder;
mod insert;
mod product;
mod resource;
mod schema;
mod stub;
mod types;

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
    /// A product of an API: a file of its schema, which becomes a module and a feature of the client.
    Product(product::Options),
    /// A resource of a product, with its first method, and the record of its entities where there is none.
    Resource(resource::Options),
    /// A finder of a resource.
    Finder(finder::Options),
    /// A type of a product, or of the API with `--file api.yaml`.
    Type(types::Options),
}

/// Writes the files, or the entries of a file.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    match &options.what {
        What::Api(options) => api::run(options, tool),
        What::Product(options) => product::run(options, tool),
        What::Resource(options) => resource::run(options, tool),
        What::Finder(options) => finder::run(options, tool),
        What::Type(options) => types::run(options, tool),
    }
}
