//! An API as a list of parts with their facts, in words that two schemas share.

mod methods;
mod resources;
mod tables;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use restli_codegen::plan::boxed_edges;
use restli_schema::api::{Api, Evidence, Extensions, FamilyId, Name, ProductId, Requirement, ResourceId, Type, TypeId, Verified};
use restli_schema::availability::Versions;
use restli_schema::client_names::{Modules, accessor_name};
use restli_schema::forms::{Forms, decide};
use restli_schema::rust_names::type_name;
use restli_schema::source::Span;

use super::reach::Reach;
use super::shape::{self, Shape};
use super::value::Value;
use super::verdict::Direction;
use super::words::{Area, Kind};

/// A part of an API.
#[derive(Debug)]
pub(crate) struct Node {
    /// The area.
    pub area: Area,
    /// The way in which the part is there: optional, required, or one of several alternatives.
    pub existence: Kind,
    /// The name by which both schemas know the part.
    pub id: String,
    /// The part that holds it.
    pub parent: Option<String>,
    /// The part of an included record that it is a copy of.
    pub copy_of: Option<String>,
    /// The part in words.
    pub label: String,
    /// The place in the files.
    pub span: Span,
    /// The direction in which its values travel.
    pub direction: Direction,
    /// The mark of a part that has another name on the wire: its name in Rust, its place among the arguments of a call, or the type of a member
    /// without a key.
    pub in_rust: String,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// A fact about a part.
#[derive(Debug)]
pub(crate) struct Fact {
    /// The kind.
    pub kind: Kind,
    /// The value that is compared.
    pub value: Value,
    /// The value as people read it; empty for none.
    pub shown: String,
}

impl Node {
    fn new(area: Area, id: String, label: String, span: Span) -> Self {
        let existence = Kind::Itself;
        let in_rust = String::new();
        Self { area, existence, id, parent: None, copy_of: None, label, span, direction: Direction::Both, in_rust, facts: Vec::new() }
    }

    /// The part within another one.
    fn within(self, parent: &str) -> Self {
        Self { parent: Some(parent.to_owned()), ..self }
    }

    fn fact(&mut self, kind: Kind, value: Value, shown: impl Into<String>) {
        self.facts.push(Fact { kind, value, shown: shown.into() });
    }

    fn text(&mut self, kind: Kind, text: impl Into<String>) {
        let text = text.into();
        self.fact(kind, Value::Text(text.clone()), text);
    }

    fn maybe(&mut self, kind: Kind, text: Option<impl ToString>) {
        self.text(kind, text.map(|text| text.to_string()).unwrap_or_default());
    }

    fn flag(&mut self, kind: Kind, flag: bool) {
        self.fact(kind, Value::Number(flag.into()), if flag { "yes" } else { "no" });
    }

    fn number(&mut self, kind: Kind, number: Option<u64>) {
        let shown = number.map_or_else(String::new, |number| number.to_string());
        self.fact(kind, number.map_or(Value::None, Value::Number), shown);
    }

    fn set(&mut self, kind: Kind, set: impl IntoIterator<Item = impl Into<String>>) {
        let set: BTreeSet<String> = set.into_iter().map(Into::into).collect();
        let shown = set.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        self.fact(kind, Value::Set(set), shown);
    }

    fn sequence(&mut self, kind: Kind, names: impl IntoIterator<Item = impl Into<String>>) {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let shown = names.join(", ");
        self.fact(kind, Value::Sequence(names), shown);
    }

    /// A date as digits, by which dates are compared; a sentence as text.
    fn date(&mut self, kind: Kind, date: Option<&str>) {
        let digits = |text: &str| {
            let digits: String = text.split('-').collect();
            let is_date = text.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_date.then(|| format!("{digits:0<8}").parse().ok()).flatten()
        };
        let value = match date {
            None => Value::None,
            Some(text) => digits(text).map_or_else(|| Value::Text(text.to_owned()), Value::Number),
        };
        self.fact(kind, value, date.unwrap_or_default());
    }

    fn rust_name(&mut self, name: &Name, ident: &str) {
        ident.clone_into(&mut self.in_rust);
        self.text(Kind::Spelled, &name.wire);
        self.ident(name, ident);
    }

    fn ident(&mut self, name: &Name, ident: &str) {
        let written = if name.rust.is_some() { " (written)" } else { "" };
        self.fact(Kind::RustName, Value::Text(ident.to_owned()), format!("{ident}{written}"));
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let Evidence { source, verified } = evidence;
        let verified = verified.map(|verified| match verified {
            Verified::Docs => "docs",
            Verified::Live => "live",
            Verified::Assumed => "assumed",
        });
        let parts: Vec<&str> = source.as_deref().into_iter().chain(verified).collect();
        self.text(Kind::Evidence, parts.join(", "));
    }

    fn extensions(&mut self, extensions: &Extensions) {
        let Extensions { x, validate } = extensions;
        let x = x.iter().map(|(name, value)| format!("{name}: {value}"));
        let validate = validate.iter().map(|value| format!("validate: {value}"));
        self.text(Kind::Extensions, x.chain(validate).collect::<Vec<_>>().join(", "));
    }

