//! What the projection styles of an API can say, as traits, with the message that a compiler shows for what they cannot.

use proc_macro2::TokenStream;
use quote::quote;
use restli_schema::api::{Api, Base, ProjectionStyle};

use super::doc_attributes;
use super::operation::projection_style;
use super::permits::literal;

/// One thing that a projection may ask for.
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
pub(crate) fn styles(api: &Api) -> Vec<TokenStream> {
    let bases: Vec<String> = api.bases.iter().map(|base| spoken(api, base)).collect();
    ABILITIES.iter().map(|ability| item(ability, &bases)).collect()
}

fn item(ability: &Ability, bases: &[String]) -> TokenStream {
    let Ability { name, doc, message, label, help, styles } = ability;
    let name = super::ident(name);
    let docs = doc_attributes(&[(*doc).to_owned()]);
    let markers = styles.iter().map(|style| projection_style(*style));
    quote! {
        #docs
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #help, #(note = #bases,)*)]
        pub trait #name {}

        #(impl #name for rt::style::#markers {})*
    }
}

/// What a base takes, and since when.
fn spoken(api: &Api, base: &Base) -> String {
    let takes = match base.projection {
        ProjectionStyle::Restli => "`fields=a,b:(c)`",
        ProjectionStyle::Decorated => "`projection=(a,b(c),d~(e))`",
        ProjectionStyle::Flat => "`fields=a,b`",
        ProjectionStyle::None => "no projection",
    };
    let first = base.versions.and_then(|family| api[family].released.first().map(|version| version.number));
    let since = first.map(|first| format!(", in version {first} and all later ones")).unwrap_or_default();
    let path = if base.path.is_empty() { &base.url } else { &base.path };
    literal(&format!("calls below `{path}` take {takes}{since}, unless the call says otherwise"))
}
