//! The files that every generated client has, against those of the case `shell`: an API without types and resources.

use std::fmt::Write as _;

use restli_codegen::FileSet;
use similar::{ChangeTag, TextDiff};

/// The name of the API without types and resources.
pub(crate) const SHELL: &str = "shell";

/// A file of a case as its snapshot shows it.
#[derive(Debug, PartialEq)]
pub(crate) enum Shown {
    /// The whole text: the shell has no such file, or one that has little in common with it.
    Whole(String),
    /// The lines that differ from the file of the shell, `+` and `-`, with `…` for lines of the shell.
    Changed(String),
}

/// The files of a case that differ from those of the shell.
pub(crate) fn differences(api: &str, files: &FileSet, shell: &FileSet) -> Vec<(String, Shown)> {
    let shell: FileSet = shell.iter().map(|(path, text)| (renamed(path, api), renamed(text, api))).collect();
    let mut out: Vec<(String, Shown)> =
        files.iter().filter_map(|(path, text)| Some((path.clone(), difference(text, shell.get(path).map(String::as_str))?))).collect();
    let gone = shell.keys().filter(|path| !files.contains_key(*path));
    out.extend(gone.map(|path| (path.clone(), Shown::Whole("(the shell has this file, and the case has not)\n".to_owned()))));
    out
}

/// A path or text of the shell with the names of another API.
fn renamed(text: &str, api: &str) -> String {
    text.replace("shell-", &format!("{}-", api.replace('_', "-"))).replace(SHELL, api)
}

/// The difference of a file from that of the shell; `None` if both are equal but for the first line, which holds the hash of the schema.
fn difference(text: &str, shell: Option<&str>) -> Option<Shown> {
    let text = without_marker(text);
    let Some(shell) = shell.map(without_marker) else { return Some(Shown::Whole(text.to_owned())) };
    let diff = TextDiff::from_lines(shell, text);
    let changes: Vec<_> = diff.iter_all_changes().collect();
    if changes.iter().all(|change| change.tag() == ChangeTag::Equal) {
        return None;
    }
    let equal = changes.iter().filter(|change| change.tag() == ChangeTag::Equal).count();
    if equal * 2 < text.lines().count() {
        return Some(Shown::Whole(text.to_owned()));
    }
    let mut out = String::new();
    for change in changes {
        let sign = match change.tag() {
            ChangeTag::Insert => '+',
            ChangeTag::Delete => '-',
            ChangeTag::Equal => {
                if !out.ends_with("…\n") {
                    out.push_str("…\n");
                }
                continue;
            }
        };
        let _ = writeln!(out, "{}", format!("{sign} {}", change.value().trim_end()).trim_end());
    }
    Some(Shown::Changed(out))
}

/// A generated file without its first line, whose hash changes with every letter of the schema.
pub(crate) fn without_marker(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

#[test]
fn difference_of_equal_files_is_nothing() {
    let shell = "// marker a\nmod shell;\n\nuse shell_client;\n";
    assert_eq!(difference("// marker b\nmod a_b;\n\nuse a_b_client;\n", Some(&renamed(shell, "a_b"))), None);
}

#[test]
fn difference_shows_every_changed_line() {
    let shell = "0\n1\n2\n3\n4\n5\n6\n7\n8\n";
    for line in 1..9 {
        let changed = shell.replace(&format!("{line}\n"), "x\n");
        let Some(Shown::Changed(shown)) = difference(&changed, Some(shell)) else { panic!("line {line} is not shown") };
        assert!(shown.contains("+ x\n") && shown.contains(&format!("- {line}\n")), "{shown}");
    }
}

#[test]
fn differences_include_new_and_missing_files() {
    let set = |files: &[(&str, &str)]| files.iter().map(|(path, text)| ((*path).to_owned(), format!("//\n{text}"))).collect::<FileSet>();
    let shell = set(&[("shell-client/a.rs", "a\n"), ("shell-client/b.rs", "b\n")]);
    let case = set(&[("x-y-client/a.rs", "a\n"), ("x-y-client/c.rs", "c\n")]);
    let names: Vec<String> = differences("x_y", &case, &shell).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, ["x-y-client/c.rs", "x-y-client/b.rs"]);
}
