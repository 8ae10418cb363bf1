//! The call that a generated method fills in: typed parts, each encoded as it is added.

use std::fmt;

use restli_core::data::{Data, DataRef};
use restli_core::envelope::Content;
use restli_core::patch::Patch;
use restli_core::url::Context;
use restli_core::{json, url};

use crate::parts::{Body, CallParts};
use crate::request::Request;
use crate::runtime::Runtime;
use crate::tables::Operation;

/// One call in the making.
#[must_use]
pub struct Call {
    runtime: Runtime,
    // Boxed, so that each step of a generated method moves three words.
    parts: Box<CallParts>,
}

impl Call {
    /// A call of an operation.
    pub fn new(runtime: &Runtime, operation: &'static Operation) -> Self {
        Self { runtime: runtime.clone(), parts: Box::new(CallParts::of(operation)) }
    }

    /// Marks the keys of this call as those of an alternative key (`docs/protocol.md §2.2`).
    pub fn alt_key(mut self, name: &str) -> Self {
        self.parts.alternative = true;
        self.param("altkey", &name.to_owned())
    }

    /// Fills a placeholder of the path.
    pub fn key(mut self, name: &'static str, value: &dyn Data) -> Self {
        self.parts.check(name, value);
        self.parts.keys.push((name, url::to_string(value, Context::Path)));
        self
    }

    /// Adds one part of a compound key to the path (`docs/protocol.md §2.1`).
    pub fn key_part(mut self, name: &'static str, value: &dyn Data) -> Self {
        self.parts.check(name, value);
        self.parts.compound.push((url::encode_str(name, Context::Path), url::to_string(value, Context::Path)));
        self
    }

    /// Adds a query parameter; an absent value adds none.
    pub fn param(mut self, name: &str, value: &dyn Data) -> Self {
        self.parts.param(name, value);
        self
    }

    /// Adds the criteria of a batch finder (`docs/protocol.md §7.4`).
    pub fn criteria(mut self, name: &str, criteria: &dyn Data) -> Self {
        if let DataRef::Array(items) = criteria.data() {
            self.parts.batch = items.count();
        }
        self.param(name, criteria)
    }

    /// Sets the keys of a batch, each of which counts once (`docs/protocol.md §2.2`).
    pub fn ids<K: Data>(mut self, ids: impl IntoIterator<Item = K>) -> Self {
        let ids: Vec<K> = ids.into_iter().collect();
        self.parts.check("ids", &ids);
        let (joined, count) = url::distinct(&ids, Context::Query);
        self.parts.ids = Some(joined);
        self.parts.batch = count;
        self
    }

    /// Sets the body to an entity.
    pub fn entity(mut self, entity: &dyn Data) -> Self {
        let mut body = Body::json(b"", b"");
        json::write(entity, &mut body.open);
        self.parts.note_entity(entity);
        self.parts.body = Some(body);
        self
    }

    /// Sets the body to bytes of any media type, sent as they are (`docs/protocol.md §11`).
    pub fn content(mut self, content: Content) -> Self {
        let Content { media_type, bytes } = content;
        self.parts.body = Some(Body { open: bytes, close: b"", media_type: Some(media_type) });
        self
    }

    /// Sets the body to the entities of a batch create.
    pub fn entities<E: Data>(mut self, entities: &[E]) -> Self {
        self.parts.body = Some(Body::json(br#"{"elements":["#, b"]}"));
        for entity in entities {
            self.parts.element(entity);
        }
        self
    }

    /// Sets the body to the entities of a batch update.
    pub fn entities_by_key<K: Data, E: Data>(mut self, entities: impl IntoIterator<Item = (K, E)>) -> Self {
        let mut seen = self.parts.keyed();
        for (key, entity) in entities {
            let name = self.parts.batch_key(&key, self.runtime.settings().batch_keys);
            self.parts.note_entity(&entity);
            self.parts.keyed_entity(&key, &name, &mut seen, &|out| json::write(&entity, out));
        }
        self
    }

    /// Sets the body to a patch.
    #[allow(clippy::needless_pass_by_value, reason = "the patch is made for this one call")]
    pub fn patch(mut self, patch: Patch) -> Self {
        let mut body = Body::json(b"", b"");
        self.parts.check_patch(&patch);
        patch.write(&mut body.open);
        self.parts.body = Some(body);
        self
    }

    /// Sets the body to the patches of a batch partial update.
    pub fn patches_by_key<K: Data, P: Into<Patch>>(mut self, patches: impl IntoIterator<Item = (K, P)>) -> Self {
        let mut seen = self.parts.keyed();
        for (key, patch) in patches {
            let (name, patch): (String, Patch) = (self.parts.batch_key(&key, self.runtime.settings().batch_keys), patch.into());
            self.parts.check_patch(&patch);
            self.parts.keyed_entity(&key, &name, &mut seen, &|out| patch.write(out));
        }
        self
    }

    /// Adds a parameter of an action to the body (`docs/protocol.md §2.2`).
    pub fn action_param(mut self, name: &str, value: &dyn Data) -> Self {
        self.parts.action_param(name, value);
        self
    }

    /// Returns the request.
    pub fn request<T, P, C>(self) -> Request<T, P, C> {
        Request::new(self.runtime, self.parts)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Call").field("call", &self.parts.about()).finish_non_exhaustive()
    }
}
