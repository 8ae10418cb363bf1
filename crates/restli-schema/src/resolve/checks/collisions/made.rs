//! Names of generated items that the schema does not declare: forms, patches, handles, keys and optional parameters.

use std::collections::BTreeMap;

use super::permits::Call;
use super::scope::FORCE;
use crate::api::{Api, Key, Name, ProductId, TypeKind};
use crate::client_names::{Modules, handle_names, key_name, params_name, path_keys_name};
use crate::constructors;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::forms::{Forms, decide};
use crate::rules;
use crate::rust_names;
use crate::source::Span;

/// An item of a module.
struct Item {
    /// The name in messages: "the handle of `posts`".
    text: String,
    span: Span,
    /// The schema gives the name; that of a union in a field is made from the names around it.
    declared: bool,
}

/// The items of all modules, by their names.
type Items = BTreeMap<(Option<ProductId>, String), Item>;

/// Reports items that the generator could only name with a number. Returns the forms, unless an earlier error prevents deciding them.
pub(super) fn check(api: &Api, calls: &[Call<'_>], problems: &mut Diagnostics) -> Option<Forms> {
    // Equal names of declared types are reported elsewhere, and types that contain themselves have no forms.
    if problems.has_errors() {
        return None;
    }
    let mut items = declared(api);
    let forms = decide(api, &mut Modules::declared(api));
    for def in api.types().iter().filter(|def| matches!(def.kind, TypeKind::Text(_))) {
        let ident = rust_names::type_name(&def.name);
        for (what, name) in [("format of", rust_names::format_name(&ident)), ("trait of what becomes a", rust_names::into_name(&ident))] {
            let made = Item { text: format!("the {what} `{}`", def.name.wire), span: def.name.span, declared: false };
            problems.extend(make(&mut items, def.product, &[name], made));
        }
    }
    let made_of = forms.forms.iter().map(|form| ("form", &form.item)).chain(forms.patches.iter().map(|patch| ("patch", &patch.item)));
    for (kind, item) in made_of {
        let resource = &api[item.resource].name;
        let text = format!("the {kind} of `{}` for `{}`", api[item.of].name.wire, resource.wire);
        let made = Item { text, span: resource.span, declared: false };
        problems.extend(make(&mut items, item.product, &item.wanted, made));
    }
    for (id, def) in api.type_ids().zip(api.types()) {
        if let Some(parts) = constructors::parts_of_record(api, id, &rust_names::type_name(&def.name)) {
            let made = Item { text: format!("the parts of `{}`", def.name.wire), span: def.name.span, declared: false };
            problems.extend(make(&mut items, def.product, &[parts], made));
        }
    }
    for form in &forms.forms {
        if let Some(parts) = constructors::parts_of_form(api, form) {
            let made = Item { text: format!("the parts of `{}`", form.item.ident), span: api[form.item.of].name.span, declared: false };
            problems.extend(make(&mut items, form.item.product, &[parts], made));
        }
    }
    for (id, resource) in api.resource_ids().zip(api.resources()) {
        let (product, name) = (Some(resource.product), &resource.name);
        let item = |text: String, span| Item { text, span, declared: false };
        let [plain, other] = handle_names(api, resource);
        let handle = if items.contains_key(&(product, plain.clone())) { other } else { plain };
        problems.extend(make(
            &mut items,
            product,
            std::slice::from_ref(&handle),
            item(format!("the handle of `{}`", name.wire), name.span),
        ));
        if let Some(Key::Compound { parts, .. }) = &resource.key {
            let key = key_name(&handle);
            if let Some(parts) = constructors::parts_of_key(api, parts, &key) {
                let parts_of = item(format!("the parts of the key of `{}`", name.wire), name.span);
                problems.extend(make(&mut items, product, &[parts], parts_of));
            }
            problems.extend(make(&mut items, product, &[key], item(format!("the key of `{}`", name.wire), name.span)));
        }
        if constructors::path_keys(api, id).is_some() {
            let path_keys = item(format!("the keys in the path of `{}`", name.wire), name.span);
            problems.extend(make(&mut items, product, &[path_keys_name(&handle)], path_keys));
        }
        let own = calls.iter().filter(|call| std::ptr::eq(call.resource, resource) && !call.by_alternative);
        for call in own.filter(|call| call.method.optional_params().next().is_some()) {
            let text = format!("the optional parameters of `{}` of `{}`", call.method.name.wire, name.wire);
            let params = item(text, call.method.name.span);
            problems.extend(make(&mut items, product, &[params_name(&handle, &call.function)], params));
        }
    }
    Some(forms)
}

/// The types and projections of all modules.
fn declared(api: &Api) -> Items {
    let types = api.types().iter().map(|def| (def.product, &def.name, "type", !def.synthetic));
    let projections = api
        .resources()
        .iter()
        .flat_map(|resource| resource.projections.iter().map(|projection| (Some(resource.product), &projection.name, "projection", true)));
    let item = |(product, name, kind, declared): (_, &Name, &str, bool)| {
        let text = format!("the {kind} `{}`", name.wire);
        ((product, rust_names::type_name(name)), Item { text, span: name.span, declared })
    };
    types.chain(projections).map(item).collect()
}

/// Adds an item under the first wanted name that no other generated item has; returns a problem if that name is declared or none is free.
fn make(items: &mut Items, product: Option<ProductId>, wanted: &[String], made: Item) -> Option<Diagnostic> {
    let fits = |name: &&String| items.get(&(product, (*name).clone())).is_none_or(|item| item.declared);
    let name = wanted.iter().find(fits).or(wanted.last())?;
    let Some(first) = items.get(&(product, name.clone())) else {
        items.insert((product, name.clone()), made);
        return None;
    };
    let message = format!("{} and {} are both `{name}` in Rust", first.text, made.text);
    let (span, other) = if first.declared { (first.span, made.span) } else { (made.span, first.span) };
    Some(Diagnostic::error(rules::COLLISION, span, message).also(other, "the other one").help(FORCE))
}
