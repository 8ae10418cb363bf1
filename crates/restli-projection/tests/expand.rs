//! Expansions of `projection!`.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fmt::Write as _;

use common::CATALOG;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use restli_projection::macros::expand_projection;

/// The expansion of what a user writes, laid out.
fn expanded(written: &str) -> String {
    let input: TokenStream = format!("(client) {written}").parse().expect("tokens");
    let output = expand_projection(input, &CATALOG);
    let file = match output.clone().into_iter().next() {
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => format!("const _: () = {output};"),
        _ => output.to_string(),
    };
    let file = syn::parse_file(&file).unwrap_or_else(|error| panic!("{written}: {error}\n{output}"));
    prettyplease::unparse(&file)
}

/// The messages of the expansion's errors.
fn errors(written: &str) -> Vec<String> {
    let input: TokenStream = format!("(client) {written}").parse().expect("tokens");
    let mut messages = Vec::new();
    collect(expand_projection(input, &CATALOG), &mut messages);
    messages
}

fn collect(tokens: TokenStream, messages: &mut Vec<String>) {
    let mut is_error = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if is_error => {
                messages.extend(syn::parse2::<syn::LitStr>(group.stream()).map(|message| message.value()));
            }
            TokenTree::Group(group) => collect(group.stream(), messages),
            TokenTree::Ident(ident) => is_error = ident == "compile_error",
            TokenTree::Punct(punct) => is_error &= punct.as_char() == '!',
            TokenTree::Literal(_) => {}
        }
    }
}

#[test]
fn the_item_form_declares_a_type_and_a_constant() {
    insta::assert_snapshot!(expanded(
        "#[must_use] pub(crate) struct Card: people::Profile => (id, type, level, tags, nickname, firstName(localized(en_US)), organization~(localizedName), positions*(title, more))"
    ));
}

#[test]
fn the_expression_form_gives_a_value() {
    insta::assert_snapshot!(expanded("Me: (id, profilePicture(displayImage~:playableStreams(elements*(identifiers*(identifier)))))"));
}

#[test]
fn unions_have_the_members_asked_for() {
    insta::assert_snapshot!(expanded("struct Card: Post => (content(com.example.Share(media*(width)), \"string\"))"));
}

#[test]
fn bare_union_has_the_selected_part_of_its_record_and_its_other_members() {
    insta::assert_snapshot!(expanded("struct Where: Account => (place(preferred))"));
    assert_eq!(
        errors("struct Where: Account => (place(text))"),
        ["no field `text` on `LocalText`\nhelp: `LocalText` has `localized` and `preferred`"]
    );
}

#[test]
fn map_keeps_the_type_of_its_keys() {
    let expanded = |written: &str| expanded(written).split_whitespace().collect::<String>();
    let text = expanded("struct Names: Account => (names)");
    assert!(text.contains("KeyedMap<client::urns::PersonUrn,client::__private::core::KeyedMap<i64,client::types::LocalText>,>"), "{text}");
    let text = expanded("struct Names: Account => (names*($*(preferred)))");
    assert!(text.contains("KeyedMap<client::urns::PersonUrn,client::__private::core::KeyedMap<i64,NamesNames>,>"), "{text}");
}

#[test]
fn other_projections_are_embedded() {
    let written = "struct Card: Profile => (id, ..cards::ShortNames, firstName(..Text), friends*(..Friend, id), organization~(..r#Org), profilePicture(displayImage~:playableStreams(elements*(..Size))))";
    insta::assert_snapshot!(expanded(written));
    assert_eq!(errors(written), [""; 0]);
}

#[test]
fn half_typed_projection_reports_one_error_and_has_a_type() {
    let cases = [
        ("Me: (id, headline.)", "Me: (id, headline)"),
        ("Me: (id, firstName(), headline)", "Me: (id, firstName(*), headline)"),
        ("Me: (id headline)", "Me: (id, headline)"),
        ("Me: (id, -headline,)", "Me: (id, headline)"),
        ("Me: \"(id,profilePicture(created)\"", "Me: (id, profilePicture(created))"),
        ("Me:", "Me: (*)"),
        ("Me", "Me: (*)"),
        ("Me => (id)", "Me: (id)"),
        ("struct Card: Me", "struct Card: Me => (*)"),
        ("struct Card: Me => id", "struct Card: Me => (*)"),
    ];
    for (typed, meant) in cases {
        assert_eq!(errors(typed).len(), 1, "{typed}");
        // Without spans, only the errors tell the two apart, and that no second error is about the endpoint's style.
        let without: String = expanded(typed).split_inclusive('\n').skip_while(|line| !line.trim_start().starts_with("struct")).collect();
        let meant: String = expanded(meant).split_inclusive('\n').skip_while(|line| !line.trim_start().starts_with("struct")).collect();
        let abilities = ["Selects", "Nests", "Expands", "Masks"].map(|ability| format!("Y: client::api::styles::{ability}"));
        let meant = abilities.iter().fold(meant, |meant, ability| meant.replace(ability, "Y"));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&without), words(&meant), "{typed}");
    }
}

#[test]
fn a_string_means_the_same_as_tokens() {
    let pairs = [
        (
            "Me: (id, profilePicture(displayImage~:playableStreams), friends*(id, type))",
            "(id,profilePicture(displayImage~:playableStreams),friends*(id,type))",
        ),
        ("Me: (id, firstName(localized), friends($*(id)))", "id,firstName:(localized),friends:($*:(id))"),
        ("Me: (id, \"headline\", $URN,),", "(id, headline, $URN)"),
    ];
    for (tokens, text) in pairs {
        assert_eq!(expanded(tokens), expanded(&format!("Me: {text:?}")), "{text}");
    }
}

