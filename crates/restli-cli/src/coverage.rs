//! `restli coverage`: the operations that a schema describes, and what is known about them.

use std::process::ExitCode;

use anyhow::Result;

use crate::Tool;
use crate::messages::say;
use crate::schemas::{OneApi, load};

/// Options of `coverage`.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    api: OneApi,
}

/// Prints the counts of each product.
pub(crate) fn run(options: &Options, tool: Tool) -> Result<ExitCode> {
    let Some(api) = load(&options.api.folder(tool)?)? else { return Ok(ExitCode::FAILURE) };
    say(&aligned(&restli_codegen::counts(&restli_codegen::plan(&api))))?;
    Ok(ExitCode::SUCCESS)
}

/// A Markdown table with columns of equal width: names to the left, all else to the right.
fn aligned(table: &str) -> String {
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let is_rule = |row: &[&str]| row.iter().all(|cell| *cell == "---");
    let shown = || rows.iter().filter(|row| !is_rule(row));
    let mut widths: Vec<usize> = Vec::new();
    for row in shown() {
        for (column, cell) in row.iter().enumerate() {
            match widths.get_mut(column) {
                Some(width) => *width = cell.len().max(*width),
                None => widths.push(cell.len()),
            }
        }
    }
    let mut out = String::new();
    for row in shown() {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| if column == 0 { format!("{cell:width$}") } else { format!("{cell:>width$}") });
        out += &cells.collect::<Vec<_>>().join("  ");
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn table_of_counts_has_aligned_columns() {
        let table = "| Product | Operations |\n| --- | --- |\n| things | 7 |\n| all | 4023 |\n";
        assert_eq!(super::aligned(table), "Product  Operations\nthings            7\nall            4023\n");
    }
}
