//! Tests of the crate as a whole: texts in, an API or a report out.

mod cases;
mod files;
mod fixes;
mod folders;
mod limits;
mod meaning;

use crate::{Loaded, Report, load_texts};

/// An API with nothing but a name and a base.
const API: &str = "api: test\nnamespace: com.example\nbases:\n  main: {url: \"https://api.example.com\", path: /v1}\n";

/// Loads one product beside [`API`].
fn product(text: impl Into<String>) -> Result<Loaded, Report> {
    load_texts([("api.yaml", API.to_owned()), ("product.yaml", text.into())])
}

/// The rules that are broken, each once, sorted.
fn broken(result: Result<Loaded, Report>) -> Vec<&'static str> {
    let diagnostics = match result {
        Ok(loaded) => loaded.warnings,
        Err(report) => report.diagnostics,
    };
    let mut rules: Vec<&str> = diagnostics.iter().map(|one| one.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}
