//! The static tables in which a generated crate describes its API.
//!
//! Everything here is plain data that a `static` can hold. The runtime reads it; nothing else knows the API.

use restli_core::ResourceMethod;
pub use restli_core::permission::{Approval, Requirement};
pub use restli_core::quota::QuotaScope;

/// Everything the runtime must know about an API.
#[derive(Clone, Copy, Debug)]
pub struct ApiInfo {
    /// Name of the API.
    pub name: &'static str,
    /// Where resources live.
    pub bases: &'static [&'static Base],
    /// All permissions.
    pub permissions: &'static [&'static Permission],
    /// The error catalogue.
    pub errors: &'static [ErrorInfo],
    /// The response header that tells how many requests are left.
    pub quota_remaining_header: Option<&'static str>,
    /// The response header that tells in how many seconds the quota starts anew.
    pub quota_reset_header: Option<&'static str>,
    /// Response headers whose values support asks for.
    pub request_id_headers: &'static [&'static str],
    /// OAuth 2.0 endpoints and habits, if the API has them.
    pub oauth: Option<&'static OAuthInfo>,
    /// Hosts that uploads may go to; a leading dot means the domain and every subdomain.
    pub upload_hosts: &'static [&'static str],
}

impl ApiInfo {
    /// The permission of that name.
    #[must_use]
    pub fn permission(&self, scope: &str) -> Option<&'static Permission> {
        self.permissions.iter().copied().find(|permission| permission.scope == scope)
    }

    /// The version families of all bases, each once.
    pub(crate) fn families(&self) -> Vec<&'static VersionFamily> {
        let mut found: Vec<&'static VersionFamily> = Vec::new();
        for family in self.bases.iter().filter_map(|base| base.versions) {
            if found.iter().all(|known| known.name != family.name) {
                found.push(family);
            }
        }
        found
    }
}

/// Where resources live and how they speak.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// Name in the schema.
    pub name: &'static str,
    /// Scheme and host, without a slash at the end.
    pub url: &'static str,
    /// Path prefix such as `/rest`, or empty.
    pub path: &'static str,
    /// Value of `X-RestLi-Protocol-Version`.
    pub protocol: &'static str,
    /// The projection style of methods that do not say otherwise.
    pub projection: ProjectionStyle,
    /// The family of dated versions, if requests carry a version header.
    pub versions: Option<&'static VersionFamily>,
}

/// A family of dated versions, pinned together.
#[derive(Clone, Copy, Debug)]
pub struct VersionFamily {
    /// Name in the schema.
    pub name: &'static str,
    /// The request header.
    pub header: &'static str,
    /// The version sent unless the builder says otherwise.
    pub pinned: u32,
    /// Known versions in ascending order.
    pub released: &'static [Version],
}

/// One dated version.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// The number on the wire.
    pub number: u32,
    /// The announced end, `YYYY-MM-DD`.
    pub sunset: Option<&'static str>,
}

/// A permission (an OAuth scope).
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    /// The scope on the wire.
    pub scope: &'static str,
    /// What it allows.
    pub doc: &'static str,
    /// The product to apply for.
    pub product: Option<&'static str>,
    /// How an app gets it.
    pub approval: Option<Approval>,
    /// Since when no new grants are made, `YYYY-MM-DD`.
    pub retired: Option<&'static str>,
    /// What to ask for instead.
    pub replaced_by: &'static [&'static str],
}

impl AsRef<str> for Permission {
    fn as_ref(&self) -> &str {
        self.scope
    }
}

/// A quota.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    /// Name in the schema.
    pub name: &'static str,
    /// Requests allowed per window.
    pub limit: u64,
    /// Length of the window in seconds.
    pub window_seconds: u64,
    /// Whose counter it is.
    pub scope: QuotaScope,
}

/// What an upload must satisfy.
#[derive(Clone, Copy, Debug)]
pub struct MediaRule {
    /// Name in the schema.
    pub name: &'static str,
    /// Media types with their file name extensions.
    pub formats: &'static [(&'static str, &'static [&'static str])],
    /// The smallest size.
    pub min_bytes: Option<u64>,
    /// The largest size.
    pub max_bytes: Option<u64>,
    /// The largest product of width and height.
    pub max_pixels: Option<u64>,
    /// The shortest duration.
    pub min_seconds: Option<u64>,
    /// The longest duration.
    pub max_seconds: Option<u64>,
    /// The largest number of pages.
    pub max_pages: Option<u64>,
}

