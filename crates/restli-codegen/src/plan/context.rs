//! Tables that planning a resource reads: Rust types by schema type, and forms.

use restli_schema::api::{Api, Key, Param, Resource, ResourceId, Type};
use restli_schema::characters::is_invisible;
use restli_schema::forms::Forms;
use restli_schema::rust_names::{self, Names};

use super::model::{FieldPlan, ItemRef, ParamsPlan, ResourcePlan, RustType};
use super::rust_types::RustTypes;
use super::{docs, forms};

/// Tables that planning a resource reads.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) types: RustTypes<'a>,
    pub(super) forms: &'a Forms,
}

/// A resource while its methods are planned.
pub(super) struct ResourceContext<'r> {
    pub(super) id: ResourceId,
    pub(super) resource: &'r Resource,
    pub(super) handle: &'r ItemRef,
    pub(super) key: Option<&'r RustType>,
    /// The record of the keys in the path of an entity.
    pub(super) path_keys: Option<&'r ParamsPlan>,
    /// Plans of the resources before this one, its ancestors among them.
    pub(super) above: &'r [ResourcePlan],
}

impl Context<'_> {
    /// The Rust type of a resource's entity.
    pub(super) fn entity(&self, resource: &Resource) -> RustType {
        match resource.entity {
            Some(id) => self.types.rust(&Type::Named(id)),
            None if resource.unstructured => RustType::Content,
            None => RustType::Json,
        }
    }

    /// The Rust type of a resource's key; `None` for resources without keys.
    pub(super) fn key_type(&self, resource: &Resource, compound: Option<&ParamsPlan>) -> Option<RustType> {
        match resource.key.as_ref()? {
            Key::Simple(param) => Some(self.types.rust(&param.ty)),
            Key::Compound { .. } => compound.map(|key| RustType::Item(key.item.clone())),
            Key::Complex { record, params, .. } => {
                let record = self.types.rust(&Type::Named(*record));
                Some(match params {
                    Some(params) => RustType::ComplexKey(Box::new(record), Box::new(self.types.rust(&Type::Named(*params)))),
                    None => record,
                })
            }
        }
    }

    /// The Rust type of a parameter, with the form that it takes in place of its record.
    pub(super) fn param_type(&self, param: &Param) -> RustType {
        let form = param.form.and_then(|resource| self.forms.entity(resource));
        form.map_or_else(|| self.types.rust(&param.ty), |form| forms::with_form(self.api, &self.types, &param.ty, form))
    }

    /// The fields of a record made of parameters or key parts.
    pub(super) fn params_fields<'p>(&self, params: impl Iterator<Item = &'p Param>, required: bool) -> Vec<FieldPlan> {
        let mut taken = Names::default();
        params
            .map(|param| {
                let ty = self.param_type(param);
                let mut paragraphs = docs::paragraphs(&param.doc);
                if paragraphs.is_empty() {
                    paragraphs = vec![format!("`{}`", param.name.wire)];
                }
                if let Some(default) = &param.default {
                    let shown = |one: char| if is_invisible(one) { one.escape_unicode().to_string() } else { one.to_string() };
                    let default: String = default.to_string().chars().map(shown).collect();
                    paragraphs.push(format!("The server takes `{default}` when it is left out."));
                }
                paragraphs.extend(docs::versions(param.since, param.until));
                FieldPlan {
                    permit: None,
                    wire: param.name.wire.clone(),
                    ident: taken.claim(&rust_names::field_name(&param.name)),
                    ty: if required { ty } else { RustType::Option(Box::new(ty)) },
                    required,
                    default: None,
                    or_default: None,
                    docs: paragraphs,
                    deprecated: param.deprecated.clone(),
                }
            })
            .collect()
    }
}
