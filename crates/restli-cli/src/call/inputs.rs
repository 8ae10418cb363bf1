//! The inputs of a call: options of the command line in the places of the operation.

use std::collections::{BTreeMap, VecDeque};

use anyhow::{Context as _, Result, bail, ensure};
use restli_client::core::envelope::Content;
use restli_client::{Call, Json, Patch};
use restli_schema::api::{Key, Paging, Param, ResourceMethod as M};
use restli_schema::operations::Operation;
use restli_schema::suggest;
use serde_json::{Map, json};

use super::members::members;
use super::{ordered, values};

/// Inputs as given.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Inputs {
    /// A key in the path, in the order of the path, or by its name: `--key 123`, `--key adAccount=5`. The parts of an association's key are
    /// given by their names, or all together as JSON.
    #[arg(long = "key", value_name = "VALUE", allow_negative_numbers = true)]
    pub(super) keys: Vec<String>,
    /// The alternative key that `--key` and `--id` are values of.
    #[arg(long, value_name = "NAME")]
    pub(super) alt_key: Option<String>,
    /// A key of a batch. Given once for each.
    #[arg(long = "id", value_name = "VALUE", allow_negative_numbers = true)]
    pub(super) ids: Vec<String>,
    /// A parameter. Text and numbers are written as they are, lists, records and unions as JSON; a list may be given item by item.
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE")]
    pub(super) params: Vec<String>,
    /// The entity, or the parameters of an action, as JSON; `@FILE` reads a file, `-` the standard input. A batch of creates is a list, a batch
    /// by key an object whose members are named by the keys. Of a partial update: the fields to set, with null for those to delete, or a
    /// whole patch (`{"patch": ..}`).
    #[arg(long, value_name = "JSON")]
    pub(super) body: Option<String>,
    /// The media type of a body that is not JSON.
    #[arg(long, value_name = "TYPE", requires = "body")]
    pub(super) content_type: Option<String>,
    /// The position of the first element of a page.
    #[arg(long)]
    pub(super) start: Option<u32>,
    /// The size of pages.
    #[arg(long)]
    pub(super) count: Option<u32>,
    /// The token of a page that an earlier one gave.
    #[arg(long, value_name = "TOKEN")]
    pub(super) page_token: Option<String>,
}

/// Puts inputs into the places of an operation. `body` is the body as read.
pub(super) fn fill(call: Call, operation: Operation<'_>, inputs: &Inputs, body: Option<&[u8]>) -> Result<Call> {
    let alternative = alternative(operation, inputs)?;
    let call = keys(call, operation, inputs, alternative)?;
    let (given, body) =
        if operation.method.kind == M::Action { (action(operation, inputs, body)?, None) } else { (given(operation, inputs)?, body) };
    let call = params(call, operation, &given)?;
    let call = match inputs.ids.as_slice() {
        ids if matches!(operation.method.kind, M::BatchGet | M::BatchDelete) => {
            ensure!(!ids.is_empty(), "a batch needs keys: add `--id VALUE` for each");
            call.ids(ids.iter().map(|id| batch_key(operation, alternative, id)).collect::<Result<Vec<Json>>>()?)
        }
        [] => call,
        _ => bail!("`{}` takes no `--id`: the keys of a batch with entities are the names in its body", operation.name()),
    };
    self::body(call, operation, inputs, alternative, body)
}

/// The alternative key that keys are given by.
fn alternative<'a>(operation: Operation<'a>, inputs: &Inputs) -> Result<Option<&'a Param>> {
    let Some(name) = &inputs.alt_key else { return Ok(None) };
    let own = &operation.resource.alt_keys;
    let found = own.iter().find(|key| key.name.wire == *name);
    let known = || own.iter().map(|key| format!("`{}`", key.name.wire)).collect::<Vec<_>>().join(", ");
    let known = || if own.is_empty() { "it has none".to_owned() } else { format!("it has {}", known()) };
    found.map(Some).with_context(|| format!("`{}` has no alternative key `{name}`: {}", operation.resource.name.wire, known()))
}

/// A key of the operation's own resource.
fn own_key(operation: Operation<'_>, alternative: Option<&Param>, text: &str) -> Result<Json> {
    match (alternative, &operation.resource.key) {
        (Some(param), _) => values::value(operation.api, &param.ty, text),
        (None, Some(key)) => key_of(operation, key, text),
        (None, None) => bail!("`{}` has no keys: leave them out", operation.resource.name.wire),
    }
}

