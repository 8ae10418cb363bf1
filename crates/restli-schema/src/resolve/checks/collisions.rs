//! Collisions: names that differ on the wire and are equal in Rust.
//!
//! The generator turns names into identifiers, avoids keywords and the prelude, and numbers identifiers that are still equal
//! (`name`, `name2`). Such a number depends on the neighbouring names, so nobody can foresee it, and one more field could
//! move it. Therefore schema names that would need a number are reported, and `rust:` must rename them.
//! Names that the generator changes in a way that depends on the name alone stay legal: `type` is `r#type`, `self` is `self_`,
//! `Option` is `OptionType`, an action `get` beside the method `get` is `get_action`, an action `new` is always `new_action`.

mod files;
mod forced;
mod functions;
mod made;
mod permits;
mod scope;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Field, Key, Method, Name, Param, ProductId, Resource, ResourceMethod, TypeDef, TypeId, TypeKind};
use crate::client_names::{accessor_name, full_name};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::rust_names::{self, ItemKind};
use crate::source::Span;

use permits::Call;
use scope::{FORCE, Scope};

/// The place of each include, by the including and the included record.
type Includes = BTreeMap<(TypeId, TypeId), Span>;

/// Checks the names of an API for collisions.
pub(crate) fn check(api: &Api, includes: &Includes, problems: &mut Diagnostics) {
    features(api, problems);
    crates(api, problems);
    constants(api, problems);
    variants(Scope::new("events", FORCE), api.events.iter().map(|event| &event.name), rust_names::symbol_name, problems);
    type_names(api, includes, problems);
    let calls = resources(api, problems);
    permits::check(api, &calls, problems);
    projections(api, problems);
    if let Some(forms) = made::check(api, &calls, problems) {
        functions::check(api, &forms, problems);
    }
}

/// The identifier of a field or parameter, without the mark of raw identifiers.
fn field_name(name: &Name) -> String {
    rust_names::bare(&rust_names::field_name(name)).to_owned()
}

/// Reports a name that has no identifier because it lacks letters and digits, or has letters that an identifier would drop.
fn nameable(name: &Name, can_force: bool, problems: &mut Diagnostics) -> bool {
    if name.rust.is_some() || rust_names::has_identifier(&name.wire) {
        return true;
    }
    let left_out: String = name.wire.chars().filter(|one| !one.is_ascii() && one.is_alphanumeric()).collect();
    let message = if left_out.is_empty() {
        format!("`{}` has no letter or digit of which a name in Rust could be made", name.wire)
    } else {
        format!("`{}` would lose `{left_out}` as a name in Rust", name.wire)
    };
    let help = if can_force { "give it one with `rust:`" } else { "write the long form, and give it a name with `rust:`" };
    problems.push(Diagnostic::error(rules::NO_IDENTIFIER, name.span, message).help(help));
    false
}

/// The crates that a client is made of besides its own, without the ending that its own has.
const RUNTIME: &str = "restli";

/// Checks the name of the API, of which the client's crates have their names.
fn crates(api: &Api, problems: &mut Diagnostics) {
    if api.name.wire.eq_ignore_ascii_case(RUNTIME) {
        let message = format!("`{}-client` is the crate that every client is built on", api.name.wire);
        problems.push(Diagnostic::error(rules::COLLISION, api.name.span, message).help("give the API another name"));
    }
}

/// Checks product names, which become features and modules.
fn features(api: &Api, problems: &mut Diagnostics) {
    let mut modules = Scope::new("products", FORCE);
    for product in api.products() {
        let name = &product.name;
        free(ItemKind::Module, name, problems);
        forced::snake("modules", name, problems);
        files::check(rust_names::bare(&rust_names::module_name(name)), name, problems);
        if rust_names::FEATURES.contains(&name.wire.as_str()) {
            let message = format!("every client has a feature `{}` of its own", name.wire);
            problems.push(Diagnostic::error(rules::COLLISION, name.span, message).help("give the product another name"));
        }
        // Products of one name were reported when their files were read.
        let same = modules.seen.get(&rust_names::module_name(name)).is_some_and(|first| first.wire == name.wire);
        problems.extend(modules.take(rust_names::module_name(name), name).filter(|_| !same));
    }
}