#[test]
fn projection_with_unknown_names_expands_the_rest_beside_errors() {
    let written = "pub struct Card: Profil => (id, fristName(localised), nothingLikeIt, headline(x))";
    insta::assert_snapshot!(expanded(written));
    assert_eq!(errors(written).len(), 5);
}

#[test]
fn messages_say_what_to_write() {
    let cases = [
        "Mee: (id)",
        "Campaign: (id)",
        "Me: (id, fristName)",
        "Me: \"(id,fristName)\"",
        "Me: (id",
        "Me: (id,,headline)",
        "Me: (id:(x))",
        "Me: (id & headline)",
        "Me: (firstName[localized])",
        "Me: (firstName[0](localized))",
        "Me: (firstName*.localized)",
        "Me: \"%28id%29\"",
        "Me: (headline as title)",
        "Me: ()",
        "Me: \"(id\"",
        "Me: id, headline",
        "Me: 7",
        "Me => (id)",
        "Me",
        "",
        "pub Card: Me => (id)",
        "struct Card => (id)",
        "struct enum: Me => (id)",
        "struct Card: Me (id)",
        "struct Card: Me => \"(id,(x))\"",
        "Me: (id) (headline)",
        "Me: (id), more",
        // Half typed.
        "Me:",
        "Me: (id, firstName., headline)",
        "Me: (id, profilePicture(displayImage~))",
        "Me: (id, organization~:)",
        "Me: (id, ..)",
        "struct Card",
        "struct Card:",
        "struct Card: Me =>",
        // Other projections.
        "Me: (id, ..cards::Names(id))",
        "Me: \"(id,..Names)\"",
        "Me: (firstName: Names)",
        "Me: (organization~(id, ..Names))",
        "Me: (profilePicture(displayImage~:playableStreams(..Sizes)))",
        "Post: (content(..Contents, string))",
        "Me: (id, salt)",
        "struct Card: Me => (..Card, id)",
        "struct Card: Me => (id, friends*(..Card))",
        "Me: (id, ..Me)",
        // Types that are no records of answers.
        "NewPost: (id)",
        "PostPatch: (id)",
        "NewPostParts: (id)",
        "Content: (string)",
        // Attributes.
        "#[serde(rename_all = \"kebab-case\")] pub struct Card: Me => (id)",
        "#[derive(Eq, Clone)] #[must_use] struct Card: Me => (id)",
    ];
    let mut out = String::new();
    for written in cases {
        let messages = match format!("(client) {written}").parse::<TokenStream>() {
            Ok(_) => errors(written).join("\n"),
            // Unbalanced parentheses are refused by Rust itself.
            Err(_) => continue,
        };
        let _ = writeln!(out, "projection!({written})\n{messages}\n");
    }
    insta::assert_snapshot!(out);
}

/// Signs that many write from habit. A text is told the same as its tokens.
#[test]
fn message_of_a_text_is_that_of_its_tokens() {
    let cases = [
        // Signs in place of parentheses.
        "(firstName.localized)",
        "(firstName.localized.en_US)",
        "(firstName.localised)",
        "(firstName.nothingLikeIt)",
        "(friends/id)",
        "(friends::firstName->localised)",
        "(friends/salt)",
        "(id.x, headline)",
        "(profilePicture.displayImage.elements.identifiers.index)",
        "(profilePicture.displayImage~:playableStreams)",
        "(friends.id)",
        "(friends.0.id)",
        "(positions.title)",
        "(positions.acme.title.preferred)",
        "(positions*(title.localized))",
        "(organization.localizedName)",
        "(handle.number)",
        "(handle~(address.x, number))",
        "(elements.id)",
        "(firstName/localized)",
        "(id, profilePicture/displayImage/elements, headline)",
        "(firstName\\localized)",
        "(firstName->localized)",
        "(firstName > localized)",
        "(firstName::localized)",
        "(friends*.id)",
        "(friends*/firstName/localized)",
        "(firstName(localized).x)",
        // Signs between fields.
        "(id; firstName)",
        "(id | firstName)",
        "(id & headline)",
        "(id && headline)",
        "(id + headline)",
        "(id;)",
        // Parts of a request.
        "?projection=(id)",
        "(?projection=(id))",
        "projection=(id)",
        "fields=id,headline",
        "&fields=firstName:(localized)",
        "https://example.com/v2/me?projection=(id)",
        "(q=author)",
        "(id?)",
        "(?id)",
        // Types of Rust.
        "(id: String)",
        "(headline: Option<String>)",
        "(id: &str)",
        "(tags: [String])",
        "(level: i32)",
        "(author: PersonUrn)",
        "(firstName: Names)",
        "(firstName: cards::Names)",
        "(displayImage:playableStreams)",
        // Selections inside values without fields.
        "(firstName(localized(en_US(x))))",
        "(firstName(localized*(x)))",
        "(tags*(x))",
    ];
    let mut out = String::new();
    for written in cases {
        let text = errors(&format!("Me: {written:?}"));
        let told = text.join("\n");
        let without_place: Vec<&str> = told.lines().filter(|line| !line.starts_with("    ")).collect();
        // `\\` and `//` are no tokens, and tokens always stand in parentheses.
        if written.starts_with('(') && written.parse::<TokenStream>().is_ok() {
            assert_eq!(errors(&format!("Me: {written}")).join("\n"), without_place.join("\n"), "{written}");
        }
        let _ = writeln!(out, "{told}\n");
    }
    insta::assert_snapshot!(out);
}

#[test]
fn no_depth_makes_it_panic() {
    let deep = format!("(client) Me: {}{}", "(friends*".repeat(300), ")".repeat(300));
    let _ = expand_projection(deep.parse().expect("tokens"), &CATALOG);
}
