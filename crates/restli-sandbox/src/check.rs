//! The request beside the schema: every misfit told, and everything in it typed.

#[cfg(test)]
mod tests;

use restli_core::{Json, ResourceMethod as M};
use restli_schema::api::{Api, Key, Paging, Param, ResourceId, Situation, Type};
use restli_schema::requests::{self, Fault, Misfit, Part, Request, Strict};
use restli_schema::url_text;
use serde_json::{Map, json};

use crate::gates::protocol;
use crate::media_type::is_json;
use crate::received::Received;
use crate::refusal::{Input, Refusal, code, error_for};
use crate::route::Call;
use crate::typed;

/// The parts of a request, in the types of the schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Read {
    /// The keys in the path, outermost first, each with its resource.
    pub(crate) keys: Vec<(ResourceId, Json)>,
    /// Parts of a compound key at the end of the path, of a finder.
    pub(crate) parts: Option<Json>,
    /// The keys of a batch, each once.
    pub(crate) ids: Vec<Json>,
    /// Keys of a batch whose structure is wrong, each with its flaw: they get errors of their own.
    pub(crate) unfit: Vec<(Json, String)>,
    /// The parameters of the query that the method declares, and those of paging; defaults stand in for absent ones.
    pub(crate) params: Map<String, Json>,
    /// The body; parameters of an action with the defaults of absent ones. Null without a body, and for unstructured data.
    pub(crate) body: Json,
}

/// Reads a request. A version is that which the request asks for; `may_lack` has parameters that it need not have.
pub(crate) fn read(
    api: &Api,
    call: &Call<'_>,
    version: Option<u32>,
    may_lack: &[(&str, &str)],
    request: &Received,
) -> Result<Read, Refusal> {
    let refuse = |situation, message: String| Refusal::of(api, Some(call.method), situation, message);
    let unstructured = call.resource.unstructured && call.method.kind.sends_entity();
    if let Some(kind) = request.header("content-type").filter(|kind| !unstructured && !request.body.is_empty() && !is_json(kind)) {
        return Err(refuse(Situation::MediaType, format!("the body is `{kind}`, and the method takes `application/json` in UTF-8")));
    }
    if let Some(coding) = request.header("content-encoding").filter(|coding| !unstructured && !coding.eq_ignore_ascii_case("identity")) {
        return Err(refuse(
            Situation::MediaType,
            format!("the body is encoded as `{coding}`: send it as it is, without `Content-Encoding`"),
        ));
    }
    let text = match std::str::from_utf8(&request.body) {
        Ok(text) if text.trim_ascii().is_empty() => "",
        Ok(text) => text,
        Err(_) if unstructured => "",
        Err(error) => {
            let message = format!("the body is no text in UTF-8: byte {} begins no character", error.valid_up_to() + 1);
            return Err(refuse(Situation::BodyInvalid, message));
        }
    };
    let strict = Strict { version, is_first_protocol: protocol::is_first(request) };
    let compared = Request { path: &request.path, query: &request.query, body: Some(text) };
    let mut misfits = requests::misfits(api, call.resource, call.method, compared, Some(strict));
    let is_needed = |misfit: &Misfit| misfit.fault != Fault::Missing || !may_lack.contains(&(call.id, misfit.path().as_str()));
    misfits.retain(is_needed);
    match refusal(api, call, &misfits) {
        Some(refusal) => Err(refusal),
        None => Ok(typed(api, call, strict, request, if unstructured { "" } else { text })),
    }
}

/// The refusal of a request with misfits, in the situation of the first.
pub(crate) fn refusal(api: &Api, call: &Call<'_>, misfits: &[Misfit]) -> Option<Refusal> {
    let first = misfits.first()?;
    let further = match misfits.len() {
        1 => String::new(),
        2 => "; another part is wrong, too".to_owned(),
        count => format!("; {} other parts are wrong, too", count - 1),
    };
    let mut refusal = Refusal::of(api, Some(call.method), situation(first), format!("{first}{further}"));
    let inputs = misfits.iter().filter(|misfit| !misfit.path.is_empty());
    refusal.inputs = inputs
        .map(|misfit| Input {
            path: misfit.path(),
            code: error_for(api, Some(call.method), situation(misfit)).and_then(code),
            description: misfit.to_string(),
        })
        .collect();
    Some(refusal)
}

