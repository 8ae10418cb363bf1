//! Resources and methods: functions, arguments, results.

use restli_schema::api::{Api, Key, Method, Param, Resource, ResourceId, ResourceKind, ResourceMethod, Type};

use super::docs;
use super::forms::{FormPlan, PatchPlan, excluded};
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

/// A record made for a method or key rather than declared in the schema.
#[derive(Debug)]
pub struct ParamsPlan {
    /// Module and name.
    pub item: ItemRef,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// Its fields.
    pub fields: Vec<FieldPlan>,
}

/// An argument of a method.
#[derive(Debug)]
pub struct Argument {
    /// Its name.
    pub ident: String,
    /// Its type, before [`Pass`] is applied.
    pub ty: RustType,
    /// How it is passed.
    pub pass: Pass,
    /// What becomes of it.
    pub role: Role,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// By value.
    Value,
    /// As `&str`.
    Str,
    /// As `impl Into<T>`.
    Into,
    /// By reference.
    Ref,
    /// As a slice.
    Slice,
    /// As `impl IntoIterator<Item = T>`.
    Each,
    /// As `impl IntoIterator<Item = (K, T)>`, the key being the resource's.
    EachByKey,
}

/// What becomes of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Fills a placeholder of the path.
    Key(String),
    /// One part of a compound key, in the path of a finder.
    KeyPart(String),
    /// A query parameter.
    Query(String),
    /// A parameter of an action, in the body.
    Body(String),
    /// The `ids` of a batch.
    Ids,
    /// The entity sent.
    Entity,
    /// Entities of a batch create.
    Entities,
    /// Entities by key.
    EntitiesByKey,
    /// The patch sent.
    Patch,
    /// Patches by key.
    PatchesByKey,
}

/// What a request resolves to.
#[derive(Debug)]
pub enum Returns {
    /// An entity or an action's value.
    Value(RustType),
    /// A page of entities.
    Page(RustType),
    /// One page per criterion.
    Pages(RustType),
    /// Entities by key.
    Batch(RustType, RustType),
    /// The key of what was created.
    Created(RustType),
    /// The key and the entity.
    CreatedEntity(RustType, RustType),
    /// The outcome of each created entity.
    BatchCreated(RustType),
    /// The outcome by key.
    BatchStatus(RustType),
    /// Nothing.
    Empty,
}

