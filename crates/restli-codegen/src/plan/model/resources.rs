//! Resources of the client: handles, methods, arguments, operations.

use restli_core::ResourceMethod;
use restli_core::projection::Projection;
use restli_schema::api::{Paging, ProjectionStyle, Requirement, ResourceId, TypeId};

use super::examples::Example;
use super::permits::PermitPath;
use super::types::{FieldPlan, ItemRef, RustType};

/// A resource: one file with one handle.
#[derive(Debug)]
pub struct ResourcePlan {
    /// The resource in the schema.
    pub id: ResourceId,
    /// The handle: module and struct name, e.g. `Posts`.
    pub item: ItemRef,
    /// Position of the resource's product in [`Plan::products`](crate::plan::Plan::products).
    pub product: usize,
    /// Name of the file's module, e.g. `posts`.
    pub module: String,
    /// Name of the function on the client, e.g. `posts`.
    pub accessor: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The record of the compound key, for associations.
    pub compound_key: Option<ParamsPlan>,
    /// The record of the keys in the path of an entity, if functions take them by name. Its name and fields are all that it has.
    pub path_keys: Option<ParamsPlan>,
    /// The type of the entities; `None` for a set of actions and for unstructured data.
    pub entity: Option<TypeId>,
    /// Named projections.
    pub projections: Vec<ProjectionPlan>,
    /// Functions of the handle.
    pub methods: Vec<MethodPlan>,
    /// Static operations that the functions refer to.
    pub operations: Vec<OperationPlan>,
}

/// A record made for a method or key rather than declared in the schema.
#[derive(Clone, Debug)]
pub struct ParamsPlan {
    /// Module and name.
    pub item: ItemRef,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Fields in order.
    pub fields: Vec<FieldPlan>,
    /// Name of the record of required parts, if the constructor takes them by name.
    pub parts: Option<String>,
}

/// A named projection: a type and a constant.
#[derive(Clone, Debug)]
pub struct ProjectionPlan {
    /// Name of the type.
    pub ident: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The fields that the projection selects.
    pub projection: Projection,
}

/// A function of a handle.
#[derive(Clone, Debug)]
pub struct MethodPlan {
    /// Position in [`Resource::methods`](restli_schema::api::Resource::methods).
    pub index: usize,
    /// Function name, e.g. `find_by_author`.
    pub fn_name: String,
    /// Name of the static operation, e.g. `FIND_BY_AUTHOR`.
    pub constant: String,
    /// Stable id: `content.posts.find_by_author`.
    pub id: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The reason of deprecation; `None` if the method is not deprecated.
    pub deprecated: Option<String>,
    /// The whole address with its query, for documentation.
    pub url: String,
    /// Arguments in order.
    pub arguments: Vec<Argument>,
    /// Optional parameters.
    pub params: Option<ParamsPlan>,
    /// Type that the request resolves to.
    pub returns: Returns,
    /// The projection style that `select` accepts; `None` if the response holds no entity or the endpoint takes no projection.
    pub selects: Option<ProjectionStyle>,
    /// The trait of scopes that permit the call, if it needs a permission.
    pub permit: Option<PermitPath>,
    /// The alternative key that the function takes. It shares its operation and optional parameters with the function by the main key.
    pub alt_key: Option<String>,
    /// The example in the documentation; `None` if no values for it were found.
    pub example: Option<Example>,
}

/// The type that a request resolves to.
#[derive(Clone, Debug)]
pub enum Returns {
    /// An entity, or the value of an action.
    Value(RustType),
    /// A type of the runtime with its arguments: `Page<Thing, Summary>`.
    Envelope(&'static str, Vec<RustType>),
    /// No content.
    Empty,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Name.
    pub ident: String,
    /// Type, before [`Passing`] is applied.
    pub ty: RustType,
    /// Type of the key before each item, for [`Passing::EachByKey`].
    pub by: Option<RustType>,
    /// Form in which the value is passed.
    pub passing: Passing,
    /// Part of the request that the value fills.
    pub destination: Destination,
}

/// Form in which a value is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// By value.
    Value,
    /// As `impl Into<T>`, or a bound with words of its own.
    Into,
    /// By reference.
    Ref,
    /// As a slice.
    Slice,
    /// As `impl List<T>`.
    Each {
        /// As `impl IntoList<T>`.
        into: bool,
    },
    /// As `impl List<(K, T)>`.
    EachByKey {
        /// As `impl IntoPairs<K, T>`.
        into: bool,
    },
}

