//! Symbols of enums (`docs/formats.md §1.4`).

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_wire_name;
use restli_schema::source::Span;

use crate::model::Kind;
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

/// Reports duplicate symbols, and keeps the first.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for def in &mut model.defs {
        let Kind::Enum(symbols) = &mut def.kind else { continue };
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        symbols.retain(|symbol| {
            if !is_wire_name(&symbol.name) {
                // The reader has reported the invalid name.
                problems.left_out("symbols that have no name", symbol.span);
                false
            } else if let Some(first) = seen.get(&symbol.name) {
                let message = format!("the symbol `{}` stands twice", symbol.name);
                problems.push(Diagnostic::error(rules::REPEATED_FIELD, symbol.span, message).also(*first, "first").help("remove one"));
                false
            } else {
                seen.insert(symbol.name.clone(), symbol.span);
                true
            }
        });
    }
}
