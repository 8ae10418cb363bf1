//! Answers that no schema foresees, given to generated clients: what their users see (`tests/answers/README.md`).

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]
#![allow(deprecated, reason = "calls that are retired get answers too")]

mod calls;
mod case;
mod extras;
mod products;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_testing::{Server, TOKEN};

use calls::{Call, Told};
use case::Case;

/// The files of `tests/answers`.
const SUBJECTS: [&str; 29] = [
    "actions",
    "advertising",
    "associations",
    "batches",
    "comments",
    "compound",
    "creates",
    "decorations",
    "documents",
    "errors",
    "failures",
    "headers",
    "logins",
    "networks",
    "outcomes",
    "pages",
    "partners",
    "positions",
    "returned",
    "samples",
    "secrets",
    "statuses",
    "strangers",
    "streams",
    "texts",
    "types",
    "unions",
    "uploads",
    "values",
];

/// The tables of calls.
const CALLS: [fn(&str) -> Option<Call>; 3] = [calls::by_id, products::by_id, extras::by_id];

/// The longest value that is shown, in characters.
const SHOWN: usize = 500;

/// The longest text of an error, in characters.
const LONGEST: usize = 3000;

#[tokio::test]
async fn malformed_answer_tells_what_happened_and_what_to_do() {
    let folder = restli_testing::workspace().join("tests/answers");
    let (mut names, mut flaws) = (BTreeSet::new(), Vec::new());
    for subject in SUBJECTS {
        let text = std::fs::read_to_string(folder.join(format!("{subject}.txt"))).expect(subject);
        let mut shown = String::new();
        for case in case::read(&text) {
            let told = told(&case).await;
            flaws.extend(check(&case, &told).into_iter().map(|flaw| format!("{}: {flaw}", case.name)));
            let (Told::Value(text) | Told::Error(text)) = told;
            let _ = writeln!(shown, "=== {}\n{} < {}\n{text}\n", case.name, case.call, cut(&case.written, SHOWN));
            assert!(names.insert(case.name.clone()), "two cases are named {}", case.name);
        }
        snapshot(subject, &shown);
    }
    assert!(flaws.is_empty(), "\n{}", flaws.join("\n"));
    assert!(names.len() >= 200, "{} cases", names.len());
    let files = std::fs::read_dir(&folder)
        .expect("the folder")
        .filter(|file| file.as_ref().is_ok_and(|file| file.path().extension().is_some_and(|extension| extension == "txt")));
    assert_eq!(files.count(), SUBJECTS.len(), "a file is not a subject");
}

/// The text for the user of the client.
async fn told(case: &Case) -> Told {
    let answers = case.answers.iter().chain(std::iter::repeat(&case.answers[case.answers.len() - 1]));
    let server = Server::sending(answers.take(8).cloned().collect()).expect("a loopback port");
    let call = CALLS.iter().find_map(|by_id| by_id(&case.call)).unwrap_or_else(|| panic!("{}: no call {}", case.name, case.call));
    match call(server.url()).await {
        Told::Value(text) => {
            let (value, left_out) = text
                .split_once("\n  left out")
                .map_or((&*text, String::new()), |(value, left_out)| (value, format!("\n  left out{left_out}")));
            Told::Value(format!("value: {}{left_out}", cut(value, SHOWN)))
        }
        Told::Error(text) => Told::Error(text.replace(server.url(), "SERVER")),
    }
}

/// Checks what every text for a user has in common.
fn check(case: &Case, told: &Told) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut demand = |holds: bool, flaw: &str| {
        if !holds {
            flaws.push(flaw.to_owned());
        }
    };
    let operation = case.call.split(',').next().unwrap_or_default();
    match told {
        Told::Value(_) => demand(case.gives_value, "gives a value"),
        Told::Error(text) => {
            demand(!case.gives_value, &format!("gives an error: {text}"));
            demand(text.starts_with(operation), "does not begin with the operation");
            let first = text.lines().next().unwrap_or_default();
            demand(first.contains("; ") || text.contains("\n  remedy: "), "has no remedy");
            demand(first.chars().count() <= 120, "has a long first line");
            demand(text.chars().count() <= LONGEST, "is too long");
            demand(text.lines().skip(1).all(|line| line.starts_with("  ")), "has a line of the server");
        }
    }
    let (Told::Value(text) | Told::Error(text)) = told;
    let is_harmful = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    demand(!text.contains(is_harmful), "has a control character");
    demand(!text.contains(TOKEN), "has the token");
    flaws
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Compares with the snapshot of a subject in `tests/snapshots/answers`.
fn snapshot(subject: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(restli_testing::workspace().join("tests/snapshots/answers"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(subject, text));
}
