//! A text and a number in place of a point in time.

use linkedin::types::TimeRange;

fn main() {
    let _ = TimeRange::new().start("2026-01-01");
    let _ = TimeRange::new().end(1_760_000_000_000);
}
