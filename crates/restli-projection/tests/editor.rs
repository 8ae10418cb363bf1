//! Expansions of `projection!` for an editor. `cargo xtask editor` shows what rust-analyzer makes of them.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::CATALOG;
use proc_macro2::{Span, TokenStream};
use restli_projection::editor::{expand_in_editor, projection};
use restli_projection::macros::expand_projection;

fn input(written: &str) -> TokenStream {
    format!("(client) {written}").parse().expect("tokens")
}

fn in_editor(written: &str) -> TokenStream {
    expand_in_editor(input(written), &CATALOG, |_| Span::call_site())
}

/// The code before the expansion, laid out.
fn help(written: &str) -> String {
    let output = in_editor(written).to_string();
    let mut file: syn::File = syn::parse_str(&output).unwrap_or_else(|error| panic!("{written}: {error}\n{output}"));
    file.items.truncate(1);
    prettyplease::unparse(&file)
}

#[test]
fn half_typed_projection_in_editor_offers_names_and_leads_to_types() {
    insta::assert_snapshot!(help("pub struct Card: Profile => (id, ni, firstName(), handle~email(x), profilePicture(displayImage~:pl))"));
}

#[test]
fn call_without_known_type_in_editor_offers_types() {
    insta::assert_snapshot!(help("pub struct Card: Prof => (id)"));
}

#[test]
fn projection_outside_of_editor_expands_for_compiler_alone() {
    for written in ["Me: (id, firstName)", "pub struct Card: Me => (id)", "Me: (nme)", "Me"] {
        let expanded = projection(input(written), &CATALOG, |_| Span::call_site());
        assert_eq!(expanded.to_string(), expand_projection(input(written), &CATALOG).to_string(), "{written}");
    }
}

#[test]
fn expansion_in_editor_ends_with_that_for_compiler() {
    for written in ["pub struct Card: Me => (id, firstName(localized))", "pub struct Card: Me => (nme)"] {
        let (editor, compiler) = (in_editor(written).to_string(), expand_projection(input(written), &CATALOG).to_string());
        assert!(editor.ends_with(&compiler), "{written}: {editor}");
    }
}

#[test]
fn texts_of_any_kind_in_editor_expand_to_rust() {
    let inside = [
        "",
        ",",
        ",,",
        "id",
        "id,",
        "*",
        "*(id)",
        "$",
        "$URN",
        "$*:(id)",
        "~",
        "id~",
        "handle~:",
        "handle~email:x(y)",
        "handle~(",
        "..",
        "..a::B",
        "a.b.c",
        "a.",
        "en-US",
        "\"id\"",
        "\"a b\"",
        "1",
        "1.5",
        "self",
        "type",
        "r#type",
        "_",
        "crate(id)",
        "{id}",
        "[id]",
        "content(com.example.Share(x))",
        "content(Share(x),y)",
        "place(x)",
        "friends*(friends*(friends(",
        "positions(a(title))",
        "id(id(id))",
        "-id",
        "tags:($start:1,$count:2)",
        "organization~(localizedName)~(x)",
        "handle~email(",
        "profilePicture(displayImage~:playableStreams(elements*(",
    ];
    for fields in inside {
        let open = fields.matches('(').count() - fields.matches(')').count();
        let fields = format!("{fields}{}", ")".repeat(open));
        for call in [
            format!("Me: ({fields})"),
            format!("struct Card: Me => ({fields})"),
            format!("Me ({fields})"),
            format!("Me: {fields}"),
            fields.clone(),
        ] {
            let output = in_editor(&call).to_string();
            let file = if output.starts_with('{') { format!("fn f() {output}") } else { output };
            assert!(syn::parse_file(&file).is_ok(), "{call}: {file}");
        }
    }
    let deep = "friends*(".repeat(4000) + &")".repeat(4000);
    assert!(!in_editor(&format!("Me: ({deep})")).is_empty());
}
