//! Products, and the names of all types.

use std::collections::BTreeMap;

use crate::api::{Evidence, Product, ProductId, Type, TypeDef, TypeId, TypeKind, is_primitive};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Key, Node};
use crate::resolve::state::arena::Types;
use crate::resolve::state::read::{entries, evidence, extensions, is_identifier, name, text, text_or_empty};
use crate::resolve::state::tables::Tables;
use crate::rules;

/// A file with types and resources to resolve.
#[derive(Clone)]
pub(crate) struct File<'a> {
    /// The content.
    pub(crate) root: &'a Node,
    /// The product; `None` for `api.yaml`.
    pub(crate) product: Option<ProductId>,
    /// Namespace of its types.
    pub(crate) namespace: String,
    /// Rules for the whole product.
    pub(crate) rules: Option<&'a Node>,
    /// Evidence for the whole file.
    pub(crate) evidence: Evidence,
}

/// A declared type.
#[derive(Clone)]
pub(crate) struct Declared<'a> {
    pub(crate) id: TypeId,
    pub(crate) node: &'a Node,
    /// Position of its file.
    pub(crate) file: usize,
}

/// Reads the heads of all files: the API first, then its products, each with its files.
pub(crate) fn files<'a>(tables: &mut Tables<'a>, problems: &mut Diagnostics, api: &'a Node, products: &[Vec<&'a Node>]) -> Vec<File<'a>> {
    let namespace = text_or_empty(api, "namespace");
    let api_evidence = evidence(api, &Evidence::default());
    let of_api = File { root: api, product: None, namespace: namespace.clone(), rules: api.get("rules"), evidence: api_evidence.clone() };
    let mut files = vec![of_api];
    for (parts, number) in products.iter().zip(0..) {
        let Some(first) = parts.first() else { continue };
        let [doc, rust, own_namespace, rules] = ["doc", "rust", "namespace", "rules"].map(|key| said_once(parts, key, problems));
        let text = |part: Option<&&Node>, key| part.and_then(|part| text(part, key));
        let name = name(&named(first), rust.unwrap_or(first), problems);
        if let Some(first) = tables.products.iter().find(|other| other.name.wire == name.wire) {
            problems.push(
                Diagnostic::error(rules::FILES, name.span, format!("the product `{}` has two files", name.wire))
                    .also(first.name.span, "the other one")
                    .help("put both into a folder of their own, or give one product another name"),
            );
        }
        for other in parts.iter().map(|part| named(part)).filter(|other| other.text != name.wire) {
            let message = format!("a file of the product `{}` says that it is of `{}`", name.wire, other.text);
            let problem = Diagnostic::error(rules::FILES, other.span, message).also(name.span, "in the same folder");
            problems.push(problem.help("the files of a folder are one product: write the same name in each"));
        }
        let namespace = text(own_namespace, "namespace").unwrap_or_else(|| namespace.clone());
        tables.products.push(Product { name, namespace: namespace.clone(), doc: text(doc, "doc").unwrap_or_default() });
        files.extend(parts.iter().map(|root| File {
            root,
            product: Some(ProductId(number)),
            namespace: namespace.clone(),
            rules: rules.and_then(|part| part.get("rules")),
            evidence: evidence(root, &api_evidence),
        }));
    }
    files
}

/// The name under `product:`, with its place.
fn named(root: &Node) -> Key {
    Key { text: text_or_empty(root, "product"), span: root.get("product").map_or(root.span, |one| one.span), quoted: true }
}

/// The file of a product that has a key for the whole product. Reports a second one.
fn said_once<'p, 'a>(parts: &'p [&'a Node], key: &str, problems: &mut Diagnostics) -> Option<&'p &'a Node> {
    let mut saying = parts.iter().filter(|part| part.get(key).is_some());
    let first = saying.next()?;
    let place = |part: &Node| part.key(key).map_or(part.span, |key| key.span);
    for other in saying {
        let message = format!("`{key}` of the product stands in two of its files");
        let problem = Diagnostic::error(rules::FILES, place(other), message).also(place(first), "the other one");
        problems.push(problem.help("it holds for all files of the folder: leave it in one of them"));
    }
    Some(first)
}

