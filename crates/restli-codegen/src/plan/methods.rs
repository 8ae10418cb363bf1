//! Methods, finders and actions: functions and results.

use restli_schema::api::{Key, Method, Param, ProjectionStyle, Resource, ResourceMethod, Type};
use restli_schema::client_names::{Functions, operation_id, params_name};
use restli_schema::rust_names::{self, Names};

use super::address::address;
use super::context::{Context, ResourceContext};
use super::docs;
use super::model::{Argument, ItemRef, MethodPlan, ParamsPlan, PassBy, Returns, RustType};
use super::permits;

impl Context<'_> {
    /// The functions of a method: one by the main key, and one for each alternative key.
    pub(super) fn methods(&self, around: &ResourceContext<'_>, index: usize, functions: &Functions, scope: &mut Names) -> Vec<MethodPlan> {
        let Some(method) = around.resource.methods.get(index) else { return Vec::new() };
        let plan = self.method(around, index, method, &functions.main, scope);
        let alternatives = around.resource.alt_keys.iter().zip(&functions.by_alternative);
        let others: Vec<MethodPlan> = alternatives.map(|(key, name)| self.by_alternative(around, method, &plan, key, name)).collect();
        std::iter::once(plan).chain(others).collect()
    }

    fn method(&self, around: &ResourceContext<'_>, index: usize, method: &Method, fn_name: &str, scope: &mut Names) -> MethodPlan {
        let ResourceContext { resource, handle, key, .. } = *around;
        let bare = rust_names::bare(fn_name).to_owned();
        let optional = || method.optional_params();
        let params = optional().next().is_some().then(|| ParamsPlan {
            item: ItemRef { module: handle.module, ident: scope.claim(&params_name(&handle.ident, &bare)), pass_by: PassBy::Ref },
            docs: vec![format!("Optional parameters of [`{}::{bare}`].", handle.ident)],
            fields: self.params_fields(optional(), false),
            parts: None,
        });
        let url = address(self.api, resource, method, &resource.method_path(method), None);
        let returns = self.returns(resource, method, key);
        MethodPlan {
            index,
            constant: rust_names::of_constant(&bare),
            docs: docs::method(self.api, resource, method, method.kind.http_verb(), &url),
            deprecated: deprecation(resource, method),
            id: operation_id(self.api, resource, fn_name),
            url,
            arguments: apart(self.by_name(around, self.arguments(around, method))),
            params,
            selects: selects(method, &returns),
            returns,
            permit: method.requirement.is_checked().then(|| permits::of_call(self.api, resource, &bare)),
            fn_name: fn_name.to_owned(),
            alt_key: None,
            example: None,
        }
    }

    /// The function of a method by an alternative key, which replaces the resource's key everywhere (`docs/protocol.md §2.2`).
    fn by_alternative(&self, around: &ResourceContext<'_>, method: &Method, plan: &MethodPlan, key: &Param, fn_name: &str) -> MethodPlan {
        let resource = around.resource;
        let own = resource.key.as_ref().map(Key::name);
        let ty = self.types.rust(&key.ty);
        let arguments = self.arguments(around, method).into_iter().map(|argument| argument.by_alternative(own, key, &ty)).collect();
        let own_path = resource.method_path(method);
        let path = own.map_or(own_path.clone(), |own| own_path.replace(&format!("{{{}}}", own.wire), &format!("{{{}}}", key.name.wire)));
        let url = address(self.api, resource, method, &path, Some(&key.name.wire));
        MethodPlan {
            docs: docs::by_alternative(&around.handle.ident, plan, key, method.kind.http_verb(), &url),
            id: operation_id(self.api, resource, fn_name),
            permit: plan.permit.as_ref().map(|_| permits::of_call(self.api, resource, fn_name)),
            fn_name: fn_name.to_owned(),
            url,
            arguments: apart(self.by_name(around, arguments)),
            returns: self.returns(resource, method, Some(&ty)),
            alt_key: Some(key.name.wire.clone()),
            ..plan.clone()
        }
    }

    fn returns(&self, resource: &Resource, method: &Method, key: Option<&RustType>) -> Returns {
        use ResourceMethod as M;
        let key = || key.cloned().unwrap_or(RustType::Json);
        let entity = || self.entity(resource);
        let page = |name| {
            let metadata = method.metadata.map(|record| self.types.rust(&Type::Named(record)));
            Returns::Envelope(name, std::iter::once(entity()).chain(metadata).collect())
        };
        match method.kind {
            M::Get => Returns::Value(entity()),
            M::GetAll | M::Finder => page("Page"),
            M::BatchFinder => page("BatchPages"),
            M::BatchGet => Returns::Envelope("BatchResult", vec![key(), entity()]),
            M::Create if method.keyless && method.returns_entity => Returns::Value(entity()),
            M::Create if method.keyless => Returns::Empty,
            M::Create if method.returns_entity => Returns::Envelope("CreatedEntity", vec![key(), entity()]),
            M::Create => Returns::Envelope("Created", vec![key()]),
            M::BatchCreate if method.keyless && method.returns_entity => Returns::Envelope("BatchKeylessEntities", vec![entity()]),
            M::BatchCreate if method.keyless => Returns::Envelope("BatchKeyless", Vec::new()),
            M::BatchCreate if method.returns_entity => Returns::Envelope("BatchCreatedEntities", vec![key(), entity()]),
            M::BatchCreate => Returns::Envelope("BatchCreated", vec![key()]),
            M::PartialUpdate if method.returns_entity => Returns::Envelope("UpdatedEntity", vec![entity()]),
            M::BatchPartialUpdate if method.returns_entity => Returns::Envelope("BatchUpdatedEntities", vec![key(), entity()]),
            M::Update | M::PartialUpdate | M::Delete => Returns::Empty,
            M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => Returns::Envelope("BatchStatus", vec![key()]),
            M::Action => method.returns.as_ref().map_or(Returns::Empty, |result| {
                let ty = self.types.rust(&result.ty);
                Returns::Value(if result.optional { RustType::Option(Box::new(ty)) } else { ty })
            }),
        }
    }
}

