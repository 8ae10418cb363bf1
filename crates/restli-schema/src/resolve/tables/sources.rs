//! The table of documents that facts come from.

use crate::api::Source;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
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
    for page in declared.iter().filter_map(|(_, node)| node.get("page")) {
        if page.text().is_some_and(|text| !is_address(text)) {
            let problem = Diagnostic::error(rules::MALFORMED, page.span, "a page is an address that begins with `https://`");
            problems.push(problem.help("for a file beside the schema write `chapter:`"));
        }
    }
    for (name, span) in used {
        if is_address(name) || declared.iter().any(|(key, _)| key.text == *name) {
            continue;
        }
        let names = || declared.iter().map(|(key, _)| key.text.as_str());
        let help = restli_core::suggest::nearest(name, names()).map_or_else(
            || {
                if name.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()) {
                    return "an address has neither blanks nor parentheses nor `<` and `>`: write those percent-encoded, as in `%20`"
                        .to_owned();
                }
                "declare it under `sources` of `api.yaml` with its title and page, or give an address that begins with `https://`"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        );
        problems.push(Diagnostic::error(rules::UNKNOWN_SOURCE, *span, format!("there is no source `{name}`")).help(help));
    }
}

/// Returns whether a text is an address that a browser opens.
fn is_address(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "()<>".contains(c)))
}
