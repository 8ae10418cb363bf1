//! `restli call`: one operation of an API, driven by its schema alone.

mod describe;
mod find;
mod fits;
mod inputs;
mod line;
mod send;
mod tables;
#[cfg(test)]
mod tests;
mod values;

use std::io::{IsTerminal as _, Read as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use restli_client::{Builder, Json, Projection, Runtime, Tunnel, http};
use restli_schema::api::{Api, ResourceMethod as M};

use crate::Tool;
use crate::schemas::{load, schema_folder};
use find::Operation;
use inputs::Inputs;

/// The largest body that is read.
const MAX_BODY: u64 = 64 << 20;

/// The exit status of a call that the service refused, or that it did not answer.
pub(super) const REFUSED: u8 = 3;

/// Options of `call`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "these options do not depend on each other")]
pub struct Options {
    /// The operation by its id or the end of it: `content.posts.create`, `posts.create`.
    #[arg(required_unless_present = "list")]
    operation: Option<String>,
    #[command(flatten)]
    inputs: Inputs,
    /// The fields to ask for, in the notation of `projection!`: `(id,author~(name))`.
    #[arg(long, value_name = "PROJECTION")]
    fields: Option<String>,
    /// Print the elements of all pages, a line of JSON each.
    #[arg(long)]
    all: bool,
    /// The most elements that `--all` prints.
    #[arg(long, requires = "all", value_name = "NUMBER")]
    limit: Option<usize>,
    /// The environment variable that holds the access token.
    #[arg(long, value_name = "NAME", conflicts_with = "token_file")]
    token_env: Option<String>,
    /// The file that holds the access token.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Scheme and host in place of those of the schema: `http://127.0.0.1:4242` is the sandbox.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The version to ask for, in place of the pinned one.
    #[arg(long, value_name = "VERSION")]
    version: Option<u32>,
    /// Print the request as a curl command, with stars in place of secrets, and send nothing.
    #[arg(long)]
    curl: bool,
    /// Print status and headers of the answer before its body.
    #[arg(long, short)]
    include: bool,
    /// Send a call that writes without asking.
    #[arg(long, short)]
    yes: bool,
    /// Show what the operation takes and gives, and a command line; send nothing.
    #[arg(long)]
    describe: bool,
    /// List the operations, or those with a word in their id, address or documentation.
    #[arg(long, value_name = "WORD", num_args = 0..=1, default_missing_value = "")]
    list: Option<String>,
    /// The API: a folder below `schema/`, or the path of any other schema folder. Not needed where there is only one.
    #[arg(long)]
    api: Option<String>,
}

/// Sends a call, or shows it.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let folder = match &options.api {
        Some(api) if restli_schema::holds_api(api.as_ref()) => PathBuf::from(api),
        api => schema_folder(&tool.workspace()?, api.as_deref())?,
    };
    let Some(api) = load(&folder)? else { return Ok(ExitCode::FAILURE) };
    let out = &mut std::io::stdout();
    if let Some(word) = &options.list {
        say(out, &describe::list(&api, word))?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = options.operation.as_deref().unwrap_or_default();
    let (id, operation) = find::find(&api, name).map_err(anyhow::Error::msg)?;
    if options.describe {
        say(out, &describe::operation(&id, operation, tool))?;
        return Ok(ExitCode::SUCCESS);
    }
    send::on(&prepared(options, operation, token(options)?.as_deref())?, options, operation, out)
}

/// A call that is ready to be sent.
struct Prepared {
    runtime: Runtime,
    table: &'static restli_client::Operation,
    body: Option<Vec<u8>>,
    projection: Option<Projection>,
}

/// Puts a call together, and checks it beside the schema.
fn prepared(options: &Options, operation: Operation<'_>, token: Option<&str>) -> Result<Prepared> {
    let Operation { api, resource, index, method, .. } = operation;
    if token.is_none() && !options.curl && method.requirement.is_checked() && !method.requirement.permissions().is_empty() {
        bail!(
            "`{}` needs a token: name the variable that holds one with `--token-env NAME`, or a file with `--token-file FILE`",
            operation.name()
        );
    }
    let tables = tables::api(api);
    let table = tables::operation(tables, api, resource, index, method);
    let body = options.inputs.body.as_deref().map(read).transpose()?;
    let projection = options.fields.as_deref().map(|text| fits::projection(operation, text)).transpose()?;
    let builder = || {
        let mut builder = Builder::<Runtime>::of(tables);
        if let Some(token) = token {
            builder = builder.token(token);
        }
        if let Some(url) = &options.url {
            builder = builder.base_url(url);
        }
        match (options.version, api[resource.base].versions) {
            (Some(version), Some(family)) => builder = builder.version(&api[family].name.wire, version),
            (Some(_), None) => bail!("the requests of `{}` carry no version: leave `--version` out", table.id),
            (None, _) => {}
        }
        Ok(builder)
    };
    let prepared = Prepared { runtime: builder()?.build()?, table, body, projection };
    let whole = Prepared {
        runtime: builder()?.tunnel(Tunnel::Above(usize::MAX)).build()?,
        body: prepared.body.clone(),
        projection: prepared.projection.clone(),
        table,
    };
    fits::check(operation, &send::request(&whole, operation, options)?.to_http()?, options.version)?;
    Ok(prepared)
}

/// The access token, from the environment or a file.
fn token(options: &Options) -> Result<Option<String>> {
    let text = match (&options.token_env, &options.token_file) {
        (Some(name), _) => std::env::var(name).ok().with_context(|| format!("the environment has no variable `{name}` with a token"))?,
        (None, Some(path)) => std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
        (None, None) => return Ok(None),
    };
    let text = text.trim();
    ensure!(!text.is_empty(), "the token is empty");
    Ok(Some(text.to_owned()))
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

/// Returns whether a call changes something, as far as the schema tells.
fn writes(operation: Operation<'_>) -> bool {
    !operation.method.kind.reads_entities() || operation.method.kind == M::Action
}

/// Asks whether to send a call that writes. Without a terminal nobody can answer.
fn ask(request: &http::Request<restli_client::bytes::Bytes>, api: &Api, id: &str) -> Result<()> {
    let shown = format!("{} {}", request.method(), request.uri());
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        bail!("`{id}` writes, and there is no terminal to ask at: add `--yes` to send it\n  {shown}");
    }
    let mut out = std::io::stderr().lock();
    writeln!(out, "`{id}` of the API `{}` writes:\n  {shown}", api.name.wire)?;
    if let Ok(body) = serde_json::from_slice::<Json>(request.body()) {
        writeln!(out, "{}", serde_json::to_string_pretty(&body)?)?;
    }
    write!(out, "send it? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    ensure!(matches!(answer.trim(), "y" | "Y" | "yes"), "nothing was sent");
    Ok(())
}

/// Prints to the output, which a reader such as `head` may close early.
fn say(out: &mut dyn Write, text: &str) -> Result<()> {
    match out.write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
