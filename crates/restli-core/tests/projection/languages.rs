//! Both languages of projections, read as one and written in each style.

use restli_core::projection::Projection;

use crate::{decorated, mask};

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
        ("fields=a", 6, 1, "expected nothing more, found `=` (write only what follows `fields=`)"),
    ] {
        let error = Projection::parse(written).expect_err(written);
        assert_eq!((error.at, error.len, error.to_string().as_str()), (at, len, told), "{written}");
    }
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
        ("(id,x$)", Ok("id,x$$"), Ok("id,x$")),
    ] {
        let projection = decorated(text);
        let told = |outcome: Result<String, restli_core::projection::StyleError>| outcome.map_err(|error| error.to_string());
        assert_eq!(told(projection.to_mask()), in_mask.map(str::to_owned).map_err(str::to_owned), "{text}");
        assert_eq!(told(projection.to_flat()), in_flat.map(str::to_owned).map_err(str::to_owned), "{text}");
    }
    for text in ["-a", "x$$", "a:($start:1)", "a:($$start)", "a:()", ""] {
        assert!(mask(text).to_decorated().is_err(), "{text}");
    }
}
