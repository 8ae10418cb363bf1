//! Resources as restspecs (`docs/formats.md §2.2`, `§2.3`).

use restli_schema::api::{Api, Key, Method, Name, Param, Resource, ResourceId, ResourceKind, ResourceMethod, Type};
use restli_schema::forms::paths::goes_through;

use super::extensions;
use super::method;
use super::names::{Named, Names, is_bare_union};
use super::text::type_text;
use super::types::EXTRA;
use crate::extra::{self, Extra};
use crate::json::{Json, Object};
use crate::notes::{Disposition, Notes};
use crate::places;

/// The methods in the order in which restspecs list them (`docs/formats.md §2.1`).
const ORDER: &[ResourceMethod] = &[
    ResourceMethod::Create,
    ResourceMethod::Get,
    ResourceMethod::Update,
    ResourceMethod::PartialUpdate,
    ResourceMethod::Delete,
    ResourceMethod::BatchCreate,
    ResourceMethod::BatchGet,
    ResourceMethod::BatchUpdate,
    ResourceMethod::BatchPartialUpdate,
    ResourceMethod::BatchDelete,
    ResourceMethod::GetAll,
];

/// A resource with all its descendants.
pub(super) fn resource(api: &Api, names: &Names, id: ResourceId, notes: &mut Notes) -> Object {
    let resource = &api[id];
    let mut object = Object::default();
    object.set_full("annotations", annotations(api, id, notes));
    object.set("name", resource.name.wire.as_str());
    object.set_text("namespace", extensions::text(&resource.extensions, "namespace").unwrap_or(&api[resource.product].namespace));
    if resource.parent.is_some_and(|parent| api[parent].base != resource.base) {
        notes.add(Disposition::Refused, "sub-resources on another base than the resource above", &resource.name.wire);
    }
    object.set("path", as_written(api, id, &resource.path));
    object.set_some("schema", resource.entity.map(|id| api[id].full_name.as_str()));
    if resource.unstructured {
        object.set("entityType", "UNSTRUCTURED_DATA");
    }
    let class = extensions::text(&resource.extensions, "generatedFrom").map(|class| format!("generated from: {class}"));
    let doc = [Some(resource.doc.trim()), class.as_deref()].into_iter().flatten().filter(|part| !part.is_empty());
    object.set_text("doc", &doc.collect::<Vec<_>>().join("\n\n"));
    if !stands_below(api, resource) {
        notes.add(Disposition::Refused, "paths that do not stand below an entity of the resource above", &places::resource(api, id));
    }
    let (kind, mut body) = match resource.kind {
        ResourceKind::Collection => ("collection", identifier(api, names, resource)),
        ResourceKind::Association => ("association", parts(api, names, id, notes)),
        ResourceKind::Simple => ("simple", Object::default()),
        ResourceKind::Actions => ("actionsSet", Object::default()),
    };
    let alternatives = resource.alt_keys.iter().map(|key| alternative(api, names, key)).collect::<Vec<_>>();
    body.set_full("alternativeKeys", alternatives);
    methods(api, names, id, &mut body, notes);
    object.set(kind, body);
    extensions::members(&resource.extensions, &mut object);
    object
}

fn identifier(api: &Api, names: &Names, resource: &Resource) -> Object {
    let identifier = match &resource.key {
        Some(Key::Simple(param)) => Object::of("name", written_name(resource, &param.name)).with("type", type_text(api, names, &param.ty)),
        Some(Key::Complex { name, record, params }) => {
            let params = params.map_or(names.empty(), Named::Type);
            let key = Object::of("name", written_name(resource, name)).with("type", api[*record].full_name.as_str());
            key.with("params", names.full(api, params))
        }
        Some(Key::Compound { .. }) | None => Object::default(),
    };
    Object::of("identifier", identifier)
}

fn parts(api: &Api, names: &Names, id: ResourceId, notes: &mut Notes) -> Object {
    let Some(Key::Compound { name, parts }) = &api[id].key else { return Object::default() };
    let mut sorted: Vec<&Param> = parts.iter().collect();
    sorted.sort_by_key(|part| &part.name.wire);
    if parts.iter().any(|part| !part.doc.trim().is_empty()) {
        notes.add(Disposition::LeftOut, "documentation of keys", &places::resource(api, id));
    }
    let keys = sorted.iter().map(|part| Object::of("name", part.name.wire.as_str()).with("type", type_text(api, names, &part.ty)));
    Object::of("identifier", written_name(&api[id], name)).with("assocKeys", keys.map(Json::from).collect::<Vec<_>>())
}

/// Returns an alternative key. Its `keyCoercer` is a Java class, which the schema does not name, so it stays empty.
fn alternative(api: &Api, names: &Names, key: &Param) -> Json {
    let mut object = Object::of("name", key.name.wire.as_str());
    object.set_text("doc", &key.doc);
    object.set("type", type_text(api, names, &key.ty));
    extensions::members(&key.extensions, &mut object);
    object.fill("keyCoercer", "".into());
    object.into()
}

