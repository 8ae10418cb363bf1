//! What a generated method fills in: typed parts of one call, each encoded as it comes.

use std::collections::BTreeSet;

use http::{HeaderMap, Method};
use restli_core::data::{Data, DataRef};
use restli_core::envelope::Content;
use restli_core::patch::Patch;
use restli_core::projection::Styles;
use restli_core::url::Context;
use restli_core::{Json, json, key, url};

use crate::builder::BatchKeys;
use crate::error::{Error, Problem};
use crate::permit::FieldNeeds;
use crate::projection::Wanted;
use crate::request::Request;
use crate::runtime::Core;
use crate::tables::{Base, Operation};

/// One call in the making.
#[derive(Debug)]
#[must_use]
pub struct Call {
    core: Core,
    // In a box, so that each step of a generated method moves two words.
    parts: Box<Parts>,
}

/// Everything about one call, encoded but not yet put together.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) base: Option<&'static Base>,
    pub(crate) verb: Method,
    /// Path and query to be sent as they are, for raw calls and links.
    pub(crate) verbatim: Option<String>,
    pub(crate) keys: Vec<(&'static str, String)>,
    /// The keys are those of an alternative key.
    pub(crate) alternative: bool,
    pub(crate) compound: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) ids: Option<Vec<String>>,
    pub(crate) body: Option<Body>,
    pub(crate) batch: usize,
    pub(crate) start: Option<u32>,
    pub(crate) count: Option<u32>,
    pub(crate) page_token: Option<String>,
    /// The projection of the entities.
    pub(crate) wanted: Option<Wanted>,
    /// What the fields of the projection need.
    pub(crate) needs: FieldNeeds,
    /// The projections of what stands around the elements of a page.
    pub(crate) metadata_styles: Option<Styles>,
    pub(crate) paging_fields: Option<String>,
    pub(crate) headers: HeaderMap,
    /// The first thing that went wrong on the way.
    pub(crate) problem: Option<Problem>,
}

/// A body that can still grow, and what ends it.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) open: Vec<u8>,
    pub(crate) close: &'static [u8],
    /// What it is, if not JSON.
    pub(crate) media_type: Option<String>,
}

impl Body {
    fn json(open: &[u8], close: &'static [u8]) -> Self {
        Self { open: open.to_vec(), close, media_type: None }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.open.extend_from_slice(self.close);
        self.open
    }
}

