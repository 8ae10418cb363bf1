//! `restli fmt`: one layout for the YAML of an API.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use restli_schema::diagnostic::{Diagnostics, Severity};
use restli_schema::document::{self, Node, Value};
use restli_schema::source::SourceMap;

use crate::Tool;
use crate::changes::Change;
use crate::messages::{self, say};
use crate::paths::shown;
use crate::same::{MARK, tree};
use crate::schemas::folders;

mod layout;
mod proof;
#[cfg(test)]
mod tests;
mod tokens;

/// Options of `fmt`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; print what would change and fail if anything would.
    #[arg(long)]
    check: bool,
    /// Only this API: a folder below `schema/`, or the path of any other schema folder.
    #[arg(long)]
    api: Option<String>,
}

/// The status where a file cannot be read as YAML.
const UNREADABLE: u8 = 3;

/// Lays out the files of each schema, or checks them.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let (folders, root) = folders(tool, options.api.as_deref())?;
    let (mut changes, mut count, mut is_unreadable) = (Vec::new(), 0, false);
    for folder in folders {
        for file in restli_schema::read_dir(&folder)?.into_iter().filter(|file| !file.path.starts_with("samples/")) {
            let path = folder.join(&file.path);
            let shown = shown(&path, &root);
            count += 1;
            match readable(&shown, file.bytes) {
                Some(text) => changes.extend(change(path, &shown, text)),
                None => is_unreadable = true,
            }
        }
    }
    for change in &changes {
        if options.check {
            say(&change.diff(&root))?;
        } else {
            change.apply()?;
            say(&format!("{}\n", change.summary(&root)))?;
        }
    }
    let plural = if count == 1 { "" } else { "s" };
    let would_change = options.check && !changes.is_empty();
    if changes.is_empty() && !is_unreadable {
        say(&format!("{count} file{plural}, nothing to change\n"))?;
    } else if would_change {
        let told = format!("{} of {count} file{plural} would change; run `{tool} fmt`", changes.len());
        messages::tell(Severity::Error, &told, &told);
    }
    Ok(if is_unreadable {
        ExitCode::from(UNREADABLE)
    } else if would_change {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The change that lays a file out; `None` if it is laid out, or left as it is with a warning.
fn change(path: PathBuf, shown: &str, text: String) -> Option<Change> {
    match formatted(&text) {
        Ok(new) => (new != text).then(|| Change::between(path, text, new)),
        Err(Left { line, why }) => {
            let told = format!("{shown}:{line}: the file is left as it is: {why}");
            messages::tell(Severity::Warning, &told, &format!("warning: {told}"));
            None
        }
    }
}

/// The text of a file that is YAML; `None` if it is none, with its problems shown.
fn readable(shown: &str, bytes: Vec<u8>) -> Option<String> {
    let Ok(text) = String::from_utf8(bytes) else {
        messages::fail(&format!("{shown}: the file is not UTF-8: save it as UTF-8"));
        return None;
    };
    is_readable(shown, &text).then_some(text)
}

/// Returns whether a file is YAML; its problems are shown.
pub(crate) fn is_readable(shown: &str, text: &str) -> bool {
    let mut sources = SourceMap::default();
    let file = sources.add(shown.to_owned(), text.strip_prefix(MARK).unwrap_or(text).to_owned());
    let mut problems = Diagnostics::default();
    let _ = document::parse(&sources, file, &mut problems);
    let Err(diagnostics) = problems.finish(()) else { return true };
    let report = restli_schema::Report { diagnostics, sources };
    messages::show(&report.diagnostics, &report.sources, |colour| report.render(colour));
    false
}

/// A file that is left as it is: the line of the reason, and the reason.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Left {
    line: usize,
    why: &'static str,
}

/// The text of a file laid out: what it says and its comments are the same, in the same order.
pub(crate) fn formatted(whole: &str) -> Result<String, Left> {
    let body = whole.strip_prefix(MARK).unwrap_or(whole);
    let text = body.replace("\r\n", "\n");
    let left = |offset: usize, why| Left { line: text.get(..offset).unwrap_or_default().matches('\n').count() + 1, why };
    if let Some(at) = text.find('\r') {
        return Err(left(at, "a carriage return stands inside of a line"));
    }
    let apart = tables(&text);
    let apart: Vec<&str> = apart.iter().map(String::as_str).collect();
    let laid_out = |text: &str| layout::laid_out(text, &apart).map_err(|refused| left(refused.0, refused.1));
    let new = laid_out(&text)?;
    let is_stable = laid_out(&new).as_ref() == Ok(&new);
    let ends_as_windows_does = body.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
    let written = if ends_as_windows_does { new.replace('\n', "\r\n") } else { new };
    if !is_stable || !proof::says_the_same(body, &written) {
        if !text.ends_with('\n') && proof::says_the_same(&format!("{body}\n"), &written) {
            return Err(left(
                text.len(),
                "a line feed at the end would become part of the last text: add it, or write that text with `|-`",
            ));
        }
        return Err(left(0, "no layout of it is known to say the same"));
    }
    let mark = if body.len() < whole.len() { MARK.to_string() } else { String::new() };
    Ok(mark + &written)
}

/// The tables of a file that stand apart: mappings in block style. Rules belong to the head of a file.
fn tables(text: &str) -> Vec<String> {
    let Some(document) = tree(text) else { return Vec::new() };
    let is_block = |node: &Node| {
        matches!(node.value, Value::Map(_)) && !text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with('{'))
    };
    let tables = document.root.entries().iter().filter(|(key, value)| key.text != "rules" && is_block(value));
    tables.map(|(key, _)| key.text.clone()).collect()
}
