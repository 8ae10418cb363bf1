//! Projections that expand URNs (`docs/protocol.md §5.5`).

use restli_core::projection::{Decoration, Lexeme, LexemeKind, Projection};

use crate::decorated;

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
        (
            "(größe)",
            3,
            2,
            "expected `,` or `)`, found `ö` (no projection can name a field with `ö` in its name: select the whole around it; where that is the \
             entity, leave the projection out)",
        ),
        ("(a&b)", 2, 1, "expected `,` or `)`, found `&` (write `,`)"),
    ] {
        let error = Projection::parse(text).expect_err(text);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{text}");
    }
}

#[test]
fn lexemes_of_another_front_end_are_read_the_same() {
    let kinds = [LexemeKind::Word("a".to_owned()), LexemeKind::Star, LexemeKind::Open, LexemeKind::Word("b".to_owned()), LexemeKind::Close];
    let lexemes: Vec<_> = kinds.into_iter().enumerate().map(|(at, kind)| Lexeme { at, len: 1, kind }).collect();
    assert_eq!(Projection::parse_lexemes(&lexemes, 5), Ok(decorated("(a*(b))")));
    assert_eq!(Projection::parse_lexemes(&lexemes[..4], 4).map_err(|error| error.at), Err(4));
}