/// Gives every declared type its id, so that types can refer to each other in any order.
pub(crate) fn declare<'a>(types: &mut Types, problems: &mut Diagnostics, files: &[File<'a>]) -> Vec<Declared<'a>> {
    let mut all = Vec::new();
    for (position, file) in files.iter().enumerate() {
        types.by_product.entry(file.product).or_default();
        for (key, node) in entries(file.root, "types") {
            let name = name(key, node, problems);
            legal(problems, key);
            let full_name = full_name(problems, node).unwrap_or_else(|| join(&file.namespace, &name.wire));
            let def = TypeDef {
                name,
                full_name,
                product: file.product,
                doc: text_or_empty(node, "doc"),
                deprecated: text(node, "deprecated"),
                synthetic: false,
                kind: TypeKind::Typeref(Type::Any),
                evidence: evidence(node, &file.evidence),
                extensions: extensions(node),
            };
            let id = register(types, problems, def);
            all.push(Declared { id, node, file: position });
        }
    }
    all
}

/// Reports a name that is not allowed for a type (`docs/formats.md §1.2`).
fn legal(problems: &mut Diagnostics, key: &Key) {
    if is_of_language(&key.text) {
        let message = format!("`{}` is a type of the language and cannot be declared", key.text);
        problems.error(rules::REPEATED_TYPE, key.span, message, "give the type another name; `name:` says what it is called on the wire");
    } else if !is_identifier(&key.text) {
        let message = format!("`{}` cannot name a type", key.text);
        let help = "a name is letters, digits and `_`, and does not start with a digit; `name:` says what the type is called on the wire";
        problems.error(rules::NO_IDENTIFIER, key.span, message, help);
    }
}

fn is_of_language(name: &str) -> bool {
    is_primitive(name) || name == "null"
}

/// Reads `name:` of a type.
fn full_name(problems: &mut Diagnostics, node: &Node) -> Option<String> {
    let written = node.get("name")?;
    let full = written.text()?.trim().to_owned();
    if is_of_language(&full) {
        let message = format!("`{full}` is a type of the language");
        problems.error(rules::REPEATED_TYPE, written.span, message, "write the full name of the type, with its namespace");
    } else if !full.split('.').all(is_identifier) {
        let help = "it is identifiers with dots between, as in `com.example.Thing`";
        problems.error(rules::MALFORMED, written.span, format!("`{full}` is not the full name of a type"), help);
    }
    Some(full)
}

/// Adds a type to the arena and registers its names.
pub(crate) fn register(types: &mut Types, problems: &mut Diagnostics, def: TypeDef) -> TypeId {
    let id = TypeId(crate::source::saturate(types.defs.len()));
    if let Some(other) = types.full.get(&def.full_name).and_then(|id| types.defs.get(id.index())) {
        let (message, help) = if def.synthetic {
            let message = format!("a union without a name gets one from where it stands: `{}`, which is taken", def.name.wire);
            (message, "declare the union under `types` and name it here")
        } else {
            let message = format!("the type `{}` is declared twice", def.full_name);
            (message, "rename one of them, or give one another namespace or full `name:`")
        };
        let problem = Diagnostic::error(rules::REPEATED_TYPE, def.name.span, message).also(other.name.span, "declared here");
        problems.push(problem.help(help));
    } else {
        types.full.insert(def.full_name.clone(), id);
    }
    types.short.entry(def.name.wire.clone()).or_default().push(id);
    let own: &mut BTreeMap<String, TypeId> = types.by_product.entry(def.product).or_default();
    own.entry(def.name.wire.clone()).or_insert(id);
    types.defs.push(def);
    id
}

/// A full name from a namespace, which may be empty, and a short name.
pub(crate) fn join(namespace: &str, name: &str) -> String {
    if namespace.is_empty() { name.to_owned() } else { format!("{namespace}.{name}") }
}
