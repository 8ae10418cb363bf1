//! Projections of samples.

use restli_core::projection::Projection;
use restli_projection::check;
use restli_schema::api::ProjectionStyle;

use crate::plan::model::{MethodPlan, Plan, ResourcePlan, SelectionPlan};

/// The parameters that carry a projection of entities.
pub(super) const PARAMETERS: &[&str] = &["fields", "projection"];

/// The projection of a request as `projection!` takes it.
pub(super) fn of(plan: &Plan<'_>, resource: &ResourcePlan, method: &MethodPlan, text: &str) -> Result<SelectionPlan, String> {
    let style = method.selects.ok_or("the call takes no projection")?;
    let projection = Projection::parse(text).map_err(|error| error.to_string())?;
    match style {
        ProjectionStyle::Restli => projection.to_mask(),
        ProjectionStyle::Decorated => projection.to_decorated(),
        ProjectionStyle::Flat => projection.to_flat(),
        ProjectionStyle::None => return Err("the call takes no projection".to_owned()),
    }
    .map_err(|error| error.message)?;
    plan.with_catalog(|catalog| {
        let entity = plan.entity(resource).ok_or("there is no entity")?;
        check(catalog, entity, &projection).map_err(|problems| problems.first().map(|one| one.message.clone()).unwrap_or_default())?;
        let record = resource.entity.and_then(|id| plan.types.get(id.index())).map(|planned| planned.item.ident.as_str());
        let mut roots = record.into_iter().chain([resource.item.ident.as_str()]);
        let root = roots.find(|root| catalog.root(root) == Some(entity)).ok_or("another record has the name of the entity")?;
        let fields = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
        Ok(SelectionPlan { root: root.to_owned(), fields: fields.to_owned() })
    })
}
