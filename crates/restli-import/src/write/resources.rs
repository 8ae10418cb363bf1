//! Resources and their methods as YAML.

use std::collections::BTreeSet;

use restli_schema::api::Key;
use restli_schema::language::is_in_url;
use restli_schema::rust_names::Names;

use crate::defaults::from_text;
use crate::model::{Annotated, Body, Method, MethodKind, Param, Resource, ServiceError};
use crate::names::{claim_for, claim_functions, field_name, method_name};
use crate::rules;
use crate::yaml::{Entries, Yaml, push, push_doc, push_table};

use super::writer::{Writer, reason, with_x};

/// Values that a resource inherits from its parent.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    /// The path of the parent's entity, as written.
    path: String,
    /// The path of the parent's entity with the key names of the YAML.
    template: String,
    /// The name of the parent's accessor function on the client.
    accessor: String,
    /// Identifiers of the keys in the path.
    keys: BTreeSet<String>,
    /// The parent lists errors, which its sub-resources do not inherit.
    errors: bool,
}

/// The place of a method in the YAML.
struct Place<'a> {
    /// The method's key in its table.
    key: &'a str,
    /// The forced name of the method's function, if it needs one.
    rust: Option<String>,
    /// The errors of the method's resource.
    errors: &'a [ServiceError],
}

