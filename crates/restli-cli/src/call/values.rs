//! Values of the command line, read by their types.

use anyhow::{Context as _, Result, bail, ensure};
use restli_client::core::url::percent_decode;
use restli_schema::api::{Api, Key, Type, TypeKind};
use restli_schema::url_text;
use serde_json::Value as Json;

/// The value that a text stands for: text is itself where the type is one, lists, records and unions are JSON.
pub(super) fn value(api: &Api, ty: &Type, text: &str) -> Result<Json> {
    match ty {
        Type::Urn | Type::UrnOf(_) => urn(text),
        Type::String | Type::Bytes => Ok(quoted(text)),
        Type::Bool => match text {
            "true" | "false" => Ok(bare(text)),
            _ => bail!("`{}` is neither `true` nor `false`", shortened(text)),
        },
        Type::Int | Type::Long => Ok(whole(text)),
        Type::Float | Type::Double => Ok(bare(text)),
        Type::Any => Ok(json(text).unwrap_or_else(|_| Json::from(text))),
        Type::Array(_) if text.starts_with("List(") => Ok(url_text::key(text)),
        Type::Array(item) if !text.trim_start().starts_with('[') => Ok(Json::Array(vec![value(api, item, text)?])),
        Type::Array(_) | Type::Map(..) => json(text),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::UrnChoice(_) => urn(text),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Fixed(_) => Ok(quoted(text)),
            TypeKind::Time => Ok(whole(text)),
            TypeKind::Typeref(target) => value(api, target, text),
            TypeKind::Record(_) | TypeKind::Union(_) if text.starts_with('(') => Ok(url_text::key(text)),
            TypeKind::Record(_) | TypeKind::Union(_) => {
                json(text).or_else(|error| if text.contains('{') { Err(error) } else { Ok(bare(text)) })
            }
        },
    }
}

/// The value of a parameter that is given once or, where it is a list, once for each item.
pub(super) fn values(api: &Api, name: &str, ty: &Type, texts: &[&str]) -> Result<Json> {
    if let [one] = texts {
        return value(api, ty, one);
    }
    let Type::Array(item) = target(api, ty) else {
        bail!("`{name}` is given {} times, and it is no list: give it once", texts.len());
    };
    texts.iter().map(|text| value(api, item, text)).collect::<Result<Vec<_>>>().map(Json::Array)
}

/// A type behind its names.
fn target<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    match ty {
        Type::Named(id) => api[*id].kind.target().map_or(ty, |of| target(api, of)),
        _ => ty,
    }
}

/// The value of a key: simple keys are text, others JSON or as they stand in an address: `(account:1,id:2)`.
pub(super) fn key(api: &Api, key: &Key, text: &str) -> Result<Json> {
    match key {
        Key::Simple(param) => value(api, &param.ty, text),
        Key::Compound { .. } | Key::Complex { .. } if text.starts_with('{') => json(text),
        Key::Compound { .. } | Key::Complex { .. } => Ok(url_text::key(text)),
    }
}

/// Returns whether the values of a type are any text.
pub(super) fn is_free(api: &Api, ty: &Type) -> bool {
    matches!(target(api, ty), Type::String | Type::Bytes | Type::Any)
        || matches!(target(api, ty), Type::Named(id) if matches!(api[*id].kind, TypeKind::Text(_) | TypeKind::Fixed(_)))
}

/// A URN, which is escaped when it is sent.
fn urn(text: &str) -> Result<Json> {
    let plain = percent_decode(text).filter(|_| text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("urn%3a")));
    match plain {
        Some(plain) => bail!("`{}` is escaped already: write `{}`, and it is escaped when it is sent", shortened(text), shortened(&plain)),
        None => Ok(quoted(text)),
    }
}

/// JSON, with the place of what is wrong in it.
pub(super) fn json(text: &str) -> Result<Json> {
    ensure!(!text.trim().is_empty(), "the text is empty, and JSON is needed");
    serde_json::from_str(text).with_context(|| format!("`{}` is no JSON", shortened(text)))
}

/// Text as it is, or in the quotes of JSON.
fn quoted(text: &str) -> Json {
    let unquoted = || serde_json::from_str(text).ok().filter(Json::is_string);
    if text.starts_with('"') { unquoted().unwrap_or_else(|| Json::from(text)) } else { Json::from(text) }
}

/// A whole number, with all its digits. Anything else is text, which the check of the request refuses in words.
fn whole(text: &str) -> Json {
    text.trim().parse::<i64>().map_or_else(|_| Json::from(text), Json::from)
}

/// A number or truth value. Anything else is text, which the check of the request refuses in words.
fn bare(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::from(text))
}

/// The beginning of a text.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().filter(|sign| !sign.is_control()).take(60).collect();
    if text.chars().count() > 60 {
        short.push_str("...");
    }
    short
}
