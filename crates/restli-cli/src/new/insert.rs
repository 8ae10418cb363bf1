//! An entry added to the text of a file, around which no byte changes.

use restli_schema::document::{Key, Node};
use restli_schema::fixes::extent;

use super::stub::Stub;
use crate::same::{same, same_key, tree};

/// The tables that stand behind another one, where an author has no other habit.
const FOLLOWERS: &[(&str, &[&str])] =
    &[("types", &["resources", "events"]), ("resources", &["events"]), ("finders", &["batch_finders", "actions", "projections", "sub"])];

/// The text with an entry more, in the mapping that a path of keys leads to. Mappings of the path that are not there are made. `None` if there is
/// no place for it that a program finds.
pub(super) fn insert(text: &str, path: &[&str], name: &str, value: &Stub) -> Option<String> {
    let before = tree(text)?;
    let (mut node, mut there) = (&before.root, 0);
    while let Some(inner) = path.get(there).and_then(|key| node.get(key)) {
        (node, there) = (inner, there + 1);
    }
    let missing: Vec<&str> = path.iter().skip(there).copied().chain([name]).collect();
    let (key, inside) = missing.split_first()?;
    let added = inside.iter().rev().fold(value.clone(), |inner, key| Stub::Block(vec![((*key).to_owned(), inner)]));
    let new = match node.entries().iter().find(|(known, _)| known.text == *key) {
        Some((known, absent)) if absent.is_absent() => filled(text, node, known.span.end as usize, &added)?,
        Some(_) => return None,
        None if is_flow(node, text) => in_flow(text, node, key, &added)?,
        None => in_block(text, node, key, &added)?,
    };
    let place: Vec<&str> = path.iter().take(there).copied().chain([*key]).collect();
    is_all_else_the_same(&before.root, &tree(&new)?.root, &place, &added).then_some(new)
}

/// Returns whether two trees differ in one entry alone, which the second has, with this value.
fn is_all_else_the_same(before: &Node, after: &Node, place: &[&str], added: &Stub) -> bool {
    let Some((key, inside)) = place.split_first() else { return false };
    let (old, new) = (before.entries(), after.entries());
    let is_on_the_way = |name: &str| name == *key;
    if inside.is_empty() {
        let others = |entries: &[(Key, Node)]| entries.iter().filter(|(name, _)| !is_on_the_way(&name.text)).cloned().collect::<Vec<_>>();
        let (old_others, new_others) = (others(old), others(new));
        return after.get(key).is_some_and(|value| added.is(value))
            && old_others.len() == new_others.len()
            && old_others.iter().zip(&new_others).all(|((one, value), (other, new))| same_key(one, other) && same(value, new));
    }
    old.len() == new.len()
        && old.iter().zip(new).all(|((one, value), (other, new))| {
            let is_inside = if is_on_the_way(&one.text) { is_all_else_the_same(value, new, inside, added) } else { same(value, new) };
            same_key(one, other) && is_inside
        })
}

fn is_flow(node: &Node, text: &str) -> bool {
    text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with('{'))
}

/// The value of a key that has none, behind its colon.
fn filled(text: &str, around: &Node, key_end: usize, added: &Stub) -> Option<String> {
    let colon = key_end
        + text
            .get(key_end..)?
            .find(|one: char| one != ' ')
            .filter(|at| text.get(key_end + at..).is_some_and(|rest| rest.starts_with(':')))?;
    if is_flow(around, text) {
        let pair = added.pair("x");
        return Some(put(text, colon + 1, pair.strip_prefix("x:")?));
    }
    let column = column(text, around.span.start as usize);
    let Stub::Block(entries) = added else { return None };
    let lines = entries.iter().flat_map(|(key, value)| value.lines(key, column + 2)).collect();
    let end = line_end(text, colon);
    Some(put_lines(text, end, lines))
}

