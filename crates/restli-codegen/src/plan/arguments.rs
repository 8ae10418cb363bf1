//! What a generated function takes: keys, parameters and a body.

use restli_schema::api::{Method, Resource, ResourceMethod};

use super::forms::excluded;
use super::names;
use super::resources::{Context, ResourcePlan, key_placeholder, key_type};
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

impl Context<'_> {
    /// The keys of every resource above, outermost first.
    pub(super) fn ancestor_keys(&self, resource: &Resource, above: &[ResourcePlan]) -> Vec<Argument> {
        let mut chain = Vec::new();
        let mut next = resource.parent;
        while let Some(id) = next {
            let parent = &self.api[id];
            if let Some(declared) = &parent.key {
                let compound = above.iter().find(|plan| plan.id == id).and_then(|plan| plan.compound_key.as_ref());
                if let Some(ty) = key_type(self, parent, compound) {
                    let name = key_placeholder(declared);
                    chain.push(Argument {
                        ident: names::argument_name(name),
                        by: None,
                        pass: pass_key(&ty),
                        ty,
                        role: Role::Key(name.wire.clone()),
                    });
                }
            }
            next = parent.parent;
        }
        chain.reverse();
        chain
    }

    pub(super) fn body(&self, resource: &Resource, method: &Method, key: Option<&RustType>, entity: &RustType) -> Option<Argument> {
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
        let argument = |ident: &str, ty, pass, role| {
            let by = if pass == Pass::EachByKey { key.cloned() } else { None };
            Some(Argument { ident: ident.to_owned(), ty, by, pass, role })
        };
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
}

/// How a value of a type is passed.
pub(super) fn pass(ty: &RustType) -> Pass {
    match ty {
        RustType::Bool | RustType::I32 | RustType::I64 | RustType::F32 | RustType::F64 => Pass::Value,
        RustType::String => Pass::Str,
        RustType::Vec(_) => Pass::Slice,
        RustType::Item(item) if item.given == Given::Value => Pass::Value,
        other if other.takes_into() => Pass::Into,
        _ => Pass::Ref,
    }
}

/// How a key of a type is passed.
pub(super) fn pass_key(ty: &RustType) -> Pass {
    match pass(ty) {
        Pass::Into => Pass::Ref,
        other => other,
    }
}
