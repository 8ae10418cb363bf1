//! Defaults, and other values written in YAML: checked against their type and turned into the JSON of the wire.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::api::{Field, JsonKind, Record, Symbol, Type, TypeId, TypeKind, Union, UrnId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node, Scalar, Value};
use crate::help::Help;
use crate::language;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::read::any;
use crate::resolve::state::tables::Tables;
use crate::resolve::types::urn_values;
use crate::rules;
use crate::source::Span;
use crate::suggest;

/// Checks the defaults of all fields and parameters and stores them in the model.
pub(crate) fn fill(tables: &Tables<'_>, types: &mut Types, problems: &mut Diagnostics, drafts: &mut [ResourceDraft<'_>]) {
    let values = values(tables, types, problems, drafts);
    let fields = types.defs.iter_mut().flat_map(|def| match &mut def.kind {
        TypeKind::Record(record) => record.fields.as_mut_slice(),
        TypeKind::Enum(_)
        | TypeKind::Union(_)
        | TypeKind::Typeref(_)
        | TypeKind::Text(_)
        | TypeKind::Time
        | TypeKind::Fixed(_)
        | TypeKind::UrnChoice(_) => &mut [],
    });
    for field in fields {
        field.default = values.get(&field.name.span).cloned();
    }
    let params = drafts.iter_mut().flat_map(|draft| &mut draft.resource.methods).flat_map(|method| &mut method.params);
    for param in params {
        param.default = values.get(&param.name.span).cloned();
    }
}

/// The defaults as JSON, by the place of the field's or parameter's name.
fn values(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>]) -> BTreeMap<Span, Json> {
    let records = types.defs.iter().filter_map(|def| if let TypeKind::Record(record) = &def.kind { Some(record) } else { None });
    let own = records.flat_map(|record| &record.fields).filter(|field| field.included_from.is_none());
    let fields = own.map(|field| (field.name.span, &field.ty));
    let params = drafts.iter().flat_map(|draft| &draft.resource.methods).flat_map(|method| &method.params);
    let params = params.map(|param| (param.name.span, &param.ty));
    let all = fields.chain(params).filter_map(|(name, ty)| Some((name, types.defaults.0.get(&name)?, ty)));
    all.map(|(name, node, ty)| (name, checked(tables, types, problems, node, ty))).collect()
}

/// Checks a value against a type and returns it as JSON; `null` after an error.
pub(crate) fn checked(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, node: &Node, ty: &Type) -> Json {
    let fitting = match plain(node) {
        Some("null" | "~") if !matches!(types.behind(ty), Type::Named(_)) => no_null(node),
        _ => fit(tables, types, node, ty),
    };
    match fitting {
        Ok(json) => json,
        Err(mismatch) => {
            let mut problem = Diagnostic::error(rules::BAD_DEFAULT, mismatch.span, mismatch.message).help(*mismatch.help);
            if let Some((span, label)) = mismatch.also {
                problem = problem.also(span, label);
            }
            problems.push(problem);
            Json::Null
        }
    }
}

/// The mismatch between a value and its type.
struct TypeMismatch {
    span: Span,
    message: String,
    help: Box<Help>,
    also: Option<(Span, String)>,
}

fn mismatch<T>(node: &Node, message: impl Into<String>, help: impl Into<Help>) -> Result<T, TypeMismatch> {
    Err(TypeMismatch { span: node.span, message: message.into(), help: Box::new(help.into()), also: None })
}

/// Advice on a value that is no whole number of so many bits: the number that was meant, if it can be told.
fn whole(node: &Node, bits: u32) -> String {
    let meant = node
        .text()
        .filter(|text| !text.contains('-'))
        .and_then(language::number_meant)
        .filter(|number| number.checked_shr(bits - 1).unwrap_or_default() == 0);
    meant.map_or_else(
        || format!("write a whole number of {bits} bits in plain digits, without quotes"),
        |number| format!("write it in plain digits, without quotes: `{number}`"),
    )
}

