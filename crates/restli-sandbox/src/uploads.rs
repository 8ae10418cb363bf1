//! Uploads: addresses that methods hand out as their `upload` says, the bytes that come there, and the states of what is uploaded.

mod media;
pub(crate) mod pending;

use bytes::Bytes;
use http::{Response, StatusCode};
use restli_core::{Json, Time};
use restli_schema::api::{Api, Key, Record, Resource, Situation, Type, TypeKind, UploadSteps};

use crate::keys;
use crate::methods::work::Work;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::state::{State, lock};
use crate::store::Store;
use pending::{States, Upload};

/// The beginning of the paths that take bytes.
const PLACE: &str = "/_uploads/";

/// The time after which an address takes no more bytes, in milliseconds.
const LIFE: i64 = 60 * 60 * 1000;

/// Begins the upload that a method's answer is the beginning of: its entity waits in the store, and its addresses lead here.
pub(crate) fn begin(work: Work<'_>, store: &mut Store, reply: &mut Reply) {
    let Some(answer) = reply.body.as_mut() else { return };
    let value = if answer.get("value").is_some() { answer.get_mut("value") } else { Some(answer) };
    let Some(value) = value else { return };
    let Some(steps) = work.call.method.upload.iter().find(|steps| !addresses(value, &steps.to).is_empty()) else { return };
    let states = steps.wait.as_ref().map(|wait| States {
        path: wait.field.clone(),
        ready: wait.ready.first().cloned(),
        failed: wait.failed.first().cloned(),
    });
    let Some((collection, key, name)) = entity(work, store, value, steps, states.as_ref()) else { return };
    let base_url = work.state.base_url.clone();
    let mut uploads = lock(&work.state.uploads);
    let number = uploads.0.len() as u64 + 1;
    let mut places = addresses(value, &steps.to);
    let parts = vec![None; places.len()];
    for (index, place) in places.iter_mut().enumerate() {
        **place = Json::from(format!("{base_url}{PLACE}{number}/{index}"));
    }
    let upload = Upload {
        collection,
        key,
        name,
        parts,
        is_finished_by_action: steps.finish.is_some(),
        states,
        media: work.call.method.media,
        member: work.caller.grant.as_ref().and_then(|grant| grant.member.clone()),
        expires: Time::from_millis(work.state.clock.now().as_millis().saturating_add(LIFE)),
    };
    uploads.0.insert(number, upload);
}

/// Puts the entity of an upload into the store, unless the answer is that entity, and returns its place.
fn entity(
    work: Work<'_>,
    store: &mut Store,
    value: &mut Json,
    steps: &UploadSteps,
    states: Option<&States>,
) -> Option<(String, String, String)> {
    let (api, resource) = (work.api(), work.call.resource);
    if !matches!(resource.key, Some(Key::Simple(_))) {
        return None;
    }
    let collection = work.collection();
    let params = work.read.body.as_object().into_iter().flatten();
    let mut params = params;
    let given = params.find_map(|(_, request)| request.as_object()).cloned().unwrap_or_default();
    let record = keys::record_of(api, &Type::Named(resource.entity?))?;
    let mut entity: serde_json::Map<String, Json> =
        given.into_iter().filter(|(name, _)| record.fields.iter().any(|field| field.name.wire == *name)).collect();
    let mut made = Json::Object(std::mem::take(&mut entity));
    let key = work.new_key(store, &collection, &made);
    keys::write(api, resource, &mut made, &key);
    if let Some(ty) = resource.entity {
        made = crate::make::complete(api, ty, made, &mut work.dice());
    }
    if let Some(states) = states {
        let waiting = waiting(api, resource, steps);
        set(&mut made, &states.path, &waiting);
    }
    let text = keys::text(&key);
    store.put(&collection, &text, key.clone(), made);
    let name = name_of(value, &text);
    rename(value, &name);
    Some((collection, text, name))
}

/// The name of an uploaded entity in answers and requests: its key, or the URN around it.
fn name_of(value: &Json, key: &str) -> String {
    let is_plain = |told: &&str| told.starts_with("urn:") && !told.contains('(');
    let urn = value.as_object().into_iter().flat_map(|members| members.values()).filter_map(Json::as_str).find(is_plain);
    let around = urn.filter(|_| !key.starts_with("urn:")).and_then(|urn| urn.rsplit_once(':'));
    around.map_or_else(|| key.to_owned(), |(kind, _)| format!("{kind}:{key}"))
}

