//! URL data, row by row of the protocol's tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::data::{Bytes, Data, Fixed};
use restli_core::url::{Context, MAX_DEPTH, parse, read, to_string};
use restli_core::{Json, Map, UnknownMember, record, union};
use serde_json::json;

#[test]
fn section_3_1_reading() {
    for (text, data) in [
        ("List(1, 2)", json!(["1", " 2"])),
        ("( a:b)", json!({" a": "b"})),
        ("(k:List)", json!({"k": "List"})),
        ("''", json!("")),
        ("%27%27", json!("''")),
        ("'x'", json!("'x'")),
        ("it's", json!("it's")),
        ("'", json!("'")),
        ("List('',a)", json!(["", "a"])),
        ("('':v)", json!({"": "v"})),
        ("List()", json!([])),
        ("()", json!({})),
        ("(a:1,a:2)", json!({"a": "2"})),
        ("List(List(1,2),List(),())", json!([["1", "2"], [], {}])),
        ("%C3%a9%F0%9F%98%80", json!("é😀")),
        ("%FFa", json!("\u{FFFD}a")),
        ("a+b", json!("a+b")),
        ("List%281%29", json!("List(1)")),
    ] {
        assert_eq!(parse(text).as_ref(), Ok(&data), "{text}");
    }
}

