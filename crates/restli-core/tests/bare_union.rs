//! Bare unions: values without a key, told apart by the kind of their JSON.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by a panic")]

use restli_core::data::Unread;
use restli_core::json::{self, Reader};
use restli_core::patch::Patch;
use restli_core::projection::Projection;
use restli_core::url::{self, Context};
use restli_core::{Json, Map, bare_union, record};

#[derive(Clone)]
struct Locale {
    language: String,
    country: Option<String>,
}

record! { Locale = "com.example.Locale" { language: "language" required, country: "country" } }

#[derive(Clone)]
enum Spoken {
    Tag(String),
    Locale(Locale),
    Rank(i32),
    Any(bool),
    Several(Vec<String>),
    Unrecognized(Json),
}

bare_union! { Spoken { Tag(String): "text", Locale(Locale): "object", Rank(i32): "number", Any(bool): "bool", Several(Vec<String>): "array" } }

/// A union of two kinds only.
#[derive(Clone)]
enum Short {
    Tag(String),
    Locale(Locale),
    Unrecognized(Json),
}

bare_union! { Short { Tag(String): "text", Locale(Locale): "object" } }

#[derive(Clone)]
struct Member {
    spoken: Option<Spoken>,
    all: Vec<Short>,
    by_place: Map<Short>,
}

record! { Member = "com.example.Member" { spoken: "spoken", all: "all" = json "[]", by_place: "byPlace" = json "{}" } }

fn member(spoken: Spoken) -> Member {
    Member { spoken: Some(spoken), all: Vec::new(), by_place: Map::new() }
}

fn locale() -> Locale {
    Locale { language: "de".to_owned(), country: None }
}

/// Each variant with its JSON and its URL data.
fn variants() -> [(Spoken, &'static str, &'static str); 5] {
    [
        (Spoken::Tag("de-AT".to_owned()), r#""de-AT""#, "de-AT"),
        (Spoken::Locale(locale()), r#"{"language":"de"}"#, "(language:de)"),
        (Spoken::Rank(-3), "-3", "-3"),
        (Spoken::Any(true), "true", "true"),
        (Spoken::Several(vec!["de".to_owned()]), r#"["de"]"#, "List(de)"),
    ]
}

fn read(body: &str) -> (Member, Vec<String>) {
    let mut reader = Reader::tolerant(body.as_bytes()).unwrap();
    let mut member = member(Spoken::Unrecognized(Json::Null));
    reader.read(&mut member).unwrap();
    let unread: Unread = reader.finish().unwrap();
    (member, unread.problems().iter().map(ToString::to_string).collect())
}

#[test]
fn each_variant_is_sent_without_a_key_and_read_by_its_kind() {
    for (value, in_json, in_url) in variants() {
        let there = member(value.clone());
        let text = json::to_string(&there);
        assert_eq!(text, format!(r#"{{"spoken":{in_json},"all":[],"byPlace":{{}}}}"#));
        assert_eq!(json::from_slice::<Member>(text.as_bytes()).unwrap(), there);
        assert_eq!(serde_json::from_str::<Member>(&text).unwrap(), there, "by serde");
        assert_eq!(serde_json::to_string(&there).unwrap(), text, "by serde");
        assert_eq!(url::to_string(&value, Context::Query), in_url);
        let mut back = Spoken::Unrecognized(Json::Null);
        url::read(in_url, &mut back).unwrap();
        assert_eq!(back, value, "in URL data");
    }
}

#[test]
fn value_of_another_kind_is_kept_as_it_came() {
    let (member, unread) = read(r#"{"all":[12,true,"de",[1]],"byPlace":{"home":0.5,"work":"en"}}"#);
    assert_eq!(unread, Vec::<String>::new());
    assert_eq!(json::to_string(&member), r#"{"all":[12,true,"de",[1]],"byPlace":{"home":0.5,"work":"en"}}"#);
    assert!(matches!(member.all.as_slice(), [Short::Unrecognized(_), Short::Unrecognized(_), Short::Tag(_), Short::Unrecognized(_)]));
    let mut short = Short::Unrecognized(Json::Null);
    url::read("List(a,b)", &mut short).unwrap();
    assert!(matches!(short, Short::Unrecognized(Json::Array(items)) if items.len() == 2));
}

#[test]
fn value_that_its_member_refuses_is_kept_and_told() {
    let (member, unread) = read(r#"{"spoken":{"country":"AT"},"all":[{"language":"de","country":{}},{}]}"#);
    assert!(matches!(member.spoken, Some(Spoken::Unrecognized(Json::Object(_)))));
    let told = [
        r#"spoken: missing field language of com.example.Locale: {"country":"AT"}"#,
        "all[0].country: not a string: {}",
        "all[1]: missing field language of com.example.Locale: {}",
    ];
    assert_eq!(unread, told);
    assert!(json::from_slice::<Member>(br#"{"spoken":{"country":"AT"}}"#).is_err(), "what is not an answer is read strictly");
}

#[test]
fn null_is_no_value() {
    let (member, unread) = read(r#"{"spoken":null,"all":["de",null]}"#);
    assert!(member.spoken.is_none());
    assert_eq!((member.all.len(), unread), (1, vec!["all[1]: not a value of a bare union: null".to_owned()]));
}

#[test]
fn diff_sets_a_value_of_another_kind_and_goes_into_a_record() {
    let [(tag, ..), (record, ..), ..] = variants();
    let longer = Spoken::Locale(Locale { country: Some("AT".to_owned()), ..locale() });
    let diff = |one: Spoken, other: Spoken| Patch::diff(&member(one), &member(other)).unwrap().to_json();
    assert_eq!(diff(tag, record.clone()), r#"{"patch":{"$set":{"spoken":{"language":"de"}}}}"#);
    assert_eq!(diff(record, longer), r#"{"patch":{"spoken":{"$set":{"country":"AT"}}}}"#);
}

#[test]
fn debug_shows_the_value() {
    let [(tag, ..), (record, ..), (rank, ..), ..] = variants();
    assert_eq!(format!("{tag:?} {record:?} {rank:?}"), r#""de-AT" Locale { language: "de" } -3"#);
}

#[test]
fn projection_goes_into_the_record_that_it_may_be() {
    let check = |text: &str| Projection::parse(text).unwrap().check::<Member>();
    assert_eq!(check("(spoken(language))"), Ok(()));
    assert_eq!(check("(spoken)"), Ok(()));
    assert_eq!(check("(spoken(tongue))").unwrap_err().to_string(), "/spoken/tongue: no field `tongue` on `com.example.Locale`");
}
