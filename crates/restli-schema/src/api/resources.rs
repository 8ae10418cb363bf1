//! Resources and their methods.

use std::hash::{Hash, Hasher};

use restli_core::projection::Projection;
use serde_json::Value;

use super::{BaseId, ErrorId, Evidence, Kept, MediaId, Name, Need, ProductId, ProjectionStyle, QuotaId, ResourceId, Type, TypeId};
use crate::source::Span;

/// What kind a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Entities under keys.
    Collection,
    /// Entities under compound keys.
    Association,
    /// One entity.
    Simple,
    /// Only actions.
    Actions,
}

/// A resource.
#[derive(Clone, Debug, Hash)]
pub struct Resource {
    /// Its name in the YAML: unique among siblings.
    pub name: Name,
    /// The product it belongs to.
    pub product: ProductId,
    /// The resource it hangs below.
    pub parent: Option<ResourceId>,
    /// What kind.
    pub kind: ResourceKind,
    /// The record of its entities; `None` for action sets and unstructured data.
    pub entity: Option<TypeId>,
    /// Its entities are bytes of any kind (`docs/protocol.md §11`).
    pub unstructured: bool,
    /// Where it lives.
    pub base: BaseId,
    /// Path template of the resource below the base, ancestors and their key placeholders included:
    /// `/widgets/{widgetId}/parts`.
    pub path: String,
    /// Its own key, if entities have one.
    pub key: Option<Key>,
    /// Alternative keys.
    pub alt_keys: Vec<Param>,
    /// Fields that the client must not send.
    pub read_only: Vec<String>,
    /// Fields that only create may send.
    pub create_only: Vec<String>,
    /// Fields that create must send although a reader may miss them.
    pub required: Vec<String>,
    /// Those of `required` whose value is nearly always the same, with that value: `- visibility: PUBLIC` in the YAML.
    pub initial: Vec<(String, Value)>,
    /// What it is.
    pub doc: String,
    /// Since when it should no longer be used, `YYYY-MM-DD` or a sentence.
    pub retired: Option<String>,
    /// What to use instead.
    pub replaced_by: Option<String>,
    /// Methods, finders and actions in the order written.
    pub methods: Vec<Method>,
    /// Named projections.
    pub projections: Vec<NamedProjection>,
    /// Evidence.
    pub evidence: Evidence,
    /// What is kept for others.
    pub kept: Kept,
}

/// The key of a resource's entities.
#[derive(Clone, Debug, Hash)]
pub enum Key {
    /// One value.
    Simple(Param),
    /// Named parts of an association.
    Compound {
        /// Name of the placeholder in paths.
        name: Name,
        /// The parts.
        parts: Vec<Param>,
    },
    /// A record, with optional parameters under `$params`.
    Complex {
        /// Name of the placeholder in paths.
        name: Name,
        /// The key record.
        record: TypeId,
        /// The parameters' record.
        params: Option<TypeId>,
    },
}

/// A parameter, or a part of a key.
#[derive(Clone, Debug, Hash)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// May be left out.
    pub optional: bool,
    /// What the server takes when it is left out.
    pub default: Option<Value>,
    /// What it does.
    pub doc: String,
    /// Why it should no longer be sent.
    pub deprecated: Option<String>,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
    /// What is kept for others.
    pub kept: Kept,
}

/// The Rest.li methods (`docs/protocol.md §2`).
pub use restli_core::ResourceMethod;

/// A method, finder or action.
#[derive(Clone, Debug, Hash)]
pub struct Method {
    /// Which Rest.li method.
    pub kind: ResourceMethod,
    /// The name of a finder or action; for the rest, the method's own name.
    pub name: Name,
    /// An action on one entity.
    pub on_entity: bool,
    /// What it does.
    pub doc: String,
    /// Parameters: of the query, for actions of the body.
    pub params: Vec<Param>,
    /// The parameter of a batch finder that lists its criteria.
    pub batch_param: Option<String>,
    /// The association key parts a finder takes in the path.
    pub keys: Vec<String>,
    /// What an action returns.
    pub returns: Option<Type>,
    /// The record beside a collection's elements.
    pub metadata: Option<TypeId>,
    /// How a collection is paged.
    pub paging: Option<Paging>,
    /// The entity comes back from create or partial update.
    pub returns_entity: bool,
    /// The most keys in one batch.
    pub max_batch: Option<u32>,
    /// What the caller must hold.
    pub need: Need,
    /// What is counted.
    pub quotas: Vec<QuotaId>,
    /// The projection style accepted here.
    pub projection: ProjectionStyle,
    /// A call without a projection is refused.
    pub projection_required: bool,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
    /// Since when it should no longer be used.
    pub retired: Option<String>,
    /// What to use instead.
    pub replaced_by: Option<String>,
    /// Errors worth knowing.
    pub errors: Vec<ErrorId>,
    /// The rule that an upload behind this method must satisfy.
    pub media: Option<MediaId>,
    /// HTTP statuses of success, if documented.
    pub success: Vec<u16>,
    /// Evidence.
    pub evidence: Evidence,
    /// Where it was written.
    pub span: Span,
    /// What is kept for others.
    pub kept: Kept,
}

/// How a collection is paged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// `start` and `count`.
    StartCount {
        /// The server's default page size.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
    /// A token from the last page.
    Token {
        /// Parameter that carries the token.
        token_param: String,
        /// Parameter that carries the page size.
        size_param: String,
        /// Field of `metadata` that holds the next token.
        token_field: String,
        /// The server's default page size.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
}

/// A projection named in the YAML.
#[derive(Clone, Debug)]
pub struct NamedProjection {
    /// Name of the projection.
    pub name: Name,
    /// Documentation of the result type.
    pub doc: String,
    /// The projection as written.
    pub select: String,
    /// The projection, parsed and checked.
    pub projection: Projection,
    /// Place of the text.
    pub span: Span,
}

/// The parsed projection says nothing beyond the text.
impl Hash for NamedProjection {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.doc, &self.select).hash(state);
    }
}
