//! A catalog as source files of the macro crate.

use proc_macro2::TokenStream;
use quote::quote;
use restli_projection::catalog::{Base, Catalog, FieldEntry, Kind, Presence, Wrapper};

use crate::block::{Block, Source};
use crate::emit::ident;
use crate::output::{CrateNames, header};
use crate::plan::Plan;

/// The source files of the macro crate.
pub(crate) fn sources(plan: &Plan<'_>, catalog: &Catalog<'_>, crates: &CrateNames) -> Vec<Source<'static>> {
    let name = plan.name();
    let source = |path: &str, header: String, docs: String, blocks: Vec<Block>| Source {
        path: format!("{}/src/{path}", crates.macros),
        header,
        docs: vec![docs],
        attributes: "",
        modules: &[],
        blocks,
    };
    let has_permissions = !plan.tables.permissions.is_empty();
    let docs = format!("Procedural macros of the API `{name}`: its tables, and the entry points.");
    let root = source("lib.rs", header("//", Some(plan.hash())), docs, entry_points(has_permissions));
    let permissions = has_permissions.then(|| {
        let docs = format!("The permissions of the API `{name}`, and what they are enough for.");
        source("permissions.rs", header("//", None), docs, super::permissions::tables(plan))
    });
    let docs = format!("What the API `{name}` offers to projections.");
    let catalog = source("catalog.rs", header("//", None), docs, tables(catalog));
    [Some(root), permissions, Some(catalog)].into_iter().flatten().collect()
}

fn entry_points(has_permissions: bool) -> Vec<Block> {
    let permissions = if has_permissions {
        quote!(
            mod permissions;
        )
    } else {
        TokenStream::new()
    };
    let scopes = quote! {
        #[doc = " The scopes that an app asks for. Use it through the client crate's macro of the same name."]
        #[proc_macro]
        pub fn scopes(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
            restli_projection::scopes::expand_scopes(input.into(), &permissions::PERMISSIONS).into()
        }
    };
    let entry_points = [
        Block::Item(quote! {
            mod catalog;
            #permissions
        }),
        Block::Item(quote! {
            #[doc = " A projection, checked against the schema. Use it through the client crate's macro of the same name."]
            #[proc_macro]
            pub fn projection(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
                restli_projection::macros::expand_projection(input.into(), &catalog::CATALOG).into()
            }
        }),
    ];
    entry_points.into_iter().chain(Some(Block::Item(scopes)).filter(|_| has_permissions)).collect()
}

fn tables(catalog: &Catalog<'_>) -> Vec<Block> {
    let uses = uses(catalog);
    let entries = catalog.types.iter().enumerate().map(|(index, entry)| {
        let (name, full_name, rust, doc) = (entry.name, entry.full_name, entry.rust, entry.doc);
        let kind = ident(match entry.kind {
            Kind::Record => "Record",
            Kind::OpenRecord => "OpenRecord",
            Kind::Union => "Union",
            Kind::NullableUnion => "NullableUnion",
            Kind::BareUnion => "BareUnion",
        });
        let fields = quote::format_ident!("FIELDS_{index}");
        quote!(TypeEntry { name: #name, full_name: #full_name, rust: #rust, doc: #doc, kind: Kind::#kind, fields: #fields })
    });
    let roots = catalog.roots.iter().map(|(name, index)| {
        let index = proc_macro2::Literal::u16_unsuffixed(*index);
        quote!((#name, #index))
    });
    let main = Block::Item(quote! {
        pub(crate) static CATALOG: Catalog<'static> = Catalog { types: TYPES, roots: ROOTS };
    });
    let lists = [
        Block::List { head: quote!(static ROOTS: &[(&str, u16)]), entries: roots.collect() },
        Block::List { head: quote!(static TYPES: &[TypeEntry<'static>]), entries: entries.collect() },
    ];
    let fields = catalog.types.iter().enumerate().map(|(index, entry)| {
        let name = quote::format_ident!("FIELDS_{index}");
        Block::List { head: quote!(static #name: &[FieldEntry<'static>]), entries: entry.fields.iter().map(field).collect() }
    });
    [uses, main].into_iter().chain(lists).chain(fields).collect()
}

/// Imports of the items that the tables mention.
fn uses(catalog: &Catalog<'_>) -> Block {
    let fields = || catalog.types.iter().flat_map(|entry| entry.fields);
    let names = [
        ("Catalog", true),
        ("Decoration", fields().any(|field| !field.decorations.is_empty())),
        ("FieldEntry", !catalog.types.is_empty()),
        ("Kind", !catalog.types.is_empty()),
        ("Ty", fields().next().is_some()),
        ("TypeEntry", true),
        ("Wrapper", fields().any(|field| !field.ty.wrappers.is_empty())),
    ];
    let names = names.into_iter().filter(|(_, used)| *used).map(|(name, _)| ident(name));
    Block::Item(quote!(use restli_projection::catalog::{#(#names),*};))
}

fn field(field: &FieldEntry<'_>) -> TokenStream {
    let (wire, rust, doc) = (field.wire, field.rust, field.doc);
    let mut ty = match field.ty.base {
        Base::Any => quote!(Ty::any()),
        Base::Leaf(rust) => quote!(Ty::leaf(#rust)),
        Base::Named(index) => {
            let index = proc_macro2::Literal::u16_unsuffixed(index);
            quote!(Ty::named(#index))
        }
    };
    if !field.ty.wrappers.is_empty() {
        let wrappers = field.ty.wrappers.iter().map(|wrapper| match wrapper {
            Wrapper::Array => quote!(Wrapper::Array),
            Wrapper::Map => quote!(Wrapper::Map),
        });
        ty = quote!(#ty.within(&[#(#wrappers),*]));
    }
    if !field.ty.keys.is_empty() {
        let keys = field.ty.keys;
        ty = quote!(#ty.keyed(#keys));
    }
    let constructor = ident(if field.optional { "optional" } else { "required" });
    let mut tokens = quote!(FieldEntry::#constructor(#wire, #rust, #ty, #doc));
    if let Some(json) = field.default {
        tokens = quote!(#tokens.with_default(#json));
    }
    if let Some(reason) = field.deprecated {
        tokens = quote!(#tokens.deprecated(#reason));
    }
    if let Some(permit) = field.permit {
        tokens = quote!(#tokens.permitted_by(#permit));
    }
    match field.presence {
        Presence::Never(reason) => tokens = quote!(#tokens.never(#reason)),
        Presence::Named => tokens = quote!(#tokens.on_request()),
        Presence::Selected => {}
    }
    if !field.decorations.is_empty() {
        let decorations = field.decorations.iter().map(|decoration| {
            let option = |text: Option<&str>| text.map_or_else(|| quote!(None), |text| quote!(Some(#text)));
            let (urn, finder, collection) = (option(decoration.urn), option(decoration.finder), decoration.collection);
            let target = proc_macro2::Literal::u16_unsuffixed(decoration.target);
            quote!(Decoration { urn: #urn, finder: #finder, target: #target, collection: #collection })
        });
        tokens = quote!(#tokens.decorated(&[#(#decorations),*]));
    }
    tokens
}
