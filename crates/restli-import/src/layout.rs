//! The distribution of types and resources over files: one product per namespace, so that two namespaces may use the same short name.

use std::collections::{BTreeMap, BTreeSet};

use restli_schema::rust_names::{FEATURES, Names, case, of_type};

use crate::model::DefId;
use crate::names::{self, field_name, split};
use crate::resolve::Model;

/// Type names that the YAML language reserves.
pub(crate) const OF_THE_LANGUAGE: &[&str] = &["int", "long", "float", "double", "bool", "string", "bytes", "any", "urn", "null", "_"];

/// Returns whether no product can have the name, because `api.yaml` or a feature of every client has it.
fn is_reserved(product: &str) -> bool {
    product == "api" || FEATURES.contains(&product)
}

/// The tables of resources and methods.
const NAMED: &[&str] = &["resources", "sub", "methods", "finders", "batch_finders", "actions"];

/// The file and key of every type and resource.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The products, sorted by namespace.
    pub(crate) products: Vec<Product>,
    places: BTreeMap<DefId, Place>,
    /// Types by full name.
    full: BTreeMap<String, DefId>,
    /// Resources and methods that another name in Rust is forced on: the product, and the keys that lead to each.
    renamed: BTreeSet<(usize, Vec<String>)>,
}

/// A product: a file of the schema.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: String,
    /// The namespace of the product's types.
    pub(crate) namespace: String,
    /// The types, sorted by name.
    pub(crate) types: Vec<DefId>,
    /// The resources, by their position in the model, sorted by name.
    pub(crate) resources: Vec<usize>,
    /// Rust identifiers of the product's types.
    pub(crate) scope: Names,
}

/// The place of a type's declaration.
#[derive(Debug)]
pub(crate) struct Place {
    /// The position of the product.
    pub(crate) product: usize,
    /// The key in the product's `types`.
    pub(crate) key: String,
    /// The forced name in Rust, if the derived one is taken.
    pub(crate) rust: Option<String>,
}

impl Layout {
    /// The place of a type's declaration.
    pub(crate) fn place(&self, id: DefId) -> Option<&Place> {
        self.places.get(&id)
    }

    /// Gives a type, a resource or a method, found by file and the keys that lead to it, another Rust name. Returns whether one without a
    /// forced name was found.
    pub(crate) fn rename(&mut self, file: &str, path: Vec<String>) -> bool {
        let Some(product) = self.products.iter().position(|product| file.strip_suffix(".yaml") == Some(&product.name)) else {
            return false;
        };
        let key = match path.as_slice() {
            [table, key] if table == "types" => key,
            [.., table, _] if NAMED.contains(&table.as_str()) => return self.renamed.insert((product, path)),
            _ => return false,
        };
        let here = |place: &&mut Place| place.product == product && place.key == *key && place.rust.is_none();
        let (Some(place), Some(product)) = (self.places.values_mut().find(here), self.products.get_mut(product)) else { return false };
        place.rust = Some(product.scope.claim(&format!("{}Type", of_type(key))));
        true
    }

    /// Returns whether the resource or method that these keys lead to has a name in Rust that is not made from its own.
    pub(crate) fn is_renamed(&self, product: usize, path: &[String]) -> bool {
        self.renamed.iter().any(|(of, renamed)| *of == product && renamed == path)
    }

    /// The reference to a type from a product: the key for the product's own types, `product.key` for others.
    pub(crate) fn reference(&self, from: usize, id: DefId) -> String {
        let Some(place) = self.places.get(&id) else { return "any".to_owned() };
        if place.product == from {
            return place.key.clone();
        }
        let product = self.products.get(place.product).map(|product| product.name.as_str()).unwrap_or_default();
        let short = format!("{product}.{}", place.key);
        match self.full.get(&short) {
            // Another type has that text as its full name.
            Some(other) if *other != id => self.full.iter().find(|(_, one)| **one == id).map_or(short, |(full, _)| full.clone()),
            _ => short,
        }
    }
}

/// Assigns all types and resources to products.
pub(crate) fn layout(model: &Model) -> Layout {
    let mut types: BTreeMap<&str, Vec<DefId>> = BTreeMap::new();
    let mut resources: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut full = BTreeMap::new();
    for (id, def) in model.kept.iter().filter_map(|id| Some((*id, model.def(*id)?))) {
        types.entry(split(&def.full).0).or_default().push(id);
        full.insert(def.full.clone(), id);
    }
    for (number, resource) in model.resources.iter().enumerate() {
        resources.entry(&resource.namespace).or_default().push(number);
    }
    let namespaces: BTreeSet<&str> = types.keys().chain(resources.keys()).copied().collect();
    let names = product_names(&namespaces);
    let mut places = BTreeMap::new();
    let mut products = Vec::new();
    for (namespace, name) in namespaces.iter().zip(names) {
        let mut ids = types.remove(namespace).unwrap_or_default();
        ids.sort_by_key(|id| model.def(*id).map(|def| def.full.as_str()));
        let mut scope = Names::default();
        declare(model, &ids, products.len(), &mut scope, &mut places);
        let mut resources = resources.remove(namespace).unwrap_or_default();
        resources.sort_by_key(|number| model.resources.get(*number).map(|resource| resource.name.as_str()));
        products.push(Product { name, namespace: (*namespace).to_owned(), types: ids, resources, scope });
    }
    Layout { products, places, full, renamed: BTreeSet::new() }
}

