//! Symbols of enums (`docs/formats.md §1.4`).
//!
//! An enum without symbols, which has no values, is read as text.

use std::collections::BTreeMap;

use restli_schema::diagnostic::Diagnostic;
use restli_schema::language::is_wire_name;
use restli_schema::source::Span;

use crate::model::{Kind, Ty, TyKind};
use crate::problems::Problems;
use crate::resolve::Model;
use crate::rules;

/// Reports duplicate symbols, of which the first is kept, and enums without symbols.
pub(super) fn check(model: &mut Model, problems: &mut Problems) {
    for def in &mut model.defs {
        let Kind::Enum(symbols) = &mut def.kind else { continue };
        if symbols.is_empty() {
            let message = format!("the enum `{}` has no symbols", def.full);
            problems.error(rules::TYPE, def.span, message, "list them; until then it is text");
        }
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
        if symbols.is_empty() {
            def.kind = Kind::Typeref(Ty::new(def.span, TyKind::Primitive("string")));
        }
    }
}
