//! Index of the traps of `docs/protocol.md §13`: each with a test. Most stand in the crate concerned; those below need a whole client.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use bytes::Bytes;
use http::Request;
use linkedin::urns::ShareUrn;
use restli_client::core::json;
use restli_client::core::key::ComplexKey;
use restli_client::core::patch::Patch;
use restli_client::{Error, MethodHeader, Tunnel};
use restli_testing::Server;
use testsuite_client::testsuite::{
    AssociationKey, AssociationKeyParts, Fruits, LargeRecordPatch, Message, UnionOfComplexTypes, UnionOfComplexTypesComplexTypeUnion,
    UnionOfPrimitives, UnionOfPrimitivesPrimitivesUnion,
};
use testsuite_client::{Client, projection, testsuite_complexkey};

const HERE: &str = "tests/tests/traps.rs";
const SUITE: &str = "tests/tests/conformance/wire.rs";
const DATA: &str = "crates/restli-core/tests/data_model.rs";
const ENVELOPE: &str = "crates/restli-core/tests/envelope.rs";
const DECORATED: &str = "crates/restli-core/tests/decorated.rs";
const MASK: &str = "crates/restli-core/tests/projection/masks.rs";
const URL: &str = "crates/restli-core/tests/url.rs";
const URN: &str = "crates/restli-core/tests/urn.rs";
const ERRORS: &str = "crates/restli-client/tests/client/errors.rs";
const PAGES: &str = "crates/restli-client/tests/client/pages.rs";
const KINDS_PAGES: &str = "crates/restli-client/tests/client/kinds/pages.rs";
const PROJECTIONS: &str = "crates/restli-client/tests/client/projections.rs";
const REQUESTS: &str = "crates/restli-client/tests/client/requests.rs";

