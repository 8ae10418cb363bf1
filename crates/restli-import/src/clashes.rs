//! Renaming of types whose names collide with generated ones, as `NewPost` does with the form of a created `Post`.

use restli_schema::load_texts;
use restli_schema::rules::COLLISION;

use crate::layout::Layout;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::urns::Urns;
use crate::write::write;

/// The most rounds of renaming, since a new name may collide again.
const ROUNDS: usize = 8;

/// Gives colliding types a name with `rust:` until the schema loads, or no type is left to rename.
pub(crate) fn settle(model: &Model, layout: &mut Layout, urns: &Urns, name: &str, url: &str) {
    for _ in 0..ROUNDS {
        // Notes are discarded here, since the final writing adds them again.
        let files = write(model, layout, urns, name, url, &mut Problems::default());
        let Err(report) = load_texts(files) else { return };
        let mut renamed = false;
        for problem in report.diagnostics.iter().filter(|problem| problem.rule == COLLISION) {
            let Some(file) = report.sources.file(problem.span) else { continue };
            let written = file.text.get(problem.span.start as usize..problem.span.end as usize).unwrap_or_default();
            renamed |= layout.rename(&file.path, written.trim_matches('"'));
        }
        if !renamed {
            return;
        }
    }
}
