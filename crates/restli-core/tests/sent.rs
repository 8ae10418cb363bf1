//! Values that are about to be sent.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use restli_core::data::{Data, unsendable};
use restli_core::escaped_text::{EscapedText, TextFormat};
use restli_core::patch::Patch;
use restli_core::urn::{TypedUrn, Urn, UrnType};
use restli_core::{Json, KeyedMap, UnknownMember, bare_union, enumeration, json, key, record, union};

#[derive(Debug)]
enum Platform {}
impl UrnType for Platform {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "platform";
    type Key = String;
}

#[derive(Debug)]
enum Dataset {}
impl UrnType for Dataset {
    const NAMESPACE: &'static str = "li";
    const ENTITY: &'static str = "dataset";
    type Key = (TypedUrn<Platform>, String);
}

type PlatformUrn = TypedUrn<Platform>;
type DatasetUrn = TypedUrn<Dataset>;

#[derive(Clone)]
struct Row {
    at: Option<PlatformUrn>,
    sets: Vec<DatasetUrn>,
    votes: KeyedMap<PlatformUrn, i64>,
}

record! { Row = "com.example.Row" { at: "at", sets: "sets" required, votes: "votes" required } }

fn told(value: &dyn Data) -> Option<String> {
    unsendable(value).map(|error| error.to_string())
}

#[test]
fn urn_with_an_id_that_its_type_may_have_is_sent() {
    for id in ["abc123", "a%b", "é", "a)(", "(1,2)", "a:b,c"] {
        assert_eq!(told(&PlatformUrn::new(id)), None, "{id}");
    }
    assert_eq!(told(&DatasetUrn::new((PlatformUrn::new("x"), "name"))), None);
}

