//! Days of the calendar, and announced ends that are known by the day or only by the month.

use std::fmt;

use crate::Time;
use crate::time::{MILLIS_PER_DAY, date};

/// Returns `true` for a version number that is no date, although the others of its family are: `202613` beside `202612`. Such numbers are
/// a month, `YYYYMM`, or a day, `YYYYMMDD`, of this century; families with other numbers are free.
///
/// ```
/// use restli_core::is_misdated;
///
/// assert!(is_misdated(202_613, [202_511, 202_601]) && !is_misdated(202_612, [202_511, 202_601]));
/// assert!(!is_misdated(202_613, [202_511, 202_699]) && !is_misdated(202_613, []));
/// ```
#[must_use]
pub fn is_misdated(number: u32, others: impl IntoIterator<Item = u32>) -> bool {
    let mut others = others.into_iter().filter(|other| *other != number).peekable();
    let digits = number.checked_ilog10();
    let is_date = |other: u32| other.checked_ilog10() == digits && Day::of_version(other).is_some();
    matches!(digits, Some(5 | 7)) && others.peek().is_some() && Day::of_version(number).is_none() && others.all(is_date)
}

/// A day of the calendar in UTC, from 0000-01-01 to 9999-12-31. Written `YYYY-MM-DD`.
///
/// ```
/// use restli_core::Day;
///
/// let (today, end) = (Day::parse("2026-11-30").unwrap(), Day::parse("2027-01-15").unwrap());
/// assert_eq!(end.days_after(today), 46);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// Reads `YYYY-MM-DD`; `None` if the text is written otherwise or no calendar has the day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (start, day) = text.rsplit_once('-')?;
        let (year, month) = parse_month(start)?;
        let day = digits(day, 2)?.try_into().ok()?;
        (1..=length(year, month)).contains(&day).then_some(Self { year, month, of_month: day })
    }

    /// The day of a version number that is a day of this century, `YYYYMMDD`, or the first day of one that is a month, `YYYYMM`.
    ///
    /// ```
    /// use restli_core::Day;
    ///
    /// assert_eq!(Day::of_version(202_602), Day::parse("2026-02-01"));
    /// assert_eq!(Day::of_version(202_613), None);
    /// ```
    #[must_use]
    pub fn of_version(number: u32) -> Option<Self> {
        let day = if number < 1_000_000 { number * 100 + 1 } else { number };
        let text = format!("{}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
        Self::parse(&text).filter(|_| text.starts_with("20"))
    }

    /// The day of a point in time; times beyond the range become its first or last day.
    #[must_use]
    pub fn of(time: Time) -> Self {
        let (year, month, day) = date(time.as_millis().div_euclid(MILLIS_PER_DAY));
        match (u16::try_from(year), u8::try_from(month), u8::try_from(day)) {
            (Ok(year @ ..=9999), Ok(month), Ok(day)) => Self { year, month, of_month: day },
            _ if time.as_millis() < 0 => Self { year: 0, month: 1, of_month: 1 },
            _ => Self { year: 9999, month: 12, of_month: 31 },
        }
    }

    /// The number of days from another day to this one; negative if this one is earlier.
    #[must_use]
    pub fn days_after(self, other: Self) -> i64 {
        self.number() - other.number()
    }

    /// The number of the day since 0000-03-01.
    fn number(self) -> i64 {
        // Years from March on, so that the leap day is the last day of a year.
        let month = i64::from(self.month);
        let (year, month) = if month < 3 { (i64::from(self.year) - 1, month + 9) } else { (i64::from(self.year), month - 3) };
        // 153 days make five months, whichever month of these years they begin with.
        let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5;
        before + i64::from(self.of_month) - 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.of_month))
    }
}

/// Writes the day as [`Display`](fmt::Display) does.
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The announced end of a version: a day, or a month of which the day is not known.
///
/// ```
/// use restli_core::{Day, Sunset};
///
/// let end = Sunset::parse("2027-05").unwrap();
/// let [before, within, after] = ["2027-04-30", "2027-05-20", "2027-06-01"].map(|day| Day::parse(day).unwrap());
/// assert_eq!(end.days_left(before), 1);
/// assert!(!end.has_passed(within) && end.has_passed(after));
/// assert_eq!(end.words(before), "ends in 2027-05, in 1 day or later");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sunset {
    /// The first day on which the version may be gone.
    first: Day,
    /// The end is some day of the month.
    is_month: bool,
}

