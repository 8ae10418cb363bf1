//! Advice on words of the language: those that other languages have in their place, and what each means.

use super::numbers;
use super::shape::{Entry, Limit, Shape, Value, Word};
use crate::document::Node;
use crate::help::{Fix, Help};
use crate::suggest;

/// Words of other languages, and the ones that mean the same here.
const SAME: &[(&str, &str)] = &[
    ("entities", "entity"),
    ("collection", "resource"),
    ("application", "app"),
    ("client", "app"),
    ("user", "member"),
    ("optional", "free"),
    ("offset", "start_count"),
    ("cursor", "token"),
    ("conflict", "duplicate"),
    ("exists", "duplicate"),
    ("already_exists", "duplicate"),
    ("taken", "duplicate"),
    ("missing", "not_found"),
    ("gone", "not_found"),
    ("deleted", "not_found"),
    ("removed", "not_found"),
    ("unknown", "not_found"),
    ("permission_denied", "permission_missing"),
    ("access_denied", "permission_missing"),
    ("not_authorized", "permission_missing"),
    ("resource_exhausted", "app_quota"),
    ("throttled", "app_quota"),
    ("quota", "app_quota"),
    ("quota_exceeded", "app_quota"),
    ("invalid_argument", "param_invalid"),
    ("bad_request", "param_invalid"),
    ("unprocessable_entity", "field_invalid"),
    ("payload_too_large", "batch_too_large"),
    ("uri_too_long", "address_too_long"),
    ("forbidden", "permission_missing"),
    ("unsupported_media_type", "media_type"),
    ("method_not_allowed", "no_method"),
    ("rate_limited", "app_quota"),
    ("rate_limit", "app_quota"),
    ("too_many_requests", "app_quota"),
    ("validation", "field_invalid"),
    ("invalid", "field_invalid"),
];

/// Advice on a text that is none of the words that the language lists: the nearest one, or what each means. A value of one of the other
/// `forms` may stand in place of a word.
pub(super) fn word(text: &str, words: &[Word], forms: &[Value]) -> Help {
    if let [only] = words {
        return Help::write(only.word);
    }
    let names = || words.iter().map(|word| word.word);
    let text = text.to_lowercase();
    let text = text.as_str();
    let same = SAME.iter().find(|(other, _)| *other == text).and_then(|(_, same)| names().find(|name| name == same));
    if let Some(near) = same.or_else(|| restli_core::suggest::nearest(text, names())) {
        return Help::meant(near);
    }
    let of_token = ["token", "unauthorized", "unauthenticated", "expired", "revoked"].iter().any(|word| text.contains(word));
    if of_token && names().any(|name| name == "permission_missing") {
        return "an error of the token has `token:` with `missing`, `invalid`, `expired` or `revoked` in place of `when`".into();
    }
    if words.len() > MANY {
        return some(text, words).into();
    }
    let without = matches!(text, "false" | "no" | "none" | "off").then(|| "leave the key out if there is none".to_owned());
    let mut meanings: Vec<String> = words.iter().map(|word| format!("`{}`: {}", word.word, lowered(word.doc))).collect();
    let long = forms.iter().find_map(|form| if let Value::Map(shape) = form { required(shape, None) } else { None });
    meanings.extend(long.map(|long| format!("with more to say, {}", long.text)));
    without.into_iter().chain(meanings).collect::<Vec<_>>().join("; ").into()
}

/// The most words whose meanings a message lists.
pub(super) const MANY: usize = 12;

