//! Tables of the API: bases, versions, permissions, quotas, media rules, errors, OAuth, URN types.
//!
//! Schema facts that need no change are borrowed; names and texts are made by the plan.

use restli_schema::api::{Base, ErrorCode, MediaRule, OAuth, Permission, Quota, ResponseHeaders, Role, VersionFamily};

/// Tables of `api.rs`.
#[derive(Debug)]
pub struct Tables<'a> {
    /// Bases.
    pub bases: Vec<BasePlan<'a>>,
    /// Families of dated versions.
    pub families: Vec<FamilyPlan<'a>>,
    /// Permissions.
    pub permissions: Vec<PermissionPlan<'a>>,
    /// Roles.
    pub roles: Vec<RolePlan<'a>>,
    /// Quotas.
    pub quotas: Vec<QuotaPlan<'a>>,
    /// Media rules.
    pub media: Vec<MediaPlan<'a>>,
    /// The error catalogue.
    pub errors: &'a [ErrorCode],
    /// Statuses after which a call is sent again, where they are not those that every API has.
    pub retry_statuses: Option<&'a [u16]>,
    /// OAuth endpoints.
    pub oauth: Option<&'a OAuth>,
    /// Names of response headers.
    pub headers: &'a ResponseHeaders,
    /// Hosts that uploads may go to.
    pub upload_hosts: &'a [String],
}

/// A constant in a module of `api.rs`.
#[derive(Debug)]
pub struct Constant<'a, T> {
    /// Name of the constant.
    pub ident: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// The entry of the schema.
    pub entry: &'a T,
}

/// A family of dated versions.
pub type FamilyPlan<'a> = Constant<'a, VersionFamily>;

/// A quota.
pub type QuotaPlan<'a> = Constant<'a, Quota>;

/// A media rule.
pub type MediaPlan<'a> = Constant<'a, MediaRule>;

/// A base.
#[derive(Debug)]
pub struct BasePlan<'a> {
    /// The constant.
    pub constant: Constant<'a, Base>,
    /// Constant of its version family.
    pub family: Option<String>,
    /// Compiler note on the projections that calls below the base accept.
    pub projections: String,
}

/// A permission.
#[derive(Debug)]
pub struct PermissionPlan<'a> {
    /// The constant.
    pub constant: Constant<'a, Permission>,
    /// Scopes that replace a retired one.
    pub replaced_by: Vec<&'a str>,
    /// Entity types of the URNs that a caller with the permission may act as.
    pub acts_as: Vec<&'a str>,
    /// Scopes that an app cannot hold together with this one, and the reason.
    pub not_with: Option<(Vec<&'a str>, &'a str)>,
}

/// A role.
#[derive(Debug)]
pub struct RolePlan<'a> {
    /// The constant.
    pub constant: Constant<'a, Role>,
    /// Entity types of the URNs of the entities in which a member has the role.
    pub within: Vec<&'a str>,
}

/// A URN type.
#[derive(Debug)]
pub struct UrnPlan {
    /// Name of the type, e.g. `PersonUrn`.
    pub ident: String,
    /// Name of the marker type in `urns::kinds`, e.g. `Person`.
    pub kind: String,
    /// Paragraphs of documentation.
    pub docs: Vec<String>,
    /// Namespace on the wire.
    pub namespace: String,
    /// Entity type on the wire.
    pub entity: String,
    /// Parts of the key.
    pub key: Vec<UrnKey>,
    /// The most characters of a whole URN.
    pub longest: Option<u32>,
}

/// A part of a URN's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrnKey {
    /// Text.
    Text,
    /// A 64-bit integer.
    Long,
    /// Any URN.
    Urn,
    /// A URN of one type, by the name of the type.
    UrnOf(String),
}
