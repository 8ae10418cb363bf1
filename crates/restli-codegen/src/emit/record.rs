//! Records: a struct, its table and constructor, and setters if callers build the record.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use restli_schema::rust_names;

use super::ty::{TypeSite, into, ty};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::{Block, Line, Setter};
use crate::plan::Plan;
use crate::plan::model::{FieldPlan, RustType};

/// The parts that the items of a record are made from.
pub(crate) struct RecordSpec<'a> {
    pub(crate) ident: &'a str,
    pub(crate) full_name: &'a str,
    pub(crate) docs: &'a [String],
    pub(crate) deprecated: Option<&'a String>,
    pub(crate) fields: &'a [FieldPlan],
    pub(crate) open: bool,
    pub(crate) built: bool,
    pub(crate) key: bool,
    /// Name of the record of required parts, if the constructor takes them by name.
    pub(crate) parts: Option<&'a str>,
}

/// A record's items.
pub(crate) fn record(plan: &Plan<'_>, spec: &RecordSpec<'_>, site: TypeSite) -> Vec<Block> {
    let mut pieces = vec![definition(plan, spec, site), table(spec)];
    pieces.extend(builder(plan, spec, site));
    pieces.extend(defaults(plan, spec, site));
    if spec.key {
        pieces.push(from_reference(spec));
    }
    pieces
}

/// The conversion that lets a method take a key by reference.
fn from_reference(spec: &RecordSpec<'_>) -> Block {
    let name = ident(spec.ident);
    Block::Item(quote! {
        impl std::convert::From<&Self> for #name {
            #[inline]
            fn from(key: &Self) -> Self {
                std::clone::Clone::clone(key)
            }
        }
    })
}

