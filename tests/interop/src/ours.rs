//! Requests of our client for the cases.

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::Request;
use restli_client as rt;
use restli_core::patch::Patch;
use restli_core::projection::{Projected, Select, Styles};
use restli_core::{Json, ResourceMethod};
use rt::{Builder, Call, FromRuntime, Runtime};
use serde_json::Map;

use crate::case::{BatchKeys, Case};

static API: rt::ApiInfo = rt::ApiInfo::new("interop").with_bases(&[&VERSIONED, &PLAIN]);
static VERSIONED: rt::Base = rt::Base::new("versioned", "https://api.linkedin.com", "/rest").with_versions(&MONTHLY);
static PLAIN: rt::Base = rt::Base::new("plain", "https://api.linkedin.com", "/v2").with_projection(rt::ProjectionStyle::Decorated);
static MONTHLY: rt::VersionFamily =
    rt::VersionFamily::new("monthly", "Linkedin-Version", 202_601).with_released(&[rt::Version::new(202_601)]);

struct Client {
    runtime: Runtime,
}

impl FromRuntime for Client {
    const API: &'static rt::ApiInfo = &API;
    type With<S> = Self;

    fn from_runtime(runtime: Runtime) -> Self {
        Self { runtime }
    }
}

/// The one projection of the inputs, in both styles.
struct Selected {
    id: Option<i64>,
}
restli_core::record! {
    Selected = "Selected" {
        id: "id",
    }
}
impl<C, Y> rt::Selectable<C, Y> for Selected {}
impl Projected for Selected {
    type Of = Json;
    const STYLES: Styles = Styles::new(Some("id,address:(city)"), Some("(id,owner~(name))"), None);
}

/// The request of our client, not sent.
///
/// # Errors
/// A case that says what no call can be made of, or that our client refuses.
pub fn ours(case: &Case) -> Result<Request<Bytes>> {
    request(case).with_context(|| format!("the case `{}`", case.name))
}

fn request(case: &Case) -> Result<Request<Bytes>> {
    let method = ResourceMethod::ALL.into_iter().find(|method| method.wire_name() == case.method);
    let method = method.with_context(|| format!("there is no method `{}`", case.method))?;
    let base = if case.version.is_some() { &VERSIONED } else { &PLAIN };
    // A client keeps its operations for ever; this program makes a few hundred of them and ends.
    let mut operation = rt::Operation::new(forever(&case.name), method, base, forever(&case.path));
    operation.name = case.finder.as_ref().or(case.action.as_ref()).map(|name| forever(name));
    let mut builder = Builder::<Client>::new().token("TOKEN");
    if let Some(version) = &case.version {
        builder = builder.version(MONTHLY.name, version.parse()?);
    }
    if let Some(BatchKeys::Escaped) = case.batch_keys {
        builder = builder.batch_keys(rt::BatchKeys::Escaped);
    }
    let call = body(Call::new(&builder.build()?.runtime, Box::leak(Box::new(operation))), method, case)?;
    let mut call = case.keys.iter().fold(call, |call, (name, key)| call.key(forever(name), key));
    for (name, value) in case.query.iter().filter(|(name, _)| !case.select || !matches!(name.as_str(), "fields" | "projection")) {
        call = param(call, name, value)?;
    }
    let request = call.request::<Json, restli_client::NoParams, ()>();
    Ok(if case.select { request.select(Select::<Selected>::new()).to_http()? } else { request.to_http()? })
}

fn forever(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Adds a parameter of the query, whose value may be one that JSON cannot say.
fn param(call: Call, name: &str, value: &Json) -> Result<Call> {
    if let Some(text) = value.get("$double").and_then(Json::as_str) {
        return Ok(call.param(name, &text.parse::<f64>()?));
    }
    let Some(repeat) = value.get("$repeat") else { return Ok(call.param(name, value)) };
    let (text, times): (String, usize) = serde_json::from_value(repeat.clone())?;
    Ok(call.param(name, &text.repeat(times)))
}

/// The body of a method's request.
fn body(call: Call, method: ResourceMethod, case: &Case) -> Result<Call> {
    let ids = || case.ids.iter().cloned();
    Ok(match method {
        ResourceMethod::Get | ResourceMethod::GetAll | ResourceMethod::Finder | ResourceMethod::Delete => call,
        ResourceMethod::BatchGet | ResourceMethod::BatchDelete => call.ids(ids()),
        ResourceMethod::BatchFinder => {
            let criteria = case.criteria.as_ref().context("a batch finder has `criteria`")?;
            call.criteria(&criteria.name, &criteria.value)
        }
        ResourceMethod::Create | ResourceMethod::Update => call.entity(case.entity.as_ref().context("the method has an `entity`")?),
        ResourceMethod::BatchCreate => call.entities(&case.entities),
        ResourceMethod::BatchUpdate => call.entities_by_key(ids().zip(case.entities.iter().cloned())),
        ResourceMethod::PartialUpdate => match (&case.set, &case.original, &case.modified) {
            (Some(set), None, None) => call.patch(patch(set)),
            (None, Some(original), Some(modified)) => call.patch(Patch::diff(original, modified)?),
            _ => anyhow::bail!("a partial update has either `set` or `original` and `modified`"),
        },
        ResourceMethod::BatchPartialUpdate => call.patches_by_key(ids().zip(case.sets.iter().map(patch))),
        ResourceMethod::Action => case.params.iter().fold(call, |call, (name, value)| call.action_param(name, value)),
    })
}

fn patch(set: &Map<String, Json>) -> Patch {
    let mut patch = Patch::default();
    for (name, value) in set {
        patch.set(name, value);
    }
    patch
}
