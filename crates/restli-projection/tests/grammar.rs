//! Every form of the protocol's tables, written as tokens and as text.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by a panic")]

use proc_macro2::TokenStream;
use restli_projection::catalog::{Catalog, Decoration, FieldEntry, Kind, Module, Ty, TypeEntry, TypeName, Wrapper};
use restli_projection::macros::expand_projection;

const STRING: Ty<'static> = Ty::leaf("::std::string::String");
const LONG: Ty<'static> = Ty::leaf("i64");
const URN: Ty<'static> = Ty::leaf("$crate::urns::AnyUrn");

const ADDRESS: TypeName<'static> = "Address";
const LINE: TypeName<'static> = "Line";
const TITLE: TypeName<'static> = "Title";
const ROW: TypeName<'static> = "Row";
const CELL: TypeName<'static> = "Cell";
const CONTENT: TypeName<'static> = "Content";
const IMAGE: TypeName<'static> = "Image";
const PERSON: TypeName<'static> = "Person";
const ORGANIZATION: TypeName<'static> = "Organization";
const PICTURE: TypeName<'static> = "Picture";

const fn entry(name: &'static str, rust: &'static str, fields: &'static [FieldEntry<'static>]) -> TypeEntry<'static> {
    TypeEntry { name, full_name: name, rust, doc: "", kind: Kind::Record, fields }
}

const fn optional(wire: &'static str, ty: Ty<'static>) -> FieldEntry<'static> {
    FieldEntry::optional(wire, wire, ty, "")
}

const fn to(urn: &'static str, target: TypeName<'static>) -> Decoration<'static> {
    Decoration { urn: Some(urn), finder: None, target, collection: false }
}

const STREAMS: Decoration<'static> =
    Decoration { urn: Some("digitalmediaAsset"), finder: Some("playableStreams"), target: IMAGE, collection: true };

/// The records that the tables of `docs/protocol.md §5` speak of.
static CATALOG: Catalog<'static> = Catalog { modules: &[Module { types: TYPES, resources: &[] }] };

static TYPES: &[TypeEntry<'static>] = &[
    entry(
        "Thing",
        "$crate::Thing",
        &[
            optional("address", Ty::named(ADDRESS)),
            optional("attrs", STRING.within(&[Wrapper::Map])),
            optional("content", Ty::named(CONTENT)),
            optional("id", LONG),
            optional("ids", URN.within(&[Wrapper::Array])).decorated(&[to("person", PERSON)]),
            optional("lines", Ty::named(LINE).within(&[Wrapper::Array])),
            optional("name", STRING),
            optional("owner", URN).decorated(&[to("person", PERSON)]),
            optional("pic", Ty::named(PICTURE)),
            optional("rows", Ty::named(ROW).within(&[Wrapper::Array])),
            optional("secret", STRING),
            optional("tags", STRING.within(&[Wrapper::Array])),
            optional("target", URN).decorated(&[to("organization", ORGANIZATION), to("person", PERSON)]),
            optional("titles", Ty::named(TITLE).within(&[Wrapper::Map])),
        ],
    ),
    entry("Address", "$crate::Address", &[optional("city", STRING), optional("zip", STRING)]),
    entry(
        "Line",
        "$crate::Line",
        &[
            optional("cost", LONG),
            optional("organization", URN).decorated(&[to("organization", ORGANIZATION)]),
            optional("qty", LONG),
            optional("sku", STRING),
            optional("tags", STRING.within(&[Wrapper::Array])),
        ],
    ),
    entry("Title", "$crate::Title", &[optional("note", STRING), optional("text", STRING)]),
    entry("Row", "$crate::Row", &[optional("cells", Ty::named(CELL).within(&[Wrapper::Array]))]),
    entry("Cell", "$crate::Cell", &[optional("v", STRING)]),
    TypeEntry {
        kind: Kind::Union,
        ..entry(
            "Content",
            "$crate::Content",
            &[
                FieldEntry::optional("com.acme.Image", "Image", Ty::named(IMAGE), ""),
                FieldEntry::optional("img", "Img", Ty::named(IMAGE), ""),
                FieldEntry::optional("long", "Long", LONG, ""),
            ],
        )
    },
    entry("Image", "$crate::Image", &[optional("media", Ty::named(CELL).within(&[Wrapper::Array])), optional("url", STRING)]),
    entry("Person", "$crate::Person", &[optional("first", STRING), optional("last", STRING), optional("name", STRING)]),
    entry("Organization", "$crate::Organization", &[optional("localizedName", STRING), optional("title", STRING)]),
    entry("Picture", "$crate::Picture", &[optional("displayImage", URN).decorated(&[STREAMS])]),
];