/// Checks the tables of `api.yaml`, whose entries become constants and types.
fn constants(api: &Api, problems: &mut Diagnostics) {
    fn of_table<'n>(several: &'static str, names: impl Iterator<Item = &'n Name>, problems: &mut Diagnostics) {
        let mut scope = Scope::new(several, FORCE);
        for name in names {
            if !nameable(name, true, problems) {
                continue;
            }
            problems.extend(scope.take(rust_names::constant_name(name), name));
        }
    }
    of_table("bases", api.bases().iter().map(|one| &one.name), problems);
    of_table("version families", api.families().iter().map(|one| &one.name), problems);
    of_table("permissions", api.permissions().iter().map(|one| &one.name), problems);
    of_table("roles", api.roles().iter().map(|one| &one.name), problems);
    of_table("quotas", api.quotas().iter().map(|one| &one.name), problems);
    of_table("media rules", api.media().iter().map(|one| &one.name), problems);
    let mut urns = Scope::new("URN types", FORCE);
    for urn in api.urns() {
        if nameable(&urn.name, true, problems) {
            free(ItemKind::Type, &urn.name, problems);
            forced::camel("types", &urn.name, problems);
            problems.extend(urns.take(rust_names::urn_name(&urn.name), &urn.name));
        }
    }
}

/// Checks the types of each module, and their fields, symbols and members.
fn type_names(api: &Api, includes: &Includes, problems: &mut Diagnostics) {
    let mut modules: BTreeMap<Option<ProductId>, Scope<'_>> = BTreeMap::new();
    for (id, def) in api.type_ids().zip(api.types()) {
        free(ItemKind::Type, &def.name, problems);
        forced::camel("types", &def.name, problems);
        let module = modules.entry(def.product).or_insert_with(|| Scope::new("types", FORCE));
        // Types of one name were reported when they were declared.
        let same = module.seen.get(&rust_names::type_name(&def.name)).is_some_and(|first| first.wire == def.name.wire);
        problems.extend(module.take(rust_names::type_name(&def.name), &def.name).filter(|_| !same));
        match &def.kind {
            TypeKind::Record(record) => fields(includes, id, def, &record.fields, record.open, problems),
            TypeKind::Enum(symbols) => {
                let help = "write the symbols as a mapping, and give one of them another name in Rust: `{symbol: {rust: Other}}`";
                let names = symbols.iter().map(|symbol| &symbol.name);
                variants(Scope::new("symbols", help), names, rust_names::symbol_name, problems);
            }
            TypeKind::Union(union) => {
                let help = "give one alias another name in Rust: `union: {alias: {type: T, rust: Other}}`";
                variants(Scope::new("members", help), union.members.iter().map(|member| &member.name), rust_names::variant_name, problems);
            }
            TypeKind::UrnChoice(urns) => {
                let mut scope = Scope::of_rust("members of one choice", "give one of the URN types another name in Rust with `rust:`");
                for urn in urns.iter().map(|id| &api[*id].name) {
                    problems.extend(scope.take(rust_names::choice_variant_name(urn), urn));
                }
            }
            TypeKind::Typeref(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) => {}
        }
    }
}

/// Reports a `rust:` name that generated code already uses. A name derived from the wire name is adapted instead.
fn free(kind: ItemKind, name: &Name, problems: &mut Diagnostics) {
    if let Some(rust) = name.rust.as_deref().filter(|rust| rust_names::is_taken(kind, rust) && !rust_names::is_keyword(rust)) {
        let message = format!("`{rust}` is a name of generated code, which `{}` cannot have", name.wire);
        problems.push(Diagnostic::error(rules::COLLISION, name.span, message).help("give it another name in Rust with `rust:`"));
    }
}

fn variants<'n>(mut scope: Scope<'n>, names: impl Iterator<Item = &'n Name>, ident: fn(&Name) -> String, problems: &mut Diagnostics) {
    for name in names {
        if !nameable(name, false, problems) {
            continue;
        }
        free(ItemKind::Variant, name, problems);
        forced::camel("variants", name, problems);
        // Members that differ in nothing but their namespace were reported with the union.
        let problem = scope.take(ident(name), name).filter(|one| !problems.has(rules::UNION_MEMBER, one.span));
        problems.extend(problem);
    }
}

