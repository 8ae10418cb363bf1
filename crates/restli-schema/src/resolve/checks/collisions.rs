//! Names that are different on the wire and the same in Rust.
//!
//! The generator turns names into identifiers, keeps them off keywords and the prelude, and tells apart what is left with
//! numbers (`name`, `name2`). A number depends on what else stands there, so nobody can foresee it, and one more field could
//! move it. Therefore names of the schema that would need one are reported, and `rust:` says what they shall be called.
//! Names that the generator changes in a way that depends on the name alone stay legal: `type` is `r#type`, `self` is `self_`,
//! `Option` is `OptionType`, an action `get` beside the method `get` is `get_action`.

mod permits;

use std::collections::BTreeMap;

use crate::api::{Field, Key, Method, Name, Param, ProductId, Resource, ResourceMethod, TypeDef, TypeId, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Node;
use crate::resolve::resources::paths::keys_above;
use crate::resolve::state::arena::Types;
use crate::resolve::state::draft::ResourceDraft;
use crate::resolve::state::tables::Tables;
use crate::rules;
use crate::rust_names;
use crate::source::Span;

use permits::Call;

/// Checks the names of everything.
pub(crate) fn check(tables: &Tables<'_>, types: &Types, problems: &mut Diagnostics, drafts: &[ResourceDraft<'_>], root: &Node) {
    crates_and_features(tables, root, problems);
    constants(tables, problems);
    type_names(types, problems);
    let calls = resources(drafts, problems);
    permits::check(tables, types, &calls, problems);
    projections(types, drafts, problems);
}

/// Names of one kind that must differ: the first of each identifier.
struct Scope<'n> {
    /// Several of them, as in "the fields `a` and `b`".
    several: &'static str,
    /// The remedy.
    help: &'static str,
    /// The rule that two equal names on the wire break.
    twice: &'static str,
    seen: BTreeMap<String, &'n Name>,
}

const FORCE: &str = "give one of them another name in Rust with `rust:`";

impl<'n> Scope<'n> {
    /// Names that must differ on the wire, too.
    fn new(several: &'static str, help: &'static str) -> Self {
        Self { several, help, twice: rules::REPEATED_FIELD, seen: BTreeMap::new() }
    }

    /// Names that only Rust brings together.
    fn of_rust(several: &'static str, help: &'static str) -> Self {
        Self { twice: rules::COLLISION, ..Self::new(several, help) }
    }

    /// Takes a name in; gives a problem if its identifier is taken.
    fn take(&mut self, identifier: String, name: &'n Name) -> Option<Diagnostic> {
        let Some(first) = self.seen.get(&identifier) else {
            self.seen.insert(identifier, name);
            return None;
        };
        let several = self.several;
        if first.wire == name.wire && first.rust == name.rust {
            let message = format!("two of the {several} have the name `{}`", name.wire);
            let problem = Diagnostic::error(self.twice, name.span, message).label("again").also(first.span, "first");
            let of_rust = self.twice == rules::COLLISION;
            return Some(problem.help(if of_rust { self.help } else { "remove or rename one of them" }));
        }
        let message = format!("the {several} `{}` and `{}` are both `{identifier}` in Rust", first.wire, name.wire);
        Some(Diagnostic::error(rules::COLLISION, name.span, message).also(first.span, "the other one").help(self.help))
    }
}

/// The identifier of a field or parameter, without the mark of raw identifiers.
fn field_name(name: &Name) -> String {
    rust_names::bare(&rust_names::field_name(name)).to_owned()
}

/// Reports a name without letters and digits, of which no identifier can be made.
fn nameable(name: &Name, can_force: bool, problems: &mut Diagnostics) -> bool {
    if name.rust.is_some() || rust_names::has_identifier(&name.wire) {
        return true;
    }
    let message = format!("`{}` has no letter or digit of which a name in Rust could be made", name.wire);
    let help = if can_force { "give it one with `rust:`" } else { "write the long form, and give it a name with `rust:`" };
    problems.push(Diagnostic::error(rules::NO_IDENTIFIER, name.span, message).help(help));
    false
}