/// Assigns a key to every type of a product.
fn declare(model: &Model, ids: &[DefId], product: usize, scope: &mut Names, places: &mut BTreeMap<DefId, Place>) {
    let short = |id: &DefId| model.def(*id).map(|def| split(&def.full).1).unwrap_or_default();
    let mut keys: BTreeSet<String> = ids.iter().map(|id| short(id).to_owned()).collect();
    for id in ids {
        let mut key = short(id).to_owned();
        if OF_THE_LANGUAGE.contains(&key.as_str()) {
            key = format!("{}Type", case::raised(&key));
            while !keys.insert(key.clone()) {
                key.push('_');
            }
        }
        let rust = names::claim(scope, &of_type(&key));
        places.insert(*id, Place { product, key, rust });
    }
}

/// Generic top-level domains at the start of a namespace, besides country domains, which have two letters.
const DOMAINS: &[&str] = &["com", "dev", "edu", "gov", "int", "mil", "net", "org"];

/// The names of products. A namespace gives its product the same name whatever else is imported, unless two namespaces differ only in their
/// domain prefix; both are written in full then.
fn product_names(namespaces: &BTreeSet<&str>) -> Vec<String> {
    let short: Vec<String> = namespaces.iter().map(|namespace| named(&without_domain(namespace))).collect();
    let mut scope = Names::default();
    let names = namespaces.iter().zip(&short).map(|(namespace, name)| {
        let several = short.iter().filter(|other| field_name(other) == field_name(name)).count() > 1;
        let mut name = if several { named(&namespace.replace('.', "_")) } else { name.clone() };
        if is_reserved(&name) {
            name.push_str("_types");
        }
        names::claim(&mut scope, &field_name(&name)).unwrap_or(name)
    });
    names.collect()
}

/// The namespace without a reversed domain prefix, joined by `_`: `com.example.groups.api` is `groups_api`.
fn without_domain(namespace: &str) -> String {
    let segments: Vec<&str> = namespace.split('.').collect();
    let is_domain = |segment: &&str| segment.len() == 2 || DOMAINS.contains(segment);
    let domain = if segments.first().is_some_and(is_domain) { (segments.len() - 1).min(2) } else { 0 };
    segments.get(domain..).unwrap_or_default().join("_")
}

/// A text as a valid product name, which starts with a letter.
fn named(text: &str) -> String {
    match text.chars().next() {
        None => "types".to_owned(),
        Some(first) if first.is_ascii_alphabetic() => text.to_owned(),
        Some(_) => format!("n{text}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::product_names;

    fn all(namespaces: &[&str]) -> Vec<String> {
        product_names(&namespaces.iter().copied().collect::<BTreeSet<_>>())
    }

    #[test]
    fn products_of_similar_namespaces_have_distinct_names() {
        assert_eq!(all(&["com.x.groups.api", "com.x.greetings.client"]), ["greetings_client", "groups_api"]);
        assert_eq!(all(&["testsuite", "testsuite.complexkey", "manifest"]), ["manifest", "testsuite", "testsuite_complexkey"]);
        assert_eq!(all(&["com.x", "com.x.y"]), ["x", "y"]);
        assert_eq!(all(&["com.x.groups", "org.y.groups"]), ["com_x_groups", "org_y_groups"]);
        assert_eq!(all(&["", "api", "default"]), ["types", "api_types", "default_types"]);
        assert_eq!(all(&["a.b_c", "a.b.c", "a.B.c"]), ["a_B_c", "a_b_c2", "a_b_c3"]);
    }

    #[test]
    fn product_of_a_namespace_has_the_same_name_beside_any_other() {
        let all_names =
            ["", "com.example.directory", "com.example.groups", "com.x.groups.api", "de.x.groups.api.v2", "testsuite.complexkey"];
        let names = ["types", "directory", "groups", "groups_api", "groups_api_v2", "testsuite_complexkey"];
        for (namespace, name) in all_names.iter().zip(names) {
            assert_eq!(all(&[namespace]), [name]);
        }
        assert_eq!(all(&all_names), names);
    }
}
