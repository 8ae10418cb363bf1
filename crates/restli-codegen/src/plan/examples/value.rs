//! Values of the wire as expressions of a Rust type.

use restli_core::Json;
use restli_schema::url_text;
use serde_json::Map;

use super::context::{Definition, Unfit, Writer};
use crate::plan::model::{Expr, ItemRef, Owner, RustType, Shape, TypePlan, VariantPlan};

/// The JSON value.
const JSON: Owner = Owner::Runtime("Json");

/// A complex key with its parameters.
const COMPLEX_KEY: Owner = Owner::Runtime("ComplexKey");

impl Writer<'_> {
    /// A value where a function takes it: what converts into the type, if the function converts.
    pub(super) fn given(&mut self, ty: &RustType, json: &Json) -> Result<Expr, Unfit> {
        self.value(ty.bare(), json, !ty.bare().takes_into())
    }

    /// A value of exactly this type.
    pub(super) fn exact(&mut self, ty: &RustType, json: &Json) -> Result<Expr, Unfit> {
        self.value(ty, json, true)
    }

    /// A value: of exactly this type, or one that converts into it.
    pub(super) fn value(&mut self, ty: &RustType, json: &Json, exact: bool) -> Result<Expr, Unfit> {
        match ty {
            RustType::Bool => match (json, text(json)) {
                (Json::Bool(value), _) => Ok(Expr::Bool(*value)),
                (_, Some("true")) => Ok(Expr::Bool(true)),
                (_, Some("false")) => Ok(Expr::Bool(false)),
                _ => self.unfit(format!("{json} is no boolean")),
            },
            RustType::I32 => match whole(json).filter(|number| i32::try_from(*number).is_ok()) {
                Some(number) => Ok(Expr::Integer(number)),
                None => self.unfit(format!("{json} is no int")),
            },
            RustType::I64 => match whole(json) {
                Some(number) => Ok(Expr::Integer(number)),
                None => self.unfit(format!("{json} is no long")),
            },
            RustType::F32 => self.float("f32", json),
            RustType::F64 => self.float("f64", json),
            RustType::String => match text(json) {
                Some(text) if exact => Ok(Expr::Owned(text.to_owned())),
                Some(text) => Ok(Expr::Text(text.to_owned())),
                None => self.unfit(format!("{json} is no text")),
            },
            RustType::Bytes => Ok(Expr::Into(Box::new(Expr::OwnedOctets(self.octets(json)?)))),
            RustType::Json => Ok(any(json)),
            RustType::Urn => match text(json) {
                Some(text) => self.any_urn(text, exact),
                None => self.unfit(format!("{json} is no URN")),
            },
            RustType::Item(item) => self.item(item, json, exact),
            RustType::Option(_) if json.is_null() => Ok(Expr::Optional(None)),
            RustType::Option(inner) => Ok(Expr::Optional(Some(Box::new(self.exact(inner, json)?)))),
            RustType::Vec(item) => match listed(json) {
                Some(values) => Ok(Expr::Vec(self.items(item, values, true))),
                None => self.unfit(format!("{json} is no array")),
            },
            RustType::Map(key, value) => match json {
                Json::Object(entries) => self.map(key, value, entries),
                _ => self.unfit(format!("{json} is no map")),
            },
            RustType::Boxed(inner) => Ok(Expr::Boxed(Box::new(self.exact(inner, json)?))),
            RustType::ComplexKey(key, params) => self.complex_key(key, params, json),
            RustType::Content => {
                let content = Expr::OwnedOctets(text(json).unwrap_or("content").as_bytes().to_vec());
                let arguments = vec![Expr::Text("application/octet-stream".to_owned()), content];
                Ok(Expr::Function(Owner::Runtime("Content"), "new".to_owned(), arguments))
            }
        }
    }

    /// The items of an array that fit; the others are noted.
    pub(super) fn items(&mut self, item: &RustType, values: &[Json], exact: bool) -> Vec<Expr> {
        let mut items = Vec::new();
        for (index, json) in values.iter().enumerate() {
            let made = self.inside(&index.to_string(), |writer| writer.value(item, json, exact));
            items.extend(self.or_drop(made));
        }
        items
    }

    fn float(&self, ty: &'static str, json: &Json) -> Result<Expr, Unfit> {
        match text(json) {
            Some("NaN") => return Ok(Expr::Primitive(ty, "NAN")),
            Some("Infinity") => return Ok(Expr::Primitive(ty, "INFINITY")),
            Some("-Infinity") => return Ok(Expr::Primitive(ty, "NEG_INFINITY")),
            _ => {}
        }
        match json.as_f64().or_else(|| text(json)?.parse().ok()).filter(|number| number.is_finite()) {
            Some(number) => Ok(Expr::Float(number)),
            None => self.unfit(format!("{json} is no number")),
        }
    }

    fn map(&mut self, key: &RustType, value: &RustType, entries: &Map<String, Json>) -> Result<Expr, Unfit> {
        let mut items = Vec::new();
        for (name, json) in entries {
            let key = self.exact(key, &Json::from(name.as_str()))?;
            let made = self.inside(name, |writer| writer.exact(value, json));
            items.extend(self.or_drop(made).map(|value| Expr::Tuple(vec![key, value])));
        }
        Ok(Expr::Into(Box::new(Expr::Array(items))))
    }

    fn complex_key(&mut self, key: &RustType, params: &RustType, json: &Json) -> Result<Expr, Unfit> {
        let mut own = json.clone();
        let given = own.as_object_mut().and_then(|own| own.remove("$params"));
        let key = self.exact(key, &own)?;
        let params = match given {
            Some(given) => Some(Box::new(self.inside("$params", |writer| writer.exact(params, &given))?)),
            None => return Ok(key),
        };
        Ok(Expr::Struct(COMPLEX_KEY, vec![("key".to_owned(), key), ("params".to_owned(), Expr::Optional(params))]))
    }

    fn item(&mut self, item: &ItemRef, json: &Json, exact: bool) -> Result<Expr, Unfit> {
        match self.known.get(item) {
            Some(Definition::Type(planned)) => self.named(item, planned, json, exact),
            Some(definition @ Definition::Params(_)) => match definition.record() {
                Some(record) => self.record(item, record, json),
                None => self.unfit("no record"),
            },
            Some(Definition::PathKeys(keys)) => self.by_name(item, &keys.fields, json),
            Some(Definition::Patch(patch)) => self.patch(patch, json),
            Some(Definition::Urn(urn)) => match text(json) {
                Some(text) => self.urn_of(urn, text),
                None => self.unfit(format!("{json} is no URN")),
            },
            None => self.unfit(format!("`{}` is not known", item.ident)),
        }
    }

    fn named(&mut self, item: &ItemRef, planned: &TypePlan, json: &Json, exact: bool) -> Result<Expr, Unfit> {
        let owner = || Owner::Item(item.clone());
        let made = |function: &str, argument| Ok(Expr::Function(owner(), function.to_owned(), vec![argument]));
        match &planned.shape {
            Shape::Record { .. } => match Definition::Type(planned).record() {
                Some(record) => self.record(item, record, json),
                None => self.unfit("no record"),
            },
            Shape::Enum { symbols, .. } => match (text(json), symbols.iter().find(|symbol| Some(symbol.wire.as_str()) == text(json))) {
                (_, Some(symbol)) => Ok(Expr::Constant(owner(), symbol.ident.clone())),
                (Some(text), None) => made("Unrecognized", Expr::Owned(text.to_owned())),
                (None, None) => self.unfit(format!("{json} is no symbol")),
            },
            Shape::Union { null: true, .. } if json.is_null() => Ok(Expr::Constant(owner(), "Null".to_owned())),
            Shape::Union { variants, bare: true, .. } => self.bare_union(item, variants, json),
            Shape::Union { variants, bare: false, .. } => self.union(item, variants, json),
            Shape::Typeref(target) => self.value(target, json, exact),
            Shape::Text { reserved, escape } => match text(json) {
                Some(text) => match plain(text, reserved, *escape) {
                    Some(plain) => made("escaped", Expr::Text(plain)),
                    None => made("markup", Expr::Text(text.to_owned())),
                },
                None => self.unfit(format!("{json} is no text")),
            },
            Shape::Time => match whole(json) {
                Some(millis) => made("from_millis", Expr::Integer(millis)),
                None => self.unfit(format!("{json} is no point in time")),
            },
            Shape::Fixed(length) => {
                let octets = self.octets(json)?;
                if u32::try_from(octets.len()).ok() != Some(*length) {
                    return self.unfit(format!("{json} has not {length} bytes"));
                }
                made("from", Expr::Octets(octets))
            }
            Shape::UrnChoice(variants) => match text(json) {
                Some(text) => self.choice(item, variants, text, exact),
                None => self.unfit(format!("{json} is no URN")),
            },
        }
    }

    fn union(&mut self, item: &ItemRef, variants: &[VariantPlan], json: &Json) -> Result<Expr, Unfit> {
        let Some((key, value)) = json.as_object().filter(|members| members.len() == 1).and_then(|members| members.iter().next()) else {
            return self.unfit(format!("{json} is no union"));
        };
        match variants.iter().find(|variant| variant.wire == *key) {
            Some(variant) => self.inside(key, |writer| writer.variant(item, variant, value)),
            None => self.unfit(format!("there is no member `{key}`")),
        }
    }

    fn bare_union(&mut self, item: &ItemRef, variants: &[VariantPlan], json: &Json) -> Result<Expr, Unfit> {
        let kind = match json {
            Json::Null => "null",
            Json::Bool(_) => "bool",
            Json::Number(_) => "number",
            Json::String(_) => "text",
            Json::Array(_) => "array",
            Json::Object(_) => "object",
        };
        match variants.iter().find(|variant| variant.wire == kind) {
            Some(variant) => self.variant(item, variant, json),
            None => self.unfit(format!("no member is of kind {kind}")),
        }
    }

    fn variant(&mut self, item: &ItemRef, variant: &VariantPlan, json: &Json) -> Result<Expr, Unfit> {
        let value = match &variant.ty {
            Some(ty) => self.exact(ty, json)?,
            None => return self.unfit("no value"),
        };
        Ok(Expr::Function(Owner::Item(item.clone()), variant.ident.clone(), vec![value]))
    }

    fn octets(&self, json: &Json) -> Result<Vec<u8>, Unfit> {
        let octets = text(json).and_then(|text| text.chars().map(|one| u8::try_from(one).ok()).collect());
        octets.map_or_else(|| self.unfit(format!("{json} is no byte string")), Ok)
    }
}

