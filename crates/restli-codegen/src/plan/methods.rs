//! Methods, finders and actions: functions, arguments, results.

use restli_schema::api::{Key, Method, Resource, ResourceId, ResourceMethod, Type};

use super::address::address;
use super::arguments::{Argument, Role, pass, pass_key};
use super::docs;
use super::names::{self, Scope};
use super::resources::{Context, ParamsPlan, ResourcePlan, accessor_name, key_placeholder, params_fields};
use super::types::{Given, ItemRef, RustType};

/// A method's plan.
#[derive(Debug)]
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

impl Context<'_> {
    #[allow(clippy::too_many_arguments, reason = "one call site; the parts are the method's surroundings")]
    pub(super) fn method(
        &self,
        resource_id: ResourceId,
        handle: &ItemRef,
        index: usize,
        method: &Method,
        key: Option<&RustType>,
        above: &[ResourcePlan],
        functions: &mut Scope,
        scope: &mut Scope,
    ) -> MethodPlan {
        let resource = &self.api[resource_id];
        let fn_name = function(method, functions);
        let bare = names::file_stem(&fn_name).to_owned();
        let entity = resource.entity.map_or(RustType::Json, |id| self.types.rust(&Type::Named(id)));
        let on_entity = on_entity(resource, method);
        let mut path = resource.path.clone();
        let mut arguments = self.ancestor_keys(resource, above);
        let own_key = resource.key.as_ref().zip(key);
        if let (true, Some((declared, key))) = (on_entity, own_key) {
            let name = key_placeholder(declared);
            path = format!("{path}/{{{}}}", name.wire);
            arguments.push(Argument {
                ident: names::argument_name(name),
                ty: key.clone(),
                by: None,
                pass: pass_key(key),
                role: Role::Key(name.wire.clone()),
            });
        }
        if let Some(Key::Compound { parts, .. }) = &resource.key {
            arguments.extend(parts.iter().filter(|part| method.keys.contains(&part.name.wire)).map(|part| Argument {
                ident: names::argument_name(&part.name),
                ty: self.types.rust(&part.ty),
                by: None,
                pass: pass(&self.types.rust(&part.ty)),
                role: Role::KeyPart(part.name.wire.clone()),
            }));
        }
        let action = method.kind == ResourceMethod::Action;
        arguments.extend(method.params.iter().filter(|param| !param.optional && param.default.is_none()).map(|param| Argument {
            ident: names::argument_name(&param.name),
            ty: self.types.rust(&param.ty),
            by: None,
            pass: pass(&self.types.rust(&param.ty)),
            role: if action { Role::Body(param.name.wire.clone()) } else { Role::Query(param.name.wire.clone()) },
        }));
        arguments.extend(self.body(resource, method, key, &entity));
        let mut taken = Scope::default();
        for argument in &mut arguments {
            argument.ident = taken.claim(&argument.ident);
        }
        let optional = || method.params.iter().filter(|param| param.optional || param.default.is_some());
        let params = optional().next().is_some().then(|| ParamsPlan {
            item: ItemRef {
                module: handle.module,
                ident: scope.claim(&format!("{}{}", handle.ident, names::camel(&bare, ""))),
                given: Given::Ref,
            },
            docs: vec![format!("Optional parameters of [`{}::{}`].", handle.ident, fn_name)],
            fields: params_fields(self, optional(), false),
        });
        let product = &self.api[resource.product];
        let id = format!("{}.{}.{bare}", product.name.wire, names::file_stem(&accessor_name(self.api, resource)));
        let url = address(self.api, resource, method, &path);
        MethodPlan {
            index,
            constant: names::constant_name(&bare),
            docs: docs::method(self.api, resource, method, method.kind.http_verb(), &url),
            deprecated: deprecation(resource, method),
            id,
            path,
            url,
            arguments,
            params,
            returns: self.returns(method, key, &entity),
            fn_name,
        }
    }

    fn returns(&self, method: &Method, key: Option<&RustType>, entity: &RustType) -> Returns {
        use ResourceMethod as M;
        let key = || key.cloned().unwrap_or(RustType::Json);
        let page = |name| {
            let metadata = method.metadata.map(|record| self.types.rust(&Type::Named(record)));
            Returns::Envelope(name, std::iter::once(entity.clone()).chain(metadata).collect())
        };
        match method.kind {
            M::Get => Returns::Value(entity.clone()),
            M::GetAll | M::Finder => page("Page"),
            M::BatchFinder => page("BatchPages"),
            M::BatchGet => Returns::Envelope("BatchResult", vec![key(), entity.clone()]),
            M::Create if method.returns_entity => Returns::Envelope("CreatedEntity", vec![key(), entity.clone()]),
            M::Create => Returns::Envelope("Created", vec![key()]),
            M::BatchCreate => Returns::Envelope("BatchCreated", vec![key()]),
            M::PartialUpdate if method.returns_entity => Returns::Value(entity.clone()),
            M::Update | M::PartialUpdate | M::Delete => Returns::Empty,
            M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => Returns::Envelope("BatchStatus", vec![key()]),
            M::Action => method.returns.as_ref().map_or(Returns::Empty, |ty| Returns::Value(self.types.rust(ty))),
        }
    }
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
        kind => functions.claim(kind.wire_name()),
    }
}

fn on_entity(resource: &Resource, method: &Method) -> bool {
    use ResourceMethod as M;
    resource.key.is_some()
        && match method.kind {
            M::Get | M::Update | M::PartialUpdate | M::Delete => true,
            M::Action => method.on_entity,
            _ => false,
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
