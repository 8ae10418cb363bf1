//! Permit traits, which sufficient scopes implement: one per call and field that needs a permission.

use restli_schema::api::{Api, Requirement, Resource, TypeDef, TypeKind};
use restli_schema::client_names::full_name;
use restli_schema::rust_names;

use super::docs::{how_granted, literal, requirement_text};
use super::model::{PermitPath, PermitPlan, ResourcePlan, Subject, TypePlan};

/// The permit trait of a call.
pub(super) fn of_call(api: &Api, resource: &Resource, function: &str) -> PermitPath {
    PermitPath {
        module: rust_names::permit_module(Some(&api[resource.product].name)),
        ident: rust_names::permit_name(&full_name(api, resource), function),
    }
}

/// The permit trait of a field.
pub(super) fn of_field(api: &Api, record: &TypeDef, field: &str) -> PermitPath {
    PermitPath {
        module: rust_names::permit_module(record.product.map(|id| &api[id].name)),
        ident: rust_names::permit_name(&rust_names::type_name(&record.name), field),
    }
}

/// The permit traits of all calls and fields that need a permission.
pub(crate) fn plan(api: &Api, types: &[TypePlan], resources: &[ResourcePlan]) -> Vec<PermitPlan> {
    let calls = resources.iter().flat_map(|resource| resource.methods.iter().map(move |method| (resource, method)));
    let calls = calls.filter_map(|(resource, method)| {
        let requirement = &api[resource.id].methods.get(method.index)?.requirement;
        Some(permit(api, method.permit.as_ref()?, Subject::Call(method.id.clone()), requirement))
    });
    let fields = types.iter().zip(api.types()).flat_map(|(planned, def)| {
        let declared = if let TypeKind::Record(record) = &def.kind { record.fields.as_slice() } else { &[] };
        planned.fields().iter().zip(declared).filter_map(|(field, declared)| {
            let subject = Subject::Field { record: planned.item.ident.clone(), wire: field.wire.clone() };
            Some(permit(api, field.permit.as_ref()?, subject, declared.requirement.as_ref()?))
        })
    });
    calls.chain(fields).collect()
}

fn permit(api: &Api, path: &PermitPath, subject: Subject, requirement: &Requirement) -> PermitPlan {
    let enough = requirement_text(api, requirement);
    let what = match &subject {
        Subject::Call(id) => format!("`{id}`"),
        Subject::Field { record, wire } => format!("the field `{wire}` of `{record}`"),
    };
    PermitPlan {
        path: path.clone(),
        docs: vec![format!("Scopes that permit {what}: {enough}.")],
        message: format!("{} needs {}, which `{{Self}}` does not ask for", literal(&what), literal(&enough)),
        notes: requirement.permissions().into_iter().map(|id| literal(&how_granted(api, id))).collect(),
        scopes: scopes(api, requirement),
        requirement: requirement.clone(),
        subject,
    }
}

/// A requirement with the scopes of the permissions in place of their ids.
pub(crate) fn scopes(api: &Api, requirement: &Requirement) -> Requirement<String> {
    requirement.map(&|id| api[*id].name.wire.clone())
}
