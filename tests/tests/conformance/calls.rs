//! Every operation of the manifest through the generated client.

use restli_client::core::Json;
use restli_client::core::envelope::{CreatedItem, KeyError};
use restli_client::core::key::ComplexKey as Key;
use restli_client::{BatchCreated, BatchResult, BatchStatus, Created, CreatedEntity, Page};
use serde_json::json;
use testsuite_client::projection;
use testsuite_client::testsuite::{
    AssociationKey, AssociationKeyParts, CollectionSubcollectionPathKeys, Fruits, LargeRecord, LargeRecordPatch, Message, MessagePatch,
    Optionals, UnionOfComplexTypes, UnionOfComplexTypesComplexTypeUnion as ComplexTypeUnion, UnionOfPrimitives,
    UnionOfPrimitivesPrimitivesUnion as PrimitiveUnion,
};
use testsuite_client::testsuite_complexkey::{ComplexKey, KeyParams, KeyWithUnion, KeyWithUnionUnion as KeyUnion};
use testsuite_client::testsuite_typerefs::AssociationTyperefKey;

use super::row::{Row, call, checked, gives};

projection! {
    /// A message without its text.
    struct Id: Message => (id)
}

/// The calls, in the order of the manifest.
pub(crate) fn rows() -> Vec<Row> {
    [collection_return_entity(), collection(), complexkey(), association(), simple(), action_set(), others()]
        .into_iter()
        .flatten()
        .collect()
}

fn collection_return_entity() -> Vec<Row> {
    vec![gives(
        "collectionReturnEntity-create",
        |client| client.collection_return_entity().create(&text("test message")),
        CreatedEntity { id: Some(1), entity: text("test message"), location: Some("/collectionReturnEntity/1".to_owned()) },
    )]
}

fn collection() -> Vec<Row> {
    vec![
        gives("collection-get", |client| client.collection().get(1), message(1, "test message")),
        gives(
            "collection-create",
            |client| client.collection().create(&text("test message")),
            Created { id: Some(1), location: Some("/collection/1".to_owned()) },
        ),
        gives("collection-update", |client| client.collection().update(1, &message(1, "updated message")), ()),
        gives(
            "collection-partial-update",
            |client| client.collection().partial_update(1, MessagePatch::new().message("partial updated message")),
            (),
        ),
        gives("collection-delete", |client| client.collection().delete(1), ()),
        gives(
            "collection-batch-get",
            |client| client.collection().batch_get([1, 3]),
            found([(1, message(1, "test message")), (3, message(2, "another message"))]),
        ),
        gives(
            "collection-batch-create",
            |client| client.collection().batch_create(&[text("test message"), text("another message")]),
            BatchCreated { items: [1, 3].map(|id| Ok(item(id, &format!("/collection/{id}")))).into() },
        ),
        call("collection-batch-update", |client| {
            client.collection().batch_update([(1, message(1, "updated message")), (3, message(3, "another updated message"))])
        }),
        gives(
            "collection-batch-partial-update",
            |client| {
                let patches = [(1, "partial updated message"), (3, "another partial message")];
                client.collection().batch_partial_update(patches.map(|(id, text)| (id, MessagePatch::new().message(text))))
            },
            done([1, 3]),
        ),
        call("collection-batch-delete", |client| client.collection().batch_delete([1, 3])),
        gives("collection-get-projection", |client| client.collection().get(1).select(Id), Id { id: Some(1) }),
        call("collection-get-404", |client| client.collection().get(2)),
        call("collection-update-400", |client| client.runtime().raw(http::Method::PUT, "/collection/1", Some(&json!({"id": 1})))),
        call("collection-create-500", |client| client.collection().create(&message(3, "internal error test"))),
        call("collection-create-error-details", |client| client.collection().create(&text("error details test"))),
        // A message without its text cannot be said in types: the raw call is for that. The answer is that of the typed call.
        checked(
            "collection-batch-update-errors",
            |client| client.collection().batch_update([1, 2, 4].map(|id| (id, text("any")))),
            batch_update_errors,
        )
        .by(|client| client.runtime().raw(http::Method::PUT, "/collection?ids=List(1,2,4)", Some(&incomplete_messages()))),
        gives(
            "sub-collection-of-collection-get",
            |client| client.collection_subcollection().get(CollectionSubcollectionPathKeys { collection_id: 1, subcollection_id: 100 }),
            message(100, "sub collection message"),
        ),
        call("sub-simple-of-collection-get", |client| client.collection_subsimple().get(1)),
        checked("collection-search-finder", |client| client.collection().find_by_search("message"), search_finder),
    ]
}

fn incomplete_messages() -> Json {
    json!({"entities": {
        "1": {"id": 1, "message": "updated message"},
        "2": {"id": 3},
        "4": {"id": 3, "message": "inserted message"},
    }})
}

