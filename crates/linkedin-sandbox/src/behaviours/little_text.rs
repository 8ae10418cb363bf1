//! Commentary is cut, without a word, at the first reserved character that is neither escaped nor part of a mention or hashtag
//! (`docs/linkedin/content.md`).

use restli_sandbox::{Act, Behaviour, Moment};
use serde_json::Value as Json;

use crate::text::set;

pub(super) const BEHAVIOUR: Behaviour =
    Behaviour { operations: &["content.posts.create", "content.posts.partial_update"], act: Act::After(cut_entity) };

/// The characters with a meaning in the little text format.
const RESERVED: &str = "|{}@[]()<>#\\*_~";

fn cut_entity(moment: &mut Moment<'_>) {
    let key = moment.created().unwrap_or_else(|| moment.key().to_owned());
    let Some(post) = moment.get("/posts", &key) else { return };
    let mut post = post.clone();
    let Some(seen) = post.get("commentary").and_then(Json::as_str).map(|text| Json::from(cut(text))) else { return };
    set(&mut post, "commentary", seen);
    moment.put("/posts", &key, post);
}

/// The part of a text that a reader of the post sees.
fn cut(text: &str) -> &str {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += match template(rest) {
            Some(length) => length,
            None => match rest.chars().next() {
                Some('\\') => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                Some(one) if RESERVED.contains(one) => return text.get(..at).unwrap_or_default().trim_end(),
                one => one.map_or(1, char::len_utf8),
            },
        };
    }
    text
}

/// The length of the mention or hashtag that a text begins with.
fn template(text: &str) -> Option<usize> {
    if text.starts_with("@[") {
        let name = text.find("](urn:")?;
        return Some(name + text.get(name..)?.find(')')? + 1);
    }
    if text.starts_with("{hashtag|") {
        return Some(text.find('}')? + 1);
    }
    let word = text.strip_prefix('#')?;
    let length = word.find(|one: char| !one.is_alphanumeric()).unwrap_or(word.len());
    (length > 0).then_some(1 + length)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn commentary_is_cut_at_the_first_bare_reserved_character() {
        for (text, seen) in [
            ("Release 1.2 (beta)", "Release 1.2"),
            (r"Release 1.2 \(beta\)", r"Release 1.2 \(beta\)"),
            ("Hello @[Acme](urn:li:organization:4400) #rust!", "Hello @[Acme](urn:li:organization:4400) #rust!"),
            (r"See {hashtag|\#|rust} now", r"See {hashtag|\#|rust} now"),
            ("a # b", "a"),
            ("snake_case", "snake"),
            ("", ""),
        ] {
            assert_eq!(cut(text), seen, "{text}");
        }
    }
}
