//! The checked model of an API: what the YAML means once every name is resolved and every rule inherited.
//!
//! Types, permissions and the rest refer to each other by typed ids into the arenas of [`Api`].

use serde_json::Value;

use crate::source::Span;

/// A name as it stands on the wire, with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The exact text on the wire.
    pub wire: String,
    /// A Rust name forced with `rust:`.
    pub rust: Option<String>,
    /// Where the name was written.
    pub span: Span,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $target:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// Position in the arena.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::ops::Index<$id> for Api {
            type Output = $target;

            #[allow(clippy::indexing_slicing, reason = "only the resolver makes ids, and only of what is in the arena")]
            fn index(&self, id: $id) -> &$target {
                &self.$field[id.index()]
            }
        }
    )*};
}

ids! {
    /// A product: one YAML file beside `api.yaml`, one module and one cargo feature of the client.
    ProductId => products: Product,
    /// A base: host, path and protocol habits shared by many resources.
    BaseId => bases: Base,
    /// A family of dated versions.
    FamilyId => families: VersionFamily,
    /// A permission (an OAuth scope).
    PermissionId => permissions: Permission,
    /// A quota.
    QuotaId => quotas: Quota,
    /// A URN type.
    UrnId => urns: UrnDef,
    /// A named type, or one that the resolver named because the YAML left it anonymous.
    TypeId => types: TypeDef,
    /// A resource, sub-resources included.
    ResourceId => resources: Resource,
    /// An entry of the error catalogue.
    ErrorId => errors: ErrorCode,
    /// A media rule.
    MediaId => media: MediaRule,
}

/// A whole API, checked. Only the resolver builds one.
#[derive(Clone, Debug, Hash)]
#[non_exhaustive]
pub struct Api {
    /// Name of the API, as in `api: linkedin`.
    pub name: Name,
    /// What the API is.
    pub doc: String,
    /// Default namespace of types.
    pub namespace: String,
    /// Products, in the order of their file names.
    pub products: Vec<Product>,
    /// Bases, in the order written.
    pub bases: Vec<Base>,
    /// Version families.
    pub families: Vec<VersionFamily>,
    /// Permissions.
    pub permissions: Vec<Permission>,
    /// Quotas.
    pub quotas: Vec<Quota>,
    /// URN types.
    pub urns: Vec<UrnDef>,
    /// Types: first those of `api.yaml`, then product by product, synthesized ones right after the type that holds them.
    pub types: Vec<TypeDef>,
    /// Resources, a parent before its sub-resources.
    pub resources: Vec<Resource>,
    /// The error catalogue.
    pub errors: Vec<ErrorCode>,
    /// Media rules.
    pub media: Vec<MediaRule>,
    /// Names of response headers that carry quota and request ids.
    pub headers: ResponseHeaders,
    /// The OAuth 2.0 endpoints and habits, if the API has them.
    pub oauth: Option<OAuth>,
    /// Hosts that uploads and the bearer token may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: Vec<String>,
    /// A stable digest of everything above, as 16 hexadecimal digits.
    pub hash: String,
}

impl Api {
    /// The ids of all types, in order.
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.types.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// The ids of all resources, in order.
    pub fn resource_ids(&self) -> impl Iterator<Item = ResourceId> + use<> {
        (0..u32::try_from(self.resources.len()).unwrap_or(u32::MAX)).map(ResourceId)
    }
}

/// How much is known about a fact (`source:` and `verified:` in the YAML).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// Where the fact comes from, e.g. `content.md §2`.
    pub source: Option<String>,
    /// How it was verified.
    pub verified: Option<Verified>,
}

/// How a fact was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verified {
    /// Read in documentation.
    Docs,
    /// Seen in real traffic.
    Live,
    /// Neither: a reasonable guess.
    Assumed,
}

/// A product.
#[derive(Clone, Debug, Hash)]
pub struct Product {
    /// Module and feature name.
    pub name: Name,
    /// What the product is for.
    pub doc: String,
}

/// A base: where resources live and how they speak.
#[derive(Clone, Debug, Hash)]
pub struct Base {
    /// Name in the YAML.
    pub name: Name,
    /// What this base is.
    pub doc: String,
    /// Scheme and host, without a trailing slash.
    pub url: String,
    /// Path prefix such as `/rest`, or empty.
    pub path: String,
    /// Default projection style.
    pub projection: ProjectionStyle,
    /// Value of `X-RestLi-Protocol-Version`.
    pub protocol: String,
    /// The family of dated versions, if requests carry a version header.
    pub versions: Option<FamilyId>,
}

/// How an endpoint wants a projection written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProjectionStyle {
    /// `fields=a,b:(c)`.
    Restli,
    /// `projection=(a,b(c),d~(e))`.
    Decorated,
    /// `fields=a,b`.
    Flat,
    /// Projections are not accepted.
    None,
}

