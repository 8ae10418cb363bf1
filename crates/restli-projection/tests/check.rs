//! Result types of projections, and the problems of projections that do not fit.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod common;

use std::fmt::Write as _;

use common::{CATALOG, POST, PROFILE};
use restli_core::projection::Projection;
use restli_projection::catalog::{Catalog, Module, TypeName};
use restli_projection::checked::{Selection, Value};
use restli_projection::{check, text};

/// A selection on one line: `?` marks what may be absent.
fn outline(selection: &Selection<'_>) -> String {
    let mut members: Vec<String> = selection
        .members
        .iter()
        .map(|member| format!("{}{}: {}", member.rust, if member.optional { "?" } else { "" }, value(&member.value)))
        .collect();
    members.extend(selection.rest.then(|| "..".to_owned()));
    format!("{{ {} }}", members.join(", "))
}

fn value(of: &Value<'_>) -> String {
    match of {
        Value::Json => "Json".to_owned(),
        Value::Failure => "Error".to_owned(),
        Value::Urn => "Urn".to_owned(),
        Value::Leaf(rust) => rust.rsplit("::").next().unwrap_or_default().to_owned(),
        Value::Whole(name) => CATALOG.get(name).map(|entry| entry.name.to_owned()).unwrap_or_default(),
        Value::Selected(selection) => outline(selection),
        Value::Array(item) => format!("[{}]", value(item)),
        Value::Map("", item) => format!("{{String: {}}}", value(item)),
        Value::Map(key, item) => format!("{{{}: {}}}", key.rsplit("::").next().unwrap_or_default(), value(item)),
        Value::Collection(item) => format!("Collection<{}>", value(item)),
        Value::Embedded(number) => format!("..{number}"),
    }
}

#[track_caller]
fn fits(root: TypeName<'static>, projection: &str) -> String {
    let parsed = Projection::parse(projection).unwrap_or_else(|error| panic!("{projection}: {error}"));
    match check(&CATALOG, root, &parsed) {
        Ok(checked) => outline(&checked.selection),
        Err(problems) => panic!("{projection}: {problems:#?}"),
    }
}

/// Result type of a picture whose expansion is selected whole.
const WHOLE_PICTURE: &str =
    "{ profile_picture?: { display_image?: Urn, display_image_decorated?: Collection<Artifact>, display_image_error?: Error } }";

