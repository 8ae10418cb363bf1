//! Records without fields hold nothing, or anything (`docs/formats.md §1.3`).

use crate::model::Kind;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

/// Points at records without fields of which nothing says what they are.
pub(super) fn check(model: &Model, problems: &mut Problems) {
    for def in model.kept.iter().filter_map(|id| model.def(*id)) {
        let Kind::Record(record) = &def.kind else { continue };
        let validated = def.props.iter().any(|(key, _)| key.text == "validate");
        if record.fields.is_empty() && record.includes.is_empty() && !record.open && !validated {
            let message = format!("`{}` has no fields", def.full);
            let help = "if it holds anything, add `open: true` to it in the YAML; if it is only a mark, leave it";
            problems.warning(rules::OPEN, def.span, message, help);
        }
    }
}
