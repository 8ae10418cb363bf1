//! Tests of the crate.

use std::collections::BTreeSet;
use std::path::Path;

use restli_schema::rust_names::{CLIENT_FUNCTIONS, HANDLE_FUNCTIONS};

/// Functions of a type in a source: those of its inherent impls, of `Clone`, and of traits of the runtime.
fn functions(source: &str, ty: &str) -> BTreeSet<String> {
    let is_own = |block: &syn::ItemImpl| {
        let syn::Type::Path(own) = &*block.self_ty else { return false };
        let called = |path: &syn::Path| {
            let is = |segment: Option<&syn::PathSegment>, name: &str| segment.is_some_and(|segment| segment.ident == name);
            is(path.segments.first(), "rt") || is(path.segments.last(), "Clone")
        };
        own.path.segments.last().is_some_and(|last| last.ident == ty)
            && block.trait_.as_ref().is_none_or(|implemented| called(&implemented.0))
    };
    let blocks = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}")).items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(block) if is_own(&block) => Some(block.items),
        _ => None,
    });
    let function = |item| if let syn::ImplItem::Fn(function) = item { Some(function.sig.ident.to_string()) } else { None };
    blocks.flatten().filter_map(function).collect()
}

/// Functions of a type of a generated client.
fn generated(product: &str, ty: &str) -> BTreeSet<String> {
    let api = "api: one\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
    let texts = [("api.yaml", api), ("things.yaml", product)];
    let loaded = restli_schema::load_texts(texts).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let files = super::generate(&super::plan(&loaded.api), &super::Dependencies::Workspace).unwrap_or_else(|error| panic!("{error}"));
    let sources = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|extension| extension == "rs"));
    sources.flat_map(|(_, source)| functions(source, ty)).collect()
}

fn listed(functions: &[(&str, &str)]) -> BTreeSet<String> {
    functions.iter().map(|(name, _)| (*name).to_owned()).collect()
}

#[test]
fn client_functions_are_those_of_a_generated_client_without_resources() {
    assert_eq!(generated("product: things\n", "Client"), listed(CLIENT_FUNCTIONS));
}

#[test]
fn handle_functions_are_those_of_a_generated_handle_besides_its_methods() {
    let mut found = generated("product: things\nresources: {things: {actions: {go: }}}\n", "Things");
    assert!(found.remove("go"));
    assert_eq!(found, listed(HANDLE_FUNCTIONS));
}