fn definition(plan: &Plan<'_>, spec: &RecordSpec<'_>, site: TypeSite) -> Block {
    let name = ident(spec.ident);
    let docs = doc_attributes(spec.docs);
    let deprecated = deprecated_attribute(spec.deprecated);
    let fields = spec.fields.iter().map(|field| {
        let (name, ty) = (ident(&field.ident), ty(plan, &field.ty, site));
        let docs = doc_attributes(&field.docs);
        quote!(#docs pub #name: #ty)
    });
    let other = spec.open.then(|| quote!(#[doc = " Members that the schema does not declare."] pub other: rt::core::Map<rt::core::Json>));
    let fields = fields.chain(other);
    Block::Item(quote! {
        #docs
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    })
}

fn table(spec: &RecordSpec<'_>) -> Block {
    let name = ident(spec.ident);
    let full_name = spec.full_name;
    let other = spec.open.then(|| quote!(..other));
    Block::Table {
        call: quote!(rt::core::record!),
        head: quote!(#name = #full_name),
        entries: spec.fields.iter().map(table_entry).chain(other).collect(),
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
            let literal = Literal::u64_unsuffixed(number.as_i64().unwrap_or_default().unsigned_abs());
            if number.as_i64().is_some_and(i64::is_negative) { quote!(-#literal) } else { quote!(#literal) }
        }
        _ => {
            let text = default.to_string();
            quote!(json #text)
        }
    }
}

fn builder(plan: &Plan<'_>, spec: &RecordSpec<'_>, site: TypeSite) -> Vec<Block> {
    let name = ident(spec.ident);
    let given = |field: &&FieldPlan| field.required && field.default.is_none();
    let required: Vec<_> = spec.fields.iter().filter(given).collect();
    let parts = spec.parts.map(ident);
    let arguments = match &parts {
        Some(parts) => quote!(parts: #parts),
        None => positional(plan, &required, site),
    };
    let values = required.iter().map(|field| {
        let name = ident(&field.ident);
        match (&parts, &field.ty) {
            (Some(_), RustType::Boxed(_)) => quote!(#name: Box::new(parts.#name)),
            (Some(_), _) => quote!(#name: parts.#name),
            (None, ty) => {
                let value = stored(ty, &quote!(#name));
                if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
            }
        }
    });
    let rest = (required.len() < spec.fields.len() || spec.open).then(|| quote!(..rt::core::data::Data::empty()));
    let lint =
        (parts.is_none() && required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "all of them are required")]));
    let is_generic = parts.is_none() && required.iter().any(|field| field.ty.bare().takes_into());
    let inline = (!is_generic).then(|| quote!(#[inline]));
    let body = if required.is_empty() { quote!(rt::core::data::Data::empty()) } else { quote!(Self { #(#values,)* #rest }) };
    let new_doc = match (required.is_empty(), spec.built) {
        (false, _) => " The record with what is required.",
        (true, true) => " An empty record, to be filled by its setters.",
        (true, false) => " An empty record, to be filled field by field.",
    };
    let head = quote! {
        impl #name {
            #[doc = #new_doc]
            #[must_use]
            #inline
            #lint
            pub fn new(#arguments) -> Self {
                #body
            }
        }
    };
    let set = spec.fields.iter().filter(|_| spec.built).filter(|field| !given(field));
    let setters = set.map(|field| setter(plan, field, site)).collect();
    let default = required.is_empty().then(|| default(&name));
    let parts = parts.map(|parts| parts_record(plan, spec, &parts, &required, site));
    parts.into_iter().chain([Block::Setters { head, setters }]).chain(default).collect()
}

fn default(name: &Ident) -> Block {
    let method = Line::Braces { head: quote!(fn default() -> Self), lines: vec![Line::Tokens(quote!(Self::new()))], end: "" };
    let lines = vec![Line::Tokens(quote!(#[inline])), method];
    Block::Lines(vec![Line::Braces { head: quote!(impl Default for #name), lines, end: "" }])
}

fn positional(plan: &Plan<'_>, required: &[&FieldPlan], site: TypeSite) -> TokenStream {
    let arguments = required.iter().map(|field| {
        let (name, ty) = (ident(&field.ident), argument(plan, &field.ty, site));
        quote!(#name: #ty)
    });
    quote!(#(#arguments),*)
}

/// The record of a constructor's arguments, for callers to write their names.
fn parts_record(plan: &Plan<'_>, spec: &RecordSpec<'_>, name: &Ident, required: &[&FieldPlan], site: TypeSite) -> Block {
    let doc = format!(" Required parts of [`{}`], each given by name, because some of them are of one type.", spec.ident);
    let fields = required.iter().map(|field| {
        let (name, ty) = (ident(&field.ident), ty(plan, field.ty.bare(), site));
        let docs = doc_attributes(&field.docs);
        quote!(#docs pub #name: #ty)
    });
    Block::Item(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name { #(#fields),* }
    })
}

fn setter(plan: &Plan<'_>, field: &FieldPlan, site: TypeSite) -> Setter {
    let name = ident(&field.ident);
    let inner = if let RustType::Option(inner) = &field.ty { inner } else { &field.ty };
    let argument = argument(plan, inner, site);
    let value = stored(inner, &quote!(value));
    let value = if matches!(field.ty, RustType::Option(_)) { quote!(Some(#value)) } else { value };
    Setter {
        docs: setter_docs(field),
        deprecated: deprecated_attribute(field.deprecated.as_ref()),
        name: ident(&rust_names::setter_name(&field.ident)),
        argument: quote!(value: #argument),
        change: quote!(self.#name = #value),
    }
}

/// Functions that return an optional field or its default.
fn defaults(plan: &Plan<'_>, spec: &RecordSpec<'_>, site: TypeSite) -> Option<Block> {
    let functions: Vec<_> = spec.fields.iter().filter_map(|field| or_default(plan, field, site)).collect();
    let name = ident(spec.ident);
    (!functions.is_empty()).then(|| Block::Item(quote!(impl #name { #(#functions)* })))
}

fn or_default(plan: &Plan<'_>, field: &FieldPlan, site: TypeSite) -> Option<TokenStream> {
    let (json, RustType::Option(inner)) = (field.or_default.as_ref()?.to_string(), &field.ty) else { return None };
    let (own, name) = (ident(&field.ident), ident(&rust_names::or_default_name(&field.ident)));
    let (doc, ty) = (format!(" `{}`; where it is absent, `{json}`.", field.wire), ty(plan, inner, site));
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        #[inline]
        pub fn #name(&self) -> #ty {
            self.#own.as_ref().map_or_else(|| rt::core::support::default_value(#json), std::clone::Clone::clone)
        }
    })
}

/// The first paragraph of a field's documentation, or a sentence if the schema has none.
pub(crate) fn setter_docs(field: &FieldPlan) -> Vec<String> {
    let name = format!("`{}`", field.wire);
    let own = field.docs.first().filter(|first| **first != name);
    vec![own.cloned().unwrap_or_else(|| format!("Sets {name}."))]
}

/// The type of a setter's or constructor's argument.
pub(crate) fn argument(plan: &Plan<'_>, given: &RustType, site: TypeSite) -> TokenStream {
    let given = given.bare();
    if given.takes_into() {
        let into = into(plan, given, site);
        quote!(impl #into)
    } else {
        ty(plan, given, site)
    }
}

/// The argument converted to the form that the field stores.
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