/// API and products name crates, features and modules.
fn crates_and_features(tables: &Tables<'_>, root: &Node, problems: &mut Diagnostics) {
    let api = root.get("api").and_then(|api| Some((api.text()?, api.span)));
    let products = tables.products.iter().map(|product| (product.name.wire.as_str(), product.name.span));
    for (name, span) in api.into_iter().chain(products) {
        let fits = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'));
        if !fits {
            let message = format!("`{name}` cannot name a crate or a feature");
            let help = "it starts with a letter, and has letters, digits, `_` and `-`";
            problems.push(Diagnostic::error(rules::NO_IDENTIFIER, span, message).help(help));
        }
    }
    let mut modules = Scope::new("products", FORCE);
    for product in &tables.products {
        let name = &product.name;
        if rust_names::FEATURES.contains(&name.wire.as_str()) {
            let message = format!("every client has a feature `{}` of its own", name.wire);
            problems.push(Diagnostic::error(rules::COLLISION, name.span, message).help("give the product another name"));
        }
        // Products of one name were reported when their files were read.
        let same = modules.seen.get(&rust_names::module_name(name)).is_some_and(|first| first.wire == name.wire);
        problems.extend(modules.take(rust_names::module_name(name), name).filter(|_| !same));
    }
}

/// Tables of `api.yaml` become constants and types.
fn constants(tables: &Tables<'_>, problems: &mut Diagnostics) {
    fn of_table<'n>(several: &'static str, names: impl Iterator<Item = &'n Name>, problems: &mut Diagnostics) {
        let mut scope = Scope::new(several, FORCE);
        for name in names {
            if !nameable(name, true, problems) {
                continue;
            }
            problems.extend(scope.take(rust_names::constant_name(name), name));
        }
    }
    of_table("bases", tables.bases.iter().map(|one| &one.name), problems);
    of_table("version families", tables.families.iter().map(|one| &one.name), problems);
    of_table("permissions", tables.permissions.iter().map(|one| &one.name), problems);
    of_table("quotas", tables.quotas.iter().map(|one| &one.name), problems);
    of_table("media rules", tables.media.iter().map(|one| &one.name), problems);
    let mut urns = Scope::new("URN types", FORCE);
    for urn in &tables.urns {
        if nameable(&urn.name, true, problems) {
            problems.extend(urns.take(rust_names::urn_name(&urn.name), &urn.name));
        }
    }
}

/// Types of one module, and what they are made of.
fn type_names(types: &Types, problems: &mut Diagnostics) {
    let mut modules: BTreeMap<Option<ProductId>, Scope<'_>> = BTreeMap::new();
    for (id, def) in (0..).map(TypeId).zip(&types.defs) {
        let module = modules.entry(def.product).or_insert_with(|| Scope::new("types", FORCE));
        // Types of one name were reported when they were declared.
        let same = module.seen.get(&rust_names::type_name(&def.name)).is_some_and(|first| first.wire == def.name.wire);
        problems.extend(module.take(rust_names::type_name(&def.name), &def.name).filter(|_| !same));
        match &def.kind {
            TypeKind::Record(record) => fields(types, id, def, &record.fields, record.open, problems),
            TypeKind::Enum(symbols) => {
                let help = "write the symbols as a mapping, and give one of them another name in Rust: `{symbol: {rust: Other}}`";
                let names = symbols.iter().map(|symbol| &symbol.name);
                variants(Scope::new("symbols", help), names, problems);
            }
            TypeKind::Union(union) => {
                let help = "give each member an alias, or one alias another name in Rust: `{alias: {type: T, rust: Other}}`";
                variants(Scope::new("members", help), union.members.iter().map(|member| &member.name), problems);
            }
            TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) | TypeKind::UrnChoice(_) => {}
        }
    }
}

fn variants<'n>(mut scope: Scope<'n>, names: impl Iterator<Item = &'n Name>, problems: &mut Diagnostics) {
    for name in names {
        if !nameable(name, false, problems) {
            continue;
        }
        // Members that differ in nothing but their namespace were reported with the union.
        let problem = scope.take(rust_names::variant_name(name), name).filter(|one| !problems.has(rules::UNION_MEMBER, one.span));
        problems.extend(problem);
    }
}

