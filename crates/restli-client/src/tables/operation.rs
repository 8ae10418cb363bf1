//! Operations: the static description of methods.

use restli_core::ResourceMethod;

use super::access::{Quota, Requirement};
use super::api::Base;
use super::media::MediaRule;
use super::projection_style::ProjectionStyle;

/// The paging of a method.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Paging {
    /// The schema defines no paging.
    None,
    /// `start` and `count`.
    StartCount {
        /// The server's page size when `count` is left out.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
    /// A token from the previous page.
    Token {
        /// The parameter that carries the token.
        token_param: &'static str,
        /// The parameter that carries the page size.
        size_param: &'static str,
        /// The field of `metadata` that holds the next token.
        token_field: &'static str,
        /// The server's page size when the size parameter is left out.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
}

/// A method that answers to the same request in other versions.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OtherVersion {
    /// The stable name: `content.posts.find_by_author`.
    pub id: &'static str,
    /// The first version that has the method.
    pub since: Option<u32>,
    /// The first version that no longer has the method.
    pub until: Option<u32>,
}

impl OtherVersion {
    /// A method with the versions that have it.
    #[must_use]
    pub const fn new(id: &'static str, since: Option<u32>, until: Option<u32>) -> Self {
        Self { id, since, until }
    }
}

/// The static description of one method of one resource.
#[derive(Clone, Copy)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "these facts do not depend on each other")]
pub struct Operation {
    /// A stable name: `content.posts.find_by_author`.
    pub id: &'static str,
    /// The Rest.li method.
    pub method: ResourceMethod,
    /// The base of the resource.
    pub base: &'static Base,
    /// The path below the base, keys as `{name}`.
    pub path: &'static str,
    /// The name of a finder, batch finder or action.
    pub name: Option<&'static str>,
    /// The permissions that a call requires.
    pub permissions: Requirement<'static>,
    /// The parameter or field whose URN the caller acts as: a path from a parameter or the entity that is sent, as in `request.owner`.
    pub actor: Option<&'static str>,
    /// The roles of which the member needs one in each entity that has such roles and that a call is about.
    pub roles: &'static [&'static str],
    /// The quotas that a call consumes.
    pub quotas: &'static [&'static Quota],
    /// The notation of projections.
    pub projection: ProjectionStyle,
    /// `true` if the service refuses a call without a projection.
    pub projection_required: bool,
    /// The paging.
    pub paging: Paging,
    /// The first version that has the method.
    pub since: Option<u32>,
    /// The first version that no longer has the method.
    pub until: Option<u32>,
    /// The methods that answer to the same request in other versions.
    pub other_versions: &'static [OtherVersion],
    /// The date from which the method should not be used.
    pub retired: Option<&'static str>,
    /// The method to use instead.
    pub replaced_by: Option<&'static str>,
    /// `true` if the response to a create or partial update holds the entity.
    pub returns_entity: bool,
    /// `true` if a page has metadata beside its elements.
    pub metadata: bool,
    /// `true` if entities are bytes of any media type (`docs/protocol.md §11`).
    pub unstructured: bool,
    /// `true` if a call may be sent twice: by its method, or since the schema says that it only reads or changes nothing the second time.
    pub repeatable: bool,
    /// The operation that shows what a create has made: `content.posts.find_by_author`.
    pub look: Option<&'static str>,
    /// The rule for bytes sent to the upload URL in the response.
    pub media: Option<&'static MediaRule>,
    /// The largest number of keys or entities in one request.
    pub max_batch: Option<u32>,
}

debug_by_name!(Operation, id);

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
            actor: None,
            roles: &[],
            quotas: &[],
            projection: base.projection,
            projection_required: false,
            paging: Paging::None,
            since: None,
            until: None,
            other_versions: &[],
            retired: None,
            replaced_by: None,
            returns_entity: false,
            metadata: false,
            unstructured: false,
            repeatable: method.is_idempotent(),
            look: None,
            media: None,
            max_batch: None,
        }
    }

    setter!(with_name, name: Some(&'static str));
    setter!(with_permissions, permissions: Requirement<'static>);
    setter!(with_actor, actor: Some(&'static str));
    setter!(with_roles, roles: &'static [&'static str]);
    setter!(with_quotas, quotas: &'static [&'static Quota]);
    setter!(with_projection, projection: ProjectionStyle);
    setter!(with_projection_required, projection_required: true);
    setter!(with_paging, paging: Paging);
    setter!(with_since, since: Some(u32));
    setter!(with_until, until: Some(u32));
    setter!(with_other_versions, other_versions: &'static [OtherVersion]);
    setter!(with_retired, retired: Some(&'static str));
    setter!(with_replaced_by, replaced_by: Some(&'static str));
    setter!(with_returns_entity, returns_entity: true);
    setter!(with_metadata, metadata: true);
    setter!(with_unstructured, unstructured: true);
    setter!(with_repeatable, repeatable: true);
    setter!(with_look, look: Some(&'static str));
    setter!(with_media, media: Some(&'static MediaRule));
    setter!(with_max_batch, max_batch: Some(u32));

    /// Returns `true` if sending a call again does no harm.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        self.repeatable
    }
}
