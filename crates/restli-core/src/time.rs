//! Points in time.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::data::{Data, DataMut, DataRef};

/// Days of the months from March on, so that the leap day is the last day of a year.
const MONTHS: [i64; 12] = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29];
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_EPOCH: i64 = 719_468;
pub(crate) const MILLIS_PER_DAY: i64 = 86_400_000;

/// A point in time: milliseconds since 1970-01-01 00:00 UTC, on the wire a `long`. Written as RFC 3339.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use restli_core::Time;
///
/// let time = Time::from_millis(1_760_000_000_000);
/// assert_eq!(time.to_string(), "2025-10-09T08:53:20.000Z");
/// assert_eq!(time.to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_000_000)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time(i64);

impl Time {
    /// The time at a number of milliseconds after 1970-01-01 00:00 UTC, before it if negative.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The current time of the system clock.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// The time as a `SystemTime`; `None` if the platform cannot represent it.
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_millis(self.0.unsigned_abs());
        if self.0 < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

/// Rounds down to whole milliseconds; times beyond the range of an `i64` become the nearest one in it.
impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(i64::try_from(after.as_millis()).unwrap_or(i64::MAX)),
            Err(error) => {
                let nanos = error.duration().as_nanos();
                Self(i64::try_from(nanos.div_ceil(1_000_000)).map_or(i64::MIN, |millis| -millis))
            }
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.0.div_euclid(MILLIS_PER_DAY));
        let millis = self.0.rem_euclid(MILLIS_PER_DAY);
        let (seconds, millis) = (millis / 1000, millis % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        f.pad(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"))
    }
}

/// Year, month and day of a day number; day 0 is 1970-01-01.
pub(crate) fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_BEFORE_EPOCH;
    let (eras, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    // The last century of an era and the last year of four have the additional day.
    let centuries = (day / 36_524).min(3);
    let day = day - centuries * 36_524;
    let (fours, day) = (day / 1461, day % 1461);
    let years = (day / 365).min(3);
    let mut day = day - years * 365;
    let mut month = 3;
    for length in MONTHS {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    let year = eras * 400 + centuries * 100 + fours * 4 + years;
    if month > 12 { (year + 1, month - 12, day + 1) } else { (year, month, day + 1) }
}

/// Writes the time as [`Display`](fmt::Display) does.
impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Data for Time {
    fn empty() -> Self {
        Self(0)
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Long(self.0)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Long(&mut self.0)
    }
}

crate::__serde!(Time);
