//! The table of documents that facts come from.

use crate::api::Source;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::Help;
use crate::resolve::state::read::{entries, text, text_or_empty};
use crate::rules;
use crate::source::Span;

/// Reads `sources:` of `api.yaml`.
pub(crate) fn table(root: &Node) -> Vec<Source> {
    let read = |(key, node): &(crate::document::Key, Node)| Source {
        name: key.text.clone(),
        title: text_or_empty(node, "title"),
        page: text(node, "page"),
        chapter: text(node, "chapter"),
    };
    entries(root, "sources").iter().map(read).collect()
}

/// Reports pages that are not addresses, and sources that are neither declared nor addresses. `used` are the texts under `source:`.
pub(crate) fn check(root: &Node, used: &[(String, Span)], problems: &mut Diagnostics) {
    let declared = entries(root, "sources");
    let table = root.key("sources").map(|key| key.span);
    for page in declared.iter().filter_map(|(_, node)| node.get("page")) {
        if page.text().is_some_and(|text| !is_address(text)) {
            let problem = Diagnostic::error(rules::MALFORMED, page.span, "a page is an address that begins with `https://`");
            let help = page.text().and_then(stray).unwrap_or("for a file beside the schema write `chapter:`");
            problems.push(problem.help(help));
        }
    }
    // Names are not looked up in what is no table.
    let is_none = root.get("sources").is_some_and(|table| table.entries().is_empty());
    for (name, span) in used.iter().filter(|_| !is_none) {
        if is_address(name) || declared.iter().any(|(key, _)| key.text == *name) {
            continue;
        }
        let problem = Diagnostic::error(rules::UNKNOWN_SOURCE, *span, format!("there is no source `{name}`"));
        let near = restli_core::suggest::nearest(name, declared.iter().map(|(key, _)| key.text.as_str()));
        problems.push(match (near, table) {
            (Some(near), _) => problem.help(Help::meant(near)),
            (None, _) if stray(name).is_some() => problem.help(stray(name).unwrap_or_default()),
            (None, Some(at)) => problem
                .help("declare it under `sources` with its title and page, or give an address that begins with `https://`")
                .also(at, "the sources are declared here"),
            (None, None) => problem.help(
                "declare it under `sources`, in `api.yaml` or a file of the folder `api`, with its title and page, or give an address that begins with `https://`",
            ),
        });
    }
}

/// Returns whether a text is an address that a browser opens.
fn is_address(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "()<>".contains(c)))
}

/// Advice on an address that is none for its signs.
fn stray(text: &str) -> Option<&'static str> {
    text.strip_prefix("https://").filter(|rest| !rest.is_empty())?;
    Some("an address has neither blanks nor parentheses nor `<` and `>`: write those percent-encoded, as in `%20`")
}
