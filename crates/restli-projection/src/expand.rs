//! A checked projection to Rust: a type for it, one for each selection below, and what `select(..)` needs.
//!
//! The macro and the generator share this; they differ in how they name what is around ([`Scope`]).

use std::collections::{BTreeSet, VecDeque};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use restli_core::projection::{Projection, StyleError};

use crate::catalog::{Catalog, Kind, TypeIndex};
use crate::check::sent;
use crate::checked::{Checked, Member, Selection, Value};
use crate::compose::composed;
use crate::selectable::{flat, selectable};

/// A piece of the expansion.
#[derive(Clone, Debug)]
pub enum Part {
    /// An item.
    Item(TokenStream),
    /// A call of one of the table macros.
    Table {
        /// Everything before the outer brace, e.g. `core::record!`.
        call: TokenStream,
        /// What stands before the inner brace.
        head: TokenStream,
        /// The entries.
        entries: Vec<TokenStream>,
    },
}

impl Part {
    /// As it is written in a file.
    #[must_use]
    pub fn into_tokens(self) -> TokenStream {
        match self {
            Self::Item(tokens) => tokens,
            Self::Table { call, head, entries } => quote!(#call { #head { #(#entries,)* } }),
        }
    }
}

/// How the outermost type is declared. The types below it have its visibility, and names that start with its name.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Its name.
    pub name: Ident,
    /// `pub` or less.
    pub visibility: TokenStream,
    /// Attributes that a user gave it.
    pub attributes: TokenStream,
    /// Paragraphs of its documentation.
    pub docs: Vec<String>,
    /// What was written could not be read as it stands.
    pub mended: bool,
    /// There is a constant of the same name to give to `select(..)`.
    pub constant: bool,
    /// The types of the projections that it embeds, by number.
    pub embedded: Vec<TokenStream>,
}

/// How the expansion names what is around it.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What stands for `$crate`; `None` inside the client crate.
    client: Option<TokenStream>,
    pub(crate) core: TokenStream,
    /// The runtime of generated clients.
    pub(crate) runtime: TokenStream,
    /// The root of the client crate.
    pub(crate) root: TokenStream,
    option: TokenStream,
    some: TokenStream,
    pub(crate) none: TokenStream,
    vec: TokenStream,
    clone: TokenStream,
    docs: fn(&[String]) -> TokenStream,
}

impl Scope {
    /// Anywhere, where nothing is known about the names in scope; `client` stands for the client crate.
    #[must_use]
    pub fn outside(client: &TokenStream) -> Self {
        Self {
            client: Some(client.clone()),
            core: quote!(#client::__private::core),
            runtime: quote!(#client::__private::rt),
            root: client.clone(),
            option: quote!(::core::option::Option),
            some: quote!(::core::option::Option::Some),
            none: quote!(::core::option::Option::None),
            vec: quote!(::std::vec::Vec),
            clone: quote!(::core::clone::Clone),
            docs: plain_docs,
        }
    }

    /// In a file of the client crate that imports the runtime as `rt` and the crate's modules.
    #[must_use]
    pub fn inside(docs: fn(&[String]) -> TokenStream) -> Self {
        Self {
            client: None,
            core: quote!(rt::core),
            runtime: quote!(rt),
            root: quote!(crate),
            option: quote!(Option),
            some: quote!(Some),
            none: quote!(None),
            vec: quote!(Vec),
            clone: quote!(Clone),
            docs,
        }
    }

    /// A type of the catalog.
    pub(crate) fn path(&self, text: &str) -> TokenStream {
        if let Some(client) = &self.client {
            return substituted(text.parse().unwrap_or_default(), client);
        }
        let text = text.replace("$crate::__private::core", "rt::core").replace("$crate::", "").replace("::std::string::", "");
        text.parse().unwrap_or_default()
    }
}

fn plain_docs(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The tokens with `$crate` replaced.
fn substituted(tokens: TokenStream, client: &TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '$' => {
                trees.next();
                out.extend(client.clone());
            }
            TokenTree::Group(group) => {
                let inner = substituted(group.stream(), client);
                out.extend([TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))]);
            }
            other => out.extend([other]),
        }
    }
    out
}

