//! The Rust of what the schema declares: the signature, and its place in the generated crates.

use std::path::{Path, PathBuf};

use restli_codegen::plan::model::{MethodPlan, ResourcePlan};
use restli_codegen::{Plan, operation_surface, resource_file, signature_text, type_file, type_surface};
use restli_schema::api::{ResourceMethod, TypeId};
use restli_schema::rust_names;

use super::names::{Kind, Thing};

/// An item of the generated client.
pub(super) enum Item<'p> {
    Method(&'p ResourcePlan, &'p MethodPlan),
    Resource(&'p ResourcePlan),
    Type(TypeId),
    /// A member of a type: its type, and its name in Rust.
    Member(TypeId, String),
}

/// The item that a thing of the schema becomes.
pub(super) fn item<'p>(plan: &'p Plan<'_>, thing: &Thing) -> Option<Item<'p>> {
    match thing.kind {
        Kind::Type => Some(Item::Type(type_id(plan, &thing.owner, &thing.name)?)),
        Kind::Field | Kind::Symbol | Kind::Member => {
            let (product, name) = thing.owner.split_once('/')?;
            let id = type_id(plan, product, name)?;
            let planned = plan.types.get(id.index())?;
            let field = planned.fields().iter().find(|field| field.wire == thing.name).map(|field| field.ident.clone());
            let variant = || planned.variants().iter().find(|one| one.wire == thing.name).map(|one| one.ident.clone());
            Some(Item::Member(id, field.or_else(variant)?))
        }
        Kind::Resource => Some(Item::Resource(resource(plan, &thing.owner, &thing.name)?)),
        Kind::Method => {
            let (home, table) = thing.owner.rsplit_once('/')?;
            let (product, name) = home.split_once('/')?;
            let planned = resource(plan, product, name)?;
            let declared = &plan.api[planned.id];
            let fits = |kind: ResourceMethod| match table {
                "finders" => kind == ResourceMethod::Finder,
                "batch_finders" => kind == ResourceMethod::BatchFinder,
                "actions" => kind == ResourceMethod::Action,
                _ => kind.name_parameter().is_none(),
            };
            let index = declared
                .methods
                .iter()
                .position(|one| fits(one.kind) && (one.name.wire == thing.name || one.name.rust.as_deref() == Some(&thing.name)))?;
            let method = planned.methods.iter().find(|method| method.index == index)?;
            Some(Item::Method(planned, method))
        }
        _ => None,
    }
}

fn type_id(plan: &Plan<'_>, product: &str, name: &str) -> Option<TypeId> {
    plan.api.type_ids().find(|id| {
        let def = &plan.api[*id];
        let owner = def.product.map_or("", |product| plan.api[product].name.wire.as_str());
        def.name.wire == name && owner == product && !def.synthetic
    })
}

fn resource<'p>(plan: &'p Plan<'_>, product: &str, path: &str) -> Option<&'p ResourcePlan> {
    plan.resources.iter().find(|planned| {
        let lineage: Vec<_> = plan.api.lineage(planned.id).collect();
        let names: Vec<&str> = lineage.iter().rev().map(|id| plan.api[*id].name.wire.as_str()).collect();
        names.join("/") == path && plan.api[plan.api[planned.id].product].name.wire == product
    })
}

/// The item in Rust, and what a caller has to know of it: URL, permissions, quotas, versions.
pub(super) fn described(plan: &Plan<'_>, item: &Item<'_>) -> Option<(String, String)> {
    match item {
        Item::Method(resource, method) => {
            let versions = version_of(plan, resource).map(|version| format!("    {version}\n")).unwrap_or_default();
            Some((signature_text(plan, method), operation_surface(plan, resource, method) + &versions))
        }
        Item::Resource(resource) => {
            let declared = &plan.api[resource.id];
            let base = &plan.api[declared.base];
            let url = format!("{}{}{}", base.url, base.path, declared.entity_path());
            let functions: Vec<String> = resource.methods.iter().map(|method| format!("    {}", method.fn_name)).collect();
            Some((format!("client.{}() -> {}", resource.accessor, resource.item.ident), format!("{url}\n{}", functions.join("\n"))))
        }
        Item::Type(id) => {
            let planned = plan.types.get(id.index())?;
            Some((planned.item.ident.clone(), type_surface(plan, *id)))
        }
        Item::Member(id, name) => {
            let planned = plan.types.get(id.index())?;
            let surface = type_surface(plan, *id);
            let wire = planned.fields().iter().find(|field| field.ident == *name).map(|field| field.wire.clone());
            let of_member = |line: &&str| {
                let line = line.trim_start();
                [Some(name), wire.as_ref()].into_iter().flatten().any(|name| {
                    line.starts_with(name.as_str()) && !line.get(name.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
                })
            };
            let line = surface.lines().skip(1).find(of_member).unwrap_or_default().trim().to_owned();
            Some((format!("{}::{name}", planned.item.ident), line))
        }
    }
}

/// The header with the version that calls of a resource send, and its end.
fn version_of(plan: &Plan<'_>, resource: &ResourcePlan) -> Option<String> {
    let family = &plan.api[plan.api[plan.api[resource.id].base].versions?];
    let pinned = family.released.iter().find(|version| version.number == family.pinned);
    let sunset = pinned.and_then(|version| version.sunset).map(|sunset| format!(", ends {sunset}")).unwrap_or_default();
    Some(format!("version {}: {}{sunset}", family.header, family.text(family.pinned)))
}

/// The file of an item, and the line of it from 0, in the folder that holds the generated crates. `None` if it was not generated.
pub(super) fn place(plan: &Plan<'_>, item: &Item<'_>, crates: &Path) -> Option<(PathBuf, u32)> {
    let file = match item {
        Item::Method(resource, _) | Item::Resource(resource) => resource_file(plan, resource)?,
        Item::Type(id) | Item::Member(id, _) => type_file(plan, plan.types.get(id.index())?)?,
    };
    let path = crates.join(file);
    let text = std::fs::read_to_string(&path).ok()?;
    let line = match item {
        Item::Method(_, method) => line_of(&text, 0, &[&format!("    pub fn {}", method.fn_name)]),
        Item::Resource(resource) => declaration(&text, &resource.item.ident),
        Item::Type(id) => declaration(&text, &plan.types.get(id.index())?.item.ident),
        Item::Member(id, name) => {
            let start = declaration(&text, &plan.types.get(id.index())?.item.ident)?;
            line_of(&text, start, &[&format!("    pub {name}:"), &format!("    {}", rust_names::bare(name))])
        }
    }?;
    Some((path, u32::try_from(line).ok()?))
}

/// The line that declares a type.
fn declaration(text: &str, name: &str) -> Option<usize> {
    let starts = ["struct", "enum", "type"].map(|word| format!("pub {word} {name}"));
    line_of(text, 0, &starts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The first line from a line on that begins with one of these texts, and goes on with another sign than that of a name.
fn line_of(text: &str, from: usize, starts: &[&str]) -> Option<usize> {
    let fits = |line: &str| {
        starts
            .iter()
            .any(|start| line.strip_prefix(start).is_some_and(|rest| !rest.starts_with(|one: char| one.is_alphanumeric() || one == '_')))
    };
    text.lines().enumerate().skip(from).find(|(_, line)| fits(line)).map(|(number, _)| number)
}
