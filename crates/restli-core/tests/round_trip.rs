//! Properties that hold for every value and for every text.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use restli_core::data::{Bytes, Data, Fixed};
use restli_core::patch::Patch;
use restli_core::support::eq;
use restli_core::url::{self, Context};
use restli_core::{Json, UnknownMember, json};

mod common;
use common::{Content, EVERYTHING, Everything, Place, Tone, Tree};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z \"\\\\\n\u{1f}é😀]{0,40}"]
}

/// Numbers that `serde_json` reads exactly too, which without a feature of its own it does not for all.
fn float() -> impl Strategy<Value = f32> {
    prop_oneof![any::<i16>().prop_map(|it| f32::from(it) / 64.0), Just(f32::INFINITY), Just(f32::NEG_INFINITY)]
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<i16>().prop_map(|it| Json::from(f64::from(it) / 64.0)),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            btree_map(text(), inner, 0..4).prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// An object with few names, so that two of them have some in common.
fn any_object() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![any::<bool>().prop_map(Json::from), Just(Json::Null), (0..3_i8).prop_map(Json::from)];
    let value = leaf.prop_recursive(4, 24, 4, |inner| {
        let object = btree_map("[$]?[a-c]", inner.clone(), 0..4).prop_map(|members| Json::Object(members.into_iter().collect()));
        prop_oneof![1 => vec(inner, 0..3).prop_map(Json::from), 3 => object]
    });
    btree_map("[$]?[a-c]", value, 0..4).prop_map(|members| Json::Object(members.into_iter().collect()))
}

fn tone() -> impl Strategy<Value = Tone> {
    prop_oneof![Just(Tone::Calm), Just(Tone::Loud), text().prop_map(|symbol| Tone::from_symbol(&symbol))]
}

fn place() -> impl Strategy<Value = Place> {
    (text(), proptest::option::of(text())).prop_map(|(street, zip)| Place { street, zip })
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = text().prop_map(|name| Tree { name, left: None, right: None, payload: None });
    leaf.prop_recursive(4, 12, 2, |inner| {
        let child = proptest::option::of(inner.prop_map(Box::new));
        (text(), child.clone(), child, proptest::option::of(content(Just(None).boxed()).prop_map(Box::new)))
            .prop_map(|(name, left, right, payload)| Tree { name, left, right, payload })
    })
}

fn content(tree: BoxedStrategy<Option<Tree>>) -> impl Strategy<Value = Content> {
    let unknown = ("x\\.[a-z]{0,5}", any_json()).prop_map(|(key, value)| UnknownMember { key: Some(key), value });
    prop_oneof![
        any::<i32>().prop_map(Content::Int),
        any::<i64>().prop_map(Content::Long),
        text().prop_map(Content::Text),
        place().prop_map(Content::Place),
        vec(any::<i32>(), 0..4).prop_map(Content::Array),
        tone().prop_map(Content::Tone),
        Just(Content::Null),
        Just(Content::Unrecognized(UnknownMember::default())),
        unknown.prop_map(Content::Unrecognized),
        tree.prop_map(|tree| tree.map_or(Content::Null, |tree| Content::Tree(Box::new(tree)))),
    ]
}