/// Expands a projection. `names` are those that the types must keep off, and get those that were given; `spans` gives the
/// token that a name comes from, so that editors find it.
#[must_use]
pub fn expand(
    catalog: &Catalog<'_>,
    checked: &Checked<'_>,
    projection: &Projection,
    declaration: &Declaration,
    scope: &Scope,
    names: &mut BTreeSet<String>,
    spans: &dyn Fn(usize) -> Span,
) -> Vec<Part> {
    let mut expander = Expander { catalog, declaration, scope, spans, names, queue: VecDeque::new(), parts: Vec::new() };
    let name = &declaration.name;
    expander.names.insert(name.to_string());
    expander.define(name, &checked.selection, &declaration.docs, &declaration.attributes);
    let sent = sent(catalog, checked.root, projection);
    expander.parts.push(Part::Item(projected(catalog, checked, &sent, declaration, scope)));
    expander.parts.push(Part::Item(selectable(checked, &sent, declaration, scope, spans)));
    if declaration.constant {
        expander.parts.push(Part::Item(constant(declaration, scope)));
    }
    while let Some((name, selection)) = expander.queue.pop_front() {
        let docs = nested_docs(catalog, selection);
        expander.define(&name, selection, &docs, &TokenStream::new());
    }
    expander.parts
}

/// What a result type is, and what it asks for.
#[must_use]
pub fn docs(catalog: &Catalog<'_>, root: TypeIndex, projection: &Projection) -> Vec<String> {
    let Some(entry) = catalog.get(root) else { return Vec::new() };
    let asked = projection.to_decorated().or_else(|_| projection.to_mask()).map(|text| format!(": `{text}`")).unwrap_or_default();
    vec![format!("Of `{}`, what the projection asks for{asked}.", entry.name)]
}

