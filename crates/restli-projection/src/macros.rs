//! The macro `projection!`.
//!
//! | Written | Expands to |
//! |---|---|
//! | `projection!(Me: (id))` | a value for `select(..)` |
//! | `projection! { pub struct Card: Profile => (id) }` | `pub struct Card { pub id: String }`, and a constant `Card` for `select(..)` |
//!
//! Errors stand beside the parts that could be expanded, so that a half-typed projection leaves the rest of a function its types.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use restli_core::projection::Projection;
use restli_core::projection::misplaced::IN_PARENTHESES;

use crate::akin::akin;
use crate::call::{Call, FORMS, ItemHead};
use crate::catalog::{Catalog, TypeName};
use crate::check::{examine, resolve};
use crate::cursor::Cursor;
use crate::declaration::{Declaration, Paths, constant, docs, ident};
use crate::derives::{RESULT, without_present};
use crate::embed;
use crate::expand::{Definition, expand};
use crate::failure::Failure;
use crate::input::Input;
use crate::problem::Problem;
use crate::selectable::permits;
use crate::suggest;
use crate::tokens::plain;
use crate::written::Written;

/// Expands `projection!`. The input starts with the client crate in parentheses, which the client's own macro puts there.
#[must_use]
pub fn expand_projection(input: TokenStream, catalog: &Catalog<'_>) -> TokenStream {
    expand_with(input, catalog, |span| span)
}

/// Reads the path of the client crate, which the client's own macro puts before the call.
pub(crate) fn client_of(cursor: &mut Cursor) -> Option<TokenStream> {
    match cursor.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
        _ => None,
    }
}

