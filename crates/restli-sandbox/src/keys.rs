//! Keys of entities.

use restli_core::{Json, key, url};
use restli_schema::api::{Api, Key, Record, Resource, Type, TypeId, TypeKind};

pub(crate) fn text(key: &Json) -> String {
    match key {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Object(parts) => {
            let mut parts = parts.clone();
            parts.remove("$params");
            key::to_body(&Json::Object(parts))
        }
        other => other.to_string(),
    }
}

pub(crate) fn in_path(key: &Json) -> String {
    url::to_string(key, url::Context::Path)
}

pub(crate) fn record(api: &Api, id: TypeId) -> Option<&Record> {
    match &api[id].kind {
        TypeKind::Record(record) => Some(record),
        TypeKind::Typeref(Type::Named(id)) => record(api, *id),
        _ => None,
    }
}

pub(crate) fn new(api: &Api, resource: &Resource, entity: &mut Json, is_taken: &mut dyn FnMut(&str) -> bool) -> Json {
    let Some(Key::Simple(param)) = &resource.key else { return Json::Null };
    let mut n = 1001_i64;
    while is_taken(&n.to_string()) {
        n += 1;
    }
    let key = if matches!(param.ty, Type::Int | Type::Long) { Json::from(n) } else { Json::from(n.to_string()) };
    put(api, resource, &key, entity);
    key
}

pub(crate) fn put(_: &Api, _: &Resource, key: &Json, entity: &mut Json) {
    if let Some(members) = entity.as_object_mut() {
        members.insert("id".to_owned(), key.clone());
    }
}
