//! Ranges of days, and the borders at which they can be cut without cutting a piece of time.

use std::fmt;

use crate::ads_reporting::AdTimeGranularity;
use crate::core::{Day, Time};
use crate::types::{Date, DateRange};

const MILLIS_PER_DAY: i64 = 24 * 60 * 60 * 1000;

/// A range of days, first and last included, as numbers of days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    first: i64,
    last: i64,
}

impl Slice {
    /// The days of a range; else the problem and its remedy.
    pub(super) fn of(range: &DateRange) -> Result<Self, (String, &'static str)> {
        let whole = |end: Option<&Date>| end.and_then(|date| Some((date.year?, date.month?, date.day?)));
        let Some((first, last)) = whole(range.start.as_ref()).zip(whole(range.end.as_ref())) else {
            let what = "the range of dates has no first and last day".to_owned();
            return Err((what, "give both, each with year, month and day"));
        };
        let number = |(year, month, day): (i32, i32, i32)| {
            let text = format!("{year:04}-{month:02}-{day:02}");
            Day::parse(&text).map(since_1970).ok_or((format!("{text} is no day"), "name a day of the calendar"))
        };
        let slice = Self { first: number(first)?, last: number(last)? };
        if slice.last < slice.first {
            let what = format!("the last day {} is before the first, {}", day(slice.last), day(slice.first));
            return Err((what, "give the earlier day first"));
        }
        Ok(slice)
    }

    pub(super) const fn days(self) -> i64 {
        self.last - self.first + 1
    }

    pub(super) fn range(self) -> DateRange {
        DateRange::new().start(date(self.first)).end(date(self.last))
    }

    /// Two slices of about one length, cut between two pieces of time; `None` if there is one piece only.
    pub(super) fn halves(self, granularity: &AdTimeGranularity) -> Option<[Self; 2]> {
        let middle = self.first + self.days() / 2;
        let begins = begin(granularity, middle).filter(|begin| *begin > self.first);
        self.cut(begins.or_else(|| next(granularity, middle))?)
    }

    /// Slices of at most so many days, cut between pieces of time; `None` if a piece is longer.
    pub(super) fn at_most(self, days: i64, granularity: &AdTimeGranularity) -> Option<Vec<Self>> {
        let (mut rest, mut slices) = (self, Vec::new());
        while rest.days() > days {
            let begins = begin(granularity, rest.first + days).filter(|begin| *begin > rest.first)?;
            let [slice, next] = rest.cut(begins)?;
            slices.push(slice);
            rest = next;
        }
        slices.push(rest);
        Some(slices)
    }

    /// The slices before a day and from it on; `None` if one of them has no day.
    fn cut(self, day: i64) -> Option<[Self; 2]> {
        let parts = [Self { first: self.first, last: day - 1 }, Self { first: day, last: self.last }];
        parts.iter().all(|part| part.days() > 0).then_some(parts)
    }
}

impl fmt::Display for Slice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} to {}", day(self.first), day(self.last))
    }
}

/// The first day of the piece of time in which a day is; `None` if all days are one piece.
fn begin(granularity: &AdTimeGranularity, number: i64) -> Option<i64> {
    let text = day(number).to_string();
    let of = |text: &str| Some(since_1970(Day::parse(text)?));
    match granularity {
        AdTimeGranularity::Daily => Some(number),
        AdTimeGranularity::Monthly => of(&format!("{}-01", text.get(..7)?)),
        AdTimeGranularity::Yearly => of(&format!("{}-01-01", text.get(..4)?)),
        _ => None,
    }
}

/// The first day of the piece of time behind that of a day.
fn next(granularity: &AdTimeGranularity, number: i64) -> Option<i64> {
    let longest = if *granularity == AdTimeGranularity::Yearly { 366 } else { 31 };
    let begins = begin(granularity, number)?;
    (1..=longest).map(|days| begins + days).find(|day| begin(granularity, *day) == Some(*day))
}

fn since_1970(day: Day) -> i64 {
    day.days_after(Day::of(Time::from_millis(0)))
}

fn day(number: i64) -> Day {
    Day::of(Time::from_millis(number.saturating_mul(MILLIS_PER_DAY)))
}

fn date(number: i64) -> Date {
    let text = day(number).to_string();
    let mut parts = text.split('-').map(|part| part.parse().unwrap_or_default());
    let mut part = || parts.next().unwrap_or_default();
    Date::new().year(part()).month(part()).day(part())
}

#[cfg(test)]
mod tests {
    use super::{AdTimeGranularity, Day, Slice, since_1970};

    fn slice(first: &str, last: &str) -> Slice {
        let [first, last] = [first, last].map(|text| since_1970(Day::parse(text).expect("a day")));
        Slice { first, last }
    }

    fn halves(first: &str, last: &str, granularity: &AdTimeGranularity) -> Vec<String> {
        slice(first, last).halves(granularity).into_iter().flatten().map(|half| half.to_string()).collect()
    }

    #[test]
    fn slice_of_days_is_cut_in_the_middle() {
        let cut = |first, last| halves(first, last, &AdTimeGranularity::Daily);
        assert_eq!(cut("2024-02-28", "2024-03-01"), ["2024-02-28 to 2024-02-28", "2024-02-29 to 2024-03-01"]);
        assert_eq!(cut("2024-02-29", "2024-02-29"), [""; 0]);
    }

    #[test]
    fn slice_of_months_or_years_is_cut_between_two_of_them() {
        let months = |first, last| halves(first, last, &AdTimeGranularity::Monthly);
        assert_eq!(months("2026-01-15", "2026-06-30"), ["2026-01-15 to 2026-03-31", "2026-04-01 to 2026-06-30"]);
        assert_eq!(months("2026-01-02", "2026-02-01"), ["2026-01-02 to 2026-01-31", "2026-02-01 to 2026-02-01"]);
        assert_eq!(months("2026-01-01", "2026-01-31"), [""; 0]);
        let years = |first, last| halves(first, last, &AdTimeGranularity::Yearly);
        assert_eq!(years("2023-03-01", "2026-02-01"), ["2023-03-01 to 2023-12-31", "2024-01-01 to 2026-02-01"]);
        assert_eq!(halves("2020-01-01", "2026-01-01", &AdTimeGranularity::All), [""; 0]);
    }

    #[test]
    fn slices_of_a_most_length_hold_whole_pieces() {
        let most = |first, last, granularity| {
            let slices = slice(first, last).at_most(92, &granularity)?;
            Some(slices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        };
        let days = "2026-01-01 to 2026-04-02, 2026-04-03 to 2026-04-03";
        assert_eq!(most("2026-01-01", "2026-04-03", AdTimeGranularity::Daily).as_deref(), Some(days));
        let months = "2026-01-10 to 2026-03-31, 2026-04-01 to 2026-06-30, 2026-07-01 to 2026-08-01";
        assert_eq!(most("2026-01-10", "2026-08-01", AdTimeGranularity::Monthly).as_deref(), Some(months));
        assert_eq!(most("2026-01-01", "2026-04-02", AdTimeGranularity::All).as_deref(), Some("2026-01-01 to 2026-04-02"));
        assert_eq!(most("2026-01-01", "2026-04-03", AdTimeGranularity::All), None);
        let years = "2025-11-01 to 2025-12-31, 2026-01-01 to 2026-02-28";
        assert_eq!(most("2025-11-01", "2026-02-28", AdTimeGranularity::Yearly).as_deref(), Some(years));
        assert_eq!(most("2025-11-01", "2026-12-31", AdTimeGranularity::Yearly), None);
    }
}
