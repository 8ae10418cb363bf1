//! The Rust types for a checked projection.
//!
//! `pub struct Card: Profile => (id, photo(url))` expands to
//!
//! ```text
//! pub struct Card { pub id: String, pub photo: Option<CardPhoto> }   with its table, `record! { .. }`
//! impl Projected for Card { .. }                                     the text to send
//! impl Selectable<..> for Card { .. }                                the scopes and styles that it needs
//! pub const Card: Select<Card> = ..;                                 to give to `select`
//! pub struct CardPhoto { pub url: String }                           with its table
//! ```
//!
//! The macro and the generator share this expansion; they differ in the paths to the items in scope ([`Paths`]).

use std::collections::{BTreeSet, VecDeque};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::catalog::{Catalog, Kind};
use crate::check::canonical;
use crate::checked::{Member, Selection, Value};
use crate::declaration::{Declaration, Paths, constant, ident};
use crate::input::Input;
use crate::projected::projected;
use crate::selectable::selectable;

/// One item of an expansion.
#[derive(Clone, Debug)]
pub enum Definition {
    /// A type, a constant or an implementation.
    Item(TokenStream),
    /// A call of one of the table macros.
    Table {
        /// Everything before the outer brace, e.g. `core::record!`.
        call: TokenStream,
        /// Tokens between the call and the inner brace.
        head: TokenStream,
        /// The entries.
        entries: Vec<TokenStream>,
    },
}

impl Definition {
    /// The tokens, as written in a file.
    #[must_use]
    pub fn into_tokens(self) -> TokenStream {
        match self {
            Self::Item(tokens) => tokens,
            Self::Table { call, head, entries } => quote!(#call { #head { #(#entries,)* } }),
        }
    }
}

/// Expands a projection. New types avoid the names in `taken`, and their own names are added there.
#[must_use]
pub fn expand(input: &Input<'_, '_>, taken: &mut BTreeSet<String>) -> Vec<Definition> {
    let canonical = canonical(input.catalog, input.checked.root, input.projection);
    let input = &Input { projection: &canonical, ..*input };
    let Declaration { name, docs, attributes, .. } = input.declaration;
    taken.insert(name.to_string());
    let mut expander = Expander { input, taken, queue: VecDeque::new(), definitions: Vec::new() };
    expander.define(name, &input.checked.selection, docs, attributes);
    expander.definitions.push(Definition::Item(projected(input)));
    expander.definitions.push(Definition::Item(selectable(input)));
    if input.declaration.constant {
        expander.definitions.push(Definition::Item(constant(input.declaration, input.paths)));
    }
    while let Some((name, selection)) = expander.queue.pop_front() {
        expander.define(&name, selection, &nested_docs(input.catalog, selection), &TokenStream::new());
    }
    expander.definitions
}

fn nested_docs(catalog: &Catalog<'_>, selection: &Selection<'_>) -> Vec<String> {
    let entries: Vec<_> = selection.of.iter().filter_map(|name| catalog.get(name)).collect();
    let names: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.name)).collect();
    let narrowed = format!("Of {}, what the projection asks for.", names.join(" or "));
    match entries.as_slice() {
        [only] if !only.doc.is_empty() => vec![only.doc.to_owned(), narrowed],
        _ => vec![narrowed],
    }
}

struct Expander<'e, 'c> {
    input: &'e Input<'e, 'c>,
    /// Names that are in use.
    taken: &'e mut BTreeSet<String>,
    /// Named selections whose types are not defined yet.
    queue: VecDeque<(Ident, &'e Selection<'c>)>,
    definitions: Vec<Definition>,
}

