//! Types as JSON Schema 2020-12, which `OpenAPI` 3.1 uses too.

use restli_schema::api::{Api, Extensions, Field, Member, Record, Symbol, Type, TypeDef, TypeId, TypeKind, Union, UrnId};

use serde_json::Value;

use crate::extra::Extra;
use crate::json::Object;
use crate::notes::{Disposition, Notes};

/// Writer of types as schemas. References start with the given prefix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schemas<'a> {
    api: &'a Api,
    prefix: &'static str,
}

impl<'a> Schemas<'a> {
    /// Makes a writer whose references start with `prefix`.
    pub(crate) fn new(api: &'a Api, prefix: &'static str) -> Self {
        Self { api, prefix }
    }

    /// The schemas of all types by full name, sorted.
    pub(crate) fn all(&self, notes: &mut Notes) -> Object {
        let mut ids: Vec<TypeId> = self.api.type_ids().collect();
        ids.sort_by_key(|id| &self.api[*id].full_name);
        ids.into_iter().fold(Object::default(), |all, id| all.with(&self.api[id].full_name, self.named(id, notes)))
    }

    /// A reference to the schema with that name.
    pub(crate) fn reference(&self, name: &str) -> Object {
        Object::of("$ref", format!("{}{name}", self.prefix))
    }

    /// A reference to the schema of a named type.
    pub(crate) fn of(&self, id: TypeId) -> Object {
        self.reference(&self.api[id].full_name)
    }

    /// The schema of a type use.
    pub(crate) fn ty(&self, ty: &Type) -> Object {
        match ty {
            Type::Int => Object::of("type", "integer").with("format", "int32"),
            Type::Long => Object::of("type", "integer").with("format", "int64"),
            Type::Float => Object::of("type", "number").with("format", "float"),
            Type::Double => Object::of("type", "number").with("format", "double"),
            Type::Bool => Object::of("type", "boolean"),
            Type::String => Object::of("type", "string"),
            Type::Bytes => bytes(),
            Type::Any => Object::default(),
            Type::Urn => Object::of("type", "string").with("pattern", "^urn:"),
            Type::UrnOf(id) => self.urns(&[*id]),
            Type::Named(id) => self.of(*id),
            Type::Array(inner) => Object::of("type", "array").with("items", self.ty(inner)),
            Type::Map(key, inner) => self.map(key, self.ty(inner)),
        }
    }

    /// The schema of a map, whose keys are text: `propertyNames` says which, unless all are.
    pub(crate) fn map(&self, key: &Type, values: Object) -> Object {
        let mut key = key;
        while let Type::Named(id) = key
            && let TypeKind::Typeref(target) = &self.api[*id].kind
        {
            key = target;
        }
        let number = match key {
            Type::Named(id) => matches!(self.api[*id].kind, TypeKind::Time),
            other => matches!(other, Type::Int | Type::Long),
        };
        let map = Object::of("type", "object");
        let map = match key {
            Type::String => map,
            _ if number => map.with("propertyNames", Object::of("pattern", "^-?[0-9]+$")),
            other => map.with("propertyNames", self.ty(other)),
        };
        map.with("additionalProperties", values)
    }

    /// A string schema whose pattern checks the prefix of URNs of these types.
    fn urns(&self, ids: &[UrnId]) -> Object {
        let starts: Vec<String> = ids.iter().map(|id| format!("{}:{}", self.api[*id].namespace, self.api[*id].name.wire)).collect();
        let starts = starts.join("|");
        let pattern = if ids.len() == 1 { format!("^urn:{starts}(:|$)") } else { format!("^urn:({starts})(:|$)") };
        Object::of("type", "string").with("pattern", pattern)
    }

    fn named(&self, id: TypeId, notes: &mut Notes) -> Object {
        let def = &self.api[id];
        let place = &def.full_name;
        let mut object = Object::of("title", def.name.wire.as_str());
        object.set_text("description", &described(&def.doc, def.deprecated.as_deref()));
        if def.deprecated.is_some() {
            object.set("deprecated", true);
        }
        let mut own = Extra::new(notes, place.as_str());
        own.evidence(self.api, &def.evidence);
        match &def.kind {
            TypeKind::Text(format) => {
                let text = Object::of("reserved", format.reserved.as_str()).with("escape", format.escape.to_string());
                own.put("text", "escapes of text", Some(text));
            }
            TypeKind::Time => own.put("time", "units of points in time", Some("milliseconds")),
            TypeKind::Record(record) => {
                let includes: Vec<&str> = record.includes.iter().map(|id| self.api[*id].full_name.as_str()).collect();
                own.put("includes", "includes, whose fields are copied", Some(includes).filter(|includes| !includes.is_empty()));
            }
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Typeref(_) | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
        let own = own.finish();
        validator(&def.extensions, place, &mut object, notes);
        let body = match &def.kind {
            TypeKind::Record(record) => self.record(record, def, notes),
            TypeKind::Enum(symbols) => enumeration(symbols, place, notes),
            TypeKind::Union(union) => union_of(union, union.members.iter(), &|_, ty| self.ty(ty)),
            TypeKind::Typeref(target) => {
                if let Type::Float | Type::Double = target {
                    not_finite(place, notes);
                }
                self.ty(target)
            }
            TypeKind::Text(_) => self.ty(&Type::String),
            TypeKind::Time => self.ty(&Type::Long),
            TypeKind::Fixed(size) => bytes().with("minLength", *size).with("maxLength", *size),
            TypeKind::UrnChoice(ids) => self.urns(ids),
        };
        object.extend(body);
        object.extend_x(own);
        object
    }

    /// The schema of a record. It allows undeclared properties, which readers ignore.
    fn record(&self, record: &Record, def: &TypeDef, notes: &mut Notes) -> Object {
        let needed = record.fields.iter().filter(|field| field.is_required());
        let needed: Vec<&str> = needed.map(|field| field.name.wire.as_str()).collect();
        self.object(record.fields.iter(), &needed, def, &|_, ty| self.ty(ty), notes)
    }

    /// The schema of an object with some fields of a record, some of them required; `ty` makes the schema of each field's type.
    pub(crate) fn object<'f>(
        &self,
        fields: impl Iterator<Item = &'f Field>,
        needed: &[&str],
        def: &TypeDef,
        ty: &dyn Fn(&str, &Type) -> Object,
        notes: &mut Notes,
    ) -> Object {
        let mut object = Object::of("type", "object");
        object.set_full("required", needed.to_vec());
        let properties = fields.fold(Object::default(), |all, field| {
            all.with(&field.name.wire, self.field(field, def, ty(&field.name.wire, &field.ty), notes))
        });
        object.set_full("properties", properties);
        object
    }

