//! Methods, finders and actions: functions and results.

use restli_schema::api::{Key, Method, Param, Resource, ResourceMethod, Type};

use super::address::address;
use super::arguments::{Argument, Pass, Role};
use super::docs;
use super::names::{self, Scope};
use super::resources::{Context, ParamsPlan, ResourcePlan, accessor_name, params_fields};
use super::types::{Given, ItemRef, RustType};

/// A method's plan.
#[derive(Clone, Debug)]
pub struct MethodPlan {
    /// Position in [`Resource::methods`].
    pub index: usize,
    /// Function name, e.g. `find_by_author`.
    pub fn_name: String,
    /// Name of the static operation, e.g. `FIND_BY_AUTHOR`.
    pub constant: String,
    /// Stable id: `content.posts.find_by_author`.
    pub id: String,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Why it should not be used.
    pub deprecated: Option<String>,
    /// Path template below the base, e.g. `/posts/{postUrn}`.
    pub path: String,
    /// The whole address with its query, for people.
    pub url: String,
    /// Arguments in order.
    pub arguments: Vec<Argument>,
    /// Optional parameters.
    pub params: Option<ParamsPlan>,
    /// What the request resolves to.
    pub returns: Returns,
    /// The trait of scopes that permit it, if it needs a permission.
    pub permit: Option<String>,
    /// The alternative key that it takes. Operation and optional parameters are those of the method without one.
    pub alt_key: Option<String>,
}

/// What a request resolves to.
#[derive(Clone, Debug)]
pub enum Returns {
    /// An entity or an action's value.
    Value(RustType),
    /// A type of the runtime with its arguments: `Page<Thing, Summary>`.
    Envelope(&'static str, Vec<RustType>),
    /// Nothing.
    Empty,
}

/// What surrounds the methods of a resource while they are planned.
pub(super) struct Around<'r> {
    pub(super) resource: &'r Resource,
    pub(super) handle: &'r ItemRef,
    pub(super) key: Option<&'r RustType>,
    /// The plans of the resources before it, its parents among them.
    pub(super) above: &'r [ResourcePlan],
}

