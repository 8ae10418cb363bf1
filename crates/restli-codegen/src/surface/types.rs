//! Types: a line per type and per member.

use std::fmt::Write as _;

use restli_schema::api::{Field, TypeDef, TypeKind, Visibility};
use restli_schema::rust_names;

use crate::plan::model::{FieldPlan, ItemRef, RustType, Shape, TypePlan, UrnKey, VariantPlan};
use crate::plan::{Plan, docs};

/// Writes the types, forms, patches and URN types.
pub(super) fn types(out: &mut String, plan: &Plan<'_>) {
    out.push_str("\n## Types\n");
    for (planned, declared) in plan.types.iter().zip(plan.api.types()) {
        self::declared(out, plan, planned, declared);
    }
    for form in &plan.forms {
        let _ = writeln!(out, "\n{} (create)", form.ty.item.ident);
        lines(out, members(plan, &form.ty, None));
    }
    for patch in &plan.patches {
        let _ = writeln!(out, "\n{} (partial update)", patch.item.ident);
        lines(out, patch.fields.iter().map(|field| field.field.wire.clone()).collect());
    }
    for key in plan.resources.iter().filter_map(|resource| resource.compound_key.as_ref()) {
        let _ = writeln!(out, "\n{} (key)", key.item.ident);
        lines(out, key.fields.iter().map(|field| self::field(plan, field)).collect());
    }
    out.push_str("\n## URNs\n\n");
    for urn in &plan.urns {
        let key: Vec<String> = urn.key.iter().map(key_text).collect();
        let longest = urn.longest.map(|longest| format!(", {longest} characters at most")).unwrap_or_default();
        let _ = writeln!(out, "{} = urn:{}:{}({}){longest}", urn.ident, urn.namespace, urn.entity, key.join(", "));
    }
}

/// Writes a type of the schema.
pub(super) fn declared(out: &mut String, plan: &Plan<'_>, planned: &TypePlan, declared: &TypeDef) {
    let deprecated = planned.deprecated.as_ref().map(|reason| format!(" deprecated: {reason}")).unwrap_or_default();
    let _ = writeln!(out, "\n{} ({}){deprecated}", planned.item.ident, planned.full_name);
    lines(out, members(plan, planned, Some(&declared.kind)));
}

fn lines(out: &mut String, lines: Vec<String>) {
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
}

fn members(plan: &Plan<'_>, planned: &TypePlan, declared: Option<&TypeKind>) -> Vec<String> {
    let declared_fields = if let Some(TypeKind::Record(record)) = declared { record.fields.as_slice() } else { &[] };
    let declared_symbols = if let Some(TypeKind::Enum(symbols)) = declared { symbols.as_slice() } else { &[] };
    match &planned.shape {
        Shape::Record { fields, open, .. } => {
            let facts = declared_fields.iter().map(field_facts).chain(std::iter::repeat(String::new()));
            let fields = fields.iter().zip(facts).map(|(field, facts)| self::field(plan, field) + &facts);
            fields.chain(open.then(|| "..".to_owned())).collect()
        }
        Shape::Enum { symbols, .. } => {
            let facts = declared_symbols.iter().map(|symbol| versions(symbol.since, symbol.until)).chain(std::iter::repeat(String::new()));
            symbols.iter().zip(facts).map(|(one, facts)| variant(one, "") + &facts).collect()
        }
        Shape::UrnChoice(variants) => variants.iter().map(|one| variant(one, "")).collect(),
        Shape::Union { variants, bare: true, .. } => {
            let ty = |one: &VariantPlan| one.ty.as_ref().map(type_text).unwrap_or_default();
            let text = |one: &VariantPlan| format!("{} as {}({}){}", one.wire, one.ident, ty(one), deprecated(one.deprecated.as_ref()));
            variants.iter().map(text).collect()
        }
        Shape::Union { variants, null, bare: false, .. } => {
            let text = |one: &VariantPlan| variant(one, &one.ty.as_ref().map(|ty| format!(": {}", type_text(ty))).unwrap_or_default());
            variants.iter().map(text).chain(null.then(|| "null".to_owned())).collect()
        }
        Shape::Typeref(target) => vec![format!("= {}", type_text(target))],
        Shape::Time => vec!["= milliseconds".to_owned()],
        Shape::Text { reserved, escape } => vec![format!("= text, reserved {reserved:?}, escape {escape:?}")],
        Shape::Fixed(size) => vec![format!("= {size} bytes")],
    }
}

/// A field or parameter with its Rust name, default, permission and deprecation besides its type.
pub(super) fn field(plan: &Plan<'_>, field: &FieldPlan) -> String {
    let optional = if matches!(field.ty, RustType::Option(_)) { "?" } else { "" };
    let default = field.default.as_ref().or(field.or_default.as_ref()).map(|default| format!(" = {default}")).unwrap_or_default();
    let permit = field.permit.as_ref().and_then(|path| plan.permits.iter().find(|permit| permit.path == *path));
    let permit = permit.map(|permit| format!(", needs {}", docs::requirement_text(plan.api, &permit.requirement).replace('`', "")));
    let name = named(&field.wire, &field.ident, &rust_names::of_field(&field.wire));
    let ty = type_text(field.ty.bare());
    format!("{name}{optional}: {ty}{default}{}{}", permit.unwrap_or_default(), deprecated(field.deprecated.as_ref()))
}

/// The facts about a field that the generated code does not show: versions, visibility in projections, decorations.
fn field_facts(field: &Field) -> String {
    let mut facts = versions(field.since, field.until);
    facts.push_str(match field.visibility {
        Visibility::Normal => "",
        Visibility::Always => ", always sent",
        Visibility::OnRequest => ", sent on request",
        Visibility::Hidden => ", never sent",
    });
    if !field.decorates.is_empty() {
        let _ = write!(facts, ", expands to {} records", field.decorates.len());
    }
    facts
}

fn versions(since: Option<u32>, until: Option<u32>) -> String {
    let since = since.map(|since| format!(", since {since}")).unwrap_or_default();
    since + &until.map(|until| format!(", until {until}")).unwrap_or_default()
}

fn variant(variant: &VariantPlan, ty: &str) -> String {
    let name = named(&variant.wire, &variant.ident, &rust_names::of_variant(&variant.wire));
    format!("{name}{ty}{}", deprecated(variant.deprecated.as_ref()))
}

/// The name on the wire, with the Rust name if that is not the derived one.
fn named(wire: &str, ident: &str, made: &str) -> String {
    if ident == made { wire.to_owned() } else { format!("{wire} as {}", rust_names::bare(ident)) }
}

fn deprecated(reason: Option<&String>) -> String {
    reason.map(|reason| format!(", deprecated: {reason}")).unwrap_or_default()
}

fn key_text(key: &UrnKey) -> String {
    format!("{key:?}")
}

/// A Rust type in short form, for readers.
pub(super) fn type_text(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Bytes => "Bytes".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Urn => "Urn".to_owned(),
        RustType::Item(ItemRef { ident, .. }) => ident.clone(),
        RustType::Option(inner) => format!("{}?", type_text(inner)),
        RustType::Vec(inner) => format!("[{}]", type_text(inner)),
        RustType::Map(key, inner) => format!("{{{}: {}}}", type_text(key), type_text(inner)),
        RustType::Boxed(inner) => type_text(inner),
        RustType::ComplexKey(key, params) => format!("{} + {}", type_text(key), type_text(params)),
        RustType::Content => "Content".to_owned(),
    }
}
