//! The front door to LinkedIn's API.
//!
//! [`Client`] has a function for each resource, [`projection!`] asks for exactly the fields you want, and the modules below hold what is
//! LinkedIn's own: text with mentions, uploads, the login. Everything else is generated from the schema and re-exported here.
//!
//! Each product is a module and a cargo feature: `profile`, `content`, `ugc`, `organizations`. All are on by default.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "content")]
pub mod commentary;
pub mod core;
#[cfg(any(feature = "content", feature = "ugc"))]
mod duplicate;
#[cfg(feature = "profile")]
pub mod member;
pub mod oauth;
#[cfg(any(feature = "content", feature = "ugc"))]
pub mod upload;

#[cfg(feature = "content")]
pub use commentary::Commentary;
#[cfg(any(feature = "content", feature = "ugc"))]
pub use duplicate::duplicate_of;
#[cfg(feature = "content")]
pub use linkedin_client::content;
#[cfg(feature = "organizations")]
pub use linkedin_client::organizations;
#[cfg(feature = "profile")]
pub use linkedin_client::profile;
#[cfg(feature = "ugc")]
pub use linkedin_client::ugc;
pub use linkedin_client::{Client, api, permits, projection, scopes, types, urns};
pub use restli_client::core::projection::{Decoration, Projection};
pub use restli_client::core::{Json, Map};
pub use restli_client::{
    ApiError, BatchCreated, BatchPages, BatchResult, BatchStatus, Builder, Created, CreatedEntity, Error, KeyError, MissingPermission,
    NoParams, Page, Request, Response, Runtime, Unchecked, bytes, http, style,
};

/// Compiles the code blocks of the README and of the guides as doctests.
#[cfg(all(doctest, feature = "content", feature = "organizations", feature = "profile", feature = "ugc"))]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;

    #[doc = include_str!("../../../docs/guide-today.md")]
    struct Guide;

    #[doc = include_str!("../../../docs/projections.md")]
    struct Projections;
}
