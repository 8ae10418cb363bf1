//! Lengths of time in words.

/// Seconds in the largest unit that divides them: `2 hours`.
pub(super) fn duration(seconds: u64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let (count, unit) = units
        .iter()
        .find(|(size, _)| seconds > 0 && seconds.is_multiple_of(*size))
        .map_or((seconds, "second"), |(size, unit)| (seconds / size, unit));
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}
