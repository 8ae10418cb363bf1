//! Resources and their methods as YAML.

use std::collections::BTreeSet;

use crate::defaults::from_text;
use crate::model::{Annotated, Body, Method, MethodKind, Param, Resource, ServiceError};
use crate::rules;
use crate::yaml::{Entries, Yaml, push, push_doc, push_table};

use super::{Writer, with_x};

impl Writer<'_> {
    /// A table of resources. `above` is the path of an entity of their parent.
    pub(super) fn resources(&mut self, resources: &[&Resource], above: &str) -> Entries {
        let mut names = BTreeSet::new();
        let mut entries = Entries::new();
        for resource in resources {
            if names.insert(resource.name.as_str()) {
                let entry = self.resource(resource, above);
                entries.push((resource.name.clone(), entry));
            } else {
                let message = format!("the resource `{}` is described twice", resource.name);
                self.problems.error(rules::REPEATED_RESOURCE, resource.span, message, "import one of the files; the other was left out");
                self.left_out("resources that are described again", resource.span);
            }
        }
        entries
    }

    fn resource(&mut self, resource: &Resource, above: &str) -> Yaml {
        let mut entries = Entries::new();
        let mut x = Entries::new();
        push_doc(&mut entries, &resource.doc);
        let own = format!("{above}/{}", resource.name);
        let path = if resource.path.is_empty() { own.clone() } else { resource.path.clone() };
        let entity = resource.entity.as_ref().map_or(Yaml::Absent, |ty| self.ty(ty));
        let mut below = path.clone();
        match &resource.body {
            Body::Collection(key) => {
                push(&mut entries, "collection", entity);
                let ty = self.ty(&key.ty);
                push(&mut entries, "key", Yaml::Map(vec![(key.name.clone(), ty)]));
                if let Some(params) = &key.params {
                    let params = self.ty(params);
                    push(&mut entries, "key_params", params);
                }
                below = format!("{path}/{{{}}}", key.name);
            }
            Body::Association { identifier, parts } => {
                push(&mut entries, "association", entity);
                let parts = parts.iter().map(|part| self.param(part)).collect();
                push(&mut entries, "key", Yaml::Map(parts));
                let default = format!("{}Id", resource.name);
                if *identifier != default {
                    self.problems.kept("names of association keys", resource.span);
                    push(&mut x, "identifier", Yaml::text(identifier));
                }
                below = format!("{path}/{{{default}}}");
            }
            Body::Simple => push(&mut entries, "simple", entity),
            Body::Actions => {}
        }
        if path != own && !(above.is_empty() && path == format!("/{}", resource.name)) {
            push(&mut entries, "path", Yaml::text(&path));
        }
        push_table(&mut entries, "alt_keys", resource.alt_keys.iter().map(|key| self.param(key)).collect());
        for (key, paths) in [("read_only", &resource.read_only), ("create_only", &resource.create_only)] {
            let texts: Vec<Yaml> =
                paths.iter().filter_map(|path| path.text()).map(|path| Yaml::text(path.trim_start_matches('/'))).collect();
            if !texts.is_empty() {
                push(&mut entries, key, Yaml::List(texts));
            }
        }
        push_errors(resource.errors.as_deref(), &mut entries);
        self.annotated(&resource.annotated, "annotations of resources", &mut entries, &mut x);
        self.methods(&resource.methods, matches!(resource.body, Body::Actions), &mut entries);
        let subs: Vec<&Resource> = resource.subs.iter().collect();
        let subs = self.resources(&subs, &below);
        push_table(&mut entries, "sub", subs);
        with_x(&mut entries, x);
        Yaml::Map(entries)
    }

    fn methods(&mut self, methods: &[Method], only_actions: bool, entries: &mut Entries) {
        let (mut plain, mut finders, mut batch_finders, mut actions) = (Entries::new(), Entries::new(), Entries::new(), Entries::new());
        for method in methods {
            let (table, name) = match &method.kind {
                MethodKind::Plain(kind) => (&mut plain, kind.wire_name()),
                MethodKind::Finder(name) => (&mut finders, name.as_str()),
                MethodKind::BatchFinder { name, .. } => (&mut batch_finders, name.as_str()),
                MethodKind::Action(action) => (&mut actions, action.name.as_str()),
            };
            if table.iter().any(|(other, _)| other == name) {
                let message = format!("`{name}` stands twice, on the resource and on an entity or by mistake");
                self.problems.warning(rules::METHOD, method.span, message, "the first counts, the other was left out");
                self.problems.left_out("methods of a name that is taken", method.span);
                continue;
            }
            let name = name.to_owned();
            let value = self.method(method);
            table.push((name, value));
        }
        push_table(entries, "methods", plain);
        push_table(entries, "finders", finders);
        push_table(entries, "batch_finders", batch_finders);
        if only_actions || !actions.is_empty() {
            push(entries, "actions", Yaml::Block(actions));
        }
    }

    fn method(&mut self, method: &Method) -> Yaml {
        let mut entries = Entries::new();
        let mut x = Entries::new();
        push_doc(&mut entries, &method.doc);
        match &method.kind {
            MethodKind::BatchFinder { criteria, .. } => push(&mut entries, "batch", Yaml::text(&criteria.0)),
            MethodKind::Action(action) if action.on_entity => push(&mut entries, "on", Yaml::text("entity")),
            _ => {}
        }
        if !method.assoc_keys.is_empty() {
            push(&mut entries, "keys", Yaml::List(method.assoc_keys.iter().map(|(key, _)| Yaml::text(key)).collect()));
        }
        push_map(&mut entries, "params", method.params.iter().map(|param| self.param(param)).collect());
        if let MethodKind::Action(action) = &method.kind
            && let Some(returns) = &action.returns
        {
            let returns = self.ty(returns);
            push(&mut entries, "returns", returns);
        }
        if method.paged {
            push(&mut entries, "paging", Yaml::text("start_count"));
        }
        if let Some(metadata) = &method.metadata {
            let metadata = self.ty(metadata);
            push(&mut entries, "metadata", metadata);
        }
        if method.returns_entity {
            push(&mut entries, "returns_entity", Yaml::Plain("true".to_owned()));
        }
        if let Some(max) = method.max_batch {
            push(&mut entries, "max_batch", Yaml::Plain(max.value.to_string()));
            if max.enforced {
                self.problems.kept("limits of batches that are enforced", max.span);
                push(&mut x, "maxBatchEnforced", Yaml::Plain("true".to_owned()));
            }
        }
        push_errors(method.errors.as_deref(), &mut entries);
        if !method.success.is_empty() {
            push(&mut entries, "success", Yaml::List(method.success.iter().map(|status| Yaml::Plain(status.to_string())).collect()));
        }
        self.annotated(&method.annotated, "annotations of methods", &mut entries, &mut x);
        with_x(&mut entries, x);
        if entries.is_empty() { Yaml::Absent } else { Yaml::Map(entries) }
    }

    /// A parameter or a part of a key.
    fn param(&mut self, param: &Param) -> (String, Yaml) {
        let default = param.default.as_ref().and_then(|(text, span)| {
            let node = from_text(text, *span, &param.ty, self.model, self.problems)?;
            self.default(&node, &param.ty)
        });
        let mut x = Entries::new();
        let mut more = Entries::new();
        if let Some(reason) = &param.annotated.deprecated {
            push(&mut more, "deprecated", Yaml::text(reason));
        }
        self.keep(&param.annotated.extra, "annotations of parameters", &mut x);
        let mark = if param.optional && default.is_none() { "?" } else { "" };
        (format!("{}{mark}", param.name), self.used(&param.ty, default, &param.doc, more, x))
    }

    fn annotated(&mut self, annotated: &Annotated, what: &str, entries: &mut Entries, x: &mut Entries) {
        if let Some(reason) = &annotated.deprecated {
            push(entries, "retired", Yaml::text(reason));
        }
        self.keep(&annotated.extra, what, x);
    }
}

fn push_errors(errors: Option<&[ServiceError]>, entries: &mut Entries) {
    if let Some(errors) = errors {
        push(entries, "errors", Yaml::List(errors.iter().map(|error| Yaml::text(&error.code)).collect()));
    }
}

/// Adds a table that stands on one line if it fits.
fn push_map(entries: &mut Entries, key: &str, table: Entries) {
    if !table.is_empty() {
        push(entries, key, Yaml::Map(table));
    }
}
