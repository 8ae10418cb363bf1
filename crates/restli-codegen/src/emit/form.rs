//! What create sends.

use super::Piece;
use super::record::{Parts, record};
use super::ty::Place;
use crate::plan::{FormPlan, Plan};

/// The items of a form.
pub(crate) fn form(plan: &Plan<'_>, form: &FormPlan, place: Place) -> Vec<Piece> {
    let docs = [format!("What create accepts for a [`{}`]: no read-only fields, and everything that is required.", form.entity_ident)];
    let parts = Parts {
        ident: &form.item.ident,
        full_name: &plan.api[form.entity].full_name,
        docs: &docs,
        deprecated: None,
        fields: &form.fields,
        open: false,
        built: true,
    };
    record(plan, &parts, place)
}
