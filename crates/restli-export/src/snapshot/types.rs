//! Named types as PDSC (`docs/formats.md §1.11`). A type is declared at its first use and referred to by name from then on.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Extensions, Field, Member, Record, Symbol, Type, TypeDef, TypeId, TypeKind, Union, UrnId};
use serde_json::Value;

use super::extensions;
use super::names::{Named, Names};
use super::reach::Reached;
use super::urns;
use crate::extra::Extra;
use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};

/// The note about aliases that are full names of types: an import of this project reads them, Rest.li refuses them.
const ALIASES: &str = "aliases of union members that are not letters, digits and `_`";

/// The property for facts that Rest.li cannot express.
pub(super) const EXTRA: &str = "x-restli";

/// Writer of the models of a snapshot.
#[derive(Debug)]
pub(super) struct Models<'a> {
    api: &'a Api,
    names: &'a Names,
    notes: &'a mut Notes,
    spelled: BTreeSet<Named>,
}

impl<'a> Models<'a> {
    /// Makes a writer that has not declared any type.
    pub(super) fn new(api: &'a Api, names: &'a Names, notes: &'a mut Notes) -> Self {
        Self { api, names, notes, spelled: BTreeSet::new() }
    }

    /// Returns the list `models`, with one entry for every type.
    pub(super) fn write(mut self, reached: &Reached<'_>) -> Vec<Json> {
        reached.sorted().into_iter().map(|named| self.named(named)).collect()
    }

    /// Declares a type, or refers to it by name if it is declared already.
    fn named(&mut self, named: Named) -> Json {
        let full = self.names.full(self.api, named);
        if !self.spelled.insert(named) {
            return full.into();
        }
        let (namespace, short) = full.rsplit_once('.').unwrap_or(("", full));
        let head = |kind: &str| Object::of("type", kind).with("name", short).with("namespace", namespace);
        match named {
            Named::Type(id) => self.own(id, head).into(),
            Named::Urn(id) => self.urn(id, head("typeref")).into(),
            Named::AnyUrn => head("typeref").with("ref", "string").with("validate", urns::any()).into(),
            Named::Any => {
                self.notes.add(Disposition::Weakened, "values of any kind, which become a record without fields", full);
                head("record")
                    .with("doc", "Any JSON value.")
                    .with("fields", Vec::<Json>::new())
                    .with(EXTRA, Object::of("open", true))
                    .into()
            }
            Named::Empty => head("record").with("doc", "A record that is empty.").with("fields", Vec::<Json>::new()).into(),
        }
    }

    fn urn(&mut self, id: UrnId, head: Object) -> Object {
        let mut object = head;
        object.set_text("doc", &self.api[id].doc);
        object.with("ref", "string").with("validate", urns::validate(self.api, self.names, id, self.notes))
    }

    fn own(&mut self, id: TypeId, head: impl Fn(&str) -> Object) -> Object {
        let api = self.api;
        let def = &api[id];
        let kind = match &def.kind {
            TypeKind::Record(_) if extensions::text(&def.extensions, "type") == Some("error") => "error",
            TypeKind::Record(_) => "record",
            TypeKind::Enum(_) => "enum",
            TypeKind::Fixed(_) => "fixed",
            TypeKind::Union(_) | TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::UrnChoice(_) => "typeref",
        };
        let mut object = head(kind);
        object.set_text("doc", &def.doc);
        object.set_some("deprecated", def.deprecated.as_deref().map(extensions::deprecated));
        let mut own = Extra::new(self.notes, def.full_name.as_str());
        own.put("rust", "Rust names", def.name.rust.as_deref());
        own.evidence(self.api, &def.evidence);
        match &def.kind {
            TypeKind::Record(record) => own.put("open", "open records", record.open.then_some(true)),
            TypeKind::Text(format) => {
                let text = Object::of("reserved", format.reserved.as_str()).with("escape", format.escape.to_string());
                own.put("text", "escapes of text", Some(text));
            }
            TypeKind::Time => own.put("time", "units of points in time", Some("milliseconds")),
            TypeKind::UrnChoice(ids) => {
                let ids: Vec<&str> = ids.iter().map(|id| api[*id].name.wire.as_str()).collect();
                own.put("urns", "choices between URN types", Some(ids));
            }
            TypeKind::Enum(_) | TypeKind::Fixed(_) | TypeKind::Union(_) | TypeKind::Typeref(_) => {}
        }
        let own = own.finish();
        let mut made = None;
        match &def.kind {
            TypeKind::Record(record) => self.record(record, def, &mut object),
            TypeKind::Enum(symbols) => self.symbols(symbols, &def.full_name, &mut object),
            TypeKind::Fixed(size) => object.set("size", *size),
            TypeKind::Union(union) => {
                let mut written = self.union(union);
                self.properties(&def.extensions, &Type::Named(id), &mut written, &def.full_name);
                object.set("ref", written);
            }
            TypeKind::Text(_) => object.set("ref", "string"),
            TypeKind::Time => object.set("ref", "long"),
            TypeKind::UrnChoice(_) | TypeKind::Typeref(Type::Urn) => {
                object.set("ref", "string");
                // The extension `java` already marks the type as a URN.
                made = extensions::get(&def.extensions, "java").is_none().then(urns::any);
            }
            TypeKind::Typeref(Type::UrnOf(urn)) if self.names.urn(*urn) == Named::Type(id) => {
                if def.doc.trim().is_empty() {
                    object.set_text("doc", &api[*urn].doc);
                }
                object.set("ref", "string");
                made = Some(urns::validate(api, self.names, *urn, self.notes));
            }
            TypeKind::Typeref(target) => object.set("ref", self.used(target, &def.extensions, &def.full_name)),
        }
        extensions::validate(&def.extensions, made, &mut object);
        object.set_full(EXTRA, own);
        extensions::members(&def.extensions, &mut object);
        object
    }

