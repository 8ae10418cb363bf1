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

/// Sources of a client that is generated from one product.
fn sources(product: &str, front_door: Option<&str>) -> Vec<String> {
    let api = "api: one\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
    sources_of(&[("api.yaml", api), ("things.yaml", product)], front_door)
}

/// Sources of a client that is generated from some files.
fn sources_of(files: &[(&str, &str)], front_door: Option<&str>) -> Vec<String> {
    let loaded = restli_schema::load_texts(files.iter().copied()).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let files =
        super::generate(&super::plan(&loaded.api), &super::Dependencies::Workspace, front_door).unwrap_or_else(|error| panic!("{error}"));
    files
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|extension| extension == "rs"))
        .map(|(_, text)| text)
        .collect()
}

/// Functions of a type of a generated client, with those by value that the prelude gives every type.
fn generated(product: &str, ty: &str) -> BTreeSet<String> {
    let own = sources(product, None).iter().flat_map(|source| functions(source, ty)).collect::<BTreeSet<_>>();
    own.into_iter().chain(["into", "try_into"].map(str::to_owned)).collect()
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

/// A product in which `all` needs fewer arguments than `get`.
fn first_example(first_call: &str) -> String {
    let product = format!(
        "product: things\nresources: {{things: {{collection: Thing, key: {{thingId: long}}, methods: {{get: {{{first_call}}}}}, finders: {{all: }}}}}}\n\
         types: {{Thing: {{fields: {{id: long}}}}}}\n"
    );
    let page = sources(&product, None).into_iter().find(|source| source.contains("# Calls")).unwrap_or_default();
    page.split("# Calls").next().unwrap_or_default().to_owned()
}

#[test]
fn front_page_shows_the_call_that_the_schema_names_else_the_one_with_fewest_arguments() {
    let (named, easiest) = (first_example("first_call: true"), first_example(""));
    assert!(named.contains("client.things().get(") && !named.contains("find_by_all"), "{named}");
    assert!(easiest.contains("client.things().find_by_all(") && !easiest.contains(".get("), "{easiest}");
}

/// A product with a finder and an action whose functions have names of their own, and with others whose wire names are found in theirs.
const NAMED: &str = "product: things\nresources: {things: {collection: Thing, key: {thingId: long}, finders: {owner: , thingsByColor: {rust: find_by_color}}, \
    actions: {go: , doStop: {rust: halt}}}}\ntypes: {Thing: {fields: {id: long}}}\n";

#[test]
fn examples_of_a_client_with_a_front_door_name_it_and_compile_in_the_client() {
    let through = sources(NAMED, Some("the-one")).concat();
    assert!(through.contains("/// # use one_client as the_one;\n    /// # async fn example(client: &the_one::Client)"));
    assert!(through.contains("//! # use one_client as the_one;\n//! use the_one::{Client, Error};"));
    assert!(!through.contains("one_client::"));
    let alone = sources(NAMED, None).concat();
    assert!(alone.contains("/// # async fn example(client: &one_client::Client)") && !alone.contains("the_one"));
}

#[test]
fn functions_whose_wire_name_a_search_would_not_find_have_it_as_an_alias() {
    let text = sources(NAMED, None).concat();
    let aliases: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("#[doc(alias = \"")?.strip_suffix("\")]")).collect();
    let of_wire: Vec<&str> = aliases.iter().copied().filter(|alias| *alias != "new").collect();
    assert_eq!(of_wire, ["thingsByColor", "doStop"]);
    assert_eq!(aliases.len(), 3, "`new` leads to the builder of a client");
}

#[test]
fn numbers_at_the_ends_of_their_types_are_defaults() {
    let product = "product: things\ntypes: {Thing: {fields: {a: long = -9223372036854775808, b: long = 9223372036854775807, c: int = -2147483648}}}\n";
    let all = sources(product, None).concat();
    for end in ["-9223372036854775808", "9223372036854775807", "-2147483648"] {
        assert!(all.contains(end) && !all.contains(&format!("-{end}").replace("--", "- -")), "{end}");
    }
}

#[test]
fn record_that_nests_deeper_than_a_stack_generates_without_an_example() {
    let link = |at: usize| format!("  T{at}: {{fields: {{n: T{}}}}}\n", at + 1);
    let chain: String = (0..3000).map(link).collect();
    let product = format!(
        "product: things\ntypes:\n{chain}  T3000: {{fields: {{id: long}}}}\n\
         resources: {{a: {{collection: T0, key: {{k: long}}, methods: {{create: , get: }}}}}}\n"
    );
    let all = sources(&product, None).concat();
    assert!(all.contains("pub fn create(") && !all.contains("let created = "));
}

