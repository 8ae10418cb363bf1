//! Values that a reader believes, as JSON on the wire, made from types and names alone.

use std::cell::Cell;

use restli_core::Json;
use restli_schema::rust_names::case;
use serde_json::{Map, json};

use super::context::{Definition, Definitions};
use crate::plan::model::{Argument, Destination, FieldPlan, Passing, RustType, Shape, TypePlan, UrnKey, UrnPlan, VariantPlan};

/// The most steps for one value.
const STEPS: u32 = 4000;

/// The deepest nesting of URNs.
const DEEPEST: usize = 4;

/// The deepest nesting of types. An example with more levels helps nobody.
const LEVELS: usize = 24;

/// Words of a name, each with a text that such a name has. The first that occurs counts.
const TEXTS: &[(&str, &str)] = &[
    ("email", "ada@example.com"),
    ("url", "https://example.com"),
    ("uri", "https://example.com"),
    ("website", "https://example.com"),
    ("currency", "EUR"),
    ("country", "DE"),
    ("language", "de"),
    ("locale", "de_DE"),
    ("amount", "10.00"),
    ("date", "2026-02-28"),
];

/// Words of a name, each with a number that such a name has.
const NUMBERS: &[(&str, i64)] = &[
    ("id", 123),
    ("year", 2026),
    ("month", 2),
    ("day", 28),
    ("hour", 12),
    ("time", 1_772_280_000_000),
    ("at", 1_772_280_000_000),
    ("count", 10),
    ("size", 10),
    ("limit", 10),
    ("start", 0),
    ("offset", 0),
];

/// A maker of values.
pub(super) struct Maker<'p> {
    known: &'p Definitions<'p>,
    left: Cell<u32>,
}

impl<'p> Maker<'p> {
    pub(super) fn new(known: &'p Definitions<'p>) -> Self {
        Self { known, left: Cell::new(STEPS) }
    }

    /// A value of an argument: of a batch the list of its items, of values by key the list of pairs.
    pub(super) fn argument(&self, argument: &Argument) -> Option<Json> {
        let name = if argument.destination == Destination::Ids { "id" } else { argument.ident.as_str() };
        let value = self.value(&argument.ty, name, &mut Vec::new())?;
        Some(match argument.passing {
            Passing::EachByKey { .. } => json!([[self.value(argument.by.as_ref()?, "id", &mut Vec::new())?, value]]),
            Passing::Each { .. } => json!([value]),
            Passing::Slice if !matches!(argument.ty, RustType::Vec(_)) => json!([value]),
            Passing::Slice | Passing::Value | Passing::Into | Passing::Ref => value,
        })
    }