/// A key of a batch, one of several options.
fn batch_key(operation: Operation<'_>, alternative: Option<&Param>, text: &str) -> Result<Json> {
    let is_simple = matches!(&operation.resource.key, Some(Key::Simple(param)) if !values::is_free(operation.api, &param.ty));
    ensure!(
        alternative.is_some() || !is_simple || text.contains('(') || !text.contains(','),
        "`--id` takes one key: give it once for each"
    );
    own_key(operation, alternative, text)
}

/// The keys that the path of an operation needs, outermost first.
pub(super) fn path_keys(operation: Operation<'_>) -> Vec<&Key> {
    let own = operation.resource.key.as_ref().filter(|_| operation.method.addresses_entity());
    let above = operation.api.lineage(operation.id).skip(1).filter_map(|id| operation.api[id].key.as_ref());
    let mut keys: Vec<&Key> = own.into_iter().chain(above).collect();
    keys.reverse();
    keys
}

/// The parts of a compound key that a finder takes in the path.
pub(super) fn path_parts(operation: Operation<'_>) -> impl Iterator<Item = &Param> {
    let parts = operation.resource.key.as_ref().map(Key::parts).unwrap_or_default();
    parts.iter().filter(move |part| operation.method.keys.contains(&part.name.wire))
}

/// The parameters of an operation that pages by tokens: of the token, and of the size of pages.
pub(super) fn token_params(operation: Operation<'_>) -> Option<(&str, &str)> {
    match &operation.method.paging {
        Some(Paging::Token { token_param, size_param, .. }) => Some((token_param, size_param)),
        _ => None,
    }
}

/// Keys as given: those that a name stands before, and the others in their order.
#[derive(Default)]
struct Given<'g> {
    named: BTreeMap<&'g str, &'g str>,
    plain: VecDeque<&'g str>,
}

/// Puts the keys in the path.
fn keys(mut call: Call, operation: Operation<'_>, inputs: &Inputs, alternative: Option<&Param>) -> Result<Call> {
    let api = operation.api;
    let wanted = path_keys(operation);
    let parts = wanted.iter().flat_map(|key| key.parts()).chain(path_parts(operation)).map(|part| part.name.wire.as_str());
    let names: Vec<&str> = wanted.iter().map(|key| key.name().wire.as_str()).chain(parts).collect();
    let mut given = Given::default();
    for text in &inputs.keys {
        match text.split_once('=') {
            Some((name, value)) if names.contains(&name) => {
                ensure!(given.named.insert(name, value).is_none(), "the key `{name}` is given twice");
            }
            Some((name, _)) if is_misnamed(operation, &wanted, &names, name) => {
                let help = suggest::advice(name, names.iter().copied()).map(|help| format!("; {}", help.text)).unwrap_or_default();
                bail!("`{}` has no key `{name}`{help}", operation.name());
            }
            _ => given.plain.push_back(text),
        }
    }
    let own = operation.method.addresses_entity().then_some(wanted.len().saturating_sub(1));
    for (index, key) in wanted.into_iter().enumerate() {
        let name = key.name().wire.as_str();
        let by_part = key.parts().iter().any(|part| given.named.contains_key(part.name.wire.as_str()));
        let value = match alternative.filter(|_| own == Some(index)) {
            None if by_part => Json::Object(parts_of(operation, key.parts(), &mut given)?),
            alternative => {
                let text = given.named.remove(name).or_else(|| given.plain.pop_front()).with_context(|| lacking(key))?;
                match alternative {
                    Some(param) => values::value(api, &param.ty, text)?,
                    None => key_of(operation, key, text)?,
                }
            }
        };
        call = call.key(String::leak(name.to_owned()), &value);
    }
    for part in path_parts(operation) {
        let name = part.name.wire.as_str();
        let text = given.named.remove(name).with_context(|| format!("a part of the key is missing: add `--key {name}=VALUE`"))?;
        call = call.key_part(String::leak(name.to_owned()), &values::value(api, &part.ty, text)?);
    }
    if let Some(left) = given.plain.front() {
        let help = match operation.method.kind {
            M::BatchGet | M::BatchDelete => "the keys of a batch are given with `--id`",
            kind if kind.has_ids() => "the keys of a batch are the names in its body",
            _ => "leave it out",
        };
        bail!("the path of `{}` has no place for the key `{left}`: {help}", operation.name());
    }
    Ok(match alternative.filter(|_| operation.method.takes_keys()) {
        Some(alternative) => call.alt_key(&alternative.name.wire),
        None => call,
    })
}

/// Returns whether the word in front of `=` is meant as the name of a key: no key is a text that begins so.
fn is_misnamed(operation: Operation<'_>, wanted: &[&Key], names: &[&str], name: &str) -> bool {
    let is_word = name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_') && !name.is_empty();
    let is_free = |key: &&Key| matches!(key, Key::Simple(param) if values::is_free(operation.api, &param.ty));
    is_word && !names.is_empty() && (!wanted.iter().any(is_free) || suggest::nearest(name, names.iter().copied()).is_some())
}

