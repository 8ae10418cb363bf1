//! Expressions of examples, and the imports of the types that they name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::plan::Plan;
use crate::plan::model::{CallPlan, Expr, Given, Owner, Setter};

/// The macro that makes projections, at the root of the client.
const PROJECTION: Owner = Owner::Runtime("projection");

/// The types that an example names, and the way in which it names them.
pub(crate) struct Scope {
    /// The client crate.
    krate: String,
    /// Paths below the client crate of the types that are imported, by name. A name that two types have is not imported.
    imported: BTreeMap<String, String>,
}

impl Scope {
    /// The scope of some calls.
    pub(crate) fn of<'e>(plan: &Plan<'_>, krate: &str, calls: impl Iterator<Item = &'e CallPlan>) -> Self {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut see = |owner: &Owner| {
            let path = path(plan, owner);
            let name = path.rsplit("::").next().unwrap_or(&path);
            all.entry(name.to_owned()).or_default().insert(path.clone());
        };
        for call in calls {
            call.expressions().for_each(|expr| expr.owners(&mut see));
            call.selection.iter().for_each(|_| see(&PROJECTION));
        }
        let one = |(name, paths): (String, BTreeSet<String>)| match paths.len() {
            1 => Some((name, paths.into_iter().next()?)),
            _ => None,
        };
        Self { krate: krate.to_owned(), imported: all.into_iter().filter_map(one).collect() }
    }

    /// The imports: a `use` for each module.
    pub(crate) fn imports(&self) -> Vec<TokenStream> {
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, path) in &self.imported {
            modules.entry(path.strip_suffix(name.as_str()).unwrap_or_default().trim_end_matches("::")).or_default().push(name);
        }
        let import = |(module, names): (&str, Vec<&str>)| {
            let root = std::iter::once(self.krate.as_str());
            let module = root.chain(module.split("::")).filter(|part| !part.is_empty()).map(ident);
            let names: Vec<_> = names.into_iter().map(ident).collect();
            match names.as_slice() {
                [one] => quote!(use #(#module::)* #one;),
                many => quote!(use #(#module::)* {#(#many),*};),
            }
        };
        modules.into_iter().map(import).collect()
    }

    /// The macro `projection!` as the example names it.
    pub(crate) fn projection(&self, plan: &Plan<'_>) -> TokenStream {
        self.owner(plan, &PROJECTION)
    }

    /// The type as the example names it.
    fn owner(&self, plan: &Plan<'_>, owner: &Owner) -> TokenStream {
        let path = path(plan, owner);
        let name = path.rsplit("::").next().unwrap_or(&path);
        if self.imported.contains_key(name) {
            let name = ident(name);
            return quote!(#name);
        }
        let parts = std::iter::once(self.krate.as_str()).chain(path.split("::")).map(ident);
        quote!(#(#parts)::*)
    }

    /// An argument of a call.
    pub(crate) fn given(&self, plan: &Plan<'_>, given: &Given) -> TokenStream {
        let value = self.expr(plan, &given.value);
        if given.by_reference { quote!(&#value) } else { value }
    }

    /// Calls of setters, each with its dot.
    pub(crate) fn setters(&self, plan: &Plan<'_>, setters: &[Setter]) -> TokenStream {
        let calls = setters.iter().map(|setter| {
            let name = ident(&setter.name);
            let value = setter.value.as_ref().map(|value| self.expr(plan, value));
            quote!(.#name(#value))
        });
        quote!(#(#calls)*)
    }

    /// An expression.
    pub(crate) fn expr(&self, plan: &Plan<'_>, expr: &Expr) -> TokenStream {
        let inner = |inner: &Expr| self.expr(plan, inner);
        let all = |list: &[Expr]| -> Vec<TokenStream> { list.iter().map(inner).collect() };
        match expr {
            Expr::Bool(value) => quote!(#value),
            Expr::Integer(number) => {
                let literal = Literal::i64_unsuffixed(*number);
                quote!(#literal)
            }
            Expr::Float(number) => {
                let literal = Literal::f64_unsuffixed(number.abs());
                if number.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) }
            }
            Expr::Primitive(ty, constant) => {
                let (ty, constant) = (ident(ty), ident(constant));
                quote!(#ty::#constant)
            }
            Expr::Text(value) => text(value),
            Expr::Owned(value) => {
                let value = text(value);
                quote!(#value.to_owned())
            }
            Expr::Octets(octets) => {
                let octets = Literal::byte_string(octets);
                quote!(*#octets)
            }
            Expr::OwnedOctets(octets) => {
                let octets = Literal::byte_string(octets);
                quote!(#octets.to_vec())
            }
            Expr::Parsed(value, owner) => {
                let (value, owner) = (text(value), self.owner(plan, owner));
                quote!(#value.parse::<#owner>()?)
            }
            Expr::Constant(owner, name) => {
                let (owner, name) = (self.owner(plan, owner), ident(name));
                quote!(#owner::#name)
            }
            Expr::Function(owner, name, arguments) => {
                let (owner, name, arguments) = (self.owner(plan, owner), ident(name), all(arguments));
                quote!(#owner::#name(#(#arguments),*))
            }
            Expr::Struct(owner, fields) => {
                let owner = self.owner(plan, owner);
                let fields = fields.iter().map(|(name, value)| {
                    let (name, value) = (ident(name), inner(value));
                    quote!(#name: #value)
                });
                quote!(#owner { #(#fields),* })
            }
            Expr::Built(start, setters) => {
                let (start, setters) = (inner(start), self.setters(plan, setters));
                quote!(#start #setters)
            }
            Expr::Tuple(items) => {
                let items = all(items);
                quote!((#(#items),*))
            }
            Expr::Array(items) => {
                let items = all(items);
                quote!([#(#items),*])
            }
            Expr::Vec(items) => {
                let items = all(items);
                quote!(vec![#(#items),*])
            }
            Expr::Boxed(value) => {
                let value = inner(value);
                quote!(Box::new(#value))
            }
            Expr::Optional(Some(value)) => {
                let value = inner(value);
                quote!(Some(#value))
            }
            Expr::Optional(None) => quote!(None),
            Expr::Into(value) => {
                let value = inner(value);
                quote!(#value.into())
            }
        }
    }
}

/// The path of a type below the client crate.
fn path(plan: &Plan<'_>, owner: &Owner) -> String {
    match owner {
        Owner::Item(item) => format!("{}::{}", item.module.name(&plan.products), item.ident),
        Owner::Runtime(path) => (*path).to_owned(),
    }
}

/// A text literal: a raw one if the text has quotes or backslashes.
fn text(text: &str) -> TokenStream {
    let plain = || {
        let literal = Literal::string(text);
        quote!(#literal)
    };
    if !text.contains(['"', '\\']) || text.chars().any(char::is_control) {
        return plain();
    }
    let hashes = (0..=text.len()).map(|count| "#".repeat(count)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let raw = hashes.and_then(|hashes| format!("r{hashes}\"{text}\"{hashes}").parse().ok());
    raw.unwrap_or_else(plain)
}
