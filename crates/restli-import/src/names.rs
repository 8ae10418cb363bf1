//! Names and full names (`docs/formats.md §1.2`).

use restli_core::ResourceMethod;
use restli_schema::rust_names::{self, Names, has_identifier};

/// The primitives of Rest.li with their names in the YAML.
pub(crate) const PRIMITIVES: &[(&str, &str)] = &[
    ("int", "int"),
    ("long", "long"),
    ("float", "float"),
    ("double", "double"),
    ("boolean", "bool"),
    ("string", "string"),
    ("bytes", "bytes"),
];

/// The name of a Rest.li primitive in the YAML.
pub(crate) fn primitive(name: &str) -> Option<&'static str> {
    PRIMITIVES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

/// The identifier of a field, a parameter, a resource or a product, without `r#`.
pub(crate) fn field_name(name: &str) -> String {
    rust_names::bare(&rust_names::of_field(name)).to_owned()
}

/// The identifier of a method, without `r#`.
pub(crate) fn method_name(kind: ResourceMethod, name: &str) -> String {
    rust_names::bare(&rust_names::of_method(kind, name)).to_owned()
}

/// Takes an identifier in a scope; returns the identifier to force with `rust:` if the wanted one is taken.
pub(crate) fn claim(taken: &mut Names, identifier: &str) -> Option<String> {
    let free = taken.claim(identifier);
    (free != identifier).then_some(free)
}

/// Takes the identifier of a name in a scope; returns the identifier to force with `rust:` if the wanted one is taken or the name has
/// none.
pub(crate) fn claim_for(taken: &mut Names, name: &str, identifier: &str) -> Option<String> {
    claim(taken, identifier).or_else(|| (!has_identifier(name)).then(|| identifier.to_owned()))
}

/// Takes the names of the functions that a client has for a field besides its setter.
pub(crate) fn claim_functions(taken: &mut Names, identifier: &str) {
    if identifier == rust_names::CONSTRUCTOR {
        taken.claim_free(&rust_names::setter_name(identifier));
    }
    for of in [rust_names::deletion_name, rust_names::nested_patch_name, rust_names::or_default_name] {
        taken.claim_free(&of(identifier));
    }
}

/// Returns whether a text is letters, digits and `_`, not starting with a digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// Returns whether a text is identifiers joined with dots.
pub(crate) fn is_full_name(text: &str) -> bool {
    text.split('.').all(is_identifier)
}

/// A full name from a namespace, which may be empty, and a short name.
pub(crate) fn join(namespace: &str, name: &str) -> String {
    if namespace.is_empty() { name.to_owned() } else { format!("{namespace}.{name}") }
}

/// Namespace and short name of a full name.
pub(crate) fn split(full: &str) -> (&str, &str) {
    full.rsplit_once('.').unwrap_or(("", full))
}

/// The last segment of a full name.
pub(crate) fn short(full: &str) -> &str {
    split(full).1
}