/// One entry of the error catalogue.
#[derive(Clone, Copy, Debug)]
pub struct ErrorInfo {
    /// The symbolic code, or an HTTP status in digits for what has no code.
    pub code: &'static str,
    /// The HTTP status it comes with.
    pub status: u16,
    /// Older numbers with the same meaning.
    pub service_error_codes: &'static [i64],
    /// Why it happens.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// OAuth 2.0 endpoints and habits.
#[derive(Clone, Copy, Debug)]
pub struct OAuthInfo {
    /// The authorization page.
    pub authorization: &'static str,
    /// The token endpoint.
    pub token: &'static str,
    /// The introspection endpoint.
    pub introspection: Option<&'static str>,
    /// What separates scopes in the authorization URL.
    pub scope_separator: &'static str,
    /// Life of an access token.
    pub access_token_seconds: u64,
    /// Life of a refresh token.
    pub refresh_token_seconds: Option<u64>,
    /// Life of an authorization code.
    pub code_seconds: Option<u64>,
    /// Token answers may lack `token_type`.
    pub token_type_optional: bool,
    /// How long before its end a token should be renewed.
    pub warn_before_seconds: u64,
}

/// How a method pages.
#[derive(Clone, Copy, Debug)]
pub enum Paging {
    /// The schema does not say.
    None,
    /// `start` and `count`.
    StartCount {
        /// The server's page size when `count` is left out.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
    /// A token taken from the page before.
    Token {
        /// The parameter that carries the token.
        token_param: &'static str,
        /// The parameter that carries the page size.
        size_param: &'static str,
        /// The field of `metadata` that holds the next token.
        token_field: &'static str,
        /// The server's page size when it is left out.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
}

/// How an endpoint wants a projection written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectionStyle {
    /// `fields=a,b:(c)` (`docs/protocol.md §5.1`).
    Restli,
    /// `projection=(a,b(c),d~(e))` (`docs/protocol.md §5.5`).
    Decorated,
    /// `fields=a,b`.
    Flat,
    /// Projections are not accepted.
    None,
}

/// The static description of one method of one resource.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// A stable name: `content.posts.find_by_author`.
    pub id: &'static str,
    /// The Rest.li method.
    pub method: ResourceMethod,
    /// Where it lives.
    pub base: &'static Base,
    /// The path below the base, keys as `{name}`.
    pub path: &'static str,
    /// The name of a finder, batch finder or action.
    pub name: Option<&'static str>,
    /// The permissions that a call requires.
    pub permissions: Requirement<'static>,
    /// What a call counts against.
    pub quotas: &'static [&'static Quota],
    /// How a projection is written.
    pub projection: ProjectionStyle,
    /// How it pages.
    pub paging: Paging,
    /// The first version that has it.
    pub since: Option<u32>,
    /// The first version that no longer has it.
    pub until: Option<u32>,
    /// Since when it should not be used.
    pub retired: Option<&'static str>,
    /// What to use instead.
    pub replaced_by: Option<&'static str>,
    /// The answer to a create or partial update holds the entity.
    pub returns_entity: bool,
    /// Metadata of a type of its own stands beside the elements.
    pub metadata: bool,
    /// Its entities are bytes of any kind (`docs/protocol.md §11`).
    pub unstructured: bool,
    /// What bytes sent to the upload URL of its answer must satisfy.
    pub media: Option<&'static MediaRule>,
    /// The largest number of keys or entities in one request.
    pub max_batch: Option<u32>,
}

impl Operation {
    /// An operation without further rules.
    #[must_use]
    pub const fn new(id: &'static str, method: ResourceMethod, base: &'static Base, path: &'static str) -> Self {
        Self {
            id,
            method,
            base,
            path,
            name: None,
            permissions: Requirement::Public,
            quotas: &[],
            projection: base.projection,
            paging: Paging::None,
            since: None,
            until: None,
            retired: None,
            replaced_by: None,
            returns_entity: false,
            metadata: false,
            unstructured: false,
            media: None,
            max_batch: None,
        }
    }
    /// Returns `true` if sending a call again does no harm.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        self.method.is_idempotent()
    }
}
