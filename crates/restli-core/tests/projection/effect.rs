//! Effects of masks: together with others, and on data (`docs/protocol.md §5.3, §5.4`).

use proptest::prelude::*;
use restli_core::Json;
use restli_core::projection::Projection;
use restli_core::support::{Composed, Fragment};

use crate::any::{decorations, masks};
use crate::{decorated, mask, rows};

#[test]
fn section_5_3_merging() {
    for [ours, theirs, both] in rows(include_str!("../tables/merging.txt")) {
        let (ours, theirs, both) = (mask(&ours), mask(&theirs), mask(&both));
        assert_eq!(ours.merge(&theirs), both, "{:?}", ours.merge(&theirs).to_mask());
        assert_eq!(theirs.merge(&ours), both, "{:?}", theirs.merge(&ours).to_mask());
    }
}

#[test]
fn section_5_3_what_is_said_twice_is_merged_before_it_is_written() {
    assert_eq!(decorated("(a(b),c,a(d))").to_mask().as_deref(), Ok("a:(b,d),c"));
    assert_eq!(decorated("(a~(b),c,a~(d),a~:f)").to_decorated().as_deref(), Ok("(a~(b,d)~:f,c)"));
    assert_eq!(decorated("(a,b,a)").to_flat().as_deref(), Ok("a,b"));
}

#[test]
fn section_5_4_applying() {
    let data = r#"{"a":1,"b":{"c":2,"d":3},"e":[{"x":1,"y":2},{"x":3}],"m":{"k1":{"x":1,"y":2},"k2":{"x":3}},"p":[1,2,3]}"#;
    let data: Json = serde_json::from_str(data).expect("data");
    for [text, expected] in rows(include_str!("../tables/applying.txt")) {
        let left = mask(&text).apply(&data);
        assert_eq!(left.map_or_else(|error| error.to_string(), |left| left.to_string()), expected, "{text}");
    }
    assert_eq!(mask("$*:(x)").apply(&data["e"]).expect("an array").to_string(), r#"[{"x":1},{"x":3}]"#);
    assert_eq!(decorated("(b,m(k1~))").apply(&data).expect_err("no mask").to_string(), "a mask expands no URNs: k1~");
}

/// Data with the names that masks are made of.
fn data() -> impl Strategy<Value = Json> {
    let leaf = any::<i8>().prop_map(Json::from);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::btree_map("[$]?[a-c][a-zA-Z0-9_.]{0,2}", inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Json::from),
            members.prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Returns `true` if one value is the other with members and elements left out.
fn is_part(part: &Json, whole: &Json) -> bool {
    match (part, whole) {
        (Json::Object(part), Json::Object(whole)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| is_part(part, whole)))
        }
        (Json::Array(part), Json::Array(whole)) => {
            let mut whole = whole.iter();
            part.iter().all(|part| whole.any(|whole| is_part(part, whole)))
        }
        (part, whole) => part == whole,
    }
}

fn without_ranges(mut mask: Projection) -> Projection {
    mask.range = None;
    for item in &mut mask.items {
        item.select = item.select.take().map(without_ranges);
    }
    mask
}

proptest! {
    #[test]
    fn merging_is_the_same_either_way_and_twice(ours in masks(), theirs in masks()) {
        let both = ours.merge(&theirs);
        prop_assert_eq!(&theirs.merge(&ours), &both);
        prop_assert_eq!(&both.merge(&both).to_mask(), &both.merge(&both).merge(&both).to_mask());
    }

    #[test]
    fn composed_projections_equal_merged_ones(all in prop_oneof![decorations(), masks()], ours in any::<u8>(), theirs in any::<u8>()) {
        // Parts of one projection, so that a name in both selects the same.
        let part = |chosen: u8| {
            let items = all.items.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, item)| item.clone());
            Projection { items: items.collect(), range: None }
        };
        let (ours, theirs) = (part(ours), part(theirs));
        prop_assume!(!ours.items.is_empty() && !theirs.items.is_empty());
        let merged = Projection::new().inside("x", ours.merge(&theirs)).field("y");
        let composed = |before, print: fn(&Projection) -> Option<String>, after| {
            let of = |part| Fragment::Of(print(part).map(|text| &*text.leak()));
            Composed::<65536>::new(&[Fragment::Text(before), of(&ours), Fragment::Text(","), of(&theirs), Fragment::Text(after)]).text().map(str::to_owned)
        };
        let in_mask = composed("x:(", |part| part.to_mask().ok(), "),y").map(|text| mask(&text));
        let in_decorated = composed("(x(", |part| part.to_decorated().ok(), "),y)").map(|text| decorated(&text));
        prop_assert_ne!((&in_mask, &in_decorated), (&None, &None));
        for composed in in_mask.iter().chain(&in_decorated) {
            prop_assert_eq!(composed, &composed.unified());
            prop_assert_eq!(composed.merge(composed), merged.merge(&merged));
        }
    }

    #[test]
    fn applying_a_mask_leaves_a_part_and_is_done_after_once(mask in masks(), data in data()) {
        let mask = without_ranges(mask);
        if let Ok(left) = mask.apply(&data) {
            prop_assert!(is_part(&left, &data), "{left} is no part of {data}");
            prop_assert_eq!(mask.apply(&left).ok(), Some(left));
        }
    }
}
