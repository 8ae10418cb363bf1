//! The front door to LinkedIn's API.
//!
//! ```no_run
//! use linkedin::Client;
//! use linkedin::content::{LittleText, NewPost};
//! use linkedin::urns::PersonUrn;
//!
//! # #[cfg(all(feature = "content", feature = "profile"))]
//! async fn first_post(token: String) -> Result<(), linkedin::Error> {
//!     let client = Client::builder().token(token).build()?;
//!     let me = client.userinfo().get().await?;
//!     let post = NewPost::new(PersonUrn::new(me.sub), LittleText::escaped("Release 1.2 (beta)"));
//!     println!("{:?}", client.posts().create(&post).await?.id);
//!     Ok(())
//! }
//! ```
//!
//! [`Client`] has a function for each resource, [`projection!`] asks for exactly the fields you want, and the modules below hold what is
//! LinkedIn's own: text with mentions, uploads, the login. Everything else is generated from the schema, or belongs to the runtime of
//! every Rest.li client, and is re-exported here: a program needs no other crate to name the types of its calls.
//!
//! Each product of the schema is a module and a cargo feature of one name, such as `profile`; `full` is all of them.
//! `profile`, `content` and `social` are on without being asked for.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "content")]
pub mod commentary;
pub mod core;
#[cfg(any(feature = "content", feature = "ugc"))]
mod duplicate;
#[cfg(feature = "profile")]
pub mod member;
#[cfg(feature = "login")]
pub mod oauth;
#[cfg(any(feature = "content", feature = "ugc"))]
pub mod upload;

#[cfg(feature = "content")]
pub use commentary::Commentary;
#[cfg(any(feature = "content", feature = "ugc"))]
pub use duplicate::duplicate_of;
// The modules of products among them, each as its feature says.
#[doc(inline)]
pub use linkedin_client::*;
// A list, not all of the runtime: the compiler shortens a path in its messages only where the last name is the only one that is visible.
pub use restli_client::{
    ApiError, ApiInfo, Base, BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus,
    BatchUpdatedEntities, Builder, CallInfo, ComplexKey, Content, Created, CreatedEntity, CreatedItem, DecodeError, DecodeFailure,
    Decoration, Elements, Error, ErrorInfo, FieldRequirement, FromRuntime, Incomplete, IntoUrn, Json, KeyError, KeyedMap, Map, MediaError,
    MediaRule, MissingPermission, NoParams, OAuthInfo, Operation, Page, Pages, Params, Patch, Problem, Projection, Quota, QuotaLeft,
    Request, Response, ResponseFuture, Role, Runtime, Selectable, TransportError, TransportKind, Unchecked, UnknownMember, Unread,
    UpdatedEntity, Upload, Uploaded, Version, VersionFamily, VersionNotice, VersionState, style,
};
#[doc(no_inline)]
pub use restli_client::{bytes, http};

/// Compiles the code blocks of the README and of the guides as doctests.
#[cfg(all(doctest, feature = "full", feature = "login"))]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;

    #[doc = include_str!("../../../docs/guide-today.md")]
    struct Guide;

    #[doc = include_str!("../../../docs/web-login.md")]
    struct WebLogin;

    #[doc = include_str!("../../../docs/projections.md")]
    struct Projections;
}