/// Part of a request that an argument fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A placeholder of the path.
    Key(String),
    /// Placeholders of the path, each by its name and that of the field which fills it.
    PathKeys(Vec<(String, String)>),
    /// One part of a compound key, in the path of a finder.
    KeyPart(String),
    /// A query parameter.
    Query(String),
    /// The query parameter that lists the criteria of a batch finder.
    Criteria(String),
    /// A parameter of an action, in the body.
    Body(String),
    /// The `ids` of a batch.
    Ids,
    /// The entity in the body.
    Entity,
    /// The entities of a batch create.
    Entities,
    /// Entities by key, in the body.
    EntitiesByKey,
    /// The patch in the body.
    Patch,
    /// Patches by key, in the body.
    PatchesByKey,
    /// Bytes of any kind, sent unchanged.
    Content,
}

impl Destination {
    /// The name of the parameter that the argument gives; `None` for keys and bodies.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Query(name) | Self::Criteria(name) | Self::Body(name) => Some(name),
            _ => None,
        }
    }
}

/// A method that answers to the same request in other versions.
#[derive(Clone, Debug)]
pub struct OtherVersion {
    /// Stable id: `content.posts.find_by_author`.
    pub id: String,
    /// First version that has the method.
    pub since: Option<u32>,
    /// First version that no longer has the method.
    pub until: Option<u32>,
}

/// The static description of a method that the runtime reads.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "these facts do not depend on each other")]
pub struct OperationPlan {
    /// Name of the constant, e.g. `FIND_BY_AUTHOR`.
    pub constant: String,
    /// Name of the handle's function.
    pub fn_name: String,
    /// Stable id: `content.posts.find_by_author`.
    pub id: String,
    /// The Rest.li method.
    pub kind: ResourceMethod,
    /// Name of the base's constant in `api::bases`.
    pub base: String,
    /// Path template below the base, e.g. `/posts/{postUrn}`.
    pub path: String,
    /// Name of a finder or action on the wire.
    pub name: Option<String>,
    /// Permissions of the caller; `None` if the call needs none.
    pub permissions: Option<Requirement<String>>,
    /// Path to the parameter or field whose URN the caller acts as.
    pub actor: Option<String>,
    /// Roles of which the member needs one.
    pub roles: Vec<String>,
    /// Names of the constants in `api::quotas` of the quotas that a call consumes.
    pub quotas: Vec<String>,
    /// Style of the projections that the endpoint accepts.
    pub projection: ProjectionStyle,
    /// The service refuses a call without a projection.
    pub projection_required: bool,
    /// Paging of a collection.
    pub paging: Option<Paging>,
    /// First version that has the method.
    pub since: Option<u32>,
    /// First version that no longer has the method.
    pub until: Option<u32>,
    /// Methods that answer to the same request in other versions.
    pub other_versions: Vec<OtherVersion>,
    /// The date of retirement, or a sentence.
    pub retired: Option<String>,
    /// The replacement of a retired method.
    pub replaced_by: Option<String>,
    /// Create or partial update can return the entity.
    pub returns_entity: bool,
    /// The response has a metadata record besides the elements.
    pub metadata: bool,
    /// Entities are bytes of any kind.
    pub unstructured: bool,
    /// The schema says that a call may be sent twice, which its kind does not.
    pub repeatable: bool,
    /// Id of the operation that shows what a create has made.
    pub look: Option<String>,
    /// Name of the constant in `api::media` of the rule that an upload must satisfy.
    pub media: Option<String>,
    /// Most keys in one batch.
    pub max_batch: Option<u32>,
}
