//! The types of a module.

use quote::quote;
use restli_schema::api::TypeId;

use super::ty::TypeSite;
use super::{alias, enumeration, ident, patch, record, union};
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::{Module, Shape, TypePlan};

/// All types of a module but those with a file of their own, each followed by its forms and patches.
pub(crate) fn types(plan: &Plan<'_>, module: Module) -> Vec<Block> {
    let own = plan.api.type_ids().zip(&plan.types).filter(|(_, planned)| planned.item.module == module && planned.gate.is_none());
    own.flat_map(|(id, planned)| with_forms(plan, id, planned, TypeSite::Types(module))).collect()
}

/// A type, followed by its forms and patches.
pub(crate) fn with_forms(plan: &Plan<'_>, id: TypeId, planned: &TypePlan, site: TypeSite) -> Vec<Block> {
    let mut blocks = items(plan, planned, site);
    for form in plan.forms.iter().filter(|form| form.of == id) {
        blocks.extend(items(plan, &form.ty, site));
        if form.of_entity {
            blocks.push(from_entity(&planned.item.ident, &form.ty.item.ident));
        }
    }
    for patch in plan.patches.iter().filter(|patch| patch.of == id) {
        blocks.extend(patch::patch(plan, patch, site));
    }
    blocks
}

/// The conversion of an entity that was read into what create accepts.
fn from_entity(entity: &str, form: &str) -> Block {
    let (entity, name) = (ident(entity), ident(form));
    let method = Line::Braces {
        head: quote!(fn try_from(entity: &#entity) -> Result<Self, rt::Error>),
        lines: vec![Line::Tokens(quote!(rt::support::form(#form, entity)))],
        end: "",
    };
    let lines = vec![
        Line::Tokens(quote!(
            type Error = rt::Error;
        )),
        Line::Empty,
        Line::Tokens(quote!(#[inline])),
        method,
    ];
    Block::Lines(vec![Line::Braces { head: quote!(impl TryFrom<&#entity> for #name), lines, end: "" }])
}

fn items(plan: &Plan<'_>, planned: &TypePlan, site: TypeSite) -> Vec<Block> {
    match &planned.shape {
        Shape::Record { fields, open, built, key, parts } => {
            let spec = record::RecordSpec {
                ident: &planned.item.ident,
                full_name: &planned.full_name,
                docs: &planned.docs,
                deprecated: planned.deprecated.as_ref(),
                fields,
                open: *open,
                built: *built,
                key: *key,
                parts: parts.as_deref(),
            };
            record::record(plan, &spec, site)
        }
        Shape::Enum { symbols, ordered } => enumeration::enumeration(planned, symbols, *ordered),
        Shape::Union { variants, null, bare, boxed } => {
            let mut items =
                if *bare { union::bare(plan, planned, variants, site) } else { union::union(plan, planned, variants, *null, site) };
            items.extend(boxed.then(|| union::boxed(planned)));
            items
        }
        Shape::Typeref(target) => alias::typeref(plan, planned, target, site),
        Shape::Text { reserved, escape } => alias::text(planned, reserved, *escape),
        Shape::Time => alias::time(planned),
        Shape::Fixed(length) => alias::fixed(planned, *length),
        Shape::UrnChoice(variants) => union::urn_choice(plan, planned, variants, site),
    }
}