/// The value of a key.
fn key_of(operation: Operation<'_>, key: &Key, text: &str) -> Result<Json> {
    let value = values::key(operation.api, key, text)?;
    let is_whole = matches!(key, Key::Simple(_)) || value.is_object();
    ensure!(is_whole, "`{text}` is no key of several parts: {}", lacking(key));
    Ok(value)
}

/// A compound key of which each part is given by its name.
fn parts_of(operation: Operation<'_>, parts: &[Param], given: &mut Given<'_>) -> Result<Map<String, Json>> {
    let part = |part: &Param| {
        let name = part.name.wire.as_str();
        let text = given.named.remove(name).with_context(|| format!("a part of the key is missing: add `--key {name}=VALUE`"))?;
        Ok((name.to_owned(), values::value(operation.api, &part.ty, text)?))
    };
    parts.iter().map(part).collect()
}

/// The words on a key that is not given.
fn lacking(key: &Key) -> String {
    let name = &key.name().wire;
    match key {
        Key::Simple(_) => format!("the path needs a key: add `--key {name}=VALUE`"),
        Key::Compound { parts, .. } => {
            let parts: Vec<String> = parts.iter().map(|part| format!("--key {}=VALUE", part.name.wire)).collect();
            format!("the path needs a key: add `{}`", parts.join(" "))
        }
        Key::Complex { .. } => format!("the path needs a key: add `--key '{name}={{..}}'`, with the key as JSON"),
    }
}

/// The parameters that are given, each with its value.
fn given(operation: Operation<'_>, inputs: &Inputs) -> Result<Map<String, Json>> {
    let params = &operation.method.params;
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in &inputs.params {
        let is_named = !pair.is_empty() && !pair.starts_with('=');
        ensure!(is_named, "a parameter has no name: write `--param NAME=VALUE`");
        let (name, text) = pair.split_once('=').with_context(|| format!("`{pair}` has no value: write `--param {pair}=VALUE`"))?;
        texts.entry(name).or_default().push(text);
    }
    let mut given = Map::new();
    for (name, texts) in texts {
        let Some(param) = params.iter().find(|param| param.name.wire == name) else { bail!(unknown(operation, name)) };
        let value = values::values(operation.api, name, &param.ty, &texts).with_context(|| format!("the parameter `{name}`"))?;
        given.insert(name.to_owned(), value);
    }
    Ok(given)
}

