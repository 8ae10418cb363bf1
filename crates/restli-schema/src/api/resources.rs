//! Resources and their methods.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use restli_core::projection::Projection;
use serde_json::{Map, Value};

use super::common::{BaseId, ErrorId, Evidence, Extensions, MediaId, Name, ProductId, QuotaId, ResourceId, RoleId, TypeId};
use super::kinds::ResourceKind;
use super::rules::{ProjectionStyle, Requirement};
use super::steps::{Look, UploadSteps};
use super::types::Type;
use crate::source::Span;

/// A resource.
#[derive(Clone, Debug, Hash)]
pub struct Resource {
    /// The name in the YAML: unique among siblings.
    pub name: Name,
    /// The product that declares the resource.
    pub product: ProductId,
    /// The parent resource; `None` for a root resource.
    pub parent: Option<ResourceId>,
    /// The kind.
    pub kind: ResourceKind,
    /// The record of the resource's entities; `None` for action sets and unstructured data.
    pub entity: Option<TypeId>,
    /// Entities are bytes of any kind (`docs/protocol.md §11`).
    pub unstructured: bool,
    /// The base that the path is relative to.
    pub base: BaseId,
    /// Path template of the resource below the base, ancestors and their key placeholders included:
    /// `/widgets/{widgetId}/parts`.
    pub path: String,
    /// The key of the resource's entities; `None` for simple resources and action sets.
    pub key: Option<Key>,
    /// Alternative keys.
    pub alt_keys: Vec<Param>,
    /// Fields that the client must not send.
    pub read_only: Vec<String>,
    /// Fields that only create may send.
    pub create_only: Vec<String>,
    /// Fields that create must send although responses may lack them.
    pub required: Vec<String>,
    /// The fields of `required` with a usual initial value, and that value: `- visibility: PUBLIC` in the YAML.
    pub initial: Vec<(String, Value)>,
    /// The documentation.
    pub doc: String,
    /// The date of deprecation: `YYYY-MM-DD` or a sentence.
    pub retired: Option<String>,
    /// The reason of deprecation; `None` if the resource is not deprecated.
    pub deprecated: Option<String>,
    /// The replacement.
    pub replaced_by: Option<String>,
    /// Methods, finders and actions in the order written.
    pub methods: Vec<Method>,
    /// Named projections.
    pub projections: Vec<NamedProjection>,
    /// The evidence for the resource.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Resource {
    /// Returns whether a resource of this kind needs a key and has none, which happens only after an error.
    pub(crate) fn lacks_key(&self) -> bool {
        matches!(self.kind, ResourceKind::Collection | ResourceKind::Association) && self.key.is_none()
    }

