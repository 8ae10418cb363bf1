//! The parts of one call, encoded but not yet put together.

use std::collections::BTreeSet;

use http::{HeaderMap, Method};
use restli_core::data::{self, Data, DataRef, DecodeError, Fault};
use restli_core::patch::Patch;
use restli_core::projection::{Projection, Styles};
use restli_core::url::Context;
use restli_core::{Json, ResourceMethod, json, key, url};

use crate::actor;
use crate::error::problem::Problem;
use crate::permit::FieldRequirements;
use crate::queue::Priority;
use crate::retry::Retry;
use crate::settings::BatchKeys;
use crate::tables::{Base, Operation};

/// Everything about one call, encoded but not yet put together.
#[derive(Clone)]
pub(crate) struct CallParts {
    /// The operation; `None` for a raw call.
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) base: Option<&'static Base>,
    pub(crate) verb: Method,
    /// Path and query that are sent as they are, of raw calls and of links to a next page.
    pub(crate) verbatim: Option<String>,
    /// Keys of the path by placeholder, encoded.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// `true` if `keys` holds the values of an alternative key.
    pub(crate) alternative: bool,
    /// Parts of a compound key, names and values encoded.
    pub(crate) compound: Vec<(String, String)>,
    /// Query parameters, names and values encoded.
    pub(crate) query: Vec<(String, String)>,
    /// Keys of a batch, encoded for the query and joined by commas.
    pub(crate) ids: Option<String>,
    pub(crate) body: Option<Body>,
    /// The number of keys or entities in a batch.
    pub(crate) batch: usize,
    pub(crate) start: Option<u32>,
    pub(crate) count: Option<u32>,
    pub(crate) page_token: Option<String>,
    /// The projection of the entities.
    pub(crate) projection: Option<RequestedProjection>,
    /// The permissions that the fields of the projection require.
    pub(crate) requirements: FieldRequirements,
    /// The projection of the metadata of a page.
    pub(crate) metadata_styles: Option<Styles>,
    /// The mask of the paging data of a page.
    pub(crate) paging_fields: Option<String>,
    /// The URNs that the caller acts as.
    pub(crate) actors: Vec<String>,
    /// Headers of this call alone.
    pub(crate) headers: HeaderMap,
    /// The retry policy of this call alone.
    pub(crate) retry: Option<Retry>,
    pub(crate) priority: Priority,
    /// The first problem met while the parts were gathered.
    pub(crate) problem: Option<Problem>,
}

/// The projection of the entities of a call.
#[derive(Clone, Debug)]
pub(crate) enum RequestedProjection {
    /// A projection that was checked at compile time, in the styles that can express it.
    Typed(Styles),
    /// A projection that is known at run time only.
    Untyped(Projection),
}

/// A body that can still grow.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// The bytes so far.
    pub(crate) open: Vec<u8>,
    /// The bytes that complete the body.
    pub(crate) close: &'static [u8],
    /// The media type; `None` means JSON.
    pub(crate) media_type: Option<String>,
}

impl Body {
    pub(crate) fn json(open: &[u8], close: &'static [u8]) -> Self {
        Self { open: open.to_vec(), close, media_type: None }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.open.extend_from_slice(self.close);
        self.open
    }
}

impl CallParts {
    /// The parts of a call of an operation.
    pub(crate) fn of(operation: &'static Operation) -> Self {
        Self::empty(Some(operation), Some(operation.base), verb(operation.method.http_verb()))
    }

    /// The parts of a call that the schema does not describe.
    pub(crate) fn raw(base: Option<&'static Base>, verb: Method, path_and_query: &str, body: Option<&Json>) -> Self {
        let body = body.map(|body| Body::json(body.to_string().as_bytes(), b""));
        Self { verbatim: Some(path_and_query.to_owned()), body, ..Self::empty(None, base, verb) }
    }

    fn empty(operation: Option<&'static Operation>, base: Option<&'static Base>, verb: Method) -> Self {
        Self {
            operation,
            base,
            verb,
            verbatim: None,
            keys: Vec::new(),
            alternative: false,
            compound: Vec::new(),
            query: Vec::new(),
            ids: None,
            body: None,
            batch: 0,
            start: None,
            count: None,
            page_token: None,
            projection: None,
            requirements: FieldRequirements::NONE,
            metadata_styles: None,
            paging_fields: None,
            actors: Vec::new(),
            headers: HeaderMap::new(),
            retry: None,
            priority: Priority::default(),
            problem: None,
        }
    }

