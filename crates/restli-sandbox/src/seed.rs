//! The entities that are there from the start.

use restli_core::Json;
use restli_schema::api::{ResourceId, Type};
use restli_schema::requests::{self, Fault, Misfit, Step};

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
    /// the entity. They fit their types; what they lack is made up.
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

/// The flaws of a seed.
pub(crate) fn flaws(described: &Described, seed: &Json) -> Vec<Flaw> {
    let flaw = |path: Vec<Step>, message: String| vec![Flaw { path, message }];
    let Some(places) = seed.as_object() else { return flaw(Vec::new(), "it is no object of paths, `/rest/posts: [...]`".to_owned()) };
    let of = |(path, entities): (&String, &Json)| {
        let (api, routes) = (described.api(), &described.routes);
        let at = vec![Step::Member(path.clone())];
        match entities {
            Json::Array(entities) => match routes.collection(api, path) {
                None => flaw(at, format!("`{path}` is the path of no collection")),
                Some((id, _)) => {
                    let each = |(index, entity)| of_entity(described, id, entity, &[at.as_slice(), &[Step::Item(index)]].concat());
                    entities.iter().enumerate().flat_map(each).collect()
                }
            },
            entity if entity.is_object() => match routes.entity(api, path) {
                None => flaw(at, format!("`{path}` is the path of no entity")),
                Some((id, _)) => of_entity(described, id, entity, &at),
            },
            _ => flaw(at, format!("`{path}` has neither an entity nor a list of entities")),
        }
    };
    places.iter().flat_map(of).collect()
}

fn of_entity(described: &Described, id: ResourceId, entity: &Json, at: &[Step]) -> Vec<Flaw> {
    let api = described.api();
    let misfits = api[id].entity.map(|ty| requests::of_entity(api, entity, &Type::Named(ty))).unwrap_or_default();
    misfits.iter().map(|misfit| Flaw { path: [at, &misfit.path].concat(), message: told(misfit) }).collect()
}

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

/// The flaws of a seed in one sentence; `None` if there are none.
pub(crate) fn sentence(flaws: &[Flaw]) -> Option<String> {
    let first = flaws.first()?;
    let place = first.path.iter().map(|step| match step {
        Step::Member(name) | Step::Around(name) => format!(".{name}"),
        Step::Item(index) => format!("[{index}]"),
    });
    let place = place.collect::<String>();
    let further = if flaws.len() > 1 { format!(" (and {} more)", flaws.len() - 1) } else { String::new() };
    Some(format!("{}: {}{further}", place.trim_start_matches('.'), first.message))
}
