//! The sending of a call, and its answer as JSON.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use anyhow::{Result, ensure};
use futures_util::StreamExt as _;
use restli_client::core::envelope::Content;
use restli_client::{Created, Json, Page, Request, Response};
use restli_schema::api::ResourceMethod as M;
use restli_schema::diagnostic::Severity;
use restli_schema::operations::Operation;

use super::ask::{ask, writes};
use super::options::Options;
use super::prepared::{Prepared, filled, request};
use super::words::in_options;
use crate::messages;

/// The exit status of a call that the service refused, or that it did not answer.
const REFUSED: u8 = 3;

/// Sends a call, or prints it.
pub(super) fn on(prepared: &Prepared, options: &Options, operation: Operation<'_>, out: &mut dyn Write) -> Result<ExitCode> {
    let request = request(prepared, operation, options)?;
    for warning in &prepared.warnings {
        messages::tell(Severity::Warning, warning, &format!("warning: {warning}"));
    }
    if options.curl {
        say(out, &format!("{}\n", request.to_curl()?))?;
        return Ok(ExitCode::SUCCESS);
    }
    ensure!(!options.all || operation.method.paging.is_some(), "`{}` has no pages: leave `--all` out", operation.name());
    if writes(operation) && !options.yes {
        ask(&request.to_http()?, operation.api, prepared.table.id)?;
    }
    let answered = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        if options.all { pages(prepared, options, operation, out).await } else { one(prepared, request, options, operation, out).await }
    });
    answered.or_else(|error| match error.downcast::<restli_client::Error>() {
        Ok(error) => {
            messages::fail(&in_options(&error.to_string()));
            Ok(ExitCode::from(REFUSED))
        }
        Err(other) => Err(other),
    })
}

/// Prints the answer to one request.
async fn one(
    prepared: &Prepared,
    request: Request<Json>,
    options: &Options,
    operation: Operation<'_>,
    out: &mut dyn Write,
) -> Result<ExitCode> {
    let method = operation.method;
    let has_value = method.returns_entities() || method.kind.has_ids() || matches!(method.kind, M::BatchCreate);
    let body = match method.kind {
        _ if operation.resource.unstructured && method.kind == M::Get => {
            let response = plain::<Content>(prepared, operation, options)?.send_full().await?;
            include(&response, options, out)?;
            messages::write(out, &response.value.bytes)?;
            return Ok(ExitCode::SUCCESS);
        }
        M::Create if !method.returns_entity && !method.keyless => {
            let response = plain::<Created<Json>>(prepared, operation, options)?.send_full().await?;
            include(&response, options, out)?;
            serde_json::json!({"id": response.value.id})
        }
        M::Action if method.returns.is_none() => nothing(prepared, operation, options, out).await?,
        M::Action => value(request, options, out).await?,
        _ if has_value => value(request, options, out).await?,
        _ => nothing(prepared, operation, options, out).await?,
    };
    if !body.is_null() {
        print(&body, out)?;
    }
    let failed = body.get("errors").and_then(Json::as_object).filter(|_| method.kind.has_ids()).map_or(0, serde_json::Map::len);
    if failed > 0 {
        messages::fail(&format!("{failed} of the keys failed: see `errors` of the answer"));
        return Ok(ExitCode::from(REFUSED));
    }
    Ok(ExitCode::SUCCESS)
}

/// The same request with another result.
fn plain<T>(prepared: &Prepared, operation: Operation<'_>, options: &Options) -> Result<Request<T>> {
    Ok(filled(prepared, operation, options)?.request())
}

async fn nothing(prepared: &Prepared, operation: Operation<'_>, options: &Options, out: &mut dyn Write) -> Result<Json> {
    include(&plain::<()>(prepared, operation, options)?.send_full().await?, options, out)?;
    Ok(Json::Null)
}

async fn value(request: Request<Json>, options: &Options, out: &mut dyn Write) -> Result<Json> {
    let response = request.send_full().await?;
    include(&response, options, out)?;
    Ok(response.value)
}

/// Prints the elements of all pages, a line each.
async fn pages(prepared: &Prepared, options: &Options, operation: Operation<'_>, out: &mut dyn Write) -> Result<ExitCode> {
    let request: Request<Page<Json, Json>> = filled(prepared, operation, options)?.request();
    let mut elements = match &prepared.projection {
        Some(projection) => request.select_as::<Json>(projection.clone()).stream(),
        None => request.stream(),
    };
    let mut left = options.limit.unwrap_or(usize::MAX);
    while left > 0 {
        let Some(element) = elements.next().await else { break };
        say(out, &format!("{}\n", element?))?;
        left -= 1;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints status and headers, if asked for.
fn include<T>(response: &Response<T>, options: &Options, out: &mut dyn Write) -> Result<()> {
    if !options.include {
        return Ok(());
    }
    let mut text = format!("{}\n", response.status());
    for (name, value) in response.headers() {
        let _ = writeln!(text, "{name}: {}", String::from_utf8_lossy(value.as_bytes()).escape_debug());
    }
    say(out, &(text + "\n"))
}

/// Prints text.
fn say(out: &mut dyn Write, text: &str) -> Result<()> {
    messages::write(out, text.as_bytes())
}

/// Prints JSON: over several lines for people, in one for programs.
fn print(json: &Json, out: &mut dyn Write) -> Result<()> {
    let text = if std::io::stdout().is_terminal() { serde_json::to_string_pretty(json)? } else { json.to_string() };
    say(out, &(text + "\n"))
}
