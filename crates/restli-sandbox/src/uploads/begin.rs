//! The beginning of an upload.

use restli_core::{Json, Time};
use restli_schema::api::{Api, Key, Record, Resource, Type, TypeKind, UploadSteps};

use super::PLACE;
use super::ends;
use super::pending::{States, Upload};
use super::receive::BESIDE;
use super::states::set;
use crate::keys;
use crate::locks::lock;
use crate::methods::work::Work;
use crate::reply::Reply;
use crate::store::Store;

/// The time after which an address takes no more bytes, in milliseconds.
const LIFE: i64 = 60 * 60 * 1000;

/// Begins the upload that a method's answer is the beginning of: its entity waits in the store, and its addresses lead here.
pub(crate) fn begin(work: Work<'_>, store: &mut Store, reply: &mut Reply) {
    let Some(answer) = reply.body.as_mut() else { return };
    let result = work.call.method.returns.as_ref().map_or_else(|| work.entity(), |result| result.ty.clone());
    let value = if answer.get("value").is_some() { answer.get_mut("value") } else { Some(answer) };
    let Some(value) = value else { return };
    let Some(steps) = work.call.method.upload.iter().find(|steps| !addresses(value, &steps.to).is_empty()) else { return };
    let states = steps.wait.as_ref().map(|wait| States {
        path: wait.field.clone(),
        ready: wait.ready.first().cloned(),
        failed: wait.failed.first().cloned(),
    });
    let Some((collection, key, name)) = entity(work, store, value, steps, states.as_ref()) else { return };
    let base_url = work.state.base_url_for(work.request);
    let mut uploads = lock(&work.state.uploads);
    let number = uploads.0.len() as u64 + 1;
    let mut places = addresses(value, &steps.to);
    let parts = vec![None; places.len()];
    for (index, place) in places.iter_mut().enumerate() {
        **place = Json::from(format!("{base_url}{PLACE}{number}/{index}"));
    }
    divert(value, &format!("{base_url}{PLACE}{number}/{BESIDE}"), &base_url);
    let expires = Time::from_millis(work.state.clock.now().as_millis().saturating_add(LIFE));
    ends::tell(work.api(), &result, value, expires);
    let upload = Upload {
        begun_by: (work.call.resource_id, work.call.position),
        collection,
        key,
        name,
        parts,
        is_finished_by_action: steps.finish.is_some(),
        states,
        media: work.call.method.media,
        member: work.caller.grant.as_ref().and_then(|grant| grant.member.clone()),
        expires,
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

/// Leads the other addresses of an answer here, too: those of thumbnails and captions take bytes that nobody reads.
fn divert(value: &mut Json, place: &str, base_url: &str) {
    match value {
        Json::String(address) if address.starts_with("http") && !address.starts_with(base_url) => place.clone_into(address),
        Json::Array(items) => items.iter_mut().for_each(|item| divert(item, place, base_url)),
        Json::Object(members) => members.values_mut().for_each(|value| divert(value, place, base_url)),
        _ => {}
    }
}