#[test]
fn parameter_that_is_named_like_the_content_of_its_call_yields_to_it() {
    let product = "product: things\ntypes: {Thing: {fields: {id: long}}}\nresources: {things: {collection: Thing, key: {k: long}, methods: \
                   {batch_create: {params: {entities: [string]}}, batch_partial_update: {params: {patches: string}}}}}\n";
    let all = sources(product, None).concat();
    assert!(all.contains("entities_: &[String]") && all.contains("patches_: impl Into<String>"), "{all}");
    assert!(!all.contains("entities2") && !all.contains("patches2"));
}

#[test]
fn words_about_a_key_and_a_required_parameter_stand_in_the_documentation() {
    let product = "product: things\ntypes: {Thing: {fields: {id: {type: long, deprecated: OLD-FIELD}}}, Hash: {bytes: 4, deprecated: OLD-BYTES}}\n\
                   resources: {things: {collection: Thing, key: {k: {type: long, doc: DOC-KEY}}, methods: \
                   {get: {params: {r: {type: long, doc: DOC-PARAM, deprecated: OLD-PARAM}}}}}}\n";
    let all = sources(product, None).concat();
    for words in ["- `k`: DOC-KEY", "- `r`: DOC-PARAM Deprecated: OLD-PARAM", "Deprecated: OLD-FIELD", "Deprecated: OLD-BYTES"] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn call_that_requires_a_projection_says_so_and_shows_one() {
    let product = "product: things\ntypes: {Thing: {fields: {id: long}}}\nresources: {things: {collection: Thing, key: {k: long}, \
                   methods: {get: {projection: required}}}}\n";
    let all = sources(product, None).concat();
    for words in [".with_projection_required()", "A projection is required", ".select("] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

/// The source of the handle `people`, with a sample of one of its requests.
fn with_sample(name: &str, request: &str) -> String {
    let api = "api: one\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
    let product = "product: people
types:
  In: {fields: {id: long}}
  U: {union: {a: In, s: string}, null: true}
  Person: {fields: {u: U, name: string, score: double, rank: int, weight?: float}}
resources:
  people: {collection: Person, key: {k: long}, alt_keys: {email: string}, methods: {get: , batch_get: , create: }}
";
    let files = [("api.yaml", api), ("people.yaml", product), (name, request)];
    sources_of(&files, None).into_iter().find(|source| source.contains("pub fn create(")).unwrap_or_default()
}

#[test]
fn sample_with_null_and_numbers_that_json_writes_in_other_ways_is_the_example() {
    let body = r#"{"u":null,"name":"real","score":"NaN","rank":5.0,"weight":"-Infinity"}"#;
    let source = with_sample("samples/people.people.create_request.txt", &format!("POST /v1/people HTTP/1.1\n\n{body}\n"));
    for value in ["U::Null", "real", "f64::NAN", "5", "f32::NEG_INFINITY"] {
        assert!(source.contains(value), "{value}:\n{source}");
    }
}

#[test]
fn sample_by_an_alternative_key_is_the_example_of_its_function() {
    let get = with_sample("samples/people.people.get_request.txt", "GET /v1/people/ada%40example.org?altkey=email HTTP/1.1\n");
    assert!(get.contains(".get_by_email(\"ada@example.org\")"), "{get}");
    let batch = "GET /v1/people?altkey=email&ids=List(ada%40example.org,bob%40example.org) HTTP/1.1\n";
    let batch = with_sample("samples/people.people.batch_get_request.txt", batch);
    assert!(batch.contains(".batch_get_by_email([\"ada@example.org\", \"bob@example.org\"])"), "{batch}");
}

#[test]
fn crate_of_an_api_with_odd_signs_is_in_kebab_case() {
    let names = ["shop", "my_shop", "shop_", "a__b", "-a-_b", "Shop"].map(super::client_crate);
    assert_eq!(names, ["shop-client", "my-shop-client", "shop-client", "a-b-client", "a-b-client", "shop-client"]);
}

#[test]
fn documentation_with_signs_of_markdown_shows_them() {
    let cases = [
        ("at https://example.com/a_b?c=<d>.", r"at <https://example.com/a_b?c=>\<d\>."),
        (
            "(https://example.com), url:http://example.com/?u=https://a.org;",
            r"(<https://example.com>), url:<http://example.com/?u=https://a.org>;",
        ),
        ("<https://example.com>", r"\<<https://example.com>\>"),
        ("[a](https://example.com)", r"\[a\](<https://example.com>)"),
        ("`[a]` and `[b] <c>", r"`[a]` and \`\[b\] \<c\>"),
        ("``a`[b]`` [c]", r"``a`[b]`` \[c\]"),
    ];
    for (text, expected) in cases {
        assert_eq!(super::plan::docs::escape(text), expected);
    }
}