#[test]
fn urn_that_an_answer_held_is_sent_back_if_it_is_one() {
    let read = |text: &str| key::from_body::<PlatformUrn>(text).unwrap();
    assert_eq!(told(&read("urn:li:dataset:(urn:li:platform:x,a,b)")), None);
    assert_eq!(told(&read("somebody")).unwrap(), r#"not a URN, which starts with `urn:namespace:type:`: "somebody""#);
}

#[test]
fn urn_with_an_improper_id_is_told_with_the_fault() {
    for (id, fault) in [
        ("", "the id is empty"),
        ("a b", "it has a blank"),
        ("\u{3000}", "it has a blank"),
        ("\u{1}", "it has a control character"),
        ("(a", "its parentheses do not match"),
        ("(a,)", "a part of its key is empty"),
    ] {
        let fault = format!("not a URN, because {fault}: {:?}", format!("urn:li:platform:{id}"));
        assert_eq!(told(&PlatformUrn::new(id)), Some(fault), "{id}");
    }
    let set = DatasetUrn::new((PlatformUrn::new("x"), "a,b"));
    let fault = "wrong id, expected `urn:li:dataset:(urn:li:platform:{text},{text})`";
    assert_eq!(told(&set), Some(format!(r#"{fault}: "urn:li:dataset:(urn:li:platform:x,a,b)""#)));
    assert!(told(&PlatformUrn::new("urn:li:dataset:x")).unwrap().starts_with("wrong id, expected `urn:li:platform:{text}`"));
}

#[test]
fn unsendable_urn_inside_a_value_is_told_with_its_place() {
    let good = || Row { at: None, sets: vec![DatasetUrn::new((PlatformUrn::new("x"), "y"))], votes: KeyedMap::new() };
    assert_eq!(told(&vec![good()]), None);
    let place = |row: Row| told(&vec![good(), row]).unwrap().split(": ").next().unwrap().to_owned();
    assert_eq!(place(Row { at: Some(PlatformUrn::new("")), ..good() }), "[1].at");
    assert_eq!(place(Row { sets: vec![DatasetUrn::new((PlatformUrn::new("x"), ""))], ..good() }), "[1].sets[0]");
    assert_eq!(place(Row { votes: [(PlatformUrn::new(""), 1)].into_iter().collect(), ..good() }), "[1].votes");
}

#[test]
fn patch_with_an_unsendable_urn_tells_it_until_the_change_is_replaced() {
    let mut inner = Patch::default();
    inner.set("owner", &PlatformUrn::new(""));
    let mut patch = Patch::default();
    patch.nest("audit", inner);
    assert_eq!(patch.unsendable().unwrap().to_string(), r#"audit.owner: not a URN, because the id is empty: "urn:li:platform:""#);
    patch.delete("audit");
    patch.set("owner", &PlatformUrn::new("a b"));
    assert!(patch.unsendable().is_some());
    patch.set("owner", &Urn::from(PlatformUrn::new("a")));
    assert_eq!(patch.unsendable(), None);
}

enum Little {}

impl TextFormat for Little {
    const NAME: &'static str = "com.example.Little";
    const RESERVED: &'static str = "@[]()\\";
    const ESCAPE: char = '\\';
}

#[test]
fn markup_with_a_urn_that_is_improper_is_told() {
    for (text, fault) in [
        ("@[Ann](urn:li:platform:)", "the id is empty, in its markup `(urn:li:platform:)`"),
        ("a @[Ann](urn:li:platform:a) @[Bob](urn:li:platform:) b", "the id is empty, in its markup `(urn:li:platform:)`"),
        ("@[Ann](urn:li:platform:a b)", "it has a blank, in its markup `(urn:li:platform:a b)`"),
        ("@[Ann](urn:li:pair:(a,))", "a part of its key is empty, in its markup `(urn:li:pair:(a,))`"),
    ] {
        let told = told(&EscapedText::<Little>::markup(text)).unwrap();
        assert_eq!(told, format!("not a URN, because {fault}: {text:?}"));
    }
}

#[test]
fn markup_with_proper_urns_is_sent() {
    let markup = [
        "",
        "@[Ann](urn:li:platform:a) (see below)",
        "@[Ann](urn:li:pair:(a,b))",
        r"\(urn:li:platform:\)",
        "(urn:li:platform:",
        "urn:li:platform:",
        "()",
        ")(",
        "\\",
    ];
    for text in markup {
        assert_eq!(told(&EscapedText::<Little>::markup(text)), None, "{text}");
    }
    assert_eq!(told(&EscapedText::<Little>::escaped("(urn:li:platform:)")), None);
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Tone {
    Calm,
    Unrecognized(String),
}
enumeration! { Tone = "com.example.Tone" { Calm: "CALM" } }

#[derive(Clone)]
enum Content {
    Tone(Tone),
    Unrecognized(UnknownMember),
}
union! { Content = "com.example.Content" { Tone(Tone): "tone" } }

#[derive(Clone)]
enum Size {
    Pixels(i64),
    Unrecognized(Json),
}
bare_union! { Size { Pixels(i64): "number" } }

#[derive(Clone)]
struct Post {
    tone: Option<Tone>,
    content: Option<Content>,
    sizes: Vec<Size>,
    votes: KeyedMap<Tone, i64>,
}
record! { Post = "com.example.Post" { tone: "tone", content: "content", sizes: "sizes" required, votes: "votes" required } }

fn post() -> Post {
    Post { tone: None, content: None, sizes: Vec::new(), votes: KeyedMap::new() }
}

#[test]
fn enum_without_a_symbol_is_told_with_its_place() {
    let blank = || Tone::from_symbol("");
    let fault = r#"an enum without a symbol: """#;
    assert_eq!(told(&Post { tone: Some(blank()), ..post() }).unwrap(), format!("tone: {fault}"));
    assert_eq!(told(&Post { content: Some(Content::Tone(blank())), ..post() }).unwrap(), format!("content.tone: {fault}"));
    assert_eq!(told(&Post { votes: [(blank(), 1)].into_iter().collect(), ..post() }).unwrap(), format!("votes: {fault}"));
    assert_eq!(told(&Post { tone: Some(Tone::Calm), content: Some(Content::Tone(Tone::from_symbol("SHRILL"))), ..post() }), None);
}

#[test]
fn union_without_a_member_is_told_with_its_place() {
    let fault = "a union without a member";
    let unset = || Content::Unrecognized(UnknownMember::default());
    assert_eq!(told(&Post { content: Some(unset()), ..post() }).unwrap(), format!("content: {fault}"));
    let nameless = UnknownMember { key: Some(String::new()), value: Json::from(1) };
    assert_eq!(told(&Post { content: Some(Content::Unrecognized(nameless)), ..post() }).unwrap(), format!("content: {fault}"));
    let sizes = vec![Size::Pixels(1), Size::Unrecognized(Json::Null)];
    assert_eq!(told(&Post { sizes, ..post() }).unwrap(), format!("sizes[1]: {fault}"));
    let unknown = UnknownMember { key: Some("video".to_owned()), value: Json::Null };
    let sizes = vec![Size::Unrecognized(Json::from("large"))];
    assert_eq!(told(&Post { content: Some(Content::Unrecognized(unknown)), sizes, ..post() }), None);
}

#[test]
fn patch_to_a_union_without_a_member_tells_it() {
    let unset = Post { content: Some(Content::Unrecognized(UnknownMember::default())), ..post() };
    let calm = Post { content: Some(Content::Tone(Tone::Calm)), ..post() };
    assert_eq!(Patch::diff(&calm, &unset).unwrap().unsendable().unwrap().to_string(), "content: a union without a member");
    let set = Patch::diff(&unset, &calm).unwrap();
    assert_eq!((set.to_json().as_str(), set.unsendable()), (r#"{"patch":{"$set":{"content":{"tone":"CALM"}}}}"#, None));
}

#[test]
fn union_that_came_without_a_member_is_written_as_it_came() {
    let read: Post = json::from_slice(br#"{"content":{},"sizes":["x"],"votes":{}}"#).unwrap();
    assert_eq!(json::to_string(&read), r#"{"content":{},"sizes":["x"],"votes":{}}"#);
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"content":{},"sizes":["x"],"votes":{}}"#);
}
