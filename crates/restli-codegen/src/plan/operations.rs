//! Static operations: the facts about a method that the runtime reads.

use restli_schema::api::{Api, Need, Resource, ResourceMethod};

use super::methods::path;
use super::model::{MethodPlan, OperationPlan};
use super::names::constant_of;
use super::permits::requirement;

/// The operation of each method; functions by alternative keys share that of the method.
pub(super) fn plan(api: &Api, resource: &Resource, methods: &[MethodPlan]) -> Vec<OperationPlan> {
    methods.iter().filter(|planned| planned.alt_key.is_none()).filter_map(|planned| operation(api, resource, planned)).collect()
}

fn operation(api: &Api, resource: &Resource, planned: &MethodPlan) -> Option<OperationPlan> {
    let method = resource.methods.get(planned.index)?;
    Some(OperationPlan {
        constant: planned.constant.clone(),
        id: planned.id.clone(),
        kind: method.kind,
        base: constant_of(&api[resource.base].name),
        path: path(resource, method),
        name: is_named(method.kind).then(|| method.name.wire.clone()),
        permissions: (method.need != Need::Public).then(|| requirement(api, &method.need)),
        quotas: method.quotas.iter().map(|quota| constant_of(&api[*quota].name)).collect(),
        projection: method.projection,
        paging: method.paging.clone(),
        since: method.since,
        until: method.until,
        retired: method.retired.as_ref().or(resource.retired.as_ref()).cloned(),
        replaced_by: method.replaced_by.as_ref().or(resource.replaced_by.as_ref()).cloned(),
        returns_entity: method.returns_entity,
        metadata: method.metadata.is_some(),
        unstructured: resource.unstructured,
        media: method.media.map(|media| constant_of(&api[media].name)),
        max_batch: method.max_batch,
    })
}

/// Whether requests carry the name of the method.
fn is_named(kind: ResourceMethod) -> bool {
    use ResourceMethod as M;
    match kind {
        M::Finder | M::BatchFinder | M::Action => true,
        M::Get
        | M::BatchGet
        | M::GetAll
        | M::Create
        | M::BatchCreate
        | M::Update
        | M::BatchUpdate
        | M::PartialUpdate
        | M::BatchPartialUpdate
        | M::Delete
        | M::BatchDelete => false,
    }
}
