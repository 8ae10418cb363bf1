//! Types that hold the same under different names, so that the values of one are those of the other on the wire.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::facts::Node;
use super::moves::is_of_name;
use super::shape::Shape;
use super::value::Value;
use super::words::{Area, Kind};

/// The classes of the types of two schemas: types of one class hold the same.
#[derive(Debug)]
pub(crate) struct Alike {
    old: Classes,
    new: Classes,
}

/// The number of each type's class, by the name of the type.
type Classes = BTreeMap<String, usize>;

impl Alike {
    /// Divides the types of two schemas into classes, until the types of each class hold types of the same classes in the same places.
    pub(crate) fn of(old: &[Node], new: &[Node]) -> Self {
        let all = |nodes: &[Node]| nodes.iter().filter(|node| node.area == Area::Type).map(|node| (node.id.clone(), 0)).collect();
        let mut alike = Self { old: all(old), new: all(new) };
        let mut count = 1;
        loop {
            let [old_contents, new_contents] = [contents(old, &alike.old), contents(new, &alike.new)];
            let distinct: BTreeSet<&String> = old_contents.values().chain(new_contents.values()).collect();
            let numbers: BTreeMap<&String, usize> = distinct.into_iter().zip(0..).collect();
            let numbered = |contents: &BTreeMap<&str, String>| -> Classes {
                contents.iter().filter_map(|(id, content)| Some(((*id).to_owned(), *numbers.get(content)?))).collect()
            };
            alike = Self { old: numbered(&old_contents), new: numbered(&new_contents) };
            if numbers.len() == count {
                return alike;
            }
            count = numbers.len();
        }
    }

    /// Returns whether a type before and a type after have the same values.
    pub(crate) fn has_same_values(&self, was: &Value, is: &Value) -> bool {
        let (Value::Type(_, was), Value::Type(_, is)) = (was, is) else { return false };
        let (was, is) = (classed(was, &self.old), classed(is, &self.new));
        was.fits(&is) && is.fits(&was)
    }
}

/// A shape with classes in place of the names of types.
fn classed(shape: &Shape, classes: &Classes) -> Shape {
    shape.named(&|name| classes.get(name).map_or_else(|| name.to_owned(), ToString::to_string))
}

/// All that each type holds, with classes in place of types.
fn contents<'a>(nodes: &'a [Node], classes: &Classes) -> BTreeMap<&'a str, String> {
    let mut contents: BTreeMap<&str, String> = BTreeMap::new();
    for node in nodes {
        let owner = node.parent.as_deref().unwrap_or(&node.id);
        if !classes.contains_key(owner) {
            continue;
        }
        let content = contents.entry(owner).or_default();
        content.push_str(node.id.strip_prefix(owner).unwrap_or_default());
        for fact in node.facts.iter().filter(|fact| !is_of_name(fact.kind) && !is_of_declaration(fact.kind)) {
            let _ = match &fact.value {
                Value::Type(_, shape) => write!(content, "\n{:?} {:?}", fact.kind, classed(shape, classes)),
                _ => write!(content, "\n{:?} {}", fact.kind, fact.shown),
            };
        }
    }
    contents
}

/// Returns whether a fact is one of the declaration alone, and not of the values.
fn is_of_declaration(kind: Kind) -> bool {
    matches!(kind, Kind::Home | Kind::Includes | Kind::Boxed | Kind::Deprecated)
}
