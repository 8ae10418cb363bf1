//! What needs a permission: one Rust trait per call and per field, which scopes that suffice have.

use restli_schema::api::{Api, Need, TypeId, TypeKind};

use super::names::{self, Scope};
use super::resources::ResourcePlan;
use super::types::TypePlan;

/// The trait of a call or a field.
#[derive(Debug)]
pub struct PermitPlan {
    /// Its name, e.g. `PostsCreate`.
    pub ident: String,
    /// What needs the permission.
    pub subject: Subject,
    /// What is enough.
    pub need: Need,
}

/// What needs a permission.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A call by its id: `content.posts.create`.
    Call(String),
    /// A field of a record.
    Field {
        /// The record's name.
        record: String,
        /// The field on the wire.
        wire: String,
    },
}

/// Plans the traits, and notes at each call and field which one is its own.
pub(crate) fn plan(api: &Api, types: &mut [TypePlan], resources: &mut [ResourcePlan]) -> Vec<PermitPlan> {
    let mut scope = Scope::default();
    let mut permits = Vec::new();
    for resource in resources {
        let declared = &api[resource.id];
        for method in &mut resource.methods {
            let Some(need) = declared.methods.get(method.index).map(|method| &method.need).filter(|need| **need != Need::Public) else {
                continue;
            };
            let bare = names::file_stem(&method.fn_name);
            let ident = scope.claim(&format!("{}{}", resource.item.ident, names::camel(bare, "")));
            method.permit = Some(ident.clone());
            permits.push(PermitPlan { ident, subject: Subject::Call(method.id.clone()), need: need.clone() });
        }
    }
    for (id, planned) in api.type_ids().zip(types) {
        fields(api, id, planned, &mut scope, &mut permits);
    }
    permits
}

fn fields(api: &Api, id: TypeId, planned: &mut TypePlan, scope: &mut Scope, permits: &mut Vec<PermitPlan>) {
    let TypeKind::Record(record) = &api[id].kind else { return };
    for (field, own) in record.fields.iter().zip(&mut planned.fields) {
        let Some(need) = field.need.as_ref().filter(|need| **need != Need::Public) else { continue };
        let ident = scope.claim(&format!("{}{}", planned.item.ident, names::camel(names::file_stem(&own.ident), "")));
        own.permit = Some(ident.clone());
        let subject = Subject::Field { record: planned.item.ident.clone(), wire: own.wire.clone() };
        permits.push(PermitPlan { ident, subject, need: need.clone() });
    }
}