    /// The type of a field, member or typeref, with the properties of the array or map itself.
    fn used(&mut self, ty: &Type, extensions: &Extensions, place: &str) -> Json {
        if let Type::Map(key, _) = ty
            && **key != Type::String
        {
            self.notes.add(Disposition::Weakened, "keys of maps that are not any text", place);
        }
        let mut written = self.ty(ty);
        self.properties(extensions, ty, &mut written, place);
        written
    }

    fn properties(&mut self, extensions: &Extensions, ty: &Type, written: &mut Json, place: &str) {
        if !extensions::of_type(extensions, ty, written) {
            self.notes.add(Disposition::LeftOut, "properties of unions", place);
        }
    }

    /// A type use.
    fn ty(&mut self, ty: &Type) -> Json {
        match ty {
            Type::Array(inner) => Object::of("type", "array").with("items", self.ty(inner)).into(),
            Type::Map(_, inner) => Object::of("type", "map").with("values", self.ty(inner)).into(),
            Type::Any => self.named(Named::Any),
            Type::Urn => self.named(self.names.any_urn()),
            Type::UrnOf(id) => self.named(self.names.urn(*id)),
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Union(union) if union.bare => {
                    self.notes.add(Disposition::Weakened, "bare unions, which become values of any kind", &self.api[*id].full_name);
                    self.named(Named::Any)
                }
                TypeKind::Union(union) if self.names.is_inline(*id) => self.union(union),
                _ => self.named(Named::Type(*id)),
            },
            Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes => primitive(ty).into(),
        }
    }

    fn record(&mut self, record: &Record, def: &TypeDef, object: &mut Object) {
        let includes: Vec<Json> = record.includes.iter().map(|id| self.named(Named::Type(*id))).collect();
        let own = record.fields.iter().filter(|field| field.included_from.is_none());
        let fields: Vec<Json> = own.map(|field| self.field(field, def)).collect();
        // The order of the two keys decides which fields come first.
        if extensions::flag(&def.extensions, "includesLast") {
            object.set("fields", fields);
            object.set_full("include", includes);
        } else {
            object.set_full("include", includes);
            object.set("fields", fields);
        }
    }

    fn field(&mut self, field: &Field, def: &TypeDef) -> Json {
        let place = &format!("{}.{}", def.full_name, field.name.wire);
        self.legal(&field.name.wire, place);
        let mut object = Object::of("name", field.name.wire.as_str()).with("type", self.used(&field.ty, &field.extensions, place));
        object.set_text("doc", &field.doc);
        let default = field.default.as_ref().filter(|default| self.has_form(&field.ty, default));
        object.set_some("default", default);
        if default.is_none() && field.default.is_some() {
            self.notes.add(Disposition::Weakened, "defaults of values of any kind, whose fields become optional", place);
        }
        if field.optional || default.is_none() && field.default.is_some() {
            object.set("optional", true);
        }
        object.set_some("deprecated", field.deprecated.as_deref().map(extensions::deprecated));
        let mut own = Extra::new(self.notes, place.as_str());
        own.field(self.api, field, &def.evidence);
        extensions::validate(&field.extensions, None, &mut object);
        object.set_full(EXTRA, own.finish());
        extensions::members(&field.extensions, &mut object);
        object.into()
    }

    /// Returns whether a default can be written: what stands for values of any kind is a record.
    fn has_form(&self, ty: &Type, default: &Value) -> bool {
        match ty {
            Type::Any => default.is_object(),
            Type::Array(item) => default.as_array().into_iter().flatten().all(|default| self.has_form(item, default)),
            Type::Map(_, item) => default.as_object().into_iter().flatten().all(|(_, default)| self.has_form(item, default)),
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Typeref(ty) => self.has_form(ty, default),
                TypeKind::Union(union) if union.bare => default.is_object(),
                TypeKind::Record(record) => record
                    .fields
                    .iter()
                    .all(|field| default.get(field.name.wire.as_str()).is_none_or(|default| self.has_form(&field.ty, default))),
                _ => true,
            },
            _ => true,
        }
    }

    fn symbols(&mut self, symbols: &[Symbol], full: &str, object: &mut Object) {
        object.set("symbols", symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect::<Vec<_>>());
        let (mut docs, mut outdated, mut properties) = (Object::default(), Object::default(), Object::default());
        for symbol in symbols {
            let name = &symbol.name.wire;
            self.legal(name, &format!("{full}.{name}"));
            docs.set_text(name, &symbol.doc);
            outdated.set_some(name, symbol.deprecated.as_deref().map(extensions::deprecated));
            let mut own = Extra::new(self.notes, format!("{full}.{name}"));
            own.symbol(symbol);
            let mut property = Object::default();
            property.set_full(EXTRA, own.finish());
            extensions::members(&symbol.extensions, &mut property);
            properties.set_full(name, property);
        }
        object.set_full("symbolDocs", docs);
        object.set_full("deprecatedSymbols", outdated);
        object.set_full("symbolProperties", properties);
    }

    /// Notes a name that is not legal in Rest.li (`docs/formats.md §1.2`).
    fn legal(&mut self, name: &str, place: &str) {
        let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if !starts || !name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_') {
            self.notes.add(Disposition::Refused, "names that are not letters, digits and `_`", place);
        }
    }

    fn union(&mut self, union: &Union) -> Json {
        let api = self.api;
        if !is_plain(api, union) {
            for alias in union.members.iter().map(|member| &member.name.wire) {
                if alias.contains('.') {
                    self.notes.add(Disposition::Refused, ALIASES, alias);
                } else {
                    self.legal(alias, alias);
                }
            }
        }
        if union.null && union.members.iter().any(|member| member.name.wire == "null") {
            self.notes.add(Disposition::Refused, "members named `null` of unions that may be null", "null");
        }
        members(api, union, |member| self.used(&member.ty, &member.extensions, &member.name.wire))
    }
}

