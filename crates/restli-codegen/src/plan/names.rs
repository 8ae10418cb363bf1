//! Every Rust name that the generator invents. Nobody else turns schema text into identifiers.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use restli_schema::api::Name;

/// Words that cannot be identifiers as they are (edition 2024, reserved words included).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

/// Words that cannot even be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// Names from the prelude that generated code uses bare, so no generated type may take them.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "Err",
    "Fn",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "Vec",
];

/// Names of methods and locals that generated bodies rely on, so no parameter may take them.
const LOCALS: &[&str] = &["core", "ids", "entity", "patch", "entries"];

/// A type: `UpperCamelCase`.
pub(crate) fn type_name(name: &Name) -> String {
    if let Some(forced) = &name.rust {
        return forced.clone();
    }
    camel(&name.wire, "Type")
}

/// `UpperCamelCase` of several words, kept off the prelude by a suffix.
pub(crate) fn camel(text: &str, suffix: &str) -> String {
    let mut ident = leading_letter(&clean(text).to_upper_camel_case(), "N");
    if PRELUDE.contains(&ident.as_str()) {
        ident.push_str(suffix);
    }
    ident
}

/// A variant of an enum or union.
pub(crate) fn variant_name(name: &Name) -> String {
    if let Some(forced) = &name.rust {
        return forced.clone();
    }
    let short = name.wire.rsplit('.').next().unwrap_or(&name.wire);
    let ident = leading_letter(&clean(short).to_upper_camel_case(), "N");
    if ident == "Self" || ident == "Unrecognized" || ident == "Null" { format!("{ident}_") } else { ident }
}

/// A field or parameter: `snake_case`, raw where it must be.
pub(crate) fn field_name(name: &Name) -> String {
    match &name.rust {
        Some(forced) => forced.clone(),
        None => raw(&snake(&name.wire)),
    }
}

/// A parameter of a generated function: like a field, but off the names that bodies use.
pub(crate) fn argument_name(name: &Name) -> String {
    let ident = field_name(name);
    if LOCALS.contains(&ident.as_str()) { format!("{ident}_") } else { ident }
}

/// A function made of a prefix and a name, e.g. `find_by_author`.
pub(crate) fn prefixed(prefix: &str, name: &Name) -> String {
    match &name.rust {
        Some(forced) => forced.clone(),
        None => format!("{prefix}{}", snake(&name.wire)),
    }
}

/// A function or module named like the wire name.
pub(crate) fn function_name(name: &Name) -> String {
    field_name(name)
}

/// A module: `snake_case`, never one of the client's own modules.
pub(crate) fn module_name(name: &Name) -> String {
    let ident = field_name(name);
    if matches!(ident.as_str(), "api" | "permits" | "types" | "urns" | "std" | "core" | "rt") { format!("{ident}_") } else { ident }
}

/// A file name for a module: no `r#`.
pub(crate) fn file_stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

/// A constant for an entry of a table: `SHOUTY_SNAKE_CASE` of the name, or of the one that `rust:` forces.
pub(crate) fn constant_of(name: &Name) -> String {
    constant_name(name.rust.as_deref().unwrap_or(&name.wire))
}

/// A constant: `SHOUTY_SNAKE_CASE`.
pub(crate) fn constant_name(text: &str) -> String {
    leading_letter(&clean(text).to_shouty_snake_case(), "N")
}

/// `snake_case` without regard to keywords.
pub(crate) fn snake(text: &str) -> String {
    leading_letter(&clean(text).to_snake_case(), "n")
}

fn raw(ident: &str) -> String {
    if NEVER_RAW.contains(&ident) {
        format!("{ident}_")
    } else if KEYWORDS.contains(&ident) {
        format!("r#{ident}")
    } else {
        ident.to_owned()
    }
}

/// Leaves only what may stand in an identifier; `$URN` becomes `URN`.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn leading_letter(ident: &str, prefix: &str) -> String {
    match ident.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => ident.to_owned(),
        _ => format!("{prefix}{ident}"),
    }
}

/// Names taken in one module; whoever comes later gets a number.
#[derive(Debug, Default)]
pub(crate) struct Scope(BTreeSet<String>);

impl Scope {
    /// Takes the name, or the first free one of `name2`, `name3`, …
    pub(crate) fn claim(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.0.insert(free.clone()) {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }

    /// Takes the first of these names that is free, else numbers the last.
    pub(crate) fn claim_any(&mut self, names: &[String]) -> String {
        for name in names {
            if self.0.insert(name.clone()) {
                return name.clone();
            }
        }
        names.last().map(|name| self.claim(name)).unwrap_or_default()
    }
}
