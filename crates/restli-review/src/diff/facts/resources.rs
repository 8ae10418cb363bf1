//! Resources, their keys and named projections.

use std::collections::BTreeSet;

use restli_schema::api::{Field, Key, NamedProjection, Param, ProductId, Resource, ResourceId, ResourceKind, Type, TypeKind};
use restli_schema::client_names;
use restli_schema::constructors;
use restli_schema::forms::{Form, Item};
use restli_schema::rust_names;

use super::{Facts, Node, prefix, projection_id};
use crate::diff::value::{Presence, Value};
use crate::diff::verdict::Direction;
use crate::diff::words::{Area, Kind};

impl Facts<'_> {
    pub(super) fn resources(&mut self) {
        for id in self.api.resource_ids() {
            self.resource(id);
        }
    }

    fn resource(&mut self, id: ResourceId) {
        let api = self.api;
        let resource = &api[id];
        let Resource {
            name,
            product,
            parent,
            kind,
            entity,
            unstructured,
            base,
            path,
            key,
            alt_keys,
            read_only,
            create_only,
            required,
            initial,
            doc,
            retired,
            deprecated,
            replaced_by,
            methods,
            projections,
            evidence,
            extensions,
        } = resource;
        let own = self.resource_id(id);
        let label = own.trim_start_matches("resource ").replace('/', ".");
        let mut node = Node::new(Area::Resource, own.clone(), format!("`{label}`"), name.span);
        node.parent = parent.map(|parent| self.resource_id(parent));
        node.rust_name(name, &client_names::accessor_name(api, resource));
        node.text(Kind::Home, prefix(api, Some(*product)).trim_end_matches('.'));
        node.text(Kind::Kind, kind_word(*kind));
        self.type_fact(&mut node, Kind::Type, entity.map(Type::Named).as_ref());
        node.flag(Kind::Unstructured, *unstructured);
        let declared = &api[*base];
        let address = format!("{}{}", declared.url, declared.path);
        node.fact(Kind::Base, Value::Meaning(declared.name.wire.clone(), address), &declared.name.wire);
        let above = parent.map(|parent| api[parent].entity_path()).unwrap_or_default();
        let below = path.strip_prefix(&above).unwrap_or(path);
        node.fact(Kind::Path, Value::Text(without_names(below)), path);
        let form = match key {
            None => "none",
            Some(Key::Simple(_)) => "one value",
            Some(Key::Compound { .. }) => "parts by name",
            Some(Key::Complex { params: None, .. }) => "a record",
            Some(Key::Complex { params: Some(_), .. }) => "a record with parameters",
        };
        node.text(Kind::KeyForm, form);
        node.maybe(Kind::KeyName, key.as_ref().map(|key| &key.name().wire));
        let record = entity.map(|entity| self.type_id(entity)).unwrap_or_default();
        for (kind, paths) in [(Kind::ReadOnly, read_only), (Kind::CreateOnly, create_only), (Kind::Demanded, required)] {
            node.fact(kind, Value::Fields(record.clone(), paths.iter().cloned().collect()), paths.join(", "));
        }
        node.set(Kind::Forms, self.forms_of(id));
        let parts: &[Param] = match key {
            Some(Key::Compound { parts, .. }) if constructors::parts_of_key(api, parts, "").is_none() => parts,
            _ => &[],
        };
        node.sequence(Kind::Arguments, parts.iter().map(|part| &part.name.wire));
        node.text(Kind::Initial, initial.iter().map(|(field, value)| format!("{field}: {value}")).collect::<Vec<_>>().join(", "));
        node.date(Kind::Retired, retired.as_deref());
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.maybe(Kind::ReplacedBy, replaced_by.as_ref());
        node.text(Kind::Doc, doc);
        node.evidence(evidence);
        node.extensions(extensions);
        self.nodes.push(node);
        self.keys(&own, &label, id);
        for key in alt_keys {
            let at =
                Node::new(Area::AltKey, format!("{own}/by {}", key.name.wire), format!("`{}` of `{label}`", key.name.wire), key.name.span);
            self.param(at.within(&own), key, Direction::Both, false);
        }
        for projection in projections {
            self.projection(&own, &label, *product, projection);
        }
        for (index, method) in methods.iter().enumerate() {
            self.method(&own, id, index, method);
        }
    }

    /// The types that create takes in place of records, and what their constructors ask for otherwise.
    fn forms_of(&self, id: ResourceId) -> Vec<String> {
        let mut found = Vec::new();
        let nested = self.forms.patch(id).and_then(|item| self.forms.patches.iter().find(|patch| patch.item.ident == item.ident));
        let nested = nested.into_iter().flat_map(|patch| patch.forms.values());
        let mut next: Vec<&Item> = self.forms.entity(id).into_iter().chain(nested).collect();
        while let Some(item) = next.pop() {
            let is_that = |form: &&Form| form.item.ident == item.ident && form.item.product == item.product;
            let Some(form) = self.forms.forms.iter().find(is_that).filter(|_| !found.contains(&item.ident)) else { continue };
            found.push(item.ident.clone());
            next.extend(form.members.values());
            let TypeKind::Record(record) = &self.api[item.of].kind else { continue };
            let has = |wire: &String| form.initial.iter().any(|(name, _)| name == wire);
            for Field { name, .. } in record.fields.iter().filter(|field| field.is_required() && form.excluded.contains(&field.name.wire)) {
                found.push(format!("{} without {}", item.ident, name.wire));
            }
            let given = |wire: &String| format!("{} {} {wire}", item.ident, if has(wire) { "fills in" } else { "asks for" });
            found.extend(form.required.iter().map(given));
        }
        found
    }

    fn keys(&mut self, own: &str, label: &str, id: ResourceId) {
        let api = self.api;
        let span = api[id].name.span;
        let node = |part: &str, span| {
            let label = if part.is_empty() { format!("key of `{label}`") } else { format!("`{part}` in the key of `{label}`") };
            Node::new(Area::Key, format!("{own}/key {part}"), label, span).within(own)
        };
        match &api[id].key {
            None => {}
            Some(Key::Simple(param)) => {
                // The name of a single key is only that of a placeholder, unless callers give the keys of a path by name.
                let takes_it = |other: &ResourceId| api.lineage(*other).any(|above| above == id);
                let is_named = api.resource_ids().filter(takes_it).any(|other| constructors::path_keys(api, other).is_some());
                self.param(node("", param.name.span), param, Direction::Both, is_named);
            }
            Some(Key::Compound { name: _, parts }) => {
                for part in parts {
                    self.param(node(&part.name.wire, part.name.span), part, Direction::Both, true);
                }
            }
            Some(Key::Complex { name: _, record, params }) => {
                let mut one = node("", span);
                self.type_fact(&mut one, Kind::Type, Some(&Type::Named(*record)));
                self.nodes.push(one);
                if let Some(params) = params {
                    let mut one = node("$params", span);
                    self.type_fact(&mut one, Kind::Type, Some(&Type::Named(*params)));
                    self.nodes.push(one);
                }
            }
        }
    }

    /// The facts about a parameter or part of a key. A part of a key has a field in Rust if callers give it by name.
    pub(super) fn param(&mut self, mut node: Node, param: &Param, direction: Direction, is_named: bool) {
        let Param { name, ty, optional, default, form, doc, deprecated, since, until, extensions } = param;
        let may_lack = node.area == Area::Param && !param.is_required() || node.area == Area::AltKey;
        node.existence = if may_lack { Kind::Itself } else { Kind::Required };
        node.direction = direction;
        let is_field = is_named || node.area == Area::AltKey || node.area == Area::Param && !param.is_required();
        if is_field {
            node.rust_name(name, &rust_names::field_name(name));
        } else if node.area == Area::Param {
            node.text(Kind::Spelled, &name.wire);
        }
        self.type_fact(&mut node, Kind::Type, Some(ty));
        // A part of a key is always there, in every version and as it is.
        if node.area == Area::Param {
            let presence = Presence::new(*optional, default.is_some());
            node.fact(Kind::Presence, Value::Presence(presence), presence.word());
            node.maybe(Kind::Default, default.as_ref());
            node.text(Kind::Form, form.map(|id| self.resource_id(id).trim_start_matches("resource ").to_owned()).unwrap_or_default());
            self.spans_versions(&mut node, *since, *until);
        }
        node.maybe(Kind::Deprecated, deprecated.as_ref());
        node.text(Kind::Doc, doc);
        node.extensions(extensions);
        self.nodes.push(node);
    }

    fn projection(&mut self, own: &str, label: &str, product: ProductId, projection: &NamedProjection) {
        // The parsed projection says what its text says.
        let NamedProjection { name, doc, select, projection: _, span: _ } = projection;
        let at =
            Node::new(Area::Projection, projection_id(self.api, product, &name.wire), format!("`{}` of `{label}`", name.wire), name.span);
        let mut node = at.within(own);
        node.rust_name(name, &rust_names::type_name(name));
        node.fact(Kind::Select, Value::Set(selected(projection)), select);
        node.text(Kind::Doc, doc);
        self.nodes.push(node);
    }
}

/// The paths to all that a projection selects.
fn selected(projection: &NamedProjection) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut next = vec![(&projection.projection, String::new())];
    while let Some((projection, above)) = next.pop() {
        for item in &projection.items {
            let name = format!("{above}{}", item.name);
            let part = |mark: &str, part: &Option<String>| part.as_ref().map(|part| format!("{mark}{part}")).unwrap_or_default();
            let expansion = |urn, finder| format!("{name}~{}{}", part("", urn), part(":", finder));
            let expanded = item.decorations.iter().map(|one| (expansion(&one.urn, &one.finder), one.select.as_ref()));
            for (path, select) in expanded.chain([(name.clone(), item.select.as_ref())]) {
                match select {
                    Some(select) => next.push((select, path + "/")),
                    None => drop(paths.insert(path)),
                }
            }
        }
    }
    paths
}

const fn kind_word(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Collection => "collection",
        ResourceKind::Association => "association",
        ResourceKind::Simple => "simple",
        ResourceKind::Actions => "actions",
    }
}

/// A path template without the names of its placeholders, which never travel.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| format!("{path}{{}}{}", part.split_once('}').map_or("", |(_, rest)| rest)))
}
