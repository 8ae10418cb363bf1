//! The verdict of `diff` on a pair.

use anyhow::{Result, anyhow};
use restli_review::diff::{Change, Verdict, diff};
use restli_schema::{Loaded, load_texts};

use super::pairs::{Files, Pair};

/// The worst verdict on Rust source, and the names of the changes with their own, in the order in which they are told.
pub(crate) fn told(pair: &Pair) -> Result<(Verdict, Vec<String>)> {
    let changes = diff(&loaded(&pair.before)?, &loaded(&pair.after)?);
    Ok((changes.rust(), changes.all.iter().map(Change::name).collect()))
}

fn loaded(files: &Files) -> Result<Loaded> {
    load_texts(files.clone()).map_err(|report| anyhow!("{}", report.render(false)))
}
