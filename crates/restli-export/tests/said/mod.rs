//! The facts of an API that Rest.li can express, one per line. URN types count as the text they are, and other names for them
//! are looked through, since Rest.li has no URNs of its own.

use std::collections::BTreeSet;

use restli_schema::api::{Api, Extensions, Key, Method, Paging, Param, Resource, ResourceKind, Type, TypeId, TypeKind};
use restli_schema::forms::paths::goes_through;

/// All lines, sorted: resources, methods, and the types that they reach.
pub(crate) fn said(api: &Api) -> Vec<String> {
    let mut said = Said { api, lines: Vec::new(), seen: BTreeSet::new() };
    said.resources();
    said.lines.sort();
    said.lines
}

struct Said<'a> {
    api: &'a Api,
    lines: Vec<String>,
    seen: BTreeSet<TypeId>,
}

impl Said<'_> {
    fn resources(&mut self) {
        let api = self.api;
        for id in api.resource_ids() {
            let resource = &api[id];
            let mut names: Vec<&str> =
                std::iter::successors(Some(id), |one| api[*one].parent).map(|one| api[one].name.wire.as_str()).collect();
            names.reverse();
            let at = names.join(".");
            let entity = resource.entity.map(|id| self.named(id));
            let key = match &resource.key {
                Some(Key::Simple(param)) => format!("{}: {}", param.name.wire, self.ty(&param.ty)),
                Some(Key::Complex { name, record, params }) => {
                    format!("{}: {} params {:?}", name.wire, self.named(*record), params.map(|id| self.named(id)))
                }
                Some(Key::Compound { name, parts }) => {
                    let mut parts: Vec<String> = parts.iter().map(|part| self.param(part)).collect();
                    parts.sort();
                    format!("{}: {parts:?}", name.wire)
                }
                None => String::new(),
            };
            let kind = resource.kind;
            // Resources of several bases are told apart by the paths of these.
            let several = api.bases().iter().any(|base| base.path != api.bases().first().map_or("", |first| first.path.as_str()));
            let base = if several { api[resource.base].path.as_str() } else { "" };
            self.lines
                .push(format!("{at} {kind:?} {base}{} of {entity:?} unstructured {} key {key}", resource.path, resource.unstructured));
            self.lines.push(format!("{at} namespace {} doc {:?}", api[resource.product].namespace, resource.doc.trim()));
            let [read_only, create_only] = [&resource.read_only, &resource.create_only].map(|paths| self.told(resource, paths));
            self.lines.push(format!("{at} read only {read_only:?} create only {create_only:?}"));
            self.lines.push(format!("{at} deprecated {:?}", resource.deprecated.as_ref().or(resource.retired.as_ref())));
            for key in &resource.alt_keys {
                let line = format!("{at} alternative {}", self.param(key));
                self.lines.push(line);
                self.extensions(&format!("{at} alternative {}", key.name.wire), &key.extensions);
            }
            self.extensions(&at, &resource.extensions);
            for method in &resource.methods {
                let on_entity = method.on_entity && kind != ResourceKind::Simple;
                self.method(&at, method, on_entity);
            }
        }
    }

    /// The paths that do not lead into a bare union, which Rest.li does not know.
    fn told<'p>(&self, resource: &Resource, paths: &'p [String]) -> Vec<&'p String> {
        let is_bare = |ty: &Type| matches!(ty, Type::Named(id) if matches!(&self.api[*id].kind, TypeKind::Union(union) if union.bare));
        paths.iter().filter(|path| !resource.entity.is_some_and(|entity| goes_through(self.api, entity, path, is_bare))).collect()
    }

    fn method(&mut self, at: &str, method: &Method, on_entity: bool) {
        let at = format!("{at}.{}:{}", method.kind.wire_name(), method.name.wire);
        let returns = method.returns.as_ref().map(|result| self.ty(&result.ty));
        let metadata = method.metadata.map(|id| self.named(id));
        let paged = matches!(method.paging, Some(Paging::StartCount { .. }));
        let batch = (&method.batch_param, method.max_batch, &method.keys);
        self.lines.push(format!(
            "{at} on entity {on_entity} returns {returns:?} entity {} metadata {metadata:?} paged {paged}",
            method.returns_entity
        ));
        self.lines.push(format!(
            "{at} batch {batch:?} success {:?} deprecated {:?} doc {:?}",
            method.success,
            method.deprecated.as_ref().or(method.retired.as_ref()),
            method.doc.trim()
        ));
        self.extensions(&at, &method.extensions);
        for error in &method.errors {
            let error = &self.api[*error];
            self.lines.push(format!("{at} error {} {} {}", error.name.wire, error.status, error.cause));
            self.extensions(&format!("{at} error {}", error.name.wire), &error.extensions);
        }
        for param in &method.params {
            let line = format!("{at} parameter {}", self.param(param));
            self.lines.push(line);
            self.extensions(&format!("{at} parameter {}", param.name.wire), &param.extensions);
        }
        if let Some(Paging::Token { token_param, size_param, .. }) = &method.paging {
            self.lines.push(format!("{at} parameter {token_param}: string optional true default None deprecated None doc \"\""));
            self.lines.push(format!("{at} parameter {size_param}: int optional true default None deprecated None doc \"\""));
        }
    }

    /// The entries of `x:` and `validate:`, without what an export adds.
    fn extensions(&mut self, at: &str, extensions: &Extensions) {
        for (key, value) in &extensions.x {
            let mut value = value.clone();
            if let ("annotations", Some(all)) = (key.as_str(), value.as_object_mut()) {
                all.remove("x-restli");
            }
            let nothing = value.as_str() == Some("") || value.as_object().is_some_and(serde_json::Map::is_empty);
            if key != "x-restli" && !nothing {
                self.lines.push(format!("{at} keeps {key} {value}"));
            }
        }
        if let Some(validate) = &extensions.validate {
            self.lines.push(format!("{at} validates {validate}"));
        }
    }

    fn param(&mut self, param: &Param) -> String {
        let ty = self.ty(&param.ty);
        let Param { name, optional, default, deprecated, doc, .. } = param;
        format!("{}: {ty} optional {optional} default {default:?} deprecated {deprecated:?} doc {:?}", name.wire, doc.trim())
    }

    fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Int => "int".to_owned(),
            Type::Long => "long".to_owned(),
            Type::Float => "float".to_owned(),
            Type::Double => "double".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::String => "string".to_owned(),
            Type::Bytes => "bytes".to_owned(),
            Type::Any => "any".to_owned(),
            Type::Urn => "urn".to_owned(),
            Type::UrnOf(id) => format!("urn:{}:{}", self.api[*id].namespace, self.api[*id].name.wire),
            Type::Array(inner) => format!("[{}]", self.ty(inner)),
            Type::Map(_, inner) => format!("{{{}}}", self.ty(inner)),
            Type::Named(id) => self.named(*id),
        }
    }

    /// The full name of a type, described once; what a URN type stands for.
    fn named(&mut self, id: TypeId) -> String {
        let api = self.api;
        match &api[id].kind {
            TypeKind::Typeref(target) if self.is_urn(target) => return self.ty(target),
            TypeKind::UrnChoice(_) => return "urn".to_owned(),
            TypeKind::Union(union) if union.bare => return "any".to_owned(),
            // What stands for any value; the export says so in a note.
            TypeKind::Record(record) if record.fields.is_empty() && api[id].name.wire == "AnyData" => return "any".to_owned(),
            _ => {}
        }
        let full = &api[id].full_name;
        if self.seen.insert(id) {
            self.describe(id, full);
        }
        full.clone()
    }

    fn is_urn(&self, ty: &Type) -> bool {
        match ty {
            Type::Urn | Type::UrnOf(_) => true,
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Typeref(target) => self.is_urn(target),
                TypeKind::UrnChoice(_) => true,
                _ => false,
            },
            _ => false,
        }
    }

    fn describe(&mut self, id: TypeId, full: &str) {
        let api = self.api;
        let def = &api[id];
        self.lines.push(format!("{full} deprecated {:?}", def.deprecated));
        // A union without a name has the documentation of what it stands in.
        if !def.synthetic && !matches!(def.kind, TypeKind::Union(_)) {
            self.lines.push(format!("{full} doc {:?}", def.doc.trim()));
        }
        self.extensions(full, &def.extensions);
        match &def.kind {
            TypeKind::Record(record) => {
                let includes: Vec<String> = record.includes.iter().map(|id| self.named(*id)).collect();
                self.lines.push(format!("{full} record with {includes:?}"));
                for field in &record.fields {
                    let ty = self.ty(&field.ty);
                    let (name, optional, default) = (&field.name.wire, field.optional, &field.default);
                    let line = format!("{full}.{name}: {ty} optional {optional} default {default:?} deprecated {:?}", field.deprecated);
                    self.lines.push(format!("{line} doc {:?}", field.doc.trim()));
                    self.extensions(&format!("{full}.{name}"), &field.extensions);
                }
            }
            TypeKind::Enum(symbols) => {
                for symbol in symbols {
                    self.lines.push(format!("{full}.{} {:?} {:?}", symbol.name.wire, symbol.doc.trim(), symbol.deprecated));
                    self.extensions(&format!("{full}.{}", symbol.name.wire), &symbol.extensions);
                }
                let names: Vec<&str> = symbols.iter().map(|symbol| symbol.name.wire.as_str()).collect();
                self.lines.push(format!("{full} enum {names:?}"));
            }
            TypeKind::Union(union) => {
                self.lines.push(format!("{full} union null {}", union.null));
                for member in &union.members {
                    let ty = self.ty(&member.ty);
                    self.lines.push(format!("{full}.{}: {ty} {:?} {:?}", member.name.wire, member.doc.trim(), member.deprecated));
                    self.extensions(&format!("{full}.{}", member.name.wire), &member.extensions);
                }
            }
            TypeKind::Typeref(target) => {
                let ty = self.ty(target);
                self.lines.push(format!("{full} is {ty}"));
            }
            // Rest.li knows the text and not how it is escaped.
            TypeKind::Text(_) => self.lines.push(format!("{full} is string")),
            TypeKind::Time => self.lines.push(format!("{full} is long")),
            TypeKind::Fixed(size) => self.lines.push(format!("{full} fixed {size}")),
            TypeKind::UrnChoice(_) => {}
        }
    }
}
