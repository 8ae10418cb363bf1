//! The tables, by the part of the language that they describe.

mod api;
mod common;
mod errors;
mod event;
mod method;
mod product;
mod resource;
mod situations;
mod types;

pub use api::API;
pub use product::PRODUCT;
pub(super) use resource::RESOURCE;
pub use types::INLINE_UNION;
