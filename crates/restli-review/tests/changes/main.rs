//! Every kind of fact changes once, and both the diff and the surface show it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod cases;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_review::diff::{Change, Changes, RULES, diff};
use restli_schema::Loaded;

const FILES: [(&str, &str); 4] = [
    ("api.yaml", include_str!("shop/api.yaml")),
    ("more.yaml", include_str!("shop/more.yaml")),
    ("samples/wares.wares.get_response.json", include_str!("shop/samples/wares.wares.get_response.json")),
    ("wares.yaml", include_str!("shop/wares.yaml")),
];

/// The shop with texts in its files replaced.
fn shop(edits: &[(&str, &str, &str)]) -> Result<Loaded, String> {
    for (file, old, _) in edits {
        assert!(FILES.iter().any(|(path, text)| path == file && text.contains(old)), "{file} has no `{old}`");
    }
    let edited = |path: &str, text: &str| {
        let own = edits.iter().filter(|(file, ..)| *file == path);
        own.fold(text.to_owned(), |text, (_, old, new)| text.replacen(old, new, 1))
    };
    restli_schema::load_texts(FILES.map(|(path, text)| (path, edited(path, text)))).map_err(|report| report.render(false))
}

fn lines(changes: &Changes) -> String {
    let mut out = String::new();
    for change in &changes.all {
        let values =
            if change.was.is_empty() && change.is.is_empty() { String::new() } else { format!(": {} -> {}", change.was, change.is) };
        let _ = writeln!(
            out,
            "    {} | {} | {} | {} {}{values}",
            change.wire,
            change.rust,
            change.direction.word(),
            change.name(),
            change.label
        );
    }
    out
}

#[test]
fn change_of_every_kind_of_fact_is_told_by_the_diff_and_shown_by_the_surface() {
    let before = shop(&[]).expect("a schema");
    let surface = |loaded: &Loaded| restli_codegen::surface(&restli_codegen::plan(&loaded.api));
    let was = surface(&before);
    let (mut out, mut problems, mut seen) = (String::new(), String::new(), BTreeSet::new());
    let single = cases::CASES.iter().map(|case| vec![*case]);
    let moves = cases::MOVES.iter().map(|(moved, place, written)| vec![("wares.yaml", *moved, ""), ("more.yaml", *place, *written)]);
    for edits in single.chain(moves) {
        let quoted = |text: &str| text.trim().replace('\n', " / ");
        let words =
            edits.iter().map(|(file, old, new)| format!("{file}: `{}` -> `{}`\n", quoted(old), quoted(new))).collect::<Vec<_>>().concat();
        let after = match shop(&edits) {
            Ok(after) => after,
            Err(report) => {
                let _ = writeln!(problems, "{words}is no schema:\n{report}");
                continue;
            }
        };
        let changes = diff(&before, &after);
        seen.extend(changes.all.iter().map(|change| (change.rule.area, change.rule.kind)));
        let is_documentation = changes.all.iter().all(Change::is_documentation);
        let is_shown = is_documentation || surface(&after) != was;
        if changes.all.is_empty() || !is_shown {
            let _ = writeln!(problems, "{words}surface shows it: {is_shown}\n{}", lines(&changes));
        }
        let _ = writeln!(out, "{words}{}", lines(&changes));
    }
    for rule in RULES.iter().filter(|rule| !seen.contains(&(rule.area, rule.kind))) {
        let _ = writeln!(problems, "no case changes this: {}, {}", rule.area.word(), rule.kind.word());
    }
    assert!(problems.is_empty(), "{problems}");
    insta::assert_snapshot!(out);
}
