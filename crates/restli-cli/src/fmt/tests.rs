//! Small layouts, every YAML file of the repository, and random edits of them.

use std::path::{Path, PathBuf};

use restli_testing::Random;

use super::{Left, formatted};
use crate::same::{same, tree};

fn laid_out(text: &str) -> String {
    formatted(text).unwrap_or_else(|left| panic!("{left:?}\n{text}"))
}

#[test]
fn blanks_and_indentation_are_those_of_the_house() {
    let cases = [
        ("a:   b\n", "a: b\n"),
        ("a : b   \n", "a: b\n"),
        ("a:\n    b:\n        c: d\n    e: f\n", "a:\n  b:\n    c: d\n  e: f\n"),
        ("a: { b : c,d: [ e,f ] , g: {}, }\n", "a: {b: c, d: [e, f], g: {}, }\n"),
        ("a: {get: ,update: }\n", "a: {get: , update: }\n"),
        ("a: {\"b\":c}\n", "a: {\"b\": c}\n"),
        ("a:\n- b\n-   c: d\n    e: f\n", "a:\n  - b\n  - c: d\n    e: f\n"),
        ("a:\n    -   - b\n        - c\n", "a:\n  - - b\n    - c\n"),
        ("a:\n    text on its own line\n", "a:\n  text on its own line\n"),
        ("a:\n   - {b: c,\n      d: e}\n", "a:\n  - {b: c,\n     d: e}\n"),
        ("'a b':  \"c  d\"\n", "'a b': \"c  d\"\n"),
        ("a: one\n    two\n", "a: one\n    two\n"),
        ("a:\n     b: \"one\n       two\"\n", "a:\n  b: \"one\n    two\"\n"),
        ("a: b", "a: b\n"),
        ("\n\na: b\n\n\n\nc: d\n\n\n", "a: b\n\nc: d\n"),
        ("", ""),
        ("\n", ""),
        ("# only a comment", "# only a comment\n"),
    ];
    for (before, after) in cases {
        assert_eq!(laid_out(before), after, "{before}");
    }
}

#[test]
fn texts_in_blocks_keep_their_lines() {
    let cases = [
        (
            "a:\n    doc: |\n        One.\n\n          Two  \n        # no comment\n    b: c\n",
            "a:\n  doc: |\n    One.\n\n      Two  \n    # no comment\n  b: c\n",
        ),
        ("a: >-   # folded\n   One\n   two.\n\n\nb: c\n", "a: >-   # folded\n  One\n  two.\n\nb: c\n"),
        ("a: |+\n   One.\n\n\nb: c\n", "a: |+\n  One.\n\n\nb: c\n"),
        ("a:\n- |\n One.\n- b\n", "a:\n  - |\n    One.\n  - b\n"),
        ("a:\n- b: |\n   One.\n  c: d\n", "a:\n  - b: |\n      One.\n    c: d\n"),
    ];
    for (before, after) in cases {
        assert_eq!(laid_out(before), after, "{before}");
    }
}

#[test]
fn comments_stand_where_they_stood() {
    let cases = [
        ("#a\n\n\n# b  \na: b  # c\n", "#a\n\n# b\na: b  # c\n"),
        ("a:\n    # about b\n    b: c\n    # about the next\nd: e\n", "a:\n  # about b\n  b: c\n  # about the next\nd: e\n"),
        ("a:\n    b: c\n# about d\nd: e\n", "a:\n  b: c\n# about d\nd: e\n"),
        ("a:\n    doc: |\n        One.\n      # about b\n    b: c\n", "a:\n  doc: |\n    One.\n  # about b\n  b: c\n"),
        ("a: {b: c, # about b\n      d: e} # about a\n", "a: {b: c, # about b\n      d: e} # about a\n"),
        ("a:\n    b: c\n    # the last\n", "a:\n  b: c\n  # the last\n"),
        ("a: b #c\n", "a: b #c\n"),
    ];
    for (before, after) in cases {
        assert_eq!(laid_out(before), after, "{before}");
    }
}

