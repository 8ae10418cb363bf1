//! Access to the members of an object with the types that a format expects.

use restli_schema::source::Span;

use super::{Node, Value};
use crate::problems::Problems;
use crate::rules;

impl Node {
    /// The value under a required key.
    pub(crate) fn need(&self, key: &str, what: &str, problems: &mut Problems) -> Option<&Node> {
        let found = self.get(key);
        let head = Span { end: self.span.start.saturating_add(1).min(self.span.end), ..self.span };
        if !matches!(self.value, Value::Object(_)) {
            problems.error(rules::WRONG_KIND, head, format!("{what} is an object, not {}", self.kind()), "write an object");
        } else if found.is_none() {
            problems.error(rules::MISSING_KEY, head, format!("{what} has no `{key}`"), format!("add `\"{key}\": ...`"));
        }
        found
    }

    /// The truth value under an optional key; `false` if it is absent. Reports any other kind of value; `"true"` counts all the same.
    pub(crate) fn may_flag(&self, key: &str, problems: &mut Problems) -> bool {
        match self.get(key) {
            Some(Node { value: Value::Bool(flag), .. }) => *flag,
            Some(other) => {
                other.expected(key, "`true` or `false`", problems);
                other.text() == Some("true")
            }
            None => false,
        }
    }

    /// The text under a required key, with its place.
    pub(crate) fn need_text(&self, key: &str, what: &str, problems: &mut Problems) -> Option<(String, Span)> {
        let node = self.need(key, what, problems)?;
        node.expect_text(key, problems).map(|text| (text, node.span))
    }

    /// The text under an optional key.
    pub(crate) fn may_text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        self.get(key).and_then(|node| node.expect_text(key, problems))
    }

    /// The text of the value; reports any other kind of value.
    pub(crate) fn expect_text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        let text = self.text().map(str::to_owned);
        if text.is_none() {
            self.expected(key, "a string", problems);
        }
        text
    }

    /// The items under an optional key; none if it is absent. Reports any other kind of value.
    pub(crate) fn may_list(&self, key: &str, problems: &mut Problems) -> &[Node] {
        match self.get(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(other) => {
                other.expected(key, "an array", problems);
                &[]
            }
            None => &[],
        }
    }

    /// The members under an optional key; none if it is absent. Reports any other kind of value.
    pub(crate) fn may_object(&self, key: &str, problems: &mut Problems) -> &[(super::Key, Node)] {
        match self.get(key) {
            Some(Node { value: Value::Object(entries), .. }) => entries,
            Some(other) => {
                other.expected(key, "an object", problems);
                &[]
            }
            None => &[],
        }
    }

    /// The texts of a list under a key, each with its place.
    pub(crate) fn may_texts(&self, key: &str, problems: &mut Problems) -> Vec<(String, Span)> {
        let items = self.may_list(key, problems).iter();
        items.filter_map(|item| item.expect_text(key, problems).map(|text| (text, item.span))).collect()
    }

    /// Notes the members that nothing reads.
    pub(crate) fn leave_out_others(&self, known: &[&str], what: &str, problems: &mut Problems) {
        for (key, _) in self.others(known) {
            problems.left_out(format!("members of {what} that are not known"), key.span);
        }
    }

    /// Reports a value that is no whole number from 1 up to a bound.
    pub(crate) fn expected_up_to(&self, key: &str, most: u32, problems: &mut Problems) {
        let message = format!("`{key}` is not a whole number from 1 to {most}");
        problems.error(rules::WRONG_KIND, self.span, message, "write such a number in digits");
    }

    /// Reports a value of another kind than its key expects.
    pub(crate) fn expected(&self, key: &str, wanted: &str, problems: &mut Problems) {
        let message = format!("`{key}` is {wanted}, not {}", self.kind());
        problems.error(rules::WRONG_KIND, self.span, message, format!("write {wanted}"));
    }
}
