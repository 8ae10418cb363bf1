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
    /// No paging in the schema.
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
        /// The server's page size when it is left out.
        default: Option<u32>,
        /// The largest page.
        max: Option<u32>,
    },
}

/// The static description of one method of one resource.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
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
    /// The quotas that a call consumes.
    pub quotas: &'static [&'static Quota],
    /// The notation of projections.
    pub projection: ProjectionStyle,
    /// The paging.
    pub paging: Paging,
    /// The first version that has the method.
    pub since: Option<u32>,
    /// The first version that no longer has the method.
    pub until: Option<u32>,
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
    /// The rule for bytes sent to the upload URL in the response.
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

    /// Sets [`name`](Self::name).
    #[must_use]
    pub const fn with_name(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Sets [`permissions`](Self::permissions).
    #[must_use]
    pub const fn with_permissions(self, permissions: Requirement<'static>) -> Self {
        Self { permissions, ..self }
    }

    /// Sets [`quotas`](Self::quotas).
    #[must_use]
    pub const fn with_quotas(self, quotas: &'static [&'static Quota]) -> Self {
        Self { quotas, ..self }
    }

    /// Sets [`projection`](Self::projection).
    #[must_use]
    pub const fn with_projection(self, projection: ProjectionStyle) -> Self {
        Self { projection, ..self }
    }

    /// Sets [`paging`](Self::paging).
    #[must_use]
    pub const fn with_paging(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// Sets [`since`](Self::since).
    #[must_use]
    pub const fn with_since(self, since: u32) -> Self {
        Self { since: Some(since), ..self }
    }

    /// Sets [`until`](Self::until).
    #[must_use]
    pub const fn with_until(self, until: u32) -> Self {
        Self { until: Some(until), ..self }
    }

    /// Sets [`retired`](Self::retired).
    #[must_use]
    pub const fn with_retired(self, retired: &'static str) -> Self {
        Self { retired: Some(retired), ..self }
    }

    /// Sets [`replaced_by`](Self::replaced_by).
    #[must_use]
    pub const fn with_replaced_by(self, replaced_by: &'static str) -> Self {
        Self { replaced_by: Some(replaced_by), ..self }
    }

    /// Sets [`returns_entity`](Self::returns_entity).
    #[must_use]
    pub const fn with_returns_entity(self) -> Self {
        Self { returns_entity: true, ..self }
    }

    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub const fn with_metadata(self) -> Self {
        Self { metadata: true, ..self }
    }

    /// Sets [`unstructured`](Self::unstructured).
    #[must_use]
    pub const fn with_unstructured(self) -> Self {
        Self { unstructured: true, ..self }
    }

    /// Sets [`media`](Self::media).
    #[must_use]
    pub const fn with_media(self, media: &'static MediaRule) -> Self {
        Self { media: Some(media), ..self }
    }

    /// Sets [`max_batch`](Self::max_batch).
    #[must_use]
    pub const fn with_max_batch(self, max_batch: u32) -> Self {
        Self { max_batch: Some(max_batch), ..self }
    }

    /// Returns `true` if sending a call again does no harm.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        self.method.is_idempotent()
    }
}
