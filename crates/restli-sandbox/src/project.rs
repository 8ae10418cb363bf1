//! Projections: the part of an answer that a request asks for (`docs/protocol.md §5`).

mod decorated;
pub(crate) mod scene;
#[cfg(test)]
mod tests;
mod visible;

use restli_core::projection::{Projection, parse_mask};
use restli_core::{Json, ResourceMethod};
use restli_schema::api::{Api, Method, ProjectionStyle, Situation, Type};
use serde_json::Map;

use crate::refusal::Refusal;
use scene::{Scene, Shape};

/// The projections of a request.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The mask of entities, `fields`.
    fields: Option<Projection>,
    /// The projection of the whole answer, `projection`.
    whole: Option<Projection>,
    metadata: Option<Projection>,
    paging: Option<Projection>,
}

impl Wanted {
    /// Reads the projections of a query. The texts are no URL data, and only percent-decoded.
    pub(crate) fn of(api: &Api, method: &Method, query: &str) -> Result<Self, Refusal> {
        let text = |wanted: &str| {
            let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            pairs.find(|(name, _)| *name == wanted).map(|(_, text)| decoded(text))
        };
        let refused = |name: &str, flaw: String| {
            Refusal::of(api, Some(method), Situation::ProjectionInvalid, format!("`{name}` is no projection: {flaw}"))
        };
        let mask = |name: &str| {
            let read = |text: String| parse_mask(&text).map_err(|flaw| refused(name, flaw.to_string()));
            text(name).map(read).transpose()
        };
        let fields = mask("fields")?;
        let whole =
            text("projection").map(|text| Projection::parse(&text).map_err(|flaw| refused("projection", flaw.to_string()))).transpose()?;
        let unfit = match method.projection {
            ProjectionStyle::None => fields.as_ref().map(|_| "fields").or(whole.as_ref().map(|_| "projection")),
            ProjectionStyle::Restli | ProjectionStyle::Flat => whole.as_ref().map(|_| "projection"),
            ProjectionStyle::Decorated => None,
        };
        if let Some(name) = unfit {
            let message = format!("the method takes no projection in `{name}`");
            return Err(Refusal::of(api, Some(method), Situation::ProjectionInvalid, message));
        }
        if method.projection == ProjectionStyle::Flat
            && fields.as_ref().is_some_and(|fields| fields.items.iter().any(|item| item.select.is_some()))
        {
            return Err(refused("fields", "the method takes names of fields alone".to_owned()));
        }
        if method.projection_required && fields.is_none() && whole.is_none() {
            return Err(Refusal::of(api, Some(method), Situation::ProjectionInvalid, "the method needs a projection"));
        }
        Ok(Self { fields, whole, metadata: mask("metadataFields")?, paging: mask("pagingFields")? })
    }

    /// The selections inside of entities that a request of a kind of method makes.
    pub(crate) fn of_entities(&self, kind: ResourceMethod) -> impl Iterator<Item = &Projection> {
        let shape = match kind {
            ResourceMethod::GetAll | ResourceMethod::Finder => Shape::Items("elements"),
            ResourceMethod::BatchGet => Shape::Values("results"),
            _ => Shape::Entity,
        };
        let around = self.whole.as_ref().and_then(|whole| inside(whole, shape));
        self.fields.iter().chain(around)
    }

    /// The part of an answer that the request asks for. `ty` is the type of the entities in it.
    pub(crate) fn apply(&self, scene: Scene<'_>, body: Json, shape: Shape, ty: &Type) -> Result<Json, Refusal> {
        // The projection of the whole answer names the entities behind the members around them.
        let around = self.whole.as_ref().and_then(|whole| inside(whole, shape));
        let mask = self.fields.as_ref().or(around);
        let body = each(body, shape, &mut |entity| {
            let shown = visible::part(scene, entity, ty, mask);
            let left = match &self.fields {
                None => shown,
                Some(fields) => {
                    let mut left = fields.apply(&shown).map_err(|flaw| scalar(&flaw.to_string()))?;
                    visible::keep(scene, &shown, ty, &mut left);
                    left
                }
            };
            Ok(left)
        })?;
        let Some(whole) = &self.whole else { return self.beside(body) };
        self.beside(decorated::part(scene, whole, body, shape, ty))
    }

    /// Applies the masks of metadata and paging.
    fn beside(&self, mut body: Json) -> Result<Json, Refusal> {
        for (name, mask) in [("metadata", &self.metadata), ("paging", &self.paging)] {
            if let (Some(mask), Some(value)) = (mask, body.get_mut(name)) {
                *value = mask.apply(value).map_err(|flaw| scalar(&flaw.to_string()))?;
            }
        }
        Ok(body)
    }
}

/// The selection that a projection of a whole answer makes inside of the entities.
fn inside(whole: &Projection, shape: Shape) -> Option<&Projection> {
    let member = match shape {
        Shape::Entity => return Some(whole),
        Shape::Items(member) | Shape::Values(member) => member,
    };
    let entities = whole.items.iter().find(|item| item.name.to_string() == member)?.select.as_ref()?;
    entities.items.iter().find(|item| item.name == restli_core::projection::Name::Each)?.select.as_ref()
}

/// Changes each entity of an answer.
fn each(mut body: Json, shape: Shape, change: &mut dyn FnMut(Json) -> Result<Json, Refusal>) -> Result<Json, Refusal> {
    match shape {
        Shape::Entity => return change(body),
        Shape::Items(member) => {
            for entity in body.get_mut(member).and_then(Json::as_array_mut).into_iter().flatten() {
                *entity = change(entity.take())?;
            }
        }
        Shape::Values(member) => {
            for (_, entity) in body.get_mut(member).and_then(Json::as_object_mut).into_iter().flat_map(Map::iter_mut) {
                *entity = change(entity.take())?;
            }
        }
    }
    Ok(body)
}

/// A mask on a scalar is an error of the server, as in the reference implementation (`docs/protocol.md §5.4`).
fn scalar(flaw: &str) -> Refusal {
    Refusal::bare("projection_invalid", 500, flaw.to_owned())
}

fn decoded(text: &str) -> String {
    restli_core::url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned)
}
