//! The front door to LinkedIn's API.
//!
//! [`Client`] has a function for each resource, [`projection!`] asks for exactly the fields you want, and the modules below hold what is
//! LinkedIn's own: text with mentions, uploads, the login. Everything else is generated from the schema and re-exported here.
//!
//! Each product of the schema is a module and a cargo feature of one name, such as `profile`; `full` is all of them, and
//! the manifest's `default` says which are on without being asked for.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "content")]
pub mod commentary;
pub mod core;
#[cfg(feature = "profile")]
pub mod member;
pub mod oauth;
#[cfg(any(feature = "content", feature = "ugc"))]
pub mod upload;

#[cfg(feature = "content")]
pub use commentary::Commentary;
// The modules of products among them, each as its feature says.
#[doc(inline)]
pub use linkedin_client::*;
pub use restli_client::core::projection::{Decoration, Projection};
pub use restli_client::core::{Json, Map};
pub use restli_client::{
    ApiError, BatchCreated, BatchPages, BatchResult, BatchStatus, Builder, Created, CreatedEntity, Error, KeyError, MissingPermission,
    NoParams, Page, Request, Response, Runtime, Unchecked, bytes, http, style,
};

/// Compiles the code blocks of the README and of the guides as doctests.
#[cfg(all(doctest, feature = "full"))]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;

    #[doc = include_str!("../../../docs/guide-today.md")]
    struct Guide;

    #[doc = include_str!("../../../docs/projections.md")]
    struct Projections;
}
