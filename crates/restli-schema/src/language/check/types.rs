//! The check of values that are types.

use super::Check;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Node};
use crate::language::kinds::is_map_key;
use crate::language::shape::Value;
use crate::language::tables::INLINE_UNION;
use crate::language::{foreign_types, places, punctuation};
use crate::rules;
use crate::source::Span;

impl Check<'_> {
    pub(super) fn type_(&mut self, node: &Node, owner: Span) {
        match &node.value {
            document::Value::Scalar(_) => self.text(node, &Value::Type, "a type"),
            document::Value::Seq(items) => {
                if let [item] = items.as_slice() {
                    return self.type_(item, owner);
                }
                let union = || "write `[T]`; for a value of one of several types declare a union under `types`".into();
                let help = foreign_types::advice(node).unwrap_or_else(union);
                let problem = Diagnostic::error(rules::WRONG_KIND, node.span, "an array type holds exactly one type");
                self.problems.push(problem.help(help));
            }
            document::Value::Map(entries) => match entries.as_slice() {
                [(key, value)] if is_map_key(&key.text) && value.is_absent() => {
                    let (message, help) = punctuation::no_value_type(&key.text);
                    self.problems.error(rules::MALFORMED, key.span, message, help);
                }
                [(key, value)] if is_map_key(&key.text) => self.type_(value, key.span),
                _ if node.key("union").is_some() => self.shape(node, &INLINE_UNION, owner),
                _ => self.problems.push(places::no_type(node)),
            },
        }
    }
}
