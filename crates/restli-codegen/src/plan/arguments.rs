//! Arguments of generated functions: keys, parameters and a body.

use restli_schema::api::{Key, Method, Name, Param, Resource, ResourceMethod};
use restli_schema::rust_names;

use super::context::{Context, ResourceContext};
use super::forms;
use super::model::{Argument, Destination, FieldPlan, Module, ParamsPlan, PassBy, Passing, ResourcePlan, RustType};

impl Argument {
    fn of_type(name: &Name, ty: RustType, destination: Destination) -> Self {
        Self { ident: rust_names::argument_name(name), passing: passing(&ty), ty, by: None, destination }
    }

    /// The argument for the key of a resource in the path.
    fn key(key: &Key, ty: RustType) -> Self {
        let name = key.name();
        let passing = key_passing(key, &ty);
        Self { ident: rust_names::argument_name(name), ty, by: None, passing, destination: Destination::Key(name.wire.clone()) }
    }

    /// The argument with an alternative key in place of the resource's key `own`.
    pub(super) fn by_alternative(self, own: Option<&Name>, key: &Param, ty: &RustType) -> Self {
        let into = passing(ty) == Passing::Into;
        match (&self.destination, self.passing) {
            (Destination::Key(wire), _) if own.is_some_and(|own| own.wire == *wire) => {
                Self::of_type(&key.name, ty.clone(), self.destination)
            }
            (Destination::Ids, _) => Self { ty: ty.clone(), passing: Passing::Each { into }, ..self },
            (_, Passing::EachByKey { .. }) => Self { by: Some(ty.clone()), passing: Passing::EachByKey { into }, ..self },
            _ => self,
        }
    }
}