    /// The name of the call in messages.
    pub(crate) fn about(&self) -> &'static str {
        self.operation.map_or("raw call", |operation| operation.id)
    }

    /// Keeps a problem, unless there is an earlier one.
    pub(crate) fn fail(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        if self.problem.is_none() {
            self.problem = Some(Problem::new(self.about(), what, remedy));
        }
    }

    /// Keeps the first part of a value that cannot be sent.
    pub(crate) fn check(&mut self, name: &str, value: &dyn Data) {
        if let Some(error) = data::unsendable(value) {
            self.unsendable(&if name.is_empty() { error } else { error.in_field(name) });
        }
    }

    /// Keeps the first part of a patch that cannot be sent.
    pub(crate) fn check_patch(&mut self, patch: &Patch) {
        if let Some(error) = patch.unsendable() {
            self.unsendable(&error);
        }
    }

    #[cold]
    fn unsendable(&mut self, error: &DecodeError) {
        let (what, remedy) = match error.fault() {
            Fault::Blank => ("value", "give it a value of the schema, or leave it out where it may be absent"),
            Fault::Unlabelled => ("URN", "write the text for it between the brackets, or leave the markup out"),
            _ => ("URN", "build it from an id as an answer gives it, without blanks"),
        };
        self.fail(format!("a {what} that cannot be sent: {error}"), remedy);
    }

    /// Keeps the URNs in a parameter that the path to the actor of the call begins with.
    fn note_actor(&mut self, name: &str, value: &dyn Data) {
        if let Some(path) = self.actor().and_then(|path| actor::behind(path, name)) {
            actor::collect(path, value, &mut self.actors);
        }
    }

    /// Checks an entity that is sent, and keeps the URNs in it that the path to the actor of the call leads to.
    pub(crate) fn note_entity(&mut self, entity: &dyn Data) {
        self.check("", entity);
        if let Some(path) = self.actor() {
            actor::collect(path, entity, &mut self.actors);
        }
    }

    fn actor(&self) -> Option<&'static str> {
        self.operation.and_then(|operation| operation.actor)
    }

    /// Adds a query parameter, unless the value is absent: the query knows no null (`docs/protocol.md §3.1`).
    pub(crate) fn param(&mut self, name: &str, value: &dyn Data) {
        self.check(name, value);
        self.note_actor(name, value);
        let text = url::to_string(value, Context::Query);
        if !text.is_empty() {
            self.query.push((url::encode_str(name, Context::Query), text));
        }
    }

    /// Adds a parameter of an action to the body.
    pub(crate) fn action_param(&mut self, name: &str, value: &dyn Data) {
        if matches!(value.data(), DataRef::Absent) {
            return;
        }
        self.check(name, value);
        self.note_actor(name, value);
        let body = self.body.get_or_insert_with(|| Body::json(b"{", b"}"));
        if body.open.len() > 1 {
            body.open.push(b',');
        }
        json::write(&name.to_owned(), &mut body.open);
        body.open.push(b':');
        json::write(value, &mut body.open);
    }

    /// Adds the fields of a record of optional parameters: to the body of an action, else to the query.
    pub(crate) fn optional(&mut self, params: &dyn Data) {
        let DataRef::Record(record) = params.data() else { return };
        let action = self.operation.is_some_and(|operation| operation.method == ResourceMethod::Action);
        record.each(&mut |name, value| {
            if action {
                self.action_param(name, value);
            } else {
                self.param(name, value);
            }
        });
    }

    /// Adds an entity to the body of a batch create.
    pub(crate) fn element(&mut self, entity: &dyn Data) {
        self.note_entity(entity);
        self.batch += 1;
        let Some(body) = &mut self.body else { return };
        if self.batch > 1 {
            body.open.push(b',');
        }
        json::write(entity, &mut body.open);
    }

    /// Begins the body of a batch by key. Returns the set of keys so far, which is empty.
    pub(crate) fn keyed(&mut self) -> BTreeSet<String> {
        self.body = Some(Body::json(br#"{"entities":{"#, b"}}"));
        self.ids = Some(String::new());
        BTreeSet::new()
    }

    /// Adds a key, and the value that `write` writes for it, to the body of a batch by key.
    pub(crate) fn keyed_entity(&mut self, key: &dyn Data, name: &String, seen: &mut BTreeSet<String>, write: &dyn Fn(&mut Vec<u8>)) {
        self.check("ids", key);
        let id = url::to_string(key, Context::Query);
        if seen.contains(&id) {
            self.fail(format!("the key {name} is given twice"), "give every key once");
            return;
        }
        let (Some(ids), Some(body)) = (&mut self.ids, &mut self.body) else { return };
        if !seen.is_empty() {
            ids.push(',');
            body.open.push(b',');
        }
        ids.push_str(&id);
        seen.insert(id);
        self.batch += 1;
        json::write(name, &mut body.open);
        body.open.push(b':');
        write(&mut body.open);
    }

    /// A key as a member name of a JSON body (`docs/protocol.md §3.6`). In an alternative key, the server undoes percent escapes there.
    pub(crate) fn batch_key(&self, key: &dyn Data, form: BatchKeys) -> String {
        let simple =
            !matches!(key.data(), DataRef::Record(_) | DataRef::ComplexKey(..) | DataRef::Map(_) | DataRef::Array(_) | DataRef::Member(..));
        match form {
            BatchKeys::Escaped if simple => url::to_string(key, Context::Query),
            BatchKeys::Raw | BatchKeys::Escaped if self.alternative => key::to_body(key).replace('%', "%25"),
            BatchKeys::Raw | BatchKeys::Escaped => key::to_body(key),
        }
    }
}

fn verb(name: &str) -> Method {
    match name {
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        "DELETE" => Method::DELETE,
        _ => Method::GET,
    }
}
