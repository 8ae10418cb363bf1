//! The walk through a file that tells for each key and each text which part of the language it is.

use super::kinds::{accepts, is_long_form, is_map_key};
use super::limits;
use super::shape::{Entry, Shape, Value};
use super::tables::INLINE_UNION;
use crate::document::{self, Key, Node};

/// A step from a value to one inside.
#[derive(Clone, Copy, Debug)]
pub enum Step<'n> {
    /// Below a key of the language.
    Key(&'static str),
    /// Below a name that the author chose.
    Name(&'n Key),
    /// An item of a list.
    Item,
}

/// A key or text, and the part of the language that it is.
#[derive(Clone, Copy, Debug)]
pub enum Met<'n> {
    /// A key of the language with its value.
    Key(&'static Entry, &'n Key, &'n Node),
    /// A name that the author chose, with its value.
    Name(&'n Key, &'n Node),
    /// The type of the keys of a map.
    MapKey(&'n Key),
    /// A text, or a value of another kind than expected.
    Text(&'static Value, &'n Node),
}

/// Calls `visit` for every key and text of a file, with the steps to what holds it.
pub fn walk<'n>(root: &'n Node, shape: &'static Shape, visit: &mut dyn FnMut(&[Step<'n>], Met<'n>)) {
    Walk { path: Vec::new(), visit }.shape(root, shape);
}

struct Walk<'w, 'n> {
    path: Vec<Step<'n>>,
    visit: &'w mut dyn FnMut(&[Step<'n>], Met<'n>),
}

impl<'n> Walk<'_, 'n> {
    fn inside(&mut self, step: Step<'n>, node: &'n Node, value: &'static Value) {
        self.path.push(step);
        self.value(node, value);
        self.path.pop();
    }

    fn value(&mut self, node: &'n Node, value: &'static Value) {
        match (value, &node.value) {
            (Value::Either(values), _) => {
                if let Some(value) = values.iter().find(|value| accepts(value, node)) {
                    self.value(node, value);
                }
            }
            (Value::Typed(shape), _) if is_long_form(node) => self.shape(node, shape),
            (Value::Type | Value::Typed(_), _) => self.type_(node),
            (Value::List(item), document::Value::Seq(items)) => items.iter().for_each(|one| self.inside(Step::Item, one, item)),
            (Value::Table { value, .. } | Value::Pair(value), document::Value::Map(entries)) => {
                for (key, one) in entries {
                    (self.visit)(&self.path, Met::Name(key, one));
                    self.inside(Step::Name(key), one, value);
                }
            }
            (Value::Map(shape), _) => self.shape(node, shape),
            (Value::Pick { choices, otherwise }, _) => self.shape(node, limits::pick(node, choices, otherwise)),
            (_, document::Value::Scalar(_)) => (self.visit)(&self.path, Met::Text(value, node)),
            _ => {}
        }
    }

    fn type_(&mut self, node: &'n Node) {
        match &node.value {
            document::Value::Scalar(_) => (self.visit)(&self.path, Met::Text(&Value::Type, node)),
            document::Value::Seq(items) => items.iter().for_each(|item| self.inside(Step::Item, item, &Value::Type)),
            document::Value::Map(entries) => match entries.as_slice() {
                [(key, value)] if is_map_key(&key.text) => {
                    (self.visit)(&self.path, Met::MapKey(key));
                    self.inside(Step::Name(key), value, &Value::Type);
                }
                _ => self.shape(node, &INLINE_UNION),
            },
        }
    }

    fn shape(&mut self, node: &'n Node, shape: &'static Shape) {
        for (key, value) in node.entries() {
            let Some(entry) = shape.entries().find(|entry| entry.key == key.text) else { continue };
            (self.visit)(&self.path, Met::Key(entry, key, value));
            self.inside(Step::Key(entry.key), value, &entry.value);
        }
    }
}
