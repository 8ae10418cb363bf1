//! The static tables in which a generated crate describes its API.
//!
//! Plain data for a `static`, built by `const fn new` and `with_*`: a new field breaks no crate that was generated before.

mod access;
mod api;
mod media;
mod oauth;
mod operation;
mod projection_style;

pub use self::access::{Approval, Permission, Quota, QuotaScope, Requirement};
pub use self::api::{ApiInfo, Base, ErrorInfo, Version, VersionFamily};
pub use self::media::MediaRule;
pub use self::oauth::OAuthInfo;
pub use self::operation::{Operation, Paging};
pub use self::projection_style::ProjectionStyle;
