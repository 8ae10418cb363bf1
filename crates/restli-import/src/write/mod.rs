//! From the model to the texts of a schema folder: `api.yaml`, and a file per product.

mod api;
mod resources;
mod types;

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::rust_names::{CLIENT_FUNCTIONS, Names, case, of_type};
use restli_schema::source::Span;

use crate::defaults::Fitting;
use crate::json::{Node, Props};
use crate::layout::Layout;
use crate::model::{Def, DefId, Member, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;
use crate::urns::Urns;
use crate::yaml::{Entries, Yaml, document, push, push_doc, push_table};

use resources::Above;

/// The state while a product is written.
struct Writer<'m> {
    model: &'m Model,
    layout: &'m Layout,
    urns: &'m Urns,
    problems: &'m mut Problems,
    /// Position of the product that is written.
    product: usize,
    /// Functions of the client.
    accessors: Names,
    /// Identifiers of the types of the product, those of unions without a name counted.
    types: Names,
    /// The name that a union without a name gets where we are.
    place: String,
    /// Types for unions that could not get their name.
    unions: Entries,
}

/// The files, by name.
pub(crate) fn write(
    model: &Model,
    layout: &Layout,
    urns: &Urns,
    name: &str,
    url: &str,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let errors = api::errors(model, problems);
    files.insert("api.yaml".to_owned(), document("", &api::api(name, url, urns, errors)));
    let mut writer = Writer::new(model, layout, urns, problems, 0);
    for (taken, _) in CLIENT_FUNCTIONS {
        writer.accessors.claim(taken);
    }
    for (product, planned) in layout.products.iter().enumerate() {
        writer.product = product;
        writer.types = planned.scope.clone();
        let mut entries = Entries::new();
        push(&mut entries, "product", Yaml::text(&planned.name));
        push(&mut entries, "namespace", Yaml::text(&planned.namespace));
        let mut types: Entries = planned.types.iter().filter_map(|id| writer.named(*id)).collect();
        writer.place.clear();
        let resources = planned.resources.iter().filter_map(|number| model.resources.get(*number));
        let resources: Vec<_> = resources.collect();
        let resources = writer.resources(&resources, &Above::default());
        types.append(&mut writer.unions);
        push_table(&mut entries, "types", types);
        push_table(&mut entries, "resources", resources);
        files.insert(format!("{}.yaml", planned.name), document("", &entries));
    }
    contradictions(model, layout, urns, problems);
    files
}

/// Reports types that several files declare, and not all in the same way.
fn contradictions(model: &Model, layout: &Layout, urns: &Urns, problems: &mut Problems) {
    // What is left out of the second declaration is no news.
    let mut unheard = Problems::default();
    for (first, other) in &model.again {
        let (Some(first_def), Some(other_def)) = (model.def(*first), model.def(*other)) else { continue };
        let product = layout.place(*first).map_or(0, |place| place.product);
        let mut said = |id: DefId, def: &Def| {
            let mut writer = Writer::new(model, layout, urns, &mut unheard, product);
            (writer.kind(id, def, &mut Entries::new()), writer.unions)
        };
        if said(*first, first_def) != said(*other, other_def) {
            let message = format!("the type `{}` is declared twice, and not in the same way", first_def.full);
            let problem =
                Diagnostic::error(rules::REPEATED_TYPE, other_def.span, message).also(first_def.span, "the other one, which counts");
            problems.push(problem.help("import files of one version only"));
        }
    }
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model, layout: &'m Layout, urns: &'m Urns, problems: &'m mut Problems, product: usize) -> Self {
        let (accessors, types) = (Names::default(), Names::default());
        Writer { model, layout, urns, problems, product, accessors, types, place: String::new(), unions: Entries::new() }
    }
}

impl Writer<'_> {
    /// Writes something that stands below a name.
    fn below<T>(&mut self, name: &str, write: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.len();
        self.place.push_str(&case::raised(name));
        let written = write(self);
        self.place.truncate(length);
        written
    }

    /// A union without a name: its keys, or the name of a type for it. The language makes a name from where it stands; if
    /// something else has that name, the union is declared under another one.
    fn nameless(&mut self, members: &[Member]) -> Result<Entries, String> {
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
        self.unions.push((other.clone(), Yaml::Map(union)));
        Err(other)
    }

    /// A type where it is used.
    fn ty(&mut self, ty: &Ty) -> Yaml {
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

    /// A type inside another one, where nothing but the type has a place.
    fn inner(&mut self, ty: &Ty) -> Yaml {
        for (key, _) in &ty.props {
            self.left_out("properties of types inside arrays and maps", key.span);
        }
        self.ty(ty)
    }

    /// The keys of the long form that say the type. Properties that an array, map or union has go to `x`.
    fn type_keys(&mut self, ty: &Ty, x: &mut Entries) -> Entries {
        self.keep(&ty.props, "properties of arrays and maps", x);
        match &ty.kind {
            TyKind::Union(members) => self.nameless(members).unwrap_or_else(|name| vec![("type".to_owned(), Yaml::Text(name))]),
            _ => vec![("type".to_owned(), self.ty(ty))],
        }
    }

    /// A field, parameter or member: `T`, `T = default`, or the long form where there is more to say.
    fn used(&mut self, ty: &Ty, default: Option<Yaml>, doc: &str, more: Entries, mut x: Entries) -> Yaml {
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

    /// A default, if it fits its type; reports it otherwise.
    fn default(&mut self, node: &Node, ty: &Ty) -> Option<Yaml> {
        match (Fitting { model: self.model, urns: self.urns }).fit(node, ty) {
            Ok(value) => Some(value),
            Err(misfit) => {
                let help = "correct the default, or the type; it was left out, and the value may be absent";
                self.problems.error(rules::DEFAULT, misfit.span, format!("the default does not fit: {}", misfit.message), help);
                None
            }
        }
    }

    /// Puts what the language has no word for under `x`.
    fn keep(&mut self, props: &Props, what: &str, x: &mut Entries) {
        for (key, value) in props {
            self.problems.kept(what, key.span);
            push(x, &key.text, Yaml::json(value));
        }
    }

    /// Properties of a named type, field, symbol or member: what the language has a word for, and the rest under `x`.
    fn properties(&mut self, props: &Props, validate: bool, x: &mut Entries) -> Entries {
        let mut own = Entries::new();
        let mut others = Props::new();
        for (key, value) in props {
            match key.text.as_str() {
                "deprecated" if value.text().is_some() || value.is_true() => {
                    push(&mut own, "deprecated", Yaml::text(value.text().filter(|text| !text.trim().is_empty()).unwrap_or(NO_REASON)));
                }
                "validate" if validate => push(&mut own, "validate", Yaml::json(value)),
                _ => others.push((key.clone(), value.clone())),
            }
        }
        self.keep(&others, "properties", x);
        own
    }

    fn left_out(&mut self, what: &str, span: Span) {
        self.problems.left_out(what, span);
    }
}

/// What is said where no reason is given.
const NO_REASON: &str = "no reason given";

fn with_x(entries: &mut Entries, x: Entries) {
    if !x.is_empty() {
        push(entries, "x", Yaml::Map(x));
    }
}

/// A text that stands after `=` as it is.
fn is_word(text: &str) -> bool {
    text.starts_with(|one: char| one.is_ascii_alphabetic()) && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}