#[test]
fn section_3_1_malformed() {
    for text in [
        "",
        "(a:)",
        "(a)",
        "(:v)",
        "List(1,)",
        "List(,)",
        "(a:b",
        "(a:b))",
        "a:b",
        "a,b",
        "List(urn:li:x:1)",
        "%",
        "%4",
        "a%4g",
        "List(1",
        "(a:b,)",
        "(List(1):2)",
        "xList(1)",
        "(a:b)c",
        "()()",
        "(a:b:c)",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
    let error = parse("(ids:List(urn:li:x:1))").expect_err("a raw colon");
    assert_eq!(error.to_string(), "ids: not URL data at byte 13: expected `,` or `)`: :li:x:1))");
}

#[test]
fn section_3_2_writing_strings() {
    for (text, path, query, reduced) in [
        ("a b", "a%20b", "a%20b", "a b"),
        ("a+b", "a+b", "a%2Bb", "a+b"),
        ("a/b?c#d&e=f;g", "a%2Fb%3Fc%23d&e=f%3Bg", "a/b?c%23d%26e%3Df;g", "a/b?c#d&e=f;g"),
        ("50%25", "50%2525", "50%2525", "50%2525"),
        ("it's", "it%27s", "it%27s", "it%27s"),
        ("List(1,2)", "List%281%2C2%29", "List%281%2C2%29", "List%281%2C2%29"),
        ("é", "%C3%A9", "%C3%A9", "é"),
        ("😀", "%F0%9F%98%80", "%F0%9F%98%80", "😀"),
        ("\"<>[]^{}\\", "%22%3C%3E%5B%5D%5E%7B%7D%5C", "%22%3C%3E%5B%5D%5E%7B%7D%5C", "\"<>[]^{}\\"),
        ("''", "%27%27", "%27%27", "%27%27"),
        ("", "''", "''", "''"),
        ("AZaz09-._~!$*@", "AZaz09-._~!$*@", "AZaz09-._~!$*@", "AZaz09-._~!$*@"),
        ("&=+", "&=+", "%26%3D%2B", "&=+"),
        (";/?", "%3B%2F%3F", ";/?", ";/?"),
        ("\0\n\u{7f}`|", "%00%0A%7F%60%7C", "%00%0A%7F%60%7C", "\0\n\u{7f}`|"),
    ] {
        for (context, expected) in [(Context::Path, path), (Context::Query, query), (Context::Reduced, reduced)] {
            assert_eq!(to_string(&text.to_owned(), context), expected, "{text:?} {context:?}");
            assert_eq!(parse(expected), Ok(json!(text)), "{expected}");
        }
    }
}

#[test]
fn section_3_3_simple_values() {
    let values: &[(&dyn Data, &str)] = &[
        (&true, "true"),
        (&false, "false"),
        (&i32::MIN, "-2147483648"),
        (&i64::MAX, "9223372036854775807"),
        (&1.0_f64, "1.0"),
        (&-0.0_f64, "-0.0"),
        (&0.0_f64, "0.0"),
        (&1e21_f64, "1.0E21"),
        (&1e-7_f64, "1.0E-7"),
        (&9_999_999.5_f64, "9999999.5"),
        (&1.234_567_8e7_f64, "1.2345678E7"),
        (&100.0_f64, "100.0"),
        (&0.001_f64, "0.001"),
        (&-0.012_5_f64, "-0.0125"),
        (&0.000_9_f64, "9.0E-4"),
        (&0.1_f32, "0.1"),
        (&f64::NAN, "NaN"),
        (&f64::INFINITY, "Infinity"),
        (&f32::NEG_INFINITY, "-Infinity"),
        (&None::<i32>, ""),
        (&Some(5), "5"),
    ];
    for (value, text) in values {
        assert_eq!(&to_string(*value, Context::Query), text);
    }
}

#[test]
fn section_3_3_bytes_are_characters() {
    assert_eq!(to_string(&Bytes(vec![0x00, 0x41, 0xFF]), Context::Query), "%00A%C3%BF");
    let mut bytes = Bytes::default();
    assert_eq!(read("%00A%C3%BF", &mut bytes), Ok(()));
    assert_eq!(bytes, Bytes(vec![0x00, 0x41, 0xFF]));
    assert!(read("%E2%82%AC", &mut bytes).is_err());
    assert!(read("abc", &mut Fixed::<2>::default()).is_err());
}

#[test]
fn section_3_3_lists_and_objects() {
    for (data, text) in [
        (
            json!({"q": "byTag", "tags": ["a", "b c", ""], "range": {"lo": 1, "hi": 5}, "opts": {}, "none": [], "exact": true,
                "note": "it's 5% + more", "u": {"com.acme.Color": "RED"}}),
            "(exact:true,none:List(),note:it%27s%205%25%20%2B%20more,opts:(),q:byTag,range:(hi:5,lo:1),tags:List(a,b%20c,''),u:(com.acme.Color:RED))",
        ),
        (json!({"m": {"k (1)": "v", "": "w"}, "n": [[1, 2], [], {}]}), "(m:('':w,k%20%281%29:v),n:List(List(1,2),List(),()))"),
        (json!({"a b": 1, "$p": 2, "x=y&z": 3}), "($p:2,a%20b:1,x%3Dy%26z:3)"),
        (json!({"gone": null, "list": [1, null, 2], "object": {"a": null}, "half": 0.5}), "(half:0.5,list:List(1,2),object:())"),
    ] {
        assert_eq!(to_string(&data, Context::Query), text);
    }
}

#[test]
fn section_3_3_names_are_sorted_by_utf16() {
    // U+1F600 is two code units from U+D83D on, less than U+FF5E, though its octets are greater.
    let object = json!({"\u{FF5E}": 1, "\u{1F600}": 2, "z": 3, "_": 4, "Z": 5, "0": 6, "$": 7});
    assert_eq!(to_string(&object, Context::Reduced), "($:7,0:6,Z:5,_:4,z:3,\u{1F600}:2,\u{FF5E}:1)");
    let map: Map<i32> = [("\u{FF5E}".to_owned(), 1), ("\u{1F600}".to_owned(), 2)].into();
    assert_eq!(to_string(&map, Context::Reduced), "(\u{1F600}:2,\u{FF5E}:1)");
}

#[derive(Clone)]
struct Search {
    q: String,
    limit: Option<i64>,
    exact: bool,
    weights: Vec<f64>,
    tags: Map<String>,
    place: Option<Place>,
}

record! {
    Search = "com.example.Search" {
        q: "q" required,
        limit: "limit",
        exact: "exact",
        weights: "a.weights",
        tags: "tags",
        place: "place",
    }
}

#[derive(Clone)]
enum Place {
    Zip(i32),
    Name(String),
    Unrecognized(UnknownMember),
}

union! { Place = "com.example.Place" { Zip(i32): "int", Name(String): "string" } }

#[test]
fn section_3_3_typed_values_come_back() {
    let search = Search {
        q: "a (b)".to_owned(),
        limit: Some(5),
        exact: true,
        weights: vec![1.0, 2.5e-9],
        tags: Map::from([("k:1".to_owned(), String::new())]),
        place: Some(Place::Name("x".to_owned())),
    };
    let text = to_string(&search, Context::Query);
    assert_eq!(text, "(a.weights:List(1.0,2.5E-9),exact:true,limit:5,place:(string:x),q:a%20%28b%29,tags:(k%3A1:''))");
    let mut back = Search::empty();
    assert_eq!(read(&text, &mut back), Ok(()));
    assert_eq!(back, search);
    assert_eq!(read("(q:x,unknown:List((a:1),2),place:(new:(a:1)))", &mut back), Ok(()));
    let unknown = UnknownMember { key: Some("new".to_owned()), value: json!({"a": "1"}) };
    assert_eq!((back.limit, back.place), (None, Some(Place::Unrecognized(unknown))));
}

#[test]
fn a_record_of_many_fields_is_sorted_too() {
    let object: serde_json::Map<String, Json> = (0..40).rev().map(|n| (format!("f{n:02}"), json!(n))).collect();
    let text = to_string(&Json::Object(object), Context::Query);
    let names: Vec<&str> = text.trim_matches(['(', ')']).split(',').filter_map(|entry| entry.split(':').next()).collect();
    assert!(names.len() == 40 && names.is_sorted(), "{text}");
}

#[test]
fn section_3_5_only_the_exact_forms_are_read() {
    let refused: &mut [(&mut dyn Data, &[&str], &str)] = &mut [
        (&mut 0_i32, &["+1", "01", "-01", "-0", "1.0", "1e2", " 1", "2147483648", "", "-", "x"], "not an int"),
        (&mut 0_i64, &["9223372036854775808", "1.9"], "not a long"),
        (&mut 0.0_f64, &[" 1", "inf", "nan", "infinity", "+1", ".5", "1e", "1-1"], "not a double"),
        (&mut false, &["TRUE", "1", "yes"], "not a boolean"),
    ];
    for (value, texts, told) in refused {
        for text in *texts {
            let escaped = to_string(&(*text).to_owned(), Context::Query);
            let error = read(&escaped, *value).expect_err(text);
            assert_eq!((error.message(), error.excerpt()), (*told, format!("{text:?}").as_str()));
        }
    }
    for (text, number) in
        [("1", 1.0), ("-0.5", -0.5), ("1.0E21", 1e21), ("1e%2B3", 1e3), ("1e400", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)]
    {
        let mut read_back = 0.0_f64;
        assert_eq!(read(text, &mut read_back), Ok(()));
        assert_eq!(read_back.to_bits(), f64::to_bits(number), "{text}");
    }
}

#[test]
fn errors_name_the_path() {
    for (text, told) in [
        ("(limit:x,q:y)", "limit: not a long: \"x\""),
        ("(q:y,a.weights:List(1,x))", "[\"a.weights\"][1]: not a double: \"x\""),
        ("(q:y,tags:(a:(b:c)))", "tags.a: not a string: (b:c)))"),
        ("(q:y,tags:b)", "tags: not a map: \"b\""),
        ("(q:y,place:(int:1,string:b))", "place: not URL data at byte 18: a union has one member: string:b))"),
        ("(limit:5)", "missing field q of com.example.Search: (limit:5)"),
        ("List()", "not a record: List()"),
    ] {
        let error = read(text, &mut Search::empty()).expect_err(text);
        assert_eq!(error.to_string(), told);
    }
}

#[test]
fn depth_is_bounded() {
    for levels in [MAX_DEPTH, MAX_DEPTH + 1, 100_000] {
        for (open, value) in [("List(", "a"), ("(k:", "a")] {
            let text = format!("{}{value}{}", open.repeat(levels), ")".repeat(levels));
            assert_eq!(parse(&text).is_ok(), levels == MAX_DEPTH, "{levels}");
            let unknown = format!("(q:x,unknown:{text})");
            assert_eq!(read(&unknown, &mut Search::empty()).is_ok(), levels < MAX_DEPTH, "{levels}");
        }
    }
}

fn data() -> impl Strategy<Value = Json> {
    let text = prop_oneof![".{0,8}", "[(),:'% List]{0,8}"];
    text.prop_map(Json::from).prop_recursive(5, 40, 5, |inner| {
        let keys = prop_oneof![".{0,4}", "[(),:'%]{0,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::btree_map(keys, inner, 0..5).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn json_value_written_in_any_context_reads_back_equal(data in data()) {
        for context in [Context::Path, Context::Query, Context::Reduced] {
            let text = to_string(&data, context);
            prop_assert_eq!(&parse(&text).unwrap(), &data, "{}", text);
            prop_assert!(context == Context::Reduced || text.is_ascii());
        }
    }

    #[test]
    fn urns_in_a_list_are_written_as_they_are_alone(
        urns in prop::collection::vec("(urn:li:(person|organization):|urn:|urn:li:x|)[a-c:(,é ]{0,4}", 0..8),
    ) {
        for context in [Context::Path, Context::Query, Context::Reduced] {
            let alone: Vec<String> = urns.iter().map(|urn| to_string(urn, context)).collect();
            prop_assert_eq!(to_string(&urns, context), format!("List({})", alone.join(",")));
        }
    }

    #[test]
    fn double_of_any_bits_reads_back_equal(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        let mut back = 0.0_f64;
        read(&to_string(&number, Context::Query), &mut back).unwrap();
        prop_assert!(back.to_bits() == bits || number.is_nan() && back.is_nan());
    }

    #[test]
    fn no_text_is_too_strange(text in "[(),:'%List2Fak=&+]{0,40}|.{0,40}") {
        let _ = parse(&text).map(|data| to_string(&data, Context::Path));
        let _ = read(&text, &mut Search::empty());
    }
}