fn fit(tables: &Tables<'_>, types: &Types, node: &Node, ty: &Type) -> Result<Json, TypeMismatch> {
    match ty {
        Type::Any => Ok(any(node)),
        Type::Bool => match plain(node) {
            Some("true") => Ok(Json::Bool(true)),
            Some("false") => Ok(Json::Bool(false)),
            _ => mismatch(node, format!("{} is not a `bool`", shown(node)), "write `true` or `false`"),
        },
        Type::Int => match number::<i32>(node) {
            Some(number) => Ok(number.into()),
            None => mismatch(node, format!("{} is not an `int`", shown(node)), whole(node, 32)),
        },
        Type::Long => match number::<i64>(node) {
            Some(number) => Ok(number.into()),
            None => mismatch(node, format!("{} is not a `long`", shown(node)), whole(node, 64)),
        },
        // The largest `float` as Java writes it is more than it as a `double`: the text is rounded to the type.
        Type::Float => float(node, number::<f32>(node).is_some_and(f32::is_finite), "float"),
        Type::Double => float(node, true, "double"),
        Type::String => text(node, "a `string`").map(Json::from),
        Type::Bytes => bytes(node, None),
        Type::Urn => urn(tables, node, &[]),
        Type::UrnOf(id) => urn(tables, node, &[*id]),
        Type::Array(item) => match &node.value {
            Value::Seq(items) => items.iter().map(|one| fit(tables, types, one, item)).collect::<Result<Vec<_>, _>>().map(Json::Array),
            _ => mismatch(node, format!("{} is not an array", shown(node)), "write `[...]`"),
        },
        Type::Map(named_by, value) => match &node.value {
            Value::Map(entries) => entries
                .iter()
                .map(|(key, one)| Ok((map_key(tables, types, key, named_by)?, fit(tables, types, one, value)?)))
                .collect::<Result<Map<_, _>, _>>()
                .map(Json::Object),
            _ => mismatch(node, format!("{} is not a map", shown(node)), "write `{...}`"),
        },
        Type::Named(id) => named(tables, types, node, *id),
    }
}

fn named(tables: &Tables<'_>, types: &Types, node: &Node, id: TypeId) -> Result<Json, TypeMismatch> {
    let Type::Named(id) = types.behind(&Type::Named(id)) else { return fit(tables, types, node, &types.behind(&Type::Named(id))) };
    let Some(def) = types.get(id) else { return Ok(Json::Null) };
    let name = def.name.wire.as_str();
    let result = match &def.kind {
        TypeKind::Record(fields) => record(tables, types, node, name, fields, fields.open || types.lacking.contains(&id)),
        TypeKind::Enum(symbols) => symbol(node, name, symbols),
        TypeKind::Union(members) => union(tables, types, node, name, members),
        TypeKind::Text(_) => text(node, "a text").map(Json::from),
        TypeKind::Time => fit(tables, types, node, &Type::Long),
        TypeKind::Fixed(size) => bytes(node, Some(*size)),
        TypeKind::UrnChoice(ids) => urn(tables, node, ids),
        TypeKind::Typeref(_) => Ok(Json::Null),
    };
    result.map_err(|mismatch| match mismatch.also {
        Some(_) => mismatch,
        None => TypeMismatch { also: Some((def.name.span, format!("`{name}` is declared here"))), ..mismatch },
    })
}