impl Writer<'_> {
    /// Writes a table of resources, which has this name.
    pub(super) fn resources(&mut self, table: &str, resources: &[&Resource], above: &Inherited) -> Entries {
        let mut names = BTreeSet::new();
        let mut entries = Entries::new();
        for resource in resources {
            if names.insert(resource.name.as_str()) {
                self.path.extend([table, &resource.name].map(str::to_owned));
                let entry = self.below(&resource.name, |writer| writer.resource(resource, above));
                self.path.truncate(self.path.len().saturating_sub(2));
                entries.push((resource.name.clone(), entry));
            } else {
                let message = format!("the resource `{}` is described twice", resource.name);
                self.problems.error(rules::REPEATED_RESOURCE, resource.span, message, "import one of the files; the other was left out");
                self.left_out("resources that are described again", resource.span);
            }
        }
        entries
    }

    fn resource(&mut self, resource: &Resource, above: &Inherited) -> Yaml {
        let mut entries = Entries::new();
        let mut x = Entries::new();
        push_doc(&mut entries, &resource.doc);
        let own = format!("{}/{}", above.template, resource.name);
        let (path, template) = self.path(resource, above);
        let entity = match &resource.entity {
            Some(ty) => self.ty(ty),
            None if resource.unstructured => Yaml::text("bytes"),
            None => Yaml::Absent,
        };
        let mut below = Inherited { path: path.clone(), template: template.clone(), ..above.clone() };
        let mut key = None;
        match &resource.body {
            Body::Collection(own) => {
                push(&mut entries, "collection", entity);
                let ty = self.ty(&own.ty);
                let ty = match claim_for(&mut Names::default(), &own.name, &field_name(&own.name)) {
                    Some(rust) => Yaml::Map(vec![("type".to_owned(), ty), ("rust".to_owned(), Yaml::text(rust))]),
                    None => ty,
                };
                push(&mut entries, "key", Yaml::Map(vec![(own.name.clone(), ty)]));
                if let Some(params) = &own.params {
                    let params = self.ty(params);
                    push(&mut entries, "key_params", params);
                }
                self.identifier(&own.written, &own.name, resource, &mut x);
                below.path = format!("{path}/{{{}}}", own.written);
                key = Some(own.name.clone());
            }
            Body::Association { identifier, parts } => {
                push(&mut entries, "association", entity);
                let parts = self.params(parts, &BTreeSet::new());
                push(&mut entries, "key", Yaml::Map(parts));
                let is_above = |name: &str| above.template.contains(&format!("{{{name}}}"));
                let default = Key::default_name(&resource.name, is_above);
                self.identifier(identifier, &default, resource, &mut x);
                below.path = format!("{path}/{{{identifier}}}");
                key = Some(default);
            }
            Body::Simple => push(&mut entries, "simple", entity),
            Body::Actions => {}
        }
        if let Some(key) = &key {
            below.template = format!("{template}/{{{key}}}");
            below.keys.insert(field_name(key));
        }
        if template != own {
            push(&mut entries, "path", Yaml::text(template.strip_prefix(&above.template).unwrap_or(&template)));
        }
        below.accessor = field_name(
            &[above.accessor.as_str(), &resource.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"),
        );
        let is_renamed = self.layout.is_renamed(self.product, &self.path);
        if is_renamed {
            below.accessor.push_str("_resource");
        }
        let claimed = claim_for(&mut self.accessors, &resource.name, &below.accessor);
        if let Some(rust) = claimed.or_else(|| is_renamed.then(|| below.accessor.clone())) {
            push(&mut entries, "rust", Yaml::text(&rust));
            below.accessor = rust;
        }
        let alternatives = self.params(&resource.alt_keys, &BTreeSet::new());
        push_table(&mut entries, "alt_keys", alternatives);
        for (key, paths) in [("read_only", &resource.read_only), ("create_only", &resource.create_only)] {
            let texts: Vec<Yaml> = paths.iter().filter_map(|path| path.text()).map(Yaml::text).collect();
            if !texts.is_empty() {
                push(&mut entries, key, Yaml::List(texts));
            }
        }
        match &resource.errors {
            Some(errors) => push_errors(errors, &mut entries),
            None if above.errors => push_errors(&[], &mut entries),
            None => {}
        }
        below.errors = resource.errors.as_ref().is_some_and(|errors| !errors.is_empty());
        self.annotated(&resource.annotated, "annotations of resources", &mut entries, &mut x);
        let here = self.layout.products.get(self.product).map(|product| product.namespace.as_str()).unwrap_or_default();
        if !resource.namespace.is_empty() && resource.namespace != here {
            self.problems.kept("namespaces of resources below others", resource.span);
            push(&mut x, "namespace", Yaml::text(&resource.namespace));
        }
        self.methods(resource, above, key.as_deref(), &mut entries);
        let subs: Vec<&Resource> = resource.subs.iter().collect();
        let subs = self.resources("sub", &subs, &below);
        push_table(&mut entries, "sub", subs);
        with_x(&mut entries, x);
        Yaml::Map(entries)
    }

    /// Adds the written name of a key to `x`, if the YAML uses another name.
    fn identifier(&mut self, written: &str, name: &str, resource: &Resource, x: &mut Entries) {
        if written != name {
            self.problems.kept("names of keys", resource.span);
            push(x, "identifier", Yaml::text(written));
        }
    }

    /// The path of a resource, as written and with the key names of the YAML. Reports an invalid path.
    fn path(&mut self, resource: &Resource, above: &Inherited) -> (String, String) {
        let own = format!("/{}", resource.name);
        let otherwise = (format!("{}{own}", above.path), format!("{}{own}", above.template));
        if resource.path.is_empty() {
            return otherwise;
        }
        let below = resource.path.strip_prefix(&above.path).filter(|rest| is_path(rest));
        let Some(rest) = below else {
            let message = format!("`{}` is not below the path of what it hangs below", resource.path);
            let message = if above.path.is_empty() { format!("`{}` is no path of a resource", resource.path) } else { message };
            let help = format!("a path is `{}`, or has another last segment; until then it is that", otherwise.0);
            self.problems.error(rules::RESOURCE, resource.span, message, help);
            return otherwise;
        };
        (resource.path.clone(), format!("{}{rest}", above.template))
    }

    /// Writes the tables of methods. `own_key` is the key of the resource.
    fn methods(&mut self, resource: &Resource, above: &Inherited, own_key: Option<&str>, entries: &mut Entries) {
        let (mut plain, mut finders, mut batch_finders, mut actions) = (Entries::new(), Entries::new(), Entries::new(), Entries::new());
        let (mut functions, mut of_actions) = (Names::default(), Names::default());
        let mut keys = BTreeSet::new();
        // Actions come last, since they give way in conflicts of names.
        let is_action = |method: &&Method| matches!(method.kind, MethodKind::Action(_));
        let (last, first): (Vec<&Method>, Vec<&Method>) = resource.methods.iter().partition(is_action);
        for method in first.into_iter().chain(last) {
            let (entries, table, key) = match &method.kind {
                MethodKind::Plain(kind) => (&mut plain, "methods", kind.wire_name().to_owned()),
                MethodKind::Finder(name) => (&mut finders, "finders", name.clone()),
                MethodKind::BatchFinder { name, .. } => (&mut batch_finders, "batch_finders", name.clone()),
                MethodKind::Action(action) => {
                    // The resource and its entities may each have an action of that name.
                    let mut key = action.name.clone();
                    while !keys.insert(key.clone()) {
                        key.push_str("_entity");
                    }
                    (&mut actions, "actions", key)
                }
            };
            let mut path = self.path.clone();
            path.extend([table.to_owned(), key.clone()]);
            let is_renamed = self.layout.is_renamed(self.product, &path);
            let mut function = method_name(method.kind.resource_method(), &key);
            let gives_way = table == "actions" && functions.contains(&function);
            let (taken, suffix) = match table {
                "actions" => (&mut of_actions, "_action"),
                "methods" => (&mut functions, "_method"),
                _ => (&mut functions, "_finder"),
            };
            // What gives way by itself and collides all the same gives way twice.
            for _ in [gives_way, is_renamed].into_iter().filter(|gives_way| *gives_way) {
                function.push_str(suffix);
            }
            let rust = claim_for(taken, &key, &function).or_else(|| is_renamed.then_some(function));
            let place = Place { key: &key, rust, errors: resource.errors.as_deref().unwrap_or_default() };
            let value = self.below(&key, |writer| writer.method(method, &arguments(method, above, own_key, &resource.alt_keys), place));
            entries.push((key, value));
        }
        push_table(entries, "methods", plain);
        push_table(entries, "finders", finders);
        push_table(entries, "batch_finders", batch_finders);
        if matches!(resource.body, Body::Actions) || !actions.is_empty() {
            push(entries, "actions", Yaml::Block(actions));
        }
    }

    /// Writes a method. `arguments` are identifiers that its function already uses.
    fn method(&mut self, method: &Method, arguments: &BTreeSet<String>, place: Place<'_>) -> Yaml {
        let mut entries = Entries::new();
        let mut x = Entries::new();
        push_doc(&mut entries, &method.doc);
        match &method.kind {
            MethodKind::BatchFinder { criteria, .. } => push(&mut entries, "batch", Yaml::text(&criteria.0)),
            MethodKind::Action(action) => {
                if action.name != place.key {
                    push(&mut entries, "name", Yaml::text(&action.name));
                }
                if action.on_entity {
                    push(&mut entries, "on", Yaml::text("entity"));
                }
            }
            MethodKind::Plain(_) | MethodKind::Finder(_) => {}
        }
        if !method.assoc_keys.is_empty() {
            push(&mut entries, "keys", Yaml::List(method.assoc_keys.iter().map(|(key, _)| Yaml::text(key)).collect()));
        }
        if let Some(rust) = place.rust {
            push(&mut entries, "rust", Yaml::text(rust));
        }
        let params = self.params(&method.params, arguments);
        push_map(&mut entries, "params", params);
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
        if let Some(own) = &method.errors {
            // In the YAML only the nearest list counts, in Rest.li both do.
            push_errors(&[place.errors, own].concat(), &mut entries);
        }
        if !method.success.is_empty() {
            push(&mut entries, "success", Yaml::List(method.success.iter().map(|status| Yaml::Plain(status.to_string())).collect()));
        }
        self.annotated(&method.annotated, "annotations of methods", &mut entries, &mut x);
        with_x(&mut entries, x);
        if entries.is_empty() { Yaml::Absent } else { Yaml::Map(entries) }
    }

    /// Writes parameters, parts of keys, or alternative keys. `taken` are identifiers that required ones cannot have.
    fn params(&mut self, params: &[Param], taken: &BTreeSet<String>) -> Entries {
        let mut scope = Names::default();
        let mut entries = Entries::new();
        for param in params {
            claim_functions(&mut scope, &field_name(&param.name));
        }
        for param in params {
            let needed = !param.optional && param.default.is_none();
            let mut identifier = field_name(&param.name);
            let clash = needed && taken.contains(&identifier);
            while needed && taken.contains(&identifier) {
                identifier.push_str("_param");
            }
            let rust = claim_for(&mut scope, &param.name, &identifier).or_else(|| clash.then_some(identifier));
            entries.push(self.param(param, rust));
        }
        entries
    }

    fn param(&mut self, param: &Param, rust: Option<String>) -> (String, Yaml) {
        let default = param.default.as_ref().and_then(|(text, span)| {
            let node = from_text(text, *span, &param.ty, self.model, self.problems)?;
            self.default(&node, &param.ty)
        });
        let mut x = Entries::new();
        let mut more = Entries::new();
        if let Some(text) = &param.annotated.deprecated {
            push(&mut more, "deprecated", reason(text));
        }
        if let Some(rust) = rust {
            push(&mut more, "rust", Yaml::text(rust));
        }
        self.keep(&param.annotated.extra, "annotations of parameters", &mut x);
        // A default that was left out still makes the parameter optional.
        let mark = if (param.optional || param.default.is_some()) && default.is_none() { "?" } else { "" };
        let value = self.below(&param.name, |writer| writer.used(&param.ty, default, &param.doc, more, x));
        (format!("{}{mark}", param.name), value)
    }

    fn annotated(&mut self, annotated: &Annotated, what: &str, entries: &mut Entries, x: &mut Entries) {
        if let Some(text) = &annotated.deprecated {
            push(entries, "deprecated", reason(text));
        }
        self.keep(&annotated.extra, what, x);
    }
}

