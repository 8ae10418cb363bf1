//! Tables of `api.yaml`, and the heads of product files.

pub(crate) mod bases;
pub(crate) mod errors;
pub(crate) mod media;
pub(crate) mod oauth;
pub(crate) mod permissions;
pub(crate) mod products;
pub(crate) mod quotas;
pub(crate) mod roles;
pub(crate) mod sources;
pub(crate) mod urns;
pub(crate) mod versions;