/// Number, what is right, file, and test in it. `main` is a program that must not compile; text of a schema, one that is refused.
const TRAPS: &[(u8, &str, &str, &str)] = &[
    (1, "the version header on every request", SUITE, "every_operation_of_the_manifest"),
    (2, "the method header always, or on POST only", REQUESTS, "settings_change_what_is_sent"),
    (3, "the method header on batch_create", HERE, "a_batch_create_says_so_whatever_the_settings"),
    (4, "structure stays raw", SUITE, "every_operation_of_the_manifest"),
    (5, "a URN is one string", HERE, "a_urn_is_one_string"),
    (6, "a space is %20", URL, "section_3_2_writing_strings"),
    (7, "two sets of raw characters", URL, "section_3_2_writing_strings"),
    (8, "`/` and `?` in a query", URL, "section_3_2_writing_strings"),
    (9, "`;` in a path", URL, "section_3_2_writing_strings"),
    (10, "`%` is escaped first", URL, "section_3_2_writing_strings"),
    (11, "the empty string", URN, "section_3_6_keys_in_every_position"),
    (12, "two quotes", URL, "section_3_2_writing_strings"),
    (13, "empty lists and maps", URL, "section_3_3_lists_and_objects"),
    (14, "blanks are part of the text", URL, "section_3_1_reading"),
    (15, "simple keys in bodies are raw", URN, "section_3_6_keys_in_every_position"),
    (16, "other keys in bodies are in reduced form", URN, "section_3_6_keys_in_every_position"),
    (17, "the declared type decides", URN, "section_3_6_the_declared_type_decides_how_a_key_is_read"),
    (18, "numeric ids are strings", ENVELOPE, "section_7_3_batch_create"),
    (19, "`$params` in requests, not in responses", ENVELOPE, "section_3_6_result_keys_are_found_however_they_are_escaped"),
    (20, "empty `$params`", URN, "section_3_6_keys_in_every_position"),
    (21, "the key record's fields are inlined", SUITE, "every_operation_of_the_manifest"),
    (22, "the parts of a key in any order", HERE, "the_parts_of_a_key_may_come_in_any_order"),
    (23, "sorted by UTF-16", URL, "section_3_3_names_are_sorted_by_utf16"),
    (24, "bytes in a URL", URL, "section_3_3_bytes_are_characters"),
    (25, "bytes in JSON", DATA, "bytes_are_one_character_each"),
    (26, "NaN is a string", DATA, "floats_have_three_spellings_for_what_json_cannot_write"),
    (27, "longs are exact", DATA, "whole_numbers_are_exact"),
    (28, "the key of a union member", "tests/tests/conformance/data.rs", "data_of_a_schema_comes_out_as_it_went_in"),
    (29, "a union without a member", DATA, "unions_have_one_member"),
    (30, "absent is not null", DATA, "absent_and_null_differ_only_where_null_is_a_member"),
    (31, "no null in a URL", HERE, "null_is_never_written_into_a_url"),
    (32, "booleans are true and false", URL, "section_3_3_simple_values"),
    (33, "`fields` is no URL data", MASK, "section_5_2_from_paths_to_the_string"),
    (34, "`fields` stays raw", PROJECTIONS, "a_projection_of_run_time_is_written_in_the_style_of_the_endpoint"),
    (35, "arrays need `$*`", "tests/ui/array_without_star.rs", "main"),
    (36, "no fields at all", PROJECTIONS, "a_projection_of_run_time_is_written_in_the_style_of_the_endpoint"),
    (
        37,
        "names once in a mask",
        "crates/restli-core/tests/projection/effect.rs",
        "section_5_3_what_is_said_twice_is_merged_before_it_is_written",
    ),
    (38, "no mask below a scalar", "tests/ui/scalar_with_parentheses.rs", "main"),
    (39, "required fields that were projected away", SUITE, "every_operation_of_the_manifest"),
    (40, "parents that are kept empty", HERE, "a_parent_may_be_kept_empty"),
    (41, "`fields` is about elements", HERE, "fields_are_those_of_the_elements"),
    (42, "`metadataFields` and `pagingFields`", KINDS_PAGES, "page_with_metadata_and_paging_selections_sends_them"),
    (43, "`X~` and `X!` beside X", DECORATED, "section_5_5_what_a_urn_expands_to"),
    (44, "no total is not zero", ENVELOPE, "section_8_pages"),
    (45, "`count` is what was asked for", PAGES, "the_server_may_give_smaller_pages_than_asked_for"),
    (46, "`next` may lead to an empty page", PAGES, "a_next_link_is_followed_as_it_is"),
    (47, "a key in no map was not found", ENVELOPE, "section_7_1_batch_get"),
    (48, "failures among results", ENVELOPE, "section_7_2_batch_update"),
    (49, "an error wins over a result", ENVELOPE, "section_7_2_batch_update"),
    (50, "a key that cannot be read is kept", ENVELOPE, "section_7_1_batch_get"),
    (51, "an error without a status", ENVELOPE, "section_7_2_batch_update"),
    (52, "created without an id", ENVELOPE, "section_2_2_a_created_entity_has_an_id"),
    (53, "the entity comes back unless declined", HERE, "the_entity_comes_back_unless_it_is_declined"),
    (54, "the entity after a partial update", ENVELOPE, "section_2_2_an_entity_is_the_body"),
    (55, "a void action has no body", SUITE, "every_operation_of_the_manifest"),
    (56, "an action without parameters sends `{}`", REQUESTS, "every_kind_of_request"),
    (57, "parameters of actions in the body", REQUESTS, "every_kind_of_request"),
    (58, "actions on entities and on collections", REQUESTS, "every_kind_of_request"),
    (59, "every parameter once", HERE, "a_parameter_is_never_sent_twice"),
    (60, "an empty value is `''`", REQUESTS, "a_query_that_cannot_stand_in_a_url_travels_in_the_body"),
    (61, "no finder with all parts of the key", "tests/errors/RL0503-keys/product.yaml", "all: {keys: [follower, followee]}"),
    (
        62,
        "reserved names of parameters",
        "tests/errors/RL0505-reserved-parameters/product.yaml",
        "{paging: start_count, params: {q: string, count?: int}}",
    ),
    (63, "an error that is a page for people", ERRORS, "html_page_is_cut_to_an_excerpt"),
    (64, "an error without the error header", ERRORS, "body_that_repeats_the_token_is_masked"),
    (65, "details of any shape", HERE, "details_of_any_shape_are_kept"),
    (66, "the threshold is on the encoded query", HERE, "the_length_that_counts_is_that_of_the_encoded_query"),
    (67, "the query travels byte for byte", REQUESTS, "a_query_that_cannot_stand_in_a_url_travels_in_the_body"),
    (68, "a tunnelled delete is a DELETE", HERE, "a_tunnelled_delete_is_a_delete"),
    (69, "a response without the version header", HERE, "a_response_need_not_tell_the_version"),
    (70, "the suite's last line end", SUITE, "the_files_came_whole"),
    (71, "one place for each field of a patch", "crates/restli-core/src/patch/mod.rs", "patch_same_field_twice_keeps_last_change"),
    (72, "arrays are set whole", HERE, "an_array_is_patched_whole"),
    (73, "redirects are not followed", ERRORS, "redirect_is_an_error"),
    (74, "the key is not taken from `Location`", ENVELOPE, "section_2_2_a_created_entity_has_an_id"),
];