impl Context<'_> {
    /// A method and, for each alternative key, the same method by that key.
    pub(super) fn methods(&self, around: &Around<'_>, index: usize, functions: &mut Scope, scope: &mut Scope) -> Vec<MethodPlan> {
        let Some(method) = around.resource.methods.get(index) else { return Vec::new() };
        let plan = self.method(around, index, method, functions, scope);
        let alternatives = around.resource.alt_keys.iter().filter(|_| method.takes_keys());
        let others: Vec<MethodPlan> = alternatives.map(|key| self.by_alternative(around, method, &plan, key, functions)).collect();
        std::iter::once(plan).chain(others).collect()
    }

    fn method(&self, around: &Around<'_>, index: usize, method: &Method, functions: &mut Scope, scope: &mut Scope) -> MethodPlan {
        let Around { resource, handle, key, above } = *around;
        let fn_name = function(method, functions);
        let bare = names::file_stem(&fn_name).to_owned();
        let optional = || method.optional_params();
        let params = optional().next().is_some().then(|| ParamsPlan {
            item: ItemRef {
                module: handle.module,
                ident: scope.claim(&format!("{}{}", handle.ident, names::camel(&bare, ""))),
                given: Given::Ref,
            },
            docs: vec![format!("Optional parameters of [`{}::{bare}`].", handle.ident)],
            fields: params_fields(self, optional(), false),
        });
        let path = resource.method_path(method);
        let url = address(self.api, resource, method, &path, None);
        MethodPlan {
            index,
            permit: None,
            constant: names::constant_name(&bare),
            docs: docs::method(self.api, resource, method, method.kind.http_verb(), &url),
            deprecated: deprecation(resource, method),
            id: self.id(resource, &bare),
            path,
            url,
            arguments: apart(self.arguments(resource, method, key, above)),
            params,
            returns: self.returns(resource, method, key),
            fn_name,
            alt_key: None,
        }
    }

    /// The same method by an alternative key, which stands wherever the resource's own would (`docs/protocol.md §2.2`).
    fn by_alternative(&self, around: &Around<'_>, method: &Method, plan: &MethodPlan, key: &Param, functions: &mut Scope) -> MethodPlan {
        let resource = around.resource;
        let own = resource.key.as_ref().map(Key::name);
        let ty = self.types.rust(&key.ty);
        let mut arguments = plan.arguments.clone();
        for argument in &mut arguments {
            match &argument.role {
                Role::Key(wire) if own.is_some_and(|own| own.wire == *wire) => {
                    let placeholder = wire.clone();
                    *argument = Argument::key(&key.name, ty.clone(), &placeholder);
                }
                Role::Ids => argument.ty = ty.clone(),
                _ if argument.pass == Pass::EachByKey => argument.by = Some(ty.clone()),
                _ => {}
            }
        }
        let stem = |name: &str| names::file_stem(name).to_owned();
        let bare = format!("{}_by_{}", stem(&plan.fn_name), stem(&names::field_name(&key.name)));
        let path = own.map_or(plan.path.clone(), |own| plan.path.replace(&format!("{{{}}}", own.wire), &format!("{{{}}}", key.name.wire)));
        let url = address(self.api, resource, method, &path, Some(&key.name.wire));
        let fn_name = functions.claim(&bare);
        MethodPlan {
            docs: docs::by_alternative(&around.handle.ident, plan, key, method.kind.http_verb(), &url),
            id: self.id(resource, &fn_name),
            fn_name,
            url,
            arguments: apart(arguments),
            returns: self.returns(resource, method, Some(&ty)),
            alt_key: Some(key.name.wire.clone()),
            ..plan.clone()
        }
    }

    fn id(&self, resource: &Resource, function: &str) -> String {
        let product = &self.api[resource.product].name.wire;
        format!("{product}.{}.{function}", names::file_stem(&accessor_name(self.api, resource)))
    }

    /// The type of an entity.
    pub(super) fn entity(&self, resource: &Resource) -> RustType {
        match resource.entity {
            Some(id) => self.types.rust(&Type::Named(id)),
            None if resource.unstructured => RustType::Content,
            None => RustType::Json,
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
            M::Create if method.returns_entity => Returns::Envelope("CreatedEntity", vec![key(), entity()]),
            M::Create => Returns::Envelope("Created", vec![key()]),
            M::BatchCreate if method.returns_entity => Returns::Envelope("BatchCreatedEntities", vec![key(), entity()]),
            M::BatchCreate => Returns::Envelope("BatchCreated", vec![key()]),
            M::PartialUpdate if method.returns_entity => Returns::Envelope("UpdatedEntity", vec![entity()]),
            M::BatchPartialUpdate if method.returns_entity => Returns::Envelope("BatchUpdatedEntities", vec![key(), entity()]),
            M::Update | M::PartialUpdate | M::Delete => Returns::Empty,
            M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => Returns::Envelope("BatchStatus", vec![key()]),
            M::Action => method.returns.as_ref().map_or(Returns::Empty, |ty| Returns::Value(self.types.rust(ty))),
        }
    }
}

/// Arguments of different names.
fn apart(mut arguments: Vec<Argument>) -> Vec<Argument> {
    let mut taken = Scope::default();
    for argument in &mut arguments {
        argument.ident = taken.claim(&argument.ident);
    }
    arguments
}

fn function(method: &Method, functions: &mut Scope) -> String {
    match method.kind {
        ResourceMethod::Finder => functions.claim(&names::prefixed("find_by_", &method.name)),
        ResourceMethod::BatchFinder => functions.claim(&names::prefixed("batch_find_by_", &method.name)),
        ResourceMethod::Action => {
            let name = names::function_name(&method.name);
            let fallback = format!("{}_action", names::file_stem(&name));
            functions.claim_any(&[name, fallback])
        }
        _ => functions.claim(&names::function_name(&method.name)),
    }
}

fn deprecation(resource: &Resource, method: &Method) -> Option<String> {
    let retired = method.retired.as_ref().or(resource.retired.as_ref())?;
    let instead = method.replaced_by.as_ref().or(resource.replaced_by.as_ref());
    Some(match instead {
        Some(other) => format!("retired ({retired}); use {other}"),
        None => format!("retired ({retired})"),
    })
}