fn batch_update_errors(status: &BatchStatus<i64>) -> Option<String> {
    const CLASS: &str = "com.linkedin.restli.server.RestLiServiceException";
    let told = |key: i64| match status.get(&key) {
        Some(Ok(status)) => format!("{status}"),
        Some(Err(KeyError::Failed { status, error })) => {
            format!("{status:?} {:?} {} {}", error.message(), error.exception_class().unwrap_or_default(), error.stack_trace().is_some())
        }
        other => format!("{other:?}"),
    };
    let expected = [
        "204".to_owned(),
        format!("Some(400) Some(\"Missing required field: message\") {CLASS} true"),
        format!("Some(500) None {CLASS} true"),
    ];
    let got = [1, 2, 4].map(told);
    (expected != got || status.entries.len() != 3 || !status.unknown.is_empty())
        .then(|| format!("outcomes\n  expected: {expected:?}\n  got:      {got:?} among {}", status.entries.len()))
}

fn search_finder(page: &Page<Message, Optionals>) -> Option<String> {
    let metadata: Optionals = decoded(r#"{"optionalLong": 5, "optionalString": "metadata"}"#);
    let elements = vec![message(1, "test message"), message(2, "another message")];
    let paging = page.paging.as_ref().map(|paging| (paging.start, paging.count, paging.total, paging.links.len()));
    let fits = page.elements == elements
        && page.undecodable.is_empty()
        && paging == Some((Some(0), Some(10), Some(2), 0))
        && page.metadata == Some(metadata)
        && page.undecodable_metadata.is_none();
    (!fits).then(|| format!("page {page:?}"))
}

fn complexkey() -> Vec<Row> {
    const SPECIAL: &str = "!*'();:@&=+$,/?#[].~";
    let (one, two) = (|| complex("one", 2, Fruits::Apple, "param1", 5), || complex("two", 7, Fruits::Orange, "param2", 11));
    let special = || complex(&format!("key{SPECIAL}"), 2, Fruits::Apple, &format!("param{SPECIAL}"), 5);
    let first = || large("one", 2, Fruits::Apple, "test message");
    let second = || large("two", 7, Fruits::Orange, "test message");
    vec![
        gives("complexkey-get", move |client| client.complexkey().get(one()), first()),
        call("complexkey-get-projection", move |client| client.complexkey().get(one()).select(projection!(LargeRecord: (message)))),
        call("complexkey-create", move |client| client.complexkey().create(&first())),
        gives("complexkey-update", move |client| client.complexkey().update(one(), &large("one", 2, Fruits::Apple, "updated message")), ()),
        gives("complexkey-delete", move |client| client.complexkey().delete(one()), ()),
        gives(
            "complexkey-batch-get",
            move |client| client.complexkey().batch_get([one(), two()]),
            found([(one().key.into(), first()), (two().key.into(), second())]),
        ),
        call("complexkey-batch-create", move |client| client.complexkey().batch_create(&[first(), second()])),
        gives(
            "complexkey-batch-update",
            move |client| {
                let updated = |text| large("one", 2, Fruits::Apple, text);
                client.complexkey().batch_update([(one(), updated("updated message")), (two(), updated("another updated message"))])
            },
            done([one().key.into(), two().key.into()]),
        ),
        call("complexkey-batch-delete", move |client| client.complexkey().batch_delete([one(), two()])),
        call("complexkey-partial-update", move |client| {
            client.complexkey().partial_update(one(), LargeRecordPatch::new().message(text("partial updated message")))
        }),
        call("complexkey-get-with-special-chars", move |client| client.complexkey().get(special())),
        gives(
            "complexkey-batch-get-with-special-chars",
            move |client| client.complexkey().batch_get([special(), two()]),
            found([
                (special().key.into(), large(&format!("key{SPECIAL}"), 2, Fruits::Apple, "test message")),
                (two().key.into(), second()),
            ]),
        ),
    ]
}

fn association() -> Vec<Row> {
    let (two, five) = (|| association_key("two", 3, "ORANGE"), || association_key("five", 9, "APPLE"));
    let record = |text| large("two", 3, Fruits::Orange, text);
    vec![
        gives("association-get", move |client| client.association().get(two()), record("test message")),
        gives("association-update", move |client| client.association().update(two(), &record("updated message")), ()),
        call("association-delete", move |client| client.association().delete(two())),
        gives(
            "association-batch-get",
            move |client| client.association().batch_get([two(), five()]),
            found([(five(), large("five", 9, Fruits::Apple, "test message")), (two(), record("test message"))]),
        ),
        call("association-batch-update", move |client| {
            client.association().batch_update([(two(), record("updated message")), (five(), record("another updated message"))])
        }),
        gives("association-batch-delete", move |client| client.association().batch_delete([two(), five()]), done([five(), two()])),
        call("association-assoc-key-finder", |client| client.association().find_by_part1("part1")),
    ]
}

fn simple() -> Vec<Row> {
    vec![
        gives("simple-get", |client| client.simple().get(), text("test message")),
        call("simple-update", |client| client.simple().update(&text("updated message"))),
        gives("simple-delete", |client| client.simple().delete(), ()),
    ]
}

fn action_set() -> Vec<Row> {
    let union = || UnionOfPrimitives::new(PrimitiveUnion::Long(100));
    let fruit = || UnionOfComplexTypes::new(ComplexTypeUnion::Fruits(Fruits::Apple));
    let strings = || ["string one".to_owned(), "string two".to_owned()];
    vec![
        gives("actionset-echo", |client| client.action_set().echo("Is anybody out there?"), "Is anybody out there?".to_owned()),
        call("actionset-return-int", |client| client.action_set().return_int()),
        gives("actionset-return-bool", |client| client.action_set().return_bool(), true),
        gives("actionset-echo-message", |client| client.action_set().echo_message(&text("test message")), text("test message")),
        call("actionset-echo-message-array", |client| {
            client.action_set().echo_message_array(&[text("test message"), text("another message")])
        }),
        gives("actionset-echo-string-array", move |client| client.action_set().echo_string_array(&strings()), strings().into()),
        call("actionset-echo-string-map", |client| client.action_set().echo_string_map(&string_map())),
        gives("actionset-echo-typeref-url", |client| client.action_set().echo_typeref_url("http://rest.li"), "http://rest.li".to_owned()),
        gives("actionset-echo-primitive-union", move |client| client.action_set().echo_primitive_union(&union()), union()),
        call("actionset-echo-complex-types-union", move |client| client.action_set().echo_complex_types_union(&fruit())),
        gives("actionset-empty-response", |client| client.action_set().empty_response(&text("test message"), &text("another message")), ()),
        gives(
            "actionset-multiple-inputs",
            |client| {
                let inputs = client.action_set().multiple_inputs("string", &text("test message"), "http://rest.li");
                inputs.with(|params| params.optional_string("optional string"))
            },
            true,
        ),
        call("actionset-multiple-inputs-no-optional", |client| {
            client.action_set().multiple_inputs("string", &text("test message"), "http://rest.li")
        }),
    ]
}

fn others() -> Vec<Row> {
    let url = || "http://rest.li".to_owned();
    let key = || KeyWithUnion::new(KeyUnion::ComplexKey(ComplexKey::new("one", 2, Fruits::Apple)));
    vec![
        gives(
            "keywithunion-get",
            move |client| client.keywithunion().get(&Key { key: key(), params: Some(KeyParams::new("param1").param2(5)) }),
            large("one", 2, Fruits::Apple, "test message"),
        ),
        gives(
            "params-get-with-queryparams",
            |client| {
                client.params().get(
                    100,
                    3,
                    "string",
                    i64::MAX,
                    &["string one".to_owned(), "string two".to_owned()],
                    &[text("test message"), text("another message")],
                    &string_map(),
                    &UnionOfPrimitives::new(PrimitiveUnion::Long(100)),
                    &UnionOfComplexTypes::new(ComplexTypeUnion::Fruits(Fruits::Apple)),
                    "http://rest.li",
                )
            },
            message(1, "test message"),
        ),
        gives("collection-typeref-get", move |client| client.collection_typeref().get(url()), text("test message")),
        gives(
            "association-typeref-get",
            move |client| client.association_typeref().get(AssociationTyperefKey::new(url(), 5)),
            text("test message"),
        ),
    ]
}

/// A value of a type that only ever comes from the server: the client has no constructor for it.
fn decoded<T: restli_client::core::data::Data>(text: &str) -> T {
    restli_client::core::json::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn text(text: &str) -> Message {
    Message::new(text)
}

fn message(id: i64, text: &str) -> Message {
    Message::new(text).id(id)
}

fn large(part1: &str, part2: i64, part3: Fruits, message: &str) -> LargeRecord {
    LargeRecord::new(ComplexKey::new(part1, part2, part3), text(message))
}

fn complex(part1: &str, part2: i64, part3: Fruits, param1: &str, param2: i64) -> Key<ComplexKey, KeyParams> {
    Key { key: ComplexKey::new(part1, part2, part3), params: Some(KeyParams::new(param1).param2(param2)) }
}

fn association_key(part1: &str, part2: i64, part3: &str) -> AssociationKey {
    AssociationKey::new(AssociationKeyParts { part1: part1.to_owned(), part2, part3: part3.to_owned() })
}

fn string_map() -> restli_client::core::Map<String> {
    [("one", "string one"), ("two", "string two")].map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

fn item(id: i64, location: &str) -> CreatedItem<i64> {
    CreatedItem { status: Some(201), id: Some(id), location: Some(location.to_owned()) }
}

/// Entities by key, in the order of the keys' text.
fn found<K, T, const N: usize>(entries: [(K, T); N]) -> BatchResult<K, T> {
    BatchResult { entries: entries.map(|(key, entity)| (key, Ok(entity))).into(), unknown: Vec::new(), undecodable: Vec::new() }
}

/// Keys that are all well, in the order of their text.
fn done<K, const N: usize>(keys: [K; N]) -> BatchStatus<K> {
    BatchStatus { entries: keys.map(|key| (key, Ok(204))).into(), unknown: Vec::new(), undecodable: Vec::new() }
}
