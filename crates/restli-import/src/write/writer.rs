//! The writer of a product: types where they are used, defaults, properties.

use restli_schema::api::NO_REASON;
use restli_schema::language::is_reason;
use restli_schema::rust_names::{Names, case, of_type};
use restli_schema::source::Span;

use crate::defaults::Fitting;
use crate::json::{Node, Props};
use crate::layout::Layout;
use crate::model::{Member, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;
use crate::urns::Urns;
use crate::yaml::{Entries, Yaml, push, push_doc};

/// The key under `x` for the properties of an anonymous array, map or union.
const OF_TYPE: &str = "typeProperties";

/// The mark, under `x`, of a union that is named only in the YAML.
const NAMELESS: &str = "nameless";

/// Reserved keys under `x`, which no imported property may have.
const TAKEN: &[&str] = &[OF_TYPE, NAMELESS, "includesLast", "optional", "package"];

/// The state while a product is written.
pub(super) struct Writer<'m> {
    pub(super) model: &'m Model,
    pub(super) layout: &'m Layout,
    pub(super) urns: &'m Urns,
    pub(super) problems: &'m mut Problems,
    /// Position of the product that is written.
    pub(super) product: usize,
    /// Names of the accessor functions on the client.
    pub(super) accessors: Names,
    /// Identifiers of the types of the product, including names of anonymous unions.
    pub(super) types: Names,
    /// The name that an anonymous union gets at the current position.
    pub(super) place: String,
    /// The keys that lead to the resource that is written.
    pub(super) path: Vec<String>,
    /// Declarations of anonymous unions that could not get their default name.
    pub(super) unions: Entries,
}

impl<'m> Writer<'m> {
    pub(super) fn new(model: &'m Model, layout: &'m Layout, urns: &'m Urns, problems: &'m mut Problems, product: usize) -> Self {
        let (accessors, types) = (Names::default(), Names::default());
        Writer { model, layout, urns, problems, product, accessors, types, place: String::new(), path: Vec::new(), unions: Entries::new() }
    }
}

