//! The names of an API: what its files declare, and where they mention it.

use std::collections::BTreeMap;

use restli_schema::document::{Document, Key, Node};
use restli_schema::language::{API, Met, PRODUCT, Shape, Step, walk};
use restli_schema::source::Span;

/// The kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Base,
    Error,
    Event,
    Family,
    Field,
    KeyPart,
    Media,
    Member,
    Method,
    Param,
    Permission,
    Product,
    Projection,
    Quota,
    Resource,
    Role,
    Source,
    Symbol,
    Type,
    Urn,
    Version,
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The thing that it belongs to: the product of a type, the type of a field, the resource of a method.
    pub(super) owner: String,
}

impl Thing {
    pub(super) fn new(kind: Kind, owner: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind, owner: owner.into(), name: name.into() }
    }

    /// The owner of what belongs to it.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.owner, self.name)
    }
}

/// The place where a name is declared, with what its value says.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    pub(super) thing: Thing,
    pub(super) span: Span,
    /// The documentation.
    pub(super) doc: String,
    /// The texts of the value, by key; the type of a field in its short form under `type`.
    pub(super) says: BTreeMap<String, String>,
    /// The lists of texts of the value, by key.
    pub(super) lists: BTreeMap<String, Vec<String>>,
    /// All keys of the value.
    pub(super) keys: Vec<String>,
}

impl Declaration {
    pub(super) fn says(&self, key: &str) -> Option<&str> {
        self.says.get(key).map(String::as_str)
    }
}

/// A file of an API: its number, whether it is one of the API's tables, and its product.
#[derive(Debug)]
pub(super) struct Part<'d> {
    pub(super) file: u32,
    pub(super) of_api: bool,
    pub(super) document: &'d Document,
}

impl Part<'_> {
    /// The product that the file describes; empty for the API.
    pub(super) fn product(&self) -> &str {
        self.document.root.get("product").and_then(Node::text).unwrap_or_default()
    }

    pub(super) fn shape(&self) -> &'static Shape {
        if self.of_api { &API } else { &PRODUCT }
    }
}

/// The declarations of all files.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) all: Vec<Declaration>,
    by_thing: BTreeMap<Thing, usize>,
    /// Types by their name alone.
    types: BTreeMap<String, Vec<usize>>,
    /// The declarations that belong to a thing, by the path of the thing and the kind.
    inside: BTreeMap<(String, Kind), Vec<usize>>,
}

impl Names {
    /// Collects the declarations.
    pub(super) fn of(parts: &[Part<'_>]) -> Self {
        let mut names = Self::default();
        for part in parts {
            let product = part.product().to_owned();
            if let Some(node) = part.document.root.get("product") {
                let key = Key { text: product.clone(), span: node.span, quoted: false };
                names.add(part.file, Thing::new(Kind::Product, "", product.clone()), &key, &part.document.root);
            }
            walk(&part.document.root, part.shape(), &mut |path, met| match met {
                Met::Name(key, node) => {
                    if let Some(thing) = declared(path, key, &product) {
                        names.add(part.file, thing, key, node);
                    }
                }
                Met::Key(_, key, node) => {
                    if let Some(thing) = method(path, key, &product) {
                        names.add(part.file, thing, key, node);
                    }
                }
                Met::Text(_, node) => {
                    if let Some(thing) = listed_symbol(path, node, &product) {
                        let key = Key { text: thing.name.clone(), span: node.span, quoted: false };
                        names.add(part.file, thing, &key, node);
                    }
                }
                Met::MapKey(_) => {}
            });
        }
        names
    }

    fn add(&mut self, file: u32, thing: Thing, key: &Key, node: &Node) {
        let number = self.all.len();
        let mut says: BTreeMap<String, String> = BTreeMap::new();
        let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in node.entries() {
            if let Some(text) = value.text() {
                says.insert(key.text.clone(), text.to_owned());
            } else if !value.items().is_empty() {
                lists.insert(key.text.clone(), value.items().iter().filter_map(Node::text).map(str::to_owned).collect());
            }
        }
        let keys = node.entries().iter().map(|(key, _)| key.text.clone()).collect();
        let ty = node.get("type").unwrap_or(node);
        if matches!(thing.kind, Kind::Field | Kind::Param | Kind::KeyPart | Kind::Member)
            && let Some(text) = type_text(ty)
        {
            says.insert("type".to_owned(), text);
        }
        let doc = says.get("doc").cloned().or_else(|| node.text().filter(|_| thing.kind == Kind::Symbol).map(str::to_owned));
        let span = Span { file, ..name_span(key) };
        if thing.kind == Kind::Type {
            self.types.entry(thing.name.clone()).or_default().push(number);
        }
        self.inside.entry((thing.owner.clone(), thing.kind)).or_default().push(number);
        self.by_thing.entry(thing.clone()).or_insert(number);
        self.all.push(Declaration { thing, span, doc: doc.unwrap_or_default().trim().to_owned(), says, lists, keys });
    }

    /// The declaration of a thing.
    pub(super) fn get(&self, thing: &Thing) -> Option<&Declaration> {
        self.by_thing.get(thing).and_then(|number| self.all.get(*number))
    }

    /// The declarations that belong to the thing of a path.
    pub(super) fn inside(&self, owner: &str, kind: Kind) -> impl Iterator<Item = &Declaration> {
        self.inside.get(&(owner.to_owned(), kind)).into_iter().flatten().filter_map(|number| self.all.get(*number))
    }

    /// All things of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Declaration> {
        self.all.iter().filter(move |one| one.thing.kind == kind)
    }