fn record(tables: &Tables<'_>, types: &Types, node: &Node, name: &str, record: &Record, open: bool) -> Result<Json, TypeMismatch> {
    let Value::Map(entries) = &node.value else {
        let quoted = node.text().filter(|text| text.starts_with('{') && plain(node).is_none());
        let help =
            quoted.map_or_else(|| Help::from(r#"a record is written `{"field": value, ...}`"#), |_| "remove the quotes around it".into());
        return mismatch(node, format!("{} is not a `{name}`", shown(node)), help);
    };
    let mut object = Map::new();
    for (key, value) in entries {
        let json = match record.fields.iter().find(|field| field.name.wire == key.text) {
            Some(field) => fit(tables, types, value, &field.ty)?,
            None if open => any(value),
            None => {
                let names = record.fields.iter().map(|field| field.name.wire.as_str());
                let help = suggest::advice(&key.text, names).unwrap_or_else(|| format!("`{name}` has no fields").into());
                let message = format!("`{name}` has no field `{}`", key.text);
                return Err(TypeMismatch { span: key.span, message, help: Box::new(help), also: None });
            }
        };
        object.insert(key.text.clone(), json);
    }
    let needed = |field: &&Field| types.is_required(field) && !object.contains_key(&field.name.wire);
    let missing: Vec<&str> = record.fields.iter().filter(needed).map(|field| field.name.wire.as_str()).collect();
    if missing.is_empty() {
        return Ok(Json::Object(object));
    }
    mismatch(node, format!("a `{name}` without {}", suggest::list(missing)), "give every field that is neither optional nor has a default")
}

fn symbol(node: &Node, name: &str, symbols: &[Symbol]) -> Result<Json, TypeMismatch> {
    let known = |text: &&str| symbols.iter().any(|symbol| symbol.name.wire == *text);
    if let Some(text) = node.text().filter(known) {
        return Ok(text.into());
    }
    let text = text(node, "a symbol")?;
    let names = symbols.iter().map(|symbol| symbol.name.wire.as_str());
    let last = text.rsplit(['.', ':']).next().filter(known).map(Help::write);
    let help = last.or_else(|| suggest::advice(text, names)).unwrap_or_else(|| format!("write a symbol of `{name}`").into());
    mismatch(node, format!("`{name}` has no symbol `{text}`"), help)
}

/// The key of an entry, which is text on the wire whatever its type.
fn map_key(tables: &Tables<'_>, types: &Types, key: &Key, ty: &Type) -> Result<String, TypeMismatch> {
    let scalar = Scalar { text: key.text.clone(), quoted: types.behind(ty) == Type::String, verbatim: None };
    fit(tables, types, &Node { span: key.span, value: Value::Scalar(scalar) }, ty).map(|_| key.text.clone())
}

/// A value of a bare union, for the first member that it fits.
fn bare(tables: &Tables<'_>, types: &Types, node: &Node, name: &str, union: &Union) -> Result<Json, TypeMismatch> {
    let kinds: &[JsonKind] = match &node.value {
        Value::Seq(_) => &[JsonKind::Array],
        Value::Map(_) => &[JsonKind::Object],
        Value::Scalar(_) => &[JsonKind::Number, JsonKind::Bool, JsonKind::Text],
    };
    let mut fitting = mismatch(node, format!("{} is not a `{name}`", shown(node)), "write a value of one of its members");
    for member in kinds.iter().filter_map(|kind| union.of_kind(*kind)) {
        fitting = fit(tables, types, node, &member.ty);
        if fitting.is_ok() {
            break;
        }
    }
    fitting
}

fn union(tables: &Tables<'_>, types: &Types, node: &Node, name: &str, union: &Union) -> Result<Json, TypeMismatch> {
    if union.bare {
        return bare(tables, types, node, name, union);
    }
    if plain(node) == Some("null") {
        if union.null {
            return Ok(Json::Null);
        }
        return mismatch(node, format!("`{name}` has no null member"), "write `null: true` beside its `union`");
    }
    let names = union.members.iter().map(|member| member.name.wire.as_str());
    let [(key, value)] = node.entries() else {
        let fitting = union.members.iter().find(|member| fit(tables, types, node, &member.ty).is_ok());
        let first = fitting.map(|member| member.name.wire.as_str()).or_else(|| names.clone().next()).unwrap_or("member");
        return mismatch(
            node,
            format!("{} is not a `{name}`", shown(node)),
            format!(r#"a union is written with the key of its member, as in `{{"{first}": ...}}`"#),
        );
    };
    let Some(member) = union.of_key(&key.text) else {
        let help = suggest::advice(&key.text, names).unwrap_or_else(|| format!("`{name}` has no members").into());
        return Err(TypeMismatch {
            span: key.span,
            message: format!("`{name}` has no member `{}`", key.text),
            help: Box::new(help),
            also: None,
        });
    };
    Ok(Json::Object(Map::from_iter([(key.text.clone(), fit(tables, types, value, &member.ty)?)])))
}

fn float(node: &Node, is_in_range: bool, name: &str) -> Result<Json, TypeMismatch> {
    if let Some(text @ ("NaN" | "Infinity" | "-Infinity")) = node.text() {
        return Ok(text.into());
    }
    let Some(number) = number::<f64>(node).filter(|number| number.is_finite()).and_then(serde_json::Number::from_f64) else {
        let help = node
            .text()
            .and_then(meant_float)
            .map_or_else(|| Help::from("write a number without quotes, or `NaN`, `Infinity`, `-Infinity`"), Help::write);
        return mismatch(node, format!("{} is not a number", shown(node)), help);
    };
    if !is_in_range {
        return mismatch(node, format!("{} is too large for a `{name}`", shown(node)), "write a smaller number, or make it a `double`");
    }
    Ok(Json::Number(number))
}

/// The number that was meant by `.5`, `5.`, `.nan`, `.inf` or `+1`.
fn meant_float(text: &str) -> Option<String> {
    match text.to_lowercase().as_str() {
        ".nan" | "nan" => Some("NaN".to_owned()),
        ".inf" | "+.inf" | "inf" | "infinity" => Some("Infinity".to_owned()),
        "-.inf" | "-inf" | "-infinity" => Some("-Infinity".to_owned()),
        _ => text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string()),
    }
}

/// The number of an unquoted scalar that is written as JSON writes numbers.
fn number<N: std::str::FromStr>(node: &Node) -> Option<N> {
    plain(node).filter(|text| serde_json::from_str::<serde_json::Number>(text).is_ok())?.parse().ok()
}

fn bytes(node: &Node, size: Option<u32>) -> Result<Json, TypeMismatch> {
    let text = text(node, "bytes")?;
    if let Some(wide) = text.chars().find(|one| u32::from(*one) > 0xff) {
        return mismatch(node, format!("`{wide}` is not a byte"), "bytes are written one character each, U+0000 to U+00FF");
    }
    let count = text.chars().count();
    match size {
        Some(size) if count != size as usize => mismatch(
            node,
            format!("{count} bytes where exactly {size} are needed"),
            r"write one character per byte; `\u0000` in double quotes is a zero byte",
        ),
        _ => Ok(text.into()),
    }
}

fn urn(tables: &Tables<'_>, node: &Node, allowed: &[UrnId]) -> Result<Json, TypeMismatch> {
    let text = text(node, "a URN")?;
    match urn_values::check(&tables.urns, text, allowed) {
        Ok(()) => Ok(text.into()),
        Err((message, help)) => mismatch(node, message, help),
    }
}

fn no_null<T>(node: &Node) -> Result<T, TypeMismatch> {
    let help =
        "remove it, and put a `?` after the name of what may be absent; the text of these letters stands in quotes, as in `\"null\"`";
    mismatch(node, format!("{} is no value", shown(node)), help)
}

fn text<'a>(node: &'a Node, what: &str) -> Result<&'a str, TypeMismatch> {
    match node.text() {
        Some("null" | "~") if plain(node).is_some() => no_null(node),
        Some(text) => Ok(text),
        None => mismatch(node, format!("{} is not {what}", shown(node)), "write a text"),
    }
}

/// The text of an unquoted scalar.
fn plain(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.quoted => Some(&scalar.text),
        _ => None,
    }
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) if scalar.quoted => format!("`{:?}`", scalar.text),
        Value::Scalar(scalar) if scalar.text.is_empty() => "nothing".to_owned(),
        Value::Scalar(scalar) => format!("`{}`", scalar.text),
        Value::Seq(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    }
}
