//! Projections built at run time, and what a type says of them.

use restli_core::Json;
use restli_core::projection::{Decoration, Projection};

use crate::common::{Bag, Everything};

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
