//! Keys in answers, however their senders escape them (`docs/protocol.md §3.6`, `docs/reading.md`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::data::{Data, Unread};
use restli_core::envelope::{BatchCreated, BatchResult, Created, Outcome, Reply};
use restli_core::key::{self, ComplexKey};
use restli_core::url::{self, Context};
use restli_core::urn::{TypedUrn, Urn, UrnType};
use restli_core::{ResourceMethod, record};

#[derive(Debug)]
enum Person {}

impl UrnType for Person {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "person";
    type Key = String;
}

#[derive(Clone)]
struct Follow {
    actor: TypedUrn<Person>,
    entity: Urn,
}

record! { Follow = "com.example.Follow" { actor: "actor" required, entity: "entity" required } }

#[derive(Clone)]
struct Locale {
    country: String,
    note: Option<String>,
}

record! { Locale = "com.example.Locale" { country: "country" required, note: "note" } }

#[derive(Clone)]
struct Rating {
    shop: String,
    product: i64,
    locale: Option<Locale>,
    tags: Vec<String>,
}

record! { Rating = "com.example.Rating" { shop: "shop" required, product: "product" required, locale: "locale", tags: "tags" } }

fn reply<'a>(method: ResourceMethod, body: &'a str, id: Option<&'a str>, location: Option<&'a str>) -> Reply<'a> {
    Reply { method, status: 201, id, location, content_type: None, body: body.as_bytes() }
}

/// The key of a created entity.
fn created<K: Data>(id: &str, location: Option<&str>) -> Option<K> {
    Created::<K>::decode(&reply(ResourceMethod::Create, "", Some(id), location), &mut Unread::default()).unwrap().id
}

#[test]
fn created_key_that_is_escaped_is_decoded() {
    let text = |id: &str, location: Option<&str>| created::<String>(id, location).unwrap();
    let comment = "urn:li:comment:(urn:li:activity:1,2)";
    let escaped = "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C2%29";
    let location = format!("/rest/comments/{escaped}");
    for (id, location, key) in [
        (escaped, Some(location.as_str()), comment),
        (escaped, None, comment),
        (comment, Some(&location), comment),
        ("a%3Ab", Some("/labels/a%3Ab"), "a:b"),
        ("a%3Ab", Some("https://api.example/labels/a%3Ab?altkey=name"), "a:b"),
        ("''", Some("/labels/''"), ""),
        ("a%20b", Some("/labels/a%20b"), "a b"),
    ] {
        assert_eq!(text(id, location), key, "{id} {location:?}");
    }
    assert_eq!(created::<TypedUrn<Person>>("urn%3Ali%3Aperson%3Aa", None), Some(TypedUrn::new("a")));
    let body = r#"{"elements":[{"status":201,"id":"a%3Ab","location":"/labels/a%3Ab"},{"status":201,"id":"a%3Ab"}]}"#;
    let batch = BatchCreated::<String>::decode(&reply(ResourceMethod::BatchCreate, body, None, None), &mut Unread::default()).unwrap();
    assert_eq!(batch.items.into_iter().map(|item| item.unwrap().id.unwrap()).collect::<Vec<_>>(), ["a:b", "a%3Ab"]);
}