    fn requirement(&mut self, kind: Kind, requirement: Requirement<String>) {
        let shown = requirement.words(&String::clone);
        self.fact(kind, Value::Requirement(requirement), shown);
    }
}

/// Names of parts of the schema before, by which the schema after knows them: parts that moved to another product, and those whose name in
/// Rust stayed.
#[derive(Debug, Default)]
pub(crate) struct Aliases(pub BTreeMap<String, String>);

/// The dated versions in which a schema is looked at; none for all of it.
pub(crate) type At = [(FamilyId, u32)];

/// The parts of an API, in the order of the schema.
pub(crate) fn collect(api: &Api, at: &At, aliases: &Aliases) -> Vec<Node> {
    let mut facts = Facts::new(api, at, aliases);
    facts.tables();
    facts.types();
    facts.resources();
    facts.nodes
}

/// The names of types and resources, and their names in Rust, by which moved and renamed ones are found.
pub(crate) fn movable(api: &Api) -> Vec<(String, String)> {
    let of = |product: Option<ProductId>, name: &str| format!("{}{name}", prefix(api, product));
    let types = api.type_ids().map(|id| (type_id(api, id), format!("type {}", of(api[id].product, &type_name(&api[id].name)))));
    let resources = api.resource_ids().map(|id| {
        let resource = &api[id];
        (resource_id(api, id), format!("resource {}", of(Some(resource.product), &accessor_name(api, resource))))
    });
    types.chain(resources).collect()
}

/// A walk through an API, which gives its parts the names by which both schemas know them.
pub(crate) struct Facts<'a> {
    api: &'a Api,
    at: &'a At,
    aliases: &'a Aliases,
    boxed: BTreeSet<(TypeId, TypeId)>,
    forms: Forms,
    reach: Reach,
    versions: Versions<'a>,
    nodes: Vec<Node>,
}

impl<'a> Facts<'a> {
    /// The walk before its first step.
    pub(crate) fn new(api: &'a Api, at: &'a At, aliases: &'a Aliases) -> Self {
        let (boxed, forms) = (boxed_edges(api), decide(api, &mut Modules::declared(api)));
        Self { api, at, aliases, boxed, forms, reach: Reach::of(api), versions: Versions::of(api), nodes: Vec::new() }
    }
}

impl Facts<'_> {
    fn alias(&self, own: String) -> String {
        self.aliases.0.get(&own).cloned().unwrap_or(own)
    }

    /// The name by which both schemas know a type.
    pub(crate) fn type_id(&self, id: TypeId) -> String {
        self.alias(type_id(self.api, id))
    }

    /// The number of forms and patches that are made from each type.
    pub(crate) fn made_from(&self) -> BTreeMap<String, usize> {
        let mut made = BTreeMap::new();
        let items = self.forms.forms.iter().map(|form| &form.item).chain(self.forms.patches.iter().map(|patch| &patch.item));
        items.for_each(|item| *made.entry(self.type_id(item.of)).or_default() += 1);
        made
    }

    /// The name by which both schemas know a resource.
    pub(crate) fn resource_id(&self, id: ResourceId) -> String {
        self.alias(resource_id(self.api, id))
    }

    fn type_fact(&self, node: &mut Node, kind: Kind, ty: Option<&Type>) {
        let spelling = |ty| shape::text(self.api, ty, &|id| self.type_id(id));
        let value = ty.map_or(Value::None, |ty| Value::Type(spelling(ty), Shape::of(self.api, ty, &|id| self.type_id(id))));
        let shown = ty.map(|ty| shape::text(self.api, ty, &|id| type_label(self.api, id))).unwrap_or_default();
        node.fact(kind, value, shown);
    }

    /// Returns whether a dated version has what came with `since` and went with `until`. Without a version to look at, everything is there.
    fn is_there(&self, families: &[FamilyId], since: Option<u32>, until: Option<u32>) -> bool {
        let mut seen = self.at.iter().filter(|(family, _)| families.contains(family)).peekable();
        seen.peek().is_none() || seen.any(|(_, at)| since.is_none_or(|since| since <= *at) && until.is_none_or(|until| until > *at))
    }

    /// The versions of a part. A schema that is looked at in one version has none: it is that version.
    fn spans_versions(&self, node: &mut Node, since: Option<u32>, until: Option<u32>) {
        let here = |version: Option<u32>| version.filter(|_| self.at.is_empty());
        node.maybe(Kind::Since, here(since));
        node.maybe(Kind::Until, here(until));
    }
}

/// The product of a part, as a prefix: `content.`; nothing for what all products share.
fn prefix(api: &Api, product: Option<ProductId>) -> String {
    product.map(|product| format!("{}.", api[product].name.wire)).unwrap_or_default()
}

fn type_label(api: &Api, id: TypeId) -> String {
    format!("{}{}", prefix(api, api[id].product), api[id].name.wire)
}

fn type_id(api: &Api, id: TypeId) -> String {
    format!("type {}", type_label(api, id))
}

/// The name of a projection, which programs find in the module of its product, whatever resource declares it.
pub(crate) fn projection_id(api: &Api, product: ProductId, wire: &str) -> String {
    format!("projection {}{wire}", prefix(api, Some(product)))
}

fn resource_id(api: &Api, id: ResourceId) -> String {
    let mut names: Vec<&str> = api.lineage(id).map(|id| api[id].name.wire.as_str()).collect();
    names.reverse();
    format!("resource {}{}", prefix(api, Some(api[id].product)), names.join("/"))
}
