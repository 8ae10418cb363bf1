//! Functions of records and patches: constructors, setters, and functions of a patch that delete or patch a field.

use std::collections::BTreeMap;

use super::scope::FORCE;
use crate::api::{Api, Field, Name, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::forms::{Forms, inputs};
use crate::rules;
use crate::rust_names;
use crate::source::Span;

/// The functions of one type by name, each with its description in messages and its place.
#[derive(Default)]
struct Functions(BTreeMap<String, (String, Span)>);

impl Functions {
    fn take(&mut self, function: &str, what: &str, name: &Name, problems: &mut Diagnostics) {
        let (function, text) = (rust_names::bare(function).to_owned(), format!("{what} `{}`", name.wire));
        let Some((first, at)) = self.0.get(&function) else {
            self.0.insert(function, (text, name.span));
            return;
        };
        let message = format!("{first} and {text} are both `{function}` in Rust");
        problems.push(Diagnostic::error(rules::COLLISION, name.span, message).also(*at, "the other one").help(FORCE));
    }

    fn set(&mut self, name: &Name, problems: &mut Diagnostics) {
        self.take(&rust_names::setter_name(&rust_names::field_name(name)), "the setter of", name, problems);
    }
}

/// Reports functions of one type that have the same name.
pub(super) fn check(api: &Api, forms: &Forms, problems: &mut Diagnostics) {
    let inputs = inputs::types(api, forms);
    for (id, def) in api.type_ids().zip(api.types()) {
        let TypeKind::Record(record) = &def.kind else { continue };
        let mut functions = Functions::default();
        let in_form = |field: &Field| forms.forms.iter().any(|form| form.item.of == id && !form.excluded.contains(&field.name.wire));
        for field in record.fields.iter().filter(|field| inputs.contains(&id) || in_form(field)) {
            functions.set(&field.name, problems);
        }
        for field in record.fields.iter().filter(|field| field.optional && field.default.is_some()) {
            functions.take(&rust_names::or_default_name(&rust_names::field_name(&field.name)), "the default of", &field.name, problems);
        }
    }
    for patch in &forms.patches {
        let TypeKind::Record(record) = &api[patch.item.of].kind else { continue };
        let mut functions = Functions::default();
        let fields = || record.fields.iter().filter(|field| !patch.excluded.contains(&field.name.wire));
        for field in fields() {
            functions.set(&field.name, problems);
        }
        for field in fields() {
            let identifier = rust_names::field_name(&field.name);
            if field.optional || field.default.is_some() {
                functions.take(&rust_names::deletion_name(&identifier), "the deletion of", &field.name, problems);
            }
            if patch.patches.contains_key(&field.name.wire) {
                functions.take(&rust_names::nested_patch_name(&identifier), "the patch of", &field.name, problems);
            }
        }
    }
    for method in api.resources().iter().flat_map(|resource| &resource.methods) {
        let mut functions = Functions::default();
        for param in method.optional_params() {
            functions.set(&param.name, problems);
        }
    }
}
