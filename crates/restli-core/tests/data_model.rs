//! The JSON data model (`docs/protocol.md §4`), as a user of generated types meets it.

use restli_core::data::{Bytes, Data, DecodeError, Fixed};
use restli_core::{Json, Map, UnknownMember, json};

mod common;
use common::{Bag, Choice, Content, Everything, Place, Thing, Tone, Tree};

fn read<T: Data>(text: &str) -> Result<T, DecodeError> {
    json::from_slice(text.as_bytes())
}

/// Reads a text and writes the value again as JSON; fails with the text of the error.
fn again<T: Data>(text: &str) -> Result<String, String> {
    read::<T>(text).map(|value| json::to_string(&value)).map_err(|error| error.to_string())
}

fn accepts<T: Data>(rows: &[(&str, &str)]) {
    for (text, written) in rows {
        assert_eq!(again::<T>(text), Ok((*written).to_owned()), "{text}");
    }
}

fn refuses<T: Data>(rows: &[(&str, &str)]) {
    for (text, message) in rows {
        assert_eq!(again::<T>(text), Err((*message).to_owned()), "{text}");
    }
}

#[test]
fn whole_numbers_are_exact() {
    accepts::<i64>(&[
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9007199254740993", "9007199254740993"),
        ("-0", "0"),
        ("1.0", "1"),
        ("1e2", "100"),
        ("1.50e1", "15"),
        ("1200e-2", "12"),
        ("0.0e999999999999", "0"),
        ("9223372036854775807.0", "9223372036854775807"),
        ("922337203685477580.7e1", "9223372036854775807"),
    ]);
    refuses::<i64>(&[
        ("9223372036854775808", "not a long: 9223372036854775808"),
        ("1e19", "not a long: 1e19"),
        ("1.5", "not a long: 1.5"),
        ("1e999999999999", "not a long: 1e999999999999"),
        ("\"1\"", "not a long: \"1\""),
        ("true", "not a long: true"),
        ("null", "not a long: null"),
        ("01", "not JSON at byte 1: nothing may follow the value: 1"),
        ("+1", "not JSON at byte 0: expected a value: +1"),
        ("1.", "not JSON at byte 0: expected a value: 1."),
    ]);
    accepts::<i32>(&[("2147483647", "2147483647"), ("-2147483648.0", "-2147483648")]);
    refuses::<i32>(&[("2147483648", "not an int: 2147483648"), ("{\"a\":1}", "not an int: {\"a\":1}")]);
}

#[test]
fn floats_have_three_spellings_for_what_json_cannot_write() {
    accepts::<f64>(&[
        ("\"NaN\"", "\"NaN\""),
        ("\"Infinity\"", "\"Infinity\""),
        ("\"-Infinity\"", "\"-Infinity\""),
        ("1e400", "\"Infinity\""),
        ("1", "1.0"),
        ("-0.0", "-0.0"),
        ("0.1", "0.1"),
        ("1e21", "1e21"),
        ("5e-324", "5e-324"),
    ]);
    accepts::<f32>(&[("0.1", "0.1"), ("1e39", "\"Infinity\""), ("\"NaN\"", "\"NaN\"")]);
    refuses::<f64>(&[
        ("\"nan\"", "not a double: \"nan\""),
        ("\"1\"", "not a double: \"1\""),
        ("NaN", "not JSON at byte 0: expected a value: NaN"),
    ]);
}

