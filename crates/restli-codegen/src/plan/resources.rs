//! Resources: one handle each, with its key.

use restli_schema::api::{Api, Key, Param, Resource, ResourceId, ResourceKind, ResourceMethod, Type};

use super::docs;
use super::forms::{FormPlan, PatchPlan};
use super::methods::{Around, MethodPlan};
use super::names::{self, Scope};
use super::products::Scopes;
use super::types::{FieldPlan, Given, ItemRef, Module, RustType, TypePlan, Types};

/// A resource's plan: one file with one handle.
#[derive(Debug)]
pub struct ResourcePlan {
    /// The resource.
    pub id: ResourceId,
    /// The handle: module and struct name, e.g. `Posts`.
    pub item: ItemRef,
    /// Name of the file's module, e.g. `posts`.
    pub module: String,
    /// Name of the function on the client, e.g. `posts`.
    pub accessor: String,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// The compound key record, for associations.
    pub compound_key: Option<ParamsPlan>,
    /// Methods, finders and actions.
    pub methods: Vec<MethodPlan>,
}

/// A record made for a method or key rather than declared in the schema.
#[derive(Clone, Debug)]
pub struct ParamsPlan {
    /// Module and name.
    pub item: ItemRef,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Its fields.
    pub fields: Vec<FieldPlan>,
}

/// Everything that planning a method reads.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) types: Types<'a>,
    pub(super) forms: &'a [FormPlan],
    pub(super) patches: &'a [PatchPlan],
}

/// Plans every resource.
pub(crate) fn plan(
    api: &Api,
    urns: &[String],
    planned: &[TypePlan],
    forms: &[FormPlan],
    patches: &[PatchPlan],
    scopes: &mut Scopes,
) -> Vec<ResourcePlan> {
    let named: Vec<ItemRef> = planned.iter().map(|plan| plan.item.clone()).collect();
    let context = Context { api, types: Types { urns, named: &named }, forms, patches };
    let mut accessors = Scope::default();
    for (taken, _) in names::CLIENT_FUNCTIONS {
        accessors.claim(taken);
    }
    let mut files: Vec<Scope> = api.products.iter().map(|_| Scope::default()).collect();
    for file in &mut files {
        file.claim("types");
        file.claim("mod");
    }
    let mut plans: Vec<ResourcePlan> = Vec::new();
    for id in api.resource_ids() {
        let resource = &api[id];
        let module = Module::Product(resource.product);
        let handle = names::camel(&full_name(api, resource), "Resource");
        let scope = scopes.of(module);
        let ident = scope.claim_any(&[handle.clone(), format!("{handle}Resource")]);
        let item = ItemRef { module, ident, given: Given::Ref };
        let own_name = accessor_name(api, resource);
        let file = files.get_mut(resource.product.index()).map(|scope| scope.claim(&own_name)).unwrap_or(own_name.clone());
        let compound_key = compound_key(&context, resource, &item, scope);
        let key = key_type(&context, resource, compound_key.as_ref());
        let mut functions = Scope::default();
        functions.claim("new");
        let around = Around { resource, handle: &item, key: key.as_ref(), above: &plans };
        let mut methods: Vec<MethodPlan> = Vec::new();
        for pass in [false, true] {
            for (index, method) in resource.methods.iter().enumerate() {
                if (method.kind == ResourceMethod::Action) == pass {
                    methods.extend(context.methods(&around, index, &mut functions, scope));
                }
            }
        }
        plans.push(ResourcePlan {
            id,
            docs: resource_docs(api, resource),
            item,
            module: file,
            accessor: accessors.claim(&own_name),
            compound_key,
            methods,
        });
    }
    plans
}

/// The names from the root resource down, joined: `widgets-parts`.
fn full_name(api: &Api, resource: &Resource) -> String {
    let above = resource.parent.into_iter().flat_map(|parent| api.lineage(parent));
    names::resource_words(std::iter::once(&resource.name).chain(above.map(|id| &api[id].name)))
}

pub(super) fn accessor_name(api: &Api, resource: &Resource) -> String {
    names::accessor_name(&full_name(api, resource))
}

fn resource_docs(api: &Api, resource: &Resource) -> Vec<String> {
    let base = &api[resource.base];
    let mut out: Vec<String> = resource.doc.split("\n\n").map(|part| docs::escape(part.trim())).filter(|part| !part.is_empty()).collect();
    let kind = match resource.kind {
        ResourceKind::Collection => "collection",
        ResourceKind::Association => "association",
        ResourceKind::Simple => "simple resource",
        ResourceKind::Actions => "action set",
    };
    if out.is_empty() {
        out.push(format!("The {kind} `{}`.", resource.name.wire));
    }
    let of = if resource.unstructured { " of unstructured data" } else { "" };
    out.push(format!("Rest.li {kind}{of} at `{}{}{}`.", base.url, base.path, resource.path));
    if let Some(retired) = &resource.retired {
        let instead = resource.replaced_by.as_ref().map(|other| format!(" Use {} instead.", docs::escape(other))).unwrap_or_default();
        out.push(format!("Retired ({}).{instead}", docs::escape(retired)));
    }
    out.extend(docs::evidence(api, &resource.evidence));
    out
}

fn compound_key(context: &Context<'_>, resource: &Resource, handle: &ItemRef, scope: &mut Scope) -> Option<ParamsPlan> {
    let Some(Key::Compound { parts, .. }) = &resource.key else { return None };
    let ident = scope.claim(&format!("{}Key", handle.ident));
    let fields = params_fields(context, parts.iter(), true);
    let docs = vec![format!("The key of one entity of [`{}`].", handle.ident)];
    Some(ParamsPlan { item: ItemRef { module: handle.module, ident, given: Given::Ref }, docs, fields })
}

pub(super) fn key_type(context: &Context<'_>, resource: &Resource, compound: Option<&ParamsPlan>) -> Option<RustType> {
    match resource.key.as_ref()? {
        Key::Simple(param) => Some(context.types.rust(&param.ty)),
        Key::Compound { .. } => compound.map(|key| RustType::Item(key.item.clone())),
        Key::Complex { record, params, .. } => {
            let record = context.types.rust(&Type::Named(*record));
            Some(match params {
                Some(params) => RustType::ComplexKey(Box::new(record), Box::new(context.types.rust(&Type::Named(*params)))),
                None => record,
            })
        }
    }
}

pub(super) fn params_fields<'p>(context: &Context<'_>, params: impl Iterator<Item = &'p Param>, required: bool) -> Vec<FieldPlan> {
    let mut scope = Scope::default();
    params
        .map(|param| {
            let ty = context.types.rust(&param.ty);
            let mut paragraphs: Vec<String> = vec![docs::escape(param.doc.trim())];
            if param.doc.trim().is_empty() {
                paragraphs = vec![format!("`{}`", param.name.wire)];
            }
            if let Some(default) = &param.default {
                paragraphs.push(format!("The server takes `{default}` when it is left out."));
            }
            FieldPlan {
                permit: None,
                wire: param.name.wire.clone(),
                ident: scope.claim(&names::field_name(&param.name)),
                ty: if required { ty } else { RustType::Option(Box::new(ty)) },
                required,
                default: None,
                docs: paragraphs,
                deprecated: param.deprecated.clone(),
            }
        })
        .collect()
}
