//! A call put together and checked, before anything is sent.

use anyhow::{Result, anyhow, bail, ensure};
use restli_client::{Builder, Call, Json, Projection, Request, Runtime, Tunnel};
use restli_schema::operations::Operation;

use super::options::Options;
use super::words::in_options;
use super::{fits, inputs, markup, tables};

/// A call that is ready to be sent.
pub(super) struct Prepared {
    pub(super) runtime: Runtime,
    pub(super) table: &'static restli_client::Operation,
    pub(super) body: Option<Vec<u8>>,
    pub(super) projection: Option<Projection>,
    /// Doubts about the body, which is sent all the same.
    pub(super) warnings: Vec<String>,
}

/// Puts a call together, and checks it beside the schema.
pub(super) fn prepared(options: &Options, operation: Operation<'_>, token: Option<&str>) -> Result<Prepared> {
    let Operation { api, resource, index, method, .. } = operation;
    if token.is_none() && !options.curl && method.requirement.is_checked() && !method.requirement.permissions().is_empty() {
        bail!(
            "`{}` needs a token: name the variable that holds one with `--token-env NAME`, or a file with `--token-file FILE`",
            operation.name()
        );
    }
    let tables = tables::api(api);
    let table = tables::operation(tables, api, resource, index, method);
    let body = options.body()?;
    let projection = options.fields.as_deref().map(|text| fits::projection(operation, text)).transpose()?;
    let is_plain = options.url.as_deref().is_none_or(|url| !url.contains(['?', '#']));
    ensure!(is_plain, "`--url` is scheme and host, and perhaps a path: leave the query out");
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
    let built = |builder: Builder<Runtime>| builder.build().map_err(|error| anyhow!(in_options(&error.to_string())));
    let mut prepared = Prepared { runtime: built(builder()?)?, table, body, projection, warnings: Vec::new() };
    let whole = Prepared {
        runtime: built(builder()?.tunnel(Tunnel::Never))?,
        body: prepared.body.clone(),
        projection: prepared.projection.clone(),
        table,
        warnings: Vec::new(),
    };
    let http = request(&whole, operation, options)?.to_http()?;
    fits::check(operation, &http, options.version)?;
    prepared.warnings = markup::warnings(operation, http.body());
    Ok(prepared)
}

/// The request, whose answer is any JSON.
pub(super) fn request(prepared: &Prepared, operation: Operation<'_>, options: &Options) -> Result<Request<Json>> {
    let request: Request<Json> = filled(prepared, operation, options)?.request();
    Ok(match &prepared.projection {
        Some(projection) => request.select_as::<Json>(projection.clone()),
        None => request,
    })
}

/// The call with its inputs, those of paging among them.
pub(super) fn filled(prepared: &Prepared, operation: Operation<'_>, options: &Options) -> Result<Call> {
    let inputs = &options.inputs;
    let mut call = inputs::fill(Call::new(&prepared.runtime, prepared.table), operation, inputs, prepared.body.as_deref())?;
    let name = operation.name();
    if let Some((token_param, size_param)) = inputs::token_params(operation) {
        ensure!(inputs.start.is_none(), "`{name}` pages by tokens: write `--page-token` in place of `--start`");
        return Ok(call.param(size_param, &inputs.count.map(i64::from)).param(token_param, &inputs.page_token.clone()));
    }
    ensure!(inputs.page_token.is_none(), "`{name}` has no tokens of pages: leave `--page-token` out");
    for (option, value) in [("start", inputs.start), ("count", inputs.count)] {
        ensure!(value.is_none() || operation.method.paging.is_some(), "`{name}` has no pages: leave `--{option}` out");
        call = call.param(option, &value.map(i64::from));
    }
    Ok(call)
}
