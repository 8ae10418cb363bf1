//! The names that may stand at a place of a projection.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::rust::Rust;
use crate::catalog::{Decoration, FieldEntry, TypeEntry};
use crate::declaration::Paths;

/// The names that may stand at a place, and the words that stand there.
pub(super) struct Offered {
    names: BTreeMap<String, Shown>,
    /// The words that stand there, as fields of a literal.
    pub(super) words: Vec<TokenStream>,
}

/// Type and documentation, shown beside a name.
struct Shown {
    /// The type.
    ty: TokenStream,
    doc: String,
    is_deprecated: bool,
}

impl Offered {
    /// The names of the fields or members of types.
    pub(super) fn members(rust: &Rust<'_, '_>, of: &[&TypeEntry<'_>]) -> Self {
        let mut names = BTreeMap::new();
        for entry in of {
            for field in entry.askable() {
                let ty = rust.of(field.ty, field.optional);
                let shown = Shown { ty, doc: field.doc.to_owned(), is_deprecated: field.deprecated.is_some() };
                names.entry(short(entry, field)).or_insert(shown);
            }
        }
        Self { names, words: Vec::new() }
    }

    /// The types of URN that a field may be expanded for, as in `~person`.
    pub(super) fn urns(rust: &Rust<'_, '_>, decorations: &[Decoration<'_>]) -> Self {
        Self::targets(rust, decorations, |decoration| decoration.urn)
    }

    /// The finders that expand a field, as in `~:streams`.
    pub(super) fn finders(rust: &Rust<'_, '_>, decorations: &[Decoration<'_>], urn: Option<&str>) -> Self {
        Self::targets(rust, decorations, |decoration| {
            decoration.finder.filter(|_| urn.is_none() || decoration.urn.is_none() || decoration.urn == urn)
        })
    }

    fn targets<'c>(rust: &Rust<'_, '_>, decorations: &[Decoration<'c>], name: impl Fn(&Decoration<'c>) -> Option<&'c str>) -> Self {
        let shown = |decoration| {
            let (ty, doc) = rust.target(decoration);
            Shown::new(ty, doc)
        };
        let names = decorations.iter().filter_map(|decoration| Some((name(decoration)?.to_owned(), shown(decoration))));
        Self { names: names.collect(), words: Vec::new() }
    }

    /// The parts of a collection of elements that a finder returns.
    pub(super) fn envelope(rust: &Rust<'_, '_>, of: &[&TypeEntry<'_>]) -> Self {
        let Paths { core, option, vec, .. } = rust.paths;
        let element = of.first().map_or_else(|| quote!(#core::Json), |entry| rust.paths.path(entry.rust));
        let elements = Shown::new(quote!(#vec<#element>), "The elements.");
        let paging = Shown::new(quote!(#option<#core::envelope::Paging>), "The position of the elements in the whole collection.");
        Self { names: [("elements".to_owned(), elements), ("paging".to_owned(), paging)].into(), words: Vec::new() }
    }

    /// The types that may stand before the colon.
    pub(super) fn roots(rust: &Rust<'_, '_>) -> Self {
        let roots = rust.catalog.roots().into_iter();
        let names = roots.filter_map(|name| {
            let entry = rust.catalog.get(rust.catalog.root(name)?)?;
            Some((name.to_owned(), Shown::new(rust.paths.path(entry.rust), entry.doc)))
        });
        Self { names: names.collect(), words: Vec::new() }
    }

    /// Adds a word that stands at the place; of a name with dots, the last part.
    ///
    /// An unknown word has its place in the source, because the made-up name is one, and is switched off, because it has been reported.
    pub(super) fn push(&mut self, name: &str, span: Span, is_known: bool) {
        let name = name.rsplit_once('.').map_or(name, |(_, last)| last);
        let Some(name) = field_name(name, if is_known { Span::call_site() } else { span }) else { return };
        self.words.push(if is_known { quote!(#[cfg(all())] #name) } else { quote!(#[cfg(any())] #name) });
    }

    /// Adds what is as long as the word that is missing.
    pub(super) fn push_missing(&mut self) {
        self.words.push(quote!(
            #[cfg(any())]
            missing
        ));
    }

    /// The fields of the struct that has the names.
    pub(super) fn fields(&self) -> Vec<TokenStream> {
        let fields = self.names.iter().filter_map(|(name, Shown { ty, doc, is_deprecated })| {
            let name = field_name(name, Span::call_site())?;
            let deprecated = is_deprecated.then(|| quote!(#[deprecated]));
            let doc = (!doc.is_empty()).then(|| quote!(#[doc = #doc]));
            Some(quote!(#doc #deprecated #name: #ty))
        });
        fields.collect()
    }
}

impl Shown {
    fn new(ty: TokenStream, doc: &str) -> Self {
        Self { ty, doc: doc.to_owned(), is_deprecated: false }
    }
}

/// The name by which a projection may name a field or member: of a member with dots in its name, the last part, if it is enough.
fn short(entry: &TypeEntry<'_>, field: &FieldEntry<'_>) -> String {
    let last = field.wire.rsplit_once('.').map_or(field.wire, |(_, last)| last);
    let is_enough = entry.named(last).is_some_and(|named| named.wire == field.wire);
    if is_enough { last.to_owned() } else { field.wire.to_owned() }
}

/// A name as that of a field, raw if it is a word of Rust; `None` for what no field can be named.
fn field_name(name: &str, span: Span) -> Option<Ident> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name != "_";
    let is_name = starts && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name || matches!(name, "self" | "Self" | "super" | "crate") {
        return None;
    }
    Some(if crate::cursor::is_keyword(name) { Ident::new_raw(name, span) } else { Ident::new(name, span) })
}
