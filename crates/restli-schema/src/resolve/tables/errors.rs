//! The error catalogue.

use std::collections::BTreeMap;

use restli_core::token::TokenFault;

use crate::api::{ErrorCode, ErrorId, Evidence, Passes, RETRY_STATUSES, Situation};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node};
use crate::help::Help;
use crate::literal;
use crate::resolve::state::read::{entries, evidence, extensions, name, one_or_more, small, text, text_or_empty, texts};
use crate::resolve::state::tables::{ERROR, Tables, index, one_of};
use crate::rules;
use crate::suggest;

/// Reads `errors:` of `api.yaml`.
pub(crate) fn table<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, root: &'a Node, outer: &Evidence) {
    tables.names.errors = index(root, "errors", ErrorId);
    for (key, node) in entries(root, "errors") {
        for words in one_or_more(node.get("messages")) {
            let (written, small) = (words.text().unwrap_or_default(), words.text().unwrap_or_default().to_lowercase());
            if written.trim().is_empty() {
                problems.error(
                    rules::MALFORMED,
                    words.span,
                    "an empty text is in every message",
                    "write words of the message, or remove it",
                );
            } else if written.contains(['\n', '\r']) {
                let help = "write words that stand on one line of the message";
                problems.error(rules::MALFORMED, words.span, "messages are compared line by line, and this text has a line break", help);
            } else if let Some(inner) = pattern(written) {
                let message = format!("`{written}` is no pattern: it is in a message that has just these characters");
                problems.error(rules::MALFORMED, words.span, message, Help::write(inner.to_lowercase()));
            } else if written != small {
                let message = format!("`{written}` is in no message: messages are compared in lower case");
                problems.error(rules::MALFORMED, words.span, message, Help::write(small));
            }
        }
        let codes = node.get("service_error_codes").map_or(&[][..], Node::items);
        let error = ErrorCode {
            name: name(key, node, problems),
            status: status(problems, key, node),
            service_error_codes: codes.iter().filter_map(|code| code.text()?.parse().ok()).collect(),
            messages: texts(node, "messages"),
            token: text(node, "token").and_then(|word| TokenFault::OF_CODES.into_iter().find(|fault| fault.word() == word)),
            when: texts(node, "when").iter().filter_map(|word| Situation::ALL.iter().copied().find(|one| one.word() == word)).collect(),
            cause: text_or_empty(node, "cause"),
            remedy: text_or_empty(node, "remedy"),
            passes: node.get("passes").and_then(Node::text).and_then(|word| Passes::ALL.into_iter().find(|one| one.word() == word)),
            evidence: evidence(node, outer),
            extensions: extensions(node),
        };
        tables.errors.push(error);
    }
    ambiguous(tables, problems, root);
}

/// The words within the signs of a pattern: `*words*`, `^words$`, `.*words.*`, `%words%`, `/words/i`.
fn pattern(written: &str) -> Option<&str> {
    let within = |sign: char, end: &str| written.strip_prefix(sign)?.strip_suffix(end);
    let whole = within('%', "%").or_else(|| within('/', "/i")).or_else(|| within('/', "/")).or_else(|| within('^', "$"));
    let inner = whole.unwrap_or_else(|| written.trim_start_matches(['^', '.', '*']).trim_end_matches(['.', '*'])).trim();
    let is_pattern = whole.is_some() || written.starts_with(['^', '*']) || written.starts_with(".*") || written.ends_with('*');
    (is_pattern && !inner.is_empty()).then_some(inner)
}

