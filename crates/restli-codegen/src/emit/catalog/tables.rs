//! A catalog as source files of the macro crate.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restli_projection::catalog::{Base, Catalog, FieldEntry, Kind, Presence, TypeEntry, TypeName, Wrapper};
use restli_schema::rust_names::{self, Names};

use crate::block::{Block, Source};
use crate::emit::ident;
use crate::output::{CrateNames, header};
use crate::plan::Plan;
use crate::plan::model::Module;

/// The source files of the macro crate.
pub(crate) fn sources(plan: &Plan<'_>, catalog: &Catalog<'_>, crates: &CrateNames) -> Vec<Source<'static>> {
    let name = plan.name();
    let source = |path: &str, docs: String, blocks: Vec<Block>| Source {
        path: format!("{}/src/{path}", crates.macros),
        header: header("//"),
        docs: vec![docs],
        attributes: "",
        modules: &[],
        blocks,
    };
    let has_permissions = !plan.tables.permissions.is_empty();
    let docs = format!("Procedural macros of the API `{name}`: its tables, and the entry points.");
    let root = source("lib.rs", docs, entry_points(has_permissions));
    let permissions = has_permissions.then(|| {
        let docs = format!("The permissions of the API `{name}`, and what they are enough for.");
        source("permissions.rs", docs, super::permissions::tables(plan))
    });
    let modules = modules(plan, catalog);
    let names: Vec<&str> = modules.iter().map(|module| module.name).collect();
    let docs = format!("What the API `{name}` offers to projections: a file per module of the client.");
    let all = source("catalog/mod.rs", docs, root_tables(&names));
    let each = modules.iter().map(|module| {
        let bare = rust_names::bare(module.name);
        source(&format!("catalog/{bare}.rs"), format!("What `{bare}` offers to projections."), tables(module))
    });
    [Some(root), permissions, Some(all)].into_iter().flatten().chain(each.collect::<Vec<_>>()).collect()
}

/// The part of the catalog for one module of the client. A file of its own keeps changes of different products apart.
struct ModuleTables<'c> {
    name: &'c str,
    types: Vec<&'c TypeEntry<'c>>,
    resources: Vec<(&'c str, TypeName<'c>)>,
}

/// The modules that have something in the catalog: the shared one first.
fn modules<'c>(plan: &'c Plan<'_>, catalog: &Catalog<'c>) -> Vec<ModuleTables<'c>> {
    let mut types: BTreeMap<&str, Vec<&TypeEntry<'_>>> = BTreeMap::new();
    for entry in catalog.modules.iter().flat_map(|module| module.types) {
        types.entry(module_of(entry)).or_default().push(entry);
    }
    let mut resources: BTreeMap<&str, Vec<(&str, TypeName<'_>)>> = BTreeMap::new();
    for resource in &plan.resources {
        let entity = plan.entity(resource).map(|entity| (resource.item.ident.as_str(), entity));
        resources.entry(resource.item.module.name(&plan.products)).or_default().extend(entity);
    }
    let names = std::iter::once(Module::Shared.name(&plan.products)).chain(plan.products.iter().map(|product| product.module.as_str()));
    let module =
        |name| ModuleTables { name, types: types.remove(name).unwrap_or_default(), resources: resources.remove(name).unwrap_or_default() };
    names.map(module).filter(|module| !(module.types.is_empty() && module.resources.is_empty())).collect()
}

/// The module of the client that a type is in: `content` for `$crate::content::Post`.
fn module_of<'c>(entry: &TypeEntry<'c>) -> &'c str {
    entry.rust.trim_start_matches("$crate::").split("::").next().unwrap_or_default()
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
                restli_projection::editor::projection(input.into(), &catalog::CATALOG, |span| span.unwrap().start().into()).into()
            }
        }),
    ];
    entry_points.into_iter().chain(Some(Block::Item(scopes)).filter(|_| has_permissions)).collect()
}

/// The file `catalog/mod.rs`.
fn root_tables(names: &[&str]) -> Vec<Block> {
    let modules: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
    vec![
        Block::Item(quote!(#(mod #modules;)*)),
        Block::Item(quote!(
            use restli_projection::catalog::{Catalog, Module};
        )),
        Block::Item(quote! {
            pub(crate) static CATALOG: Catalog<'static> = Catalog { modules: MODULES };
        }),
        Block::List {
            head: quote!(static MODULES: &[Module<'static>]),
            entries: modules.iter().map(|name| quote!(#name::MODULE)).collect(),
        },
    ]
}

/// The file of a module. Its tables refer to types by name, so that they change only where a type does.
fn tables(module: &ModuleTables<'_>) -> Vec<Block> {
    let mut taken = Names::default();
    let list = |entry: &&TypeEntry<'_>| ident(&taken.claim(&format!("{}_FIELDS", rust_names::of_constant(entry.name))));
    let lists: Vec<Ident> = module.types.iter().map(list).collect();
    let entries = module.types.iter().zip(&lists).map(|(entry, fields)| {
        let (name, full_name, rust, doc) = (entry.name, entry.full_name, entry.rust, entry.doc);
        let kind = ident(match entry.kind {
            Kind::Record => "Record",
            Kind::OpenRecord => "OpenRecord",
            Kind::Union => "Union",
            Kind::NullableUnion => "NullableUnion",
            Kind::BareUnion => "BareUnion",
        });
        quote!(TypeEntry { name: #name, full_name: #full_name, rust: #rust, doc: #doc, kind: Kind::#kind, fields: #fields })
    });
    let resources = module.resources.iter().map(|(name, entity)| quote!((#name, #entity)));
    let head = [
        uses(&module.types),
        Block::Item(quote! {
            pub(super) const MODULE: Module<'static> = Module { types: TYPES, resources: RESOURCES };
        }),
        Block::List { head: quote!(static RESOURCES: &[(&str, &str)]), entries: resources.collect() },
        Block::List { head: quote!(static TYPES: &[TypeEntry<'static>]), entries: entries.collect() },
    ];
    let fields = module.types.iter().zip(&lists).map(|(entry, name)| Block::List {
        head: quote!(static #name: &[FieldEntry<'static>]),
        entries: entry.fields.iter().map(field).collect(),
    });
    head.into_iter().chain(fields).collect()
}

/// Imports of the items that the tables mention.
fn uses(types: &[&TypeEntry<'_>]) -> Block {
    let fields = || types.iter().flat_map(|entry| entry.fields);
    let names = [
        ("Decoration", fields().any(|field| !field.decorations.is_empty())),
        ("FieldEntry", !types.is_empty()),
        ("Kind", !types.is_empty()),
        ("Module", true),
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
        Base::Named(name) => quote!(Ty::named(#name)),
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
            let (urn, finder) = (option(decoration.urn), option(decoration.finder));
            let (target, collection) = (decoration.target, decoration.collection);
            quote!(Decoration { urn: #urn, finder: #finder, target: #target, collection: #collection })
        });
        tokens = quote!(#tokens.decorated(&[#(#decorations),*]));
    }
    tokens
}
