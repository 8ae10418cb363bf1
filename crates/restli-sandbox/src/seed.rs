//! The entities that are there from the start.

use std::collections::BTreeMap;

use restli_core::Json;
use restli_schema::api::ResourceId;
#[cfg(feature = "cli")]
use restli_schema::api::{Api, Type};
use restli_schema::requests::Step;
#[cfg(feature = "cli")]
use restli_schema::requests::{self, Fault, Misfit};

use crate::described::Described;
use crate::{keys, places};

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

/// An entity of a seed.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "the command line alone compares entities with their types"))]
pub(crate) struct Placed<'s> {
    /// The steps to the entity.
    at: Vec<Step>,
    resource: ResourceId,
    entity: &'s Json,
    /// The collection and the key in it; `None` for an entity that gets a key.
    place: Option<(String, Json)>,
}

/// The entities of a seed, and the flaws of its paths: entities in one place are flaws, too.
pub(crate) fn placed<'s>(described: &Described, seed: &'s Json) -> Vec<Result<Placed<'s>, Flaw>> {
    let mut placed = of_paths(described, seed);
    let place = |one: &Placed<'_>| one.place.as_ref().map(|(collection, key)| (collection.clone(), keys::text(key)));
    for (index, message) in shared(placed.iter().map(|one| one.as_ref().ok().and_then(place)).collect()) {
        if let Some(one) = placed.get_mut(index) {
            let path = one.as_ref().map(|one| one.at.clone()).unwrap_or_default();
            *one = Err(Flaw { path, message });
        }
    }
    placed
}

/// The places of a list that are in it several times, each with its index and a message.
fn shared(places: Vec<Option<(String, String)>>) -> Vec<(usize, String)> {
    let mut found = BTreeMap::<(String, String), Vec<usize>>::new();
    for (index, place) in places.into_iter().enumerate().filter_map(|(index, place)| Some((index, place?))) {
        found.entry(place).or_default().push(index);
    }
    let told = |((collection, key), indices): ((String, String), Vec<usize>)| {
        let message = format!("{} entities have the key `{key}` in `{collection}`, and this is one of them", indices.len());
        indices.into_iter().map(move |index| (index, message.clone()))
    };
    found.into_iter().filter(|(_, indices)| indices.len() > 1).flat_map(told).collect()
}

fn of_paths<'s>(described: &Described, seed: &'s Json) -> Vec<Result<Placed<'s>, Flaw>> {
    let flaw = |path: Vec<Step>, message: String| vec![Err(Flaw { path, message })];
    let Some(places) = seed.as_object() else { return flaw(Vec::new(), "it is no object of paths, `/rest/posts: [...]`".to_owned()) };
    let of = |(path, entities): (&String, &'s Json)| {
        let (api, routes, at) = (described.api(), &described.routes, vec![Step::Member(path.clone())]);
        match entities {
            Json::Array(entities) => match routes.collection(api, path) {
                None => flaw(at, format!("`{path}` is the path of no collection")),
                Some((id, above)) => {
                    let collection = places::collection(api, id, &above);
                    let item = |(index, entity)| {
                        let place = keys::carried(api, &api[id], entity).map(|key| (collection.clone(), key));
                        Ok(Placed { at: [at.as_slice(), &[Step::Item(index)]].concat(), resource: id, entity, place })
                    };
                    entities.iter().enumerate().map(item).collect()
                }
            },
            entity if entity.is_object() => match routes.entity(api, path) {
                None => flaw(at, format!("`{path}` is the path of no entity")),
                Some((id, told)) => {
                    let place = Some((places::collection(api, id, &told), places::own_key(api, id, &told)));
                    vec![Ok(Placed { at, resource: id, entity, place })]
                }
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
        Ok(one) => of_entity(described.api(), &one),
        Err(flaw) => vec![flaw],
    };
    placed(described, seed).into_iter().flat_map(of).collect()
}

#[cfg(feature = "cli")]
fn of_entity(api: &Api, Placed { at, resource, entity, place }: &Placed<'_>) -> Vec<Flaw> {
    let misfits = api[*resource].entity.map(|ty| requests::of_entity(api, entity, &Type::Named(ty))).unwrap_or_default();
    let carried = keys::carried(api, &api[*resource], entity).zip(place.as_ref());
    let other = carried.filter(|(carried, (_, key))| keys::text(carried) != keys::text(key));
    let other = other.map(|(carried, (_, key))| Flaw {
        path: at.clone(),
        message: format!("the entity has the key `{}`, and its path `{}`", keys::text(&carried), keys::text(key)),
    });
    let misfits = misfits.iter().map(|misfit| Flaw { path: [at.as_slice(), &misfit.path].concat(), message: told(misfit) });
    misfits.chain(other).collect()
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
