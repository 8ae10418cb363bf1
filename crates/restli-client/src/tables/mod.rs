//! The static tables in which a generated crate describes its API.
//!
//! The tables are plain data for a `static`, built by `const fn new` and `with_*`: a new field breaks no crate that was generated before.

/// Writes the setter of a field from its type: `Some(T)` for an optional field, `true` for a flag.
macro_rules! setter {
    ($setter:ident, $field:ident: true) => {
        setter!($setter, $field, () => true);
    };
    ($setter:ident, $field:ident: Some($type:ty)) => {
        setter!($setter, $field, ($field: $type) => Some($field));
    };
    ($setter:ident, $field:ident: $type:ty) => {
        setter!($setter, $field, ($field: $type) => $field);
    };
    ($setter:ident, $field:ident, ($($argument:ident: $type:ty)?) => $value:expr) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
        #[must_use]
        pub const fn $setter(self $(, $argument: $type)?) -> Self {
            Self { $field: $value, ..self }
        }
    };
}

/// Writes `Debug` of a table: the name only, since the other fields are long constants.
macro_rules! debug_by_name {
    ($type:ident, $name:ident) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.debug_tuple(stringify!($type)).field(&self.$name).finish()
            }
        }
    };
}

mod access;
mod api;
mod media;
mod oauth;
mod operation;
mod projection_style;

pub use self::access::{Approval, Permission, Quota, QuotaScope, Requirement, Role, WindowStart};
pub use self::api::{ApiInfo, Base, ErrorInfo, Version, VersionFamily};
pub use self::media::MediaRule;
pub use self::oauth::{OAuthInfo, OpenIdInfo};
pub use self::operation::{Operation, OtherVersion, Paging};
pub use self::projection_style::ProjectionStyle;
pub use restli_core::recovery::Passes;
pub use restli_core::token::TokenFault;
