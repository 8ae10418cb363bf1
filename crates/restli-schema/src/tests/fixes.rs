//! The edits of all advice on the wrong schemas of the repository.

use std::fmt::Write as _;
use std::path::Path;

use super::cases::folders;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document;
use crate::fixes;
use crate::help::Fix;
use crate::rules;
use crate::source::SourceMap;
use crate::{LoadError, load_dir, load_texts};

/// The problems of a case, with its files; paths are those below its folder.
fn problems(case: &Path) -> (Vec<Diagnostic>, SourceMap) {
    match load_dir(case) {
        Ok(loaded) => (loaded.warnings, loaded.sources),
        Err(LoadError::Invalid(report)) => (report.diagnostics, report.sources),
        Err(error) => panic!("{error}"),
    }
}

/// The number of problems of a rule with a message.
fn count(problems: &[Diagnostic], one: &Diagnostic) -> usize {
    problems.iter().filter(|other| other.rule == one.rule && other.message == one.message).count()
}

/// The problems of the files after an edit.
fn after(case: &Path, sources: &SourceMap, edit: &fixes::Edit) -> Vec<Diagnostic> {
    let home = format!("{}/", case.display());
    let texts = sources.files().iter().zip(0..).map(|(file, number)| {
        let mut text = file.text.clone();
        if number == edit.span.file {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        (file.path.strip_prefix(&home).unwrap_or(&file.path).to_owned(), text)
    });
    match load_texts(texts) {
        Ok(loaded) => loaded.warnings,
        Err(report) => report.diagnostics,
    }
}

#[test]
fn edit_of_every_advice_makes_its_problem_go() {
    let (mut made, mut told) = (0, String::new());
    for case in folders("errors") {
        let (found, sources) = problems(&case);
        for problem in found.iter().filter(|problem| problem.help.as_ref().is_some_and(|help| help.fix.is_some())) {
            let file = sources.file(problem.span).expect("a file");
            let document = document::parse(&sources, problem.span.file, &mut Ignored::default().0);
            let Some(edit) = fixes::edit(problem, document.as_ref(), &file.text) else {
                let removes = matches!(problem.help.as_ref().and_then(|help| help.fix.as_ref()), Some(Fix::Remove));
                assert!(removes, "only what would leave nothing is not removed: {}: {}", case.display(), problem.message);
                continue;
            };
            made += 1;
            let after = after(&case, &sources, &edit);
            let unreadable = |problems: &[Diagnostic]| problems.iter().filter(|one| one.rule == rules::SYNTAX).count();
            // Where a stage reports one problem of several, the next of the kind comes.
            let is_same =
                |one: &Diagnostic| one.rule == problem.rule && one.span.file == problem.span.file && one.span.start == problem.span.start;
            let stays = count(&after, problem) >= count(&found, problem) && after.iter().any(is_same);
            if stays || unreadable(&after) > unreadable(&found) {
                let help = problem.help.as_ref().map(|help| help.text.clone()).unwrap_or_default();
                let _ = writeln!(told, "{}: {} at {} | {help} | {edit:?}", case.display(), problem.message, sources.place(problem.span));
            }
        }
    }
    assert!(told.is_empty(), "{} edits of {made}:\n{told}", told.lines().count());
    assert!(made > 200, "{made}");
}

/// Advice without an edit that names what to write, each with the reason.
const WITHOUT: &[(&str, &str)] = &[
    ("write `key: value`", "the words show a form"),
    ("write `person: ...`", "the value is too long to be repeated"),
    ("write `{string: T}`", "the type is not known"),
    ("write `{urn:person: T}`", "the type is not known"),
    ("for a file beside the schema write `chapter:`", "the text of the value is not that of a file"),
    ("remove it, or write `style: token`", "there are two ways"),
    ("write `id`", "the projection that is too much stands behind the name"),
    ("write `places*(street)`", "the selection stands behind the name"),
];

/// Rules whose problems lie in texts that are no YAML, or in names of files.
const ELSEWHERE: &[&str] = &[rules::SAMPLE];

#[test]
fn advice_that_names_what_to_write_has_an_edit() {
    let mut told = String::new();
    for case in folders("errors") {
        for problem in problems(&case).0 {
            let Some(help) = problem.help.filter(|help| help.fix.is_none() && !ELSEWHERE.contains(&problem.rule)) else { continue };
            // The file may hold such a character as an escape.
            let is_escape = problem.message.contains("invisible");
            let names = |before: &str| {
                let rest = help.text.split_once(before).map(|(_, rest)| rest);
                rest.is_some_and(|rest| rest.trim_end_matches('?').split_once('`').is_some_and(|(_, behind)| behind.is_empty()))
            };
            if (names("did you mean `") || names("write `") || help.text == "remove it" && !is_escape)
                && !WITHOUT.iter().any(|(words, _)| help.text.ends_with(words))
            {
                let _ = writeln!(told, "{}: {}: {}", case.display(), problem.message, help.text);
            }
        }
    }
    assert!(told.is_empty(), "{}\n{told}", told.lines().count());
}

/// Problems that nobody asks for.
#[derive(Default)]
struct Ignored(Diagnostics);

impl Drop for Ignored {
    fn drop(&mut self) {
        let _ = std::mem::take(&mut self.0).finish(());
    }
}