impl Context<'_> {
    /// The arguments of a method in order: keys from the outermost resource inwards, required parameters, body.
    pub(super) fn arguments(&self, around: &ResourceContext<'_>, method: &Method) -> Vec<Argument> {
        let resource = around.resource;
        let mut arguments = self.path_arguments(around, method.addresses_entity());
        let parts = resource.key.iter().flat_map(Key::parts).filter(|part| method.keys.contains(&part.name.wire));
        arguments.extend(parts.map(|part| self.param(part, Destination::KeyPart)));
        arguments.extend(method.required_params().map(|param| self.param(param, destination(method, param))));
        arguments.extend(self.body(around, method));
        arguments
    }

    /// The keys in the path: those of all ancestors, and with `own` that of an entity of the resource itself.
    pub(super) fn path_arguments(&self, around: &ResourceContext<'_>, own: bool) -> Vec<Argument> {
        let mut keys = self.ancestor_keys(around.resource, around.above);
        let own = around.resource.key.as_ref().zip(around.key).filter(|_| own);
        keys.extend(own.map(|(declared, key)| Argument::key(declared, key.clone())));
        keys
    }

    /// The arguments with the keys in the path by name, as one record, where two of them take each other's values.
    pub(super) fn by_name(&self, around: &ResourceContext<'_>, arguments: Vec<Argument>) -> Vec<Argument> {
        let above = around.resource.parent.into_iter().flat_map(|parent| self.api.lineage(parent));
        let plan = |id| around.above.iter().find(|plan| plan.id == id);
        let of_ancestor = || above.filter(|id| self.api[*id].key.is_some()).find_map(plan)?.path_keys.as_ref();
        let fills = |argument: &Argument, field: &FieldPlan| {
            argument.ident == field.ident && matches!(&argument.destination, Destination::Key(wire) if *wire == field.wire)
        };
        let begins = |record: &&ParamsPlan| {
            record.fields.len() <= arguments.len() && arguments.iter().zip(&record.fields).all(|(argument, field)| fills(argument, field))
        };
        let Some(record) = around.path_keys.filter(begins).or_else(|| of_ancestor().filter(begins)) else { return arguments };
        let keys = Argument {
            ident: "path_keys".to_owned(),
            ty: RustType::Item(record.item.clone()),
            by: None,
            passing: Passing::Value,
            destination: Destination::PathKeys(record.fields.iter().map(|field| (field.wire.clone(), field.ident.clone())).collect()),
        };
        std::iter::once(keys).chain(arguments.into_iter().skip(record.fields.len())).collect()
    }

    fn param(&self, param: &Param, destination: fn(String) -> Destination) -> Argument {
        Argument::of_type(&param.name, self.param_type(param), destination(param.name.wire.clone()))
    }

    /// The keys of all ancestor resources, outermost first.
    fn ancestor_keys(&self, resource: &Resource, above: &[ResourcePlan]) -> Vec<Argument> {
        let mut chain = Vec::new();
        let mut next = resource.parent;
        while let Some(id) = next {
            let parent = &self.api[id];
            if let Some(declared) = &parent.key {
                let compound = above.iter().find(|plan| plan.id == id).and_then(|plan| plan.compound_key.as_ref());
                if let Some(ty) = self.key_type(parent, compound) {
                    chain.push(Argument::key(declared, ty));
                }
            }
            next = parent.parent;
        }
        chain.reverse();
        chain
    }

    fn body(&self, around: &ResourceContext<'_>, method: &Method) -> Option<Argument> {
        use ResourceMethod as M;
        let (resource, key) = (around.resource, around.key);
        let entity = || self.forms.entity(around.id).map_or_else(|| self.entity(resource), |form| RustType::Item(forms::item(form)));
        let patch = || self.forms.patch(around.id).map_or(RustType::Json, |patch| RustType::Item(forms::item(patch)));
        let into_key = resource.key.as_ref().zip(key).is_some_and(|(declared, ty)| key_passing(declared, ty) == Passing::Into);
        let argument =
            |ident: &str, ty, passing, destination| Some(Argument { ident: ident.to_owned(), ty, by: None, passing, destination });
        let by_key = |ident: &str, ty, destination| {
            Some(Argument {
                ident: ident.to_owned(),
                ty,
                by: Some(key?.clone()),
                passing: Passing::EachByKey { into: into_key },
                destination,
            })
        };
        match method.kind {
            M::Create | M::Update if resource.unstructured => argument("content", RustType::Content, Passing::Value, Destination::Content),
            M::BatchGet | M::BatchDelete => argument("ids", key?.clone(), Passing::Each { into: into_key }, Destination::Ids),
            M::Create | M::Update => argument("entity", entity(), Passing::Ref, Destination::Entity),
            M::BatchCreate => argument("entities", entity(), Passing::Slice, Destination::Entities),
            M::BatchUpdate => by_key("entities", entity(), Destination::EntitiesByKey),
            M::PartialUpdate => argument("patch", patch(), Passing::Value, Destination::Patch),
            M::BatchPartialUpdate => by_key("patches", patch(), Destination::PatchesByKey),
            M::Get | M::GetAll | M::Finder | M::BatchFinder | M::Delete | M::Action => None,
        }
    }
}

/// The part of a request that a parameter fills.
fn destination(method: &Method, param: &Param) -> fn(String) -> Destination {
    if method.kind == ResourceMethod::Action {
        Destination::Body
    } else if method.batch_param.as_ref() == Some(&param.name.wire) {
        Destination::Criteria
    } else {
        Destination::Query
    }
}

/// The passing of a key: `impl Into<T>` for records (which have `From<&T>`), URNs and text; by value for numbers and symbols.
fn key_passing(key: &Key, ty: &RustType) -> Passing {
    match key {
        Key::Compound { .. } | Key::Complex { .. } => Passing::Into,
        Key::Simple(_) => passing(ty),
    }
}

fn passing(ty: &RustType) -> Passing {
    match ty {
        RustType::Bool | RustType::I32 | RustType::I64 | RustType::F32 | RustType::F64 => Passing::Value,
        RustType::String | RustType::Urn => Passing::Into,
        RustType::Vec(_) => Passing::Slice,
        RustType::Item(item) if item.module == Module::Urns => Passing::Into,
        RustType::Item(item) => match item.pass_by {
            PassBy::Into | PassBy::Urn | PassBy::Text => Passing::Into,
            PassBy::Value => Passing::Value,
            PassBy::Ref => Passing::Ref,
        },
        RustType::Bytes
        | RustType::Json
        | RustType::Option(_)
        | RustType::Map(..)
        | RustType::Boxed(_)
        | RustType::ComplexKey(..)
        | RustType::Content => Passing::Ref,
    }
}
