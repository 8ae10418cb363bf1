//! The values that a type has on the wire, and whether one type has all values of another.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Type, TypeId, TypeKind, UrnId};

/// A type with typerefs looked through and names in place of ids, so that types of two schemas can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A primitive type, by its word.
    Plain(&'static str),
    /// A URN of one type.
    UrnOf(String),
    /// A URN of one of several types, with the name of the type.
    Choice(String, BTreeSet<String>),
    /// A record or union.
    Named(String),
    /// An enum.
    Enum(String),
    /// Escaped text.
    Text(String),
    /// Bytes of a fixed length.
    Fixed(u32),
    /// An array.
    Array(Box<Shape>),
    /// A map.
    Map(Box<Shape>, Box<Shape>),
}

impl Shape {
    /// The shape of a type. `name` gives the name by which a type is known in both schemas.
    pub(crate) fn of(api: &Api, ty: &Type, name: &dyn Fn(TypeId) -> String) -> Self {
        let of = |ty: &Type| Box::new(Self::of(api, ty, name));
        match ty {
            Type::Int => Self::Plain("int"),
            Type::Long => Self::Plain("long"),
            Type::Float => Self::Plain("float"),
            Type::Double => Self::Plain("double"),
            Type::Bool => Self::Plain("bool"),
            Type::String => Self::Plain("string"),
            Type::Bytes => Self::Plain("bytes"),
            Type::Any => Self::Plain("any"),
            Type::Urn => Self::Plain("urn"),
            Type::UrnOf(id) => Self::UrnOf(urn(api, *id)),
            Type::Array(item) => Self::Array(of(item)),
            Type::Map(key, value) => Self::Map(of(key), of(value)),
            Type::Named(id) => match &api[*id].kind {
                TypeKind::Record(_) | TypeKind::Union(_) => Self::Named(name(*id)),
                TypeKind::Enum(_) => Self::Enum(name(*id)),
                TypeKind::Typeref(target) => Self::of(api, target, name),
                TypeKind::Text(_) => Self::Text(name(*id)),
                TypeKind::Time => Self::Plain("time"),
                TypeKind::Fixed(size) => Self::Fixed(*size),
                TypeKind::UrnChoice(urns) => Self::Choice(name(*id), urns.iter().map(|id| urn(api, *id)).collect()),
            },
        }
    }

    /// The shape with other names.
    pub(crate) fn named(&self, name: &dyn Fn(&str) -> String) -> Self {
        let inner = |shape: &Self| Box::new(shape.named(name));
        match self {
            Self::Choice(one, urns) => Self::Choice(name(one), urns.clone()),
            Self::Named(one) => Self::Named(name(one)),
            Self::Enum(one) => Self::Enum(name(one)),
            Self::Text(one) => Self::Text(name(one)),
            Self::Array(item) => Self::Array(inner(item)),
            Self::Map(key, value) => Self::Map(inner(key), inner(value)),
            Self::Plain(_) | Self::UrnOf(_) | Self::Fixed(_) => self.clone(),
        }
    }

    /// Returns whether every value of the type is one of the other type on the wire.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let wider = |to: &Self, words: &[&str]| matches!(to, Self::Plain(word) if words.contains(word));
        match (self, other) {
            (one, two) if one == two => true,
            (_, Self::Plain("any")) => true,
            (Self::Plain("int" | "long" | "time"), to) => wider(to, &["long", "time", "float", "double"]),
            (Self::Plain("float"), to) => wider(to, &["double"]),
            (Self::UrnOf(one), Self::Choice(_, urns)) => urns.contains(one),
            (Self::Choice(_, one), Self::Choice(_, two)) => one.is_subset(two),
            (Self::UrnOf(_) | Self::Choice(..), to) => wider(to, &["urn", "string"]),
            (Self::Plain("urn" | "bytes") | Self::Enum(_) | Self::Text(_), to) => wider(to, &["string"]),
            (Self::Fixed(_), to) => wider(to, &["bytes", "string"]),
            (Self::Array(one), Self::Array(two)) => one.fits(two),
            (Self::Map(key, value), Self::Map(other_key, other)) => key.fits(other_key) && value.fits(other),
            _ => false,
        }
    }
}

/// The name of a URN type with its namespace: `li:person`.
pub(crate) fn urn(api: &Api, id: UrnId) -> String {
    format!("{}:{}", api[id].namespace, api[id].name.wire)
}

/// A type as the YAML writes it: `[string]`, `urn:person`, `content.Post`.
pub(crate) fn text(api: &Api, ty: &Type, name: &dyn Fn(TypeId) -> String) -> String {
    match ty {
        Type::Named(id) => name(*id),
        Type::UrnOf(id) => format!("urn:{}", api[*id].name.wire),
        Type::Array(item) => format!("[{}]", text(api, item, name)),
        Type::Map(key, value) if **key == Type::String => format!("{{string: {}}}", text(api, value, name)),
        Type::Map(key, value) => format!("{{{}: {}}}", text(api, key, name), text(api, value, name)),
        plain => match Shape::of(api, plain, name) {
            Shape::Plain(word) => word.to_owned(),
            other => format!("{other:?}"),
        },
    }
}