/// Any JSON.
fn any(json: &Json) -> Expr {
    match json {
        Json::String(text) => Expr::Function(JSON, "from".to_owned(), vec![Expr::Text(text.clone())]),
        Json::Bool(value) => Expr::Function(JSON, "from".to_owned(), vec![Expr::Bool(*value)]),
        Json::Null => Expr::Constant(JSON, "Null".to_owned()),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => Expr::Parsed(json.to_string(), JSON),
    }
}

fn text(json: &Json) -> Option<&str> {
    json.as_str()
}

/// A whole number; in the query it is text.
fn whole(json: &Json) -> Option<i64> {
    url_text::whole(json).or_else(|| text(json)?.parse().ok())
}

/// The plain text that escaping turns into this text; `None` if the text has markup.
fn plain(text: &str, reserved: &str, escape: char) -> Option<String> {
    let (mut plain, mut escaped) = (String::new(), false);
    for one in text.chars() {
        let carries = one == escape || reserved.contains(one);
        match (escaped, carries) {
            (false, true) if one == escape => {
                escaped = true;
                continue;
            }
            (false, false) | (true, true) => plain.push(one),
            _ => return None,
        }
        escaped = false;
    }
    (!escaped).then_some(plain)
}

/// The items of a list. In a query of the first version of the protocol, a list of one is written as its item.
pub(super) fn listed(json: &Json) -> Option<&[Json]> {
    if json.is_string() { Some(std::slice::from_ref(json)) } else { json.as_array().map(Vec::as_slice) }
}
