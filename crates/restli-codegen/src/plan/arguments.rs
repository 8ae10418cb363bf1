//! What a generated function takes: keys, parameters and a body.

use restli_schema::api::{Key, Method, Name, Param, Resource, ResourceMethod};

use super::names;
use super::resources::{Context, ResourcePlan, key_type};
use super::types::{Given, RustType};

/// An argument of a method.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub ident: String,
    /// Its type, before [`Pass`] is applied.
    pub ty: RustType,
    /// The type of the key before each item, for [`Pass::EachByKey`].
    pub by: Option<RustType>,
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
    /// As `impl IntoIterator<Item = (K, T)>`.
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
    /// The query parameter that lists the criteria of a batch finder.
    Criteria(String),
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
    /// Bytes of any kind, sent as they are.
    Content,
}

impl Argument {
    fn of_type(name: &Name, ty: RustType, role: Role) -> Self {
        Self { ident: names::argument_name(name), pass: pass(&ty), ty, by: None, role }
    }

    /// A key in the path; what takes many forms elsewhere is given as it is here.
    pub(super) fn key(name: &Name, ty: RustType, placeholder: &str) -> Self {
        let mut key = Self::of_type(name, ty, Role::Key(placeholder.to_owned()));
        if key.pass == Pass::Into {
            key.pass = Pass::Ref;
        }
        key
    }
}

impl Context<'_> {
    /// The arguments of a method in order: keys from the outermost resource inwards, required parameters, body.
    pub(super) fn arguments(&self, resource: &Resource, method: &Method, key: Option<&RustType>, above: &[ResourcePlan]) -> Vec<Argument> {
        let mut arguments = self.ancestor_keys(resource, above);
        if let (true, Some((declared, key))) = (method.addresses_entity(), resource.key.as_ref().zip(key)) {
            let name = declared.name();
            arguments.push(Argument::key(name, key.clone(), &name.wire));
        }
        let parts = resource.key.iter().flat_map(Key::parts).filter(|part| method.keys.contains(&part.name.wire));
        arguments.extend(parts.map(|part| self.param(part, Role::KeyPart)));
        arguments.extend(method.required_params().map(|param| match method.kind {
            ResourceMethod::Action => self.param(param, Role::Body),
            _ if method.batch_param.as_ref() == Some(&param.name.wire) => self.param(param, Role::Criteria),
            _ => self.param(param, Role::Query),
        }));
        arguments.extend(self.body(resource, method, key));
        arguments
    }

    fn param(&self, param: &Param, role: fn(String) -> Role) -> Argument {
        Argument::of_type(&param.name, self.types.rust(&param.ty), role(param.name.wire.clone()))
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
                    let name = declared.name();
                    chain.push(Argument::key(name, ty, &name.wire));
                }
            }
            next = parent.parent;
        }
        chain.reverse();
        chain
    }

    fn body(&self, resource: &Resource, method: &Method, key: Option<&RustType>) -> Option<Argument> {
        use ResourceMethod as M;
        let sent = || match self.forms.iter().find(|form| form.applies_to(resource)) {
            Some(form) => RustType::Item(form.item.clone()),
            None => self.entity(resource),
        };
        let patch = || {
            let excluded = resource.unpatchable();
            let found = self.patches.iter().find(|patch| Some(patch.record) == resource.entity && patch.excluded == excluded);
            found.map_or(RustType::Json, |patch| RustType::Item(patch.item.clone()))
        };
        let argument = |ident: &str, ty, pass, role| Some(Argument { ident: ident.to_owned(), ty, by: None, pass, role });
        let by_key =
            |ident: &str, ty, role| Some(Argument { ident: ident.to_owned(), ty, by: Some(key?.clone()), pass: Pass::EachByKey, role });
        match method.kind {
            M::Create | M::Update if resource.unstructured => argument("content", RustType::Content, Pass::Value, Role::Content),
            M::BatchGet | M::BatchDelete => argument("ids", key?.clone(), Pass::Each, Role::Ids),
            M::Create | M::Update => argument("entity", sent(), Pass::Ref, Role::Entity),
            M::BatchCreate => argument("entities", sent(), Pass::Slice, Role::Entities),
            M::BatchUpdate => by_key("entities", sent(), Role::EntitiesByKey),
            M::PartialUpdate => argument("patch", patch(), Pass::Value, Role::Patch),
            M::BatchPartialUpdate => by_key("patches", patch(), Role::PatchesByKey),
            M::Get | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::Action => None,
        }
    }
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