    /// The type of a name as seen from a product: in its files, in the tables of the API, as `product.Name` or by full name, or the only one of
    /// that name.
    pub(super) fn type_named(&self, wanted: &str, product: &str) -> Option<&Declaration> {
        let near = |product: &str, name: &str| self.get(&Thing::new(Kind::Type, product, name));
        if let Some(found) = near(product, wanted).or_else(|| near("", wanted)) {
            return Some(found);
        }
        if let Some((owner, name)) = wanted.rsplit_once('.') {
            return near(owner, name).or_else(|| self.of_kind(Kind::Type).find(|one| self.full_name(one) == wanted));
        }
        match self.types.get(wanted)?.as_slice() {
            [only] => self.all.get(*only),
            _ => None,
        }
    }

    /// The full name of a type on the wire.
    pub(super) fn full_name(&self, one: &Declaration) -> String {
        let given = one.says("name").map(str::to_owned);
        given.unwrap_or_else(|| {
            let product = self.get(&Thing::new(Kind::Product, "", one.thing.owner.as_str()));
            let namespace = product.and_then(|product| product.says("namespace")).unwrap_or_default();
            if namespace.is_empty() { one.thing.name.clone() } else { format!("{namespace}.{}", one.thing.name) }
        })
    }

    /// The record that a type is, through other names, arrays and maps.
    pub(super) fn record<'n>(&'n self, text: &str, product: &str) -> Option<&'n Declaration> {
        let mut found = self.type_named(&last_name(text)?, product)?;
        for _ in 0..16 {
            let Some(target) = found.says("is") else { break };
            found = self.type_named(&last_name(target)?, &found.thing.owner)?;
        }
        Some(found)
    }

    /// The fields of a record, with those of the records that it includes.
    pub(super) fn fields<'n>(&'n self, record: &'n Declaration) -> Vec<&'n Declaration> {
        let (mut fields, mut open, mut seen) = (Vec::new(), vec![record], Vec::new());
        while let Some(one) = open.pop() {
            if seen.contains(&&one.thing) {
                continue;
            }
            seen.push(&one.thing);
            fields.extend(self.inside(&one.thing.path(), Kind::Field));
            let with = one.says("with").into_iter().chain(one.lists.get("with").into_iter().flatten().map(String::as_str));
            open.extend(with.filter_map(|name| self.type_named(name, &one.thing.owner)));
        }
        fields
    }

    /// A field or union member of a type by its name.
    pub(super) fn field<'n>(&'n self, record: &'n Declaration, name: &str) -> Option<&'n Declaration> {
        let field = self.fields(record).into_iter().find(|field| field.thing.name == name);
        field.or_else(|| self.get(&Thing::new(Kind::Member, record.thing.path(), name)))
    }

    /// The record of the entities of a resource, also of one that is the same as another.
    pub(super) fn entity<'n>(&'n self, resource: &'n Declaration) -> Option<&'n Declaration> {
        let product = resource.thing.owner.as_str();
        let entity = |one: &Declaration| ["collection", "association", "simple"].iter().find_map(|key| one.says(key)).map(str::to_owned);
        let named = entity(resource).or_else(|| {
            let above = resource.thing.name.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
            let other = Thing::new(Kind::Resource, product, format!("{above}{}", resource.says("same_as")?));
            self.get(&other).and_then(entity)
        });
        self.record(&named?, product)
    }
}

/// The place of a name: without quotes, and without the `?` of a name whose value may be absent.
pub(super) fn name_span(key: &Key) -> Span {
    let quote = u32::from(key.quoted);
    let mark = u32::from(key.text.ends_with('?'));
    let end = key.span.end.saturating_sub(quote + mark);
    let start = (key.span.start + quote).min(end);
    Span { start, end, ..key.span }
}

