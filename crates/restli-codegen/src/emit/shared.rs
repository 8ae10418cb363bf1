//! The table of the types that several products share: the file of each, and the products that it is compiled with.

use quote::quote;

use super::ident;
use crate::block::{Block, Line};
use crate::plan::Plan;
use crate::plan::model::Gate;

/// The widest row on one line, in characters.
const ROW: usize = 140;

/// The macro that reads the table.
const READ: &str = "\
/// Files with a type each, which is compiled with any of the products in the parentheses.
macro_rules! shared {
    ($($file:ident($($product:literal),+ $(,)?);)+) => {$(
        #[cfg(any($(feature = $product),+))]
        mod $file;

        #[cfg(any($(feature = $product),+))]
        pub use self::$file::*;
    )+};
}
";

/// The table, and the macro that reads it; nothing if no type has a file of its own.
pub(crate) fn table(plan: &Plan<'_>) -> Vec<Block> {
    let rows: Vec<_> = plan.types.iter().filter_map(|planned| planned.gate.as_ref()).map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Line::Braces { head: quote!(shared!), lines: rows, end: "" };
    vec![Block::Lines(vec![Line::Text(READ)]), Block::Lines(vec![table])]
}

fn row(gate: &Gate) -> Line {
    let (file, features) = (ident(&gate.module), &gate.features);
    let width: usize = features.iter().map(|feature| feature.len() + "\"\", ".len()).sum();
    if "    ();".len() + gate.module.len() + width <= ROW {
        return Line::Tokens(quote!(#file(#(#features),*);));
    }
    Line::Arguments { start: "", head: quote!(#file), arguments: features.iter().map(|feature| quote!(#feature)).collect(), end: ";" }
}
