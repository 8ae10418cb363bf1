//! Resources with their keys, paths and methods.

pub(crate) mod effective_rules;
pub(crate) mod keys;
pub(crate) mod methods;
pub(crate) mod paging;
pub(crate) mod params;
pub(crate) mod paths;
pub(crate) mod tree;