/// Puts a URN in the place of each URN of its type, those inside of other URNs too.
pub(crate) fn rename(value: &mut Json, urn: &str) {
    match value {
        Json::String(text) => {
            let Some((kind, _)) = urn.rsplit_once(':').filter(|_| text.starts_with("urn:")) else { return };
            let Some((before, after)) = text.split_once(&format!("{kind}:")) else { return };
            let end = after.find([',', ')']).and_then(|end| after.get(end..)).unwrap_or_default();
            *text = format!("{before}{urn}{end}");
        }
        Json::Array(items) => items.iter_mut().for_each(|item| rename(item, urn)),
        Json::Object(members) => members.values_mut().for_each(|value| rename(value, urn)),
        _ => {}
    }
}

/// The state of an entity whose bytes have not come: the symbol that says so, else one that neither ends the wait nor fails it.
fn waiting(api: &Api, resource: &Resource, steps: &UploadSteps) -> String {
    let Some(wait) = &steps.wait else { return String::new() };
    let symbols = resource
        .entity
        .and_then(|id| keys::record_of(api, &Type::Named(id)))
        .and_then(|record| symbols(api, record, &wait.field))
        .unwrap_or_default();
    let open = || symbols.iter().filter(|symbol| !wait.ready.contains(symbol) && !wait.failed.contains(symbol));
    open().find(|symbol| symbol.contains("WAIT")).or_else(|| open().next()).cloned().unwrap_or_default()
}

/// The symbols of the enum at a path.
fn symbols(api: &Api, record: &Record, path: &str) -> Option<Vec<String>> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let field = record.fields.iter().find(|field| field.name.wire == name)?;
    let mut id = field.ty.named()?;
    while let Some(target) = api[id].kind.target() {
        id = target.named()?;
    }
    match (&api[id].kind, rest) {
        (TypeKind::Enum(symbols), None) => Some(symbols.iter().map(|symbol| symbol.name.wire.clone()).collect()),
        (TypeKind::Record(record), Some(rest)) => self::symbols(api, record, rest),
        _ => None,
    }
}

