//! Defaults, checked against their type and converted to the form of the YAML (`docs/formats.md §1.3`, `§2.4`).

use restli_schema::document::MAX_SCALAR;
use restli_schema::source::Span;

use crate::check::{flattened_fields, member_key};
use crate::json::{Node, Value, read_inside};
use crate::model::{DefId, Field, Kind, Member, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::{Model, Resolved};
use crate::urns::Urns;
use crate::yaml::Yaml;

/// The mismatch between a value and its type.
#[derive(Debug)]
pub(crate) struct TypeMismatch {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// The context for checking a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fitting<'m> {
    pub(crate) model: &'m Model,
    pub(crate) urns: &'m Urns,
}

fn mismatch<T>(node: &Node, message: impl Into<String>) -> Result<T, TypeMismatch> {
    Err(TypeMismatch { span: node.span, message: message.into() })
}

/// Reads the default of a parameter, which is always text: JSON text for structured types, the bare text for other types.
pub(crate) fn from_text(text: &str, span: Span, ty: &Ty, model: &Model, problems: &mut Problems) -> Option<Node> {
    let value = match model.behind(ty) {
        Resolved::Named(_, def) if matches!(def.kind, Kind::Record(_)) => return read_inside(text, span, problems),
        Resolved::Named(..) => Value::Text(text.to_owned()),
        Resolved::Other(other) => match &other.kind {
            TyKind::Array(_) | TyKind::Map(_) | TyKind::Union(_) => return read_inside(text, span, problems),
            TyKind::Primitive("bool") if text == "true" || text == "false" => Value::Bool(text == "true"),
            TyKind::Primitive("int" | "long" | "float" | "double") if crate::json::number_length(text) == text.len() => {
                Value::Number(text.to_owned())
            }
            _ => Value::Text(text.to_owned()),
        },
    };
    Some(Node { span, value })
}

impl Fitting<'_> {
    /// Converts the value to YAML, if it fits the type.
    pub(crate) fn fit(&self, node: &Node, ty: &Ty) -> Result<Yaml, TypeMismatch> {
        if let Some(urn) = self.urn_of(ty) {
            let text = text(node, "a URN")?;
            return if self.urns.fits(text, &urn) {
                Ok(Yaml::text(text))
            } else {
                mismatch(node, format!("`{text}` is no URN of the type `{urn}`"))
            };
        }
        match self.model.behind(ty) {
            Resolved::Named(id, def) => match &def.kind {
                Kind::Record(record) => self.record(node, id, record.open),
                Kind::Enum(symbols) => {
                    let text = text(node, "a symbol")?;
                    if symbols.iter().any(|symbol| symbol.name == text) {
                        return Ok(Yaml::text(text));
                    }
                    mismatch(node, format!("`{}` has no symbol `{text}`", def.full))
                }
                Kind::Fixed(size) => bytes(node, Some(*size)),
                Kind::Typeref(_) => Ok(Yaml::json(node)),
            },
            Resolved::Other(other) => self.anonymous(node, other),
        }
    }

    /// The URN type at the end of a chain of typerefs.
    fn urn_of(&self, ty: &Ty) -> Option<String> {
        let mut ty = ty;
        for _ in 0..=self.model.defs.len() {
            let id = ty.target()?;
            if let Some(urn) = self.urns.of.get(&id) {
                return Some(urn.clone());
            }
            match self.model.def(id).map(|def| &def.kind) {
                Some(Kind::Typeref(target)) => ty = target,
                _ => return None,
            }
        }
        None
    }

    fn anonymous(&self, node: &Node, ty: &Ty) -> Result<Yaml, TypeMismatch> {
        match &ty.kind {
            TyKind::Primitive("bool") => match node.value {
                Value::Bool(value) => Ok(Yaml::Plain(value.to_string())),
                _ => mismatch(node, format!("{} is no `boolean`", node.kind())),
            },
            TyKind::Primitive("int") => whole(node, i64::from(i32::MIN), i64::from(i32::MAX), "int"),
            TyKind::Primitive("long") => whole(node, i64::MIN, i64::MAX, "long"),
            TyKind::Primitive("float") => float(node, |text| text.parse().is_ok_and(f32::is_finite), "float"),
            TyKind::Primitive("double") => float(node, |text| text.parse().is_ok_and(f64::is_finite), "double"),
            TyKind::Primitive("string") => text(node, "a `string`").map(Yaml::text),
            TyKind::Primitive("bytes") => bytes(node, None),
            TyKind::Array(item) => match &node.value {
                Value::List(items) => items.iter().map(|one| self.fit(one, item)).collect::<Result<_, _>>().map(Yaml::List),
                _ => mismatch(node, format!("{} is no array", node.kind())),
            },
            TyKind::Map(inner) => match &node.value {
                Value::Object(entries) => {
                    let entries = entries.iter().map(|(key, one)| Ok((key.text.clone(), self.fit(one, inner)?)));
                    entries.collect::<Result<_, _>>().map(Yaml::Map)
                }
                _ => mismatch(node, format!("{} is no map", node.kind())),
            },
            TyKind::Union(members) => self.union(node, members),
            TyKind::Primitive(_) | TyKind::Null | TyKind::Name(_) | TyKind::Wrong => match node.value {
                Value::Null => mismatch(node, "`null` is a value of unions only, and nothing is known about the type"),
                _ => Ok(Yaml::json(node)),
            },
        }
    }

    fn union(&self, node: &Node, members: &[Member]) -> Result<Yaml, TypeMismatch> {
        if matches!(node.value, Value::Null) {
            let null = members.iter().any(|member| matches!(member.ty.kind, TyKind::Null));
            return if null { Ok(Yaml::Plain("null".to_owned())) } else { mismatch(node, "the union has no member `null`") };
        }
        let [(key, value)] = node.entries() else {
            return mismatch(node, format!("{} is no value of a union: write `{{\"member\": value}}`", node.kind()));
        };
        let named = |member: &&Member| member.alias.clone().unwrap_or_else(|| member_key(&member.ty, self.model)) == key.text;
        let Some(member) = members.iter().find(named) else {
            return Err(TypeMismatch { span: key.span, message: format!("the union has no member `{}`", key.text) });
        };
        Ok(Yaml::Map(vec![(key.text.clone(), self.fit(value, &member.ty)?)]))
    }

    fn record(&self, node: &Node, id: DefId, open: bool) -> Result<Yaml, TypeMismatch> {
        let Value::Object(entries) = &node.value else { return mismatch(node, format!("{} is no record", node.kind())) };
        let fields = flattened_fields(self.model, id);
        let mut all = Vec::new();
        for (key, value) in entries {
            match fields.iter().find(|field| field.name == key.text) {
                Some(field) => all.push((key.text.clone(), self.fit(value, &field.ty)?)),
                None if open => all.push((key.text.clone(), Yaml::json(value))),
                None => return Err(TypeMismatch { span: key.span, message: format!("the record has no field `{}`", key.text) }),
            }
        }
        let missing =
            |field: &&&Field| !field.optional && field.default.is_none() && !entries.iter().any(|(key, _)| key.text == field.name);
        match fields.iter().find(missing) {
            Some(field) => mismatch(node, format!("the field `{}` is missing", field.name)),
            None => Ok(Yaml::Map(all)),
        }
    }
}