/// The projection style that `select` accepts; `None` if the response holds no entity or the endpoint takes no projection.
fn selects(method: &Method, returns: &Returns) -> Option<ProjectionStyle> {
    let has_entities = match returns {
        Returns::Value(_) => true,
        Returns::Envelope(name, _) => !matches!(*name, "Created" | "BatchCreated" | "BatchKeyless" | "BatchStatus"),
        Returns::Empty => false,
    };
    match method.projection {
        ProjectionStyle::None => None,
        style @ (ProjectionStyle::Restli | ProjectionStyle::Decorated | ProjectionStyle::Flat) => Some(style).filter(|_| has_entities),
    }
}

/// Renames arguments so that their names differ. A parameter yields to the content of the call.
fn apart(mut arguments: Vec<Argument>) -> Vec<Argument> {
    let mut taken = Names::default();
    if let Some((content, before)) = arguments.split_last_mut() {
        before.iter_mut().filter(|argument| argument.ident == content.ident).for_each(|argument| argument.ident.push('_'));
    }
    for argument in &mut arguments {
        argument.ident = taken.claim(&argument.ident);
    }
    arguments
}

fn deprecation(resource: &Resource, method: &Method) -> Option<String> {
    let retired = method.retired.as_ref().or(resource.retired.as_ref()).map(|since| format!("retired ({since})"));
    let reason = retired.or_else(|| method.deprecated.clone()).or_else(|| resource.deprecated.clone())?;
    let instead = method.replaced_by.as_ref().or(resource.replaced_by.as_ref());
    Some(match instead {
        Some(other) => format!("{reason}; use {other}"),
        None => reason,
    })
}