/// The situation that a misfit is.
fn situation(misfit: &Misfit) -> Situation {
    let is_outer = misfit.path.len() == 1;
    match (misfit.part, &misfit.fault) {
        (_, Fault::TooMany { .. }) => Situation::BatchTooLarge,
        (Part::Query, Fault::Undeclared | Fault::OtherVersion(_)) if is_outer => Situation::ParamUnknown,
        (Part::Query, Fault::Missing) if is_outer => Situation::ParamMissing,
        (Part::Path | Part::Query, _) => Situation::ParamInvalid,
        (Part::Body, Fault::Undeclared | Fault::OtherVersion(_)) => Situation::FieldUnknown,
        (Part::Body, Fault::ReadOnly) => Situation::FieldReadOnly,
        (Part::Body, Fault::Missing) => Situation::FieldMissing,
        (Part::Body, Fault::Wrong { .. }) => Situation::FieldInvalid,
        (Part::Body, Fault::Unfit { .. }) => Situation::BodyInvalid,
    }
}

/// The parts of a request that fits, in their types.
fn typed(api: &Api, call: &Call<'_>, strict: Strict, request: &Received, body: &str) -> Read {
    let query = parameters(&request.query, strict.is_first_protocol);
    let alternative = query.get("altkey").and_then(Json::as_str);
    let alternative = alternative.and_then(|told| call.resource.alt_keys.iter().find(|key| key.name.wire == told));
    let key = |id: ResourceId, key: &Json| match (alternative.filter(|_| id == call.resource_id), &api[id].key) {
        (Some(param), _) => typed::value(api, key, &param.ty),
        (None, Some(of)) => typed::key(api, key, of),
        (None, None) => key.clone(),
    };
    let judged = call.resource.key.as_ref().filter(|_| !strict.is_first_protocol && !query.contains_key("altkey"));
    let (mut ids, mut unfit) = (Vec::new(), Vec::new());
    let told = query.get("ids").filter(|_| call.method.kind.has_ids());
    for id in told.map(|told| told.as_array().map_or(std::slice::from_ref(told), Vec::as_slice)).unwrap_or_default() {
        match judged.and_then(|key| requests::structure_flaw(api, key, id)) {
            Some(flaw) => unfit.push((id.clone(), flaw)),
            None => ids.push(key(call.resource_id, id)),
        }
    }
    once(&mut ids);
    let own = call.resource.key.as_ref().map(Key::parts).unwrap_or_default();
    let (params, body) = match call.method.kind {
        M::Action => {
            let given = serde_json::from_str(body).unwrap_or_default();
            (Map::new(), Json::Object(with_defaults(&call.method.params, strict, given)))
        }
        _ => (params(api, call, strict, &query), serde_json::from_str(body).unwrap_or_default()),
    };
    Read {
        keys: call.keys.iter().map(|(id, one)| (*id, key(*id, one))).collect(),
        parts: call.parts.as_ref().map(|parts| typed::parts(api, parts, own)),
        ids,
        unfit,
        params,
        body,
    }
}

/// Leaves out keys that came before.
fn once(ids: &mut Vec<Json>) {
    let all = std::mem::take(ids);
    for id in all {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
}

/// The values of a query, as text.
fn parameters(query: &str, is_first_protocol: bool) -> Map<String, Json> {
    if is_first_protocol {
        return url_text::parameters(query);
    }
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter_map(|(name, text)| Some((url_text::value(name).as_str()?.to_owned(), url_text::value(text)))).collect()
}

fn params(api: &Api, call: &Call<'_>, strict: Strict, query: &Map<String, Json>) -> Map<String, Json> {
    let declared = call.method.params.iter().filter_map(|param| {
        let value = query.get(&param.name.wire)?;
        Some((param.name.wire.clone(), typed::value(api, value, &param.ty)))
    });
    let mut params = with_defaults(&call.method.params, strict, declared.collect());
    let number = |name: &str| Some((name.to_owned(), typed::value(api, query.get(name)?, &Type::Int)));
    match &call.method.paging {
        Some(Paging::StartCount { default, .. }) => {
            params.extend(["start", "count"].into_iter().filter_map(number));
            params.entry("start").or_insert(json!(0));
            params.entry("count").or_insert(json!(default.unwrap_or(10)));
        }
        Some(Paging::Token { token_param, size_param, default, .. }) => {
            params.extend(number(size_param));
            params.extend(query.get(token_param).map(|token| (token_param.clone(), token.clone())));
            if let Some(default) = default {
                params.entry(size_param.clone()).or_insert(json!(default));
            }
        }
        None => {}
    }
    params
}

/// Parameters with the defaults of absent ones that the version has.
fn with_defaults(declared: &[Param], strict: Strict, mut given: Map<String, Json>) -> Map<String, Json> {
    let is_in = |param: &&Param| strict.lacks(param.since, param.until).is_none();
    for (param, default) in declared.iter().filter(is_in).filter_map(|param| Some((param, param.default.as_ref()?))) {
        given.entry(param.name.wire.clone()).or_insert_with(|| default.clone());
    }
    given
}