prop_compose! {
    fn everything()(
        (flag, small, big, ratio, exact) in (any::<bool>(), any::<i32>(), any::<i64>(), float(), float().prop_map(f64::from)),
        (text_, octets, fixed, tone_, anything) in (text(), any::<Vec<u8>>(), any::<[u8; 4]>(), tone(), any_json()),
        (words, counts, matrix) in (vec(text(), 0..4), btree_map(text(), any::<i64>(), 0..4), vec(vec(any::<i32>(), 0..3), 0..3)),
        (places, by_name) in (vec(place(), 0..3), btree_map(text(), place(), 0..3)),
        (content_, tree_) in (content(tree().prop_map(Some).boxed()), tree()),
        (maybe_flag, maybe_ratio, maybe_tone) in (any::<Option<bool>>(), proptest::option::of(float().prop_map(f64::from)), proptest::option::of(tone())),
        (maybe_words, maybe_place) in (proptest::option::of(vec(text(), 0..2)), proptest::option::of(place())),
        (maybe_content, r#type) in (proptest::option::of(content(Just(None).boxed())), proptest::option::of(text())),
    ) -> Everything {
        let mut value = Everything::empty();
        (value.flag, value.small, value.big, value.ratio, value.exact) = (flag, small, big, ratio, exact);
        (value.text, value.octets, value.fixed, value.tone, value.anything) = (text_, Bytes(octets), Fixed(fixed), tone_, anything);
        (value.words, value.counts, value.matrix, value.places, value.by_name) = (words, counts, matrix, places, by_name);
        (value.content, value.tree, value.maybe_flag, value.maybe_ratio) = (content_, tree_, maybe_flag, maybe_ratio);
        (value.maybe_tone, value.maybe_words, value.maybe_place) = (maybe_tone, maybe_words, maybe_place);
        (value.maybe_content, value.r#type) = (maybe_content, r#type);
        value
    }
}

/// Reads a text in every way there is.
/// No null anywhere, and no union member that the schema does not know.
fn url_can_say(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Array(items) => items.iter().all(url_can_say),
        Json::Object(members) => members.iter().all(|(name, value)| !name.starts_with("x.") && url_can_say(value)),
        _ => true,
    }
}

fn read_all_ways(text: &[u8]) {
    let _ = json::from_slice::<Everything>(text);
    let _ = json::from_slice::<Content>(text);
    let _ = json::from_slice::<Tree>(text);
    let any = json::from_slice::<Json>(text).is_ok();
    let skipped = json::Reader::new(text).and_then(|mut reader| reader.skip().and_then(|_| reader.end())).is_ok();
    assert_eq!(any, skipped, "what can be read can be skipped");
}

proptest! {
    #[test]
    fn json_of_any_value_reads_back_equal(value in everything()) {
        let written = json::to_vec(&value);
        let read = json::from_slice::<Everything>(&written);
        prop_assert!(read.is_ok(), "{:?}", read);
        let read = read.unwrap();
        prop_assert!(eq(&read, &value), "{read:?} is not {value:?}");
        prop_assert_eq!(json::to_vec(&read), written);
    }

    #[test]
    fn url_data_of_any_value_reads_back_equal(value in everything()) {
        let value = Everything { anything: Json::from("untyped"), ..value };
        // URL data has no null, and no types for what the schema does not know (`docs/protocol.md §3.5`).
        prop_assume!(url_can_say(&json::from_slice::<Json>(&json::to_vec(&value)).unwrap()));
        for context in [Context::Path, Context::Query, Context::Reduced] {
            let written = url::to_string(&value, context);
            let mut back = Everything::empty();
            prop_assert!(url::read(&written, &mut back).is_ok(), "{}", written);
            prop_assert!(eq(&back, &value), "{back:?} is not {value:?}: {written}");
        }
    }

    #[test]
    fn a_patch_leads_from_one_record_to_the_other(pair in vec(everything(), 2)) {
        let [original, modified] = <[Everything; 2]>::try_from(pair).unwrap();
        let as_json = |value: &Everything| json::from_slice::<Json>(&json::to_vec(value)).unwrap();
        let patch = Patch::diff(&original, &modified).unwrap();
        prop_assert_eq!(patch.apply(&as_json(&original)).unwrap(), as_json(&modified));
        let read = Patch::from_json(patch.to_json().as_bytes()).unwrap();
        prop_assert_eq!(read.to_json(), patch.to_json());
        // A patch knows of values that cannot be sent, which its JSON does not tell.
        prop_assert!(patch.unsendable().is_some() || read == patch);
        prop_assert!(Patch::diff(&modified, &modified).unwrap().is_empty());
    }

    #[test]
    fn a_patch_leads_from_any_object_to_any_other(original in any_object(), modified in any_object()) {
        let patch = Patch::diff(&original, &modified).unwrap();
        prop_assert_eq!(patch.apply(&original).unwrap(), modified);
    }

    #[test]
    fn every_number_reads_back(single in any::<f32>(), double in any::<f64>(), whole in any::<i64>()) {
        prop_assert_eq!(json::from_slice::<f32>(&json::to_vec(&single)).unwrap().to_bits(), single.to_bits());
        prop_assert_eq!(json::from_slice::<f64>(&json::to_vec(&double)).unwrap().to_bits(), double.to_bits());
        prop_assert_eq!(json::from_slice::<i64>(&json::to_vec(&whole)).unwrap(), whole);
        prop_assert_eq!(json::from_slice::<i64>(format!("{whole}.0").as_bytes()).unwrap(), whole);
    }

    #[test]
    fn serde_writes_and_reads_the_same(value in everything()) {
        let theirs: Everything = serde_json::from_slice(&json::to_vec(&value)).unwrap();
        prop_assert!(eq(&theirs, &value), "{theirs:?} is not {value:?}");
        let ours: Everything = json::from_slice(&serde_json::to_vec(&value).unwrap()).unwrap();
        prop_assert!(eq(&ours, &value), "{ours:?} is not {value:?}");
    }

    #[test]
    fn any_json_is_read_as_serde_json_reads_it(value in any_json()) {
        prop_assert_eq!(json::from_slice::<Json>(&serde_json::to_vec(&value).unwrap()).unwrap(), value.clone());
        prop_assert_eq!(serde_json::from_slice::<Json>(&json::to_vec(&value)).unwrap(), value);
    }

    #[test]
    fn exactly_json_is_accepted(text in r#"([\[\]{}:, ]|"[a\\nu0]{0,3}"|true|null|-?[0-9]{1,3}|[0-9.eE+-]{1,4}|\n){0,12}"#) {
        let ours = json::from_slice::<Json>(text.as_bytes());
        let theirs = serde_json::from_str::<Json>(&text);
        // Numbers too large for a double are an error there, and an infinity here.
        let too_large = theirs.as_ref().is_err_and(|error| error.to_string().contains("number out of range"));
        prop_assert!(too_large || ours.is_ok() == theirs.is_ok(), "{ours:?} is not {theirs:?}");
        read_all_ways(text.as_bytes());
    }

    #[test]
    fn no_octets_make_it_panic(octets in vec(any::<u8>(), 0..200)) {
        read_all_ways(&octets);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0..EVERYTHING.len(), octet in any::<u8>(), cut in any::<bool>()) {
        let mut text = EVERYTHING.as_bytes().to_vec();
        if cut { text.truncate(at) } else { text[at] = octet }
        read_all_ways(&text);
        let _ = serde_json::from_slice::<Everything>(&text);
    }
}
