//! A walk through the tokens of a projection, however incomplete: the names that may stand at each place, and the types that words mean.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree, token_stream};
use quote::quote;
use restli_core::projection::MAX_DEPTH;

use super::offered::Offered;
use super::rust::Rust;
use crate::call::{Body, Call};
use crate::catalog::{Base, Catalog, Decoration, FieldEntry, Kind, Layer, Ty, TypeEntry};
use crate::declaration::{Paths, ident};
use crate::tokens::{is_punct, plain, string_value};

type Trees = Peekable<token_stream::IntoIter>;

/// A walk, and what it has found.
pub(super) struct Walk<'w, 'c> {
    rust: Rust<'w, 'c>,
    /// The names that may stand at each place, in the order of the text.
    pub(super) offered: Vec<Offered>,
    /// Parameters and bodies of functions that lead from known words to the client.
    pub(super) known: Vec<TokenStream>,
}

/// The subject of a pair of parentheses.
enum Inside<'c> {
    /// Fields of records or members of unions.
    Members(Vec<&'c TypeEntry<'c>>),
    /// Keys or positions: each entry has the given type.
    Entries(Option<&'c FieldEntry<'c>>, Ty<'c>),
    /// A collection of elements of the given types.
    Collection(Vec<&'c TypeEntry<'c>>),
    /// Something without names.
    Nothing,
}

