//! The language tables as a JSON Schema, for editors.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::names;
use super::shape::{Choice, Entry, Limit, NameOf, Shape, Value};
use super::tables::{API, INLINE_UNION, PRODUCT};
use crate::api::Api;

/// Returns the language as a JSON Schema (draft 2020-12), which accepts a file of an API or of a product. Every call returns the same value.
#[must_use]
pub fn json_schema() -> Json {
    schema(None)
}

/// Returns the language as a JSON Schema that also knows the names of an API, so that an editor offers its permissions, types and so on.
/// Both schemas accept the same files: a name that the API does not have yet is offered nowhere, and underlined nowhere.
#[must_use]
pub fn json_schema_of(api: &Api) -> Json {
    schema(Some(api))
}

fn schema(api: Option<&Api>) -> Json {
    let mut definitions = Definitions { done: BTreeMap::new(), names: Vec::new(), api };
    // An editor offers `true`, `false` and `null` where a schema says that they are accepted, but not where it says what is refused.
    let given = [("text", "A text.", &["array", "null", "object"][..]), ("absent", "Nothing: the value is left out.", &ALL_BUT_NULL)];
    for (name, doc, refused) in given {
        definitions.done.insert(name.to_owned(), json!({"description": doc, "not": {"type": refused}}));
    }
    let api_file = definitions.reference(&API);
    let product = definitions.reference(&PRODUCT);
    definitions.done.insert("type".to_owned(), Json::Null);
    let type_ = definitions.type_();
    definitions.done.insert("type".to_owned(), type_);
    let defs: Map<String, Json> = definitions.done.into_iter().collect();
    let title = api.map_or_else(|| "Rest.li schema".to_owned(), |api| format!("Rest.li schema of `{}`", api.name.wire));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": "An API in YAML: `api.yaml`, or the files of the folder `api`, hold what its products share; every other file is of one product.",
        "if": {"required": ["product"]},
        "then": product,
        "else": api_file,
        "$defs": defs,
    });
    schema.sort_all_objects();
    schema
}

/// The types of JSON but `null`.
const ALL_BUT_NULL: [&str; 5] = ["array", "boolean", "number", "object", "string"];

struct Definitions<'a> {
    done: BTreeMap<String, Json>,
    /// Address of each shape and its name in `$defs`.
    names: Vec<(*const Shape, String)>,
    /// The API whose names are offered.
    api: Option<&'a Api>,
}