fn fields(places: &Includes, id: TypeId, def: &TypeDef, fields: &[Field], open: bool, problems: &mut Diagnostics) {
    let mut scope: BTreeMap<String, &Field> = BTreeMap::new();
    let included = |field: &Field| field.included_from.and_then(|from| places.get(&(id, from))).copied();
    for field in fields {
        let identifier = field_name(&field.name);
        if field.included_from.is_none() && !nameable(&field.name, false, problems) {
            continue;
        }
        if field.included_from.is_none() {
            forced::snake("fields", &field.name, problems);
        }
        if open && identifier == "other" {
            let message = format!("`{}` keeps undeclared fields in a field `other` of its own", def.name.wire);
            let span = included(field).unwrap_or(field.name.span);
            let mut problem = Diagnostic::error(rules::COLLISION, span, message);
            if span != field.name.span {
                problem = problem.also(field.name.span, "declared here");
            }
            problems.push(problem.help("give the declared one another name in Rust with `rust:`"));
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

/// The remedy for a resource below one that `same_as` shares: its copy does not have the `rust:` of the original.
const SHARED: &str = "`same_as` shares this one: write `sub` out beside `same_as`, where it can have another name in Rust, or give the other one another name";

/// Returns whether a resource is written once and stands below several.
fn is_shared(api: &Api, resource: &Resource) -> bool {
    api.resources().iter().filter(|other| other.name.span == resource.name.span).count() > 1
}

/// Checks the functions of the client and of each resource.
fn resources<'a>(api: &'a Api, problems: &mut Diagnostics) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    let mut accessors = Scope::of_rust("resources", "give one of them another name in Rust with `rust:`, or another name and a `path:`");
    for resource in api.resources() {
        let named = nameable(&resource.name, true, problems);
        let identifier = rust_names::bare(&accessor_name(api, resource)).to_owned();
        problems.extend(of_itself("client", rust_names::CLIENT_FUNCTIONS, &identifier, "resource", &resource.name));
        if named {
            files::check(&identifier, &resource.name, problems);
            let taken = accessors.take(identifier, &resource.name);
            problems.extend(taken.map(|problem| if is_shared(api, resource) { problem.help(SHARED) } else { problem }));
        }
        calls.extend(functions(api, resource, problems));
        keys(api, resource, problems);
        params("key parts", resource.key.iter().flat_map(Key::parts), problems);
        params("alternative keys", resource.alt_keys.iter(), problems);
        for method in &resource.methods {
            params("parameters", method.params.iter(), problems);
            arguments(api, resource, method, problems);
        }
    }
    calls
}

/// A problem if every holder (client or handle) already has a function of that name.
fn of_itself(holder: &str, own: &[(&str, &str)], identifier: &str, kind: &str, name: &Name) -> Option<Diagnostic> {
    let (function, purpose) = own.iter().find(|(function, _)| *function == identifier)?;
    let message = format!("every {holder} has a function `{function}`: {purpose}");
    let help = format!("give the {kind} another name in Rust with `rust:`");
    Some(Diagnostic::error(rules::COLLISION, name.span, message).help(help))
}

/// Checks the functions of a resource; an action with a taken name gets a suffix.
fn functions<'a>(api: &Api, resource: &'a Resource, problems: &mut Diagnostics) -> Vec<Call<'a>> {
    let words = full_name(api, resource);
    let mut made = Vec::new();
    let mut call = |function: String, method: &'a Method, by_alternative: bool| {
        made.push(Call { permit: rust_names::permit_name(&words, &function), resource, method, function, by_alternative });
    };
    let own = rust_names::HANDLE_FUNCTIONS;
    let mut taken: BTreeSet<String> = own.iter().map(|(function, _)| (*function).to_owned()).collect();
    let (actions, others): (Vec<_>, Vec<_>) = resource.methods.iter().partition(|method| method.kind == ResourceMethod::Action);
    for (several, methods) in [("methods", others), ("actions", actions)] {
        let mut scope = Scope::new(several, FORCE);
        for method in methods {
            if !nameable(&method.name, true, problems) {
                continue;
            }
            forced::snake("functions", &method.name, problems);
            let mut identifier = function_name(method);
            if method.kind != ResourceMethod::Action {
                problems.extend(of_itself("handle", own, &identifier, "method", &method.name));
            } else if taken.contains(&identifier) {
                identifier += "_action";
            }
            problems.extend(scope.take(identifier.clone(), &method.name));
            for function in by_alternatives(resource, method, &identifier, &mut scope, problems) {
                call(function, method, true);
            }
            call(identifier, method, false);
        }
        taken.extend(scope.seen.into_keys());
    }
    made
}

