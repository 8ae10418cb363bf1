//! Projections, row by row of the protocol's tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use proptest::prelude::*;
use restli_core::Json;
use restli_core::projection::{Decoration, Item, Lexeme, LexemeKind, MAX_DEPTH, Name, Projection, Range, parse_mask, parse_path};

use restli_core::support::{Composed, Fragment};

mod common;
use common::{Bag, Everything};

fn mask(text: &str) -> Projection {
    parse_mask(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn decorated(text: &str) -> Projection {
    Projection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The rows of a table in `tests/tables`: columns without the blanks around them.
fn rows<const COLUMNS: usize>(table: &str) -> Vec<[String; COLUMNS]> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let columns = |line: &str| line.splitn(COLUMNS, '|').map(|column| column.trim().to_owned()).collect::<Vec<_>>();
    lines.map(|line| columns(line).try_into().unwrap_or_else(|row| panic!("{row:?}"))).collect()
}

/// The same path, with what it leads to removed rather than kept.
fn removing(mut path: Projection) -> Projection {
    for item in &mut path.items {
        item.remove = item.select.is_none();
        item.select = item.select.take().map(removing);
    }
    path
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
    for [row, keep, remove, expected] in rows(include_str!("tables/paths.txt")) {
        // Blanks stand between paths; one inside a name is written `␣`.
        let path = |text: &str| parse_path(&text.replace('␣', " ")).unwrap_or_else(|error| panic!("row {row}: {error}"));
        let paths = |column: &str| column.split_whitespace().map(path).collect::<Vec<_>>();
        let all = paths(&keep).into_iter().chain(paths(&remove).into_iter().map(removing));
        let projection = all.reduce(|all, one| all.merge(&one)).unwrap_or_default();
        match projection.to_mask() {
            Ok(text) => {
                assert_eq!(projection, mask(&expected), "row {row}: {text}");
                assert_eq!(mask(&text), projection, "row {row}: {text}");
            }
            Err(error) => assert_eq!(error.to_string(), expected, "row {row}"),
        }
    }
}

#[test]
fn section_5_2_what_is_no_path() {
    for (text, at, len, told) in [
        ("id", 0, 2, "a path starts with `/`"),
        ("", 0, 0, "a path starts with `/`"),
        ("/", 1, 0, "expected a name after `/`"),
        ("/a//b", 3, 0, "expected a name after `/`"),
        ("/a?first=1", 3, 7, "expected `start=` or `count=` and a number, found `first=1`"),
        ("/a?start=1&count=-1", 11, 8, "expected `start=` or `count=` and a number, found `count=-1`"),
        ("/a?", 3, 0, "expected `start=` or `count=` and a number, found ``"),
    ] {
        let error = parse_path(text).expect_err(text);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{text}");
    }
}

#[test]
fn section_5_3_merging() {
    for [ours, theirs, both] in rows(include_str!("tables/merging.txt")) {
        let (ours, theirs, both) = (mask(&ours), mask(&theirs), mask(&both));
        assert_eq!(ours.merge(&theirs), both, "{:?}", ours.merge(&theirs).to_mask());
        assert_eq!(theirs.merge(&ours), both, "{:?}", theirs.merge(&ours).to_mask());
    }
}

#[test]
fn section_5_4_applying() {
    let data = r#"{"a":1,"b":{"c":2,"d":3},"e":[{"x":1,"y":2},{"x":3}],"m":{"k1":{"x":1,"y":2},"k2":{"x":3}},"p":[1,2,3]}"#;
    let data: Json = serde_json::from_str(data).expect("data");
    for [text, expected] in rows(include_str!("tables/applying.txt")) {
        let left = mask(&text).apply(&data);
        assert_eq!(left.map_or_else(|error| error.to_string(), |left| left.to_string()), expected, "{text}");
    }
    assert_eq!(mask("$*:(x)").apply(&data["e"]).expect("an array").to_string(), r#"[{"x":1},{"x":3}]"#);
    assert_eq!(decorated("(b,m(k1~))").apply(&data).expect_err("no mask").to_string(), "a mask expands no URNs: k1~");
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
        ("(a*:(b))", 3, 1, "expected `,` or `)`, found `:` (write `name(..)` without the colon)"),
        ("(a:b)", 2, 1, "expected `,` or `)`, found `:` (a `:` stands before the finder of a decoration, as in `image~:playableStreams`)"),
        (
            "(a~:)",
            4,
            1,
            "expected the name of a finder, found `)` (write it after the colon, as in `image~:playableStreams`, or leave the colon out)",
        ),
        ("(-a)", 1, 1, "expected a name, found `-` (name the fields to keep; the others are left out)"),
        ("(a!)", 2, 1, "expected `,` or `)`, found `!` (write `~`; `!` occurs in responses only)"),
        ("(ä)", 1, 2, "expected a name, found `ä` (remove it)"),
    ] {
        let error = Projection::parse(text).expect_err(text);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{text}");
    }
}

#[test]
fn parse_mixed_mask_and_decorated_syntax_equals_mask() {
    for (written, same) in [
        ("id,address:(city,zip)", "id,address:(city,zip)"),
        ("id, address(city), lines:($*:(sku), $start:10, $count:5)", "id,address:(city),lines:($*:(sku),$start:10,$count:5)"),
        ("rows:($*:(cells:($*:(v))))", "rows:($*:(cells:($*:(v))))"),
        ("tags:($count:5)", "tags:($count:5)"),
        ("lines*(tags($count:2))", "lines:($*:(tags:($count:2)))"),
        ("content:(com.acme.Image:(url))", "content:(com.acme.Image:(url))"),
        ("attrs:($$k)", "attrs:($$k)"),
        ("$*", "$*"),
    ] {
        assert_eq!(decorated(&format!("({written})")), mask(same), "{written}");
    }
    for (written, at, len, told) in [
        ("($start:1)", 1, 6, "`$start` belongs inside the parentheses of an array (write `field:($start:10)`)"),
        ("(a:($start:1,$start:2))", 13, 6, "`$start` is given twice (write it once)"),
        ("(a:($count:x))", 11, 1, "expected a number from 0 to 4294967295, found `x` (write digits, as in `$count:5`)"),
        ("a:b", 1, 1, "expected nothing more, found `:` (a `:` stands before the finder of a decoration, as in `image~:playableStreams`)"),
        ("fields=a", 6, 1, "expected nothing more, found `=` (write only what follows `fields=` or `projection=`)"),
    ] {
        let error = Projection::parse(written).expect_err(written);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{written}");
    }
}

#[test]
fn lexemes_of_another_front_end_are_read_the_same() {
    let kinds = [LexemeKind::Word("a".to_owned()), LexemeKind::Star, LexemeKind::Open, LexemeKind::Word("b".to_owned()), LexemeKind::Close];
    let lexemes: Vec<_> = kinds.into_iter().enumerate().map(|(at, kind)| Lexeme { at, len: 1, kind }).collect();
    assert_eq!(Projection::parse_lexemes(&lexemes, 5), Ok(decorated("(a*(b))")));
    assert_eq!(Projection::parse_lexemes(&lexemes[..4], 4).map_err(|error| error.at), Err(4));
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
    for text in ["-a", "a:($start:1)", "a:($$start)", "a:()", ""] {
        assert!(mask(text).to_decorated().is_err(), "{text}");
    }
}

#[test]
fn either_language_is_read() {
    for (text, same) in [
        ("(id,address(city))", "(id,address(city))"),
        ("id,address(city)", "(id,address(city))"),
        ("id,address:(city),lines:($*:(sku))", "(id,address(city),lines*(sku))"),
        ("image~:streams", "(image~:streams)"),
        ("owner~,lines:($*:(sku))", "(owner~,lines*(sku))"),
        ("(owner~,lines:($*:(sku)))", "(owner~,lines*(sku))"),
        (" $*", "(*)"),
        ("attrs:($$k)", "(attrs($k))"),
    ] {
        assert_eq!(Projection::parse(text), Ok(decorated(same)), "{text}");
    }
    for text in ["-a", "a,-b", "a:($start:1)", "a:()"] {
        assert_eq!(Projection::parse(text), Ok(mask(text)), "{text}");
    }
    assert!(Projection::parse("").is_err() && Projection::parse("(-a)").is_err() && Projection::parse("a(").is_err());
}

#[test]
fn a_projection_is_built_name_by_name() {
    let select = || Projection::new().field("name");
    for (built, text) in [
        (Projection::new().field("id").field("name"), "(id,name)"),
        (Projection::new().all().inside("a", select()), "(*,a(name))"),
        (Projection::new().each("lines", select()), "(lines*(name))"),
        (Projection::new().expand("owner", Decoration::new()), "(owner~)"),
        (Projection::new().expand("owner", Decoration::new().of("person").select(select())), "(owner~person(name))"),
        (Projection::new().expand_each("ids", Decoration::new().through("streams")), "(ids*~:streams)"),
        (
            Projection::new().expand("to", Decoration::new().of("a")).expand("to", Decoration::new().of("b").select(select())),
            "(to~a~b(name))",
        ),
    ] {
        assert_eq!(built.to_decorated().as_deref(), Ok(text));
    }
}

#[test]
fn a_type_says_at_run_time_what_it_does_not_have() {
    for fits in [
        "(flag,text~,maybePlace(street,zip),places*(zip),byName(home(zip)),byName*(zip),anything(what(ever)),words*~person(x),type)",
        "(*,tree(left(right(payload(com.example.Tree(name))))),content(com.example.Place(street)),$URN,matrix*(*))",
        "-text,places:($*:(-zip),$start:1),words:($count:2)",
    ] {
        assert_eq!(Projection::parse(fits).expect(fits).check::<Everything>(), Ok(()), "{fits}");
    }
    for (text, told) in [
        (
            "(txt,maybeplace)",
            "/txt: no field `txt` on `com.example.Everything` (did you mean `text`?)\n\
            /maybeplace: no field `maybeplace` on `com.example.Everything` (did you mean `maybePlace`?)",
        ),
        ("(headline)", "/headline: no field `headline` on `com.example.Everything`"),
        ("(tree(left(nam)))", "/tree/left/nam: no field `nam` on `com.example.Tree` (did you mean `name`?)"),
        ("(places(zip))", "/places/zip: an array has no names (did you mean `/places/*/zip`?)"),
        ("(places*(zap))", "/places/*/zap: no field `zap` on `com.example.Place` (did you mean `zip`?)"),
        ("(byName(home(zap)))", "/byName/home/zap: no field `zap` on `com.example.Place` (did you mean `zip`?)"),
        ("(content(com.example.Plaice))", "/content/com.example.Plaice: no member `com.example.Plaice` in `com.example.Content`"),
        ("(big(x))", "/big: a scalar: nothing can be selected inside it"),
        ("(big~,tree~person)", "/big: `~` expands a URN, and this is none\n/tree: `~person` expands a URN, and this is none"),
        ("(*(x))", "/*: `com.example.Everything` is neither array nor map: its `*` takes nothing after it"),
        (
            "-txt,tree:($start:1)",
            "/txt: no field `txt` on `com.example.Everything` (did you mean `text`?)\n\
            /tree: not an array: `$start` and `$count` have no meaning in it",
        ),
    ] {
        let error = Projection::parse(text).expect(text).check::<Everything>().expect_err(text);
        assert_eq!(error.to_string(), told, "{text}");
    }
    assert_eq!(Projection::new().field("whatever").check::<Bag>(), Ok(()), "an open record");
    assert!(Projection::new().field("idd").check::<Bag>().is_err(), "a slip");
    assert_eq!(Projection::new().field("whatever").check::<Json>(), Ok(()));
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
fn masks() -> impl Strategy<Value = Projection> {
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
fn decorations() -> impl Strategy<Value = Projection> {
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

    #[test]
    fn no_text_is_too_strange(text in "[(),:~*$ a%-]{0,40}|.{0,40}") {
        let _ = parse_mask(&text).map(|mask| mask.to_decorated());
        let _ = Projection::parse(&text).map(|projection| projection.to_mask());
    }
}