impl Definitions<'_> {
    /// A reference to a shape's definition, which is added on first use.
    fn reference(&mut self, shape: &'static Shape) -> Json {
        let known = self.names.iter().find(|(address, _)| std::ptr::eq(*address, shape)).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| self.define(shape));
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn define(&mut self, shape: &'static Shape) -> String {
        let taken = |name: &str| self.names.iter().any(|(_, other)| other == name) || matches!(name, "type" | "text" | "absent");
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
        // What an API needs may stand in another of its files.
        let whole = shape.name != API.name;
        let required: Vec<&str> = shape.entries().filter(|entry| entry.required && whole).map(|entry| entry.key).collect();
        let mut limits: Vec<Json> = Vec::new();
        for limit in shape.limits {
            match limit {
                Limit::AtLeastOne(keys) => {
                    limits.push(json!({"anyOf": keys.iter().map(|key| json!({"required": [key]})).collect::<Vec<_>>()}));
                }
                Limit::Beside(one, other) => limits.push(json!({"dependentRequired": {*one: [other]}})),
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
        let mut schema = self.value(&entry.value);
        if entry.none {
            may_be_empty(&mut schema);
        }
        let schema = if entry.needs_value() { schema } else { or_null(schema) };
        described(schema, entry.doc)
    }

    fn value(&mut self, value: &'static Value) -> Json {
        match value {
            Value::Text | Value::Written(_) => json!({"$ref": "#/$defs/text"}),
            Value::Name(of) => self.name(*of),
            Value::Words(words) => {
                let options = words.iter().map(|word| json!({"const": word.word, "description": word.doc}));
                json!({"oneOf": options.collect::<Vec<_>>()})
            }
            Value::Bool => json!({"type": "boolean"}),
            Value::Number { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
            Value::Integer => json!({"type": "integer"}),
            Value::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
            Value::Sunset => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}),
            Value::Source => {
                let names = self.api.map(|api| api.sources.iter().map(|source| source.name.clone()).collect());
                self.named("source_name", "The name of a source, or an address.", names)
            }
            Value::Any => json!({}),
            Value::Type => json!({"$ref": "#/$defs/type"}),
            Value::Typed(shape) => {
                let long = self.reference(shape);
                json!({"anyOf": [{"$ref": "#/$defs/type"}, long]})
            }
            // What YAML takes for a number or a truth value is no symbol.
            Value::List(item) if item.is_symbol() => json!({"type": "array", "items": {"type": "string"}, "minItems": 1}),
            Value::List(item) => json!({"type": "array", "items": self.value(item), "minItems": 1}),
            Value::Table { value, empty, names, .. } => {
                let inner = self.value(value);
                let inner = if *empty { or_null(inner) } else { inner };
                json!({"type": "object", "additionalProperties": inner, "propertyNames": {"description": names}, "minProperties": 1})
            }
            Value::Pair(value) => {
                json!({"type": "object", "additionalProperties": self.value(value), "minProperties": 1, "maxProperties": 1})
            }
            Value::Map(shape) => self.reference(shape),
            Value::Pick { choices, otherwise } => self.pick(choices, otherwise),
            Value::Either(values) => json!({"anyOf": values.iter().map(|value| self.value(value)).collect::<Vec<_>>()}),
        }
    }

    /// One of several shapes. The deciding keys stand beside the condition, or an editor would not offer them before one is written.
    fn pick(&mut self, choices: &'static [Choice], otherwise: &'static Shape) -> Json {
        let last = self.reference(otherwise);
        let mut picked = choices.iter().rev().fold(last, |rest, choice| {
            let then = self.reference(choice.shape);
            json!({"if": {"type": "object", "required": [choice.key]}, "then": then, "else": rest})
        });
        let deciding = |choice: &Choice| choice.shape.entries().find(|entry| entry.key == choice.key);
        let keys: Map<String, Json> =
            choices.iter().filter_map(deciding).map(|entry| (entry.key.to_owned(), self.property(entry))).collect();
        if let Json::Object(object) = &mut picked {
            object.insert("properties".to_owned(), Json::Object(keys));
        }
        picked
    }

    /// A name that is declared elsewhere, with the names of the API to choose from.
    fn name(&mut self, of: NameOf) -> Json {
        let (definition, doc) = match of {
            NameOf::Base => ("base_name", "The name of a base."),
            NameOf::Error => ("error_name", "The code of an error."),
            NameOf::Media => ("media_name", "The name of a media rule."),
            NameOf::Permission => (
                "permission_name",
                "A permission; in place of all of them, `public` says that none is needed, `unknown` that nobody has said which.",
            ),
            NameOf::Quota => ("quota_name", "The name of a quota."),
            NameOf::Record => ("record_name", "The name of a record."),
            NameOf::Role => ("role_name", "The name of a role."),
            NameOf::Urn => ("urn_name", "The entity type of a URN."),
            NameOf::VersionFamily => ("version_family_name", "The name of a version family."),
        };
        let names = self.api.map(|api| names::of(api, of));
        self.named(definition, doc, names)
    }

    /// A reference to the definition of a name.
    fn named(&mut self, definition: &str, doc: &str, names: Option<Vec<String>>) -> Json {
        let mut schema = json!({"allOf": [{"$ref": "#/$defs/text"}], "description": doc});
        if let (Some(names), Json::Object(object)) = (names, &mut schema) {
            object.insert("examples".to_owned(), json!(names));
        }
        self.done.insert(definition.to_owned(), schema);
        json!({"$ref": format!("#/$defs/{definition}")})
    }

    fn type_(&mut self) -> Json {
        let this = json!({"$ref": "#/$defs/type"});
        let union = self.reference(&INLINE_UNION);
        let written = json!({"type": "string", "examples": names::types(self.api)});
        json!({
            "description": "A type: `string int long float double bool bytes any`, `urn`, `urn:person`, `urn:a | urn:b`, \
                the name of a type, each with `?` where it may be absent and ` = value` for a default; `[T]`; `{string: T}`, and in place of `string` `int`, `long`, a URN type or an enum; a union.",
            "anyOf": [
                written,
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

/// Lets the list or mapping that a value may be have no content.
fn may_be_empty(schema: &mut Json) {
    if let Json::Object(object) = schema {
        object.remove("minItems");
        object.remove("minProperties");
        object.get_mut("anyOf").and_then(Json::as_array_mut).into_iter().flatten().for_each(may_be_empty);
    }
}

fn or_null(schema: Json) -> Json {
    match schema {
        Json::Object(object) if object.is_empty() => Json::Object(object),
        other => json!({"anyOf": [other, {"$ref": "#/$defs/absent"}]}),
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
