//! The grammar of masks, and masks from paths (`docs/protocol.md §5.1, §5.2`).

use restli_core::projection::{Item, Name, Projection, parse_mask, parse_path};

use crate::{mask, rows};

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
    for [row, keep, remove, expected] in rows(include_str!("../tables/paths.txt")) {
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

/// The same path, with what it leads to removed rather than kept.
fn removing(mut path: Projection) -> Projection {
    for item in &mut path.items {
        item.remove = item.select.is_none();
        item.select = item.select.take().map(removing);
    }
    path
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