fn fields(types: &Types, id: TypeId, def: &TypeDef, fields: &[Field], open: bool, problems: &mut Diagnostics) {
    let mut scope: BTreeMap<String, &Field> = BTreeMap::new();
    let included = |field: &Field| field.included_from.and_then(|from| types.includes.get(&(id, from))).copied();
    for field in fields {
        let identifier = field_name(&field.name);
        if field.included_from.is_none() && !nameable(&field.name, false, problems) {
            continue;
        }
        if open && identifier == "other" {
            let message = format!("`{}` keeps undeclared fields in a field `other` of its own", def.name.wire);
            let span = included(field).unwrap_or(field.name.span);
            problems
                .push(Diagnostic::error(rules::COLLISION, span, message).help("give the declared one another name in Rust with `rust:`"));
        }
        let Some(first) = scope.get(&identifier) else {
            scope.insert(identifier, field);
            continue;
        };
        if first.included_from == field.included_from && first.included_from.is_some() {
            continue;
        }
        let span = included(field).or_else(|| included(first)).unwrap_or(field.name.span);
        let message = format!("the fields `{}` and `{}` are both `{identifier}` in Rust", first.name.wire, field.name.wire);
        let mut problem = Diagnostic::error(rules::COLLISION, span, message).also(first.name.span, "the other one").help(FORCE);
        if span != field.name.span {
            problem = problem.also(field.name.span, "and this");
        }
        problems.push(problem);
    }
}

/// Functions of the client, and of each resource.
fn resources<'d>(drafts: &'d [ResourceDraft<'_>], problems: &mut Diagnostics) -> Vec<Call<'d>> {
    let mut calls = Vec::new();
    let mut accessors = Scope::of_rust("resources", "give one of them another name in Rust with `rust:`, or another name and a `path:`");
    for draft in drafts {
        let resource = &draft.resource;
        let named = nameable(&resource.name, true, problems);
        let identifier = accessor(resource, drafts);
        if let Some((function, purpose)) = rust_names::CLIENT_FUNCTIONS.iter().find(|(function, _)| *function == identifier) {
            let message = format!("every client has a function `{function}`: {purpose}");
            problems.push(
                Diagnostic::error(rules::COLLISION, resource.name.span, message)
                    .help("give the resource another name in Rust with `rust:`"),
            );
        }
        if named {
            problems.extend(accessors.take(identifier, &resource.name));
        }
        let words = rust_names::resource_words(lineage(resource, drafts));
        let functions = functions(resource, problems).into_iter();
        calls.extend(functions.map(|(function, method)| Call { resource, method, permit: rust_names::permit_name(&words, &function) }));
        params("key parts", resource.key.iter().flat_map(Key::parts), problems);
        params("alternative keys", resource.alt_keys.iter(), problems);
        for method in &resource.methods {
            params("parameters", method.params.iter(), problems);
            arguments(resource, method, drafts, problems);
        }
    }
    calls
}

/// The name of a resource's function on the client.
fn accessor(resource: &Resource, drafts: &[ResourceDraft<'_>]) -> String {
    rust_names::bare(&rust_names::accessor_name(&rust_names::resource_words(lineage(resource, drafts)))).to_owned()
}

/// The names of a resource and of those above, nearest first.
fn lineage<'d>(resource: &'d Resource, drafts: &'d [ResourceDraft<'_>]) -> impl Iterator<Item = &'d Name> {
    let parent = |one: &&'d Resource| one.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    std::iter::successors(Some(resource), parent).map(|one| &one.name)
}

/// Checks the functions of a resource; returns them without the mark of raw identifiers.
fn functions<'d>(resource: &'d Resource, problems: &mut Diagnostics) -> Vec<(String, &'d Method)> {
    let mut made = Vec::new();
    let mut scope = Scope::new("methods", FORCE);
    let (actions, others): (Vec<_>, Vec<_>) = resource.methods.iter().partition(|method| method.kind == ResourceMethod::Action);
    for method in others {
        if !nameable(&method.name, true, problems) {
            continue;
        }
        let identifier = function_name(method);
        problems.extend(scope.take(identifier.clone(), &method.name));
        made.push((identifier.clone(), method));
        let others = by_alternatives(resource, method, &identifier, &mut scope, problems);
        made.extend(others.into_iter().map(|function| (function, method)));
    }
    let methods: Vec<String> = scope.seen.keys().cloned().collect();
    let mut scope = Scope::new("actions", FORCE);
    for method in actions {
        if !nameable(&method.name, true, problems) {
            continue;
        }
        let mut identifier = function_name(method);
        if methods.contains(&identifier) {
            identifier += "_action";
        }
        problems.extend(scope.take(identifier.clone(), &method.name));
        made.push((identifier.clone(), method));
        let others = by_alternatives(resource, method, &identifier, &mut scope, problems);
        made.extend(others.into_iter().map(|function| (function, method)));
    }
    made
}