/// The words on a parameter that the operation does not have.
fn unknown(operation: Operation<'_>, name: &str) -> String {
    let names = || operation.method.params.iter().map(|param| param.name.wire.as_str());
    let is_key = path_keys(operation).iter().any(|key| key.name().wire == name);
    let help = match suggest::nearest(name, names()) {
        _ if is_key => format!("it is a key: write `--key {name}=VALUE`"),
        _ if matches!(name, "start" | "count" | "fields" | "projection" | "ids") => {
            let option = match name {
                "ids" => "id",
                "projection" => "fields",
                other => other,
            };
            format!("write `--{option}`")
        }
        Some(near) => format!("did you mean `{near}`?"),
        None if operation.method.params.is_empty() => "it has none".to_owned(),
        None => format!("it has {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    format!("`{}` has no parameter `{name}`; {help}", operation.name())
}

/// The parameters of an action: those that are given one by one, and those in the body.
fn action(operation: Operation<'_>, inputs: &Inputs, body: Option<&[u8]>) -> Result<Map<String, Json>> {
    let mut all = body.map(object).transpose()?.unwrap_or_default();
    if let Some(name) = all.keys().find(|name| operation.method.params.iter().all(|param| param.name.wire != **name)) {
        bail!(unknown(operation, name));
    }
    for (name, value) in given(operation, inputs)? {
        ensure!(all.insert(name.clone(), value).is_none(), "the parameter `{name}` is given twice: in `--param` and in `--body`");
    }
    Ok(all)
}

/// Puts parameters in the query or the body, those that every request has first, each in the order of the schema.
fn params(mut call: Call, operation: Operation<'_>, given: &Map<String, Json>) -> Result<Call> {
    let method = operation.method;
    let mut sent: Vec<(&str, String)> = Vec::new();
    for param in method.required_params().chain(method.optional_params()) {
        let name = param.name.wire.as_str();
        let Some(value) = given.get(name) else {
            ensure!(!param.is_required(), "the parameter `{name}` is missing: add `--param {name}=VALUE`");
            continue;
        };
        call = match method.kind {
            M::Action => {
                sent.push((name, ordered::value(operation.api, &param.ty, value)));
                call
            }
            M::BatchFinder if method.batch_param.as_deref() == Some(name) => call.criteria(name, value),
            _ => call.param(name, value),
        };
    }
    Ok(if sent.is_empty() { call } else { call.content(ordered::content(ordered::object(sent.into_iter()))) })
}

/// Puts the body in its place.
fn body(call: Call, operation: Operation<'_>, inputs: &Inputs, alternative: Option<&Param>, body: Option<&[u8]>) -> Result<Call> {
    let kind = operation.method.kind;
    let Some(body) = body else {
        ensure!(!operation.method.sends_entity(), "`{}` sends a body: add `--body JSON`, `--body @FILE`, or `--body -`", operation.name());
        return Ok(call);
    };
    ensure!(operation.method.sends_entity(), "`{}` sends no body: leave `--body` out", operation.name());
    if operation.resource.unstructured {
        return Ok(call.content(Content::new(inputs.content_type.as_deref().unwrap_or("application/octet-stream"), body)));
    }
    ensure!(inputs.content_type.is_none(), "the body is JSON: leave `--content-type` out");
    match kind {
        M::BatchCreate => {
            let list = elements(text(body)?)?;
            ensure!(!list.is_empty(), "a batch needs entities: a list of them in `--body`");
            Ok(call.content(ordered::content(ordered::object(std::iter::once((
                "elements",
                ordered::array(list.into_iter().map(|one| entity(operation, one))),
            ))))))
        }
        M::BatchUpdate => Ok(call.entities_by_key(by_key(operation, alternative, body)?)),
        M::PartialUpdate => Ok(call.patch(patch(values::json(text(body)?)?)?)),
        M::BatchPartialUpdate => {
            let patches = by_key(operation, alternative, body)?.into_iter().map(|(key, one)| Ok((key, patch(one)?)));
            Ok(call.patches_by_key(patches.collect::<Result<Vec<_>>>()?))
        }
        _ => Ok(call.content(ordered::content(entity(operation, values::json(text(body)?)?)))),
    }
}

/// The text of an entity to send, of a new one with the usual initial values.
fn entity(operation: Operation<'_>, mut entity: Json) -> String {
    if let (M::Create | M::BatchCreate, Json::Object(members)) = (operation.method.kind, &mut entity) {
        operation.resource.fill_in_initial(members);
    }
    ordered::entity(operation, &entity)
}

/// A body as text.
fn text(body: &[u8]) -> Result<&str> {
    std::str::from_utf8(body).context("the body is no text in UTF-8")
}

fn object(body: &[u8]) -> Result<Map<String, Json>> {
    match values::json(text(body)?)? {
        Json::Object(members) => Ok(members),
        _ => bail!("the body is no JSON object"),
    }
}

/// The entities of a batch create: a list, or the body of such a request.
fn elements(text: &str) -> Result<Vec<Json>> {
    match values::json(text)? {
        Json::Array(list) => Ok(list),
        Json::Object(mut body) if body.len() == 1 && body.get("elements").is_some_and(Json::is_array) => match body.remove("elements") {
            Some(Json::Array(list)) => Ok(list),
            _ => Ok(Vec::new()),
        },
        _ => bail!("the body of a batch is a list of entities: `[{{..}}, {{..}}]`"),
    }
}

/// The entities or patches of a batch by key, in the order given: an object whose members are named by the keys, or the body of such a request.
fn by_key(operation: Operation<'_>, alternative: Option<&Param>, body: &[u8]) -> Result<Vec<(Json, Json)>> {
    let members = members(text(body)?)?;
    ensure!(!members.is_empty(), "a batch needs keys: an object in `--body` whose members are named by them");
    members.into_iter().map(|(key, one)| Ok((own_key(operation, alternative, &key)?, one))).collect()
}

/// A patch: as the protocol writes it, or the fields to set, with null for those to delete.
fn patch(json: Json) -> Result<Patch> {
    let Json::Object(members) = json else { bail!("a partial update is a JSON object: the fields to set, with null for those to delete") };
    let document = if members.len() == 1 && members.contains_key("patch") {
        Json::Object(members)
    } else if members.keys().any(|name| name.starts_with('$')) {
        json!({"patch": members})
    } else {
        let (delete, set): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, value)| value.is_null());
        let delete: Vec<String> = delete.into_iter().map(|(name, _)| name).collect();
        json!({"patch": {"$set": Map::from_iter(set), "$delete": delete}})
    };
    Patch::from_json(document.to_string().as_bytes()).context("the body is no patch")
}
