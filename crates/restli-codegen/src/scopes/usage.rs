//! The calls and fields that the source of a program uses, read from its tokens: `client.posts().create(..)`,
//! `let posts = client.posts();` followed by `posts.create(..)`, `projection!`, and the named projections of the schema.
//!
//! Tokens have no types. A handle that is passed elsewhere, into a struct or another function, is reported as not followed.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use restli_projection::catalog::Catalog;
use restli_projection::macros::{permits_of, permits_of_tokens};
use restli_schema::api::Requirement;
use restli_schema::rust_names;

use super::library;
use super::used::{Unfollowed, Used, calls, field_text};
use crate::plan::Plan;
use crate::plan::model::ResourcePlan;

/// A file of a program.
#[derive(Debug)]
pub struct Source {
    /// Path of the file, for messages.
    pub path: String,
    /// Text of the file.
    pub text: String,
}

/// Collects the calls and fields that the sources use, directly or through functions of libraries.
pub(super) fn used(plan: &Plan<'_>, sources: &[Source], libraries: &[Source]) -> Used {
    plan.with_catalog(|catalog| {
        let mut facts = Facts { plan, catalog, handles: handles(plan), functions: BTreeMap::new() };
        facts.functions = of_functions(&mut facts, libraries);
        // A function of the program hides a library function of the same name.
        for name in sources.iter().flat_map(|source| library::names(&source.text)) {
            facts.functions.remove(&name);
        }
        let mut used = Used::default();
        for source in sources {
            match source.text.parse::<TokenStream>() {
                Ok(tokens) => facts.read(&source.path, &tokens.into_iter().collect::<Vec<_>>(), &mut used),
                Err(error) => used.unfollowed.push(Unfollowed { path: source.path.clone(), what: format!("this is not Rust: {error}") }),
            }
        }
        used.uses.sort_by(|one, other| one.0.cmp(&other.0));
        used
    })
}

/// The library functions that use calls or fields of the API, each with its uses, including uses through other functions.
fn of_functions(facts: &mut Facts<'_>, libraries: &[Source]) -> BTreeMap<String, Used> {
    let bodies: Vec<_> =
        libraries.iter().flat_map(|source| library::functions(&source.text).into_iter().map(move |body| (source, body))).collect();
    loop {
        let mut functions: BTreeMap<String, Used> = BTreeMap::new();
        for (source, (name, body)) in &bodies {
            let mut used = Used::default();
            facts.read(&source.path, body, &mut used);
            if !used.uses.is_empty() {
                let known = functions.remove(name).unwrap_or_default();
                functions.insert(name.clone(), known.and(used));
            }
        }
        let count = |functions: &BTreeMap<String, Used>| functions.values().map(|used| used.uses.len()).sum::<usize>();
        if count(&functions) == count(&facts.functions) {
            return functions;
        }
        facts.functions = functions;
    }
}

/// The facts on which the reading of sources relies.
struct Facts<'f> {
    plan: &'f Plan<'f>,
    catalog: &'f Catalog<'f>,
    handles: Handles<'f>,
    /// Library functions with their uses of the API.
    functions: BTreeMap<String, Used>,
}

impl Facts<'_> {
    fn read(&self, path: &str, trees: &[TokenTree], used: &mut Used) {
        Reader { facts: self, path, bound: BTreeMap::new(), used }.read(trees);
    }
}

/// The functions of each handle, by the accessor of the client, with id and permission requirement.
type Handles<'a> = BTreeMap<&'a str, BTreeMap<&'a str, (String, &'a Requirement)>>;

fn handles<'a>(plan: &'a Plan<'a>) -> Handles<'a> {
    let needs: BTreeMap<String, &Requirement> = calls(plan).into_iter().collect();
    let functions = |resource: &'a ResourcePlan| {
        let named = resource.methods.iter().map(|method| (rust_names::bare(&method.fn_name), method.id.clone()));
        named.filter_map(|(function, id)| needs.get(&id).map(|requirement| (function, (id, *requirement)))).collect()
    };
    plan.resources.iter().map(|resource| (rust_names::bare(&resource.accessor), functions(resource))).collect()
}

struct Reader<'r> {
    facts: &'r Facts<'r>,
    path: &'r str,
    /// Variables bound to a handle, with the accessors that returned the handle.
    bound: BTreeMap<String, BTreeSet<&'r str>>,
    used: &'r mut Used,
}