/// The identifier of a method, without the mark of raw identifiers.
fn function_name(method: &Method) -> String {
    rust_names::bare(&rust_names::method_name(method.kind, &method.name)).to_owned()
}

/// Checks the functions that a method has besides, one for each alternative key; returns their names.
fn by_alternatives<'n>(
    resource: &'n Resource,
    method: &Method,
    identifier: &str,
    scope: &mut Scope<'n>,
    problems: &mut Diagnostics,
) -> Vec<String> {
    let mut made = Vec::new();
    let keys = resource.alt_keys.iter().filter(|_| method.takes_keys());
    for (position, key) in keys.enumerate() {
        let own = field_name(&key.name);
        // Alternative keys of one name are reported as such.
        if !resource.alt_keys.iter().take(position).any(|other| field_name(&other.name) == own) {
            let function = format!("{identifier}_by_{own}");
            problems.extend(scope.take(function.clone(), &key.name));
            made.push(function);
        }
    }
    made
}

fn params<'n>(several: &'static str, params: impl Iterator<Item = &'n Param>, problems: &mut Diagnostics) {
    let mut scope = Scope::new(several, FORCE);
    for param in params {
        if nameable(&param.name, false, problems) {
            problems.extend(scope.take(field_name(&param.name), &param.name));
        }
    }
}

/// Keys in the path and required parameters are arguments of one function.
fn arguments(resource: &Resource, method: &Method, drafts: &[ResourceDraft<'_>], problems: &mut Diagnostics) {
    let parent = resource.parent.and_then(|id| drafts.get(id.index())).map(|draft| &draft.resource);
    let on_entity = method.addresses_entity();
    let own = resource.key.as_ref().filter(|_| on_entity).map(Key::name);
    let parts = resource.key.iter().flat_map(Key::parts).map(|part| &part.name).filter(|name| method.keys.contains(&name.wire));
    let alternatives = resource.alt_keys.iter().map(|key| &key.name).filter(|_| on_entity);
    let keys = keys_above(parent, drafts).chain(own).chain(parts).chain(alternatives);
    let keys: BTreeMap<String, &Name> = keys.map(|name| (field_name(name), name)).collect();
    for param in method.required_params() {
        let Some(key) = keys.get(&field_name(&param.name)) else { continue };
        let message = format!("the parameter `{}` and the key `{}` are both `{}` in Rust", param.name.wire, key.wire, field_name(key));
        let problem = Diagnostic::error(rules::COLLISION, param.name.span, message).also(shown(key, resource), "the key");
        problems.push(problem.help("give one of them another name in Rust with `rust:`, or the key another name"));
    }
}

/// The place of a key's name; the place of the resource if the key has no name.
fn shown(key: &Name, resource: &Resource) -> Span {
    if key.span.start == key.span.end { resource.name.span } else { key.span }
}

/// Projections become types beside those of their product.
fn projections(types: &Types, drafts: &[ResourceDraft<'_>], problems: &mut Diagnostics) {
    let mut modules: BTreeMap<Option<ProductId>, Scope<'_>> = BTreeMap::new();
    let help = "give the projection another name, or one of them another name in Rust with `rust:`";
    for def in &types.defs {
        let module = modules.entry(def.product).or_insert_with(|| Scope::of_rust("types and projections", help));
        module.seen.entry(rust_names::type_name(&def.name)).or_insert(&def.name);
    }
    for resource in drafts.iter().map(|draft| &draft.resource) {
        for projection in &resource.projections {
            if !nameable(&projection.name, true, problems) {
                continue;
            }
            let module = modules.entry(Some(resource.product)).or_insert_with(|| Scope::of_rust("types and projections", help));
            problems.extend(module.take(rust_names::type_name(&projection.name), &projection.name));
        }
    }
}
