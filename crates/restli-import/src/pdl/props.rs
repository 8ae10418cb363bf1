//! Properties, whose paths are merged into objects (`docs/formats.md §1.12`, trap 8).

use restli_schema::diagnostic::Diagnostic;

use crate::json::{Key, Node, Props, Value};
use crate::problems::Problems;
use crate::rules;

/// Puts a value at the end of a path.
pub(super) fn insert(props: &mut Props, path: &[Key], value: Node, problems: &mut Problems) {
    let Some((first, rest)) = path.split_first() else { return };
    let position = props.iter().position(|(key, _)| key.text == first.text);
    let Some((key, node)) = position.and_then(|position| props.get_mut(position)) else {
        let mut below = value;
        for key in rest.iter().rev() {
            below = Node { span: below.span, value: Value::Object(vec![(key.clone(), below)]) };
        }
        props.push((first.clone(), below));
        return;
    };
    match &mut node.value {
        Value::Object(entries) if !rest.is_empty() => insert(entries, rest, value, problems),
        _ => {
            let message = match rest {
                [] => format!("the property `{}` stands twice", first.text),
                [below, ..] => format!("the property `{}` has a value already, and nothing like `{}` below it", first.text, below.text),
            };
            let problem = Diagnostic::error(rules::REPEATED_KEY, first.span, message).also(key.span, "first");
            problems.push(problem.help("remove one; the second was left out"));
        }
    }
}

/// Adds a member to a JSON object; reports a duplicate key.
pub(super) fn member(entries: &mut Props, key: Key, value: Node, problems: &mut Problems) {
    // Only the first keys are compared, since a search in large data objects would take too long.
    match entries.iter().take(64).find(|(other, _)| other.text == key.text) {
        Some((first, _)) => {
            let message = format!("the key `{}` stands twice in one object", key.text);
            let problem = Diagnostic::error(rules::REPEATED_KEY, key.span, message).also(first.span, "first");
            problems.push(problem.help("remove one of them; the first was taken"));
        }
        None => entries.push((key, value)),
    }
}

/// Removes a property and returns it.
pub(super) fn take(props: &mut Props, name: &str) -> Option<(Key, Node)> {
    let position = props.iter().position(|(key, _)| key.text == name)?;
    Some(props.remove(position))
}