#[test]
fn a_projection_gives_what_it_names() {
    let cases = [
        // Fields as they are: required, optional, with a default, deprecated, keywords.
        ("(id,headline,level,nickname,type)", "{ id: String, headline?: String, level: i32, nickname?: String, r#type: String }"),
        // Whole records, and parts of them.
        ("(firstName)", "{ first_name?: LocalText }"),
        ("(firstName(*))", "{ first_name?: LocalText }"),
        ("(firstName(localized))", "{ first_name?: { localized: {String: String} } }"),
        // Arrays and maps.
        ("(friends)", "{ friends?: [Profile] }"),
        ("(friends*)", "{ friends?: [Profile] }"),
        ("(friends*(id,friends*(id)))", "{ friends?: [{ id: String, friends?: [{ id: String }] }] }"),
        ("(friends(*(id)))", "{ friends?: [{ id: String }] }"),
        ("friends:($*:(id),$start:1,$count:3)", "{ friends?: [{ id: String }] }"),
        ("tags:($count:3)", "{ tags: [String] }"),
        ("(positions*(title))", "{ positions?: {String: { title?: LocalText }} }"),
        ("(firstName(localized(en_US,de_DE)))", "{ first_name?: { localized: {String: String} } }"),
        ("(positions(7(title),8(company)))", "{ positions?: {String: { title?: LocalText, company?: Urn }} }"),
        (
            "(positions(*(title(preferred)),7(title(localized))))",
            "{ positions?: {String: { title?: { preferred?: String, localized?: {String: String} } }} }",
        ),
        ("(positions(*(title),7))", "{ positions?: {String: { title?: LocalText, company?: Urn, .. }} }"),
        ("(positions(7(title),8(title)))", "{ positions?: {String: { title?: LocalText }} }"),
        // Expansions.
        ("(organization~)", "{ organization?: OrganizationUrn, organization_decorated?: Organization, organization_error?: Error }"),
        (
            "(organization~(localizedName))",
            "{ organization?: OrganizationUrn, organization_decorated?: { localized_name?: String }, organization_error?: Error }",
        ),
        (
            "(organization~organization(localizedName),organization)",
            "{ organization?: OrganizationUrn, organization_decorated?: { localized_name?: String }, organization_error?: Error }",
        ),
        ("(profilePicture(displayImage~:playableStreams))", WHOLE_PICTURE),
        // A finder gives a collection, and what is asked of it names its envelope.
        ("(profilePicture(displayImage~:playableStreams(elements,paging)))", WHOLE_PICTURE),
        ("(profilePicture(displayImage~:playableStreams(elements*(*))))", WHOLE_PICTURE),
        ("(profilePicture(displayImage~:playableStreams(*)))", WHOLE_PICTURE),
        (
            "(profilePicture(displayImage~asset:playableStreams(elements*(identifiers*(identifier))),displayImageDecorated))",
            "{ profile_picture?: { display_image?: Urn, display_image_decorated_?: Collection<{ identifiers: [{ identifier: String }] }>, \
             display_image_error?: Error, display_image_decorated?: String } }",
        ),
        // Several types of URN: one type for all; what is the same in none is left as it comes.
        ("(handle~email(address))", "{ handle?: Urn, handle_decorated?: { address?: String }, handle_error?: Error }"),
        (
            "(handle~email(address,kind)~phone(number,kind))",
            "{ handle?: Urn, handle_decorated?: { address?: String, kind?: Json, number?: String }, handle_error?: Error }",
        ),
        ("(handle~(address,number))", "{ handle?: Urn, handle_decorated?: { address?: String, number?: String }, handle_error?: Error }"),
        ("(handle~)", "{ handle?: Urn, handle_decorated?: { address?: String, kind?: Json, number?: String }, handle_error?: Error }"),
        // How arrays of URNs come back is not known.
        ("(skills*~(localizedName))", "{ skills?: [Json], skills_decorated?: Json, skills_error?: Error }"),
        // What the schema leaves open.
        ("(badges(a(b)))", "{ badges?: Json }"),
        ("(positions*(title,somethingElse(x)))", "{ positions?: {String: { title?: LocalText, .. }} }"),
        // What must be named, and what is never sent, `*` does not bring.
        (
            "(*,salary)",
            "{ badges?: Json, first_name?: LocalText, friends?: [Profile], handle?: Urn, headline?: String, id: String, level: i32, \
             nickname?: String, organization?: OrganizationUrn, positions?: {String: Position}, profile_picture?: Picture, \
             skills?: [Urn], salary?: i64, tags: [String], r#type: String }",
        ),
        ("(id,$URN)", "{ id: String, urn?: Urn }"),
        // Everything, with something more.
        ("(positions*(*))", "{ positions?: {String: Position} }"),
        (
            "(profilePicture(*,displayImage~:playableStreams))",
            "{ profile_picture?: { created?: i64, display_image?: Urn, display_image_decorated_?: Collection<Artifact>, display_image_error?: Error, \
             display_image_decorated?: String } }",
        ),
        (
            "(positions*(*,company~(id)))",
            "{ positions?: {String: { company?: Urn, company_decorated?: { id?: i64 }, company_error?: Error, title?: LocalText, .. }} }",
        ),
    ];
    for (projection, expected) in cases {
        assert_eq!(fits(PROFILE, projection), expected, "{projection}");
    }
    let cases = [
        ("(content)", "{ content: Content }"),
        ("(content(com.example.Share(media*(width)),string))", "{ content: { Share?: { media: [{ width?: i32 }] }, String?: String } }"),
        ("(content(Share(url)))", "{ content: { Share?: { url?: String } } }"),
        ("content:(com.example.Share:(url))", "{ content: { Share?: { url?: String } } }"),
        (
            "(author~person(headline)~organization(localizedName))",
            "{ author: Urn, author_decorated?: { headline?: String, localized_name?: String }, author_error?: Error }",
        ),
    ];
    for (projection, expected) in cases {
        assert_eq!(fits(POST, projection), expected, "{projection}");
    }
}

