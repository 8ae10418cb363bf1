//! Calls whose answer a projection narrows at once: `client.orders().get(7).select(Card)`.

use std::collections::BTreeSet;

use syn::Expr;
use syn::visit::{self, Visit};

/// The lines and columns, from 1, of the functions that are called before `select` in one expression. A call inside of a macro is not found.
#[must_use]
pub fn narrowed_calls(text: &str) -> BTreeSet<(u32, u32)> {
    let mut calls = Calls::default();
    if let Ok(file) = syn::parse_file(text) {
        calls.visit_file(&file);
    }
    calls.found
}

#[derive(Default)]
struct Calls {
    found: BTreeSet<(u32, u32)>,
}

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "select" {
            let mut receiver = &*call.receiver;
            while let Expr::MethodCall(inner) = receiver {
                let start = inner.method.span().start();
                self.found.extend(u32::try_from(start.line).ok().zip(u32::try_from(start.column + 1).ok()));
                receiver = &inner.receiver;
            }
        }
        visit::visit_expr_method_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::narrowed_calls;

    #[test]
    fn calls_before_select_are_found_by_their_place() {
        let text = "fn f() {\n    a.orders().get(7)\n        .count(3).select(Card);\n    a.orders().get(8);\n}\n";
        assert_eq!(narrowed_calls(text).into_iter().collect::<Vec<_>>(), [(2, 7), (2, 16), (3, 10)]);
        assert!(narrowed_calls("no Rust").is_empty());
    }
}
