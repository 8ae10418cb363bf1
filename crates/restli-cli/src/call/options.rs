//! The options of `call`, and what they name: the token and the body.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use super::inputs::Inputs;
use crate::schemas::OneApi;

/// The largest body that is read.
const MAX_BODY: u64 = 64 << 20;

/// The longest token that is read.
const MAX_TOKEN: u64 = 64 << 10;

/// Options of `call`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "these options do not depend on each other")]
pub struct Options {
    /// The operation by its id or the end of it: `content.posts.create`, `posts.create`.
    #[arg(required_unless_present = "list")]
    pub(super) operation: Option<String>,
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// The fields to ask for, in the notation of `projection!`: `(id,author~(name))`.
    #[arg(long, value_name = "PROJECTION")]
    pub(super) fields: Option<String>,
    /// Print the elements of all pages, a line of JSON each.
    #[arg(long)]
    pub(super) all: bool,
    /// The most elements that `--all` prints.
    #[arg(long, requires = "all", value_name = "NUMBER")]
    pub(super) limit: Option<usize>,
    /// The environment variable that holds the access token.
    #[arg(long, value_name = "NAME", conflicts_with = "token_file")]
    pub(super) token_env: Option<String>,
    /// The file that holds the access token.
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    /// Scheme and host in place of those of the schema: `http://127.0.0.1:4242` is the sandbox.
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The version to ask for, in place of the pinned one.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub(super) version: Option<u32>,
    /// Print the request as a curl command, with stars in place of secrets, and send nothing.
    #[arg(long)]
    pub(super) curl: bool,
    /// Print status and headers of the answer before its body.
    #[arg(long, short, conflicts_with = "all")]
    pub(super) include: bool,
    /// Send a call that writes without asking.
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Show what the operation takes and gives, and a command line; send nothing.
    #[arg(long)]
    pub(super) describe: bool,
    /// List the operations, or those with a word in their id, address or documentation.
    #[arg(long, value_name = "WORD", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["operation", "describe"])]
    pub(super) list: Option<String>,
    #[command(flatten)]
    pub(super) api: OneApi,
}

impl Options {
    /// The access token, from the environment or a file.
    pub(super) fn token(&self) -> Result<Option<String>> {
        let text = match (&self.token_env, &self.token_file) {
            // A name that was written by mistake may be the token itself.
            (Some(name), _) => std::env::var(name).ok().context("`--token-env` names no variable of the environment that holds a token")?,
            (None, Some(path)) => {
                let mut text = String::new();
                let file = std::fs::File::open(path).and_then(|file| file.take(MAX_TOKEN).read_to_string(&mut text));
                file.context("`--token-file` names no file that can be read")?;
                text
            }
            (None, None) => return Ok(None),
        };
        let text = text.trim();
        ensure!(!text.is_empty(), "the token is empty: set the variable, or write the file");
        Ok(Some(text.to_owned()))
    }

    /// The body that the inputs name.
    pub(super) fn body(&self) -> Result<Option<Vec<u8>>> {
        self.inputs.body.as_deref().map(read).transpose()
    }
}

/// Parses a version.
fn version(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "write the number of a version: 202607".to_owned())
}

/// The body that an option names.
fn read(text: &str) -> Result<Vec<u8>> {
    let bounded = |reader: &mut dyn std::io::Read, name: &str| {
        let mut bytes = Vec::new();
        reader.take(MAX_BODY + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
        ensure!(bytes.len() as u64 <= MAX_BODY, "{name} is larger than {} MiB", MAX_BODY >> 20);
        Ok(bytes)
    };
    match text.strip_prefix('@') {
        Some(path) => bounded(&mut std::fs::File::open(path).with_context(|| format!("cannot read {path}"))?, path),
        None if text == "-" => bounded(&mut std::io::stdin().lock(), "the standard input"),
        None => Ok(text.as_bytes().to_vec()),
    }
}
