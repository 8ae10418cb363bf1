//! A checked projection to Rust: a type for it, one for each selection below, and what `select(..)` needs.
//!
//! The macro and the generator share this; they differ in how they name what is around ([`Paths`]).

use std::collections::{BTreeSet, VecDeque};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use restli_core::projection::{Projection, StyleError};

use crate::catalog::{Catalog, Kind};
use crate::check::canonical;
use crate::checked::{Checked, Member, Selection, Value};
use crate::compose::composed;
use crate::declaration::{Declaration, Paths, constant, ident};
use crate::selectable::{flat, selectable};

/// A piece of the expansion.
#[derive(Clone, Debug)]
pub enum Expansion {
    /// An item.
    Item(TokenStream),
    /// A call of one of the table macros.
    Table {
        /// Everything before the outer brace, e.g. `core::record!`.
        call: TokenStream,
        /// Tokens before the inner brace.
        head: TokenStream,
        /// The entries.
        entries: Vec<TokenStream>,
    },
}

impl Expansion {
    /// As it is written in a file.
    #[must_use]
    pub fn into_tokens(self) -> TokenStream {
        match self {
            Self::Item(tokens) => tokens,
            Self::Table { call, head, entries } => quote!(#call { #head { #(#entries,)* } }),
        }
    }
}

/// Expands a projection. `names` are those that the types must keep off, and get those that were given; `spans` gives the
/// token that a name comes from, so that editors find it.
#[must_use]
pub fn expand(
    catalog: &Catalog<'_>,
    checked: &Checked<'_>,
    projection: &Projection,
    declaration: &Declaration,
    paths: &Paths,
    names: &mut BTreeSet<String>,
    spans: &dyn Fn(usize) -> Span,
) -> Vec<Expansion> {
    let mut expander = Expander { catalog, declaration, paths, spans, names, queue: VecDeque::new(), parts: Vec::new() };
    let name = &declaration.name;
    expander.names.insert(name.to_string());
    expander.define(name, &checked.selection, &declaration.docs, &declaration.attributes);
    let canonical = canonical(catalog, checked.root, projection);
    expander.parts.push(Expansion::Item(projected(catalog, checked, &canonical, declaration, paths)));
    expander.parts.push(Expansion::Item(selectable(checked, &canonical, declaration, paths, spans)));
    if declaration.constant {
        expander.parts.push(Expansion::Item(constant(declaration, paths)));
    }
    while let Some((name, selection)) = expander.queue.pop_front() {
        let docs = nested_docs(catalog, selection);
        expander.define(&name, selection, &docs, &TokenStream::new());
    }
    expander.parts
}

fn projected(
    catalog: &Catalog<'_>,
    checked: &Checked<'_>,
    projection: &Projection,
    declaration: &Declaration,
    paths: &Paths,
) -> TokenStream {
    let Paths { core, some, none, .. } = paths;
    let name = &declaration.name;
    let of = paths.path(catalog.get(checked.root).map_or("()", |entry| entry.rust));
    let style = |text: Result<String, _>| match text {
        Ok(text) => quote!(#some(#text)),
        Err(StyleError { .. }) => none.clone(),
    };
    let (restli, decorated, flat) = (style(projection.to_mask()), style(projection.to_decorated()), style(flat(checked, projection)));
    let styles = if declaration.embedded.is_empty() {
        quote!(#core::projection::Styles::new(#restli, #decorated, #flat))
    } else {
        composed(catalog, checked, projection, declaration, paths)
    };
    quote! {
        impl #core::projection::Projected for #name {
            type Of = #of;
            const STYLES: #core::projection::Styles = #styles;
        }
    }
}

fn nested_docs(catalog: &Catalog<'_>, selection: &Selection<'_>) -> Vec<String> {
    let entries: Vec<_> = selection.of.iter().filter_map(|index| catalog.get(*index)).collect();
    let names: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.name)).collect();
    let narrowed = format!("Of {}, what the projection asks for.", names.join(" or "));
    match entries.as_slice() {
        [only] if !only.doc.is_empty() => vec![only.doc.to_owned(), narrowed],
        _ => vec![narrowed],
    }
}

struct Expander<'e, 'c> {
    catalog: &'e Catalog<'c>,
    declaration: &'e Declaration,
    paths: &'e Paths,
    spans: &'e dyn Fn(usize) -> Span,
    names: &'e mut BTreeSet<String>,
    queue: VecDeque<(Ident, &'e Selection<'c>)>,
    parts: Vec<Expansion>,
}