/// A family of dated versions.
#[derive(Clone, Debug, Hash)]
pub struct VersionFamily {
    /// Name in the YAML.
    pub name: Name,
    /// What it versions.
    pub doc: String,
    /// The request header, e.g. `Linkedin-Version`.
    pub header: String,
    /// The version the generated client sends.
    pub pinned: u32,
    /// All known versions in ascending order.
    pub released: Vec<Version>,
}

/// One dated version.
#[derive(Clone, Debug, Hash)]
pub struct Version {
    /// The number on the wire, e.g. 202607.
    pub number: u32,
    /// The announced end, `YYYY-MM-DD`.
    pub sunset: Option<String>,
    /// What changed.
    pub doc: String,
}

/// A permission.
#[derive(Clone, Debug, Hash)]
pub struct Permission {
    /// The scope as sent to the authorization page.
    pub name: Name,
    /// What it allows.
    pub doc: String,
    /// The product to apply for.
    pub product: Option<String>,
    /// How one gets it.
    pub approval: Option<Approval>,
    /// Since when no new grants are made, `YYYY-MM-DD`.
    pub retired: Option<String>,
    /// What to ask for instead.
    pub replaced_by: Vec<PermissionId>,
    /// Evidence.
    pub evidence: Evidence,
}

/// How an app gets a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approval {
    /// Self-serve.
    Open,
    /// A product that must be applied for.
    Review,
    /// Invited partners.
    Private,
    /// No new grants.
    Closed,
}

/// What a caller must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Nothing.
    Public,
    /// One permission.
    One(PermissionId),
    /// Any of these.
    Any(Vec<Need>),
    /// All of these.
    All(Vec<Need>),
}

/// A quota.
#[derive(Clone, Debug, Hash)]
pub struct Quota {
    /// Name in the YAML.
    pub name: Name,
    /// What is counted.
    pub doc: String,
    /// Requests allowed per window.
    pub limit: u64,
    /// Length of the window in seconds.
    pub window_seconds: u64,
    /// Whose counter it is.
    pub scope: QuotaScope,
    /// Evidence.
    pub evidence: Evidence,
}

/// Whose counter a quota is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotaScope {
    /// The application, all members together.
    App,
    /// One member within one application.
    Member,
}

/// A URN type, `urn:li:person`.
#[derive(Clone, Debug, Hash)]
pub struct UrnDef {
    /// The entity type on the wire.
    pub name: Name,
    /// The namespace, `li`.
    pub namespace: String,
    /// What it identifies.
    pub doc: String,
    /// The key parts; empty for a bare URN, one for a simple key, more for a tuple.
    pub key: Vec<UrnPart>,
    /// Evidence.
    pub evidence: Evidence,
}

/// One part of a URN's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UrnPart {
    /// Opaque text.
    Text,
    /// A 64-bit integer.
    Long,
    /// A nested URN: one of these types, any type if empty.
    Urn(Vec<UrnId>),
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// 32-bit signed integer.
    Int,
    /// 64-bit signed integer.
    Long,
    /// 32-bit float.
    Float,
    /// 64-bit float.
    Double,
    /// Boolean.
    Bool,
    /// Text.
    String,
    /// Octets, on the wire one character per byte (`PROTOCOL.md §4`).
    Bytes,
    /// Any JSON value.
    Any,
    /// Any URN.
    Urn,
    /// A URN of one type. (A choice of several is a named type, see [`TypeKind::UrnChoice`].)
    UrnOf(UrnId),
    /// A named type.
    Named(TypeId),
    /// An array.
    Array(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

/// A named type.
#[derive(Clone, Debug, Hash)]
pub struct TypeDef {
    /// The short name as in the YAML (or as the resolver made it, see `synthetic`).
    pub name: Name,
    /// The full name on the wire: union member keys use it.
    pub full_name: String,
    /// The product whose file declares it; `None` for `api.yaml`.
    pub product: Option<ProductId>,
    /// What it is.
    pub doc: String,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// The resolver named an anonymous type after the record and field that hold it.
    pub synthetic: bool,
    /// What kind of type.
    pub kind: TypeKind,
    /// Evidence.
    pub evidence: Evidence,
}

/// The kinds of named types.
#[derive(Clone, Debug, Hash)]
pub enum TypeKind {
    /// A record.
    Record(Record),
    /// An enum.
    Enum(Vec<Symbol>),
    /// A union.
    Union(Union),
    /// Another name for a type.
    Typeref(Type),
    /// A string with an escape set.
    Text(TextFormat),
    /// Exactly this many bytes.
    Fixed(u32),
    /// A URN of one of several types (two or more).
    UrnChoice(Vec<UrnId>),
}

/// A record.
#[derive(Clone, Debug, Hash)]
pub struct Record {
    /// Records whose fields are copied in.
    pub includes: Vec<TypeId>,
    /// All fields, those of includes first.
    pub fields: Vec<Field>,
    /// Undeclared fields are kept.
    pub open: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Hash)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// May be absent and has no default.
    pub optional: bool,
    /// The value when absent.
    pub default: Option<Value>,
    /// What it holds.
    pub doc: String,
    /// What a caller must hold to see or set it.
    pub need: Option<Need>,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// What the URN in it can be expanded to.
    pub decorates: Vec<Decoration>,
    /// How it takes part in projections.
    pub visibility: Visibility,
    /// The include that brought it.
    pub included_from: Option<TypeId>,
    /// Evidence.
    pub evidence: Evidence,
}

