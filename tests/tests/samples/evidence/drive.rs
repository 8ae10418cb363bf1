//! Operations driven by the typed client, and their answers read by it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bytes::Bytes;
use http::{Request, Response};
use linkedin::{Client, NoParams, Operation, Tunnel, Unchecked};
use linkedin_sandbox::{Sandbox, Seed, Settings, settings};
use restli_client::Call;
use restli_core::ResourceMethod as M;
use restli_core::envelope::Reply;
use restli_core::patch::Patch;
use restli_schema::url_text;
use serde_json::{Value as Json, json};

use super::sent::Sent;
use super::subject::DAY;
use crate::proof::Read;
use crate::{compare, typed};

pub(crate) fn client() -> Client {
    Client::builder().token("token").tunnel(Tunnel::Never).build().expect("a client")
}

/// The typed calls of the samples by their names.
pub(crate) fn calls() -> BTreeMap<&'static str, fn(&Client) -> crate::proof::Built> {
    typed::CALLS.iter().copied().flatten().copied().collect()
}

/// The answer of a sandbox of its own to a request that the typed client has made.
pub(crate) async fn answer(mut request: Request<Bytes>) -> Response<Bytes> {
    // A create finds nothing in its way; for other calls, what they are about is there.
    let is_create = request.headers().get("x-restli-method").is_some_and(|method| method == "create");
    let world = if is_create { Seed::Empty } else { Seed::Documented };
    let sandbox = Sandbox::start(linkedin_sandbox::api(), Settings { world, starts_at: Some(DAY), ..settings() }).await.expect("a sandbox");
    if sandbox.get(request.uri().path()).is_none() {
        sandbox.put(request.uri().path(), json!({}));
    }
    let token = sandbox.token_for_all();
    *request.uri_mut() = request.uri().path_and_query().expect("a target").as_str().parse().expect("a target");
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse().expect("a header"));
    sandbox.answer(request)
}

/// The operation of an id.
pub(super) fn operation(id: &str) -> &'static Operation {
    typed::operations::ALL.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id}: no operation"))
}

/// The request of an example as the client makes it: each part given to the call of the operation.
pub(super) fn of_example(client: &Client, operation: &'static Operation, sent: &Sent) -> Result<Request<Bytes>, String> {
    let mut call = Call::new(client.runtime(), operation);
    let told = sent.path.strip_prefix(operation.base.path).unwrap_or(&sent.path);
    for (name, text) in operation.path.split('/').zip(told.split('/')) {
        if let Some(name) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            call = call.key(name, &url_text::key(text));
        }
    }
    for (name, text) in sent.query.iter().filter(|(name, _)| Some(name.as_str()) != operation.method.name_parameter()) {
        let value = url_text::value(text);
        call = match value.as_array() {
            Some(ids) if name == "ids" => call.ids(ids.clone()),
            _ => call.param(name, &value),
        };
    }
    let body = sent.json();
    call = match operation.method {
        M::Create | M::Update => call.entity(&body),
        M::BatchCreate => call.entities(body["elements"].as_array().map(Vec::as_slice).unwrap_or_default()),
        M::PartialUpdate => call.patch(Patch::from_json(&sent.body).map_err(|error| error.to_string())?),
        M::Action => body.as_object().into_iter().flatten().fold(call, |call, (name, value)| call.action_param(name, value)),
        _ => call,
    };
    call.request::<Json, NoParams, Unchecked>().to_http().map_err(|error| error.to_string())
}

/// The reader of the answers of an operation.
fn reader(id: &str) -> Read {
    static READERS: OnceLock<BTreeMap<&'static str, Read>> = OnceLock::new();
    let readers = READERS.get_or_init(|| typed::operations::READERS.iter().copied().collect());
    *readers.get(id).unwrap_or_else(|| panic!("{id}: no reader"))
}

/// The places of an answer that the typed client does not read, or does not declare.
pub(super) fn unread(operation: &'static Operation, answer: &Response<Bytes>) -> Vec<String> {
    let header = |name: &str| answer.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let (id, location) = (header("x-restli-id"), header("location"));
    let reply = Reply {
        method: operation.method,
        status: answer.status().as_u16(),
        id: id.as_deref(),
        location: location.as_deref(),
        content_type: Some("application/json"),
        body: answer.body(),
    };
    let told: Json = serde_json::from_slice(answer.body()).unwrap_or_default();
    match reader(operation.id)(&reply) {
        Ok(read) => {
            let mut places = Vec::new();
            compare::lost(&told, &read.own, "", &mut places);
            // The client keeps the statuses of failures alone.
            places.retain(|place| !place.starts_with("statuses."));
            places.extend(read.left_out.iter().map(|error| format!("is left out: {error}")));
            places
        }
        Err(error) => vec![error.to_string()],
    }
}
