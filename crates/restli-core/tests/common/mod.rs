//! Types as the generator writes them, with something of everything. `Option`, `Vec` and `String` are shadowed on
//! purpose: the macros must not depend on what a name means where they are called.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses a part, and reads like generated code")]

use restli_core::data::{Bytes, Fixed};
use restli_core::{Json, Map, UnknownMember, boxed_union, enumeration, record, union};

#[derive(Clone)]
#[non_exhaustive]
pub struct Everything {
    pub flag: bool,
    pub small: i32,
    pub big: i64,
    pub ratio: f32,
    pub exact: f64,
    pub text: String,
    pub octets: Bytes,
    pub fixed: Fixed<4>,
    pub tone: Tone,
    pub anything: Json,
    pub words: Vec<String>,
    pub counts: Map<i64>,
    pub matrix: Vec<Vec<i32>>,
    pub places: Vec<Place>,
    pub by_name: Map<Place>,
    pub content: Content,
    pub tree: Tree,
    pub maybe_flag: Option<bool>,
    pub maybe_ratio: Option<f64>,
    pub maybe_tone: Option<Tone>,
    pub maybe_words: Option<Vec<String>>,
    pub maybe_place: Option<Place>,
    pub maybe_content: Option<Content>,
    pub r#type: Option<String>,
}

record! {
    Everything = "com.example.Everything" {
        flag: "flag" required,
        small: "small" required,
        big: "big" required,
        ratio: "ratio" required,
        exact: "exact" required,
        text: "text" required,
        octets: "octets" required,
        fixed: "fixed" required,
        tone: "tone" required,
        anything: "anything" required,
        words: "words" required,
        counts: "counts" required,
        matrix: "matrix" required,
        places: "places" required,
        by_name: "byName" required,
        content: "content" required,
        tree: "tree" required,
        maybe_flag: "maybeFlag",
        maybe_ratio: "maybeRatio",
        maybe_tone: "maybeTone",
        maybe_words: "maybeWords",
        maybe_place: "maybePlace",
        maybe_content: "maybeContent",
        r#type: "type",
    }
}

pub const EVERYTHING: &str = r#"{
    "flag": true, "small": -7, "big": 9223372036854775807, "ratio": 0.5, "exact": 1e-7, "text": "it's\n\"quoted\" 😀",
    "octets": "\u0000Aÿ", "fixed": "abcd", "tone": "LOUD", "anything": {"a": [1, null, "x"]}, "words": ["", "b"],
    "counts": {"": 1, "a.b": -2}, "matrix": [[1, 2], []], "places": [{"street": "Main"}],
    "byName": {"home": {"street": "Side", "zip": "1"}}, "content": {"com.example.Place": {"street": "Third"}},
    "tree": {"name": "root", "left": {"name": "leaf"}}, "maybeFlag": false, "maybeRatio": 2.5, "maybeTone": "NEW",
    "maybeWords": [], "maybePlace": {"street": "Fourth"}, "maybeContent": null, "type": "t"
}"#;

#[derive(Clone)]
pub struct Place {
    pub street: String,
    pub zip: Option<String>,
}
record! { Place = "com.example.Place" { street: "street" required, zip: "zip" } }

#[derive(Clone)]
pub struct Thing {
    pub id: i64,
    pub name: Option<String>,
    pub place: Option<Place>,
    pub content: Option<Content>,
    pub choice: Option<Choice>,
    pub anything: Option<Json>,
    pub level: i32,
    pub tags: Vec<String>,
    pub home: Place,
}
record! {
    Thing = "com.example.Thing" {
        id: "id" required,
        name: "name",
        place: "place",
        content: "content",
        choice: "choice",
        anything: "anything",
        level: "level" = 3,
        tags: "tags" = json "[\"a\",\"b\"]",
        home: "home" = json "{\"street\":\"Main\",\"zip\":\"1\"}",
    }
}

#[derive(Clone)]
pub struct Bag {
    pub id: i64,
    pub other: Map<Json>,
}
record! { Bag = "com.example.Bag" { id: "id" required, ..other, } }

#[derive(Clone)]
pub struct Nothing {}
record! { Nothing = "com.example.Nothing" {} }

#[derive(Clone)]
pub struct Tree {
    pub name: String,
    pub left: Option<Box<Tree>>,
    pub right: Option<Box<Tree>>,
    pub payload: Option<Box<Content>>,
}
record! { Tree = "com.example.Tree" { name: "name" required, left: "left", right: "right", payload: "payload", } }

impl Tree {
    pub fn depth(&self) -> usize {
        1 + self.left.as_ref().map_or(0, |left| left.depth())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    Calm,
    Loud,
    Unrecognized(String),
}
enumeration! { Tone = "com.example.Tone" { Calm: "CALM", Loud: "LOUD", } }

#[derive(Clone)]
#[non_exhaustive]
pub enum Content {
    Int(i32),
    Long(i64),
    Text(String),
    Place(Place),
    Tree(Box<Tree>),
    Array(Vec<i32>),
    Tone(Tone),
    Null,
    Unrecognized(UnknownMember),
}
union! {
    Content = "com.example.Content" {
        Int(i32): "int",
        Long(i64): "long",
        Text(String): "string",
        Place(Place): "com.example.Place",
        Tree(Box<Tree>): "com.example.Tree",
        Array(Vec<i32>): "array",
        Tone(Tone): "com.example.Tone",
        null Null,
    }
}
boxed_union! { Content }

#[derive(Clone)]
pub enum Choice {
    Number(i64),
    Text(String),
    Unrecognized(UnknownMember),
}
union! { Choice = "com.example.Choice" { Number(i64): "n", Text(String): "text" } }

/// A schema may give its types any name.
pub mod shadowed {
    #[derive(Clone)]
    pub struct Option {
        pub some: std::string::String,
    }
    restli_core::record! { Option = "x.Option" { some: "some" required } }

    #[derive(Clone)]
    pub struct Vec {
        pub option: Option,
        pub result: Result,
        pub value: Data,
    }
    restli_core::record! { Vec = "x.Vec" { option: "option", result: "result" required, value: "value" required } }

    #[derive(Clone)]
    pub struct Data {
        pub string: String,
    }
    restli_core::record! { Data = "x.Data" { string: "string", } }

    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum String {
        Some,
        None,
        Ok,
        Unrecognized(std::string::String),
    }
    restli_core::enumeration! { String = "x.String" { Some: "SOME", None: "NONE", Ok: "OK" } }

    #[derive(Clone)]
    pub enum Result {
        Err(i32),
        Self_(std::boxed::Box<Vec>),
        Unrecognized(restli_core::UnknownMember),
    }
    restli_core::union! { Result = "x.Result" { Err(i32): "err", Self_(std::boxed::Box<Vec>): "self" } }
}
