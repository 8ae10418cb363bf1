//! Rules that calls obey: bases, versions, permissions, quotas, errors, media rules, OAuth.

use restli_core::Sunset;
use restli_core::permission::{Approval, RequirementTree};
use restli_core::quota::{QuotaScope, WindowStart};
use restli_core::recovery::Passes;
use restli_core::token::TokenFault;

use super::common::{Evidence, Extensions, FamilyId, Name, PermissionId, UrnId};
use super::situation::Situation;

/// A base: host, path prefix and protocol conventions that many resources share.
#[derive(Clone, Debug, Hash)]
pub struct Base {
    /// Name in the YAML.
    pub name: Name,
    /// The documentation.
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

/// The syntax in which an endpoint accepts projections.
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
    /// The documentation.
    pub doc: String,
    /// The request header, e.g. `Linkedin-Version`.
    pub header: String,
    /// The version the generated client sends.
    pub pinned: u32,
    /// All known versions in ascending order.
    pub released: Vec<Version>,
}

impl VersionFamily {
    /// The text of a version in the header.
    #[must_use]
    pub fn text(&self, number: u32) -> String {
        self.released.iter().find(|version| version.number == number).map_or_else(|| number.to_string(), Version::text)
    }
}

/// One dated version.
#[derive(Clone, Debug, Hash)]
pub struct Version {
    /// The number, e.g. 202607, by which versions are compared.
    pub number: u32,
    /// The digits that follow the number in the header, after a dot.
    pub revision: Option<String>,
    /// The announced end.
    pub sunset: Option<Sunset>,
    /// The changes in this version.
    pub doc: String,
    /// The evidence for the version and its end.
    pub evidence: Evidence,
}

impl Version {
    /// The text of the version in the header: `202510` or `202510.03`.
    #[must_use]
    pub fn text(&self) -> String {
        self.revision.as_ref().map_or_else(|| self.number.to_string(), |revision| format!("{}.{revision}", self.number))
    }
}

/// A permission.
#[derive(Clone, Debug, Hash)]
pub struct Permission {
    /// The scope as sent to the authorization endpoint.
    pub name: Name,
    /// The documentation: the calls that the permission allows.
    pub doc: String,
    /// The product that an app applies for to get the permission.
    pub product: Option<String>,
    /// The way in which an app gets the permission.
    pub approval: Option<Approval>,
    /// The date since which no new grants are made, `YYYY-MM-DD`.
    pub retired: Option<String>,
    /// The permissions to ask for instead.
    pub replaced_by: Vec<PermissionId>,
    /// The URN types that a caller with the permission may act as; empty for any type.
    pub acts_as: Vec<UrnId>,
    /// The permissions that an app cannot hold together with this one.
    pub not_with: Option<Conflict>,
    /// The evidence for the permission.
    pub evidence: Evidence,
}

/// Permissions that an app cannot hold together with another one.
#[derive(Clone, Debug, Hash)]
pub struct Conflict {
    /// The excluded permissions.
    pub scopes: Vec<PermissionId>,
    /// The reason of the conflict.
    pub reason: String,
}

/// The permissions that a call or a field requires.
pub type Requirement<S = PermissionId> = RequirementTree<S>;

/// A role of a member, which some calls need besides a permission.
#[derive(Clone, Debug, Hash)]
pub struct Role {
    /// The role on the wire.
    pub name: Name,
    /// The documentation: the actions that the role allows.
    pub doc: String,
    /// The URN types of the entities in which a member has the role.
    pub within: Vec<UrnId>,
    /// The evidence for the role.
    pub evidence: Evidence,
}

/// A quota.
#[derive(Clone, Debug, Hash)]
pub struct Quota {
    /// Name in the YAML.
    pub name: Name,
    /// The documentation.
    pub doc: String,
    /// Requests allowed per window.
    pub limit: u64,
    /// Length of the window in seconds.
    pub window_seconds: u64,
    /// The beginning of a window.
    pub starts: WindowStart,
    /// The party whose calls are counted together.
    pub scope: QuotaScope,
    /// The evidence for the quota.
    pub evidence: Evidence,
}

