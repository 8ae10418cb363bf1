//! URNs and keys, row by row of the protocol's tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::data::Data;
use restli_core::key::{self, ComplexKey};
use restli_core::url::{self, Context, to_string};
use restli_core::urn::{MAX_LENGTH, TypedUrn, Urn, UrnType};
use restli_core::{json, record, urn_union, urn_union_from};

macro_rules! kinds {
    ($($kind:ident = $entity:literal, $key:ty;)*) => {$(
        #[derive(Debug)]
        enum $kind {}
        impl UrnType for $kind {
            const NAMESPACE: &'static str = "li";
            const ENTITY: &'static str = $entity;
            type Key = $key;
        }
    )*};
}

kinds! {
    Person = "person", String;
    Organization = "organization", i64;
    Like = "like", (Urn, TypedUrn<Activity>);
    Activity = "activity", i64;
    Everybody = "everybody", ();
}

type PersonUrn = TypedUrn<Person>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum AuthorUrn {
    Person(PersonUrn),
    Organization(TypedUrn<Organization>),
    Other(Urn),
}

urn_union! { AuthorUrn { Person(PersonUrn), Organization(TypedUrn<Organization>), } }

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum ActorUrn {
    Organization(TypedUrn<Organization>),
    Person(PersonUrn),
    Activity(TypedUrn<Activity>),
    Other(Urn),
}

urn_union! { ActorUrn { Organization(TypedUrn<Organization>), Person(PersonUrn), Activity(TypedUrn<Activity>) } }
urn_union_from! { ActorUrn { AuthorUrn } }

#[test]
fn choice_of_urn_types_becomes_a_choice_of_more_of_them() {
    let person = PersonUrn::new("a");
    assert_eq!(ActorUrn::from(&AuthorUrn::from(&person)), ActorUrn::Person(person));
    let other = |text: &str| AuthorUrn::Other(text.parse().expect("a URN"));
    assert_eq!(ActorUrn::from(other("urn:li:activity:7")), ActorUrn::Activity(TypedUrn::new(7)));
    assert_eq!(ActorUrn::from(other("urn:li:company:7")).as_str(), "urn:li:company:7");
}

#[test]
fn section_12_1_syntax() {
    for (text, namespace, entity, id, parts) in [
        ("urn:li:person:abC", "li", "person", "abC", vec!["abC"]),
        (
            "urn:li:like:(urn:li:person:1,urn:li:activity:9)",
            "li",
            "like",
            "(urn:li:person:1,urn:li:activity:9)",
            vec!["urn:li:person:1", "urn:li:activity:9"],
        ),
        ("urn:x:a:((a,b),urn:x:c:(d,e),)", "x", "a", "((a,b),urn:x:c:(d,e),)", vec!["(a,b)", "urn:x:c:(d,e)", ""]),
        ("urn:li:fs_thing:a:b:c", "li", "fs_thing", "a:b:c", vec!["a:b:c"]),
        ("urn:li:x:a(b,c", "li", "x", "a(b,c", vec!["a(b,c"]),
        ("urn:li:everybody", "li", "everybody", "", vec![]),
    ] {
        let urn: Urn = text.parse().expect(text);
        assert_eq!((urn.namespace(), urn.entity_type(), urn.id()), (namespace, entity, id));
        assert_eq!(urn.parts().collect::<Vec<_>>(), parts, "{text}");
        assert_eq!((urn.to_string().as_str(), format!("{urn:?}").as_str()), (text, text));
    }
    for text in [
        "",
        "x",
        "urn",
        "urn:li",
        "urn:li:",
        "urn::person:1",
        "urn:li::1",
        "urn:li:person:",
        "URN:li:person:1",
        "urn:li:a b:1",
        "urn:li:x:(a",
        "urn:li:x:(a))",
        "urn:li:x:(a)b",
        "urn:li:x:a\n",
    ] {
        assert!(text.parse::<Urn>().is_err(), "{text:?}");
    }
    assert!(format!("urn:li:x:{}", "a".repeat(MAX_LENGTH)).parse::<Urn>().is_err());
    assert!(format!("urn:li:x:{}", "(".repeat(MAX_LENGTH - 9)).parse::<Urn>().is_err());
}