#[test]
fn every_problem_is_told_with_its_place_and_a_way_out() {
    let of_profile = [
        "(id,fristName,head_line)",
        "(id,localizedName)",
        "(id,identifier,nothingLikeIt)",
        "(elements*(id),paging)",
        "(profilePicture(shape))",
        "(id(x),headline*,organization(localizedName))",
        "(friends(headline,id),firstName(localized*(x)))",
        "(positions*~,skills~(id),friends~)",
        "(firstName*(localized),profilePicture~(id))",
        "elements:($*:(id,fristName))",
        "(elements*(elements*(id)),paging)",
        "(results(*),status)",
        "(id,..Names)",
        "(id,salt,sal)",
        "(id~,headline~:x)",
        "(profilePicture(displayImage~,created~))",
        "(profilePicture(displayImage~:playableStream))",
        "(profilePicture(displayImage~:playableStreams(identifiers*(identifier,indx))))",
        "(profilePicture(displayImage~:playableStreams(elements(identifiers),paging(total))))",
        "(profilePicture(displayImage~:playableStreams(elements*(identifier))))",
        "(profilePicture(displayImage(identifiers)),skills*(id))",
        "(handle~emial(address),organization~person)",
        "(handle~(address,numbr))",
        "(organization~organization(localizdName))",
        "(positions*(titel))",
        "(id,id,firstName,firstName(localized))",
        "-id,firstName:(-localized)",
        "firstName:($start:1),friends:()",
        "firstName:()",
        "(friends*~(id))",
    ];
    let of_post = ["(content(Share,com.example.Share))", "(content(video))", "(content(*(url)))", "(author~person(headline)~person(id))"];
    let mut out = String::new();
    let all = of_profile.map(|projection| (PROFILE, projection)).into_iter().chain(of_post.map(|projection| (POST, projection)));
    for (root, projection) in all {
        let parsed = Projection::parse(projection).unwrap_or_else(|error| panic!("{projection}: {error}"));
        let problems = check(&CATALOG, root, &parsed).expect_err(projection);
        for problem in problems {
            let help = problem.help.map(|help| format!("    help: {help}\n")).unwrap_or_default();
            let _ = writeln!(out, "{}\n{}\n{help}", problem.message, text::underlined(projection, problem.at, problem.len));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn undeclared_name_with_dots_of_an_open_record_is_asked_for() {
    let position = "{ positions?: {String: { title?: LocalText, .. }} }";
    for projection in ["(positions*(title,title.count))", "(positions*(title,title.x.y))", "(positions*(title,company.id.count))"] {
        assert_eq!(fits(PROFILE, projection), position, "{projection}");
    }
    let path = Projection::parse("(positions*(title.localized))").expect("a projection");
    let problems = check(&CATALOG, PROFILE, &path).expect_err("a path of declared fields");
    let helps: Vec<&str> = problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert_eq!(helps, ["what is inside a field stands in parentheses: write `title(localized)`"]);
}

#[test]
fn help_on_a_path_is_a_projection_that_fits() {
    let paths = [
        "firstName.localised",
        "firstName.localized.en_US",
        "friends.id",
        "friends.0.firstName.localised",
        "positions.title.localised",
        "profilePicture.displayImage.elements",
        "profilePicture.displayImage.elements.identifiers.indx",
        "organization.localizdName",
        "id.x",
    ];
    for path in paths {
        let problems = check(&CATALOG, PROFILE, &Projection::parse(&format!("({path})")).expect("a projection")).expect_err(path);
        let help = problems.first().and_then(|problem| problem.help.as_deref()).unwrap_or_default();
        let (_, written) = help.split_once("write `").unwrap_or_else(|| panic!("{path}: {help}"));
        fits(PROFILE, &format!("({})", written.trim_end_matches('`')));
        assert_eq!(problems.len(), 1, "{path}: {problems:?}");
    }
}

#[test]
fn unknown_name_that_shares_a_word_with_a_field_is_not_answered_with_that_field_alone() {
    let projection = Projection::parse("(mainPictureUrl)").expect("a projection");
    let problems = check(&CATALOG, PROFILE, &projection).expect_err("an unknown name");
    let helps: Vec<&str> = problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert_eq!(helps, ["`Profile` has `profilePicture`; what it has is listed at `people::Profile`"]);
}

#[test]
fn map_key_with_a_blank_is_refused() {
    let parsed = Projection {
        items: vec![restli_core::projection::Item::all(restli_core::projection::Name::Is("en US".to_owned()), 0)],
        range: None,
    };
    let mut localized = Projection::parse("(firstName(localized(x)))").expect("a projection");
    let keys = localized.items.first_mut().and_then(|item| item.select.as_mut()).and_then(|select| select.items.first_mut());
    keys.expect("the map").select = Some(parsed);
    let problems = check(&CATALOG, PROFILE, &localized).expect_err("a blank in a key");
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn roots_are_records_and_resources_each_name_once() {
    assert_eq!((CATALOG.root("Me"), CATALOG.root("Profile")), (Some(PROFILE), Some(PROFILE)));
    assert_eq!((CATALOG.root("me"), CATALOG.root("Content")), (None, None), "another case, and a union");
    let twice = Catalog { modules: &[CATALOG.modules[0], Module { types: &[], resources: &[("Me", PROFILE), ("Post", PROFILE)] }] };
    assert_eq!(twice.root("Post"), Some(POST), "a record comes before a resource of its name");
    assert_eq!(twice.roots(), CATALOG.roots());
}

#[test]
fn many_problems_and_long_names_take_no_time() {
    let projection = format!("({})", (0..20_000).map(|n| format!("unknownFieldNumber{n}")).collect::<Vec<_>>().join(","));
    let parsed = Projection::parse(&projection).expect("a projection");
    assert_eq!(check(&CATALOG, PROFILE, &parsed).expect_err("nothing fits").len(), 50);
    let parsed = Projection::parse(&format!("({})", "x".repeat(1 << 20))).expect("a projection");
    assert_eq!(check(&CATALOG, PROFILE, &parsed).expect_err("nothing fits").len(), 1);
}

#[test]
fn a_catalog_with_names_of_no_type_is_survived() {
    static HOLLOW: Catalog<'static> = Catalog { modules: &[Module { types: &[], resources: &[("Gone", "com.example.Gone")] }] };
    let parsed = Projection::parse("(a(b),c~(d),e*(f))").expect("a projection");
    assert!(check(&HOLLOW, "com.example.Gone", &parsed).is_ok_and(|checked| checked.selection.members.is_empty()));
}
