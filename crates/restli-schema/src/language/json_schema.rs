//! The language tables as a JSON Schema, for editors.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::shape::{Choice, Entry, Limit, Shape, Value};
use super::tables::{API, INLINE_UNION, PRODUCT};

/// Returns the language as a JSON Schema (draft 2020-12), which accepts an API file or a product file. Every call returns the same value.
#[must_use]
pub fn json_schema() -> Json {
    let mut definitions = Definitions { done: BTreeMap::new(), names: Vec::new() };
    let api = definitions.reference(&API);
    let product = definitions.reference(&PRODUCT);
    definitions.done.insert("type".to_owned(), Json::Null);
    let type_ = definitions.type_();
    definitions.done.insert("type".to_owned(), type_);
    let defs: Map<String, Json> = definitions.done.into_iter().collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rest.li schema",
        "description": "An API in YAML: `api.yaml` holds what its products share, every other file is one product.",
        "if": {"required": ["product"]},
        "then": product,
        "else": api,
        "$defs": defs,
    });
    schema.sort_all_objects();
    schema
}

struct Definitions {
    done: BTreeMap<String, Json>,
    /// Address of each shape and its name in `$defs`.
    names: Vec<(*const Shape, String)>,
}

impl Definitions {
    /// A reference to a shape's definition, which is added on first use.
    fn reference(&mut self, shape: &'static Shape) -> Json {
        let known = self.names.iter().find(|(address, _)| std::ptr::eq(*address, shape)).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| self.define(shape));
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn define(&mut self, shape: &'static Shape) -> String {
        let taken = |name: &str| self.names.iter().any(|(_, other)| other == name) || name == "type";
        let mut name = shape.name.to_owned();
        while taken(&name) {
            name = format!("inline_{name}");
        }
        self.names.push((shape, name.clone()));
        let definition = self.shape(shape);
        self.done.insert(name.clone(), definition);
        name
    }

    fn shape(&mut self, shape: &'static Shape) -> Json {
        let properties: Map<String, Json> = shape.entries().map(|entry| (entry.key.to_owned(), self.property(entry))).collect();
        let required: Vec<&str> = shape.entries().filter(|entry| entry.required).map(|entry| entry.key).collect();
        let mut limits: Vec<Json> = Vec::new();
        for limit in shape.limits {
            match limit {
                Limit::AtLeastOne(keys) => {
                    limits.push(json!({"anyOf": keys.iter().map(|key| json!({"required": [key]})).collect::<Vec<_>>()}));
                }
                Limit::AtMostOne(keys) => {
                    let pairs = keys.iter().enumerate().flat_map(|(at, one)| keys.iter().skip(at + 1).map(move |other| (one, other)));
                    limits.extend(pairs.map(|(one, other)| json!({"not": {"required": [one, other]}})));
                }
            }
        }
        let mut schema = json!({
            "description": shape.doc,
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if let Json::Object(object) = &mut schema {
            if !required.is_empty() {
                object.insert("required".to_owned(), json!(required));
            }
            if !limits.is_empty() {
                object.insert("allOf".to_owned(), Json::Array(limits));
            }
        }
        schema
    }

    fn property(&mut self, entry: &'static Entry) -> Json {
        let schema = self.value(&entry.value);
        let schema = if entry.required { schema } else { or_null(schema) };
        described(schema, entry.doc)
    }

    fn value(&mut self, value: &'static Value) -> Json {
        match value {
            Value::Text | Value::Written(_) => json!({"type": ["string", "number", "boolean"]}),
            Value::Words(words) => {
                let options = words.iter().map(|word| json!({"const": word.word, "description": word.doc}));
                json!({"oneOf": options.collect::<Vec<_>>()})
            }
            Value::Bool => json!({"type": "boolean"}),
            Value::Whole => json!({"type": "integer", "minimum": 0}),
            Value::Integer => json!({"type": "integer"}),
            Value::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
            Value::Source => json!({"type": "string"}),
            Value::Any => json!({}),
            Value::Type => json!({"$ref": "#/$defs/type"}),
            Value::Typed(shape) => {
                let long = self.reference(shape);
                json!({"anyOf": [{"$ref": "#/$defs/type"}, long]})
            }
            Value::List(item) => json!({"type": "array", "items": self.value(item)}),
            Value::Table { value, empty, names, .. } => {
                let inner = self.value(value);
                let inner = if *empty { or_null(inner) } else { inner };
                json!({"type": "object", "additionalProperties": inner, "propertyNames": {"description": names}})
            }
            Value::Pair(value) => {
                json!({"type": "object", "additionalProperties": self.value(value), "minProperties": 1, "maxProperties": 1})
            }
            Value::Map(shape) => self.reference(shape),
            Value::Pick { choices, otherwise } => self.pick(choices, otherwise),
            Value::Either(values) => json!({"anyOf": values.iter().map(|value| self.value(value)).collect::<Vec<_>>()}),
        }
    }

    fn pick(&mut self, choices: &'static [Choice], otherwise: &'static Shape) -> Json {
        let last = self.reference(otherwise);
        choices.iter().rev().fold(last, |rest, choice| {
            let then = self.reference(choice.shape);
            json!({"if": {"type": "object", "required": [choice.key]}, "then": then, "else": rest})
        })
    }

    fn type_(&mut self) -> Json {
        let this = json!({"$ref": "#/$defs/type"});
        let union = self.reference(&INLINE_UNION);
        json!({
            "description": "A type: `string int long float double bool bytes any`, `urn`, `urn:person`, `urn:a | urn:b`, \
                the name of a type, each with `?` where it may be absent and ` = value` for a default; `[T]`; `{string: T}`, and in place of `string` `int`, `long`, a URN type or an enum; a union.",
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": this, "minItems": 1, "maxItems": 1},
                {
                    "type": "object",
                    "propertyNames": {"pattern": "^(string|int|long|urn(:.+)?|.*[A-Z.].*)$"},
                    "additionalProperties": this,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
                union,
            ],
        })
    }
}

fn or_null(schema: Json) -> Json {
    match schema {
        Json::Object(object) if object.is_empty() => Json::Object(object),
        other => json!({"anyOf": [other, {"type": "null"}]}),
    }
}

fn described(schema: Json, doc: &str) -> Json {
    match schema {
        Json::Object(mut object) => {
            object.insert("description".to_owned(), json!(doc));
            Json::Object(object)
        }
        other => other,
    }
}