/// Reads `errors:` of rules, a list of names. Reports a status in place of the name of the error that has it.
pub(crate) fn listed(tables: &Tables<'_>, problems: &mut Diagnostics, rule: &Node) -> Vec<ErrorId> {
    let mut found = Vec::new();
    for (wanted, span) in one_or_more(Some(rule)).iter().filter_map(|one| Some((one.text()?, one.span))) {
        let status = literal::whole(wanted).filter(|_| !tables.names.errors.has(wanted));
        let of_status = |error: &&ErrorCode| Some(u64::from(error.status)) == status;
        let names: Vec<&str> = tables.errors.iter().filter(of_status).map(|error| error.name.wire.as_str()).collect();
        if names.is_empty() {
            found.extend(one_of(&tables.names.errors, &ERROR, wanted, span, problems));
        } else {
            let help = match names.as_slice() {
                [one] => format!("the error with the status {wanted} is `{one}`"),
                _ => format!("the errors with the status {wanted} are {}", suggest::list(names)),
            };
            problems.error(rules::UNKNOWN_ERROR, span, format!("unknown error `{wanted}`"), help);
        }
    }
    found
}

/// Reports errors that nothing tells apart: a number of both or words of both, at one status.
fn ambiguous(tables: &Tables<'_>, problems: &mut Diagnostics, root: &Node) {
    let mut words: BTreeMap<(u16, &[i64], &str), &ErrorCode> = BTreeMap::new();
    let mut numbers: BTreeMap<(u16, i64), &ErrorCode> = BTreeMap::new();
    for (error, (_, node)) in tables.errors.iter().zip(entries(root, "errors")) {
        let mut report = |what: String, at: Option<&Node>, first: &ErrorCode| {
            let message = format!("{what} tells both `{}` and `{}` of status {}", first.name.wire, error.name.wire, error.status);
            let problem = Diagnostic::error(rules::REPEATED_FIELD, at.map_or(error.name.span, |at| at.span), message);
            problems
                .push(problem.also(first.name.span, "the other one").help("remove it from one of them, or add words that only one has"));
        };
        let written = |key: &str, text: &str| node.get(key).and_then(|list| list.items().iter().find(|item| item.text() == Some(text)));
        let codes = error.service_error_codes.as_slice();
        for text in &error.messages {
            let first = words.entry((error.status, codes, text)).or_insert(error);
            if !std::ptr::eq(*first, error) {
                report(format!("the text `{text}`"), written("messages", text), first);
            }
        }
        for code in codes.iter().filter(|_| error.messages.is_empty()) {
            let first = numbers.entry((error.status, *code)).or_insert(error);
            if !std::ptr::eq(*first, error) {
                report(format!("the number {code}"), written("service_error_codes", &code.to_string()), first);
            }
        }
    }
}

/// Reads `retry:` of `api.yaml`: the statuses after which a call is sent again.
pub(crate) fn retry_statuses(root: &Node) -> Vec<u16> {
    let Some(listed) = root.get("retry").and_then(|retry| retry.get("statuses")) else { return RETRY_STATUSES.to_vec() };
    let status = |one: &Node| one.text().and_then(literal::whole).and_then(|number| u16::try_from(number).ok());
    listed.items().iter().filter_map(status).collect()
}

fn status(problems: &mut Diagnostics, key: &Key, node: &Node) -> u16 {
    let written = small(node, "status");
    let from_key = literal::whole(&key.text).and_then(|number| u32::try_from(number).ok());
    let at = node.get("status").map_or(key.span, |status| status.span);
    if let (Some(status), Some(name)) = (written, from_key.filter(|name| (400..=599).contains(name)))
        && status != name
    {
        let message = format!("the error of the status {name} has the status {status}");
        problems.error(rules::EXCLUSIVE, at, message, "remove `status`, or give the error another name");
    }
    match written.or(from_key) {
        Some(number @ 400..=599) => u16::try_from(number).unwrap_or_default(),
        Some(number) => {
            let message = format!("{number} is not the HTTP status of an error");
            problems.error(rules::MALFORMED, at, message, "it is a number from 400 to 599");
            0
        }
        None => {
            let message = format!("the error `{}` has no status", key.text);
            problems.error(rules::MISSING_KEY, at, message, "add `status:` with the HTTP status, such as 403");
            0
        }
    }
}