impl<'e, 'c> Expander<'e, 'c> {
    /// Defines the type for a selection: a struct, or an enum for a selection of a union.
    fn define(&mut self, name: &Ident, selection: &'e Selection<'c>, docs: &[String], attributes: &TokenStream) {
        let entries: Vec<_> = selection.of.iter().filter_map(|name| self.input.catalog.get(name)).collect();
        let full_name = entries.iter().map(|entry| entry.full_name).collect::<Vec<_>>().join(" or ");
        let docs = (self.input.paths.docs)(docs);
        match entries.as_slice() {
            [entry] if entry.is_union() => self.union(name, selection, &full_name, entry.kind, &quote!(#docs #attributes)),
            _ => self.record(name, selection, &full_name, &quote!(#docs #attributes)),
        }
    }

    fn record(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, attributes: &TokenStream) {
        let (visibility, paths) = (&self.input.declaration.visibility, self.input.paths);
        let Paths { core, clone, .. } = paths;
        let mut fields = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let field = ident(&member.rust, self.input.spans.at(member.at));
            let attributes = member_attributes(member, paths);
            let ty = self.value(name, member, &member.value);
            let (ty, mark) = if member.optional {
                let option = &paths.option;
                (quote!(#option<#ty>), TokenStream::new())
            } else if member.wire.is_empty() {
                (ty, TokenStream::new())
            } else {
                (ty, member.default.map_or_else(|| quote!(required), |json| default(&member.value, json)))
            };
            let wire = &member.wire;
            fields.push(quote!(#attributes #visibility #field: #ty));
            entries.push(quote!(#field: #wire #mark));
        }
        if selection.rest {
            let docs = (paths.docs)(&["What the schema does not declare.".to_owned()]);
            fields.push(quote!(#docs #visibility other: #core::Map<#core::Json>));
            entries.push(quote!(..other));
        }
        self.definitions.push(Definition::Item(quote!(#attributes #[derive(#clone)] #visibility struct #name { #(#fields),* })));
        self.definitions.push(Definition::Table { call: quote!(#core::record!), head: quote!(#name = #full_name), entries });
    }

    fn union(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, kind: Kind, attributes: &TokenStream) {
        let (visibility, paths) = (&self.input.declaration.visibility, self.input.paths);
        let Paths { core, clone, .. } = paths;
        let mut variants = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let variant = ident(&member.rust, self.input.spans.at(member.at));
            let attributes = member_attributes(member, paths);
            let ty = self.value(name, member, &member.value);
            let wire = &member.wire;
            variants.push(quote!(#attributes #variant(#ty)));
            entries.push(quote!(#variant(#ty): #wire));
        }
        if kind == Kind::NullableUnion {
            let docs = (paths.docs)(&["The null member.".to_owned()]);
            variants.push(quote!(#docs Null));
            entries.push(quote!(null Null));
        }
        let (docs, kept, call, head) = if kind == Kind::BareUnion {
            ("A value of another kind, or one that could not be read.", quote!(Json), quote!(#core::bare_union!), quote!(#name))
        } else {
            let docs = "A member that was not asked for or that the schema does not know, or none.";
            (docs, quote!(UnknownMember), quote!(#core::union!), quote!(#name = #full_name))
        };
        let docs = (paths.docs)(&[docs.to_owned()]);
        variants.push(quote!(#docs Unrecognized(#core::#kept)));
        self.definitions.push(Definition::Item(quote!(#attributes #[derive(#clone)] #visibility enum #name { #(#variants),* })));
        self.definitions.push(Definition::Table { call, head, entries });
    }

    /// The type of a value; a selection gets a type of its own, named after the types and fields that lead to it.
    fn value(&mut self, outer: &Ident, member: &Member<'c>, value: &'e Value<'c>) -> TokenStream {
        let paths = self.input.paths;
        let Paths { core, vec, .. } = paths;
        match value {
            Value::Json => quote!(#core::Json),
            Value::Failure => quote!(#core::error::ErrorResponse),
            Value::Urn => quote!(#core::urn::Urn),
            Value::Leaf(rust) => paths.path(rust),
            Value::Embedded(number) => self.input.embedded.get(*number).cloned().unwrap_or_else(|| quote!(())),
            Value::Whole(name) => paths.path(self.input.catalog.get(name).map_or("()", |entry| entry.rust)),
            Value::Array(item) => {
                let item = self.value(outer, member, item);
                quote!(#vec<#item>)
            }
            Value::Map("", item) => {
                let item = self.value(outer, member, item);
                quote!(#core::Map<#item>)
            }
            Value::Map(key, item) => {
                let (key, item) = (paths.path(key), self.value(outer, member, item));
                quote!(#core::KeyedMap<#key, #item>)
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

    /// Claims a free name: the wanted one, or with a number after it.
    fn claim(&mut self, wanted: &str) -> Ident {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.taken.contains(name)).unwrap_or_default();
        let name = ident(&free, Span::call_site());
        self.taken.insert(free);
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