/// The identifier of a method, without the mark of raw identifiers.
fn function_name(method: &Method) -> String {
    rust_names::bare(&rust_names::method_name(method.kind, &method.name)).to_owned()
}

/// Checks the additional functions of a method, one for each alternative key; returns their names.
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
        // Equal names of alternative keys are reported elsewhere.
        if !resource.alt_keys.iter().take(position).any(|other| field_name(&other.name) == own) {
            let function = format!("{identifier}_by_{own}");
            problems.extend(scope.take(function.clone(), &key.name));
            made.push(function);
        }
    }
    made
}

/// Checks the key of a resource against those above it: they are arguments of one function.
fn keys(api: &Api, resource: &Resource, problems: &mut Diagnostics) {
    let Some(key) = resource.key.as_ref().map(Key::name) else { return };
    forced::snake("parameters", key, problems);
    let above = resource.parent.into_iter().flat_map(|parent| api.lineage(parent)).filter_map(|id| Some((&api[id], api[id].key.as_ref()?)));
    // Keys of one name on the wire were reported with the path.
    let same = |(_, other): &(&Resource, &Key)| other.name().wire != key.wire && field_name(other.name()) == field_name(key);
    let Some((holder, other)) = above.into_iter().find(same) else { return };
    let message = format!("the keys `{}` and `{}` are both `{}` in Rust", other.name().wire, key.wire, field_name(key));
    let problem = Diagnostic::error(rules::COLLISION, shown(key, resource), message).also(shown(other.name(), holder), "the key above");
    problems.push(problem.help("give one of them another name: it is only seen in documentation and in the generated code"));
}

fn params<'n>(several: &'static str, params: impl Iterator<Item = &'n Param>, problems: &mut Diagnostics) {
    let mut scope = Scope::new(several, FORCE);
    for param in params {
        if nameable(&param.name, false, problems) {
            forced::snake(several, &param.name, problems);
            problems.extend(scope.take(field_name(&param.name), &param.name));
        }
    }
}

/// Checks the arguments of a function: keys in the path and required parameters.
fn arguments(api: &Api, resource: &Resource, method: &Method, problems: &mut Diagnostics) {
    let on_entity = method.addresses_entity();
    let above = resource.parent.into_iter().flat_map(|parent| api.lineage(parent)).filter_map(|id| api[id].key.as_ref());
    let own = resource.key.as_ref().filter(|_| on_entity);
    let parts = resource.key.iter().flat_map(Key::parts).map(|part| &part.name).filter(|name| method.keys.contains(&name.wire));
    let alternatives = resource.alt_keys.iter().map(|key| &key.name).filter(|_| on_entity);
    let keys = above.chain(own).map(Key::name).chain(parts).chain(alternatives);
    let keys: BTreeMap<String, &Name> = keys.map(|name| (field_name(name), name)).collect();
    for param in method.required_params() {
        let Some(key) = keys.get(&field_name(&param.name)) else { continue };
        let message = format!("the parameter `{}` and the key `{}` are both `{}` in Rust", param.name.wire, key.wire, field_name(key));
        let problem = Diagnostic::error(rules::COLLISION, param.name.span, message).also(shown(key, resource), "the key");
        problems.push(problem.help("give one of them another name in Rust with `rust:`, or the key another name"));
    }
}

/// The place of a key's name; the place of the resource if the key is unnamed.
fn shown(key: &Name, resource: &Resource) -> Span {
    if key.span.start == key.span.end { resource.name.span } else { key.span }
}

/// Checks named projections, which become types in the module of their product.
fn projections(api: &Api, problems: &mut Diagnostics) {
    let mut modules: BTreeMap<Option<ProductId>, Scope<'_>> = BTreeMap::new();
    let help = "give the projection another name, or one of them another name in Rust with `rust:`";
    for def in api.types() {
        let module = modules.entry(def.product).or_insert_with(|| Scope::of_rust("types and projections", help));
        module.seen.entry(rust_names::type_name(&def.name)).or_insert(&def.name);
    }
    for resource in api.resources() {
        for projection in &resource.projections {
            if !nameable(&projection.name, true, problems) {
                continue;
            }
            free(ItemKind::Type, &projection.name, problems);
            forced::camel("types", &projection.name, problems);
            let module = modules.entry(Some(resource.product)).or_insert_with(|| Scope::of_rust("types and projections", help));
            problems.extend(module.take(rust_names::type_name(&projection.name), &projection.name));
        }
    }
}
