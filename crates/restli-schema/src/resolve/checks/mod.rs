//! Checks of the complete model.

pub(crate) mod actors;
pub(crate) mod claims;
pub(crate) mod collisions;
pub(crate) mod field_lists;
pub(crate) mod first_calls;
pub(crate) mod looks;
pub(crate) mod param_forms;
mod paths;
pub(crate) mod projections;
pub(crate) mod replacements;
pub(crate) mod requests;
pub(crate) mod required_fields;
pub(crate) mod shared_types;
pub(crate) mod uploads;
