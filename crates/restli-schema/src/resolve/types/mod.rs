//! Types: names, bodies, and the passes that complete them.

pub(crate) mod bodies;
pub(crate) mod cycles;
pub(crate) mod decorations;
pub(crate) mod defaults;
pub(crate) mod includes;
pub(crate) mod map_keys;
pub(crate) mod type_names;
pub(crate) mod type_use;
pub(crate) mod unions;
pub(crate) mod urn_values;