#[test]
fn typed_urn_of_key_returns_the_key() {
    let like = TypedUrn::<Like>::new((PersonUrn::new("1"), TypedUrn::<Activity>::new(9)));
    assert_eq!(like.as_str(), "urn:li:like:(urn:li:person:1,urn:li:activity:9)");
    assert_eq!(like.key().and_then(|(_, activity)| activity.key()), Some(9));
    assert_eq!(PersonUrn::new("abC").key().as_deref(), Some("abC"));
    assert_eq!(PersonUrn::new("urn:li:person:abC").as_str(), "urn:li:person:abC");
    assert_eq!(TypedUrn::<Everybody>::new(()).as_str(), "urn:li:everybody");
    assert_eq!(Urn::from(like.clone()).to_string(), like.to_string());
    assert_eq!(TypedUrn::<Like>::try_from(Urn::from(like.clone())), Ok(like));
}

#[test]
fn typed_urn_of_long_literal_needs_no_suffix() {
    let urn = TypedUrn::<Organization>::new(7_400_000_000_000_000_123);
    assert_eq!(urn.as_str(), "urn:li:organization:7400000000000000123");
}

#[test]
fn reference_to_a_key_converts_into_the_key() {
    fn take<K>(key: impl Into<K>) -> K {
        key.into()
    }
    let (person, organization) = (PersonUrn::new("a"), TypedUrn::<Organization>::new(5));
    assert_eq!(take::<PersonUrn>(&person), person);
    let any = take::<Urn>(&person);
    assert_eq!(take::<Urn>(&any), any);
    let author = take::<AuthorUrn>(&organization);
    assert_eq!(author, AuthorUrn::Organization(organization));
    assert_eq!(take::<AuthorUrn>(&author), author);
    assert_eq!(AuthorUrn::try_from(any), Ok(AuthorUrn::Person(person.clone())));
    assert_eq!(take::<Urn>(&author).as_str(), "urn:li:organization:5");
    let complex = take::<ComplexKey<PersonUrn, i64>>(&person);
    assert_eq!(take::<ComplexKey<PersonUrn, i64>>(&complex), complex);
}