/// The members of a union; `ty` writes their types.
pub(super) fn members(api: &Api, union: &Union, mut ty: impl FnMut(&Member) -> Json) -> Json {
    let plain = is_plain(api, union);
    let null = union.null.then(|| Json::from("null"));
    let members = union.members.iter().map(|member| {
        let ty = ty(member);
        if plain {
            return ty;
        }
        let mut object = Object::of("alias", member.name.wire.as_str()).with("type", ty);
        object.set_text("doc", &member.doc);
        object.set_some("deprecated", member.deprecated.as_deref().map(extensions::deprecated));
        object.set_full(EXTRA, member.name.rust.as_deref().map_or_else(Object::default, |rust| Object::of("rust", rust)));
        extensions::members(&member.extensions, &mut object);
        object.into()
    });
    null.into_iter().chain(members).collect::<Vec<_>>().into()
}

/// Returns whether all members have only a type, which is their key then (`docs/formats.md §1.5`).
fn is_plain(api: &Api, union: &Union) -> bool {
    let bare = |member: &Member| {
        member.doc.trim().is_empty()
            && member.deprecated.is_none()
            && member.extensions.x.is_empty()
            && member.name.wire == key(api, &member.ty)
    };
    union.members.iter().all(bare)
}

/// The key of a member without alias.
fn key<'a>(api: &'a Api, ty: &'a Type) -> &'a str {
    match ty {
        Type::Array(_) => "array",
        Type::Map(..) => "map",
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Typeref(target) => key(api, target),
            TypeKind::Text(_) | TypeKind::UrnChoice(_) => "string",
            TypeKind::Time => "long",
            TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Fixed(_) => &api[*id].full_name,
        },
        _ => primitive(ty),
    }
}

/// The Rest.li name of a primitive; a URN is a string.
pub(super) fn primitive(ty: &Type) -> &'static str {
    match ty {
        Type::Int => "int",
        Type::Long => "long",
        Type::Float => "float",
        Type::Double => "double",
        Type::Bool => "boolean",
        Type::Bytes => "bytes",
        Type::String | Type::Urn | Type::UrnOf(_) | Type::Any | Type::Named(_) | Type::Array(_) | Type::Map(..) => "string",
    }
}
