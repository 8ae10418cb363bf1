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
//! LinkedIn's own: text with mentions, uploads, ad reports, the login. Everything else is generated from the schema, or belongs to the runtime of
//! every Rest.li client, and is re-exported here: a program needs no other crate to name the types of its calls.
//!
//! Each product of the schema is a module and a cargo feature of one name, such as `profile`; `full` is all of them.
//! `profile`, `content` and `social` are on without being asked for. Features that add no product are `login`, `openid`, `sqlite`, `redis`,
//! `axum`, `blocking`, `gzip` and `rustls`.
//!
//! A call of LinkedIn's documentation is found by the name of its resource, finder or action: the search of these pages takes them as they
//! are, such as `adCampaigns`. The front page of a module such as `content` lists its calls with their requests.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "ads_reporting")]
mod ad_report;
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
#[cfg(feature = "webhooks")]
pub mod webhook;

#[cfg(feature = "ads_reporting")]
pub use ad_report::{AdReport, AdRow, AdRows};
#[cfg(feature = "content")]
pub use commentary::Commentary;
#[cfg(any(feature = "content", feature = "ugc"))]
pub use duplicate::duplicate_of;
#[doc(inline)]
pub use linkedin_client::*;
// A list, not all of the runtime: the compiler shortens a path in its messages only where the last name is the only one that is visible.
#[cfg(feature = "redis")]
pub use restli_client::RedisStore;
#[cfg(feature = "sqlite")]
pub use restli_client::SqliteStore;
#[cfg(feature = "blocking")]
#[doc(inline)]
pub use restli_client::blocking;
pub use restli_client::{
    ApiError, ApiInfo, Attempt, Attempts, Base, BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages,
    BatchResult, BatchStatus, BatchUpdatedEntities, Builder, Cache, CallInfo, ComplexKey, Content, Count, Counter, CounterStore, Created,
    CreatedEntity, CreatedItem, DecodeError, DecodeFailure, Decoration, Elements, Error, ErrorInfo, FieldRequirement, FromRuntime,
    Incomplete, IntoKey, IntoList, IntoPairs, IntoTime, IntoUrn, JournalStore, Json, KeyError, KeyedMap, List, LockLost, Map, MediaError,
    MediaRule, MemoryCounters, MissingPermission, NoParams, OAuthInfo, OpenIdInfo, OpenSource, Operation, Page, Pages, Params, Part,
    Passes, Patch, Priority, Problem, Progress, Projection, Queue, QueueError, QueueErrorKind, Quota, QuotaLeft, QuotaPlan, QuotaSpent,
    QuotaState, Quotas, Request, Response, ResponseFuture, Retry, Role, Runtime, Selectable, Source, StopReason, StoreError, StoreFuture,
    StoreLock, Taken, TransportError, TransportKind, Unchecked, UnknownMember, Unread, UpdatedEntity, Upload, UploadError, UploadErrorKind,
    UploadJournal, UploadParts, Uploaded, Version, VersionFamily, VersionNotice, VersionState, style,
};
#[doc(no_inline)]
pub use restli_client::{bytes, http};
#[doc(inline)]
pub use restli_client::{hooks, testing};

// By name as well, since the compiler says which feature is off for names that stand in this file.
// products: begin. `cargo xtask generate` keeps a line per product of the schema here.
#[cfg(feature = "ads")]
pub use linkedin_client::ads;
#[cfg(feature = "ads_reporting")]
pub use linkedin_client::ads_reporting;
#[cfg(feature = "audiences")]
pub use linkedin_client::audiences;
#[cfg(feature = "content")]
pub use linkedin_client::content;
#[cfg(feature = "conversions")]
pub use linkedin_client::conversions;
#[cfg(feature = "developer_applications")]
pub use linkedin_client::developer_applications;
#[cfg(feature = "dma_pages")]
pub use linkedin_client::dma_pages;
#[cfg(feature = "events")]
pub use linkedin_client::events;
#[cfg(feature = "jobs")]
pub use linkedin_client::jobs;
#[cfg(feature = "leads")]
pub use linkedin_client::leads;
#[cfg(feature = "live_video")]
pub use linkedin_client::live_video;
#[cfg(feature = "media_planning")]
pub use linkedin_client::media_planning;
#[cfg(feature = "member_analytics")]
pub use linkedin_client::member_analytics;
#[cfg(feature = "messaging")]
pub use linkedin_client::messaging;
#[cfg(feature = "organization_statistics")]
pub use linkedin_client::organization_statistics;
#[cfg(feature = "organizations")]
pub use linkedin_client::organizations;
#[cfg(feature = "portability")]
pub use linkedin_client::portability;
#[cfg(feature = "profile")]
pub use linkedin_client::profile;
#[cfg(feature = "recruiter_sync")]
pub use linkedin_client::recruiter_sync;
#[cfg(feature = "social")]
pub use linkedin_client::social;
#[cfg(feature = "standardized_data")]
pub use linkedin_client::standardized_data;
#[cfg(feature = "ugc")]
pub use linkedin_client::ugc;
#[cfg(feature = "verification")]
pub use linkedin_client::verification;
#[cfg(feature = "webhooks")]
pub use linkedin_client::webhooks;
// products: end

/// Compiles the code blocks of the README and of the guides as doctests.
#[cfg(all(doctest, feature = "full", feature = "login"))]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;

    #[doc = include_str!("../../../docs/guide-today.md")]
    struct Guide;

    #[doc = include_str!("../../../docs/posts.md")]
    struct Posts;

    #[doc = include_str!("../../../docs/ad-reports.md")]
    struct AdReports;

    #[doc = include_str!("../../../docs/uploads.md")]
    struct Uploads;

    #[doc = include_str!("../../../docs/web-login.md")]
    struct WebLogin;

    #[cfg(feature = "sqlite")]
    #[doc = include_str!("../../../docs/stores.md")]
    struct Stores;

    #[doc = include_str!("../../../docs/projections.md")]
    struct Projections;

    #[doc = include_str!("../../../docs/observing.md")]
    struct Observing;

    #[doc = include_str!("../../../docs/reading.md")]
    struct Reading;

    #[doc = include_str!("../../../docs/reliability.md")]
    struct Reliability;

    #[doc = include_str!("../../../docs/testing.md")]
    struct Testing;

    #[doc = include_str!("../../../docs/quotas.md")]
    struct Quotas;

    #[doc = include_str!("../../../docs/sandbox.md")]
    struct Sandbox;

    #[cfg(all(feature = "axum", feature = "sqlite"))]
    #[doc = include_str!("../../../docs/webhooks.md")]
    struct Webhooks;
}