#[test]
fn tables_stand_apart_and_rules_do_not() {
    let before = "product: a\nrules:\n  base: b\n# Types.\ntypes:\n  A: {is: long}\nresources:\n  b:\n    simple: A\nx: {y: z}\n";
    let after = "product: a\nrules:\n  base: b\n\n# Types.\ntypes:\n  A: {is: long}\n\nresources:\n  b:\n    simple: A\nx: {y: z}\n";
    assert_eq!(laid_out(before), after);
    assert_eq!(laid_out("# First.\ntypes:\n  A: b\n"), "# First.\ntypes:\n  A: b\n");
}

#[test]
fn ends_of_lines_and_a_byte_order_mark_stay() {
    assert_eq!(laid_out("\u{feff}a:   b\r\n\r\n\r\nc: |\r\n   d\r\n"), "\u{feff}a: b\r\n\r\nc: |\r\n  d\r\n");
}

#[test]
fn file_beyond_the_layout_is_left_with_the_line_of_the_reason() {
    let cases = [("# a\n---\na: b\n", 2), ("a: b\n? c\n: d\n", 2), ("a: |2\n   b\n", 1), ("a: b\n\rc: d\n", 2)];
    for (text, line) in cases {
        let left = formatted(text).expect_err(text);
        assert_eq!(left.line, line, "{text}: {left:?}");
    }
}

#[test]
fn text_at_the_end_of_a_file_without_a_line_feed_gets_one_where_its_value_stays() {
    for text in ["product: a\ndoc: |-\n  One.\n  Two.", "product: a\ndoc: |\n  One.", "product: a\ndoc: >\n  One.", "product: a\ndoc: One."]
    {
        assert_eq!(laid_out(text), format!("{text}\n"));
    }
    for header in ["|+", ">+"] {
        let left = formatted(&format!("product: a\ndoc: {header}\n  One.\n  Two.")).expect_err("the value would be another one");
        assert_eq!(left.line, 4, "{header}: {}", left.why);
        assert!(left.why.starts_with("a line feed at the end would become part of the last text"), "{header}: {}", left.why);
    }
}

/// Every YAML file of the repository that is YAML of the language.
fn files() -> Vec<(PathBuf, String)> {
    let root = restli_testing::workspace();
    let mut folders: Vec<PathBuf> = ["schema", "tests", "crates", "docs", "xtask"].iter().map(|name| root.join(name)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if !path.ends_with("target") && !path.ends_with("node_modules") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "yaml")
                && let Ok(text) = std::fs::read_to_string(&path)
                && tree(text.strip_prefix('\u{feff}').unwrap_or(&text)).is_some()
            {
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

/// Fails unless a text says what another one says, by a comparison of its own.
fn assert_same(path: &Path, before: &str, after: &str) {
    let plain = |text: &str| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let (one, other) = (tree(&plain(before)).expect("YAML"), tree(&plain(after)).expect("YAML"));
    assert!(same(&one.root, &other.root), "{}\n{before}\n---\n{after}", path.display());
    let signs = |text: &str| text.split_ascii_whitespace().collect::<String>();
    assert_eq!(signs(before), signs(after), "{}", path.display());
}

#[test]
fn every_file_of_the_repository_says_the_same_when_laid_out() {
    let files = files();
    assert!(files.len() > 400, "{} files", files.len());
    let mut left = Vec::new();
    for (path, text) in &files {
        match formatted(text) {
            Ok(new) => {
                assert_same(path, text, &new);
                assert_eq!(formatted(&new), Ok(new.clone()), "{}", path.display());
            }
            Err(Left { line, why }) => left.push(format!("{}:{line}: {why}", path.display())),
        }
    }
    assert!(left.len() * 100 <= files.len(), "{left:#?}");
}

#[test]
fn schemas_of_linkedin_the_importer_and_the_template_are_laid_out() {
    let folders = ["schema/linkedin", "tests/conformance/schema", "tests/interop/schema", "crates/restli-cli/src/new/template"];
    let folders = folders.map(|folder| restli_testing::workspace().join(folder));
    for (path, text) in files().iter().filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder))) {
        let new = formatted(text).unwrap_or_else(|left| panic!("{}: {left:?}", path.display()));
        assert!(new == *text, "{}\n{}", path.display(), similar::TextDiff::from_lines(text.as_str(), new.as_str()).unified_diff());
    }
}

