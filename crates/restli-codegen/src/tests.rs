//! Tests of the crate.

use std::collections::BTreeSet;
use std::path::Path;

use restli_schema::rust_names::CLIENT_FUNCTIONS;

/// Functions of a type in a source: those of its inherent impls and of traits of the runtime.
fn functions(source: &str, ty: &str) -> BTreeSet<String> {
    let is_own = |block: &syn::ItemImpl| {
        let syn::Type::Path(own) = &*block.self_ty else { return false };
        let of_runtime = |path: &syn::Path| path.segments.first().is_some_and(|first| first.ident == "rt");
        own.path.segments.last().is_some_and(|last| last.ident == ty)
            && block.trait_.as_ref().is_none_or(|implemented| of_runtime(&implemented.0))
    };
    let blocks = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}")).items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(block) if is_own(&block) => Some(block.items),
        _ => None,
    });
    let function = |item| if let syn::ImplItem::Fn(function) = item { Some(function.sig.ident.to_string()) } else { None };
    blocks.flatten().filter_map(function).collect()
}

#[test]
fn client_functions_are_those_of_a_generated_client_without_resources() {
    let yaml = "api: empty\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
    let loaded = restli_schema::load_texts([("api.yaml", yaml)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let files = super::generate(&super::plan(&loaded.api), &super::Dependencies::Workspace).unwrap_or_else(|error| panic!("{error}"));
    let sources = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|extension| extension == "rs"));
    let found: BTreeSet<String> = sources.flat_map(|(_, source)| functions(source, "Client")).collect();
    let listed: BTreeSet<String> = CLIENT_FUNCTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, listed);
}
