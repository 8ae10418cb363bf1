//! Checks of the Rest.li rules that the YAML shares: violations are reported, and corrected so that the rest can be used.

mod circles;
mod enums;
mod fields;
mod includes;
mod nulls;
mod open;
mod resources;
mod search;
mod unions;

use crate::problems::Problems;
use crate::resolve::Model;

pub(crate) use fields::flattened_fields;
pub(crate) use unions::key as member_key;

/// Checks all types.
pub(crate) fn check(model: &mut Model, problems: &mut Problems) {
    circles::typerefs(model, problems);
    nulls::check(model, problems);
    enums::check(model, problems);
    unions::check(model, problems);
    includes::check(model, problems);
    fields::check(model, problems);
    circles::required(model, problems);
    resources::check(model, problems);
    open::check(model, problems);
}