/// Advice on a text that is none of many words: those that share most parts with it, else those whose meaning does, else all names.
fn some(text: &str, words: &[Word]) -> String {
    let parts: Vec<String> = text.split(|one: char| !one.is_alphanumeric()).filter(|part| part.len() > 3).map(stem).collect();
    let count = |text: &str| parts.iter().filter(|part| text.to_lowercase().contains(*part)).count();
    let best = |of: &dyn Fn(&Word) -> &'static str| {
        let most = words.iter().map(|word| count(of(word))).max().unwrap_or_default();
        words.iter().filter(|word| most > 0 && count(of(word)) == most).take(4).collect::<Vec<_>>()
    };
    let near = Some(best(&|word| word.word)).filter(|near| !near.is_empty()).unwrap_or_else(|| best(&|word| word.doc));
    let near: Vec<String> = near.iter().map(|word| format!("`{}`: {}", word.word, lowered(word.doc))).collect();
    if near.is_empty() {
        return format!("the words are {}", suggest::list(words.iter().map(|word| word.word)));
    }
    let are = if near.len() == 1 { "is" } else { "are" };
    format!("near {are} {}; completion in an editor lists all", near.join("; "))
}

/// The beginning of a word, in small letters, which its other forms share.
fn stem(word: &str) -> String {
    word.chars().take(5).collect::<String>().to_lowercase()
}

/// The meaning of a key, with the words that its value may be.
pub(super) fn meaning(entry: &Entry) -> String {
    let words = if let Value::Words(words) = entry.value { words } else { &[] };
    let words: Vec<&str> = words.iter().map(|word| word.word).collect();
    let either = if words.is_empty() { String::new() } else { format!(" Write {}.", suggest::either(words)) };
    format!("`{}`: {}{either}", entry.key, entry.doc)
}

/// A sentence as a part of another one.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// Advice to write the keys that a mapping needs, the only one of them with the list that stands in place of the mapping.
pub(super) fn required(shape: &Shape, list: Option<&Node>) -> Option<Help> {
    let one_of = shape.limits.iter().find_map(|limit| if let Limit::AtLeastOne(keys) = limit { Some(*keys) } else { None });
    let needed: Vec<&Entry> = shape.entries().filter(|entry| entry.required).collect();
    let texts = list.and_then(|list| list.items().iter().map(Node::text).collect::<Option<Vec<_>>>());
    let texts = texts.filter(|texts| !texts.is_empty()).map_or_else(|| "...".to_owned(), |texts| texts.join(", "));
    match (needed.as_slice(), one_of) {
        ([only], _) if list.is_some() && matches!(only.value, Value::List(_)) => {
            Some(Help::written("write it as", format!("{{{}: [{texts}]}}", only.key)))
        }
        ([], Some(keys)) if list.is_some() => {
            let forms: Vec<String> = keys.iter().map(|key| format!("`{{{key}: [{texts}]}}`")).collect();
            Some(format!("write it as {}", forms.join(" or ")).into())
        }
        ([], _) => None,
        (keys, _) => Some(
            format!("write it as `{{{}}}`", keys.iter().map(|entry| format!("{}: ...", entry.key)).collect::<Vec<_>>().join(", ")).into(),
        ),
    }
}

/// Advice on items of which one cannot stand in a list of this kind: brackets around it would not help.
pub(super) fn unfit_item(items: &[&str], kind: &Value) -> Option<Help> {
    match kind {
        Value::Words(words) => {
            let stranger = items.iter().find(|item| words.iter().all(|word| word.word != **item))?;
            let meant = word(stranger, words, &[]);
            let fix = meant.fix.filter(|_| items.len() == 1).and_then(|fix| if let Fix::Write(near) = fix { Some(near) } else { None });
            Some(Help { text: format!("it is a list of words: {}", meant.text), fix: fix.map(|near| Fix::Write(format!("[{near}]"))) })
        }
        Value::Written(notation) if !kind.is_symbol() && items.iter().any(|item| !(notation.fits)(item)) => {
            Some(format!("it is a list: {}", notation.help).into())
        }
        Value::Number { least, .. } if items.iter().any(|item| numbers::meant(item).is_none()) => {
            Some(format!("it is a list of numbers, as in `[{least}]`").into())
        }
        _ => None,
    }
}