/// An entry at the end of a mapping in flow style.
fn in_flow(text: &str, node: &Node, key: &str, added: &Stub) -> Option<String> {
    let closing = (extent(node, text).end as usize).checked_sub(1)?;
    let before = text.get(..closing).filter(|_| text.get(closing..).is_some_and(|rest| rest.starts_with('}')))?.trim_end();
    let pair = added.pair(key);
    let behind = match before.chars().next_back()? {
        '{' => pair,
        ',' => format!(" {pair}"),
        ':' => format!(" , {pair}"),
        _ => format!(", {pair}"),
    };
    Some(put(text, before.len(), &behind))
}

/// An entry in a mapping in block style: at its end, or before the tables that stand behind it.
fn in_block(text: &str, node: &Node, key: &str, added: &Stub) -> Option<String> {
    let entries = node.entries();
    let followers = FOLLOWERS.iter().find(|(name, _)| *name == key).map_or(&[][..], |(_, followers)| followers);
    let follower = entries.iter().position(|(name, _)| followers.contains(&name.text.as_str())).filter(|at| *at > 0);
    let last = entries.get(follower.unwrap_or(entries.len()).checked_sub(1)?).map(|(key, _)| key.span.start as usize)?;
    let column = column(text, last);
    let mut lines = added.lines(key, column);
    // A table of a file stands apart, and an entry if the last one does.
    let is_apart = if column == 0 { matches!(added, Stub::Block(_)) } else { entries.len() > 1 && is_after_blank_line(text, last) };
    if is_apart {
        lines.insert(0, String::new());
    }
    // The last comments of a table stand in it, those above an entry belong to that.
    let with_comments = follower.is_none() && column > 0;
    Some(put_lines(text, end_of_entry(text, last, column, with_comments), lines))
}

/// The characters between the start of a line and an offset in it.
fn column(text: &str, offset: usize) -> usize {
    text.get(line_start(text, offset)..offset).map_or(0, |before| before.chars().count())
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// The offset behind the line of an offset, line feed included.
fn line_end(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|behind| behind.find('\n')).map_or(text.len(), |at| offset + at + 1)
}

/// The offset behind the last line of the entry whose key stands at an offset: the last that is deeper than the key, or an item of its list, or a
/// comment below it.
fn end_of_entry(text: &str, key: usize, column: usize, with_comments: bool) -> usize {
    let mut end = line_end(text, key);
    let mut at = end;
    while at < text.len() {
        let next = line_end(text, at);
        let line = text.get(at..next).unwrap_or_default();
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if !content.trim().is_empty() {
            let belongs = content.starts_with("- ") || (with_comments && content.starts_with('#'));
            if indent < column || (indent == column && !belongs) {
                break;
            }
            end = next;
        }
        at = next;
    }
    end
}

/// Returns whether a blank line stands before the entry at an offset and the comments above it.
fn is_after_blank_line(text: &str, offset: usize) -> bool {
    let before = text.get(..line_start(text, offset)).unwrap_or_default();
    before.lines().rev().find(|line| !line.trim_start().starts_with('#')).is_some_and(|line| line.trim().is_empty())
}