fn text<'n>(node: &'n Node, what: &str) -> Result<&'n str, TypeMismatch> {
    match node.text() {
        Some(text) if text.len() > MAX_SCALAR => mismatch(node, format!("{} bytes are more than {MAX_SCALAR}", text.len())),
        Some(text) => Ok(text),
        None => mismatch(node, format!("{} is no {}", node.kind(), what.trim_start_matches("a "))),
    }
}

/// Converts a whole number; fractions are truncated, as in Rest.li.
fn whole(node: &Node, least: i64, most: i64, name: &str) -> Result<Yaml, TypeMismatch> {
    let Value::Number(written) = &node.value else { return mismatch(node, format!("{} is no `{name}`", node.kind())) };
    let number = written.parse::<i64>().ok().or_else(|| {
        let number = written.parse::<f64>().ok().filter(|number| number.abs() < 9e15)?.trunc();
        // Below 2^53 every whole number is exact.
        format!("{number:.0}").parse().ok()
    });
    match number.filter(|number| (least..=most).contains(number)) {
        Some(number) => Ok(Yaml::Plain(number.to_string())),
        None => mismatch(node, format!("`{written}` does not fit into `{name}`")),
    }
}

fn float(node: &Node, is_in_range: impl Fn(&str) -> bool, name: &str) -> Result<Yaml, TypeMismatch> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") => Ok(Yaml::text(text)),
        Value::Number(number) if is_in_range(number) => Ok(Yaml::Plain(number.clone())),
        Value::Number(number) => mismatch(node, format!("`{number}` is too large for a `{name}`")),
        _ => mismatch(node, format!("{} is no number", node.kind())),
    }
}

fn bytes(node: &Node, size: Option<u32>) -> Result<Yaml, TypeMismatch> {
    let text = text(node, "bytes")?;
    if let Some(wide) = text.chars().find(|one| u32::from(*one) > 0xff) {
        return mismatch(node, format!("`{wide}` is no byte: bytes are characters up to U+00FF"));
    }
    let count = text.chars().count();
    match size {
        Some(size) if usize::try_from(size).is_ok_and(|size| size != count) => mismatch(node, format!("{count} bytes in place of {size}")),
        _ => Ok(Yaml::text(text)),
    }
}