impl<'e, 'c> Expander<'e, 'c> {
    fn define(&mut self, name: &Ident, selection: &'e Selection<'c>, docs: &[String], attributes: &TokenStream) {
        let entries: Vec<_> = selection.of.iter().filter_map(|index| self.catalog.get(*index)).collect();
        let full_name = entries.iter().map(|entry| entry.full_name).collect::<Vec<_>>().join(" or ");
        let docs = (self.paths.docs)(docs);
        match entries.as_slice() {
            [entry] if entry.is_union() => self.union(name, selection, &full_name, entry.kind, &quote!(#docs #attributes)),
            _ => self.record(name, selection, &full_name, &quote!(#docs #attributes)),
        }
    }

    fn record(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, attributes: &TokenStream) {
        let (visibility, paths) = (&self.declaration.visibility, self.paths);
        let Paths { core, clone, .. } = paths;
        let mut fields = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let ident = ident(&member.rust, (self.spans)(member.at));
            let attributes = member_attributes(member, paths);
            let ty = self.value(name, member, &member.value);
            let (ty, entry) = if member.optional {
                let option = &paths.option;
                (quote!(#option<#ty>), TokenStream::new())
            } else if member.wire.is_empty() {
                (ty, TokenStream::new())
            } else {
                (ty, member.default.map_or_else(|| quote!(required), |json| default(&member.value, json)))
            };
            let wire = &member.wire;
            fields.push(quote!(#attributes #visibility #ident: #ty));
            entries.push(quote!(#ident: #wire #entry));
        }
        if selection.rest {
            let docs = (paths.docs)(&["What the schema does not declare.".to_owned()]);
            fields.push(quote!(#docs #visibility other: #core::Map<#core::Json>));
            entries.push(quote!(..other));
        }
        self.parts.push(Expansion::Item(quote!(#attributes #[derive(#clone)] #visibility struct #name { #(#fields),* })));
        self.parts.push(Expansion::Table { call: quote!(#core::record!), head: quote!(#name = #full_name), entries });
    }

    fn union(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, kind: Kind, attributes: &TokenStream) {
        let (visibility, paths) = (&self.declaration.visibility, self.paths);
        let Paths { core, clone, .. } = paths;
        let mut variants = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let ident = ident(&member.rust, (self.spans)(member.at));
            let attributes = member_attributes(member, paths);
            let ty = self.value(name, member, &member.value);
            let wire = &member.wire;
            variants.push(quote!(#attributes #ident(#ty)));
            entries.push(quote!(#ident(#ty): #wire));
        }
        if kind == Kind::NullableUnion {
            let docs = (paths.docs)(&["The null member.".to_owned()]);
            variants.push(quote!(#docs Null));
            entries.push(quote!(null Null));
        }
        let docs = (paths.docs)(&["A member that was not asked for or that the schema does not know, or none.".to_owned()]);
        variants.push(quote!(#docs Unrecognized(#core::UnknownMember)));
        self.parts.push(Expansion::Item(quote!(#attributes #[derive(#clone)] #visibility enum #name { #(#variants),* })));
        self.parts.push(Expansion::Table { call: quote!(#core::union!), head: quote!(#name = #full_name), entries });
    }

    /// The type of a value; a selection gets a type of its own, named after the types and fields that lead to it.
    fn value(&mut self, outer: &Ident, member: &Member<'c>, value: &'e Value<'c>) -> TokenStream {
        let paths = self.paths;
        let Paths { core, vec, .. } = paths;
        match value {
            Value::Json => quote!(#core::Json),
            Value::Failure => quote!(#core::error::ErrorResponse),
            Value::Urn => quote!(#core::urn::Urn),
            Value::Leaf(rust) => paths.path(rust),
            Value::Embedded(number) => self.declaration.embedded.get(*number).cloned().unwrap_or_else(|| quote!(())),
            Value::Whole(index) => paths.path(self.catalog.get(*index).map_or("()", |entry| entry.rust)),
            Value::Array(item) => {
                let item = self.value(outer, member, item);
                quote!(#vec<#item>)
            }
            Value::Map(item) => {
                let item = self.value(outer, member, item);
                quote!(#core::Map<#item>)
            }
            Value::Collection(item) => {
                let item = self.value(outer, member, item);
                quote!(#core::envelope::Collection<#item>)
            }
            Value::Selected(selection) => {
                let name = self.claim(&format!("{outer}{}", camel(&member.rust)));
                self.queue.push_back((name.clone(), selection));
                quote!(#name)
            }
        }
    }

    fn claim(&mut self, wanted: &str) -> Ident {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.names.contains(name)).unwrap_or_default();
        let name = ident(&free, Span::call_site());
        self.names.insert(free);
        name
    }
}

fn member_attributes(member: &Member<'_>, paths: &Paths) -> TokenStream {
    let doc = if member.doc.is_empty() { format!("`{}`", member.wire) } else { member.doc.clone() };
    let docs = (paths.docs)(&[doc]);
    match member.deprecated {
        Some(note) => quote!(#docs #[deprecated(note = #note)]),
        None => docs,
    }
}

/// Writes a default for a table: a plain literal where Rust and JSON agree (`bool`, `i32`, `i64`), else JSON text.
fn default(value: &Value<'_>, json: &str) -> TokenStream {
    let plain = match value {
        Value::Leaf("bool") => json.parse::<bool>().is_ok(),
        Value::Leaf("i32" | "i64") => json.parse::<i64>().is_ok(),
        _ => false,
    };
    match json.parse::<TokenStream>() {
        Ok(tokens) if plain => quote!(= #tokens),
        _ => quote!(= json #json),
    }
}

/// `display_image` to `DisplayImage`.
fn camel(name: &str) -> String {
    let capitalised = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>())
    };
    name.trim_start_matches("r#").split('_').filter_map(capitalised).collect()
}