impl Writer<'_> {
    /// Runs `write` with a name appended to the current position.
    pub(super) fn below<T>(&mut self, name: &str, write: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.len();
        self.place.push_str(&case::raised(name));
        let written = write(self);
        self.place.truncate(length);
        written
    }

    /// Writes an anonymous union: its keys, or the name of a declared type. The language names the union after its position; if
    /// that name is taken, the union is declared under another one.
    pub(super) fn nameless(&mut self, members: &[Member]) -> Result<Entries, String> {
        let name = self.place.clone();
        if self.types.claim_free(&of_type(&name)) {
            return Ok(self.union(members));
        }
        let numbers = std::iter::once(String::new()).chain((2..).map(|number: u32| number.to_string()));
        let mut names = numbers.map(|number| format!("{name}Union{number}"));
        let other = names.find(|other| self.types.claim_free(&of_type(other))).unwrap_or_default();
        let around = std::mem::replace(&mut self.place, other.clone());
        let union = self.union(members);
        self.place = around;
        let union = union.into_iter().chain([("x".to_owned(), Yaml::Map(vec![(NAMELESS.to_owned(), Yaml::Plain("true".to_owned()))]))]);
        self.unions.push((other.clone(), Yaml::Map(union.collect())));
        Err(other)
    }

    /// Writes a type use.
    pub(super) fn ty(&mut self, ty: &Ty) -> Yaml {
        match &ty.kind {
            TyKind::Primitive(name) => Yaml::text(*name),
            TyKind::Name(name) => match name.target {
                Some(id) => Yaml::text(self.layout.reference(self.product, id)),
                None => Yaml::text("any"),
            },
            TyKind::Array(item) => Yaml::List(vec![self.inner(item)]),
            TyKind::Map(value) => Yaml::Map(vec![("string".to_owned(), self.inner(value))]),
            TyKind::Union(members) => self.nameless(members).map_or_else(Yaml::Text, Yaml::Map),
            TyKind::Null | TyKind::Wrong => Yaml::text("any"),
        }
    }

    /// Writes a type inside another one, where only the type itself can be expressed.
    pub(super) fn inner(&mut self, ty: &Ty) -> Yaml {
        for (key, _) in &ty.props {
            self.left_out("properties of types inside arrays and maps", key.span);
        }
        self.ty(ty)
    }

    /// Adds the properties of an anonymous array, map or union to `x`, apart from the properties of its field or parameter.
    pub(super) fn nameless_properties(&mut self, ty: &Ty, x: &mut Entries) {
        let mut own = Entries::new();
        self.keep(&ty.props, "properties of arrays, maps and unions", &mut own);
        if !own.is_empty() {
            push(x, OF_TYPE, Yaml::Map(own));
        }
    }

    /// Writes the keys of the long form that give the type. Properties of an array, map or union go to `x`.
    pub(super) fn type_keys(&mut self, ty: &Ty, x: &mut Entries) -> Entries {
        self.nameless_properties(ty, x);
        match &ty.kind {
            TyKind::Union(members) => self.nameless(members).unwrap_or_else(|name| vec![("type".to_owned(), Yaml::Text(name))]),
            _ => vec![("type".to_owned(), self.ty(ty))],
        }
    }

    /// Writes a field, parameter or member: `T`, `T = default`, or the long form if there is more to express.
    pub(super) fn used(&mut self, ty: &Ty, default: Option<Yaml>, doc: &str, more: Entries, mut x: Entries) -> Yaml {
        let mut keys = self.type_keys(ty, &mut x);
        if doc.trim().is_empty() && more.is_empty() && x.is_empty() {
            match (keys.as_slice(), &default) {
                ([(key, short)], None) if key == "type" => return short.clone(),
                ([(key, Yaml::Text(short))], Some(Yaml::Plain(value))) if key == "type" => return Yaml::text(format!("{short} = {value}")),
                ([(key, Yaml::Text(short))], Some(Yaml::Text(value))) if key == "type" && is_word(value) => {
                    return Yaml::text(format!("{short} = {value}"));
                }
                _ => {}
            }
        }
        if let Some(default) = default {
            push(&mut keys, "default", default);
        }
        push_doc(&mut keys, doc);
        keys.extend(more);
        with_x(&mut keys, x);
        Yaml::Map(keys)
    }

    /// Writes a default if it fits its type; reports it otherwise.
    pub(super) fn default(&mut self, node: &Node, ty: &Ty) -> Option<Yaml> {
        match (Fitting { model: self.model, urns: self.urns }).fit(node, ty) {
            Ok(value) => Some(value),
            Err(mismatch) => {
                let help = "correct the default, or the type; it was left out, and the value may be absent";
                self.problems.error(rules::DEFAULT, mismatch.span, format!("the default does not fit: {}", mismatch.message), help);
                None
            }
        }
    }

    /// Puts properties that the language cannot express under `x`.
    pub(super) fn keep(&mut self, props: &Props, what: &str, x: &mut Entries) {
        for (key, value) in props {
            if x.iter().any(|(taken, _)| *taken == key.text) {
                self.left_out("properties that have the name of something else under `x`", key.span);
                continue;
            }
            self.problems.kept(what, key.span);
            push(x, &key.text, Yaml::json(value));
        }
    }

    /// Writes the properties of a named type, field, symbol or member that the language can express, and puts the others under `x`.
    pub(super) fn properties(&mut self, props: &Props, validate: bool, x: &mut Entries) -> Entries {
        let mut own = Entries::new();
        let mut others = Props::new();
        for (key, value) in props {
            match key.text.as_str() {
                "deprecated" if own.iter().all(|(taken, _)| taken != "deprecated") && (value.text().is_some() || value.is_true()) => {
                    push(&mut own, "deprecated", reason(value.text().unwrap_or_default()));
                }
                "validate" if validate => push(&mut own, "validate", Yaml::json(value)),
                taken if TAKEN.contains(&taken) => self.left_out("properties that have the name of something else under `x`", key.span),
                _ => others.push((key.clone(), value.clone())),
            }
        }
        self.keep(&others, "properties", x);
        own
    }

    pub(super) fn left_out(&mut self, what: &str, span: Span) {
        self.problems.left_out(what, span);
    }
}

/// The reason for which something is deprecated, if the text is one.
pub(super) fn reason(text: &str) -> Yaml {
    match Yaml::doc(text) {
        Yaml::Text(text) if is_reason(&text) => Yaml::Text(text),
        _ => Yaml::text(NO_REASON),
    }
}

pub(super) fn with_x(entries: &mut Entries, x: Entries) {
    if !x.is_empty() {
        push(entries, "x", Yaml::Map(x));
    }
}

/// Returns whether a text can follow `=` without quotes, and is a text there for every type.
fn is_word(text: &str) -> bool {
    text.starts_with(|one: char| one.is_ascii_alphabetic())
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
        && !matches!(text, "null" | "true" | "false")
}