fn expanded(form: &str, written: &str) -> String {
    let input: TokenStream = format!("(client) Thing: {form}").parse().unwrap_or_else(|error| panic!("{written}: {error}"));
    expand_projection(input, &CATALOG).to_string()
}

/// Returns the wire text of a projection in the style named; empty if the style cannot express it.
fn sent(written: &str, style: &str) -> String {
    let grouped = if written.starts_with('(') { written.to_owned() } else { format!("({written})") };
    let (tokens, text) = (expanded(&grouped, written), expanded(&format!("{written:?}"), written));
    assert!(!tokens.contains("compile_error"), "{written}: {tokens}");
    assert_eq!(tokens, text, "{written}");
    let (_, styles) = tokens.split_once("Styles :: new").expect("the texts in each style");
    let position = ["restli", "decorated", "flat"].iter().position(|known| *known == style).expect("a style");
    let text = styles.split(":: core :: option :: Option :: ").nth(position + 1).expect("a text or none");
    text.strip_prefix("Some").and_then(|text| text.split('"').nth(1)).unwrap_or_default().to_owned()
}

#[test]
fn every_positive_mask_of_section_5_2() {
    for mask in [
        "id",
        "id,name",
        "address:(city)",
        "address:(city,zip)",
        "address",
        "tags:($*)",
        "lines:($*:(sku))",
        "lines:($*:(sku,qty))",
        "titles:(en_US:(text))",
        "titles:($*:(text),en_US:(note))",
        "rows:($*:(cells:($*:(v))))",
        "content:(com.acme.Image:(url))",
        "content:(img:(url))",
        "content:(long)",
        "$*",
        "attrs:($$k)",
        "tags:($start:10,$count:5)",
        "tags:($count:5)",
        "tags:($start:2)",
        "tags:($start:0,$count:3)",
        "lines:($*:(sku),$start:10,$count:5)",
        "lines",
        "lines:($*:(tags:($count:2)))",
    ] {
        assert_eq!(sent(mask, "restli"), mask, "{mask}");
    }
    // A member of a union may be called by its last name, and goes by its full one.
    assert_eq!(sent("content:(Image:(url))", "restli"), "content:(com.acme.Image:(url))");
}

#[test]
fn every_form_of_section_5_5() {
    for (written, expected) in [
        ("(id,name)", "(id,name)"),
        ("(*)", "(*)"),
        ("(address(city,zip))", "(address(city,zip))"),
        ("(lines*(sku))", "(lines*(sku))"),
        ("(lines(*(sku)))", "(lines*(sku))"),
        ("(lines*)", "(lines(*))"),
        ("(owner~)", "(owner~)"),
        ("(owner~(first,last))", "(owner~(first,last))"),
        ("(owner~person(first))", "(owner~person(first))"),
        ("(target~person(name)~organization(title))", "(target~person(name)~organization(title))"),
        ("(ids*~(name))", "(ids*~(name))"),
        ("(ids(*~person(name)))", "(ids*~person(name))"),
        ("(pic(displayImage~:playableStreams))", "(pic(displayImage~:playableStreams))"),
        ("(pic(displayImage~digitalmediaAsset:playableStreams))", "(pic(displayImage~digitalmediaAsset:playableStreams))"),
        ("(pic(displayImage~:playableStreams(elements*(url),paging)))", "(pic(displayImage~:playableStreams(elements*(url),paging)))"),
        ("(*,lines*(*,organization~(localizedName)))", "(*,lines*(*,organization~(localizedName)))"),
        ("(content(com.acme.Image(media(*(v)))))", "(content(com.acme.Image(media*(v))))"),
        ("(content(Image(media*(v))))", "(content(com.acme.Image(media*(v))))"),
        ("(titles(en_US(text),de_DE(text)))", "(titles(en_US(text),de_DE(text)))"),
        ("($URN, id,)", "($URN,id)"),
    ] {
        assert_eq!(sent(written, "decorated"), expected, "{written}");
    }
}

/// Projections outside the positive subset are refused, as tokens and as text.
#[test]
fn projection_outside_the_positive_subset_is_refused() {
    for written in
        ["(-secret)", "(address(-zip))", "(elements*(id))", "(results*(id))", "(paging,elements*(id))", "()", "(tags($start:-1))"]
    {
        for form in [written.to_owned(), format!("{written:?}")] {
            assert!(expanded(&form, written).contains("compile_error"), "{form}");
        }
    }
}
