//! Static operations: the facts about a method that the runtime reads.

use std::collections::BTreeMap;

use restli_schema::api::{Api, Resource};
use restli_schema::client_names::method_id;
use restli_schema::rust_names::constant_name;

use super::model::{MethodPlan, OperationPlan, OtherVersion, ResourcePlan};
use super::permits::scopes;

/// The operation of each method, shared by the functions by alternative keys.
pub(super) fn plan(api: &Api, resource: &Resource, methods: &[MethodPlan]) -> Vec<OperationPlan> {
    methods.iter().filter(|planned| planned.alt_key.is_none()).filter_map(|planned| operation(api, resource, planned)).collect()
}

/// Tells methods of those that answer to the same request in other versions.
pub(super) fn link(api: &Api, resources: &mut [ResourcePlan]) {
    let main = |method: &&MethodPlan| method.alt_key.is_none();
    let ids: BTreeMap<_, String> = (resources.iter())
        .flat_map(|resource| resource.methods.iter().filter(main).map(|method| ((resource.id, method.index), method.id.clone())))
        .collect();
    for resource in resources {
        let methods = resource.methods.iter_mut().filter(|method| method.alt_key.is_none());
        for (planned, operation) in methods.zip(&mut resource.operations) {
            let method = api[resource.id].methods.get(planned.index);
            for (id, index) in method.into_iter().flat_map(|method| &method.other_versions) {
                let Some((other, id)) = api[*id].methods.get(*index).zip(ids.get(&(*id, *index))) else { continue };
                planned.docs.push(format!("In other versions the request is that of `{id}`."));
                operation.other_versions.push(OtherVersion { id: id.clone(), since: other.since, until: other.until });
            }
        }
    }
}

fn operation(api: &Api, resource: &Resource, planned: &MethodPlan) -> Option<OperationPlan> {
    let method = resource.methods.get(planned.index)?;
    Some(OperationPlan {
        constant: planned.constant.clone(),
        fn_name: planned.fn_name.clone(),
        id: planned.id.clone(),
        kind: method.kind,
        base: constant_name(&api[resource.base].name),
        path: resource.method_path(method),
        name: method.kind.name_parameter().map(|_| method.name.wire.clone()),
        permissions: method.requirement.is_checked().then(|| scopes(api, &method.requirement)),
        actor: method.actor.clone(),
        roles: method.roles.iter().map(|role| api[*role].name.wire.clone()).collect(),
        quotas: method.quotas.iter().map(|quota| constant_name(&api[*quota].name)).collect(),
        projection: method.projection,
        projection_required: method.projection_required,
        paging: method.paging.clone(),
        since: method.since,
        until: method.until,
        other_versions: Vec::new(),
        retired: method.retired.as_ref().or(resource.retired.as_ref()).cloned(),
        replaced_by: method.replaced_by.as_ref().or(resource.replaced_by.as_ref()).cloned(),
        returns_entity: method.returns_entity,
        metadata: method.metadata.is_some(),
        unstructured: resource.unstructured,
        repeatable: method.repeatable,
        look: method.look.as_ref().map(|look| method_id(api, resource, look.method)),
        media: method.media.map(|media| constant_name(&api[media].name)),
        max_batch: method.max_batch,
    })
}