/// An entry of the error catalogue.
#[derive(Clone, Debug, Hash)]
pub struct ErrorCode {
    /// The symbolic code; the HTTP status in digits for an error without a code.
    pub name: Name,
    /// The HTTP status.
    pub status: u16,
    /// Older numeric codes of the same error.
    pub service_error_codes: Vec<i64>,
    /// Words of the message, in lower case, that identify the error if its code is missing or shared.
    pub messages: Vec<String>,
    /// The fault of the access token, if the error is about it.
    pub token: Option<TokenFault>,
    /// The cause.
    pub cause: String,
    /// The remedy.
    pub remedy: String,
    /// The situations in which a server answers with the error, see [`Api::error_when`](super::Api::error_when).
    pub when: Vec<Situation>,
    /// The way in which the error passes by itself; `None` if its status says it.
    pub passes: Option<Passes>,
    /// The evidence for the entry.
    pub evidence: Evidence,
    /// Extensions, kept for other tools.
    pub extensions: Extensions,
}

/// A media rule.
#[derive(Clone, Debug, Hash)]
pub struct MediaRule {
    /// Name in the YAML.
    pub name: Name,
    /// The documentation.
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
    /// The evidence for the rule.
    pub evidence: Evidence,
}

/// Limits on the addresses of requests, in bytes.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct AddressLimits {
    /// The most of a query.
    pub query: Option<u32>,
    /// The most of one part of a path.
    pub segment: Option<u32>,
    /// The most of a whole address.
    pub whole: Option<u32>,
    /// The most of an address and all headers.
    pub head: Option<u32>,
}

/// Names of response headers.
#[derive(Clone, Debug, Default, Hash)]
pub struct ResponseHeaders {
    /// Header with the number of requests left.
    pub quota_remaining: Option<String>,
    /// Header with the seconds until the window ends.
    pub quota_reset: Option<String>,
    /// Headers with ids to quote to support.
    pub request_ids: Vec<String>,
    /// Headers that carry the key of a created entity if `X-RestLi-Id` does not.
    pub created_ids: Vec<String>,
}

/// The check of ID tokens (OpenID Connect).
#[derive(Clone, Debug, Hash)]
pub struct OpenId {
    /// The issuers whose ID tokens are accepted.
    pub issuers: Vec<String>,
    /// The address of the keys that sign ID tokens.
    pub jwks: String,
}

/// OAuth 2.0 endpoints, token lifetimes and client authentication.
#[derive(Clone, Debug, Hash)]
pub struct OAuth {
    /// The authorization endpoint.
    pub authorization: String,
    /// The authorization endpoint of apps without a secret, if it is another.
    pub native_authorization: Option<String>,
    /// The token endpoint.
    pub token: String,
    /// The introspection endpoint.
    pub introspection: Option<String>,
    /// The check of ID tokens, if the API has OpenID Connect.
    pub openid: Option<OpenId>,
    /// The separator of scopes in the authorization URL.
    pub scope_separator: String,
    /// Lifetime of an access token in seconds.
    pub access_token_seconds: u64,
    /// Lifetime of a refresh token in seconds.
    pub refresh_token_seconds: Option<u64>,
    /// Lifetime of an authorization code in seconds.
    pub code_seconds: Option<u64>,
    /// Token responses may lack `token_type`.
    pub token_type_optional: bool,
    /// The time before expiry at which to warn the user, in seconds.
    pub warn_before_seconds: u64,
    /// The time after its issue in which a token may not be known to every server, in seconds.
    pub settle_seconds: Option<u64>,
    /// The evidence for the OAuth facts.
    pub evidence: Evidence,
    /// Lifetime of a token of the client credentials grant in seconds.
    pub client_token_seconds: Option<u64>,
    /// The client authentication method of the token endpoint.
    pub credentials: Credentials,
}

/// The client authentication method of the token endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Credentials {
    /// Id and secret in the form body.
    #[default]
    Form,
    /// HTTP basic authentication.
    Basic,
}