#[test]
fn urn_of_another_type_or_with_a_wrong_id_is_refused_with_the_expected_form() {
    let told = |text: &str, into: &mut dyn Data| json::read_into(format!("{text:?}").as_bytes(), into).expect_err(text).to_string();
    assert_eq!(told("urn:li:organization:1", &mut PersonUrn::empty()), r#"expected `urn:li:person:…`: "urn:li:organization:1""#);
    assert_eq!(
        told("urn:li:organization:x", &mut TypedUrn::<Organization>::empty()),
        r#"wrong id, expected `urn:li:organization:{number}`: "urn:li:organization:x""#
    );
    assert_eq!(
        told("urn:li:everybody:1", &mut TypedUrn::<Everybody>::empty()),
        r#"wrong id, expected `urn:li:everybody`: "urn:li:everybody:1""#
    );
    assert_eq!(
        told("urn:li:like:(urn:li:person:1,2)", &mut TypedUrn::<Like>::empty()),
        r#"wrong id, expected `urn:li:like:({urn},urn:li:activity:{number})`: "urn:li:like:(urn:li:person:1,2)""#
    );
    assert!(told("urn:li:organization:", &mut TypedUrn::<Organization>::empty()).starts_with("not a URN, because the id is empty"));
}

#[test]
fn choice_between_urns_refuses_a_type_that_it_does_not_have() {
    let author = |text: &str| text.parse::<AuthorUrn>();
    assert_eq!(author("urn:li:person:a"), Ok(AuthorUrn::Person(PersonUrn::new("a"))));
    assert_eq!(author("urn:li:organization:5"), Ok(TypedUrn::<Organization>::new(5).into()));
    let told = "expected `urn:li:person:…` or `urn:li:organization:…`; a URN of another type is sent as `AuthorUrn::Other(urn)`";
    for (other, told) in [
        ("urn:li:member:12", told),
        ("urn:li:organization:x", "wrong id, expected `urn:li:organization:{number}`"),
        ("urn:li:person", "wrong id, expected `urn:li:person:{text}`"),
    ] {
        assert_eq!(author(other).unwrap_err().to_string(), told, "{other}");
        assert_eq!(AuthorUrn::try_from(urn(other)).unwrap_err().to_string(), told, "{other}");
        assert_eq!(AuthorUrn::Other(urn(other)).as_str(), other);
    }
    assert_eq!(author("member").unwrap_err().to_string(), "not a URN, which starts with `urn:namespace:type:`");
}

#[test]
fn choice_between_urns_in_an_answer_keeps_a_type_that_it_does_not_have() {
    let read = json::from_slice::<Vec<AuthorUrn>>(br#"["urn:li:person:a","urn:li:school:5"]"#).unwrap();
    assert_eq!(read, [AuthorUrn::Person(PersonUrn::new("a")), AuthorUrn::Other(urn("urn:li:school:5"))]);
    assert_eq!(serde_json::from_str::<Vec<AuthorUrn>>(r#"["urn:li:person:a","urn:li:school:5"]"#).unwrap(), read);
}

#[test]
fn urn_whose_parts_are_shortened_is_read_in_its_long_form() {
    let long = "urn:li:like:(urn:li:person:a,urn:li:activity:123)";
    for short in ["urn:li:like:(person:a,activity:123)", "urn:li:like:(urn:li:person:a,activity:123)", long] {
        assert_eq!(short.parse::<TypedUrn<Like>>().unwrap().as_str(), long);
        assert_eq!(TypedUrn::<Like>::try_from(urn(short)).unwrap().key().and_then(|(_, activity)| activity.key()), Some(123));
        assert_eq!(json::from_slice::<TypedUrn<Like>>(format!("{short:?}").as_bytes()).unwrap().as_str(), long);
    }
    for other in ["urn:li:like:(a,activity:1)", "urn:li:like:(person:a,share:1)", "urn:li:like:person:a", "urn:li:like:(,:)"] {
        assert!(other.parse::<TypedUrn<Like>>().is_err(), "{other}");
    }
}

#[derive(Clone)]
struct Follow {
    actor: Urn,
    entity: Urn,
}

record! { Follow = "com.example.Follow" { actor: "actor" required, entity: "entity" required } }

#[derive(Clone)]
struct Values {
    values: Vec<String>,
}

record! { Values = "com.example.Values" { values: "values" required } }

#[derive(Clone)]
struct Search {
    status: Values,
    account: Values,
}

record! { Search = "com.example.Search" { status: "status" required, account: "account" required } }

fn urn(text: &str) -> Urn {
    text.parse().unwrap()
}

#[test]
fn section_12_2_urns_in_urls_and_keys() {
    assert_eq!(to_string(&urn("urn:li:share:7"), Context::Path), "urn%3Ali%3Ashare%3A7");
    let tuple = urn("urn:li:like:(urn:li:person:1,urn:li:activity:9)");
    assert_eq!(to_string(&tuple, Context::Path), "urn%3Ali%3Alike%3A%28urn%3Ali%3Aperson%3A1%2Curn%3Ali%3Aactivity%3A9%29");
    let values = |value: &str| Values { values: vec![value.to_owned()] };
    let parameters: [(&dyn Data, &str); 3] = [
        (&vec![PersonUrn::new("abC"), PersonUrn::new("d_1")], "List(urn%3Ali%3Aperson%3AabC,urn%3Ali%3Aperson%3Ad_1)"),
        (&TypedUrn::<Organization>::new(5), "urn%3Ali%3Aorganization%3A5"),
        (
            &Search { status: values("ACTIVE"), account: values("urn:li:sponsoredAccount:5") },
            "(account:(values:List(urn%3Ali%3AsponsoredAccount%3A5)),status:(values:List(ACTIVE)))",
        ),
    ];
    for (value, text) in parameters {
        assert_eq!(to_string(value, Context::Query), text);
    }
    let follow = Follow { actor: urn("urn:li:person:1"), entity: urn("urn:li:activity:9") };
    assert_eq!(to_string(&follow, Context::Path), "(actor:urn%3Ali%3Aperson%3A1,entity:urn%3Ali%3Aactivity%3A9)");
    assert_eq!(key::to_body(&follow), to_string(&follow, Context::Path));
    assert_eq!(key::to_body(&PersonUrn::new("abC")), "urn:li:person:abC");
}

#[test]
fn section_12_3_what_servers_reject_is_rejected() {
    let mut ids = Vec::<Urn>::new();
    assert!(url::read("List(urn:li:person:1)", &mut ids).is_err());
    assert!(url::read("%28status%3AACTIVE%29", &mut Search::empty()).is_err());
    assert_eq!(url::read("List(urn%3ali%3aperson%3a1)", &mut ids), Ok(()));
    assert_eq!(ids, [urn("urn:li:person:1")]);
}

#[derive(Clone)]
struct Follower {
    follower: String,
    followee: i64,
}

record! { Follower = "com.example.Follower" { follower: "follower" required, followee: "followee" required } }

#[derive(Clone)]
struct Rating {
    shop: String,
    product: i64,
}

record! { Rating = "com.example.Rating" { shop: "shop" required, product: "product" required } }

#[derive(Clone)]
struct Locale {
    locale: Option<String>,
}

record! { Locale = "com.example.Locale" { locale: "locale" } }

/// The key of an association that has one part.
#[derive(Clone)]
struct Mark {
    id: i64,
}

record! { Mark = "com.example.Mark" { id: "id" required } }

#[test]
fn section_3_6_keys_in_every_position() {
    let text = |text: &str| text.to_owned();
    let rating = Rating { shop: text("x y"), product: 9 };
    let complex = |params| ComplexKey { key: rating.clone(), params };
    let rows: &[(&dyn Data, &str, &str, &str, &str)] = &[
        (&42_i64, "42", "42", "42", "42"),
        (&text("a b:c/d"), "a%20b%3Ac%2Fd", "a%20b%3Ac/d", "a b:c/d", "a b:c/d"),
        (&text("50%25"), "50%2525", "50%2525", "50%25", "50%25"),
        (&text(""), "''", "''", "", ""),
        (&urn("urn:li:person:abC"), "urn%3Ali%3Aperson%3AabC", "urn%3Ali%3Aperson%3AabC", "urn:li:person:abC", "urn:li:person:abC"),
        (
            &Follower { follower: text("a b"), followee: 7 },
            "(followee:7,follower:a%20b)",
            "(followee:7,follower:a%20b)",
            "(followee:7,follower:a b)",
            "(followee:7,follower:a b)",
        ),
        (&Mark { id: 1 }, "(id:1)", "(id:1)", "(id:1)", "(id:1)"),
        (
            &complex(Some(Locale { locale: Some(text("en,US")) })),
            "($params:(locale:en%2CUS),product:9,shop:x%20y)",
            "($params:(locale:en%2CUS),product:9,shop:x%20y)",
            "($params:(locale:en%2CUS),product:9,shop:x y)",
            "(product:9,shop:x y)",
        ),
        (
            &complex(Some(Locale { locale: None })),
            "($params:(),product:9,shop:x%20y)",
            "($params:(),product:9,shop:x%20y)",
            "($params:(),product:9,shop:x y)",
            "(product:9,shop:x y)",
        ),
        (&complex(None), "(product:9,shop:x%20y)", "(product:9,shop:x%20y)", "(product:9,shop:x y)", "(product:9,shop:x y)"),
    ];
    for (value, path, query, body, answer) in rows {
        assert_eq!((to_string(*value, Context::Path).as_str(), to_string(*value, Context::Query).as_str()), (*path, *query));
        assert_eq!((key::to_body(*value).as_str(), key::to_answer(*value).as_str()), (*body, *answer));
    }
}

#[test]
fn section_3_6_the_declared_type_decides_how_a_key_is_read() {
    for text in ["a b:c/d", "50%25", "", "''", "List(1)", "(a:b)", "a%3Ab", "%"] {
        assert_eq!(key::from_body::<String>(text).as_deref(), Ok(text));
    }
    assert_eq!(key::from_body::<i64>("42"), Ok(42));
    assert_eq!(key::from_body::<i64>("%34%32"), Ok(42));
    assert!(key::from_body::<i64>("x").is_err());
    let person = Ok(PersonUrn::new("a b"));
    for text in ["urn:li:person:a b", "urn%3Ali%3Aperson%3Aa%20b", "urn%3ali%3aperson%3aa b"] {
        assert_eq!(key::from_body::<PersonUrn>(text), person, "{text}");
    }
    let other = key::from_body::<PersonUrn>("urn%3Ali%3Aorganization%3A1").expect("a URN of another type, which is kept");
    assert_eq!((other.as_str(), other.key()), ("urn:li:organization:1", None));
    let rating = Rating { shop: "x y".to_owned(), product: 9 };
    for text in
        ["(product:9,shop:x y)", "(shop:x%20y,product:9)", "($params:(locale:en%2CUS),product:9,shop:x y)", "%28product%3A9,shop:x%20y%29"]
    {
        assert_eq!(key::from_body::<ComplexKey<Rating, Locale>>(text), Ok(rating.clone().into()), "{text}");
    }
    assert!(key::from_body::<Rating>("product:9").is_err());
}

fn urns() -> impl Strategy<Value = String> {
    let text = "urn:[a-z]{1,3}:[a-z]{1,5}:[a-zA-Z0-9_% -]{1,6}";
    text.prop_recursive(3, 12, 4, |inner| {
        (("urn:[a-z]{1,3}:[a-z]{1,5}:"), prop::collection::vec(inner, 1..4))
            .prop_map(|(start, parts)| format!("{start}({})", parts.join(",")))
    })
}

proptest! {
    #[test]
    fn urns_survive_and_their_parts_are_urns(text in urns()) {
        let urn = urn(&text);
        prop_assert_eq!(urn.as_str(), &text);
        if urn.id().starts_with('(') {
            let parts: Vec<&str> = urn.parts().collect();
            prop_assert!(parts.iter().all(|part| part.parse::<Urn>().is_ok()));
            prop_assert_eq!(format!("({})", parts.join(",")), urn.id());
        }
        let mut back = Urn::empty();
        url::read(&to_string(&urn, Context::Path), &mut back).unwrap();
        prop_assert_eq!(back, urn);
    }

    #[test]
    fn record_key_in_body_and_path_reads_back_equal(shop in ".{0,8}", product in any::<i64>()) {
        let key = Rating { shop, product };
        prop_assert_eq!(key::from_body::<Rating>(&key::to_body(&key)).unwrap(), key.clone());
        let mut back = Rating::empty();
        url::read(&to_string(&key, Context::Path), &mut back).unwrap();
        prop_assert_eq!(back, key);
    }

    #[test]
    fn no_text_is_too_strange(text in "(urn:)?[urn:li(),%a]{0,30}|.{0,30}") {
        if let Ok(urn) = text.parse::<Urn>() {
            prop_assert_eq!(urn.parts().map(str::len).sum::<usize>() <= text.len(), true);
        }
        let _ = text.parse::<TypedUrn<Like>>().map(|urn| urn.key());
        let _ = key::from_body::<PersonUrn>(&text);
        let _ = key::from_body::<ComplexKey<Rating, Locale>>(&text);
        let _ = url::encode_str(&text, Context::Path);
    }
}