/// A text with edits of its layout alone: blanks at the ends of lines, more blank lines, other steps of indentation.
fn shaken(text: &str, random: &mut Random) -> String {
    let step = 1 + random.below(4);
    let mut shaken = String::new();
    // The depth of the line above a text in a block, before and after.
    let mut block: Option<(usize, usize)> = None;
    for line in text.lines() {
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        block = block.filter(|(above, _)| content.is_empty() || depth > *above);
        let moved = block.map_or(depth / 2 * step, |(above, moved)| (depth + moved).saturating_sub(above));
        shaken.push_str(&if content.is_empty() { String::new() } else { " ".repeat(moved) });
        shaken.push_str(content);
        if block.is_none() && content.ends_with(['|', '>']) {
            block = Some((depth, moved));
        } else if block.is_none() && random.one_in(5) {
            shaken.push_str("   ");
        }
        shaken.push('\n');
        if content.is_empty() && block.is_none() && random.one_in(2) {
            shaken.push('\n');
        }
    }
    shaken
}

#[test]
fn layouts_of_one_file_become_one() {
    let mut random = Random::new(14);
    let mut compared = 0;
    for (path, text) in files() {
        let text = text.replace("\r\n", "\n");
        let Ok(wanted) = formatted(&text) else { continue };
        // Lines that go on have columns of their own.
        let goes_on = |line: &str| line.ends_with([',', '{', '[']) || line.trim_start().starts_with(['}', ']', '-']);
        if text.lines().any(goes_on) || text.contains('\u{feff}') {
            continue;
        }
        // The long files take the most of the time, and have no lines of their own kind.
        for _ in 0..if text.len() > 8000 { 1 } else { 3 } {
            let shaken = shaken(&wanted, &mut random);
            let Some(document) = tree(&shaken) else { continue };
            if tree(&wanted).is_some_and(|wanted| same(&wanted.root, &document.root)) {
                assert_eq!(formatted(&shaken), Ok(wanted.clone()), "{}\n{shaken}", path.display());
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared} layouts");
}

#[test]
fn random_edits_never_change_what_a_file_says() {
    let signs = [
        " ", "  ", "\n", "\n\n", "\t", "#", " # x", "-", "- ", ":", ": ", ",", "{", "}", "[", "]", "'", "\"", "|", ">", "|+", "a", "?",
        "é", "\r\n",
    ];
    let mut random = Random::new(2026);
    let files: Vec<(PathBuf, String)> = files().into_iter().filter(|(_, text)| text.len() < 4000).collect();
    let mut tried = 0;
    for round in 0..2500 {
        let Some((path, text)) = files.get(random.below(files.len())) else { break };
        let mut edited = text.clone();
        for _ in 0..=random.below(3) {
            let at = edited.floor_char_boundary(random.below(edited.len() + 1));
            let end = edited.ceil_char_boundary((at + random.below(4)).min(edited.len()));
            edited.replace_range(at..if round % 2 == 0 { end } else { at }, random.pick(&signs));
        }
        if tree(&edited).is_none() {
            continue;
        }
        if let Ok(new) = formatted(&edited) {
            tried += 1;
            assert_same(path, &edited, &new);
            assert_eq!(formatted(&new), Ok(new.clone()), "{}\n{edited}", path.display());
        }
    }
    assert!(tried > 400, "{tried} edits were laid out");
}
