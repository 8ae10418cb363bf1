//! Type aliases: typerefs, points in time, escaped text, fixed byte strings.

use proc_macro2::Literal;
use quote::quote;
use restli_schema::rust_names;

use super::ty::{TypeSite, ty};
use super::{deprecated_attribute, doc_attributes, ident};
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::{RustType, TypePlan};

/// A typeref: another name for a type.
pub(crate) fn typeref(plan: &Plan<'_>, alias: &TypePlan, target: &RustType, site: TypeSite) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let deprecated = deprecated_attribute(alias.deprecated.as_ref());
    let target = ty(plan, target, site);
    vec![Block::Item(quote!(#docs #deprecated pub type #name = #target;))]
}

/// A point in time.
pub(crate) fn time(alias: &TypePlan) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let deprecated = deprecated_attribute(alias.deprecated.as_ref());
    vec![Block::Item(quote!(#docs #deprecated pub type #name = rt::core::Time;))]
}

/// A byte string of fixed length.
pub(crate) fn fixed(alias: &TypePlan, size: u32) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let docs = doc_attributes(&alias.docs);
    let size = Literal::u32_unsuffixed(size);
    vec![Block::Item(quote!(#docs pub type #name = rt::core::data::Fixed<#size>;))]
}

/// Text in which reserved characters are escaped.
pub(crate) fn text(alias: &TypePlan, reserved: &str, escape: char) -> Vec<Block> {
    let name = ident(&alias.item.ident);
    let marker = ident(&rust_names::format_name(&alias.item.ident));
    let docs = doc_attributes(&alias.docs);
    let full_name = &alias.full_name;
    let marker_doc = format!(" The format of [`{}`].", alias.item.ident);
    vec![
        Block::Item(quote!(#docs pub type #name = rt::core::escaped_text::EscapedText<#marker>;)),
        Block::Item(quote! {
            #[doc = #marker_doc]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum #marker {}
        }),
        Block::Item(quote! {
            impl rt::core::escaped_text::TextFormat for #marker {
                const NAME: &'static str = #full_name;
                const RESERVED: &'static str = #reserved;
                const ESCAPE: char = #escape;
            }
        }),
        conversion(&alias.item.ident),
    ]
}

/// The trait of what becomes text of a format. Its message for plain text tells how to make the text.
fn conversion(format: &str) -> Block {
    let (name, into) = (ident(format), ident(&rust_names::into_name(format)));
    // A type parameter would hide a format of that name.
    let value = ident(if format == "T" { "U" } else { "T" });
    let message = format!("`{{Self}}` is no `{format}`: write `{format}::escaped(text)`");
    let escaped = format!("`{format}::escaped(text)` takes plain text, and escapes the characters that carry meaning");
    let markup = format!("`{format}::markup(text)` takes text that is in the format already");
    let option = format!("an `Option` is none either: a setter and `new` take the `{format}` itself, without `Some(..)` around it");
    Block::Lines(vec![
        Line::Docs(vec![format!("Values that become a [`{format}`]: all that have `Into<{format}>`.")]),
        Line::Arguments {
            start: "#[",
            head: quote!(diagnostic::on_unimplemented),
            arguments: vec![
                quote!(message = #message),
                quote!(label = "not in this format"),
                quote!(note = #escaped),
                quote!(note = #markup),
                quote!(note = #option),
            ],
            end: "]",
        },
        Line::Braces { head: quote!(pub trait #into: Into<#name>), lines: Vec::new(), end: "" },
        Line::Empty,
        Line::Tokens(quote!(#[diagnostic::do_not_recommend])),
        Line::Braces { head: quote!(impl<#value: Into<#name>> #into for #value), lines: Vec::new(), end: "" },
    ])
}