#[test]
fn traps_each_have_a_test_that_runs() {
    let numbers: Vec<u8> = TRAPS.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=74).collect::<Vec<_>>());
    let root = restli_testing::workspace();
    for (number, what, file, test) in TRAPS {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("trap {number}, {what}: {file}: {error}"));
        let found = match *test {
            words if words.contains(' ') => text.contains(words),
            // A program that must not compile, with the message of the compiler beside it.
            "main" => root.join(file).with_extension("stderr").is_file(),
            name => has_test(&text, name),
        };
        assert!(found, "trap {number}, {what}: {file} has no test `{test}` that runs");
    }
}

/// Returns whether a source has a test of this name, in a module or not, that is not ignored and not empty.
fn has_test(source: &str, name: &str) -> bool {
    fn within(items: &[syn::Item], name: &str) -> bool {
        items.iter().any(|item| match item {
            syn::Item::Fn(item) => {
                let has = |last: &str| item.attrs.iter().any(|at| at.path().segments.last().is_some_and(|segment| segment.ident == last));
                item.sig.ident == name && has("test") && !has("ignore") && !item.block.stmts.is_empty()
            }
            syn::Item::Mod(item) => item.content.as_ref().is_some_and(|(_, items)| within(items, name)),
            _ => false,
        })
    }
    within(&syn::parse_file(source).expect("Rust").items, name)
}

#[test]
fn has_test_refuses_ignored_and_empty_functions() {
    assert!(has_test("mod a { #[tokio::test] async fn f() { g(); } }", "f"));
    for source in ["fn f() { g(); }", "#[test] fn f() {}", "#[test] #[ignore] fn f() { g(); }", "// #[test] fn f() { g(); }"] {
        assert!(!has_test(source, "f"), "{source}");
    }
}

fn client() -> Client {
    Client::builder().method_header(MethodHeader::PostOnly).tunnel(Tunnel::Never).build().expect("a client")
}

/// A client whose server gives one answer, without a version header.
fn answering(body: &str) -> (Client, Server) {
    let server = Server::answering(vec![restli_testing::json(200, body)]).expect("a loopback port");
    (Client::builder().base_url(server.url()).build().expect("a client"), server)
}

/// Verb, path and query.
fn line(request: Result<Request<Bytes>, Error>) -> String {
    let request = request.expect("a request");
    format!("{} {}", request.method(), request.uri().path_and_query().expect("a path"))
}

fn text(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).expect("text")
}

fn url() -> String {
    "http://rest.li".to_owned()
}

#[test]
fn a_batch_create_says_so_whatever_the_settings() {
    let request = client().collection().batch_create(&[Message::new("a")]).to_http().expect("a request");
    assert_eq!((request.method().as_str(), &request.headers()["x-restli-method"]), ("POST", &"batch_create".parse().expect("a value")));
}

#[test]
fn a_urn_is_one_string() {
    let linkedin = linkedin::Client::builder().build().expect("a client");
    assert_eq!(line(linkedin.posts().get(ShareUrn::new(7)).to_http()), "GET /rest/posts/urn%3Ali%3Ashare%3A7");
}