impl Sunset {
    /// Reads `YYYY-MM-DD` or `YYYY-MM`; `None` if the text is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match Day::parse(text) {
            Some(first) => Some(Self { first, is_month: false }),
            None => parse_month(text).map(|(year, month)| Self { first: Day { year, month, of_month: 1 }, is_month: true }),
        }
    }

    /// The number of days until the first day on which the version may be gone; zero or less from that day on.
    #[must_use]
    pub fn days_left(self, today: Day) -> i64 {
        self.first.days_after(today)
    }

    /// Returns `true` from the day on which the version is certainly gone: the day of the end, or the first day after the month.
    #[must_use]
    pub fn has_passed(self, today: Day) -> bool {
        if self.is_month { (today.year, today.month) > (self.first.year, self.first.month) } else { today >= self.first }
    }

    /// The end as the predicate of a sentence: `ends on 2027-01-15, in 46 days`, `ended in 2026-10`.
    #[must_use]
    pub fn words(self, today: Day) -> String {
        let preposition = if self.is_month { "in" } else { "on" };
        if self.has_passed(today) {
            return format!("ended {preposition} {self}");
        }
        let or_later = if self.is_month { " or later" } else { "" };
        match self.days_left(today) {
            ..=0 => format!("ends {preposition} {self}, on a day that is not known"),
            1 => format!("ends {preposition} {self}, in 1 day{or_later}"),
            days => format!("ends {preposition} {self}, in {days} days{or_later}"),
        }
    }
}

impl fmt::Display for Sunset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_month { f.pad(&format!("{:04}-{:02}", self.first.year, self.first.month)) } else { fmt::Display::fmt(&self.first, f) }
    }
}

/// Writes the end as [`Display`](fmt::Display) does.
impl fmt::Debug for Sunset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Year and month of `YYYY-MM`.
fn parse_month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-')?;
    let month = digits(month, 2)?.try_into().ok()?;
    (1..=12).contains(&month).then_some((digits(year, 4)?, month))
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The number of days of a month.
const fn length(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Sunset};
    use crate::Time;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn day_of_no_calendar_is_refused() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        let wrong =
            ["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-01", "24-01-01", "2024-04-31", "2024-04-00", "2024-04", "tomorrow", ""];
        for text in wrong.into_iter().chain(["+024-01-01", "2024-01-+1", "2024-01-01-01", "2024-01-01T00:00"]) {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_between_are_those_of_the_clock() {
        for text in ["0000-01-01", "0000-03-01", "1970-01-01", "2000-02-29", "2026-11-16", "2100-03-01", "9999-12-31"] {
            let number = day(text).days_after(day("1970-01-01"));
            assert_eq!(Day::of(Time::from_millis(number * 86_400_000)), day(text), "{text}");
            assert_eq!(Day::of(Time::from_millis((number + 1) * 86_400_000 - 1)), day(text), "{text}");
        }
        assert_eq!(Day::of(Time::from_millis(i64::MIN)), day("0000-01-01"));
        assert_eq!(Day::of(Time::from_millis(i64::MAX)), day("9999-12-31"));
    }

    #[test]
    fn end_is_told_with_the_days_that_are_left() {
        let words = |end, today| Sunset::parse(end).map(|end| end.words(day(today)));
        let cases = [
            ("2026-11-16", "2026-11-16", "ended on 2026-11-16"),
            ("2026-11-16", "2026-11-15", "ends on 2026-11-16, in 1 day"),
            ("2026-11-16", "2026-09-17", "ends on 2026-11-16, in 60 days"),
            ("2026-12", "2026-10-02", "ends in 2026-12, in 60 days or later"),
            ("2026-12", "2026-12-31", "ends in 2026-12, on a day that is not known"),
            ("2026-12", "2027-01-01", "ended in 2026-12"),
        ];
        for (end, today, text) in cases {
            assert_eq!(words(end, today).as_deref(), Some(text));
        }
    }

    #[test]
    fn end_on_a_day_has_passed_on_that_day() {
        let end = Sunset::parse("2026-11-16").expect("a day");
        assert_eq!(end.to_string(), "2026-11-16");
        assert_eq!((end.days_left(day("2026-11-15")), end.has_passed(day("2026-11-15"))), (1, false));
        assert_eq!((end.days_left(day("2026-11-16")), end.has_passed(day("2026-11-16"))), (0, true));
    }

    #[test]
    fn end_in_a_month_is_awaited_from_its_first_day_and_has_passed_after_its_last() {
        let end = Sunset::parse("2027-12").expect("a month");
        assert_eq!(end.to_string(), "2027-12");
        assert_eq!((end.days_left(day("2027-11-30")), end.has_passed(day("2027-11-30"))), (1, false));
        assert_eq!((end.days_left(day("2027-12-31")), end.has_passed(day("2027-12-31"))), (-30, false));
        assert!(end.has_passed(day("2028-01-01")));
        for text in ["2027-13", "2027-00", "2027", "27-01", "2027-1", "2027-02-30", "2027-01-"] {
            assert_eq!(Sunset::parse(text), None, "{text}");
        }
    }
}
