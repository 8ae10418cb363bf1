//! `OpenAPI` 3.1: paths, bodies, schemas, security.

mod answers;
mod context;
mod entities;
mod operation;
mod params;
mod paths;
mod security;
mod webhooks;

use restli_schema::api::Api;

use crate::json::{Json, Object};
use crate::notes::Notes;
use crate::schemas::Schemas;

use context::{Context, SCHEMAS};

/// Returns the `OpenAPI` document.
pub(crate) fn document(api: &Api, notes: &mut Notes) -> Json {
    let context = Context { api, schemas: Schemas::new(api, SCHEMAS) };
    let mut info = Object::of("title", api.name.wire.as_str());
    info.set_text("description", &api.doc);
    // The newest pinned version; without one the digest of the schema, which changes with every change of the schema.
    let version = api.families().iter().map(|family| family.pinned).max().map_or_else(|| api.hash.clone(), |pinned| pinned.to_string());
    info.set("version", version);
    let mut document = Object::of("openapi", "3.1.0").with("info", info);
    document.set("servers", paths::servers(api));
    document.set_full("tags", tags(api));
    document.set("paths", paths::paths(context, notes));
    document.set_full("webhooks", webhooks::webhooks(context, notes));
    let mut schemas = context.schemas.all(notes);
    schemas.extend(entities::all(context));
    schemas.extend(answers::shared());
    let mut components = Object::of("schemas", schemas);
    components.set_full("securitySchemes", security::schemes(api));
    document.set("components", components);
    document.extend_x(tables(api));
    document.into()
}

/// A tag for each product.
fn tags(api: &Api) -> Vec<Object> {
    let tag = |product: &restli_schema::api::Product| {
        let mut object = Object::of("name", product.name.wire.as_str());
        object.set_text("description", &product.doc);
        object
    };
    api.products().iter().map(tag).collect()
}

/// Tables that operations refer to and that `OpenAPI` cannot express.
fn tables(api: &Api) -> Object {
    let mut tables = Object::default();
    let roles = api.roles().iter().fold(Object::default(), |all, role| {
        let mut entry = Object::of("in", role.within.iter().map(|id| api[*id].name.wire.as_str()).collect::<Vec<_>>());
        entry.set_text("doc", &role.doc);
        all.with(&role.name.wire, entry)
    });
    tables.set_full("roles", roles);
    let quotas = api.quotas().iter().fold(Object::default(), |all, quota| {
        let mut entry = Object::of("limit", quota.limit).with("windowSeconds", quota.window_seconds);
        entry.set("scope", if quota.scope == restli_schema::api::QuotaScope::App { "app" } else { "member" });
        entry.set("windowStarts", if quota.starts == restli_schema::api::WindowStart::Clock { "clock" } else { "first call" });
        entry.set_text("doc", &quota.doc);
        all.with(&quota.name.wire, entry)
    });
    tables.set_full("quotas", quotas);
    let media = api.media().iter().fold(Object::default(), |all, rule| {
        let formats = rule.formats.iter().fold(Object::default(), |all, (name, endings)| all.with(name, endings.clone()));
        let mut entry = Object::default();
        entry.set_text("doc", &rule.doc);
        entry.set_full("formats", formats);
        let limits = [
            ("minBytes", rule.min_bytes),
            ("maxBytes", rule.max_bytes),
            ("maxPixels", rule.max_pixels),
            ("minSeconds", rule.min_seconds),
            ("maxSeconds", rule.max_seconds),
            ("maxPages", rule.max_pages),
        ];
        for (key, limit) in limits {
            entry.set_some(key, limit);
        }
        all.with(&rule.name.wire, entry)
    });
    tables.set_full("media", media);
    let versions = api.families().iter().fold(Object::default(), |all, family| {
        let released = family.released.iter().fold(Object::default(), |all, version| {
            let mut entry = Object::default();
            entry.set_some("revision", version.revision.as_deref());
            entry.set_some("sunset", version.sunset.map(|end| end.to_string()));
            entry.set_text("doc", &version.doc);
            all.with(&version.number.to_string(), entry)
        });
        all.with(&family.name.wire, Object::of("header", family.header.as_str()).with("pinned", family.pinned).with("released", released))
    });
    tables.set_full("versions", versions);
    tables
}
