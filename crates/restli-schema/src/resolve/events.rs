//! Events of webhooks.

use std::collections::BTreeMap;

use crate::api::{Event, Type, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::help::Help;
use crate::resolve::checks::field_lists::reached;
use crate::resolve::state::arena::Types;
use crate::resolve::state::read::{entries, evidence, name, text_or_empty};
use crate::resolve::state::tables::Tables;
use crate::resolve::tables::products::File;
use crate::resolve::types::type_names::record;
use crate::rules;
use crate::source::Span;

/// Reads the events of all products. Types must be complete.
pub(crate) fn read(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, files: &[File<'_>]) -> Vec<Event> {
    let mut events = Vec::new();
    for file in files {
        let Some(product) = file.product else { continue };
        for (key, node) in entries(file.root, "events") {
            let name = name(key, node, problems);
            let Some(written) = node.get("body") else { continue };
            let Some(body) = record(tables, types, problems, written, Some(product), "the body of an event") else { continue };
            let mut paths = Paths { types, problems, each: None };
            let each = node.get("each").and_then(|each| paths.read(each, &Type::Named(body), "an array of records", record_of_items));
            paths.each = each.as_ref().map(|(path, _)| path.clone());
            if node.get("each").is_some() && each.is_none() {
                continue;
            }
            // An item of an unknown type was reported.
            let item = each.as_ref().map_or(Some(body), |(_, ty)| record_of_items(types, ty));
            let Some(item) = item else { continue };
            let id = node.get("id").map_or(&[][..], Node::items);
            let id = id.iter().filter_map(|one| paths.read(one, &Type::Named(item), "text, a number or a URN", key_part));
            let id: Vec<String> = id.map(|(path, _)| path).collect();
            twice(node.get("id"), paths.problems);
            let time = node.get("time").and_then(|time| paths.read(time, &Type::Named(item), "a point in time or a `long`", point_in_time));
            paths.each = None;
            let app = node.get("app").and_then(|app| paths.read(app, &Type::Named(body), "text, a number or a URN", key_part));
            events.push(Event {
                name,
                product,
                doc: text_or_empty(node, "doc"),
                body,
                each: each.map(|(path, _)| path),
                id,
                time: time.map(|(path, _)| path),
                app: app.map(|(path, _)| path),
                evidence: evidence(node, &file.evidence),
            });
        }
    }
    events
}

/// Reports a path that stands twice in a list.
fn twice(list: Option<&Node>, problems: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (path, span) in list.map_or(&[][..], Node::items).iter().filter_map(|one| Some((one.text()?, one.span))) {
        if let Some(first) = seen.insert(path, span) {
            let problem = Diagnostic::error(rules::REPEATED_FIELD, span, format!("`{path}` stands twice")).label("again");
            problems.push(problem.also(first, "first").help("remove one"));
        }
    }
}

/// The reading of paths that lead from a record to a value of some kind.
struct Paths<'c> {
    types: &'c Types,
    problems: &'c mut Diagnostics,
    /// The path to the items at which the paths begin.
    each: Option<String>,
}

impl Paths<'_> {
    /// The path in a node, and the type that it leads to. Reports a path to nothing, and one to a value that `fits` does not accept.
    fn read<T>(&mut self, node: &Node, from: &Type, wanted: &str, fits: impl Fn(&Types, &Type) -> Option<T>) -> Option<(String, Type)> {
        let path = node.text()?;
        if let Some(rest) = self.within_item(path).filter(|_| !self.leads(node, path, from)) {
            let message = format!("`{path}` begins at the body, and this path at an item of `each`");
            self.problems.error(rules::EVENT, node.span, message, Help::write(rest));
            return None;
        }
        let ty = reached(self.types, self.problems, node, path, 0, from.clone())?;
        if self.types.is_unknown(&ty, self.problems) || (!path.contains('*') && fits(self.types, &ty).is_some()) {
            return Some((path.to_owned(), ty));
        }
        let found = match self.types.behind(&ty) {
            _ if path.contains('*') => "several values".to_owned(),
            Type::Array(item) => format!("an array, and each item is {}", self.types.describe(&item)),
            _ => self.types.describe(&ty),
        };
        let message = format!("`{path}` of an event must be {wanted}; this is {found}");
        self.problems.error(rules::EVENT, node.span, message, "name another field; several events in one body are the items of `each`");
        None
    }

    /// The path of an item that was written from the body on: `picks/*/madeAt`, `picks.madeAt`.
    fn within_item<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(self.each.as_deref()?)?;
        let rest = rest.strip_prefix("/*").or_else(|| rest.strip_prefix("[]")).unwrap_or(rest);
        rest.strip_prefix(['/', '.'])
    }

    fn leads(&self, node: &Node, path: &str, from: &Type) -> bool {
        let mut discarded = Diagnostics::default();
        let there = reached(self.types, &mut discarded, node, path, 0, from.clone()).is_some();
        discarded.finish(()).is_ok() && there
    }
}

fn record_of_items(types: &Types, ty: &Type) -> Option<TypeId> {
    let Type::Array(item) = types.behind(ty) else { return None };
    let id = types.behind(&item).named()?;
    matches!(types.get(id)?.kind, TypeKind::Record(_)).then_some(id)
}

fn key_part(types: &Types, ty: &Type) -> Option<()> {
    match types.behind(ty) {
        Type::String | Type::Int | Type::Long | Type::Urn | Type::UrnOf(_) => Some(()),
        Type::Named(id) => matches!(types.get(id)?.kind, TypeKind::Enum(_) | TypeKind::UrnChoice(_)).then_some(()),
        _ => None,
    }
}

fn point_in_time(types: &Types, ty: &Type) -> Option<()> {
    match types.behind(ty) {
        Type::Long => Some(()),
        Type::Named(id) => matches!(types.get(id)?.kind, TypeKind::Time).then_some(()),
        _ => None,
    }
}
