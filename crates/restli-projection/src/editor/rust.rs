//! Types of Rust, as an editor shows them beside the names of a projection.

use proc_macro2::TokenStream;
use quote::quote;

use crate::catalog::{Base, Catalog, Decoration, Layer, Ty};
use crate::declaration::Paths;

/// The catalog, and the paths by which the expansion names its types.
pub(super) struct Rust<'w, 'c> {
    pub(super) catalog: &'w Catalog<'c>,
    pub(super) paths: &'w Paths,
}

impl<'c> Rust<'_, 'c> {
    /// The Rust type of a field, for the editor to show.
    pub(super) fn of(&self, ty: Ty<'c>, optional: bool) -> TokenStream {
        let ty = self.unwrapped(ty);
        let option = &self.paths.option;
        if optional { quote!(#option<#ty>) } else { ty }
    }

    fn unwrapped(&self, ty: Ty<'c>) -> TokenStream {
        let Paths { core, vec, .. } = self.paths;
        match (ty.unwrapped(), ty.base) {
            (Some((Layer::Array, inner)), _) => {
                let inner = self.unwrapped(inner);
                quote!(#vec<#inner>)
            }
            (Some((Layer::Map(""), inner)), _) => {
                let inner = self.unwrapped(inner);
                quote!(#core::Map<#inner>)
            }
            (Some((Layer::Map(key), inner)), _) => {
                let (key, inner) = (self.paths.path(key), self.unwrapped(inner));
                quote!(#core::KeyedMap<#key, #inner>)
            }
            (None, Base::Any) => quote!(#core::Json),
            (None, Base::Leaf(rust)) => self.paths.path(rust),
            (None, Base::Named(name)) => self.paths.path(self.catalog.get(name).map_or("()", |entry| entry.rust)),
        }
    }

    /// The Rust type that a decoration brings, and the documentation of the record.
    pub(super) fn target(&self, decoration: &Decoration<'c>) -> (TokenStream, &'c str) {
        let core = &self.paths.core;
        let entry = self.catalog.get(decoration.target);
        let ty = self.paths.path(entry.map_or("()", |entry| entry.rust));
        let ty = if decoration.collection { quote!(#core::envelope::Collection<#ty>) } else { ty };
        (ty, entry.map_or("", |entry| entry.doc))
    }
}
