//! Tests of the layouts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::layout;
use crate::block::{Block, Line, Setter};

fn text(block: Block) -> String {
    layout(block).unwrap_or_else(|error| panic!("{error}"))
}

fn setter(name: &str, argument: TokenStream, change: TokenStream) -> Setter {
    Setter { docs: vec!["Sets it.".to_owned()], deprecated: TokenStream::new(), name: format_ident!("{name}"), argument, change }
}

#[test]
fn item_is_formatted_with_an_empty_line_between_methods() {
    let item = quote!(
        impl A {
            fn one() {}
            fn two() {
                one()
            }
        }
    );
    assert_eq!(text(Block::Item(item)), "impl A {\n    fn one() {}\n    fn two() {\n        one()\n    }\n}\n");
    let item = quote!(
        impl A {
            fn one() {
                two()
            }
            fn two() {}
        }
    );
    assert_eq!(text(Block::Item(item)), "impl A {\n    fn one() {\n        two()\n    }\n\n    fn two() {}\n}\n");
}

#[test]
fn item_that_is_not_rust_is_an_error() {
    let error = layout(Block::Item(quote!(fn fn))).expect_err("no Rust");
    assert!(error.to_string().starts_with("the generator made tokens that are not Rust: "), "{error}");
}

#[test]
fn table_has_one_entry_per_line() {
    let table = |entries| Block::Table { call: quote!(rt::core::record!), head: quote!(A = "x.A"), entries };
    let entries = vec![quote!(id: "id" required), quote!(next: "next" = -1)];
    assert_eq!(
        text(table(entries)),
        "rt::core::record! {\n    A = \"x.A\" {\n        id: \"id\" required,\n        next: \"next\" = -1,\n    }\n}\n"
    );
    assert_eq!(text(table(Vec::new())), "rt::core::record! {\n    A = \"x.A\" {}\n}\n");
}

#[test]
fn list_has_one_entry_per_line() {
    let list = |entries| Block::List { head: quote!(static LIST: &[(&str, u16)]), entries };
    assert_eq!(
        text(list(vec![quote!(("a", 1)), quote!(("b", 2))])),
        "static LIST: &[(&str, u16)] = &[\n    (\"a\", 1),\n    (\"b\", 2),\n];\n"
    );
    assert_eq!(text(list(Vec::new())), "static LIST: &[(&str, u16)] = &[];\n");
}

#[test]
fn chain_has_one_call_per_line() {
    let chain = Line::Chain {
        head: quote!(pub const GET: rt::Operation),
        new: quote!(rt::Operation::new("a.get", &api::bases::MAIN)),
        calls: vec![quote!(.with_quotas(&[&api::quotas::DAILY])), quote!(.with_since(202_401))],
    };
    let expected = "pub const GET: rt::Operation = rt::Operation::new(\"a.get\", &api::bases::MAIN)\n    \
                    .with_quotas(&[&api::quotas::DAILY])\n    .with_since(202_401);\n";
    assert_eq!(text(Block::Lines(vec![chain])), expected);
}

#[test]
fn chain_with_a_wide_constructor_breaks_after_the_equals_sign() {
    let long = "x".repeat(120);
    let chain = Line::Chain { head: quote!(const A: B), new: quote!(B::new(#long)), calls: vec![quote!(.with_c(1))] };
    assert_eq!(text(Block::Lines(vec![chain])), format!("const A: B =\n    B::new(\"{long}\")\n        .with_c(1);\n"));
}

#[test]
fn chain_with_a_wide_call_has_one_argument_per_line() {
    let long = "x".repeat(70);
    let calls = vec![quote!(.with_permissions(Any(&[one(#long), two(#long)])))];
    let chain = Line::Chain { head: quote!(const A: B), new: quote!(B::new()), calls };
    let expected = format!(
        "impl C {{\n    const A: B = B::new()\n        .with_permissions(Any(&[\n            one(\"{long}\"),\n            two(\"{long}\"),\n        ]));\n}}\n"
    );
    assert_eq!(text(Block::Lines(vec![Line::Braces { head: quote!(impl C), lines: vec![chain], end: "" }])), expected);
}

#[test]
fn setters_follow_the_functions_of_the_implementation() {
    let head = quote!(
        impl A {
            pub fn new() -> Self {
                Self::default()
            }
        }
    );
    let setters = vec![
        setter("size", quote!(value: impl Into<Size>), quote!(self.size = Some(value.into()))),
        Setter {
            deprecated: quote!(#[deprecated(note = "use size")]),
            ..setter("delete_old", TokenStream::new(), quote!(self.0.delete("old")))
        },
    ];
    let expected = "impl A {
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets it.
    #[must_use]
    pub fn size(mut self, value: impl Into<Size>) -> Self {
        self.size = Some(value.into());
        self
    }

    /// Sets it.
    #[deprecated(note = \"use size\")]
    #[must_use]
    #[inline]
    pub fn delete_old(mut self) -> Self {
        self.0.delete(\"old\");
        self
    }
}
";
    assert_eq!(text(Block::Setters { head, setters }), expected);
}

#[test]
fn setter_with_a_wide_signature_has_one_argument_per_line() {
    let argument = format_ident!("{}", "A".repeat(80));
    let block =
        Block::Setters { head: quote!(impl A {}), setters: vec![setter("size", quote!(value: #argument), quote!(self.size = value))] };
    let text = text(block);
    assert!(text.contains("    pub fn size(\n        mut self,\n        value: AAAA"), "{text}");
    assert!(text.contains("AAAA,\n    ) -> Self {\n"), "{text}");
}

#[test]
fn setter_with_a_wide_name_and_no_argument_has_only_itself() {
    let setters = vec![setter(&"a".repeat(100), TokenStream::new(), quote!(self.0.delete("a")))];
    let text = text(Block::Setters { head: quote!(impl A {}), setters });
    assert!(text.contains("aaaa(\n        mut self,\n    ) -> Self {\n"), "{text}");
}

#[test]
fn lines_nest_in_braces() {
    let block = Block::Lines(vec![
        Line::Docs(vec!["One.".to_owned(), "Two.".to_owned()]),
        Line::Arguments {
            start: "#[",
            head: quote!(diagnostic::on_unimplemented),
            arguments: vec![quote!(message = "a \"b\""), quote!(label = "c")],
            end: "]",
        },
        Line::Braces {
            head: quote!(pub trait A),
            lines: vec![
                Line::Tokens(quote!(#[doc(hidden)])),
                Line::Braces { head: quote!(const B: C = C), lines: vec![Line::Tokens(quote!(d: &[1],))], end: ";" },
            ],
            end: "",
        },
        Line::Empty,
        Line::Braces { head: quote!(impl A for rt::B), lines: Vec::new(), end: "" },
    ]);
    let expected = "/// One.
///
/// Two.
#[diagnostic::on_unimplemented(
    message = \"a \\\"b\\\"\",
    label = \"c\",
)]
pub trait A {
    #[doc(hidden)]
    const B: C = C {
        d: &[1],
    };
}

impl A for rt::B {}
";
    assert_eq!(text(block), expected);
}
