//! Resources: one handle each, with its key, methods and operations.

use restli_schema::api::{Api, Key, NamedProjection, Resource, ResourceId, ResourceKind, ResourceMethod};
use restli_schema::client_names::{Modules, accessor_name, functions, handle_names, key_name};
use restli_schema::constructors::parts_of_key;
use restli_schema::rust_names::{self, CLIENT_FUNCTIONS, Names, type_name};

use super::context::{Context, ResourceContext};
use super::docs;
use super::model::{ItemRef, MethodPlan, Module, ParamsPlan, PassBy, ProjectionPlan, ResourcePlan};
use super::operations;

/// Plans every resource.
pub(super) fn plan(context: &Context<'_>, modules: &mut Modules) -> Vec<ResourcePlan> {
    let api = context.api;
    let mut accessors = Names::default();
    for (taken, _) in CLIENT_FUNCTIONS {
        accessors.claim(taken);
    }
    let mut plans: Vec<ResourcePlan> = Vec::new();
    for id in api.resource_ids() {
        let resource = &api[id];
        let own_name = accessor_name(api, resource);
        let module = rust_names::resource_module_name(&own_name);
        plans.push(self::resource(context, id, modules, &plans, module, accessors.claim(&own_name)));
    }
    operations::link(api, &mut plans);
    plans
}

fn resource(
    context: &Context<'_>,
    id: ResourceId,
    modules: &mut Modules,
    above: &[ResourcePlan],
    file: String,
    accessor: String,
) -> ResourcePlan {
    let api = context.api;
    let resource = &api[id];
    let module = Module::Product(resource.product);
    let names = modules.of(Some(resource.product));
    let ident = names.claim_any(&handle_names(api, resource));
    let item = ItemRef { module, ident, pass_by: PassBy::Ref };
    let compound_key = compound_key(context, resource, &item, names);
    let key = context.key_type(resource, compound_key.as_ref());
    let around = ResourceContext { id, resource, handle: &item, key: key.as_ref(), above };
    let methods = methods(context, &around, names);
    ResourcePlan {
        id,
        product: resource.product.index(),
        docs: resource_docs(api, resource),
        entity: resource.entity,
        projections: resource.projections.iter().map(projection).collect(),
        module: file,
        accessor,
        operations: operations::plan(api, resource, &methods),
        item,
        compound_key,
        methods,
    }
}

/// The functions of a handle: methods and finders first.
fn methods(context: &Context<'_>, around: &ResourceContext<'_>, names: &mut Names) -> Vec<MethodPlan> {
    let functions = functions(around.resource);
    let kinds = || around.resource.methods.iter().map(|method| method.kind == ResourceMethod::Action).zip(&functions).enumerate();
    let others = kinds().filter(|(_, (is_action, _))| !is_action);
    let actions = kinds().filter(|(_, (is_action, _))| *is_action);
    others.chain(actions).flat_map(|(index, (_, functions))| context.methods(around, index, functions, names)).collect()
}

fn projection(named: &NamedProjection) -> ProjectionPlan {
    ProjectionPlan { ident: type_name(&named.name), docs: docs::paragraphs(&named.doc), projection: named.projection.clone() }
}

fn resource_docs(api: &Api, resource: &Resource) -> Vec<String> {
    let base = &api[resource.base];
    let mut out = docs::paragraphs(&resource.doc);
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
    out.extend(resource.deprecated.as_deref().map(docs::deprecated));
    out.extend(docs::evidence(api, &resource.evidence));
    out
}

fn compound_key(context: &Context<'_>, resource: &Resource, handle: &ItemRef, names: &mut Names) -> Option<ParamsPlan> {
    let Some(Key::Compound { parts, .. }) = &resource.key else { return None };
    let ident = names.claim(&key_name(&handle.ident));
    let docs = vec![format!("The key of one entity of [`{}`].", handle.ident)];
    let item = ItemRef { module: handle.module, ident, pass_by: PassBy::Ref };
    let fields = context.params_fields(parts.iter(), true);
    let parts = parts_of_key(context.api, parts, &item.ident);
    Some(ParamsPlan { item, docs, fields, parts })
}