#[test]
fn text_is_any_unicode() {
    accepts::<String>(&[
        (r#""a\u0000b\n\t\"\\\/\b\f\r""#, r#""a\u0000b\n\t\"\\/\u0008\u000c\r""#),
        (r#""\ud83d\ude00 \u00e9""#, "\"😀 é\""),
        (r#""\ud83d""#, "\"\u{fffd}\""),
        (r#""\ude00\ud83d\u0041""#, "\"\u{fffd}\u{fffd}A\""),
        (
            "\"é, raw, and long enough to be looked at in more than one block of bytes: 😀\"",
            "\"é, raw, and long enough to be looked at in more than one block of bytes: 😀\"",
        ),
    ]);
    refuses::<String>(&[
        ("\"a", "not JSON at byte 2, where the text ends: a string does not end"),
        ("\"a\nb\"", "not JSON at byte 2: a control character in a string must be escaped: \\nb\""),
        (r#""\x""#, r#"not JSON at byte 1: no such escape: \x""#),
        (r#""\u12g4""#, r#"not JSON at byte 1: \u must be followed by four hexadecimal digits: \u12g4""#),
        ("7", "not a string: 7"),
    ]);
}

#[test]
fn bytes_are_one_character_each() {
    let octets: Bytes = read(r#""\u0000Aÿ""#).unwrap();
    assert_eq!(octets.0, [0x00, 0x41, 0xFF]);
    assert_eq!(json::to_string(&octets), r#""\u0000Aÿ""#);
    let fixed: Fixed<2> = read("\"ÿ\\u0001\"").unwrap();
    assert_eq!(fixed.0, [0xFF, 0x01]);
    refuses::<Bytes>(&[("\"aĀ\"", "not bytes, because 'Ā' is above U+00FF: \"aĀ\"")]);
    refuses::<Fixed<2>>(&[("\"abc\"", "not 2 bytes but 3: \"abc\""), ("\"\"", "not 2 bytes but 0: \"\"")]);
}

#[test]
fn enum_and_union_unknown_value_is_kept() {
    let tone: Tone = read("\"SHRILL\"").unwrap();
    assert_eq!(tone, Tone::Unrecognized("SHRILL".to_owned()));
    accepts::<Tone>(&[("\"CALM\"", "\"CALM\""), ("\"SHRILL\"", "\"SHRILL\""), ("\"calm\"", "\"calm\"")]);
    let content: Content = read(r#"{"com.x.Video":{"seconds":3}}"#).unwrap();
    let unknown = UnknownMember { key: Some("com.x.Video".to_owned()), value: serde_json::json!({"seconds": 3}) };
    assert_eq!(content, Content::Unrecognized(unknown));
    accepts::<Content>(&[(r#"{"com.x.Video":{"seconds":3}}"#, r#"{"com.x.Video":{"seconds":3}}"#)]);
}

#[test]
fn unions_have_one_member() {
    accepts::<Content>(&[
        (r#"{"int":1}"#, r#"{"int":1}"#),
        (r#"{"com.example.Place":{"street":"Main"}}"#, r#"{"com.example.Place":{"street":"Main"}}"#),
        (r#"{"array":[1,2]}"#, r#"{"array":[1,2]}"#),
        ("{}", "{}"),
        ("null", "null"),
        (r#"{"null":null}"#, "null"),
        (r#"{"int":1,"int~":{"name":"one"},"$metadata":{}}"#, r#"{"int":1}"#),
    ]);
    assert_eq!(read::<Content>("null").unwrap(), Content::Null);
    assert_eq!(read::<Content>("{}").unwrap(), Content::Unrecognized(UnknownMember::default()));
    refuses::<Content>(&[
        (r#"{"int":1,"long":2}"#, r"not one member of com.example.Content but several: int, long"),
        (r#"{"int":"x"}"#, r#"int: not an int: "x""#),
        ("[]", "not a union: []"),
    ]);
    refuses::<Choice>(&[("null", "not a union: null")]);
    accepts::<Choice>(&[(r#"{"n":7}"#, r#"{"n":7}"#), (r#"{"text":"t"}"#, r#"{"text":"t"}"#)]);
}

#[test]
fn absent_and_null_differ_only_where_null_is_a_member() {
    let read = |text: &str| read::<Thing>(text).unwrap();
    assert_eq!(read(r#"{"id":1}"#).content, None);
    assert_eq!(read(r#"{"id":1,"content":null}"#).content, Some(Content::Null));
    assert_eq!(read(r#"{"id":1,"name":null,"place":null,"choice":null,"anything":null}"#), read(r#"{"id":1}"#));
    assert_eq!(
        json::to_string(&read(r#"{"id":1,"content":null}"#)),
        r#"{"id":1,"content":null,"level":3,"tags":["a","b"],"home":{"street":"Main","zip":"1"}}"#
    );
}

#[test]
fn defaults_stand_until_something_is_read() {
    let thing: Thing = read(r#"{"id":1}"#).unwrap();
    assert_eq!((thing.level, thing.tags.as_slice()), (3, ["a".to_owned(), "b".to_owned()].as_slice()));
    assert_eq!((thing.home.street.as_str(), thing.home.zip.as_deref()), ("Main", Some("1")));
    let thing: Thing = read(r#"{"id":1,"level":-4,"tags":["c"],"home":{"street":"Side"}}"#).unwrap();
    assert_eq!((thing.level, thing.tags.as_slice()), (-4, ["c".to_owned()].as_slice()));
    assert_eq!(thing.home, Place { street: "Side".to_owned(), zip: None });
    let thing: Thing = read(r#"{"id":1,"level":null,"tags":null}"#).unwrap();
    assert_eq!((thing.level, thing.tags.len()), (3, 2));
}

#[test]
fn the_last_of_two_equal_names_counts() {
    let thing: Thing =
        read(r#"{"id":1,"place":{"street":"a","zip":"2"},"id":2,"tags":["x","y"],"place":{"street":"b"},"tags":["z"]}"#).unwrap();
    assert_eq!((thing.id, thing.place), (2, Some(Place { street: "b".to_owned(), zip: None })));
    assert_eq!(thing.tags, ["z"]);
    let map: Map<Vec<i32>> = read(r#"{"a":[1],"a":[2]}"#).unwrap();
    assert_eq!(map, Map::from([("a".to_owned(), vec![2])]));
}

#[test]
fn a_value_that_is_read_into_again_forgets_what_it_held() {
    let mut bag: Bag = read(r#"{"id":1,"x":2}"#).unwrap();
    json::read_into(br#"{"id":2,"y":3}"#, &mut bag).unwrap();
    assert_eq!(json::to_string(&bag), r#"{"id":2,"y":3}"#);
}

#[test]
fn unknown_fields_are_ignored_but_open_records_keep_them() {
    let text = r#"{"$metadata":{"a":[1,{"b":"}"}]},"id":5,"extra~":{"x":null},"z":[]}"#;
    assert_eq!(read::<Thing>(text).unwrap(), read(r#"{"id":5}"#).unwrap());
    let bag: Bag = read(text).unwrap();
    assert_eq!(bag.other["$metadata"], serde_json::json!({"a": [1, {"b": "}"}]}));
    assert_eq!(json::to_string(&bag), r#"{"id":5,"$metadata":{"a":[1,{"b":"}"}]},"extra~":{"x":null},"z":[]}"#);
}

#[test]
fn all_missing_fields_are_named_at_once() {
    refuses::<Place>(&[("{}", "missing field street of com.example.Place: {}")]);
    let error = read::<Everything>("{}").unwrap_err();
    assert!(error.message().starts_with("missing fields flag, small, big, ratio, exact, text, "), "{error}");
    let error = read::<Vec<Place>>(r#"[{"street":"a"},{"zip":"1"}]"#).unwrap_err();
    assert_eq!(error.to_string(), r#"[1]: missing field street of com.example.Place: {"zip":"1"}"#);
}

#[test]
fn an_error_says_where_and_what() {
    refuses::<Map<Vec<Thing>>>(&[
        (r#"{"elements":[{"id":1},{"id":"x"}]}"#, r#"elements[1].id: not a long: "x""#),
        (r#"{"a b":[7]}"#, r#"["a b"][0]: not a record: 7"#),
        (r#"{"e":[{"id":1,"content":{"com.example.Place":{"street":7}}}]}"#, "e[0].content[\"com.example.Place\"].street: not a string: 7"),
    ]);
    let error = read::<i32>(&format!("\"{}\"", "é".repeat(500))).unwrap_err();
    assert_eq!(error.excerpt().chars().count(), 121);
}

#[test]
fn read_malformed_json_names_byte_and_expectation() {
    refuses::<Json>(&[
        ("", "not JSON at byte 0, where the text ends: expected a value"),
        ("{\"a\":1,}", "not JSON at byte 7: expected a member's name: }"),
        ("{\"a\" 1}", "not JSON at byte 5: expected `:`: 1}"),
        ("{\"a\":1 \"b\":2}", "not JSON at byte 7: expected `,` or `}`: \"b\":2}"),
        ("[1 2]", "not JSON at byte 3: expected `,` or `]`: 2]"),
        ("[1", "not JSON at byte 2, where the text ends: expected `,` or `]`"),
        ("nul", "not JSON at byte 0: expected a value: nul"),
        ("{} {}", "not JSON at byte 3: nothing may follow the value: {}"),
    ]);
    let error = json::from_slice::<Json>(b"\"\xff\"").unwrap_err();
    assert_eq!(error.message(), "not JSON, because it is not UTF-8 at byte 1");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read::<Json>(&nested(128)).is_ok());
    assert!(read::<Json>(&nested(129)).unwrap_err().message().contains("nested more than 128 levels"));
    let skipped = |depth: usize| format!(r#"{{"id":1,"unknown":{}}}"#, nested(depth));
    assert!(read::<Thing>(&skipped(127)).is_ok());
    assert!(read::<Thing>(&skipped(1_000_000)).is_err());
    let tree = |depth: usize| r#"{"name":"n","left":"#.repeat(depth) + r#"{"name":"leaf"}"# + &"}".repeat(depth);
    assert_eq!(read::<Tree>(&tree(127)).unwrap().depth(), 128);
    assert!(read::<Tree>(&tree(128)).is_err());
}

#[test]
fn large_numbers_in_any_json_stay() {
    accepts::<Json>(&[
        ("[18446744073709551615,-9223372036854775808]", "[18446744073709551615,-9223372036854775808]"),
        ("1e400", "\"Infinity\""),
        ("null", "null"),
    ]);
}

#[test]
fn names_with_escapes_are_found() {
    assert_eq!(read::<Place>("{ \"str\\u0065et\" : \"a\" , \"zip\" :\t\"1\" }").unwrap(), read(r#"{"street":"a","zip":"1"}"#).unwrap());
}

#[test]
fn debug_shows_what_is_there() {
    let thing: Thing = read(r#"{"id":1,"content":{"int":2},"anything":{"a":1}}"#).unwrap();
    let expected =
        r#"Thing { id: 1, content: int(2), anything: {"a":1}, level: 3, tags: ["a", "b"], home: Place { street: "Main", zip: "1" } }"#;
    assert_eq!(format!("{thing:?}"), expected);
    assert_eq!(format!("{:?}", Bytes(vec![0, 65])), r#"b"\x00A""#);
}

#[test]
fn equality_is_by_value() {
    let one: Everything = read(common::EVERYTHING).unwrap();
    assert_eq!(one, one.clone());
    let mut other = one.clone();
    other.counts.insert("new".to_owned(), 1);
    assert_ne!(one, other);
    let nan: Map<f64> = read(r#"{"a":"NaN"}"#).unwrap();
    assert!(!restli_core::support::eq(&nan, &nan));
}

#[test]
fn everything_comes_back_as_it_was() {
    let one: Everything = read(common::EVERYTHING).unwrap();
    let compact: Json = serde_json::from_str(common::EVERYTHING).unwrap();
    assert_eq!(serde_json::from_str::<Json>(&json::to_string(&one)).unwrap(), compact);
}

#[test]
fn serde_sees_the_same() {
    let one: Everything = read(common::EVERYTHING).unwrap();
    assert_eq!(serde_json::to_string(&one).unwrap(), json::to_string(&one));
    assert_eq!(serde_json::from_str::<Everything>(common::EVERYTHING).unwrap(), one);
    assert_eq!(serde_json::from_value::<Everything>(serde_json::to_value(&one).unwrap()).unwrap(), one);
    let thing: Thing = serde_json::from_str(r#"{"id":1.0,"level":null,"content":null,"home":{"street":"x"},"unknown":[1]}"#).unwrap();
    assert_eq!((thing.id, thing.level, &thing.content, &thing.home.zip), (1, 3, &Some(Content::Null), &None));
    let error = serde_json::from_str::<Place>(r#"{"zip":7}"#).unwrap_err().to_string();
    assert!(error.starts_with("not a string: 7"), "{error}");
    let error = serde_json::from_str::<Place>("{}").unwrap_err().to_string();
    assert!(error.starts_with("missing field street of com.example.Place"), "{error}");
    let error = serde_json::from_str::<Content>(r#"{"int":1,"long":2}"#).unwrap_err().to_string();
    assert!(error.starts_with("not one member of com.example.Content: int, long"), "{error}");
}

#[test]
fn an_element_that_does_not_fit_can_be_passed_over() {
    let mut reader = json::Reader::new(br#"{"elements":[{"street":"a"},{"street":[{"x":1}]},{"street":"c"}],"n":1}"#).unwrap();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    reader
        .object(&mut |reader, name| match name {
            "elements" => reader.array(&mut |reader, index| {
                let mut place = Place::empty();
                match reader.try_read(&mut place)? {
                    Ok(()) => good.push(place.street),
                    Err(error) => bad.push((index, error.to_string())),
                }
                Ok(())
            }),
            _ => Ok(()),
        })
        .unwrap();
    reader.end().unwrap();
    assert_eq!(good, ["a", "c"]);
    assert_eq!(bad, [(1, "street: not a string: [{\"x\":1}]".to_owned())]);
}

/// The generator writes these for a type that is one of several URNs.
mod urns {
    use restli_core::urn::{TypedUrn, Urn, UrnType};

    #[derive(Debug)]
    pub(crate) enum Person {}
    impl UrnType for Person {
        const NAMESPACE: &'static str = "li";
        const ENTITY: &'static str = "person";
        type Key = String;
    }
    #[derive(Debug)]
    pub(crate) enum Organization {}
    impl UrnType for Organization {
        const NAMESPACE: &'static str = "li";
        const ENTITY: &'static str = "organization";
        type Key = i64;
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub(crate) enum AuthorUrn {
        Person(TypedUrn<Person>),
        Organization(TypedUrn<Organization>),
        Other(Urn),
    }
    restli_core::urn_union! { AuthorUrn { Person(TypedUrn<Person>), Organization(TypedUrn<Organization>), } }
}

#[test]
fn a_choice_of_urns_takes_the_variant_that_fits() {
    use restli_core::urn::{TypedUrn, Urn};
    use urns::{AuthorUrn, Organization};

    accepts::<AuthorUrn>(&[
        ("\"urn:li:person:a-b\"", "\"urn:li:person:a-b\""),
        ("\"urn:li:share:7\"", "\"urn:li:share:7\""),
        ("\"urn:li:organization:x\"", "\"urn:li:organization:x\""),
    ]);
    assert!(matches!(read("\"urn:li:person:a-b\""), Ok(AuthorUrn::Person(_))));
    assert!(matches!(read("\"urn:li:organization:5\""), Ok(AuthorUrn::Organization(urn)) if urn.key() == Some(5)));
    assert!(matches!(read("\"urn:li:share:7\""), Ok(AuthorUrn::Other(_))));
    assert!(read::<AuthorUrn>("\"share\"").is_err());
    let urn = AuthorUrn::from(TypedUrn::<Organization>::new(5));
    assert_eq!((urn.to_string(), urn.as_str()), ("urn:li:organization:5".to_owned(), "urn:li:organization:5"));
    assert_eq!("urn:li:organization:5".parse::<AuthorUrn>().unwrap(), urn);
    assert_eq!(AuthorUrn::try_from(Urn::from(urn.clone())), Ok(urn.clone()));
    assert_eq!(serde_json::from_str::<AuthorUrn>(&serde_json::to_string(&urn).unwrap()).unwrap(), urn);
}