/// How a field takes part in projections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Sent even when not named.
    Always,
    /// Sent unless a projection leaves it out.
    #[default]
    Normal,
    /// Sent only when a projection names it.
    OnRequest,
    /// Never sent.
    Hidden,
}

/// What a URN field can be expanded to (`PROTOCOL.md §5.5`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decoration {
    /// The URN type it applies to, if the field allows several.
    pub urn: Option<UrnId>,
    /// The finder of the target, as in `~:playableStreams`.
    pub finder: Option<String>,
    /// The record one gets.
    pub target: TypeId,
    /// One gets a collection (`elements`, `paging`) of the record.
    pub collection: bool,
}

/// A symbol of an enum.
#[derive(Clone, Debug, Hash)]
pub struct Symbol {
    /// Its name.
    pub name: Name,
    /// What it means.
    pub doc: String,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// First version that has it.
    pub since: Option<u32>,
    /// First version that no longer has it.
    pub until: Option<u32>,
}

/// A union.
#[derive(Clone, Debug, Hash)]
pub struct Union {
    /// The members. The name is the alias, or the member's type for a plain union.
    pub members: Vec<Member>,
    /// Has a null member.
    pub null: bool,
}

/// A member of a union.
#[derive(Clone, Debug, Hash)]
pub struct Member {
    /// The key on the wire: alias, full type name or primitive name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What it means.
    pub doc: String,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
}

/// How text of a type must be escaped.
#[derive(Clone, Debug, Hash)]
pub struct TextFormat {
    /// Characters that carry meaning and must be escaped.
    pub reserved: String,
    /// The escape character.
    pub escape: char,
}

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
    /// The record of its entities; `None` for action sets.
    pub entity: Option<TypeId>,
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
}

/// The Rest.li methods (`PROTOCOL.md §2`).
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
#[derive(Clone, Debug, Hash)]
pub struct NamedProjection {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub doc: String,
    /// The projection as written.
    pub select: String,
    /// Where the text stands.
    pub span: Span,
}

/// An entry of the error catalogue.
#[derive(Clone, Debug, Hash)]
pub struct ErrorCode {
    /// The symbolic code, or an HTTP status in digits for what has no code.
    pub name: Name,
    /// The HTTP status.
    pub status: u16,
    /// Older numeric codes that mean the same.
    pub service_error_codes: Vec<i64>,
    /// What happened.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// Evidence.
    pub evidence: Evidence,
}

/// A media rule.
#[derive(Clone, Debug, Hash)]
pub struct MediaRule {
    /// Name in the YAML.
    pub name: Name,
    /// What it is about.
    pub doc: String,
    /// Media types with their file extensions.
    pub formats: Vec<(String, Vec<String>)>,
    /// Smallest size in bytes.
    pub min_bytes: Option<u64>,
    /// Largest size in bytes.
    pub max_bytes: Option<u64>,
    /// Most pixels (width times height).
    pub max_pixels: Option<u64>,
    /// Shortest duration in seconds.
    pub min_seconds: Option<u64>,
    /// Longest duration in seconds.
    pub max_seconds: Option<u64>,
    /// Most pages.
    pub max_pages: Option<u64>,
    /// Evidence.
    pub evidence: Evidence,
}

/// Names of response headers.
#[derive(Clone, Debug, Default, Hash)]
pub struct ResponseHeaders {
    /// Requests left.
    pub quota_remaining: Option<String>,
    /// Seconds until the window ends.
    pub quota_reset: Option<String>,
    /// Headers to quote to support.
    pub request_ids: Vec<String>,
}

/// OAuth 2.0 endpoints and habits.
#[derive(Clone, Debug, Hash)]
pub struct OAuth {
    /// The authorization page.
    pub authorization: String,
    /// The token endpoint.
    pub token: String,
    /// The introspection endpoint.
    pub introspection: Option<String>,
    /// What separates scopes in the authorization URL.
    pub scope_separator: String,
    /// Life of an access token in seconds.
    pub access_token_seconds: u64,
    /// Life of a refresh token in seconds.
    pub refresh_token_seconds: Option<u64>,
    /// Life of an authorization code in seconds.
    pub code_seconds: Option<u64>,
    /// Token responses may lack `token_type`.
    pub token_type_optional: bool,
    /// How long before expiry a user should be told, in seconds.
    pub warn_before_seconds: u64,
    /// Where the facts come from.
    pub evidence: Evidence,
    /// Life of a token for the application itself in seconds.
    pub client_token_seconds: Option<u64>,
    /// How the client identifies itself at the token endpoint.
    pub credentials: Credentials,
}

/// How a client identifies itself at the token endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Credentials {
    /// Id and secret in the form body.
    #[default]
    Form,
    /// HTTP basic authentication.
    Basic,
}
