//! The check of a call beside the schema, before anything is sent.

use anyhow::{Result, bail};
use restli_client::bytes::Bytes;
use restli_client::{Projection, http};
use restli_schema::catalog;
use restli_schema::operations::Operation;
use restli_schema::requests::{self, Request, Strict};

/// Refuses a request that the schema does not allow, with every misfit.
pub(super) fn check(operation: Operation<'_>, request: &http::Request<Bytes>, version: Option<u32>) -> Result<()> {
    let Operation { api, resource, method, .. } = operation;
    let family = api[resource.base].versions.map(|family| &api[family]);
    let strict = Strict {
        version: family.map(|family| version.unwrap_or(family.pinned)),
        is_first_protocol: api[resource.base].protocol.starts_with('1'),
    };
    let body = std::str::from_utf8(request.body()).unwrap_or_default();
    let compared = Request { path: request.uri().path(), query: request.uri().query().unwrap_or_default(), body: Some(body) };
    let misfits = requests::misfits(api, resource, method, compared, Some(strict));
    if misfits.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = misfits.iter().map(|misfit| format!("  {misfit}")).collect();
    bail!("the call does not fit the schema, and was not sent:\n{}", told.join("\n"))
}

/// The projection that a text writes, checked beside the entities that the operation gives.
pub(super) fn projection(operation: Operation<'_>, text: &str) -> Result<Projection> {
    let Operation { api, resource, method, .. } = operation;
    let projection = match Projection::parse(text) {
        Ok(projection) => projection,
        Err(error) => bail!("`--fields`: {}{}", error.message, advice(error.help)),
    };
    let Some(entity) = resource.entity.filter(|_| method.returns_entities()) else { return Ok(projection) };
    let problems = catalog::problems(api, entity, &projection);
    if problems.is_empty() {
        return Ok(projection);
    }
    let told: Vec<String> = problems.into_iter().map(|problem| format!("{}{}", problem.message, advice(problem.help))).collect();
    bail!("`--fields`: {}", told.join("\n"))
}

fn advice(help: Option<String>) -> String {
    help.map(|help| format!("; {help}")).unwrap_or_default()
}