#[tokio::test]
async fn the_parts_of_a_key_may_come_in_any_order() {
    let (client, _server) = answering(r#"{"results":{"(part3:c,part1:a%2Cb,part2:2)":{"status":204}}}"#);
    let key = || AssociationKey::new(AssociationKeyParts { part1: "a,b".to_owned(), part2: 2, part3: "c".to_owned() });
    let batch = client.association().batch_delete([key()]).await.expect("a batch");
    assert_eq!(batch.get(&key()).and_then(Result::ok), Some(204));
}

#[test]
fn null_is_never_written_into_a_url() {
    let request = client().params().get(
        1,
        2,
        "s",
        3,
        &[],
        &[],
        &restli_client::core::Map::new(),
        &UnionOfPrimitives::new(UnionOfPrimitivesPrimitivesUnion::Null),
        &UnionOfComplexTypes::new(UnionOfComplexTypesComplexTypeUnion::Fruits(Fruits::Apple)),
        url(),
    );
    assert_eq!(
        line(request.to_http()),
        "GET /params/1?complexTypesUnion=(complexTypeUnion:(testsuite.Fruits:APPLE))&int=2&long=3&messageArray=List()\
         &primitiveUnion=()&string=s&stringArray=List()&stringMap=()&urlTyperef=http%3A//rest.li"
    );
}

#[test]
fn a_parent_may_be_kept_empty() {
    projection! { struct Props: ComplexTypes => (recordWithProps(integer)) }
    let props: Props = json::from_slice(br#"{"recordWithProps":{}}"#).expect("a record");
    assert_eq!(json::to_string(&props), r#"{"recordWithProps":{}}"#);
}

#[test]
fn fields_are_those_of_the_elements() {
    let found = client().collection().find_by_search("x").select(projection!(Message: (id)));
    assert_eq!(line(found.to_http()), "GET /collection?fields=id&keyword=x&q=search");
}

#[test]
fn the_entity_comes_back_unless_it_is_declined() {
    let create = client().collection_return_entity().create(&Message::new("a"));
    assert_eq!(line(create.clone().to_http()), "POST /collectionReturnEntity");
    assert_eq!(line(create.param("$returnEntity", &false).to_http()), "POST /collectionReturnEntity?$returnEntity=false");
}

#[test]
fn a_parameter_is_never_sent_twice() {
    let found = client().collection().find_by_search("x");
    for name in ["keyword", "q"] {
        let error = found.clone().param(name, &1).to_http().expect_err("a parameter twice");
        assert_eq!(
            error.to_string(),
            format!("testsuite.collection.find_by_search: the parameter `{name}` is given twice; give every parameter once")
        );
    }
}

#[test]
fn details_of_any_shape_are_kept() {
    use restli_client::core::error::ErrorResponse;
    for details in ["7", "[1]", r#""text""#, r#"{"inputErrors":7}"#, r#"{"inputErrors":[7,{"input":[]}]}"#] {
        let error = ErrorResponse::from_body(format!(r#"{{"message":"no","errorDetails":{details}}}"#).as_bytes()).expect("an error");
        assert_eq!((error.message(), error.details().map(ToString::to_string).as_deref()), (Some("no"), Some(details)));
        assert!(error.to_string().contains("no") && error.input_errors().len() <= 2);
    }
}

#[test]
fn the_length_that_counts_is_that_of_the_encoded_query() {
    let query = "keyword=%C3%A9&q=search";
    for (limit, verb) in [(query.len(), "GET"), (query.len() - 1, "POST")] {
        let client = Client::builder().tunnel(Tunnel::Above(limit)).build().expect("a client");
        let request = client.collection().find_by_search("é").to_http().expect("a request");
        assert_eq!(request.method(), verb, "{limit}");
        assert!(verb == "GET" || text(&request) == query);
    }
}

#[test]
fn a_tunnelled_delete_is_a_delete() {
    let client = Client::builder().tunnel(Tunnel::Above(0)).build().expect("a client");
    let request = client.collection().batch_delete([1, 2]).to_http().expect("a request");
    assert_eq!((line(Ok(request.clone())).as_str(), text(&request)), ("POST /collection", "ids=List(1,2)"));
    assert_eq!(request.headers()["x-http-method-override"], "DELETE");
}

#[tokio::test]
async fn a_response_need_not_tell_the_version() {
    let (client, _server) = answering(r#"{"results":{"(part1:a b,part2:1,part3:APPLE)":{"status":204}}}"#);
    let key = || ComplexKey::from(testsuite_complexkey::ComplexKey::new("a b", 1, Fruits::Apple));
    let batch = client.complexkey().batch_delete([key()]).await.expect("a batch");
    assert_eq!(batch.get(&key()).and_then(Result::ok), Some(204));
}

#[test]
fn an_array_is_patched_whole() {
    let patch: Patch = LargeRecordPatch::new().optional_array(vec![1, 2]).into();
    assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"optionalArray":[1,2]}}}"#);
}
