//! The entities that are there from the start.

use restli_core::Json;
use restli_schema::api::ResourceId;
#[cfg(feature = "cli")]
use restli_schema::api::{Api, Type};
use restli_schema::requests::Step;
#[cfg(feature = "cli")]
use restli_schema::requests::{self, Fault, Misfit};

use crate::described::Described;

/// The entities that are there from the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Seed {
    /// None.
    #[default]
    Empty,
    /// The entities that the samples of the schema show.
    Documented,
    /// The entities of an object: under the path of a collection's URL a list of entities, `{"/rest/posts": [{...}]}`, and under that of an entity
    /// the entity. What they lack is made up; what does not fit its type stays, for tests of programs that meet such entities.
    Entities(Json),
}

/// The reason why a world is not filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seed: {0}")]
pub struct SeedError(pub(crate) String);

/// A part of a seed that does not fit the API.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flaw {
    /// The steps to the part.
    pub(crate) path: Vec<Step>,
    pub(crate) message: String,
}

/// An entity of a seed: the steps to it, the resource, and the entity.
type Placed<'s> = (Vec<Step>, ResourceId, &'s Json);

/// The entities of a seed, and the flaws of its paths.
pub(crate) fn placed<'s>(described: &Described, seed: &'s Json) -> Vec<Result<Placed<'s>, Flaw>> {
    let flaw = |path: Vec<Step>, message: String| vec![Err(Flaw { path, message })];
    let Some(places) = seed.as_object() else { return flaw(Vec::new(), "it is no object of paths, `/rest/posts: [...]`".to_owned()) };
    let of = |(path, entities): (&String, &'s Json)| {
        let (api, routes, at) = (described.api(), &described.routes, vec![Step::Member(path.clone())]);
        match entities {
            Json::Array(entities) => match routes.collection(api, path) {
                None => flaw(at, format!("`{path}` is the path of no collection")),
                Some((id, _)) => {
                    let item = |(index, entity)| Ok(([at.as_slice(), &[Step::Item(index)]].concat(), id, entity));
                    entities.iter().enumerate().map(item).collect()
                }
            },
            entity if entity.is_object() => match routes.entity(api, path) {
                None => flaw(at, format!("`{path}` is the path of no entity")),
                Some((id, _)) => vec![Ok((at, id, entity))],
            },
            _ => flaw(at, format!("`{path}` has neither an entity nor a list of entities")),
        }
    };
    places.iter().flat_map(of).collect()
}

/// The flaws of a seed: those of its paths, and parts of entities that do not fit their types.
#[cfg(feature = "cli")]
pub(crate) fn flaws(described: &Described, seed: &Json) -> Vec<Flaw> {
    let of = |one: Result<Placed<'_>, Flaw>| match one {
        Ok((at, id, entity)) => of_entity(described.api(), id, entity, &at),
        Err(flaw) => vec![flaw],
    };
    placed(described, seed).into_iter().flat_map(of).collect()
}

#[cfg(feature = "cli")]
fn of_entity(api: &Api, id: ResourceId, entity: &Json, at: &[Step]) -> Vec<Flaw> {
    let misfits = api[id].entity.map(|ty| requests::of_entity(api, entity, &Type::Named(ty))).unwrap_or_default();
    misfits.iter().map(|misfit| Flaw { path: [at, &misfit.path].concat(), message: told(misfit) }).collect()
}

#[cfg(feature = "cli")]
fn told(misfit: &Misfit) -> String {
    let name = misfit.names().join("/");
    let (text, help) = match &misfit.fault {
        Fault::Wrong { value, why, help } if name.is_empty() => (format!("{value} {why}"), help.as_ref()),
        Fault::Wrong { value, why, help } => (format!("`{name}`: {value} {why}"), help.as_ref()),
        Fault::Unfit { why, help } => (why.clone(), help.as_ref()),
        _ => (format!("there is no field `{name}`"), None),
    };
    help.map_or(text.clone(), |help| format!("{text}; {help}"))
}