/// Adds the codes of errors, each once.
fn push_errors(errors: &[ServiceError], entries: &mut Entries) {
    let mut codes: Vec<Yaml> = Vec::new();
    for code in errors.iter().map(|error| Yaml::text(&error.code)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    push(entries, "errors", Yaml::List(codes));
}

/// Adds a table that is written on one line if it fits.
fn push_map(entries: &mut Entries, key: &str, table: Entries) {
    if !table.is_empty() {
        push(entries, key, Yaml::Map(table));
    }
}

/// Identifiers of the keys that a method takes as arguments, in one of its functions.
fn arguments(method: &Method, above: &Inherited, key: Option<&str>, alternatives: &[Param]) -> BTreeSet<String> {
    let own = key.into_iter().chain(alternatives.iter().map(|key| key.name.as_str()));
    let own = own.filter(|_| method.kind.addresses_entity()).map(field_name);
    let parts = method.assoc_keys.iter().map(|(part, _)| field_name(part));
    above.keys.iter().cloned().chain(own).chain(parts).collect()
}

/// Returns whether a text is path segments, each after a slash, without placeholders.
fn is_path(text: &str) -> bool {
    let fits = |segment: &str| !segment.is_empty() && is_in_url(segment) && !segment.contains(['{', '}', '?']);
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(fits))
}
