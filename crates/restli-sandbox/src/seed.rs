//! The entities that are there from the start.

use restli_core::Json;

/// The entities that are there from the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Seed {
    /// None.
    #[default]
    Empty,
    /// The entities that the samples of the schema show.
    Documented,
    /// The entities of an object: under the path of a collection's URL a list of entities, `{"/rest/posts": [{...}]}`, and under that of an entity
    /// the entity.
    Entities(Json),
}

/// The reason why a world is not filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seed: {0}")]
pub struct SeedError(pub(crate) String);
