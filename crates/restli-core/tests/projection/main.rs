//! Projections, row by row of the protocol's tables, and for any projection.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

mod any;
#[path = "../common/mod.rs"]
mod common;
mod effect;
mod languages;
mod masks;
mod records;
mod urns;

use restli_core::projection::{Projection, parse_mask};

fn mask(text: &str) -> Projection {
    parse_mask(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn decorated(text: &str) -> Projection {
    Projection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The rows of a table in `tests/tables`: columns without the blanks around them.
fn rows<const COLUMNS: usize>(table: &str) -> Vec<[String; COLUMNS]> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let columns = |line: &str| line.splitn(COLUMNS, '|').map(|column| column.trim().to_owned()).collect::<Vec<_>>();
    lines.map(|line| columns(line).try_into().unwrap_or_else(|row| panic!("{row:?}"))).collect()
}
