//! Records: a struct, its table, and for those that callers build a constructor with setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ty::{Place, ty};
use super::{Piece, Setter, deprecated_attribute, doc_attributes, ident};
use crate::plan::{FieldPlan, Plan, RustType};

/// What a record is made of.
pub(crate) struct Parts<'a> {
    pub(crate) ident: &'a str,
    pub(crate) full_name: &'a str,
    pub(crate) docs: &'a [String],
    pub(crate) deprecated: Option<&'a String>,
    pub(crate) fields: &'a [FieldPlan],
    pub(crate) open: bool,
    pub(crate) built: bool,
}

/// A record's items.
pub(crate) fn record(plan: &Plan<'_>, parts: &Parts<'_>, place: Place) -> Vec<Piece> {
    let mut pieces = vec![definition(plan, parts, place), table(parts)];
    if parts.built {
        pieces.extend(builder(plan, parts, place));
    }
    pieces
}

fn definition(plan: &Plan<'_>, parts: &Parts<'_>, place: Place) -> Piece {
    let name = ident(parts.ident);
    let docs = doc_attributes(parts.docs);
    let deprecated = deprecated_attribute(parts.deprecated);
    let fields = parts.fields.iter().map(|field| {
        let (name, ty) = (ident(&field.ident), ty(plan, &field.ty, place));
        let docs = doc_attributes(&field.docs);
        quote!(#docs pub #name: #ty)
    });
    let other = parts.open.then(|| quote!(#[doc = " What the schema does not declare."] pub other: rt::core::Map<rt::core::Json>));
    let fields = fields.chain(other);
    Piece::Item(quote! {
        #docs
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    })
}

fn table(parts: &Parts<'_>) -> Piece {
    let name = ident(parts.ident);
    let full_name = parts.full_name;
    let other = parts.open.then(|| quote!(..other));
    Piece::Table {
        call: quote!(rt::core::record!),
        head: quote!(#name = #full_name),
        entries: parts.fields.iter().map(table_entry).chain(other).collect(),
    }
}

fn table_entry(field: &FieldPlan) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    match &field.default {
        Some(default) => {
            let value = default_tokens(field.ty.bare(), default);
            quote!(#name: #wire = #value)
        }
        None if field.required => quote!(#name: #wire required),
        None => quote!(#name: #wire),
    }
}

fn default_tokens(ty: &RustType, default: &serde_json::Value) -> TokenStream {
    match (ty, default) {
        (RustType::Bool, serde_json::Value::Bool(value)) => quote!(#value),
        (RustType::I32 | RustType::I64, serde_json::Value::Number(number)) if number.as_i64().is_some() => {
            let literal = Literal::i64_unsuffixed(number.as_i64().unwrap_or_default().abs());
            if number.as_i64().is_some_and(i64::is_negative) { quote!(-#literal) } else { quote!(#literal) }
        }
        _ => {
            let text = default.to_string();
            quote!(json #text)
        }
    }
}

fn builder(plan: &Plan<'_>, parts: &Parts<'_>, place: Place) -> Vec<Piece> {
    let name = ident(parts.ident);
    let given = |field: &&FieldPlan| field.required && field.default.is_none();
    let required: Vec<_> = parts.fields.iter().filter(given).collect();
    let arguments = required.iter().map(|field| {
        let (name, ty) = (ident(&field.ident), argument(plan, &field.ty, place));
        quote!(#name: #ty)
    });
    let values = required.iter().map(|field| {
        let name = ident(&field.ident);
        let value = stored(&field.ty, &quote!(#name));
        if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
    });
    let rest = (required.len() < parts.fields.len() || parts.open).then(|| quote!(..rt::core::data::Data::empty()));
    let lint = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "all of them are required")]));
    let body = if required.is_empty() { quote!(rt::core::data::Data::empty()) } else { quote!(Self { #(#values,)* #rest }) };
    let new_doc = if required.is_empty() { " An empty record, to be filled by its setters." } else { " The record with what is required." };
    let head = quote! {
        impl #name {
            #[doc = #new_doc]
            #[must_use]
            #lint
            pub fn new(#(#arguments),*) -> Self {
                #body
            }
        }
    };
    let setters = parts.fields.iter().filter(|field| !given(field)).map(|field| setter(plan, field, place)).collect();
    let default = required.is_empty().then(|| {
        Piece::Item(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        })
    });
    std::iter::once(Piece::Setters { head, setters }).chain(default).collect()
}

fn setter(plan: &Plan<'_>, field: &FieldPlan, place: Place) -> Setter {
    let name = ident(&field.ident);
    let inner = if let RustType::Option(inner) = &field.ty { inner } else { &field.ty };
    let argument = argument(plan, inner, place);
    let value = stored(inner, &quote!(value));
    let value = if matches!(field.ty, RustType::Option(_)) { quote!(Some(#value)) } else { value };
    Setter {
        doc: format!("Sets `{}`.", field.wire),
        deprecated: deprecated_attribute(field.deprecated.as_ref()),
        name: if field.ident == "new" { ident("set_new") } else { name.clone() },
        argument: quote!(value: #argument),
        change: quote!(self.#name = #value),
    }
}

/// The type by which a caller gives a value.
pub(crate) fn argument(plan: &Plan<'_>, given: &RustType, place: Place) -> TokenStream {
    let tokens = ty(plan, given.bare(), place);
    if given.bare().takes_into() { quote!(impl Into<#tokens>) } else { tokens }
}

/// The given value as the field stores it.
fn stored(field: &RustType, value: &TokenStream) -> TokenStream {
    match field {
        RustType::Boxed(inner) => {
            let inner = stored(inner, value);
            quote!(Box::new(#inner))
        }
        inner if inner.takes_into() => quote!(#value.into()),
        _ => value.clone(),
    }
}
