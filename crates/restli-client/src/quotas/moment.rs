//! Points in time as messages have them.

use restli_core::Time;

/// A time in words: `2026-12-01 00:00 UTC`, with seconds if there are some.
pub(crate) fn moment(time: Time) -> String {
    let text = time.to_string();
    let end = text.find('.').unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(&text).replace('T', " ");
    format!("{} UTC", text.strip_suffix(":00").unwrap_or(&text))
}

/// The day of a time: `2026-12-01`.
pub(super) fn day(time: Time) -> String {
    time.to_string().split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moment_has_seconds_if_there_are_some() {
        assert_eq!(moment(Time::from_millis(1_795_996_800_000)), "2026-11-30 00:00 UTC");
        assert_eq!(moment(Time::from_millis(1_795_996_834_567)), "2026-11-30 00:00:34 UTC");
    }
}
