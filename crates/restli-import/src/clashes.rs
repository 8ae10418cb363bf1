//! Types that have the name of what a client makes of others, as `NewPost` beside a `Post` that is created: they get another with `rust:`.

use restli_schema::load_texts;
use restli_schema::rules::COLLISION;

use crate::layout::Layout;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::urns::Urns;
use crate::write::write;

/// A new name may meet another one, but not without end.
const ROUNDS: usize = 8;

/// Renames types until the schema loads, or nothing is left to rename.
pub(crate) fn settle(model: &Model, layout: &mut Layout, urns: &Urns, name: &str, url: &str) {
    for _ in 0..ROUNDS {
        // What cannot be said is reported when the files are written in the end.
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