    fn field(&self, field: &Field, def: &TypeDef, mut object: Object, notes: &mut Notes) -> Object {
        let place = &format!("{}.{}", def.full_name, field.name.wire);
        if let Type::Float | Type::Double = &field.ty {
            not_finite(place, notes);
        }
        object.set_text("description", &described(&field.doc, field.deprecated.as_deref()));
        object.set_some("default", field.default.as_ref());
        if field.deprecated.is_some() {
            object.set("deprecated", true);
        }
        validator(&field.extensions, place, &mut object, notes);
        let mut own = Extra::new(notes, place.as_str());
        own.field(self.api, field, &def.evidence);
        object.extend_x(own.finish());
        object
    }
}

/// The schema of a union with some of its members; `ty` makes the schema of each member's type.
pub(crate) fn union_of<'m>(union: &Union, members: impl Iterator<Item = &'m Member>, ty: &dyn Fn(&str, &Type) -> Object) -> Object {
    let member = |member: &Member| {
        let wire = member.name.wire.as_str();
        let mut object = if union.bare { ty(wire, &member.ty) } else { Object::of("type", "object") };
        object.set_text("description", &described(&member.doc, member.deprecated.as_deref()));
        if member.deprecated.is_some() {
            object.set("deprecated", true);
        }
        if union.bare {
            return object;
        }
        object.set("required", vec![wire]);
        object.with("properties", Object::of(wire, ty(wire, &member.ty))).with("additionalProperties", false)
    };
    let members: Vec<Object> = members.map(member).chain(union.null.then(|| Object::of("type", "null"))).collect();
    // A union without members accepts no value.
    if members.is_empty() { Object::of("not", Object::default()) } else { Object::of("oneOf", members) }
}

/// The schema of a byte string: one character per byte.
fn bytes() -> Object {
    Object::of("type", "string").with("pattern", "^[\\u0000-\\u00FF]*$")
}

fn not_finite(place: &str, notes: &mut Notes) {
    notes.add(Disposition::LeftOut, "`NaN`, `Infinity` and `-Infinity`, which numbers with a fraction may be as text", place);
}

/// Adds the validator that JSON Schema has too. Other extensions are left out.
fn validator(extensions: &Extensions, place: &str, object: &mut Object, notes: &mut Notes) {
    if !extensions.x.is_empty() {
        notes.add(Disposition::LeftOut, "what stands under `x`", place);
    }
    for (name, config) in extensions.validate.as_ref().and_then(Value::as_object).into_iter().flatten() {
        if name != "strlen" {
            notes.add(Disposition::LeftOut, "validators other than `strlen`", place);
            continue;
        }
        for (bound, keyword) in [("min", "minLength"), ("max", "maxLength")] {
            object.set_some(keyword, config.get(bound).and_then(Value::as_u64));
        }
    }
}

/// The schema of an enum: a list of names, or one constant per symbol if a symbol has documentation or other facts.
fn enumeration(symbols: &[Symbol], place: &str, notes: &mut Notes) -> Object {
    let constants: Vec<(Object, &Symbol)> = (symbols.iter())
        .map(|symbol| {
            let mut own = Extra::new(notes, format!("{place}.{}", symbol.name.wire));
            own.symbol(symbol);
            let mut object = Object::default();
            object.set_text("description", &described(&symbol.doc, symbol.deprecated.as_deref()));
            if symbol.deprecated.is_some() {
                object.set("deprecated", true);
            }
            object.extend_x(own.finish());
            (object, symbol)
        })
        .collect();
    let object = Object::of("type", "string");
    if constants.iter().all(|(more, _)| more.is_empty()) {
        return object.with("enum", symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect::<Vec<_>>());
    }
    let constant = |(more, symbol): (Object, &Symbol)| {
        let mut object = Object::of("const", symbol.name.wire.as_str());
        object.extend(more);
        object
    };
    object.with("oneOf", constants.into_iter().map(constant).collect::<Vec<_>>())
}

/// Documentation with the reason of deprecation.
pub(crate) fn described(doc: &str, deprecated: Option<&str>) -> String {
    match (doc.trim(), deprecated.map(str::trim)) {
        (doc, None) => doc.to_owned(),
        ("", Some(reason)) => format!("Deprecated: {reason}"),
        (doc, Some(reason)) => format!("{doc}\n\nDeprecated: {reason}"),
    }
}