    /// Puts the usual initial values into the members of a new entity that lacks them.
    pub fn fill_in_initial(&self, entity: &mut Map<String, Value>) {
        for (name, value) in &self.initial {
            entity.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// The path template of one entity: [`Resource::path`] with the placeholder of the key appended, if the resource has a key.
    #[must_use]
    pub fn entity_path(&self) -> String {
        match &self.key {
            Some(key) => format!("{}/{{{}}}", self.path, key.name().wire),
            None => self.path.clone(),
        }
    }

    /// The path template of a method's requests, without the key parts that a finder takes.
    #[must_use]
    pub fn method_path(&self, method: &Method) -> String {
        if method.addresses_entity() { self.entity_path() } else { self.path.clone() }
    }

    /// Returns whether create sends the entity in a form of its own: without read-only fields, or with required ones.
    #[must_use]
    pub const fn has_form(&self) -> bool {
        self.entity.is_some() && !(self.read_only.is_empty() && self.required.is_empty())
    }

    /// Paths of fields that partial update must not send: read-only and create-only fields.
    #[must_use]
    pub fn unpatchable(&self) -> BTreeSet<String> {
        self.read_only.iter().chain(&self.create_only).cloned().collect()
    }
}

/// The key of a resource's entities.
#[derive(Clone, Debug, Hash)]
pub enum Key {
    /// One value.
    Simple(Param),
    /// Named parts, the key of an association.
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

impl Key {
    /// The name of a key that a schema gives none: `peopleId` for `people`, with a number where a key above it in the path has that name.
    #[must_use]
    pub fn default_name(resource: &str, is_above: impl Fn(&str) -> bool) -> String {
        let plain = format!("{resource}Id");
        let numbered = (2..).map(|number: u32| format!("{plain}{number}"));
        std::iter::once(plain.clone()).chain(numbered).find(|name| !is_above(name)).unwrap_or_else(|| plain.clone())
    }

    /// The name of the key's placeholder in path templates.
    #[must_use]
    pub const fn name(&self) -> &Name {
        match self {
            Self::Simple(param) => &param.name,
            Self::Compound { name, .. } | Self::Complex { name, .. } => name,
        }
    }

    /// The parts of a compound key; empty for other keys.
    #[must_use]
    pub fn parts(&self) -> &[Param] {
        match self {
            Self::Compound { parts, .. } => parts,
            Self::Simple(_) | Self::Complex { .. } => &[],
        }
    }

    /// The named types that the key mentions.
    #[must_use]
    pub fn references(&self) -> Vec<TypeId> {
        match self {
            Self::Simple(param) => param.ty.named().into_iter().collect(),
            Self::Compound { parts, .. } => parts.iter().filter_map(|part| part.ty.named()).collect(),
            Self::Complex { record, params, .. } => std::iter::once(*record).chain(*params).collect(),
        }
    }
}

/// The result of an action.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ActionResult {
    /// The type.
    pub ty: Type,
    /// The action may answer without a result.
    pub optional: bool,
}

/// A parameter, or a part of a key.
#[derive(Clone, Debug, Hash)]
pub struct Param {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: Type,
    /// The parameter may be left out of a request.
    pub optional: bool,
    /// The value that the server assumes if the parameter is absent.
    pub default: Option<Value>,
    /// The resource whose form of create the record in the parameter is sent in; `None` if the record is sent as it is.
    pub form: Option<ResourceId>,
    /// The documentation.
    pub doc: String,
    /// The reason of deprecation; `None` if the parameter is not deprecated.
    pub deprecated: Option<String>,
    /// First version that has the parameter.
    pub since: Option<u32>,
    /// First version that no longer has the parameter.
    pub until: Option<u32>,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Param {
    /// Returns whether every request must have the parameter: it is not optional and has no default.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        !self.optional && self.default.is_none()
    }
}

/// The kinds of Rest.li methods (`docs/protocol.md §2`).
pub use restli_core::ResourceMethod;

/// A method, finder or action.
#[derive(Clone, Debug, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "these facts do not depend on each other")]
pub struct Method {
    /// The kind of Rest.li method.
    pub kind: ResourceMethod,
    /// The name of a finder or action; for other methods the wire name of the kind.
    pub name: Name,
    /// The action acts on one entity.
    pub on_entity: bool,
    /// The documentation.
    pub doc: String,
    /// Parameters: in the body for actions, in the query for other methods.
    pub params: Vec<Param>,
    /// The parameter of a batch finder that lists its criteria.
    pub batch_param: Option<String>,
    /// The association key parts that a finder takes in the path.
    pub keys: Vec<String>,
    /// The result of an action.
    pub returns: Option<ActionResult>,
    /// The metadata record that accompanies the elements of a collection response.
    pub metadata: Option<TypeId>,
    /// The paging of a collection.
    pub paging: Option<Paging>,
    /// Create or partial update can return the entity.
    pub returns_entity: bool,
    /// The answer of create never tells the key.
    pub keyless: bool,
    /// The schema says that the call may be sent twice, which its kind does not.
    pub repeatable: bool,
    /// The call that shows what a create has made.
    pub look: Option<Look>,
    /// The most keys in one batch.
    pub max_batch: Option<u32>,
    /// The permissions that the caller must hold.
    pub requirement: Requirement,
    /// The path, from a parameter or the sent entity, to the URN of the actor on whose behalf the caller acts: `request.owner`.
    pub actor: Option<String>,
    /// The roles of which the member needs one in each entity that has such roles and that a call is about.
    pub roles: Vec<RoleId>,
    /// The quotas that a call consumes.
    pub quotas: Vec<QuotaId>,
    /// The projection style that the method accepts.
    pub projection: ProjectionStyle,
    /// The server refuses a call without a projection.
    pub projection_required: bool,
    /// First version that has the method.
    pub since: Option<u32>,
    /// First version that no longer has the method.
    pub until: Option<u32>,
    /// The methods that answer to the same request in other versions, each by its resource and its place in [`Resource::methods`].
    pub other_versions: Vec<(ResourceId, usize)>,
    /// The date of its deprecation.
    pub retired: Option<String>,
    /// The reason of deprecation; `None` if the method is not deprecated.
    pub deprecated: Option<String>,
    /// The replacement.
    pub replaced_by: Option<String>,
    /// Errors that the schema lists for the method.
    pub errors: Vec<ErrorId>,
    /// The rule that an upload for this method must satisfy.
    pub media: Option<MediaId>,
    /// The steps of the upload that the method begins, for each way that its answer may choose.
    pub upload: Vec<UploadSteps>,
    /// Rust that calls the method, with `client` in scope, in place of the generated example.
    pub example: Option<String>,
    /// The front page of the product shows the example of this method.
    pub first_call: bool,
    /// HTTP statuses of success; empty if not documented.
    pub success: Vec<u16>,
    /// The evidence for the method.
    pub evidence: Evidence,
    /// The place of the method in its file.
    pub span: Span,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

impl Method {
    /// Returns whether the path of a request ends in the key of one entity, if the resource has keys.
    #[must_use]
    pub const fn addresses_entity(&self) -> bool {
        self.on_entity || self.kind.has_key()
    }

    /// Returns whether a call may be sent twice, by its kind or by the schema.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        self.repeatable || self.kind.is_idempotent()
    }

    /// Returns whether the caller gives the keys of entities: one in the path, or several in the query or body.
    #[must_use]
    pub const fn takes_keys(&self) -> bool {
        self.addresses_entity() || self.kind.has_ids()
    }

    /// Returns whether a response holds entities, which a projection can reduce to some of their fields.
    #[must_use]
    pub const fn returns_entities(&self) -> bool {
        self.returns_entity || self.kind.reads_entities()
    }

    /// Returns whether a request sends an entity, whole or as a patch.
    #[must_use]
    pub const fn sends_entity(&self) -> bool {
        self.kind.sends_entity() || self.kind.sends_patch()
    }

    /// The parameters that every request must have.
    pub fn required_params(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.is_required())
    }

    /// The parameters that a request may leave out.
    pub fn optional_params(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| !param.is_required())
    }
}

/// The paging of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// `start` and `count`.
    StartCount {
        /// The server's default page size.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
    /// A token that the previous page returned.
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
    /// Documentation of the generated result type.
    pub doc: String,
    /// The projection as written.
    pub select: String,
    /// The projection, parsed and checked.
    pub projection: Projection,
    /// Place of the projection's text.
    pub span: Span,
}

/// The parsed projection is not hashed: the text determines it.
impl Hash for NamedProjection {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.doc, &self.select).hash(state);
    }
}
