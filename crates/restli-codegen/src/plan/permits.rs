//! Calls and fields that need a permission: one Rust trait each, which sufficient scopes implement.

use restli_schema::api::{Api, Requirement, Resource, TypeKind};

use super::docs::{how_granted, literal, need_text};
use super::model::{ItemRef, PermitPlan, ResourcePlan, Subject, TypePlan};
use super::names;

/// The trait of a call, below `permits`.
pub(super) fn of_call(_api: &Api, _resource: &Resource, handle: &ItemRef, function: &str) -> String {
    format!("{}{}", handle.ident, names::camel(function, ""))
}

/// The trait of a field, below `permits`.
pub(super) fn of_field(record: &ItemRef, field: &str) -> String {
    format!("{}{}", record.ident, names::camel(names::bare(field), ""))
}

/// The traits of all calls and fields that need a permission.
pub(crate) fn plan(api: &Api, types: &[TypePlan], resources: &[ResourcePlan]) -> Vec<PermitPlan> {
    let calls = resources.iter().flat_map(|resource| resource.methods.iter().map(move |method| (resource, method)));
    let calls = calls.filter_map(|(resource, method)| {
        let need = &api[resource.id].methods.get(method.index)?.need;
        Some(permit(api, method.permit.as_ref()?, Subject::Call(method.id.clone()), need))
    });
    let fields = types.iter().zip(api.types()).flat_map(|(planned, def)| {
        let declared = if let TypeKind::Record(record) = &def.kind { record.fields.as_slice() } else { &[] };
        planned.fields().iter().zip(declared).filter_map(|(field, declared)| {
            let subject = Subject::Field { record: planned.item.ident.clone(), wire: field.wire.clone() };
            Some(permit(api, field.permit.as_ref()?, subject, declared.need.as_ref()?))
        })
    });
    calls.chain(fields).collect()
}

fn permit(api: &Api, ident: &str, subject: Subject, need: &Requirement) -> PermitPlan {
    let enough = need_text(api, need);
    let what = match &subject {
        Subject::Call(id) => format!("`{id}`"),
        Subject::Field { record, wire } => format!("the field `{wire}` of `{record}`"),
    };
    PermitPlan {
        ident: ident.to_owned(),
        docs: vec![format!("Scopes that permit {what}: {enough}.")],
        message: format!("{} needs {}, which `{{Self}}` does not ask for", literal(&what), literal(&enough)),
        notes: need.permissions().into_iter().map(|id| literal(&how_granted(api, id))).collect(),
        requirement: requirement(api, need),
        need: need.clone(),
        subject,
    }
}

/// A requirement with the scopes of its permissions.
pub(crate) fn requirement(api: &Api, need: &Requirement) -> Requirement<String> {
    need.map(&|id| api[*id].name.wire.clone())
}