fn projected(
    catalog: &Catalog<'_>,
    checked: &Checked<'_>,
    projection: &Projection,
    declaration: &Declaration,
    scope: &Scope,
) -> TokenStream {
    let Scope { core, some, none, .. } = scope;
    let name = &declaration.name;
    let of = scope.path(catalog.get(checked.root).map_or("()", |entry| entry.rust));
    let style = |text: Result<String, _>| match text {
        Ok(text) => quote!(#some(#text)),
        Err(StyleError { .. }) => none.clone(),
    };
    let (restli, decorated, flat) = (style(projection.to_mask()), style(projection.to_decorated()), style(flat(checked, projection)));
    let styles = if declaration.embedded.is_empty() {
        quote!(#core::projection::Styles { restli: #restli, decorated: #decorated, flat: #flat })
    } else {
        composed(catalog, checked, projection, declaration, scope)
    };
    quote! {
        impl #core::projection::Projected for #name {
            type Of = #of;
            const STYLES: #core::projection::Styles = #styles;
        }
    }
}

/// The constant that has the name of the type.
pub(crate) fn constant(declaration: &Declaration, scope: &Scope) -> TokenStream {
    let Declaration { name, visibility, .. } = declaration;
    let core = &scope.core;
    let docs = (scope.docs)(&[format!("Asks for a [`struct@{name}`]; to be given to `select`.")]);
    quote! {
        #docs
        #[allow(non_upper_case_globals, dead_code, reason = "named like its type")]
        #visibility const #name: #core::projection::Select<#name> = #core::projection::Select::new();
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
    scope: &'e Scope,
    spans: &'e dyn Fn(usize) -> Span,
    names: &'e mut BTreeSet<String>,
    queue: VecDeque<(Ident, &'e Selection<'c>)>,
    parts: Vec<Part>,
}

impl<'e, 'c> Expander<'e, 'c> {
    fn define(&mut self, name: &Ident, selection: &'e Selection<'c>, docs: &[String], attributes: &TokenStream) {
        let entries: Vec<_> = selection.of.iter().filter_map(|index| self.catalog.get(*index)).collect();
        let full_name = entries.iter().map(|entry| entry.full_name).collect::<Vec<_>>().join(" or ");
        let docs = (self.scope.docs)(docs);
        match entries.as_slice() {
            [entry] if entry.is_union() => self.union(name, selection, &full_name, entry.kind, &quote!(#docs #attributes)),
            _ => self.record(name, selection, &full_name, &quote!(#docs #attributes)),
        }
    }

    fn record(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, attributes: &TokenStream) {
        let (visibility, scope) = (&self.declaration.visibility, self.scope);
        let Scope { core, clone, .. } = scope;
        let mut fields = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let ident = ident(&member.rust, (self.spans)(member.at));
            let attributes = member_attributes(member, scope);
            let ty = self.value(name, member, &member.value);
            let (ty, entry) = if member.optional {
                let option = &scope.option;
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
            let docs = (scope.docs)(&["What the schema does not declare.".to_owned()]);
            fields.push(quote!(#docs #visibility other: #core::Map<#core::Json>));
            entries.push(quote!(..other));
        }
        self.parts.push(Part::Item(quote!(#attributes #[derive(#clone)] #visibility struct #name { #(#fields),* })));
        self.parts.push(Part::Table { call: quote!(#core::record!), head: quote!(#name = #full_name), entries });
    }

    fn union(&mut self, name: &Ident, selection: &'e Selection<'c>, full_name: &str, kind: Kind, attributes: &TokenStream) {
        let (visibility, scope) = (&self.declaration.visibility, self.scope);
        let Scope { core, clone, .. } = scope;
        let mut variants = Vec::new();
        let mut entries = Vec::new();
        for member in &selection.members {
            let ident = ident(&member.rust, (self.spans)(member.at));
            let attributes = member_attributes(member, scope);
            let ty = self.value(name, member, &member.value);
            let wire = &member.wire;
            variants.push(quote!(#attributes #ident(#ty)));
            entries.push(quote!(#ident(#ty): #wire));
        }
        if kind == Kind::NullableUnion {
            let docs = (scope.docs)(&["The null member.".to_owned()]);
            variants.push(quote!(#docs Null));
            entries.push(quote!(null Null));
        }
        let docs = (scope.docs)(&["A member that was not asked for or that the schema does not know, or none.".to_owned()]);
        variants.push(quote!(#docs Unrecognized(#core::UnknownMember)));
        self.parts.push(Part::Item(quote!(#attributes #[derive(#clone)] #visibility enum #name { #(#variants),* })));
        self.parts.push(Part::Table { call: quote!(#core::union!), head: quote!(#name = #full_name), entries });
    }

    /// The type of a value; a selection gets a type of its own, named after the types and fields that lead to it.
    fn value(&mut self, outer: &Ident, member: &Member<'c>, value: &'e Value<'c>) -> TokenStream {
        let scope = self.scope;
        let Scope { core, vec, .. } = scope;
        match value {
            Value::Json => quote!(#core::Json),
            Value::Failure => quote!(#core::error::ErrorResponse),
            Value::Urn => quote!(#core::urn::Urn),
            Value::Leaf(rust) => scope.path(rust),
            Value::Embedded(number) => self.declaration.embedded.get(*number).cloned().unwrap_or_else(|| quote!(())),
            Value::Whole(index) => scope.path(self.catalog.get(*index).map_or("()", |entry| entry.rust)),
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

fn member_attributes(member: &Member<'_>, scope: &Scope) -> TokenStream {
    let doc = if member.doc.is_empty() { format!("`{}`", member.wire) } else { member.doc.clone() };
    let docs = (scope.docs)(&[doc]);
    match member.deprecated {
        Some(note) => quote!(#docs #[deprecated(note = #note)]),
        None => docs,
    }
}

/// What a table says of a default: plain for what Rust writes as JSON does, else JSON.
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

/// An identifier, raw if it says so.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    let parsed = name.parse::<TokenStream>().ok().and_then(|tokens| {
        let mut trees = tokens.into_iter();
        match (trees.next(), trees.next()) {
            (Some(TokenTree::Ident(ident)), None) => Some(ident),
            _ => None,
        }
    });
    let mut ident = parsed.unwrap_or_else(|| Ident::new("unnamed", span));
    ident.set_span(span.resolved_at(Span::call_site()));
    ident
}
