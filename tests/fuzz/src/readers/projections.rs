//! Projections as text, and the tokens of `projection!` and `scopes!`.

use proc_macro2::{TokenStream, TokenTree};
use restli_core::Json;
use restli_core::projection::{Projection, StyleError, SyntaxError, parse_mask, parse_path};
use restli_projection::macros::expand_projection;
use restli_projection::scopes::{Permission, Permissions, Requirement, expand_scopes};
use restli_projection::{check, text};

use super::catalog::{CATALOG, POST, PROFILE};

/// Words and signs of both languages.
pub(super) const TEXT: &[&str] = &[
    "(",
    ")",
    ":(",
    "*(",
    ",",
    ":",
    "~",
    "~:",
    "*",
    "$*",
    "$",
    "$$",
    "-",
    "!",
    ".",
    "%20",
    " ",
    "\n",
    "é",
    "$start:",
    "$count:",
    "4294967295",
    "id",
    "firstName",
    "localized",
    "friends",
    "positions",
    "handle",
    "~email",
    "organization",
    "content",
    "com.example.Share",
    "$URN",
    "displayImage",
    "playableStreams",
    "elements",
    "profilePicture",
    "badges",
    "nickname",
    "/",
    "?start=",
    "&count=",
];

pub(super) fn text(input: &[u8]) {
    let Ok(written) = std::str::from_utf8(input) else { return };
    let parsers: [(Parser, Printer); 2] = [(Projection::parse, Projection::to_decorated), (parse_mask, Projection::to_mask)];
    for (parse, print) in parsers {
        match parse(written) {
            Ok(projection) => understood(written, &projection, parse, print),
            Err(error) => placed(written, error.at, error.len),
        }
    }
    match parse_path(written) {
        Ok(projection) => understood(written, &projection, parse_mask, Projection::to_mask),
        Err(error) => placed(written, error.at, error.len),
    }
}

type Parser = fn(&str) -> Result<Projection, SyntaxError>;
type Printer = fn(&Projection) -> Result<String, StyleError>;

fn understood(written: &str, projection: &Projection, parse: Parser, print: Printer) {
    if let Ok(printed) = print(projection) {
        let again = parse(&printed).unwrap_or_else(|error| panic!("{written:?} is printed as {printed:?}: {error}"));
        assert_eq!(again, projection.unified(), "{written:?} is printed as {printed:?}");
    }
    // What one style can say it says in its own language, wherever the projection comes from.
    if let Ok(mask) = projection.to_mask() {
        assert!(parse_mask(&mask).is_ok(), "{written:?} is printed as {mask:?}");
    }
    if let Ok(decorated) = projection.to_decorated() {
        assert!(Projection::parse(&decorated).is_ok(), "{written:?} is printed as {decorated:?}");
    }
    let _ = projection.to_flat();
    // Applied to whatever it asks for, and to something else.
    for data in [asked_for(projection), Json::Array(vec![asked_for(projection)])] {
        let _ = projection.apply(&data);
    }
    let merged = projection.merge(projection);
    // A start of 0 gets lost where two ranges meet, and stays where there is one (`docs/protocol.md §5.3`).
    if !starts_at_zero(projection) {
        assert_eq!(merged.merge(projection), merged, "{written:?} merged with itself");
    }
    for root in [PROFILE, POST] {
        for problem in check(&CATALOG, root, projection).err().into_iter().flatten() {
            placed(written, problem.at, problem.len);
        }
    }
}

fn starts_at_zero(projection: &Projection) -> bool {
    projection.range.is_some_and(|range| range.start == Some(0))
        || projection.items.iter().any(|item| {
            let expanded = item.decorations.iter().filter_map(|decoration| decoration.select.as_ref());
            item.select.iter().chain(expanded).any(starts_at_zero)
        })
}

/// Data with the names of a projection, as deep as it goes.
fn asked_for(projection: &Projection) -> Json {
    let named = projection.items.iter().map(|item| (item.name.to_string(), item.select.as_ref().map_or(Json::Null, asked_for)));
    Json::Object(named.collect())
}

/// A problem lies in the text, and can be shown there.
fn placed(written: &str, at: usize, len: usize) {
    assert!(at + len <= written.len() && written.is_char_boundary(at), "{written:?} has no place {at}, {len}");
    let _ = text::underlined(written, at, len);
}

/// Permissions of every kind.
static PERMISSIONS: Permissions<'static> = Permissions {
    known: &[
        Permission::new("id").retired("2023-08-01").replaced_by(&["content"]),
        Permission::new("content").not_with(&["friends"], "one or the other"),
        Permission::new("friends"),
    ],
    permits: &[(
        "profile::FriendsGet",
        Requirement::AnyOf(&[
            Requirement::Scope("friends"),
            Requirement::AllOf(&[Requirement::Scope("id"), Requirement::Scope("content")]),
        ]),
    )],
};

/// Tokens of every kind.
pub(super) const TOKENS: &[&str] = &[
    "Me",
    "Post",
    "Profile",
    ":",
    "::",
    " => ",
    "struct ",
    "pub ",
    "#[doc = \"x\"]",
    "id",
    "firstName",
    "friends",
    "positions",
    "handle",
    "organization",
    "content",
    ",",
    ";",
    "~",
    "*",
    "$",
    "$URN",
    "-",
    ".",
    "&",
    "(id)",
    "(",
    ")",
    "(*",
    "[",
    "]",
    "\"(id)\"",
    "\"a:(b)\"",
    "r#\"(\"#",
    "r#type",
    "7",
    "1.5",
    "'c'",
    "_",
    "\"\"",
    "b\"x\"",
    "é",
    "self",
    "!",
    "com.example.Share",
    "<",
    ">",
    "//",
    "/*",
    "crate::",
];

pub(super) fn tokens(input: &[u8]) {
    let Ok(written) = std::str::from_utf8(input) else { return };
    // Text that Rust itself does not read never gets to the macro.
    let Ok(soup) = format!("(client) {written}").parse::<TokenStream>() else { return };
    let passed_on = passed_on(&soup);
    for output in [expand_projection(soup.clone(), &CATALOG), expand_scopes(soup, &PERMISSIONS)] {
        let output = output.to_string();
        assert!(passed_on || syn::parse_file(&format!("fn f() {{ {output} }}")).is_ok(), "{written}\n{output}");
    }
}

/// Returns whether tokens have attributes or a visibility other than those of the seeds: these are the user's and are passed on unchanged.
fn passed_on(soup: &TokenStream) -> bool {
    let trees: Vec<TokenTree> = soup.clone().into_iter().collect();
    let group = |at: usize| trees.get(at).map(ToString::to_string).unwrap_or_default();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Punct(sign) if sign.as_char() == '#' => group(at + 1) != "[must_use]",
        TokenTree::Ident(word) if word == "pub" => group(at + 1).starts_with('(') && group(at + 1) != "(crate)",
        _ => false,
    })
}
