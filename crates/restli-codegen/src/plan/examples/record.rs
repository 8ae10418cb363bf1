//! Records and patches as expressions.

use restli_core::Json;
use restli_schema::rust_names::{CONSTRUCTOR, deletion_name, nested_patch_name, setter_name};

use super::context::{Definition, RecordPlan, Unfit, Writer};
use crate::plan::model::{Expr, FieldPlan, ItemRef, Owner, PatchField, PatchPlan, RustType, Setter, Shape};

impl Writer<'_> {
    /// A record: its constructor with what is required, then a setter for each other field of the value.
    pub(super) fn record(&mut self, item: &ItemRef, record: RecordPlan<'_>, json: &Json) -> Result<Expr, Unfit> {
        let Some(members) = json.as_object() else { return self.unfit(format!("{json} is no record")) };
        let (mut required, mut setters) = (Vec::new(), Vec::new());
        for field in record.fields {
            let needed = field.required && field.default.is_none();
            let value = members.get(&field.wire).filter(|value| !value.is_null() || self.takes_null(field.ty.bare()));
            let made = match value {
                Some(value) if needed && record.parts.is_some() => {
                    Some(self.inside(&field.wire, |writer| writer.exact(field.ty.bare(), value))?)
                }
                Some(value) if needed => Some(self.inside(&field.wire, |writer| writer.given(&field.ty, value))?),
                Some(_) if !record.built => {
                    self.drop(&field.wire, "the record has no setters");
                    None
                }
                Some(value) => {
                    let made = self.inside(&field.wire, |writer| writer.given(&field.ty, value));
                    self.or_drop(made)
                }
                None if needed => return self.inside(&field.wire, |writer| writer.unfit("the value is required and missing")),
                None => None,
            };
            match made {
                Some(value) if needed => required.push((field.ident.clone(), value)),
                Some(value) => setters.push(Setter { name: setter_name(&field.ident), value: Some(value) }),
                None => {}
            }
        }
        for name in members.keys().filter(|name| record.fields.iter().all(|field| field.wire != **name)) {
            self.drop(name, "the field is not declared");
        }
        let arguments = match record.parts {
            Some(parts) => vec![Expr::Struct(Owner::Item(ItemRef { ident: parts.to_owned(), ..item.clone() }), required)],
            None => required.into_iter().map(|(_, value)| value).collect(),
        };
        Ok(built(item, arguments, setters))
    }

    /// Returns whether `null` is a value of a type, and not the absence of one.
    fn takes_null(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Json => true,
            RustType::Boxed(inner) => self.takes_null(inner),
            RustType::Item(item) => match self.known.get(item) {
                Some(Definition::Type(planned)) => match &planned.shape {
                    Shape::Union { null, .. } => *null,
                    Shape::Typeref(target) => self.takes_null(target),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// A record that is written with the names of its fields.
    pub(super) fn by_name(&mut self, item: &ItemRef, fields: &[FieldPlan], json: &Json) -> Result<Expr, Unfit> {
        let value = |field: &FieldPlan| {
            self.inside(&field.wire, |writer| match json.get(&field.wire) {
                Some(value) => Ok((field.ident.clone(), writer.exact(&field.ty, value)?)),
                None => writer.unfit("the key is missing"),
            })
        };
        Ok(Expr::Struct(Owner::Item(item.clone()), fields.iter().map(value).collect::<Result<_, _>>()?))
    }

    /// A patch, from its JSON with `$set` and `$delete`.
    pub(super) fn patch(&mut self, patch: &PatchPlan, json: &Json) -> Result<Expr, Unfit> {
        let Some(members) = json.as_object() else { return self.unfit(format!("{json} is no patch")) };
        let mut steps = Vec::new();
        for (name, value) in members {
            match (name.as_str(), value) {
                ("$set", Json::Object(values)) => {
                    for (name, value) in values {
                        let Some(field) = self.patched(patch, name) else { continue };
                        let made = self.inside(name, |writer| writer.given(&field.field.ty, value));
                        let name = setter_name(&field.field.ident);
                        steps.extend(self.or_drop(made).map(|value| Setter { name, value: Some(value) }));
                    }
                }
                ("$delete", Json::Array(names)) => {
                    for name in names.iter().filter_map(Json::as_str) {
                        match self.patched(patch, name) {
                            Some(field) if field.deletable => {
                                steps.push(Setter { name: deletion_name(&field.field.ident), value: None });
                            }
                            Some(_) => self.drop(name, "the field cannot be deleted"),
                            None => {}
                        }
                    }
                }
                (name, value) if !name.starts_with('$') => {
                    let Some(field) = self.patched(patch, name) else { continue };
                    let Some(nested) = &field.nested else {
                        self.drop(name, "the field is not patched in parts");
                        continue;
                    };
                    let made = self.inside(name, |writer| writer.exact(&RustType::Item(nested.clone()), value));
                    let name = nested_patch_name(&field.field.ident);
                    steps.extend(self.or_drop(made).map(|value| Setter { name, value: Some(value) }));
                }
                (name, _) => self.drop(name, "no patch does this"),
            }
        }
        Ok(built(&patch.item, Vec::new(), steps))
    }

    fn patched<'f>(&mut self, patch: &'f PatchPlan, name: &str) -> Option<&'f PatchField> {
        let found = patch.fields.iter().find(|field| field.field.wire == name);
        if found.is_none() {
            self.drop(name, "the field is not patched");
        }
        found
    }
}

fn built(item: &ItemRef, arguments: Vec<Expr>, setters: Vec<Setter>) -> Expr {
    let start = Expr::Function(Owner::Item(item.clone()), CONSTRUCTOR.to_owned(), arguments);
    if setters.is_empty() { start } else { Expr::Built(Box::new(start), setters) }
}
