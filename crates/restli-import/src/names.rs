//! Names and full names (`docs/formats.md §1.2`).

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

/// What the YAML calls a primitive of Rest.li.
pub(crate) fn primitive(name: &str) -> Option<&'static str> {
    PRIMITIVES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

/// Letters, digits and `_`, not starting with a digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// Identifiers with dots between.
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
