//! Names given with `rust:`, in the case that the compiler wants.

use crate::api::Name;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::help::{Fix, Help};
use crate::resolve::state::read::is_identifier;
use crate::rules;
use crate::rust_names::{case, is_keyword};

/// Reports a name of types or variants that is not in `UpperCamelCase`.
pub(super) fn camel(several: &str, name: &Name, problems: &mut Diagnostics) {
    let fits = |ident: &str| {
        // Two digits may have a `_` between them.
        let joins = |two: &[u8]| matches!(two, [letter, b'_'] | [b'_', letter] if letter.is_ascii_alphabetic());
        !ident.starts_with(|first: char| first.is_ascii_lowercase()) && !ident.as_bytes().windows(2).any(joins)
    };
    check(several, name, fits, case::pascal, problems);
}

/// Reports a name of fields, parameters, functions or modules that is not in `snake_case`.
pub(super) fn snake(several: &str, name: &Name, problems: &mut Diagnostics) {
    let fits = |ident: &str| !ident.contains("__") && !ident.bytes().any(|one| one.is_ascii_uppercase());
    check(several, name, fits, case::snake, problems);
}

fn check(several: &str, name: &Name, fits: fn(&str) -> bool, converted: fn(&str) -> String, problems: &mut Diagnostics) {
    // A name that is no identifier, or a word of Rust, was reported where it was read.
    let legal = |rust: &&str| is_identifier(rust) && !is_keyword(rust);
    let Some(rust) = name.rust.as_deref().filter(legal).filter(|rust| !fits(rust.trim_matches('_'))) else { return };
    let message = format!("`{rust}`, which `{}` is to be called, is not in the case of {several} in Rust", name.wire);
    let new = converted(rust);
    let help = Help::write(format!("rust: {new}")).fix(Fix::WriteUnder("rust", new));
    problems.push(Diagnostic::error(rules::BAD_RUST_NAME, name.span, message).help(help));
}
