//! Fields of forms and patches. The schema crate decides which forms and patches exist, and names them.

use restli_schema::api::{Api, Member, Type, TypeKind};
use restli_schema::constructors::parts_of_form;
use restli_schema::forms::{Form, Forms, Item, Patch, paths::Paths};
use restli_schema::rust_names;

use super::model::{FieldPlan, FormPlan, ItemRef, Module, PassBy, PatchField, PatchPlan, RustType, Shape, TypePlan, VariantPlan};
use super::rust_types::RustTypes;

/// The item of a form or patch.
pub(crate) fn item(item: &Item) -> ItemRef {
    ItemRef { module: item.product.map_or(Module::Shared, Module::Product), ident: item.ident.clone(), pass_by: PassBy::Ref }
}

/// Plans the fields of each form.
pub(crate) fn plan_forms(api: &Api, names: &RustTypes<'_>, types: &[TypePlan], forms: &Forms) -> Vec<FormPlan> {
    let with = |ty: &Type, form: &Item| with_form(api, names, ty, form);
    let plan = |form: &Form| {
        let base = types.get(form.item.of.index())?;
        let shape = match (&base.shape, &api[form.item.of].kind) {
            (Shape::Record { fields, .. }, TypeKind::Record(record)) => Shape::Record {
                fields: fields
                    .iter()
                    .zip(&record.fields)
                    .filter(|(plan, _)| !form.excluded.contains(&plan.wire))
                    .map(|(plan, declared)| field(form, &with, plan, &declared.ty, declared.optional))
                    .collect(),
                open: false,
                built: true,
                key: false,
                parts: parts_of_form(api, form),
            },
            (Shape::Union { variants, null, bare, boxed }, TypeKind::Union(union)) => Shape::Union {
                variants: variants
                    .iter()
                    .zip(&union.members)
                    .filter(|(_, member)| !form.excluded.contains(&member.name.wire))
                    .map(|(plan, member)| variant(form, &with, plan, member))
                    .collect(),
                null: *null,
                bare: *bare,
                boxed: *boxed,
            },
            _ => return None,
        };
        let ty = TypePlan {
            item: item(&form.item),
            full_name: base.full_name.clone(),
            docs: form_docs(api, form, &base.item.ident),
            deprecated: None,
            shape,
            gate: base.gate.clone(),
        };
        Some(FormPlan { of: form.item.of, ty, of_entity: form.inside.is_none() })
    };
    forms.forms.iter().filter_map(plan).collect()
}

fn form_docs(api: &Api, form: &Form, base: &str) -> Vec<String> {
    let Some(holder) = &form.inside else {
        return vec![
            format!("A new [`{base}`], as create takes it: no read-only fields, and everything that is required."),
            format!("`try_from` makes it from a [`{base}`] that was read."),
        ];
    };
    vec![format!("[`{base}`] as {} takes it: without {}.", link(api, &form.item, holder), list(&form.excluded))]
}

/// A link to a form from the documentation of another. Shared types have a file each, so that their names alone lead nowhere.
fn link(api: &Api, from: &Item, to: &Item) -> String {
    let name = &to.ident;
    match to.product {
        product if product == from.product && product.is_some() => format!("[`{name}`]"),
        Some(product) => format!("[`{name}`](crate::{}::{name})", rust_names::module_name(&api[product].name)),
        None => format!("[`{name}`](crate::types::{name})"),
    }
}

fn field(form: &Form, with: &dyn Fn(&Type, &Item) -> RustType, plan: &FieldPlan, ty: &Type, optional: bool) -> FieldPlan {
    let mut plan = plan.clone();
    if let Some(member) = form.members.get(&plan.wire) {
        plan.ty = with(ty, member);
        if optional {
            plan.ty = RustType::Option(Box::new(plan.ty));
        }
    }
    if form.required.contains(&plan.wire) {
        if let RustType::Option(inner) = plan.ty {
            plan.ty = *inner;
        }
        plan.required = true;
        plan.default = None;
        plan.or_default = None;
    }
    if let Some((_, value)) = form.initial.iter().find(|(name, _)| *name == plan.wire) {
        plan.default = Some(value.clone());
        plan.or_default = None;
    }
    plan
}

fn variant(form: &Form, with: &dyn Fn(&Type, &Item) -> RustType, plan: &VariantPlan, member: &Member) -> VariantPlan {
    let ty = form.members.get(&member.name.wire).map(|form| with(&member.ty, form));
    VariantPlan { ty: ty.or_else(|| plan.ty.clone()), ..plan.clone() }
}

/// Plans the fields of each patch.
pub(crate) fn plan_patches(api: &Api, names: &RustTypes<'_>, types: &[TypePlan], forms: &Forms) -> Vec<PatchPlan> {
    let plan = |patch: &Patch| {
        let (base, TypeKind::Record(record)) = (types.get(patch.item.of.index())?, &api[patch.item.of].kind) else { return None };
        let fields = base.fields().iter().zip(&record.fields).filter(|(plan, _)| !patch.excluded.contains(&plan.wire));
        let fields = fields.map(|(plan, field)| PatchField {
            field: match patch.forms.get(&plan.wire) {
                Some(form) => FieldPlan { ty: with_form(api, names, &field.ty, form), ..plan.clone() },
                None => plan.clone(),
            },
            deletable: field.optional || field.default.is_some(),
            nested: patch.patches.get(&plan.wire).map(item),
        });
        Some(PatchPlan { item: item(&patch.item), of: patch.item.of, docs: patch_docs(patch, &base.item.ident), fields: fields.collect() })
    };
    forms.patches.iter().filter_map(plan).collect()
}

fn patch_docs(patch: &Patch, base: &str) -> Vec<String> {
    let mut docs = vec![
        format!("A partial update of [`{base}`]: what to set and what to delete."),
        "Instructions for one field take effect one after the other.".to_owned(),
    ];
    if patch.nested && !patch.excluded.is_empty() {
        docs.push(format!("The client must not send {} here.", list(&patch.excluded)));
    }
    docs
}

/// The Rust type of a field or parameter, with the form in place of its record or union.
pub(crate) fn with_form(api: &Api, names: &RustTypes<'_>, ty: &Type, form: &Item) -> RustType {
    match ty {
        Type::Array(inner) => RustType::Vec(Box::new(with_form(api, names, inner, form))),
        Type::Map(key, inner) => RustType::Map(Box::new(names.rust(key)), Box::new(with_form(api, names, inner, form))),
        Type::Named(id) if let TypeKind::Typeref(target) = &api[*id].kind => with_form(api, names, target, form),
        _ => RustType::Item(item(form)),
    }
}

/// Paths as text: `` `id`, `url` or `caption/text` ``.
fn list(paths: &Paths) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}
