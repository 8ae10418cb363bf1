//! Projections, row by row of the protocol's tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::projection::{
    Decoration, Item, Lexeme, LexemeKind, MAX_DEPTH, Name, Projection, Range, parse_decorated, parse_decorated_lexemes, parse_mask,
    parse_written,
};

fn mask(text: &str) -> Projection {
    parse_mask(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn decorated(text: &str) -> Projection {
    parse_decorated(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The projection of one path of `PROTOCOL.md §5.2`, `/lines/*/tags?count=2`.
fn path(path: &str, remove: bool) -> Projection {
    let (steps, query) = path.split_once('?').unwrap_or((path, ""));
    let mut range = None;
    for bound in query.split('&').filter(|bound| !bound.is_empty()) {
        let range: &mut Range = range.get_or_insert_default();
        let (name, number) = bound.split_once('=').unwrap();
        *(if name == "start" { &mut range.start } else { &mut range.count }) = Some(number.parse().unwrap());
    }
    let mut select = range.map(|range| Projection { items: Vec::new(), range: Some(range) });
    let mut remove = remove;
    for step in steps.trim_start_matches('/').rsplit('/') {
        let name = if step == "*" { Name::Each } else { Name::Is(step.to_owned()) };
        let item = Item { remove: std::mem::take(&mut remove), select, ..Item::all(name, 0) };
        select = Some(Projection { items: vec![item], range: None });
    }
    select.unwrap()
}

fn merged(keep: &[&str], remove: &[&str]) -> Projection {
    let keep = keep.iter().map(|text| path(text, false));
    let remove = remove.iter().map(|text| path(text, true));
    keep.chain(remove).reduce(|all, one| all.merge(&one)).unwrap_or_default()
}

#[test]
fn section_5_1_what_the_server_tolerates() {
    for (text, meant) in [
        ("a,b:($*:(c),$start:1)", "a,b:($*:(c),$start:1)"),
        ("a,,b", "a,b"),
        (",a", "a"),
        ("a,", "a"),
        (" a b ,\tc", "ab,c"),
        ("a :(b)", "a:(b)"),
        ("a:()", "a:()"),
        ("a,a:(b)", "a:(b)"),
        ("a:(b),a", "a"),
        ("-a:(b)", "a:(b)"),
        ("$$k", "$$k"),
        ("", ""),
    ] {
        assert_eq!(mask(text), mask(meant), "{text}");
        assert_eq!(mask(text).to_mask().as_deref(), Ok(meant), "{text}");
    }
    assert_eq!(mask("$$k").items, [Item::all(Name::Is("$k".to_owned()), 0)]);
    assert_eq!(mask("a:()").items[0].select, Some(Projection::default()));
}

#[test]
fn section_5_1_what_the_server_rejects() {
    for (text, at, told) in [
        ("a:(b", 2, "`(` without `)`"),
        ("a:(b))", 5, "`)` without `(`"),
        ("a:b", 2, "expected `(` right after the colon, found `b`"),
        (":(a)", 0, "expected a name, found `:`"),
        ("(a)", 0, "expected a name, found `(`"),
        ("List(a,b)", 4, "expected `,`, found `(`"),
        ("a:($start:-1)", 10, "expected a number from 0 to 4294967295, found `-1` (write digits, as in `$count:5`)"),
        ("a:($count:4294967296)", 10, "expected a number from 0 to 4294967295, found `4294967296` (write digits, as in `$count:5`)"),
        ("a: (b)", 3, "expected `(` right after the colon, found `(`"),
        ("$start:1", 0, "`$start` belongs inside the parentheses of an array"),
        ("a,$k", 2, "`$k` has a single `$`: write `$$` for one that belongs to a name"),
        ("a,-", 2, "expected a name after `-`"),
        ("a:", 2, "expected `(` right after the colon, but it ends here"),
    ] {
        let error = parse_mask(text).expect_err(text);
        assert_eq!((error.at, error.to_string().as_str()), (at, told), "{text}");
    }
}

#[test]
fn section_5_1_names_that_a_mask_cannot_hold() {
    for name in ["a b", "é", "a,b", "a:b", "a(b", "a)b", "-a", "a%20b", "it's", ""] {
        let projection = Projection { items: vec![Item::all(Name::Is(name.to_owned()), 0)], range: None };
        assert!(projection.to_mask().is_err(), "{name:?}");
        assert!(projection.to_flat().is_err(), "{name:?}");
    }
}

#[test]
fn section_5_2_from_paths_to_the_string() {
    type Row = (u8, &'static [&'static str], &'static [&'static str], &'static str);
    const ROWS: &[Row] = &[
        (1, &["/id"], &[], "id"),
        (2, &["/id", "/name"], &[], "id,name"),
        (3, &["/address/city"], &[], "address:(city)"),
        (4, &["/address/city", "/address/zip"], &[], "address:(city,zip)"),
        (5, &["/address", "/address/city"], &[], "address"),
        (5, &["/address/city", "/address"], &[], "address"),
        (6, &["/tags/*"], &[], "tags:($*)"),
        (7, &["/lines/*/sku"], &[], "lines:($*:(sku))"),
        (8, &["/lines/*/sku", "/lines/*/qty"], &[], "lines:($*:(sku,qty))"),
        (9, &["/titles/en_US/text"], &[], "titles:(en_US:(text))"),
        (10, &["/titles/*/text", "/titles/en_US/note"], &[], "titles:($*:(text),en_US:(note))"),
        (11, &["/rows/*/cells/*/v"], &[], "rows:($*:(cells:($*:(v))))"),
        (12, &["/content/com.acme.Image/url"], &[], "content:(com.acme.Image:(url))"),
        (13, &["/content/img/url"], &[], "content:(img:(url))"),
        (14, &["/content/long"], &[], "content:(long)"),
        (15, &["/*"], &[], "$*"),
        (16, &["/attrs/$k"], &[], "attrs:($$k)"),
        (17, &["/tags?start=10&count=5"], &[], "tags:($start:10,$count:5)"),
        (18, &["/tags?count=5"], &[], "tags:($count:5)"),
        (19, &["/tags?start=2"], &[], "tags:($start:2)"),
        (20, &["/tags?start=0&count=3"], &[], "tags:($start:0,$count:3)"),
        (21, &["/tags?start=10&count=5", "/tags?start=20&count=5"], &[], "tags:($start:10,$count:15)"),
        (22, &["/lines?start=10&count=5", "/lines/*/sku"], &[], "lines:($*:(sku),$start:10,$count:5)"),
        (23, &["/lines?start=10&count=5", "/lines"], &[], "lines"),
        (24, &["/lines/*/tags?count=2"], &[], "lines:($*:(tags:($count:2)))"),
        (26, &[], &[], ""),
        (27, &[], &["/secret"], "-secret"),
        (28, &[], &["/address/zip"], "address:(-zip)"),
        (29, &["/id"], &["/secret"], "id,-secret"),
        (30, &["/address"], &["/address/zip"], "address:(-zip,$*)"),
        (31, &["/*"], &["/secret"], "$*,-secret"),
        (32, &[], &["/*"], "-$*"),
        (33, &["/address/city"], &["/address"], "-address"),
        (34, &["/lines/*"], &["/lines/*/cost"], "lines:($*:($*,-cost))"),
        (35, &["/start", "/count"], &[], "start,count"),
    ];
    for (row, keep, remove, expected) in ROWS {
        let projection = merged(keep, remove);
        let text = projection.to_mask().unwrap_or_else(|error| panic!("row {row}: {error}"));
        assert_eq!(projection, mask(expected), "row {row}: {text}");
        assert_eq!(mask(&text), projection, "row {row}: {text}");
    }
}

#[test]
fn section_5_2_row_25_is_refused_because_it_is_useless() {
    let error = path("/attrs/a b", false).to_mask().expect_err("a blank");
    assert_eq!(error.message, "the name `a b` cannot stand in a `fields` mask");
}

#[test]
fn section_5_3_merging() {
    for (ours, theirs, both) in [
        ("a,b", "b,c", "a,b,c"),
        ("a", "-a", "-a"),
        ("a", "a:(b)", "a"),
        ("a", "a:(-b)", "a:(-b,$*)"),
        ("a:(-b)", "a:(c)", "a:(-b,c)"),
        ("a:($*:(-p))", "a", "a:($*:(-p,$*))"),
        ("a:($start:15,$count:20)", "a:($start:20,$count:30)", "a:($start:15,$count:35)"),
        ("a:($start:1)", "a:($count:3)", "a:($*)"),
        ("-$*", "a", "-$*"),
        ("$*", "a,b:(c)", "$*,b:(c)"),
        ("a:(b:(c:(d)))", "a", "a"),
        ("a:($start:4294967295,$count:4294967295)", "a:($start:1,$count:1)", "a:($start:1)"),
    ] {
        let (ours, theirs, both) = (mask(ours), mask(theirs), mask(both));
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
fn section_5_5_every_form() {
    for text in [
        "(id,name)",
        "(*)",
        "(a(b,c))",
        "(elements*(id))",
        "(results*(id))",
        "(paging,elements*(id))",
        "(owner~)",
        "(owner~(first,last))",
        "(target~person(name)~organization(title))",
        "(ids*~(name))",
        "(ids*~person(name))",
        "(pic(displayImage~:playableStreams))",
        "(pic(displayImage~digitalmediaAsset:playableStreams))",
        "(*,elements*(*,organization~(localizedName)))",
        "(content(com.acme.Share(media*(url))))",
        "(a(*),b(*,c))",
        "($URN,a~(x)(y))",
        "(titles(en-US))",
    ] {
        let projection = decorated(text);
        assert_eq!(projection.to_decorated().as_deref(), Ok(text));
        let spaced = text.replace(',', ", ").replace('(', " (\n").replace(')', "%20)");
        assert_eq!(decorated(&spaced), projection, "{spaced}");
        assert_eq!(decorated(text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap()), projection, "{text}");
    }
    for (long, short) in [
        ("(elements(*(id)))", "(elements*(id))"),
        ("(content(com.acme.Share(media(*(url)))))", "(content(com.acme.Share(media*(url))))"),
        ("(ids(*~person(name)))", "(ids*~person(name))"),
        ("(a*)", "(a(*))"),
        ("(id,name,)", "(id,name)"),
    ] {
        assert_eq!(decorated(long), decorated(short), "{long}");
        assert_eq!(decorated(long).to_decorated().as_deref(), Ok(short));
    }
}

#[test]
fn section_5_5_the_tree_of_a_decoration() {
    let projection = decorated("(pic(displayImage~digitalmediaAsset:playableStreams(a)))");
    let image = &projection.items[0].select.as_ref().unwrap().items[0];
    let expected = Decoration {
        at: 0,
        urn: Some("digitalmediaAsset".to_owned()),
        finder: Some("playableStreams".to_owned()),
        select: Some(decorated("(a)")),
    };
    assert_eq!(image.decorations, [expected]);
    assert_eq!((image.at, image.decorations[0].at), (5, 17));
}

#[test]
fn section_5_5_errors_name_the_place_and_the_way_out() {
    for (text, at, len, told) in [
        ("", 0, 0, "nothing is selected (write `(*)` for all fields)"),
        ("(", 1, 0, "expected a name, but it ends here"),
        ("()", 0, 2, "nothing is selected (write `(*)` for all fields, or leave the parentheses out)"),
        ("(a", 2, 0, "expected `,` or `)`, but it ends here"),
        ("(a))", 3, 1, "expected nothing more, found `)` (remove it, or write the `(` that it closes)"),
        ("(a,,b)", 3, 1, "expected a name, found `,` (remove one of the commas)"),
        ("(a b)", 3, 1, "expected `,` or `)`, found `b` (write a comma before it)"),
        ("(a:(b))", 2, 1, "expected `,` or `)`, found `:` (write `name(..)` without the colon)"),
        ("(a:b)", 2, 1, "expected `,` or `)`, found `:` (a `:` stands before the finder of a decoration, as in `image~:playableStreams`)"),
        (
            "(a~:)",
            4,
            1,
            "expected the name of a finder, found `)` (write it after the colon, as in `image~:playableStreams`, or leave the colon out)",
        ),
        ("(-a)", 1, 1, "expected a name, found `-` (only what is wanted can be named)"),
        ("(a($*))", 3, 1, "expected a name, found `$` (write `*` for everything)"),
        ("(a!)", 2, 1, "expected `,` or `)`, found `!` (write `~`; `!` occurs in responses only)"),
        ("(ä)", 1, 2, "expected a name, found `ä` (remove it)"),
    ] {
        let error = parse_decorated(text).expect_err(text);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{text}");
    }
}

#[test]
fn what_a_person_writes_may_be_of_both_languages() {
    for (written, same) in [
        ("(id,address:(city,zip))", "id,address:(city,zip)"),
        ("(id, address(city), lines:($*:(sku), $start:10, $count:5))", "id,address:(city),lines:($*:(sku),$start:10,$count:5)"),
        ("rows:($*:(cells:($*:(v))))", "rows:($*:(cells:($*:(v))))"),
        ("tags:($count:5)", "tags:($count:5)"),
        ("lines*(tags($count:2))", "lines:($*:(tags:($count:2)))"),
        ("content:(com.acme.Image:(url))", "content:(com.acme.Image:(url))"),
        ("attrs:($$k)", "attrs:($$k)"),
        ("$*", "$*"),
    ] {
        let projection = parse_written(written).unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(projection, mask(same), "{written}");
    }
    for (written, at, len, told) in [
        ("($start:1)", 1, 6, "`$start` belongs inside the parentheses of an array (write `field:($start:10)`)"),
        ("a:($start:1,$start:2)", 12, 6, "`$start` is given twice (write it once)"),
        ("a:($count:x)", 10, 1, "expected a number from 0 to 4294967295, found `x` (write digits, as in `$count:5`)"),
        ("a:b", 1, 1, "expected nothing more, found `:` (a `:` stands before the finder of a decoration, as in `image~:playableStreams`)"),
        ("fields=a", 6, 1, "expected nothing more, found `=` (write only what follows `fields=` or `projection=`)"),
    ] {
        let error = parse_written(written).expect_err(written);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{written}");
    }
}

#[test]
fn lexemes_of_another_front_end_are_read_the_same() {
    let kinds = [LexemeKind::Word("a".to_owned()), LexemeKind::Star, LexemeKind::Open, LexemeKind::Word("b".to_owned()), LexemeKind::Close];
    let lexemes: Vec<_> = kinds.into_iter().enumerate().map(|(at, kind)| Lexeme { at, len: 1, kind }).collect();
    assert_eq!(parse_decorated_lexemes(&lexemes, 5), Ok(decorated("(a*(b))")));
    assert_eq!(parse_decorated_lexemes(&lexemes[..4], 4).map_err(|error| error.at), Err(4));
}

#[test]
fn one_projection_in_three_styles() {
    for (text, in_mask, in_flat) in [
        ("(id,name)", Ok("id,name"), Ok("id,name")),
        ("(a(b,c))", Ok("a:(b,c)"), Err("this endpoint takes names only: nothing inside `a` can be selected (write `a` to get all of it)")),
        (
            "(lines*(sku))",
            Ok("lines:($*:(sku))"),
            Err("this endpoint takes names only: nothing inside `lines` can be selected (write `lines` to get all of it)"),
        ),
        ("(*)", Ok("$*"), Err("this endpoint takes names only, so `*` cannot be said (select nothing to get all fields)")),
        (
            "(owner~(name))",
            Err("this endpoint cannot expand URNs: a `fields` parameter has no decorations"),
            Err("this endpoint cannot expand URNs: a `fields` parameter has no decorations"),
        ),
        ("($URN)", Ok("$$URN"), Ok("$URN")),
    ] {
        let projection = decorated(text);
        let told = |outcome: Result<String, restli_core::projection::StyleError>| outcome.map_err(|error| error.to_string());
        assert_eq!(told(projection.to_mask()), in_mask.map(str::to_owned).map_err(str::to_owned), "{text}");
        assert_eq!(told(projection.to_flat()), in_flat.map(str::to_owned).map_err(str::to_owned), "{text}");
    }
    for text in ["-a", "a:($start:1)", "a:()", ""] {
        assert!(mask(text).to_decorated().is_err(), "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    for levels in [MAX_DEPTH - 1, MAX_DEPTH, 100_000] {
        let told = |nested: &str| parse_mask(&format!("a{}", nested.repeat(levels))).map(drop).map_err(|error| error.message);
        assert_eq!(told(":(a").is_err_and(|message| message.contains("nested deeper")), levels >= MAX_DEPTH, "{levels}");
        let text = format!("{}a{}", "(a".repeat(levels), ")".repeat(levels));
        assert_eq!(parse_decorated(&text).is_err_and(|error| error.message.contains("nested deeper")), levels > MAX_DEPTH, "{levels}");
    }
}

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

fn masks() -> impl Strategy<Value = Projection> {
    let leaf = prop::collection::vec((name(), any::<bool>()).prop_map(|(name, remove)| item(name, remove, vec![], None)), 0..4);
    let range = prop::option::of((prop::option::of(any::<u32>()), any::<u32>()));
    let range = range.prop_map(|range| range.map(|(start, count)| Range { start, count: Some(count) }));
    leaf.prop_map(|items| projection(items, None)).prop_recursive(4, 24, 4, move |inner| {
        let below = (inner, range.clone()).prop_map(|(inner, range)| Projection { range, ..inner });
        let nested = (name(), below).prop_map(|(name, below)| item(name, false, vec![], Some(below)));
        prop::collection::vec(nested, 1..4).prop_map(|items| projection(items, None))
    })
}

fn decorations() -> impl Strategy<Value = Projection> {
    let leaf = prop::collection::vec(name().prop_map(|name| item(name, false, vec![], None)), 1..4);
    leaf.prop_map(|items| projection(items, None)).prop_recursive(4, 24, 4, |inner| {
        let word = prop::option::of("[a-z]{1,3}");
        let decoration = (word.clone(), word, prop::option::of(inner.clone()));
        let decoration = decoration.prop_map(|(urn, finder, select)| Decoration { at: 0, urn, finder, select });
        let expanded = (name(), decoration).prop_map(|(name, decoration)| item(name, false, vec![decoration], None));
        let nested = (name(), inner).prop_map(|(name, below)| item(name, false, vec![], Some(below)));
        prop::collection::vec(prop_oneof![expanded, nested], 1..4).prop_map(|items| projection(items, None))
    })
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
    fn merging_is_the_same_either_way_and_twice(ours in masks(), theirs in masks()) {
        let both = ours.merge(&theirs);
        prop_assert_eq!(&theirs.merge(&ours), &both);
        prop_assert_eq!(&both.merge(&both).to_mask(), &both.merge(&both).merge(&both).to_mask());
    }

    #[test]
    fn no_text_is_too_strange(text in "[(),:~*$ a%-]{0,40}|.{0,40}") {
        let _ = parse_mask(&text).map(|mask| mask.to_decorated());
        let _ = parse_decorated(&text).map(|projection| projection.to_mask());
        let _ = parse_written(&text).map(|projection| projection.to_mask());
    }
}
