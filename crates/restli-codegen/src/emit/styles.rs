//! Abilities of projection styles as traits, with a compiler message for styles that lack the ability.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use crate::plan::model::{BasePlan, ProjectionStyle};

/// A projection feature that only some styles can express.
struct Ability {
    name: &'static str,
    doc: &'static str,
    message: &'static str,
    label: &'static str,
    help: &'static str,
    styles: &'static [ProjectionStyle],
}

static ABILITIES: &[Ability] = &[
    Ability {
        name: "Selects",
        doc: "Styles that can name fields.",
        message: "this call takes no projection",
        label: "`select` is not possible here",
        help: "leave `select` out: the whole entity comes",
        styles: &[ProjectionStyle::Restli, ProjectionStyle::Decorated, ProjectionStyle::Flat],
    },
    Ability {
        name: "Nests",
        doc: "Styles that can name what is inside a field.",
        message: "this call takes names of whole fields only, and the projection goes inside one",
        label: "the endpoint's style `{Self}` cannot say this projection",
        help: "name the field without what is inside: it comes whole",
        styles: &[ProjectionStyle::Restli, ProjectionStyle::Decorated],
    },
    Ability {
        name: "Expands",
        doc: "Styles that can expand a URN.",
        message: "this call cannot expand URNs, and the projection expands one with `~`",
        label: "the endpoint's style `{Self}` cannot say this projection",
        help: "leave the expansion out, and read what the URN names with a call of its own",
        styles: &[ProjectionStyle::Decorated],
    },
    Ability {
        name: "Masks",
        doc: "Styles that accept masks: ranges of arrays, and whatever else a decorated projection cannot express.",
        message: "this call takes no masks, and the projection has what only a mask can say, such as a range",
        label: "the endpoint's style `{Self}` cannot say this projection",
        help: "name the field without its range: it comes whole",
        styles: &[ProjectionStyle::Restli],
    },
];

/// The traits, for the module `styles` of `api.rs`.
pub(crate) fn styles(bases: &[BasePlan<'_>]) -> Vec<TokenStream> {
    ABILITIES.iter().map(|ability| item(ability, bases)).collect()
}

/// The variant of a projection style, and the marker type of the same name.
pub(crate) fn projection_style(style: ProjectionStyle) -> proc_macro2::Ident {
    super::ident(match style {
        ProjectionStyle::Restli => "Restli",
        ProjectionStyle::Decorated => "Decorated",
        ProjectionStyle::Flat => "Flat",
        ProjectionStyle::None => "None",
    })
}

fn item(ability: &Ability, bases: &[BasePlan<'_>]) -> TokenStream {
    let Ability { name, doc, message, label, help, styles } = ability;
    let name = super::ident(name);
    let docs = doc_attributes(&[(*doc).to_owned()]);
    let notes = bases.iter().map(|base| &base.projections);
    let markers = styles.iter().map(|style| projection_style(*style));
    quote! {
        #docs
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #help, #(note = #notes,)*)]
        pub trait #name {}

        #(impl #name for rt::style::#markers {})*
    }
}
