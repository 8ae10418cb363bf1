//! The verdict of `diff` on a pair.

use anyhow::{Result, anyhow};
use restli_review::diff::{Change, Changes, diff};
use restli_schema::{Loaded, load_texts};

use super::pairs::{Files, Pair};

/// The difference between what a pair names, a verdict on Rust source and the rules of all changes, and what `diff` tells; `None` if there is
/// none.
pub(crate) fn differs(pair: &Pair) -> Option<String> {
    let said = |verdict, rules: &[String]| format!("{verdict}: {}", rules.join(", "));
    let wanted = said(pair.verdict, &pair.rules);
    let told = told(pair).map_or_else(
        |error| format!("{error:#}"),
        |changes| said(changes.rust(), &changes.all.iter().map(Change::name).collect::<Vec<_>>()),
    );
    (told != wanted).then(|| format!("{wanted} is told as {told}"))
}

fn told(pair: &Pair) -> Result<Changes> {
    Ok(diff(&loaded(&pair.before)?, &loaded(&pair.after)?))
}

fn loaded(files: &Files) -> Result<Loaded> {
    load_texts(files.clone()).map_err(|report| anyhow!("{}", report.render(false)))
}