/// Expands `projection!`; the names of fields get the place that `place` returns for the words that ask for them.
pub(crate) fn expand_with(input: TokenStream, catalog: &Catalog<'_>, place: fn(Span) -> Span) -> TokenStream {
    let mut cursor = Cursor::new(input, FORMS);
    let Some(client) = client_of(&mut cursor) else {
        return Failure::new(Span::call_site(), "use the macro `projection!` of the client crate").tokens();
    };
    let (Call { item, root, body }, syntax_error) = Call::read(&mut cursor);
    let mut failures = Vec::from_iter(syntax_error);
    let item = item.map(|item| ItemHead { attributes: without_present(item.attributes, &RESULT, &mut failures), ..item });
    let paths = Paths::outside(&client);
    let (of, misspelt) = root.as_ref().map_or((None, None), |root| root_type(root, catalog));
    failures.extend(misspelt);
    let mut written = Written::read(body);
    let syntax_error = written.error.take();
    let (Some(root), Some(of)) = (root, of) else {
        failures.extend(syntax_error.map(|error| written.locate(&error)));
        return without_projection(item, &failures, &paths);
    };
    let names = written.embedded_names(item.as_ref().map_or(&root, |item| &item.name));
    let (checked, problems) = examine(catalog, of, &written.projection, &names);
    match syntax_error {
        // After a syntax error the projection is a guess, so its problems may not be the user's.
        Some(error) => failures.push(written.locate(&with_path(error, &problems))),
        None => failures.extend(problems.iter().map(|problem| written.locate(problem))),
    }
    let is_expression = item.is_none();
    let docs = docs(catalog, of, &written.projection).into_iter().map(|text| embed::with_names(text, &names)).collect();
    let declaration = match item {
        Some(item) => item_declaration(item, docs),
        None => expression_declaration(&root),
    };
    let input = Input {
        catalog,
        checked: &checked,
        projection: &written.projection,
        embedded: &written.embedded,
        declaration: &declaration,
        paths: &paths,
        spans: &written.spans.map(place),
        has_errors: !failures.is_empty(),
    };
    let definitions = expand(&input, &mut BTreeSet::new()).into_iter().map(Definition::into_tokens);
    let errors = failures.iter().map(Failure::tokens);
    if is_expression {
        let name = &declaration.name;
        quote!({ #(#errors)* #(#definitions)* #client::__private::core::projection::Select::<#name>::new() })
    } else {
        quote!(#(#errors)* #(#definitions)*)
    }
}

/// A syntax error within a path, `friends/id`, with the help of the check, which knows where the path leads.
fn with_path(error: Problem, problems: &[Problem]) -> Problem {
    let is_path = error.help.as_ref().is_some_and(|help| help.starts_with(IN_PARENTHESES));
    let path = problems.iter().find(|path| is_path && path.at < error.at && error.at < path.at + path.len);
    let help = path.and_then(|path| path.help.clone());
    Problem { help: help.or(error.help), ..error }
}

/// The traits of the fields in the tokens of a `projection!` that need a permission, as far as the tokens can be parsed.
#[must_use]
pub fn permits_of_tokens(input: TokenStream, catalog: &Catalog<'_>) -> Vec<String> {
    let (call, _) = Call::read(&mut Cursor::new(input, FORMS));
    let Some(root) = call.root.and_then(|root| catalog.root(&plain(&root))) else { return Vec::new() };
    permits_of(catalog, root, &Written::read(call.body).projection)
}

/// The traits of the fields in a projection that need a permission.
#[must_use]
pub fn permits_of(catalog: &Catalog<'_>, root: TypeName<'_>, projection: &Projection) -> Vec<String> {
    permits(&resolve(catalog, root, projection).selection).into_keys().map(str::to_owned).collect()
}

/// Expands a call whose type is unknown: to its errors, and in the item form also to the declared names.
fn without_projection(item: Option<ItemHead>, failures: &[Failure], paths: &Paths) -> TokenStream {
    let Some(item) = item else {
        // In the expression form, one error is enough: more would follow from its missing type.
        return failures.first().map(Failure::tokens).unwrap_or_default();
    };
    let errors = failures.iter().map(Failure::tokens);
    let declaration = item_declaration(item, Vec::new());
    let constant = constant(&declaration, paths);
    let Declaration { name, visibility, attributes, .. } = declaration;
    quote!(#(#errors)* #attributes #visibility struct #name {} #constant)
}

/// The type of a root. A misspelt root is a failure, and the nearest root takes its place.
fn root_type<'c>(root: &Ident, catalog: &Catalog<'c>) -> (Option<TypeName<'c>>, Option<Failure>) {
    let name = plain(root);
    if let Some(of) = catalog.root(&name) {
        return (Some(of), None);
    }
    let roots = catalog.roots();
    let form = form_of(&name).and_then(|(of, form)| Some((roots.get(of)?, form)));
    let is_union = catalog.is_union(&name);
    let nearest = || restli_core::suggest::nearest(&name, roots.iter().copied()).filter(|_| !is_union);
    let near = form.map(|(of, _)| *of).or_else(nearest);
    let help = match (form, near) {
        (Some((of, form)), _) => format!("write `{of}`: `{name}` is its form for {form}, and a projection selects from answers"),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) if is_union => format!("`{name}` is a union: project a record that holds it, as in `(field(member))`"),
        (None, None) => known_roots(&roots, &name),
    };
    let failure = Failure::new(root.span(), format!("no type `{name}` to project\nhelp: {help}"));
    (near.and_then(|near| catalog.root(near)), Some(failure))
}

/// The record of which a type of the client is the form for a call, and the words for it: `Post` for `NewPost`.
fn form_of(name: &str) -> Option<(&str, &'static str)> {
    let parts = name.strip_suffix("Parts").unwrap_or(name);
    match (parts.strip_prefix("New"), parts.strip_suffix("Patch")) {
        (Some(of), _) => Some((of, "create")),
        (None, Some(of)) => Some((of, "a partial update")),
        (None, None) => (parts != name).then_some((parts, "a constructor")),
    }
}

/// Lists the types that may stand before the colon: all if they are few, else the types that share a word with the written name.
fn known_roots(roots: &BTreeSet<&str>, name: &str) -> String {
    let roots = || roots.iter().copied();
    match suggest::short_list(roots()).or_else(|| suggest::short_list(akin(name, roots()))) {
        Some(list) => format!("known are {list}"),
        None => "write the name of a record or of a resource of this client".to_owned(),
    }
}

/// The declaration of the item form; `docs` are for a type that the user has not documented.
fn item_declaration(ItemHead { attributes, visibility, name }: ItemHead, docs: Vec<String>) -> Declaration {
    let is_doc = |group: &Group| matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc");
    let documented = attributes.clone().into_iter().any(|tree| matches!(&tree, TokenTree::Group(group) if is_doc(group)));
    Declaration { name, visibility, attributes, docs: if documented { Vec::new() } else { docs }, constant: true }
}

/// The declaration of the expression form: a private type with the name of the root.
fn expression_declaration(root: &Ident) -> Declaration {
    Declaration {
        name: ident(&root.to_string(), Span::call_site()),
        visibility: TokenStream::new(),
        attributes: TokenStream::new(),
        docs: Vec::new(),
        constant: false,
    }
}