/// The value that a word of a projection stands for.
#[derive(Clone)]
struct Found<'c> {
    field: Option<&'c FieldEntry<'c>>,
    ty: Option<Ty<'c>>,
    /// The types whose fields the parentheses behind the word name, if not those of `ty`.
    elements: Option<Vec<&'c TypeEntry<'c>>>,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub(super) fn new(catalog: &'w Catalog<'c>, paths: &'w Paths) -> Self {
        Self { rust: Rust { catalog, paths }, offered: Vec::new(), known: Vec::new() }
    }

    /// Walks through a call, from the projected type on.
    pub(super) fn call(&mut self, call: &Call) {
        let name = call.root.as_ref().map(plain);
        let entry = name.as_deref().and_then(|name| self.rust.catalog.get(self.rust.catalog.root(name)?));
        let (Some(entry), Some(root)) = (entry, &call.root) else {
            // Of a type that is known, no other is offered: the list is long.
            let mut roots = Offered::roots(&self.rust);
            match (name, &call.root) {
                (Some(name), Some(root)) => roots.push(&name, root.span(), false),
                _ => roots.push_missing(),
            }
            self.offered.push(roots);
            return;
        };
        self.leads_to_type(entry, root.span());
        if let Some(Body::Tokens(group)) = &call.body {
            self.inside(&Inside::Members(vec![entry]), group, 0);
        }
    }

    fn inside(&mut self, inside: &Inside<'c>, group: &Group, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let place = match inside {
            Inside::Members(of) => Some(Offered::members(&self.rust, of)),
            Inside::Collection(of) => Some(Offered::envelope(&self.rust, of)),
            Inside::Entries(..) | Inside::Nothing => None,
        };
        let place = place.map(|offered| {
            self.offered.push(offered);
            self.offered.len() - 1
        });
        let mut trees = group.stream().into_iter().peekable();
        while self.item(inside, place, &mut trees, depth) {}
    }

    /// Walks through an item, up to and with the comma behind it; returns `false` at the end.
    fn item(&mut self, inside: &Inside<'c>, place: Option<usize>, trees: &mut Trees, depth: usize) -> bool {
        let is_missing = trees.peek().is_none_or(|tree| is_punct(tree, ','));
        if let Some(offered) = place.and_then(|place| self.offered.get_mut(place)).filter(|_| is_missing) {
            offered.push_missing();
        }
        let mut found: Option<Found<'c>> = None;
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Punct(sign) if sign.as_char() == ',' => return true,
                TokenTree::Punct(sign) if sign.as_char() == '.' && found.is_none() => self.embedded(trees),
                TokenTree::Punct(sign) if sign.as_char() == '*' => found = Some(each(inside, found)),
                TokenTree::Punct(sign) if sign.as_char() == '~' => self.decoration(found.as_ref(), trees, depth),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    let inside = found.as_ref().map_or(Inside::Nothing, |found| self.behind(found));
                    self.inside(&inside, &group, depth + 1);
                }
                tree @ (TokenTree::Ident(_) | TokenTree::Literal(_)) => {
                    let (name, span) = word(&tree, trees);
                    found = Some(self.word(inside, place, &name, span));
                }
                TokenTree::Group(_) | TokenTree::Punct(_) => {}
            }
        }
        false
    }

    /// The meaning of a word.
    fn word(&mut self, inside: &Inside<'c>, place: Option<usize>, name: &str, span: Span) -> Found<'c> {
        let mut found = Found { field: None, ty: None, elements: None };
        let mut is_known = false;
        match inside {
            Inside::Members(of) => {
                for (entry, field) in of.iter().filter_map(|entry| Some((*entry, entry.named(name)?))) {
                    is_known = true;
                    found = Found { field: Some(field), ty: Some(field.ty), elements: None };
                    self.leads_to_member(entry, field, span);
                }
            }
            Inside::Collection(of) => {
                is_known = matches!(name, "elements" | "paging");
                if is_known {
                    let (core, name) = (&self.rust.paths.core, ident(name, span));
                    self.known.push(quote!((it: &#core::envelope::Collection<()>) { it.#name; }));
                }
                found.elements = Some(of.clone()).filter(|_| name == "elements");
            }
            Inside::Entries(field, ty) => found = Found { field: *field, ty: Some(*ty), elements: None },
            Inside::Nothing => {}
        }
        // A path with dots leads elsewhere, but for the name of a member of a union.
        let is_here = !name.contains('.') || matches!(inside, Inside::Members(of) if of.iter().any(|entry| entry.is_union()));
        if let Some(offered) = place.and_then(|place| self.offered.get_mut(place)).filter(|_| is_here) {
            offered.push(name, span, is_known);
        }
        found
    }

    /// The subject of the parentheses behind a word.
    fn behind(&self, found: &Found<'c>) -> Inside<'c> {
        match (&found.elements, found.ty) {
            (Some(of), _) => Inside::Members(of.clone()),
            (None, Some(ty)) => self.of_type(found.field, ty),
            (None, None) => Inside::Nothing,
        }
    }

    fn of_type(&self, field: Option<&'c FieldEntry<'c>>, ty: Ty<'c>) -> Inside<'c> {
        match (ty.unwrapped(), ty.base) {
            (Some((Layer::Map(_), inner)), _) => Inside::Entries(field, inner),
            // `lines*(sku)`, or `lines(sku)` without the star, or `lines:($*:(sku))`.
            (Some((Layer::Array, inner)), _) => self.of_type(field, inner),
            (None, Base::Named(name)) => match self.rust.catalog.get(name) {
                Some(entry) if entry.kind == Kind::BareUnion => {
                    entry.unnamed().map_or(Inside::Nothing, |member| self.of_type(field, member.ty))
                }
                Some(entry) => Inside::Members(vec![entry]),
                None => Inside::Nothing,
            },
            (None, Base::Any | Base::Leaf(_)) => Inside::Nothing,
        }
    }

    /// Walks through a decoration, `~urn:finder(..)`, of which the sign is read.
    fn decoration(&mut self, found: Option<&Found<'c>>, trees: &mut Trees, depth: usize) {
        let all = found.and_then(|found| found.field).map_or(&[][..], |field| field.decorations);
        let mut offered = Offered::urns(&self.rust, all);
        let mut urn = None;
        if let Some(tree) = trees.next_if(is_word) {
            let (name, span) = word(&tree, trees);
            let is_known = all.iter().any(|decoration| decoration.urn == Some(&name));
            offered.push(&name, span, is_known);
            urn = Some((name, span)).filter(|_| is_known);
        } else {
            offered.push_missing();
        }
        self.offered.push(offered);
        let of_urn = |decoration: &&Decoration<'c>| match (&urn, decoration.urn) {
            (Some((urn, _)), Some(of)) => urn == of,
            _ => true,
        };
        let mut targets: Vec<&Decoration<'c>> = all.iter().filter(of_urn).collect();
        if let Some((_, span)) = &urn {
            self.leads_to_targets(&targets, *span);
        }
        if trees.next_if(|tree| is_punct(tree, ':')).is_some() {
            let mut offered = Offered::finders(&self.rust, all, urn.as_ref().map(|(urn, _)| urn.as_str()));
            if let Some(tree) = trees.next_if(is_word) {
                let (name, span) = word(&tree, trees);
                targets.retain(|decoration| decoration.finder == Some(&name));
                offered.push(&name, span, !targets.is_empty());
                self.leads_to_targets(&targets, span);
            } else {
                offered.push_missing();
            }
            self.offered.push(offered);
        }
        if let Some(TokenTree::Group(group)) = trees.next_if(|tree| matches!(tree, TokenTree::Group(_))) {
            let mut of: Vec<_> = targets.iter().filter_map(|target| self.rust.catalog.get(target.target)).collect();
            of.dedup_by_key(|entry| entry.full_name);
            let inside = if targets.iter().any(|target| target.collection) { Inside::Collection(of) } else { Inside::Members(of) };
            self.inside(&inside, &group, depth + 1);
        }
    }

    /// Reads the path behind `..`, of which a dot is read: a type, which the editor completes as any other.
    fn embedded(&mut self, trees: &mut Trees) {
        while trees.next_if(|tree| is_punct(tree, '.')).is_some() {}
        let mut path = TokenStream::new();
        while let Some(tree) = trees.next_if(|tree| matches!(tree, TokenTree::Ident(_)) || is_punct(tree, ':')) {
            path.extend([tree]);
        }
        if !path.is_empty() {
            self.known.push(quote!((_: #path) {}));
        }
    }

    fn leads_to_type(&mut self, entry: &TypeEntry<'c>, span: Span) {
        let ty = at(self.rust.paths.path(entry.rust), span);
        self.known.push(quote!((_: #ty) {}));
    }

    fn leads_to_targets(&mut self, targets: &[&Decoration<'c>], span: Span) {
        for target in targets {
            if let Some(entry) = self.rust.catalog.get(target.target) {
                self.leads_to_type(entry, span);
            }
        }
    }

    fn leads_to_member(&mut self, entry: &TypeEntry<'c>, field: &FieldEntry<'c>, span: Span) {
        let ty = self.rust.paths.path(entry.rust);
        let name = ident(field.rust, span);
        self.known.push(if entry.is_union() { quote!(() { #ty::#name; }) } else { quote!((it: &#ty) { it.#name; }) });
    }
}

/// The value that a `*` stands for: each entry of what was found, or of what the parentheses are about.
fn each<'c>(inside: &Inside<'c>, found: Option<Found<'c>>) -> Found<'c> {
    match (found, inside) {
        (Some(found), _) => Found { ty: found.ty.map(|ty| ty.unwrapped().map_or(ty, |(_, inner)| inner)), ..found },
        (None, Inside::Entries(field, ty)) => Found { field: *field, ty: Some(*ty), elements: None },
        (None, Inside::Members(of)) => Found { field: None, ty: None, elements: Some(of.clone()) },
        (None, Inside::Collection(_) | Inside::Nothing) => Found { field: None, ty: None, elements: None },
    }
}

/// A name, which may have dots and dashes in it, and the span of its last part.
fn word(first: &TokenTree, trees: &mut Trees) -> (String, Span) {
    let (mut name, mut span) = (text(first), first.span());
    while let Some(TokenTree::Punct(sign)) = trees.next_if(|tree| is_punct(tree, '.') || is_punct(tree, '-')) {
        name.push(sign.as_char());
        if let Some(part) = trees.next_if(is_word) {
            name.push_str(&text(&part));
            span = part.span();
        }
    }
    (name, span)
}

fn text(tree: &TokenTree) -> String {
    match tree {
        TokenTree::Ident(ident) => plain(ident),
        TokenTree::Literal(literal) => string_value(literal).unwrap_or_else(|| literal.to_string()),
        TokenTree::Group(_) | TokenTree::Punct(_) => String::new(),
    }
}

fn is_word(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(_) | TokenTree::Literal(_))
}

/// A path whose last name has a place in the source.
fn at(path: TokenStream, span: Span) -> TokenStream {
    let mut trees: Vec<TokenTree> = path.into_iter().collect();
    if let Some(TokenTree::Ident(last)) = trees.iter_mut().rfind(|tree| matches!(tree, TokenTree::Ident(_))) {
        *last = located(last, span);
    }
    trees.into_iter().collect()
}

fn located(name: &Ident, span: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(span.resolved_at(Span::call_site()));
    name
}
