//! Types that hold the same under different names, so that the values of one are those of the other on the wire.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Node;
use super::moves::contents;
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
            let [old_contents, new_contents] = [classed_contents(old, &alike.old), classed_contents(new, &alike.new)];
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
fn classed_contents<'a>(nodes: &'a [Node], classes: &Classes) -> BTreeMap<&'a str, String> {
    contents(
        nodes,
        |id| classes.contains_key(id),
        |fact| match &fact.value {
            _ if is_of_declaration(fact.kind) => None,
            Value::Type(_, shape) => Some(format!("{:?}", classed(shape, classes))),
            _ => Some(fact.shown.clone()),
        },
    )
}

/// Returns whether a fact is one of the declaration alone, and not of the values.
fn is_of_declaration(kind: Kind) -> bool {
    matches!(kind, Kind::Home | Kind::Includes | Kind::Boxed | Kind::Deprecated)
}