impl Call {
    /// A call of an operation.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        let parts = Parts::blank(Some(operation), Some(operation.base), verb(operation.method.http_verb()));
        Self { core: core.clone(), parts: Box::new(parts) }
    }

    /// The keys of this call are those of an alternative key (`docs/protocol.md §2.2`).
    pub fn alt_key(mut self, name: &str) -> Self {
        self.parts.alternative = true;
        self.param("altkey", &name.to_owned())
    }

    /// Fills a placeholder of the path.
    pub fn key(mut self, name: &'static str, value: &dyn Data) -> Self {
        self.parts.keys.push((name, key::to_path(value)));
        self
    }

    /// Adds one part of a compound key to the path (`docs/protocol.md §2.1`).
    pub fn key_part(mut self, name: &'static str, value: &dyn Data) -> Self {
        let mut pair = (String::new(), String::new());
        url::write_str(name, Context::Path, &mut pair.0);
        url::write(value, Context::Path, &mut pair.1);
        self.parts.compound.push(pair);
        self
    }

    /// Adds a query parameter; an absent value adds none.
    pub fn param(mut self, name: &str, value: &dyn Data) -> Self {
        self.parts.param(name, value);
        self
    }

    /// The criteria of a batch finder (`docs/protocol.md §7.4`).
    pub fn criteria(mut self, name: &str, criteria: &dyn Data) -> Self {
        if let DataRef::Array(items) = criteria.data() {
            self.parts.batch = items.count();
        }
        self.param(name, criteria)
    }

    /// The keys of a batch.
    pub fn ids<K: Data>(mut self, ids: impl IntoIterator<Item = K>) -> Self {
        let mut seen = BTreeSet::new();
        for id in ids {
            self.parts.id(&id, &mut seen);
        }
        self.parts.ids.get_or_insert_default();
        self
    }

    /// The entity sent.
    pub fn entity(mut self, entity: &dyn Data) -> Self {
        let mut body = Body::json(b"", b"");
        json::write(entity, &mut body.open);
        self.parts.body = Some(body);
        self
    }

    /// Bytes of any kind, sent as they are (`docs/protocol.md §11`).
    pub fn content(mut self, content: Content) -> Self {
        let Content { media_type, bytes } = content;
        self.parts.body = Some(Body { open: bytes, close: b"", media_type: Some(media_type) });
        self
    }

    /// The entities of a batch create.
    pub fn entities<E: Data>(mut self, entities: &[E]) -> Self {
        self.parts.body = Some(Body::json(br#"{"elements":["#, b"]}"));
        for entity in entities {
            self.parts.element(entity);
        }
        self
    }

    /// The entities of a batch update.
    pub fn entities_by_key<K: Data, E: Data>(mut self, entities: impl IntoIterator<Item = (K, E)>) -> Self {
        let mut seen = self.parts.keyed();
        for (key, entity) in entities {
            let name = self.parts.batch_key(&key, self.core.settings.batch_keys);
            self.parts.keyed_entity(&key, &name, &mut seen, &|out| json::write(&entity, out));
        }
        self
    }

    /// The patch sent.
    #[allow(clippy::needless_pass_by_value, reason = "the patch is made for this one call")]
    pub fn patch(mut self, patch: Patch) -> Self {
        let mut body = Body::json(b"", b"");
        patch.write(&mut body.open);
        self.parts.body = Some(body);
        self
    }

    /// The patches of a batch partial update.
    pub fn patches_by_key<K: Data, P: Into<Patch>>(mut self, patches: impl IntoIterator<Item = (K, P)>) -> Self {
        let mut seen = self.parts.keyed();
        for (key, patch) in patches {
            let (name, patch): (String, Patch) = (self.parts.batch_key(&key, self.core.settings.batch_keys), patch.into());
            self.parts.keyed_entity(&key, &name, &mut seen, &|out| patch.write(out));
        }
        self
    }

    /// A parameter of an action; it travels in the body (`docs/protocol.md §2.2`).
    pub fn action_param(mut self, name: &str, value: &dyn Data) -> Self {
        self.parts.action_param(name, value);
        self
    }

    /// The request.
    pub fn request<T, P, C, Y>(self) -> Request<T, P, C, Y> {
        Request::new(self.core, self.parts)
    }
}

impl Parts {
    fn blank(operation: Option<&'static Operation>, base: Option<&'static Base>, verb: Method) -> Self {
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
            wanted: None,
            needs: FieldNeeds::NONE,
            metadata_styles: None,
            paging_fields: None,
            headers: HeaderMap::new(),
            problem: None,
        }
    }

    /// A call that no schema describes.
    pub(crate) fn raw(base: Option<&'static Base>, verb: Method, path_and_query: &str, body: Option<&Json>) -> Self {
        let body = body.map(|body| Body::json(body.to_string().as_bytes(), b""));
        Self { verbatim: Some(path_and_query.to_owned()), body, ..Self::blank(None, base, verb) }
    }

    /// The name of the call in messages.
    pub(crate) fn about(&self) -> &'static str {
        self.operation.map_or("raw call", |operation| operation.id)
    }

    pub(crate) fn fail(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        if self.problem.is_none() {
            self.problem = Some(Problem::new(self.about(), what, remedy));
        }
    }

    /// Adds a query parameter, unless the value is absent: the query knows no null (`docs/protocol.md §3.1`).
    pub(crate) fn param(&mut self, name: &str, value: &dyn Data) {
        if matches!(value.data(), DataRef::Absent | DataRef::Null | DataRef::Json(Json::Null)) {
            return;
        }
        let mut pair = (String::new(), String::new());
        url::write_str(name, Context::Query, &mut pair.0);
        url::write(value, Context::Query, &mut pair.1);
        self.query.push(pair);
    }

    /// Adds a parameter of an action to the body.
    pub(crate) fn action_param(&mut self, name: &str, value: &dyn Data) {
        if matches!(value.data(), DataRef::Absent) {
            return;
        }
        let body = self.body.get_or_insert_with(|| Body::json(b"{", b"}"));
        if body.open.len() > 1 {
            body.open.push(b',');
        }
        json::write(&name.to_owned(), &mut body.open);
        body.open.push(b':');
        json::write(value, &mut body.open);
    }

    /// Adds the fields of a record of optional parameters, where the method wants its parameters.
    pub(crate) fn optional(&mut self, params: &dyn Data) {
        let DataRef::Record(record) = params.data() else { return };
        let action = self.operation.is_some_and(|operation| operation.method == restli_core::ResourceMethod::Action);
        record.each(&mut |name, value| {
            if action {
                self.action_param(name, value);
            } else {
                self.param(name, value);
            }
        });
    }

    /// Adds a key to `ids`; tells whether it is new. `ids` is a set (`docs/protocol.md §2.2`).
    fn id(&mut self, id: &dyn Data, seen: &mut BTreeSet<String>) -> bool {
        let text = key::to_query(id);
        let new = seen.insert(text.clone());
        if new {
            self.ids.get_or_insert_default().push(text);
            self.batch += 1;
        }
        new
    }

    fn element(&mut self, entity: &dyn Data) {
        self.batch += 1;
        let Some(body) = &mut self.body else { return };
        if self.batch > 1 {
            body.open.push(b',');
        }
        json::write(entity, &mut body.open);
    }

    fn keyed(&mut self) -> BTreeSet<String> {
        self.body = Some(Body::json(br#"{"entities":{"#, b"}}"));
        self.ids = Some(Vec::new());
        BTreeSet::new()
    }

    fn keyed_entity(&mut self, key: &dyn Data, name: &String, seen: &mut BTreeSet<String>, write: &dyn Fn(&mut Vec<u8>)) {
        let first = self.batch == 0;
        if !self.id(key, seen) {
            self.fail(format!("the key {name} is given twice"), "give every key once");
            return;
        }
        let Some(body) = &mut self.body else { return };
        if !first {
            body.open.push(b',');
        }
        json::write(name, &mut body.open);
        body.open.push(b':');
        write(&mut body.open);
    }

    /// A key as a name in a body (`docs/protocol.md §3.6`). Of an alternative key the server undoes percent escapes there.
    fn batch_key(&self, key: &dyn Data, form: BatchKeys) -> String {
        let simple =
            !matches!(key.data(), DataRef::Record(_) | DataRef::ComplexKey(..) | DataRef::Map(_) | DataRef::Array(_) | DataRef::Member(..));
        match form {
            BatchKeys::Escaped if simple => key::to_query(key),
            _ if self.alternative => key::to_body(key).replace('%', "%25"),
            _ => key::to_body(key),
        }
    }

    /// The problem on the way, if there was one.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.problem {
            Some(problem) => Err(Error::Request(Box::new(problem.clone()))),
            None => Ok(()),
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