fn put(text: &str, at: usize, new: &str) -> String {
    format!("{}{new}{}", text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
}

/// The text with lines put where a line begins, ended as its other lines are.
fn put_lines(text: &str, at: usize, lines: Vec<String>) -> String {
    let end = if text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r'))) { "\r\n" } else { "\n" };
    let ended = text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let new: String = lines.into_iter().map(|line| line + end).collect();
    put(text, at, &format!("{}{new}", if ended { "" } else { end }))
}

#[cfg(test)]
mod tests {
    use super::super::stub::{Stub, entry, text};
    use super::insert;

    fn inserted(before: &str, path: &[&str]) -> Option<String> {
        let value = Stub::Block(vec![entry("is", text("long")), entry("doc", text("A: b"))]);
        insert(before, path, "N", &value)
    }

    #[test]
    fn entry_stands_at_the_end_of_its_table_as_the_others_do() {
        let cases = [
            ("types:\n  A: {is: int}\n", "types:\n  A: {is: int}\n  N:\n    is: long\n    doc: \"A: b\"\n"),
            ("types:\n    A:\n        is: int", "types:\n    A:\n        is: int\n    N:\n      is: long\n      doc: \"A: b\"\n"),
            (
                "types:\n  A: x\n\n  B: x\n  # of B\n\n# about x\nx: y\n",
                "types:\n  A: x\n\n  B: x\n  # of B\n\n  N:\n    is: long\n    doc: \"A: b\"\n\n# about x\nx: y\n",
            ),
            (
                "types:\n  A: |\n    # text\n\n    text\nx: y\n",
                "types:\n  A: |\n    # text\n\n    text\n  N:\n    is: long\n    doc: \"A: b\"\nx: y\n",
            ),
            ("types:\n  A:\n  - b\n  - c\n", "types:\n  A:\n  - b\n  - c\n  N:\n    is: long\n    doc: \"A: b\"\n"),
            ("types: # none\nx: y\n", "types: # none\n  N:\n    is: long\n    doc: \"A: b\"\nx: y\n"),
            ("types: {}\n", "types: {N: {is: long, doc: \"A: b\"}}\n"),
            ("types: { A: x } # x\n", "types: { A: x, N: {is: long, doc: \"A: b\"} } # x\n"),
            ("types: {A: , }\n", "types: {A: , N: {is: long, doc: \"A: b\"} }\n"),
            ("types: {A: }\n", "types: {A: , N: {is: long, doc: \"A: b\"} }\n"),
            ("types: {A: x,\n  B: \"}\"\n}\n", "types: {A: x,\n  B: \"}\", N: {is: long, doc: \"A: b\"}\n}\n"),
            ("a: b\r\ntypes:\r\n  A: x\r\n", "a: b\r\ntypes:\r\n  A: x\r\n  N:\r\n    is: long\r\n    doc: \"A: b\"\r\n"),
        ];
        for (before, after) in cases {
            assert_eq!(inserted(before, &["types"]).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn table_that_is_not_there_is_made_before_those_that_follow_it() {
        let cases: [(&str, &[&str], &str); 5] = [
            ("a: b\n", &["types"], "a: b\n\ntypes:\n  N:\n    is: long\n    doc: \"A: b\"\n"),
            (
                "a: b\n\n# Those.\nresources: {}\n",
                &["types"],
                "a: b\n\ntypes:\n  N:\n    is: long\n    doc: \"A: b\"\n\n# Those.\nresources: {}\n",
            ),
            (
                "resources:\n  r:\n    methods: {get: }\n    # below\n    sub: {}\n",
                &["resources", "r", "finders"],
                "resources:\n  r:\n    methods: {get: }\n    finders:\n      N:\n        is: long\n        doc: \"A: b\"\n    # below\n    sub: {}\n",
            ),
            (
                "resources: {r: {simple: x}}\n",
                &["resources", "r", "finders"],
                "resources: {r: {simple: x, finders: {N: {is: long, doc: \"A: b\"}}}}\n",
            ),
            (
                "resources: {r: {finders: }}\n",
                &["resources", "r", "finders"],
                "resources: {r: {finders: {N: {is: long, doc: \"A: b\"}} }}\n",
            ),
        ];
        for (before, path, after) in cases {
            assert_eq!(inserted(before, path).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn text_without_a_sure_place_is_not_changed() {
        let cases = [
            "types: text\n",
            "types:\n  N: x\n",
            "types:\n  A: |+\n    text\n\n\nx: y\n",
            "types: {A: x, # }\n}\n",
            "types: [\n",
            "types:\n  A: {\n    b: c # d\n  }\n# }\n---\n",
        ];
        for before in cases {
            assert_eq!(inserted(before, &["types"]), None, "{before}");
        }
    }
}