    /// A value of a type at a name; `None` if the search takes too long. `open` holds the names of the types around it.
    fn value(&self, ty: &RustType, name: &str, open: &mut Vec<&'p str>) -> Option<Json> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(match ty {
            RustType::Bool => json!(true),
            RustType::I32 | RustType::I64 => json!(number(name, ty)),
            RustType::F32 | RustType::F64 => json!(0.5),
            RustType::String | RustType::Json | RustType::Content => json!(text(name)),
            RustType::Bytes => json!("bytes"),
            RustType::Urn => json!(self.known.any_urn().map_or_else(|| "urn:example:thing:1".to_owned(), |urn| self.urn(urn, 0))),
            RustType::Item(item) => return self.item(self.known.get(item)?, name, open),
            RustType::Option(inner) | RustType::Boxed(inner) | RustType::ComplexKey(inner, _) => return self.value(inner, name, open),
            RustType::Vec(item) => json!(Vec::from_iter(self.value(item, name, open))),
            RustType::Map(key, value) => {
                let key = match self.value(key, "name", open)? {
                    Json::String(text) => text,
                    other => other.to_string(),
                };
                self.value(value, name, open).map(|value| (key, value)).into_iter().collect()
            }
        })
    }

    fn item(&self, definition: Definition<'p>, name: &str, open: &mut Vec<&'p str>) -> Option<Json> {
        match definition {
            Definition::Urn(urn) => Some(json!(self.urn(urn, 0))),
            Definition::Params(params) | Definition::PathKeys(params) => self.fields(&params.fields, open),
            Definition::Patch(patch) => {
                let current = || patch.fields.iter().map(|field| &field.field).filter(|field| field.deprecated.is_none());
                let text = current().find(|field| *field.ty.bare() == RustType::String);
                let plain = || current().find(|field| field.ty.bare().takes_into());
                let Some(field) = text.or_else(plain).or_else(|| current().next()) else { return Some(json!({})) };
                let value = self.value(&field.ty, &field.wire, open)?;
                Some(json!({"$set": {(field.wire.as_str()): value}}))
            }
            Definition::Type(planned) if open.len() == LEVELS || open.contains(&planned.full_name.as_str()) => None,
            Definition::Type(planned) => {
                open.push(&planned.full_name);
                let value = self.named(planned, name, open);
                open.pop();
                value
            }
        }
    }

    fn named(&self, planned: &'p TypePlan, name: &str, open: &mut Vec<&'p str>) -> Option<Json> {
        Some(match &planned.shape {
            Shape::Record { fields, .. } => return self.fields(fields, open),
            Shape::Enum { symbols, .. } => json!(current(symbols).next().map_or("NEW", |symbol| symbol.wire.as_str())),
            Shape::Union { variants, bare, .. } => {
                let member = |variant: &'p VariantPlan| {
                    let value = self.value(variant.ty.as_ref()?, &variant.wire, open)?;
                    Some(if *bare { value } else { json!({(variant.wire.as_str()): value}) })
                };
                return current(variants).find_map(member);
            }
            Shape::Typeref(target) => return self.value(target, name, open),
            Shape::Text { .. } => json!(text(name)),
            Shape::Time => json!(1_772_280_000_000_i64),
            Shape::Fixed(length) => json!("a".repeat(usize::try_from(*length).ok()?)),
            Shape::UrnChoice(variants) => {
                let named = |variant: &VariantPlan| match &variant.ty {
                    Some(RustType::Item(item)) => self.known.urn_named(&item.ident),
                    _ => None,
                };
                json!(self.urn(variants.iter().find_map(named)?, 0))
            }
        })
    }

    /// A record with what its constructor requires.
    fn fields(&self, fields: &'p [FieldPlan], open: &mut Vec<&'p str>) -> Option<Json> {
        let mut members = Map::new();
        for field in fields.iter().filter(|field| field.required && field.default.is_none()) {
            members.insert(field.wire.clone(), self.value(&field.ty, &field.wire, open)?);
        }
        Some(Json::Object(members))
    }

    fn urn(&self, urn: &UrnPlan, depth: usize) -> String {
        let part = |part: &UrnKey| {
            let inner = match part {
                UrnKey::Text => return "abc".to_owned(),
                UrnKey::Long => return "123".to_owned(),
                UrnKey::Urn => self.known.any_urn(),
                UrnKey::UrnOf(name) => self.known.urn_named(name),
            };
            inner.filter(|_| depth < DEEPEST).map_or_else(|| "urn:example:thing:1".to_owned(), |inner| self.urn(inner, depth + 1))
        };
        let parts: Vec<String> = urn.key.iter().map(part).collect();
        let head = format!("urn:{}:{}", urn.namespace, urn.entity);
        match parts.as_slice() {
            [] => head,
            [one] => format!("{head}:{one}"),
            many => format!("{head}:({})", many.join(",")),
        }
    }
}

/// The variants that are not deprecated first.
fn current(variants: &[VariantPlan]) -> impl Iterator<Item = &VariantPlan> {
    let is_current = |variant: &&VariantPlan| variant.deprecated.is_none();
    variants.iter().filter(is_current).chain(variants.iter().filter(move |variant| !is_current(variant)))
}

fn text(name: &str) -> String {
    let words: Vec<String> = case::words(name).iter().map(|word| word.to_lowercase()).collect();
    let known = TEXTS.iter().find(|(word, _)| words.iter().any(|own| own == word));
    known.map_or_else(|| words.join(" "), |(_, text)| (*text).to_owned())
}

fn number(name: &str, ty: &RustType) -> i64 {
    let words: Vec<String> = case::words(name).iter().map(|word| word.to_lowercase()).collect();
    let known = NUMBERS.iter().find(|(word, _)| words.last().is_some_and(|own| own == word));
    let number = known.map_or(1, |(_, number)| *number);
    if *ty == RustType::I32 && i32::try_from(number).is_err() { 1 } else { number }
}