/// The text of a type that is written as a text, a list of one, or a mapping of one.
fn type_text(node: &Node) -> Option<String> {
    if let Some(text) = node.text() {
        return Some(text.to_owned());
    }
    if let [item] = node.items() {
        return Some(format!("[{}]", type_text(item)?));
    }
    match node.entries() {
        [(key, value)] if restli_schema::language::is_map_key(&key.text) => Some(format!("{{{}: {}}}", key.text, type_text(value)?)),
        _ => None,
    }
}

/// The last name in the text of a type: that of an item or value.
pub(super) fn last_name(text: &str) -> Option<String> {
    let named = restli_schema::mentions(text).into_iter().rfind(|one| !one.is_urn);
    named.map(|one| one.name)
}

/// The name of the resource that a path leads into, and the steps behind it.
pub(super) fn resource<'p, 'n>(path: &'p [Step<'n>]) -> Option<(String, &'p [Step<'n>])> {
    let [Step::Key("resources"), rest @ ..] = path else { return None };
    let mut rest = rest;
    let mut name = String::new();
    while let [Step::Name(key), behind @ ..] = rest {
        if !name.is_empty() {
            name.push('/');
        }
        name += &key.text;
        match behind {
            [Step::Key("sub"), inner @ ..] if !inner.is_empty() => rest = inner,
            _ => return Some((name, behind)),
        }
    }
    None
}

/// The thing that a name declares in its place.
fn declared(path: &[Step<'_>], key: &Key, product: &str) -> Option<Thing> {
    let name = key.text.trim_end_matches('?');
    let thing = |kind, owner: &str| Some(Thing::new(kind, owner, name));
    match path {
        [Step::Key("bases")] => thing(Kind::Base, ""),
        [Step::Key("permissions")] => thing(Kind::Permission, ""),
        [Step::Key("roles")] => thing(Kind::Role, ""),
        [Step::Key("quotas")] => thing(Kind::Quota, ""),
        [Step::Key("urns")] => thing(Kind::Urn, ""),
        [Step::Key("errors")] => thing(Kind::Error, ""),
        [Step::Key("media")] => thing(Kind::Media, ""),
        [Step::Key("sources")] => thing(Kind::Source, ""),
        [Step::Key("versions")] => thing(Kind::Family, ""),
        [Step::Key("versions"), Step::Name(family), Step::Key("released")] => thing(Kind::Version, &format!("/{}", family.text)),
        [Step::Key("types")] => thing(Kind::Type, product),
        [Step::Key("events")] => thing(Kind::Event, product),
        [Step::Key("types"), Step::Name(of), Step::Key(table)] => {
            let kind = match *table {
                "fields" => Kind::Field,
                "union" => Kind::Member,
                "enum" => Kind::Symbol,
                _ => return None,
            };
            thing(kind, &format!("{product}/{}", of.text))
        }
        [Step::Key("resources")] => thing(Kind::Resource, product),
        _ => in_resource(path, name, product),
    }
}

/// The thing that a name declares below a resource.
fn in_resource(path: &[Step<'_>], name: &str, product: &str) -> Option<Thing> {
    let (resource, behind) = resource(path)?;
    let owner = format!("{product}/{resource}");
    match behind {
        [Step::Key("sub")] => Some(Thing::new(Kind::Resource, product, format!("{resource}/{name}"))),
        [Step::Key(table @ ("finders" | "batch_finders" | "actions"))] => Some(Thing::new(Kind::Method, format!("{owner}/{table}"), name)),
        [Step::Key("projections")] => Some(Thing::new(Kind::Projection, owner, name)),
        [Step::Key("key" | "alt_keys")] => Some(Thing::new(Kind::KeyPart, owner, name)),
        [Step::Key(table), step, Step::Key("params")] => {
            Some(Thing::new(Kind::Param, format!("{owner}/{table}/{}", step_name(step)?), name))
        }
        _ => None,
    }
}

/// The name below which a step leads.
pub(super) fn step_name<'s>(step: &'s Step<'_>) -> Option<&'s str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Name(key) => Some(&key.text),
        Step::Item => None,
    }
}

/// A method that the protocol names.
fn method(path: &[Step<'_>], key: &Key, product: &str) -> Option<Thing> {
    let (resource, behind) = resource(path)?;
    matches!(behind, [Step::Key("methods")]).then(|| Thing::new(Kind::Method, format!("{product}/{resource}/methods"), key.text.as_str()))
}

/// The symbol that an item of a list of symbols declares.
fn listed_symbol(path: &[Step<'_>], node: &Node, product: &str) -> Option<Thing> {
    let [Step::Key("types"), Step::Name(of), Step::Key("enum"), Step::Item] = path else { return None };
    Some(Thing::new(Kind::Symbol, format!("{product}/{}", of.text), node.text()?))
}
