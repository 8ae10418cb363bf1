//! What generated Rest.li clients stand on: transport, auth, requests, paging, errors.
//!
//! A generated method names a static [`Operation`] and hands typed parts to a [`Call`], which gives a [`Request`]: a value that can be
//! looked at, printed as curl, sent, or turned into a stream. [`Core`] is not generic; it alone sees the network.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod builder;
mod call;
mod curl;
mod error;
mod headers;
mod mask;
mod media;
mod oauth;
mod paging;
mod permit;
mod preflight;
mod prepare;
mod projection;
mod quota;
mod request;
mod response;
mod runtime;
mod span;
mod tables;
mod transport;
mod tunnel;
mod upload;

pub use restli_core as core;
pub use restli_core::ResourceMethod;
pub use restli_core::envelope::{
    BatchCreated, BatchCreatedEntities, BatchPages, BatchResult, BatchStatus, BatchUpdatedEntities, Content, Created, CreatedEntity,
    CreatedItem, Empty, KeyError, Page, UpdatedEntity,
};
pub use secrecy::{ExposeSecret, SecretString};

pub use self::builder::{BatchKeys, Builder, FromCore, MethodHeader, Tunnel};
pub use self::call::Call;
pub use self::error::{ApiError, CallInfo, DecodeFailure, Error, MissingPermission, Problem, TransportError, TransportKind};
pub use self::media::{Media, MediaError};
pub use self::oauth::{Authorization, AuthorizationCode, OAuth, OAuthError, Token};
pub use self::paging::{Elements, Pages};
pub use self::permit::{AtRunTime, FieldNeed, FieldNeeds, Scopes, Selectable, WithScopes, style};
pub use self::quota::QuotaLeft;
pub use self::request::{Request, Sending, SendingFull};
pub use self::response::Response;
pub use self::runtime::Core;
pub use self::tables::{
    ApiInfo, Approval, Base, ErrorInfo, MediaRule, OAuthInfo, Operation, Paging, Permission, ProjectionStyle, Quota, QuotaScope,
    Requirement, Version, VersionFamily,
};
pub use self::upload::{Upload, Uploaded};
