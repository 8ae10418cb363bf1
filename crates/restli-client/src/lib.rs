//! The runtime under generated Rest.li clients: requests, credentials, paging, uploads, login, errors.
//!
//! A generated method names a static [`Operation`] and hands typed parts to a [`Call`], which returns a [`Request`]: a value that can be
//! inspected, printed as curl, sent, or turned into a stream. All calls of a client share one [`Runtime`]; it is not generic.
//!
//! A generated client re-exports all of this at its root, so that a program which depends on the client alone can name every type of it.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[doc(hidden)]
pub mod __fuzz;
mod access_token;
mod actor;
mod address;
mod arguments;
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub mod blocking;
mod builder;
mod cache;
mod call;
mod credentials;
mod curl;
mod disk;
mod error;
mod headers;
pub mod hooks;
mod lease;
mod mask;
mod media;
mod net;
#[cfg(feature = "login")]
mod oauth;
mod paging;
mod params;
mod parts;
mod permit;
mod queue;
mod quotas;
mod received;
mod request;
mod response;
mod retry;
mod retry_after;
mod retry_budget;
mod runtime;
mod send;
mod settings;
mod source;
mod store;
#[cfg(any(feature = "redis", feature = "sqlite"))]
mod stores;
#[doc(hidden)]
pub mod support;
mod tables;
pub mod testing;
mod tokens;
mod unpack;
mod upload;
mod versions;
pub mod webhook;

pub use restli_core as core;
pub use restli_core::data::{DecodeError, Unread};
pub use restli_core::envelope::{
    BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus, BatchUpdatedEntities,
    Content, Created, CreatedEntity, CreatedItem, KeyError, Page, UpdatedEntity,
};
pub use restli_core::key::ComplexKey;
pub use restli_core::patch::Patch;
pub use restli_core::projection::{Decoration, Projection};
pub use restli_core::urn::IntoUrn;
pub use restli_core::{Json, KeyedMap, Map, ResourceMethod, Time, UnknownMember};
pub use secrecy::{ExposeSecret, SecretString};
pub use {bytes, http};

pub use self::access_token::AccessToken;
pub use self::arguments::{IntoKey, IntoList, IntoPairs, IntoTime, List};
pub use self::builder::{Builder, FromRuntime};
pub use self::cache::Cache;
pub use self::call::Call;
pub use self::error::{
    ApiError, Attempt, Attempts, CallInfo, DecodeFailure, Error, Incomplete, MissingPermission, Problem, QueueError, QueueErrorKind,
    QuotaSpent, StopReason, TransportError, TransportKind, UploadError, UploadErrorKind,
};
#[cfg(feature = "openid")]
pub use self::error::{IdentityError, IdentityFault};
#[cfg(feature = "login")]
pub use self::error::{LoginStep, OAuthError, Reauthorize, ReauthorizeReason};
pub use self::media::{Media, MediaError};
#[cfg(feature = "openid")]
pub use self::oauth::Identity;
#[cfg(feature = "login")]
pub use self::oauth::{Authorization, AuthorizationCode, Introspection, IntrospectionStatus, OAuth, StoredToken, Token};
pub use self::paging::{Elements, Pages};
pub use self::params::{NoParams, OptionalParams, Params, style};
pub use self::permit::{FieldRequirement, FieldRequirements, GrantedScopes, ScopeNames, Scopes, Selectable, Unchecked};
pub use self::queue::{Priority, Queue};
pub use self::quotas::{Count, Counter, CounterStore, MemoryCounters, QuotaLeft, QuotaPlan, QuotaState, Quotas, Taken};
pub use self::request::{FullResponseFuture, Request, ResponseFuture};
pub use self::response::Response;
pub use self::retry::Retry;
pub use self::runtime::Runtime;
pub use self::settings::{BatchKeys, MethodHeader, Tunnel};
pub use self::source::stream::Progress;
pub use self::source::{IntoSource, OpenSource, Source};
pub use self::store::{LockLost, StoreError, StoreFuture, StoreLock};
#[cfg(feature = "redis")]
pub use self::stores::RedisStore;
#[cfg(feature = "sqlite")]
pub use self::stores::SqliteStore;
pub use self::tables::{
    ApiInfo, Approval, Base, ErrorInfo, MediaRule, OAuthInfo, OpenIdInfo, Operation, OtherVersion, Paging, Passes, Permission,
    ProjectionStyle, Quota, QuotaScope, Requirement, Role, TokenFault, Version, VersionFamily, WindowStart,
};
pub use self::tokens::TokenSource;
#[cfg(feature = "login")]
pub use self::tokens::{Expiring, ExpiringPart, FileStore, MemoryStore, TokenStore};
pub use self::upload::{JournalStore, Part, Upload, UploadJournal, UploadParts, Uploaded};
pub use self::versions::{VersionNotice, VersionState};
