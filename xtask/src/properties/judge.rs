//! The judgement on one schema, without a compiler: a refusal points into the schema and says how to mend it, and what passes generates,
//! parses, and comes back from an export.

use std::panic::{AssertUnwindSafe, catch_unwind};

use restli_codegen::{Dependencies, FileSet};
use restli_export::Format;
use restli_schema::Report;
use restli_schema::api::Api;
use restli_schema::diagnostic::{Diagnostic, Severity};
use restli_schema::rules;

#[path = "../../../crates/restli-export/tests/said/mod.rs"]
mod said;

use super::schema::Schema;
use super::written::{Written, remove, rename};

/// The most rounds of following the help of messages.
const ROUNDS: usize = 12;

/// A broken promise.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The promise, by which a smaller schema is recognised as broken in the same way.
    pub(crate) promise: &'static str,
    /// The failure, as text for people.
    pub(crate) what: String,
}

/// A schema that passes the check, after its names were mended.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) schema: Schema,
    pub(crate) api: Api,
    pub(crate) files: FileSet,
    /// The number of names that were given with `rust:`.
    pub(crate) renamed: usize,
}

/// The first problem of a refused schema: the rule, and the message.
pub(crate) type Refused = (&'static str, String);

/// The result of a judgement.
pub(crate) type Judgement = Result<Result<Passed, Refused>, Broken>;

/// Judges a schema.
pub(crate) fn judge(schema: &Schema) -> Judgement {
    catch_unwind(AssertUnwindSafe(|| promises(schema))).unwrap_or_else(|panic| {
        let what = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Broken { promise: "nothing panics", what: what.unwrap_or_default() })
    })
}

fn promises(schema: &Schema) -> Judgement {
    let (schema, api, renamed) = match checked(schema.clone())? {
        Ok(passed) => passed,
        Err(refused) => return Ok(Err(refused)),
    };
    let plan = restli_codegen::plan(&api);
    let files = restli_codegen::generate(&plan, &Dependencies::Workspace, None)
        .map_err(|error| Broken { promise: "what passes the check generates", what: error.to_string() })?;
    for (path, text) in files.iter().filter(|(path, _)| path.contains("/src/")) {
        syn::parse_file(text).map_err(|error| Broken { promise: "what is generated is Rust", what: format!("{path}: {error}") })?;
    }
    comes_back(&api)?;
    Ok(Ok(Passed { schema, api, files, renamed }))
}

/// Checks a schema and follows the help of its messages on names. A product with other faults is left out, as long as others remain.
fn checked(mut schema: Schema) -> Result<Result<(Schema, Api, usize), Refused>, Broken> {
    let (mut renamed, mut last) = (0, String::new());
    let mut refused = ("", String::new());
    for _ in 0..ROUNDS {
        let written = Written::new(&schema);
        let report = match restli_schema::load_texts(written.files.clone()) {
            Ok(loaded) => return Ok(Ok((schema, loaded.api, renamed))),
            Err(report) => report,
        };
        points_into(&report)?;
        let errors: Vec<&Diagnostic> = report.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
        let others: Vec<&Diagnostic> = errors.iter().copied().filter(|one| !is_of_names(one)).collect();
        if others.is_empty() {
            for one in errors {
                let places = std::iter::once(one.span).chain(one.labels.iter().map(|(span, _)| *span));
                let mut paths = places.filter_map(|span| written.key_at(span.file, span.start));
                if paths.any(|path| rename(&mut schema, path, renamed)) {
                    renamed += 1;
                } else {
                    last = report.render(false);
                    return Err(Broken { promise: "a name that collides can be renamed", what: last });
                }
            }
            last = report.render(false);
            continue;
        }
        for one in others {
            refused = (one.rule, one.message.clone());
            let Some((file, _)) = usize::try_from(one.span.file).ok().and_then(|file| written.files.get(file)) else {
                return Ok(Err(refused));
            };
            if file == "api.yaml" || schema.len() <= 2 {
                return Ok(Err(refused));
            }
            remove(&mut schema, &vec![file.clone()]);
        }
        last.clear();
    }
    if last.is_empty() { Ok(Err(refused)) } else { Err(Broken { promise: "a name that collides can be renamed", what: last }) }
}

/// Returns whether the remedy of a problem is another name in Rust.
fn is_of_names(one: &Diagnostic) -> bool {
    matches!(one.rule, rules::COLLISION | rules::NO_IDENTIFIER) && one.help.as_ref().is_some_and(|help| help.text.contains("`rust:`"))
}

/// Each problem has a place in one of the files.
fn points_into(report: &Report) -> Result<(), Broken> {
    for one in &report.diagnostics {
        for span in std::iter::once(one.span).chain(one.labels.iter().map(|(span, _)| *span)) {
            let file = usize::try_from(span.file).ok().and_then(|file| report.sources.files().get(file));
            let range = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
            let inside = file.zip(range).is_some_and(|(file, (start, end))| start < end && file.text.get(start..end).is_some());
            if !inside {
                return Err(Broken { promise: "a problem has a place in the schema", what: format!("{one:?}") });
            }
        }
    }
    Ok(())
}

/// A schema that is exported as snapshots and imported again is the schema before.
fn comes_back(api: &Api) -> Result<(), Broken> {
    let broken = |what: String| Broken { promise: "a schema comes back from an export", what };
    let exported = restli_export::export(api, Format::Snapshot);
    let imported = restli_import::import(exported.files.clone().into_iter().collect(), &api.name.wire, "https://api.example.com");
    let refused = exported.notes.iter().any(|note| note.disposition == restli_export::Disposition::Refused);
    if imported.errors() > 0 {
        return if refused { Ok(()) } else { Err(broken(imported.render(false))) };
    }
    let back = restli_schema::load_texts(imported.files).map_err(|report| broken(report.render(false)))?.api;
    let (before, after) = (said::said(api).join("\n"), said::said(&back).join("\n"));
    if before == after { Ok(()) } else { Err(broken(similar::TextDiff::from_lines(&before, &after).unified_diff().to_string())) }
}