/// Everything that planning a method reads.
struct Context<'a> {
    api: &'a Api,
    types: Types<'a>,
    forms: &'a [FormPlan],
    patches: &'a [PatchPlan],
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
    for taken in ["builder", "from_core", "core", "raw"] {
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
        let mut methods: Vec<MethodPlan> = Vec::new();
        for pass in [false, true] {
            for (index, method) in resource.methods.iter().enumerate() {
                if (method.kind == ResourceMethod::Action) == pass {
                    methods.push(context.method(id, &item, index, method, key.as_ref(), &plans, &mut functions, scope));
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
    match (&resource.name.rust, resource.parent) {
        (Some(forced), _) => forced.clone(),
        (None, Some(parent)) => format!("{}-{}", full_name(api, &api[parent]), resource.name.wire),
        (None, None) => resource.name.wire.clone(),
    }
}

fn accessor_name(api: &Api, resource: &Resource) -> String {
    let name = restli_schema::api::Name { wire: full_name(api, resource), rust: None, span: resource.name.span };
    names::function_name(&name)
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
    out.push(format!("Rest.li {kind} at `{}{}{}`.", base.url, base.path, resource.path));
    if let Some(retired) = &resource.retired {
        let instead = resource.replaced_by.as_ref().map(|other| format!(" Use {} instead.", docs::escape(other))).unwrap_or_default();
        out.push(format!("Retired ({}).{instead}", docs::escape(retired)));
    }
    out.extend(docs::evidence(&resource.evidence));
    out
}

fn compound_key(context: &Context<'_>, resource: &Resource, handle: &ItemRef, scope: &mut Scope) -> Option<ParamsPlan> {
    let Some(Key::Compound { parts, .. }) = &resource.key else { return None };
    let ident = scope.claim(&format!("{}Key", handle.ident));
    let fields = params_fields(context, parts.iter(), true);
    let docs = vec![format!("The key of one entity of [`{}`].", handle.ident)];
    Some(ParamsPlan { item: ItemRef { module: handle.module, ident, given: Given::Ref }, docs, fields })
}

fn key_type(context: &Context<'_>, resource: &Resource, compound: Option<&ParamsPlan>) -> Option<RustType> {
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

fn key_placeholder(key: &Key) -> &restli_schema::api::Name {
    match key {
        Key::Simple(param) => &param.name,
        Key::Compound { name, .. } | Key::Complex { name, .. } => name,
    }
}

fn params_fields<'p>(context: &Context<'_>, params: impl Iterator<Item = &'p Param>, required: bool) -> Vec<FieldPlan> {
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

impl Context<'_> {
    #[allow(clippy::too_many_arguments, reason = "one call site; the parts are the method's surroundings")]
    fn method(
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
                pass: pass_key(key),
                role: Role::Key(name.wire.clone()),
            });
        }
        if let Some(Key::Compound { parts, .. }) = &resource.key {
            arguments.extend(parts.iter().filter(|part| method.keys.contains(&part.name.wire)).map(|part| Argument {
                ident: names::argument_name(&part.name),
                ty: self.types.rust(&part.ty),
                pass: pass(&self.types.rust(&part.ty)),
                role: Role::KeyPart(part.name.wire.clone()),
            }));
        }
        let action = method.kind == ResourceMethod::Action;
        arguments.extend(method.params.iter().filter(|param| !param.optional && param.default.is_none()).map(|param| Argument {
            ident: names::argument_name(&param.name),
            ty: self.types.rust(&param.ty),
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

    /// The keys of every resource above, outermost first.
    fn ancestor_keys(&self, resource: &Resource, above: &[ResourcePlan]) -> Vec<Argument> {
        let mut chain = Vec::new();
        let mut next = resource.parent;
        while let Some(id) = next {
            let parent = &self.api[id];
            if let Some(declared) = &parent.key {
                let compound = above.iter().find(|plan| plan.id == id).and_then(|plan| plan.compound_key.as_ref());
                if let Some(ty) = key_type(self, parent, compound) {
                    let name = key_placeholder(declared);
                    chain.push(Argument { ident: names::argument_name(name), pass: pass_key(&ty), ty, role: Role::Key(name.wire.clone()) });
                }
            }
            next = parent.parent;
        }
        chain.reverse();
        chain
    }

    fn body(&self, resource: &Resource, method: &Method, key: Option<&RustType>, entity: &RustType) -> Option<Argument> {
        use ResourceMethod as M;
        let sent = || match self.forms.iter().find(|form| form.applies_to(resource)) {
            Some(form) => RustType::Item(form.item.clone()),
            None => entity.clone(),
        };
        let patch = || {
            let excluded = excluded(resource);
            let found = self.patches.iter().find(|patch| Some(patch.record) == resource.entity && patch.excluded == excluded);
            found.map_or(RustType::Json, |patch| RustType::Item(patch.item.clone()))
        };
        let argument = |ident: &str, ty, pass, role| Some(Argument { ident: ident.to_owned(), ty, pass, role });
        match method.kind {
            M::BatchGet | M::BatchDelete => argument("ids", key?.clone(), Pass::Each, Role::Ids),
            M::Create | M::Update => argument("entity", sent(), Pass::Ref, Role::Entity),
            M::BatchCreate => argument("entities", sent(), Pass::Slice, Role::Entities),
            M::BatchUpdate => argument("entities", sent(), Pass::EachByKey, Role::EntitiesByKey),
            M::PartialUpdate => argument("patch", patch(), Pass::Value, Role::Patch),
            M::BatchPartialUpdate => argument("patches", patch(), Pass::EachByKey, Role::PatchesByKey),
            M::Get | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::Action => None,
        }
    }

    fn returns(&self, method: &Method, key: Option<&RustType>, entity: &RustType) -> Returns {
        use ResourceMethod as M;
        let key = || key.cloned().unwrap_or(RustType::Json);
        match method.kind {
            M::Get => Returns::Value(entity.clone()),
            M::GetAll | M::Finder => Returns::Page(entity.clone()),
            M::BatchFinder => Returns::Pages(entity.clone()),
            M::BatchGet => Returns::Batch(key(), entity.clone()),
            M::Create if method.returns_entity => Returns::CreatedEntity(key(), entity.clone()),
            M::Create => Returns::Created(key()),
            M::BatchCreate => Returns::BatchCreated(key()),
            M::PartialUpdate if method.returns_entity => Returns::Value(entity.clone()),
            M::Update | M::PartialUpdate | M::Delete => Returns::Empty,
            M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => Returns::BatchStatus(key()),
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

fn pass(ty: &RustType) -> Pass {
    match ty {
        RustType::Bool | RustType::I32 | RustType::I64 | RustType::F32 | RustType::F64 => Pass::Value,
        RustType::String => Pass::Str,
        RustType::Vec(_) => Pass::Slice,
        RustType::Item(item) if item.given == Given::Value => Pass::Value,
        other if other.takes_into() => Pass::Into,
        _ => Pass::Ref,
    }
}

fn pass_key(ty: &RustType) -> Pass {
    match pass(ty) {
        Pass::Into => Pass::Ref,
        other => other,
    }
}

/// The address as a person would write it: `https://…/posts?q=author&author={author}[&sortBy={sortBy}]`.
fn address(api: &Api, resource: &Resource, method: &Method, path: &str) -> String {
    use ResourceMethod as M;
    let base = &api[resource.base];
    let mut required = Vec::new();
    let mut optional = Vec::new();
    match method.kind {
        M::Finder => required.push(format!("q={}", method.name.wire)),
        M::BatchFinder => required.push(format!("bq={}", method.name.wire)),
        M::Action => required.push(format!("action={}", method.name.wire)),
        M::BatchGet | M::BatchUpdate | M::BatchPartialUpdate | M::BatchDelete => required.push("ids=List(…)".to_owned()),
        _ => {}
    }
    if method.kind != M::Action {
        for param in &method.params {
            let text = format!("{0}={{{0}}}", param.name.wire);
            if param.optional || param.default.is_some() { optional.push(text) } else { required.push(text) }
        }
    }
    let mut url = format!("{}{}{path}", base.url, base.path);
    if !method.keys.is_empty() {
        let parts: Vec<String> = method.keys.iter().map(|key| format!("{key}:{{{key}}}")).collect();
        url.extend(["/(", &parts.join(","), ")"]);
    }
    for (index, text) in required.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(text);
    }
    for (index, text) in optional.iter().enumerate() {
        let mark = if index == 0 && required.is_empty() { '?' } else { '&' };
        url.push('[');
        url.push(mark);
        url.push_str(text);
        url.push(']');
    }
    url
}