/// The addresses at a path of an answer. Names in it may have dots themselves.
fn addresses<'v>(value: &'v mut Json, path: &str) -> Vec<&'v mut Json> {
    match value {
        Json::Array(items) => items.iter_mut().flat_map(|item| addresses(item, path)).collect(),
        Json::Object(members) => {
            let fitting = members.iter_mut().find_map(|(name, value)| {
                if name == path {
                    return Some((value, ""));
                }
                path.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('.')).map(|rest| (value, rest))
            });
            match fitting {
                Some((value, "")) => vec![value],
                Some((value, rest)) => addresses(value, rest),
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Sets a text at a path, in every item of lists on the way.
fn set(entity: &mut Json, path: &str, text: &str) {
    match entity {
        Json::Array(items) => items.iter_mut().for_each(|item| set(item, path, text)),
        Json::Object(members) => match path.split_once('.') {
            Some((name, rest)) => {
                if let Some(inner) = members.get_mut(name) {
                    set(inner, rest, text);
                }
            }
            None => {
                members.insert(path.to_owned(), Json::from(text));
            }
        },
        _ => {}
    }
}

/// Takes bytes at an address of an upload; `None` if the path is none.
pub(crate) fn receive(state: &State, request: &Received) -> Option<Result<Response<Bytes>, Refusal>> {
    let told = request.path.strip_prefix(PLACE)?;
    Some(take(state, request, told))
}

fn take(state: &State, request: &Received, told: &str) -> Result<Response<Bytes>, Refusal> {
    let refuse = |status: u16, message: &str| Err(Refusal::bare("upload", status, message.to_owned()));
    let place = told.split_once('/').and_then(|(number, part)| Some((number.parse::<u64>().ok()?, part.parse::<usize>().ok()?)));
    let mut store = lock(&state.store);
    let mut uploads = lock(&state.uploads);
    let upload = place.and_then(|(number, _)| uploads.0.get_mut(&number));
    let (Some(upload), Some((_, part))) = (upload, place) else { return refuse(404, "no upload has this address") };
    if !matches!(request.verb.as_str(), "PUT" | "POST") {
        return refuse(405, "an address of an upload takes a PUT");
    }
    if upload.expires <= state.clock.now() {
        return refuse(410, "the address has expired: begin the upload again");
    }
    if let Some(token) = request.header("authorization").and_then(|value| value.strip_prefix("Bearer ")) {
        let member = match lock(&state.tokens).grant(token, state.clock.now()) {
            Ok(grant) => grant.member.clone(),
            Err(fault) => return Err(Refusal::token(&state.api, fault, "the access token is not good")),
        };
        if member != upload.member {
            return refuse(403, "the upload belongs to another member");
        }
    }
    let Some(slot) = upload.parts.get_mut(part) else { return refuse(404, "the upload has no such part") };
    if request.body.is_empty() {
        return refuse(400, "the upload has no bytes");
    }
    let etag = format!("{:016x}", tag(&request.body));
    *slot = Some((etag.clone(), request.body.len() as u64));
    let is_whole = upload.parts.iter().all(Option::is_some);
    if is_whole && !upload.is_finished_by_action {
        end(&state.api, upload, &mut store, &request.body);
        state.keep(&mut store)?;
    }
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = if upload.is_finished_by_action { StatusCode::OK } else { StatusCode::CREATED };
    if let Ok(etag) = format!("\"{etag}\"").parse() {
        answer.headers_mut().insert("etag", etag);
    }
    Ok(answer)
}

/// The tag of some bytes (FNV-1a).
fn tag(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Gives the entity of an upload the state that its bytes deserve.
fn end(api: &Api, upload: &Upload, store: &mut Store, first: &Bytes) {
    let Some(states) = &upload.states else { return };
    let size: u64 = upload.parts.iter().flatten().map(|(_, size)| size).sum();
    let is_fit = upload.media.is_none_or(|media| media::fits(&api[media], size, first));
    let state = if is_fit { &states.ready } else { &states.failed };
    if let (Some(state), Some(entity)) = (state, store.get_mut(&upload.collection, &upload.key)) {
        set(entity, &states.path, state);
    }
}

/// The name and the tags of the upload that began last in a collection. Parts that have not come are taken as come.
pub(crate) fn last(state: &State, collection: &str) -> Option<(String, Vec<String>)> {
    let mut uploads = lock(&state.uploads);
    let upload = uploads.0.values_mut().rfind(|upload| upload.collection == collection)?;
    let came = |(index, part): (usize, &mut Option<(String, u64)>)| part.get_or_insert_with(|| (format!("{index:016x}"), 1)).0.clone();
    let tags = upload.parts.iter_mut().enumerate().map(came).collect();
    Some((upload.name.clone(), tags))
}

/// The place of the method that begins the uploads which a method ends.
pub(crate) fn beginning(resource: &Resource, position: usize) -> Option<usize> {
    resource.methods.iter().position(|method| method.upload.iter().any(|steps| steps.finish == Some(position)))
}

/// Ends the upload that a finishing action names: all parts have come, and the action tells the tags of all.
pub(crate) fn finish(work: Work<'_>, store: &mut Store) -> Result<(), Refusal> {
    if beginning(work.call.resource, work.call.position).is_none() {
        return Ok(());
    }
    let collection = work.collection();
    let (mut texts, body) = (Vec::new(), &work.read.body);
    strings(body, &mut texts);
    let uploads = lock(&work.state.uploads);
    let named = uploads.0.values().rfind(|upload| upload.collection == collection && texts.iter().any(|text| text.contains(&upload.name)));
    let Some(upload) = named else {
        return Err(work.refuse(Situation::FieldInvalid, "the request names no upload that has begun"));
    };
    for (index, part) in upload.parts.iter().enumerate() {
        let Some((tag, _)) = part else {
            return Err(work.refuse(Situation::FieldInvalid, format!("part {} of the upload has not come", index + 1)));
        };
        if !texts.iter().any(|text| text.trim_matches('"') == tag) {
            return Err(work.refuse(Situation::FieldInvalid, format!("the request lacks the ETag of part {}", index + 1)));
        }
    }
    end(work.api(), upload, store, &Bytes::new());
    Ok(())
}

fn strings<'j>(json: &'j Json, found: &mut Vec<&'j str>) {
    match json {
        Json::String(text) => found.push(text),
        Json::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Json::Object(members) => members.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}