/// Adds the lists of methods, and `entity` with the sub-resources.
fn methods(api: &Api, names: &Names, id: ResourceId, body: &mut Object, notes: &mut Notes) {
    let resource = &api[id];
    let of = |kind: ResourceMethod| {
        let mut found: Vec<&Method> = resource.methods.iter().filter(|method| method.kind == kind).collect();
        found.sort_by_key(|method| &method.name.wire);
        found
    };
    for (position, method) in resource.methods.iter().enumerate() {
        if method.other_versions.iter().any(|(other, before)| *other == id && *before < position) {
            notes.add(Disposition::Refused, "methods of one name in different versions", &places::method(api, id, method));
        }
    }
    let plain: Vec<&Method> = ORDER.iter().flat_map(|kind| of(*kind)).collect();
    let mut write = |methods: &[&Method]| {
        let written = methods.iter().map(|method| Json::from(method::method(api, names, id, method, notes)));
        written.collect::<Vec<_>>()
    };
    let is_set = resource.kind == ResourceKind::Actions;
    if !is_set {
        let mut supports: Vec<&str> = plain.iter().map(|method| method.kind.wire_name()).collect();
        supports.sort_unstable();
        body.set("supports", supports);
    }
    body.set_full("methods", write(&plain));
    body.set_full("finders", write(&of(ResourceMethod::Finder)));
    body.set_full("batchFinders", write(&of(ResourceMethod::BatchFinder)));
    // Without a key, the resource and its entity are the same.
    let on_entity = |method: &&Method| method.on_entity && resource.key.is_some();
    let (below_key, without_key): (Vec<_>, Vec<_>) = of(ResourceMethod::Action).into_iter().partition(on_entity);
    let (below_key, without_key) = (write(&below_key), write(&without_key));
    if is_set {
        body.set("actions", without_key);
        return;
    }
    body.set_full("actions", without_key);
    let mut entity = Object::of("path", as_written(api, id, &resource.entity_path()));
    entity.set_full("actions", below_key);
    let mut below: Vec<ResourceId> = api.resource_ids().filter(|other| api[*other].parent == Some(id)).collect();
    below.sort_by_key(|other| &api[*other].name.wire);
    let below: Vec<Json> = below.into_iter().map(|other| self::resource(api, names, other, notes).into()).collect();
    entity.set_full("subresources", below);
    body.set("entity", entity);
}

fn annotations(api: &Api, id: ResourceId, notes: &mut Notes) -> Object {
    let resource = &api[id];
    let mut object = Object::default();
    // Retirement covers all descendants; only the topmost retired resource states it.
    let above = resource.parent.map(|id| &api[id]);
    let reason = reason(resource).filter(|own| above.is_none_or(|above| reason(above) != Some(own)));
    object.set_some("deprecated", reason.map(extensions::deprecation));
    let unknown = |path: &&String| {
        let bare = |ty: &Type| matches!(ty, Type::Named(id) if is_bare_union(api, *id));
        resource.entity.is_some_and(|entity| goes_through(api, entity, path, bare))
    };
    for (name, paths) in [("readOnly", &resource.read_only), ("createOnly", &resource.create_only)] {
        let (lost, told): (Vec<&String>, Vec<&String>) = paths.iter().partition(unknown);
        for _ in lost {
            notes.add(Disposition::LeftOut, "fields inside bare unions that must not be sent", &places::resource(api, id));
        }
        if !told.is_empty() {
            object.set(name, Object::of("value", told.into_iter().cloned().collect::<Vec<_>>()));
        }
    }
    let base = &api[resource.base];
    let mut own = Extra::new(notes, places::resource(api, id));
    let base = resource.parent.is_none().then(|| {
        let address =
            Object::of("url", format!("{}{}", base.url, if in_front(api, resource).is_empty() { base.path.as_str() } else { "" }));
        address.with("protocol", base.protocol.as_str()).with("projection", extra::style(base.projection))
    });
    own.put("base", "bases", base);
    own.put(
        "replaced_by",
        "replacements",
        resource.replaced_by.as_deref().filter(|_| above.is_none_or(|above| above.replaced_by != resource.replaced_by)),
    );
    own.resource(api, resource);
    object.set_full(EXTRA, own.finish());
    extensions::annotations(&resource.extensions, &mut object);
    object
}

/// The reason of deprecation of a resource.
fn reason(resource: &Resource) -> Option<&str> {
    resource.deprecated.as_deref().or(resource.retired.as_deref())
}

/// The prefix of a resource's paths: the path of its base, if the paths of bases differ.
fn in_front<'a>(api: &'a Api, resource: &Resource) -> &'a str {
    let base = &api[resource.base].path;
    if api.bases().iter().any(|other| other.path != *base) { base } else { "" }
}

/// A path with the key names from before the import.
pub(super) fn as_written(api: &Api, id: ResourceId, path: &str) -> String {
    let keys: Vec<(&str, &str)> = api
        .lineage(id)
        .filter_map(|one| {
            let name = api[one].key.as_ref()?.name();
            Some((name.wire.as_str(), written_name(&api[one], name)))
        })
        .collect();
    let mut written = in_front(api, &api[id]).to_owned();
    // Two keys may have had the same name, so each placeholder is replaced once.
    for (number, part) in path.split('{').enumerate() {
        let (name, rest) = part.split_once('}').filter(|_| number > 0).unwrap_or(("", part));
        let open = if number > 0 { "{" } else { "" };
        let close = if number > 0 { "}" } else { "" };
        let name = keys.iter().find(|(key, _)| *key == name).map_or(name, |(_, written)| written);
        written.extend([open, name, close, rest]);
    }
    written
}

/// The name of a key before the import.
fn written_name<'a>(resource: &'a Resource, name: &'a Name) -> &'a str {
    extensions::text(&resource.extensions, "identifier").unwrap_or(&name.wire)
}

/// Returns whether the path continues that of an ancestor's entity, without other placeholders.
fn stands_below(api: &Api, resource: &Resource) -> bool {
    let above = resource.parent.map(|id| api[id].entity_path()).unwrap_or_default();
    resource.path.strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with('/') && !rest.contains('{'))
}