impl<'r> Reader<'r> {
    fn read(&mut self, trees: &[TokenTree]) {
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Ident(ident) => self.ident(rust_names::bare(&ident.to_string()), trees, at),
                TokenTree::Group(group) => self.read(&group.stream().into_iter().collect::<Vec<_>>()),
                _ => {}
            }
        }
    }

    fn ident(&mut self, name: &str, trees: &[TokenTree], at: usize) {
        let before = at.checked_sub(1).and_then(|before| trees.get(before));
        if name == "projection" && is_punct(trees.get(at + 1), '!') {
            if let Some(TokenTree::Group(group)) = trees.get(at + 2) {
                self.fields(&group.stream());
            }
            return;
        }
        if is_punct(before, '.') && is_empty_call(trees.get(at + 1)) {
            if let Some((accessor, functions)) = self.facts.handles.get_key_value(name) {
                self.handle(accessor, functions, trees, at);
            }
            return;
        }
        if let Some(accessors) = self.bound.get(name).cloned()
            && !is_punct(before, '.')
            && let Some(function) = called(trees, at + 1)
        {
            for functions in accessors.iter().filter_map(|accessor| self.facts.handles.get(accessor)) {
                self.call(functions, &function);
            }
        }
        if let Some(function) = self.facts.functions.get(name).filter(|_| !is_punct(before, '.') && is_call(trees, at + 1)) {
            let used = std::mem::take(self.used);
            *self.used = used.and(function.clone());
        }
        self.named(name);
    }

    /// Follows an accessor call such as `.posts()`: to the function called on the handle, or to the variable that it is bound to.
    fn handle(&mut self, accessor: &'r str, functions: &'r BTreeMap<&'r str, (String, &'r Requirement)>, trees: &[TokenTree], at: usize) {
        if let Some(function) = called(trees, at + 2) {
            if !self.call(functions, &function) {
                self.lost(format!("`{accessor}().{function}` is no call of the schema"));
            }
            return;
        }
        match binding(trees, at) {
            Some(name) if is_punct(trees.get(at + 2), ';') => {
                self.bound.entry(name).or_default().insert(accessor);
            }
            _ => self.lost(format!("what is called on this `{accessor}()` cannot be seen from here")),
        }
    }

    fn call(&mut self, functions: &BTreeMap<&str, (String, &Requirement)>, function: &str) -> bool {
        let found = functions.get(rust_names::bare(function));
        if let Some((id, requirement)) = found {
            self.used.add(id.clone(), (*requirement).clone());
        }
        found.is_some()
    }

    /// Adds the fields of a `projection!` that need a permission.
    fn fields(&mut self, tokens: &TokenStream) {
        for permit in permits_of_tokens(tokens.clone(), self.facts.catalog) {
            self.permit(&permit);
        }
    }

    /// Adds the fields of a named projection that need a permission.
    fn named(&mut self, name: &str) {
        for resource in &self.facts.plan.resources {
            let Some(root) = self.facts.plan.entity(resource) else { continue };
            for projection in resource.projections.iter().filter(|projection| projection.ident == name) {
                for permit in permits_of(self.facts.catalog, root, &projection.projection) {
                    self.permit(&permit);
                }
            }
        }
    }

    fn permit(&mut self, path: &str) {
        if let Some(permit) = self.facts.plan.permits.iter().find(|permit| permit.path.to_string() == path) {
            self.used.add(field_text(&permit.subject), permit.requirement.clone());
        }
    }

    fn lost(&mut self, what: String) {
        self.used.unfollowed.push(Unfollowed { path: self.path.to_owned(), what });
    }
}

/// Returns whether the tokens at a position continue the name before them to a call: arguments, or types and arguments.
fn is_call(trees: &[TokenTree], at: usize) -> bool {
    let arguments = matches!(trees.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
    arguments || is_punct(trees.get(at), ':') && is_punct(trees.get(at + 1), ':') && is_punct(trees.get(at + 2), '<')
}

/// The function that is called after a dot.
fn called(trees: &[TokenTree], dot: usize) -> Option<String> {
    match (trees.get(dot), trees.get(dot + 1)) {
        (dot, Some(TokenTree::Ident(function))) if is_punct(dot, '.') => Some(function.to_string()),
        _ => None,
    }
}

/// The name in `let name = ..` of the statement around a position.
fn binding(trees: &[TokenTree], at: usize) -> Option<String> {
    let statement = trees.get(..at)?.iter().rposition(|tree| is_punct(Some(tree), ';')).map_or(0, |end| end + 1);
    let words: Vec<String> = trees.get(statement..at)?.iter().take(4).map(ToString::to_string).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["let", "mut", name, ..] | ["let", name, ..] => Some((*name).to_owned()),
        _ => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, c: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

fn is_empty_call(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty())
}
