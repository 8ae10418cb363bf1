//! The entities that are there from the start.

use std::fmt;

use restli_core::Json;

use crate::state::State;
use crate::world;

/// The entities that are there from the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Seed {
    /// None.
    #[default]
    Empty,
    /// Those that the samples of the schema show.
    Documented,
    /// Those of an object: under the path of a collection's URL a list of entities, `{"/rest/posts": [{...}]}`, and under that of an entity
    /// the entity.
    Entities(Json),
}

/// The reason why a world is not filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seed: {0}")]
pub struct SeedError(String);

/// Fills a world with the entities of an object.
pub(crate) fn fill(state: &State, seed: &Json) -> Result<(), SeedError> {
    let wrong = |message: fmt::Arguments<'_>| Err(SeedError(message.to_string()));
    let Some(places) = seed.as_object() else { return wrong(format_args!("it is no object of paths, `/rest/posts: [...]`")) };
    for (path, entities) in places {
        match entities {
            Json::Array(entities) => {
                for entity in entities {
                    if !world::add(state, path, entity.clone()) {
                        return wrong(format_args!("`{path}` is the path of no collection"));
                    }
                }
            }
            entity if entity.is_object() => {
                if !world::put(state, path, entity.clone()) {
                    return wrong(format_args!("`{path}` is the path of no entity"));
                }
            }
            _ => return wrong(format_args!("`{path}` has neither an entity nor a list of entities")),
        }
    }
    Ok(())
}