#[test]
fn created_key_of_a_batch_that_cannot_be_read_is_left_out_and_told() {
    fn read<K: Data>(elements: &str) -> (Vec<Option<K>>, Vec<String>) {
        let (body, mut unread) = (format!(r#"{{"elements":[{elements}]}}"#), Unread::default());
        let batch = BatchCreated::<K>::decode(&reply(ResourceMethod::BatchCreate, &body, None, None), &mut unread).unwrap();
        let keys = batch.items.into_iter().map(|item| item.unwrap().id).collect();
        (keys, unread.problems().iter().map(ToString::to_string).collect())
    }
    let (keys, told) =
        read::<TypedUrn<Person>>(r#"{"status":201,"id":{"value":"urn:li:person:a"}},{"status":201,"id":["urn:li:person:b"]}"#);
    assert_eq!(keys, [None, None]);
    assert_eq!(
        told,
        [r#"elements[0].id: not a string: {"value":"urn:li:person:a"}"#, r#"elements[1].id: not a string: ["urn:li:person:b"]"#]
    );
    let (keys, told) = read::<i64>(
        r#"{"status":201,"id":"x","location":"/labels/7"},{"status":201,"id":"y"},{"status":201,"id":{},"location":"/labels/8"}"#,
    );
    assert_eq!(keys, [Some(7), None, Some(8)]);
    assert_eq!(told, [r#"elements[0].id: not a long: "x""#, r#"elements[1].id: not a long: "y""#, "elements[2].id: not a string: {}"]);
    let (keys, told) = read::<String>(r#"{"status":201,"id":123456789012345678901234},{"status":201,"id":true}"#);
    assert_eq!((keys, told.len()), (["123456789012345678901234", "true"].map(|key| Some(key.to_owned())).into(), 0));
}

#[test]
fn created_key_that_holds_a_percent_sign_stays() {
    for (id, location) in [
        ("50%25", Some("/labels/50%2525")),
        ("50%25", None),
        ("a%3Ab", Some("/labels/7")),
        ("urn%3Ali%3Aperson%3Aa", Some("/labels/urn%253Ali%253Aperson%253Aa")),
        ("''", Some("/labels/%27%27")),
        ("''", None),
        ("100%", None),
    ] {
        assert_eq!(created::<String>(id, location).as_deref(), Some(id), "{location:?}");
    }
}

/// The outcome of the keys of a batch, and the keys that nobody could read.
fn batch<K: Data>(keys: &[&str]) -> BatchResult<K, i64> {
    let members: Vec<String> = keys.iter().enumerate().map(|(index, key)| format!("{key:?}:{index}")).collect();
    let body = format!(r#"{{"results":{{{}}}}}"#, members.join(","));
    BatchResult::decode(&reply(ResourceMethod::BatchGet, &body, None, None), &mut Unread::default()).unwrap()
}

#[test]
fn batch_key_that_nobody_escaped_is_found() {
    let follow = |entity: &str| Follow { actor: TypedUrn::new("A"), entity: entity.parse().unwrap() };
    let keys = [
        "(actor:urn:li:person:A,entity:urn:li:share:7)",
        "(entity:urn:li:share:8,actor:urn:li:person:A)",
        "(actor:urn:li:person:A,entity:urn:li:comment:(urn:li:activity:1,2))",
        "(actor:urn:li:person:A,entity:urn:li:comment:%28urn:li:activity:1%2C3%29)",
    ];
    let follows = batch::<Follow>(&keys);
    assert_eq!(follows.unknown, []);
    for (index, entity) in
        ["urn:li:share:7", "urn:li:share:8", "urn:li:comment:(urn:li:activity:1,2)", "urn:li:comment:(urn:li:activity:1,3)"]
            .iter()
            .enumerate()
    {
        assert_eq!(follows.get(&follow(entity)), Some(Ok(&i64::try_from(index).unwrap())), "{entity}");
    }

    let ratings = batch::<ComplexKey<Rating, Locale>>(&[
        "($params:(country:a:b),product:9,shop:x: (y), z)",
        "(locale:(country:a,b,note:c:d),product:9,shop:x,tags:List(a,b))",
    ]);
    assert_eq!(ratings.unknown, []);
    let rating = |shop: &str, locale, tags| Rating { shop: shop.to_owned(), product: 9, locale, tags };
    let locale = Locale { country: "a,b".to_owned(), note: Some("c:d".to_owned()) };
    let tags = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(ratings.get(&rating("x: (y), z", None, Vec::new()).into()), Some(Ok(&0)));
    assert_eq!(ratings.get(&rating("x", Some(locale), tags).into()), Some(Ok(&1)));
}

#[test]
fn batch_key_that_can_be_divided_in_several_ways_is_unknown() {
    let keys = [
        "(product:9,shop:x:,shop:y)",
        "(product:9,shop:x:,product:7)",
        "(x,product:9,shop:a:b)",
        "(product:9:1,shop:x)",
        "(shop:a:b)",
        "(product:,shop:a:b)",
        "product:9,shop:a:b",
    ];
    let ratings = batch::<Rating>(&keys);
    assert_eq!((ratings.entries.len(), ratings.unknown.len()), (0, keys.len()));
}

#[derive(Clone)]
struct Tree {
    name: String,
    below: Option<Box<Tree>>,
}

record! { Tree = "com.example.Tree" { name: "name" required, below: "below" } }

#[test]
fn batch_key_that_nests_too_deeply_is_unknown() {
    let texts = ["(below:", "(name:a:b,below:"].map(|open| format!("{}(name:a:b){}", open.repeat(20_000), ")".repeat(20_000)));
    assert_eq!(batch::<Tree>(&texts.each_ref().map(String::as_str)).unknown.len(), texts.len());
}

proptest! {
    #[test]
    fn created_key_of_any_text_comes_back(id in "[a-z%:(),' 0-9AéF/+]{0,12}|''|urn%3Ali%3Aperson%3A[a-z]|.{0,8}") {
        let location = format!("/labels/{}", url::to_string(&id, Context::Path));
        for sent in [key::to_body(&id), url::to_string(&id, Context::Reduced), url::to_string(&id, Context::Path)] {
            prop_assert_eq!(created::<String>(&sent, Some(&location)), Some(id.clone()), "{}", sent);
        }
    }

    #[test]
    fn created_key_of_any_parts_comes_back(shop in ".{0,8}", product: i64, country in "[a-z:,()%]{0,6}", tags in prop::collection::vec("[a,():]{0,3}", 0..3)) {
        let key = Rating { shop, product, locale: Some(Locale { country, note: None }), tags };
        prop_assert_eq!(created::<Rating>(&key::to_body(&key), None), Some(key));
    }
}
