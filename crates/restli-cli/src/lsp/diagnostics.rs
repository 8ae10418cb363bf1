//! The problems of an API as editors show them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::{
    CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range, Uri,
};
use restli_schema::diagnostic::{Diagnostic, Severity};

use super::home::Home;
use super::position::Encoding;
use super::uri;

/// The page with the language.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/schema-language.md");

/// The problems of each file that has some.
pub(super) fn of(home: &Home, encoding: Encoding) -> BTreeMap<PathBuf, Vec<Shown>> {
    let mut found: BTreeMap<PathBuf, Vec<Shown>> = BTreeMap::new();
    for problem in &home.problems {
        // A problem without a place, such as a missing file, stands at the start of the API's tables.
        let path = home.numbered(problem.span.file).map_or_else(|| home.folder.join("api.yaml"), |(path, _)| path);
        found.entry(path).or_default().push(diagnostic(home, encoding, problem));
    }
    found
}

/// A problem with the text of the check: message, label, advice.
pub(super) fn diagnostic(home: &Home, encoding: Encoding, problem: &Diagnostic) -> Shown {
    let label = if problem.label.is_empty() { String::new() } else { format!(": {}", problem.label) };
    let help = problem.help.as_ref().map(|help| format!("\nhelp: {}", help.text)).unwrap_or_default();
    let range = |span: restli_schema::source::Span| {
        let (path, text) = home.numbered(span.file)?;
        Some((path, encoding.range(text, span.start as usize, span.end as usize)))
    };
    let others = problem.labels.iter().filter_map(|(span, label)| {
        let (path, range) = range(*span)?;
        Some(DiagnosticRelatedInformation { location: Location { uri: uri::of_path(&path)?, range }, message: label.clone() })
    });
    let others: Vec<DiagnosticRelatedInformation> = others.collect();
    Shown {
        range: range(problem.span).map(|(_, range)| range).unwrap_or_default(),
        severity: Some(match problem.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(problem.rule.to_owned())),
        code_description: Uri::from_str(PAGE).ok().map(|href| CodeDescription { href }),
        source: Some("restli".to_owned()),
        message: format!("{}{label}{help}", problem.message),
        related_information: (!others.is_empty()).then_some(others),
        ..Shown::default()
    }
}

/// The problem of a folder that cannot be read, at the start of the API's tables.
pub(super) fn unreadable(folder: &Path, problem: &str) -> BTreeMap<PathBuf, Vec<Shown>> {
    let message = problem.trim().trim_start_matches("error: ").to_owned();
    let shown = Shown {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("restli".to_owned()),
        message,
        ..Shown::default()
    };
    BTreeMap::from([(folder.join("api.yaml"), vec![shown])])
}
