//! URN types, derived from the validators of typerefs (`docs/formats.md §1.8`).

use std::collections::BTreeMap;

use restli_core::urn::Urn;
use restli_schema::language::{is_entity_type, is_urn_namespace};
use restli_schema::rust_names::{self, Names};

use crate::json::Node;
use crate::model::{Def, DefId, Kind, TyKind};
use crate::names::{self, short};
use crate::resolve::Model;
use crate::yaml::{Entries, Yaml, push, push_doc};

/// Typerefs that represent URNs.
#[derive(Debug, Default)]
pub(crate) struct Urns {
    /// The URN type of each such typeref: `urn:x`, or `urn` if the entity type is not known.
    pub(crate) of: BTreeMap<DefId, String>,
    /// The table `urns` of `api.yaml`.
    pub(crate) table: Entries,
    /// The namespace and the types of the key's parts, by entity type.
    forms: BTreeMap<String, (String, Vec<Yaml>)>,
}

impl Urns {
    /// Returns whether a text is a URN of this type, which is `urn:x`, or `urn` for any.
    pub(crate) fn fits(&self, text: &str, ty: &str) -> bool {
        let Ok(urn) = text.parse::<Urn>() else { return false };
        let Some(entity) = ty.strip_prefix("urn:") else { return true };
        let Some((namespace, parts)) = self.forms.get(entity) else { return false };
        let texts: Vec<&str> = if parts.len() == 1 { vec![urn.id()] } else { urn.parts().collect() };
        let is_part = |(text, part): (&str, &Yaml)| match part {
            Yaml::Text(part) if part == "string" => !text.is_empty(),
            Yaml::Text(part) if part == "long" => text.parse::<i64>().is_ok() && !text.starts_with('+'),
            Yaml::Text(part) => self.fits(text, part),
            _ => false,
        };
        urn.namespace() == namespace
            && urn.entity_type() == entity
            && texts.len() == parts.len()
            && texts.into_iter().zip(parts).all(is_part)
    }
}

/// The short name of the URN validator, in any namespace.
const VALIDATOR: &str = "TypedUrnValidator";

/// The default URN namespace, which the YAML leaves out.
const NAMESPACE: &str = "li";

/// Finds URN types.
pub(crate) fn find(model: &Model) -> Urns {
    let mut urns = Urns::default();
    let mut entities: BTreeMap<String, (DefId, &Node)> = BTreeMap::new();
    for (id, def) in model.kept.iter().filter_map(|id| Some((*id, model.def(*id)?))) {
        let Kind::Typeref(target) = &def.kind else { continue };
        if !matches!(target.kind, TyKind::Primitive("string")) {
            continue;
        }
        if let Some((entity, config)) = validator(def)
            && !entities.contains_key(entity)
        {
            entities.insert(entity.to_owned(), (id, config));
            urns.of.insert(id, format!("urn:{entity}"));
        } else if is_any(def) {
            urns.of.insert(id, "urn".to_owned());
        }
    }
    // Repeated declarations get the same URN type if they agree with the first.
    for (first, other) in &model.again {
        if let (Some(urn), Some(def)) = (urns.of.get(first).cloned(), model.def(*other))
            && stands_for(def).as_ref() == Some(&urn)
        {
            urns.of.insert(*other, urn);
        }
    }
    // Key parts name other URN types by their Java class or by the name of the typeref.
    let entity_of: BTreeMap<&str, &str> = (entities.iter())
        .filter_map(|(entity, (id, _))| Some((entity.as_str(), model.def(*id)?)))
        .flat_map(|(entity, def)| [Some(short(&def.full)), class(def).map(short)].into_iter().flatten().map(move |name| (name, entity)))
        .collect();
    let mut taken = Names::default();
    for (entity, (id, config)) in &entities {
        let Some(def) = model.def(*id) else { continue };
        let mut entry = Entries::new();
        push_doc(&mut entry, &def.doc);
        let mut parts: Vec<Yaml> = config.get("fields").map_or(&[][..], Node::items).iter().map(|field| part(field, &entity_of)).collect();
        if parts.is_empty() {
            parts.push(Yaml::text("string"));
        }
        match parts.as_slice() {
            [Yaml::Text(only)] if only == "string" => {}
            [one] => push(&mut entry, "key", one.clone()),
            _ => push(&mut entry, "key", Yaml::List(parts.clone())),
        }
        let namespace = config.get_text("namespace").filter(|namespace| is_urn_namespace(namespace)).unwrap_or(NAMESPACE);
        if namespace != NAMESPACE {
            push(&mut entry, "namespace", Yaml::text(namespace));
        }
        urns.forms.insert(entity.clone(), (namespace.to_owned(), parts));
        if let Some(rust) = names::claim_for(&mut taken, entity, &rust_names::of_urn(entity)) {
            push(&mut entry, "rust", Yaml::text(rust));
        }
        let value = if entry.is_empty() { Yaml::Absent } else { Yaml::Map(entry) };
        urns.table.push((entity.clone(), value));
    }
    urns
}

/// The URN type that a typeref's own validator declares.
fn stands_for(def: &Def) -> Option<String> {
    let text = matches!(&def.kind, Kind::Typeref(target) if matches!(target.kind, TyKind::Primitive("string")));
    match validator(def).filter(|_| text) {
        Some((entity, _)) => Some(format!("urn:{entity}")),
        None => (text && is_any(def)).then(|| "urn".to_owned()),
    }
}

/// Returns whether a typeref is a URN of any type.
fn is_any(def: &Def) -> bool {
    config(def).is_some_and(|config| config.get("entityType").is_none()) || class(def).is_some_and(|class| class.ends_with("Urn"))
}

fn part(field: &Node, names: &BTreeMap<&str, &str>) -> Yaml {
    let ty = field.get_text("type").unwrap_or("string");
    match names.get(short(ty)) {
        Some(entity) => Yaml::text(format!("urn:{entity}")),
        None if ty == "long" || ty == "int" => Yaml::text("long"),
        None if ty.ends_with("Urn") => Yaml::text("urn"),
        // Enums inside a URN are text.
        None => Yaml::text("string"),
    }
}

/// The configuration of the validator.
fn config(def: &Def) -> Option<&Node> {
    let validate = def.props.iter().find(|(key, _)| key.text == "validate").map(|(_, value)| value)?;
    validate.entries().iter().find(|(key, _)| short(&key.text) == VALIDATOR).map(|(_, config)| config)
}

/// The entity type and the configuration of the URN validator.
fn validator(def: &Def) -> Option<(&str, &Node)> {
    let config = config(def)?;
    let entity = config.get_text("entityType")?;
    is_entity_type(entity).then_some((entity, config))
}

/// The Java class of a typeref.
fn class(def: &Def) -> Option<&str> {
    def.props.iter().find(|(key, _)| key.text == "java").and_then(|(_, value)| value.get_text("class"))
}
