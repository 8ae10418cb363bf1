//! The declaration of a result type, `pub struct Card`, and the paths by which an expansion names other items, `::std::vec::Vec`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use restli_core::projection::Projection;

use crate::catalog::{Catalog, TypeName};

/// The declaration of the outermost result type. The types inside it have its visibility, and names that start with its name.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Name of the type.
    pub name: Ident,
    /// `pub` or less.
    pub visibility: TokenStream,
    /// Attributes that the user wrote.
    pub attributes: TokenStream,
    /// Paragraphs of the documentation.
    pub docs: Vec<String>,
    /// `true` if a constant of the same name, for `select(..)`, is declared too.
    pub constant: bool,
}

/// Paths by which an expansion names the items of other crates and modules.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Path that replaces `$crate`; `None` inside the client crate.
    client: Option<TokenStream>,
    pub(crate) core: TokenStream,
    /// The runtime of generated clients.
    pub(crate) runtime: TokenStream,
    /// The root of the client crate.
    pub(crate) root: TokenStream,
    pub(crate) option: TokenStream,
    pub(crate) some: TokenStream,
    pub(crate) none: TokenStream,
    pub(crate) vec: TokenStream,
    pub(crate) clone: TokenStream,
    pub(crate) docs: fn(&[String]) -> TokenStream,
}

impl Paths {
    /// Paths for any module of any crate, whatever names are in scope there; `client` is the path of the client crate.
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

    /// Paths for a file of the client crate that imports the runtime as `rt` and the crate's modules.
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

    /// The path of a type, from its text in the catalog.
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

/// The tokens with the path of the client crate in place of `$crate`.
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

/// Returns the documentation of a result type: the type it selects from, and the projection.
#[must_use]
pub fn docs(catalog: &Catalog<'_>, root: TypeName<'_>, projection: &Projection) -> Vec<String> {
    let Some(entry) = catalog.get(root) else { return Vec::new() };
    let asked = projection.to_decorated().or_else(|_| projection.to_mask()).map(|text| format!(": `{text}`")).unwrap_or_default();
    vec![format!("Of `{}`, what the projection asks for{asked}.", entry.name)]
}

/// The constant that has the name of the type.
pub(crate) fn constant(declaration: &Declaration, paths: &Paths) -> TokenStream {
    let Declaration { name, visibility, .. } = declaration;
    let core = &paths.core;
    let docs = (paths.docs)(&[format!("Asks for a [`struct@{name}`]; to be given to `select`.")]);
    quote! {
        #docs
        #[allow(non_upper_case_globals, dead_code, reason = "named like its type")]
        #visibility const #name: #core::projection::Select<#name> = #core::projection::Select::new();
    }
}

/// An identifier from text, raw if the text starts with `r#`.
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

/// A path of identifiers, e.g. `content::PostsGet`.
pub(crate) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(|segment| ident(segment, Span::call_site()));
    quote!(#(#segments)::*)
}
