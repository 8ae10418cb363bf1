//! The check of records without fields, which may be empty or hold anything (`docs/formats.md §1.3`).

use crate::model::Kind;
use crate::problems::Problems;
use crate::resolve::{EMPTY, Model};
use crate::rules;

/// Makes records without fields open unless their emptiness is explained, so that no content is lost, and reports them.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for (number, def) in model.defs.iter_mut().enumerate() {
        let Kind::Record(record) = &mut def.kind else { continue };
        let validated = def.full == EMPTY || def.props.iter().any(|(key, _)| key.text == "validate");
        if record.fields.is_empty() && record.includes.is_empty() && !record.open && !validated {
            record.open = true;
            if model.again.iter().any(|(_, other)| other.0 == number) {
                continue;
            }
            let message = format!("`{}` has no fields", def.full);
            let help = "it keeps whatever it holds (`open: true` in the YAML); if it is only a mark, remove that";
            problems.warning(rules::OPEN, def.span, message, help);
        }
    }
}
