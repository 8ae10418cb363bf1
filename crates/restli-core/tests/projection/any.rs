//! Strategies of projections, and what holds for the text of each.

use proptest::prelude::*;
use restli_core::Json;
use restli_core::projection::{Decoration, Item, MAX_DEPTH, Name, Projection, Range, parse_mask};

use crate::{decorated, mask};

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![1 => Just(Name::Each), 5 => "[$]?[a-c][a-zA-Z0-9_.]{0,2}".prop_map(Name::Is)]
}

fn item(name: Name, remove: bool, decorations: Vec<Decoration>, select: Option<Projection>) -> Item {
    Item { remove, decorations, select, ..Item::all(name, 0) }
}

/// A projection with each name once per level, made of these items.
fn projection(items: Vec<Item>, range: Option<Range>) -> Projection {
    let mut distinct: Vec<Item> = Vec::new();
    for item in items {
        if distinct.iter().all(|known| known.name != item.name) {
            distinct.push(item);
        }
    }
    Projection { items: distinct, range }
}

/// Any mask: at each level leaves, removals and nodes beside each other, each name once.
pub(crate) fn masks() -> impl Strategy<Value = Projection> {
    let leaf = || (name(), any::<bool>()).prop_map(|(name, remove)| item(name, remove, vec![], None));
    let range = prop::option::of((prop::option::of(any::<u32>()), any::<u32>()));
    let range = range.prop_map(|range| range.map(|(start, count)| Range { start, count: Some(count) }));
    let leaves = prop::collection::vec(leaf(), 0..4).prop_map(|items| projection(items, None));
    leaves.prop_recursive(4, 24, 4, move |inner| {
        let below = (inner, range.clone()).prop_map(|(inner, range)| Projection { range, ..inner });
        let nested = (name(), below).prop_map(|(name, below)| item(name, false, vec![], Some(below)));
        prop::collection::vec(prop_oneof![leaf(), nested], 1..4).prop_map(|items| projection(items, None))
    })
}

/// Any decorated projection: at each level whole fields, parts, and expansions by several types beside each other.
pub(crate) fn decorations() -> impl Strategy<Value = Projection> {
    let leaf = || name().prop_map(|name| item(name, false, vec![], None));
    let leaves = prop::collection::vec(leaf(), 1..4).prop_map(|items| projection(items, None));
    leaves.prop_recursive(4, 24, 4, move |inner| {
        let word = prop::option::of("[a-z]{1,3}");
        let decoration = (word.clone(), word, prop::option::of(inner.clone()));
        let decoration = decoration.prop_map(|(urn, finder, select)| Decoration { at: 0, urn, finder, select });
        let decorations = prop::collection::vec(decoration, 1..3).prop_map(|mut decorations: Vec<Decoration>| {
            let mut known = Vec::new();
            decorations.retain(|decoration| {
                let of = (decoration.urn.clone(), decoration.finder.clone());
                !known.contains(&of) && {
                    known.push(of);
                    true
                }
            });
            decorations
        });
        let expanded = (name(), decorations, prop::option::of(inner.clone())).prop_map(|(name, decorations, select)| {
            // Parentheses after a bare `~` belong to it, so what is selected beside can only stand after parentheses.
            let select = select.filter(|_| decorations.last().is_some_and(|last| last.select.is_some()));
            item(name, false, decorations, select)
        });
        let nested = (name(), inner).prop_map(|(name, below)| item(name, false, vec![], Some(below)));
        prop::collection::vec(prop_oneof![leaf(), expanded, nested], 1..4).prop_map(|items| projection(items, None))
    })
}

#[test]
fn depth_is_bounded() {
    for levels in [MAX_DEPTH - 1, MAX_DEPTH] {
        let built = (0..levels).fold(Projection::new(), |inner, _| Projection::new().inside("a", inner));
        let told = built.apply(&Json::Object(serde_json::Map::new())).map_err(|error| error.message().to_owned());
        assert_eq!(told.is_err_and(|message| message.contains("nested deeper")), levels >= MAX_DEPTH, "{levels}");
    }
    for levels in [MAX_DEPTH - 1, MAX_DEPTH, 100_000] {
        let told = |nested: &str| parse_mask(&format!("a{}", nested.repeat(levels))).map(drop).map_err(|error| error.message);
        assert_eq!(told(":(a").is_err_and(|message| message.contains("nested deeper")), levels >= MAX_DEPTH, "{levels}");
        let text = format!("{}a{}", "(a".repeat(levels), ")".repeat(levels));
        assert_eq!(Projection::parse(&text).is_err_and(|error| error.message.contains("nested deeper")), levels > MAX_DEPTH, "{levels}");
    }
}

proptest! {
    #[test]
    fn a_mask_survives_printing(projection in masks()) {
        let text = projection.to_mask().expect("a mask");
        prop_assert_eq!(mask(&text), projection, "{}", text);
    }

    #[test]
    fn a_decorated_projection_survives_printing(projection in decorations()) {
        let text = projection.to_decorated().expect("a projection");
        prop_assert_eq!(decorated(&text), projection, "{}", text);
    }

    #[test]
    fn no_text_is_too_strange(text in "[(),:~*$ a%-]{0,40}|.{0,40}") {
        let _ = parse_mask(&text).map(|mask| mask.to_decorated());
        let _ = Projection::parse(&text).map(|projection| projection.to_mask());
    }
}
