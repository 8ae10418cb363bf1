//! The versions that a client sends: the pinned ones unless its builder chose others, and notices of those that end.

use std::collections::BTreeMap;
use std::fmt;

use restli_core::{Day, Sunset, Time, is_misdated};

use crate::error::problem::Problem;
use crate::tables::{ApiInfo, Version, VersionFamily};

/// Days before the end of a version in which its clients are warned.
const NOTICE: i64 = 60;

/// A clock: the function that tells the time.
pub(crate) type Clock = fn() -> Time;

/// The versions to send in place of the pinned ones, by family.
pub(crate) fn chosen(given: &[(String, u32)], api: &'static ApiInfo) -> Result<BTreeMap<&'static str, u32>, Problem> {
    let families = api.families();
    let mut out = BTreeMap::new();
    for (name, number) in given {
        let Some(family) = families.iter().find(|family| family.name == name) else {
            let known: Vec<&str> = families.iter().map(|family| family.name).collect();
            let remedy = if known.is_empty() { "this API has no versions".to_owned() } else { format!("there are: {}", known.join(", ")) };
            return Err(Problem::new("Builder::version", format!("no version family `{name}`"), remedy));
        };
        check(family, *number)?;
        out.insert(family.name, *number);
    }
    Ok(out)
}

fn refused(family: &VersionFamily, what: String) -> Problem {
    let known: Vec<String> = family.released.iter().map(|version| version.number.to_string()).collect();
    Problem::new("Builder::version", what, format!("there are: {}; without it {} is sent", known.join(", "), family.pinned))
}

/// Refuses a number that no version can have. A version before or after all versions in the schema is sent all the same.
fn check(family: &VersionFamily, number: u32) -> Result<(), Problem> {
    let (Some(oldest), Some(newest)) = (family.released.first(), family.released.last()) else { return Ok(()) };
    if family.released.iter().any(|version| version.number == number) {
        return Ok(());
    }
    let fail = |what: String| Err(refused(family, what));
    let digits = |number: u32| number.checked_ilog10();
    if digits(number) != digits(newest.number) {
        return fail(format!("`{number}` is not written like a version of `{}`", family.name));
    }
    if is_misdated(number, family.released.iter().map(|version| version.number)) {
        return fail(format!("`{number}` is no date, as the versions of `{}` are", family.name));
    }
    if (oldest.number..newest.number).contains(&number) {
        return fail(format!("`{}` never had a version `{number}`", family.name));
    }
    Ok(())
}

/// The version in the text of a header, with or without its revision. Refuses a text that no version can be.
pub(crate) fn written(family: &VersionFamily, text: &str) -> Result<u32, Problem> {
    let (number, revision) = text.split_once('.').map_or((text, None), |(number, revision)| (number, Some(revision)));
    let are_digits =
        [Some(number), revision].iter().flatten().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match number.parse().ok().filter(|_| are_digits) {
        Some(number) => check(family, number).map(|()| number),
        None => Err(refused(family, format!("`{text}` is not written like a version of `{}`", family.name))),
    }
}

/// A version that a client sends and that needs attention, from [`Runtime::version_notices`](crate::Runtime::version_notices).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VersionNotice {
    /// The family of versions.
    pub family: &'static VersionFamily,
    /// The version that the client sends.
    pub sent: u32,
    /// The state of that version.
    pub state: VersionState,
    /// The day on which the version has that state.
    pub today: Day,
    /// The versions of the family that live, in ascending order.
    pub living: Vec<Version>,
}

/// The state of a version on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VersionState {
    /// The version lives, and the day is not near its announced end, if there is one.
    Living,
    /// The version ends within 60 days.
    Ending {
        /// The announced end.
        sunset: Sunset,
        /// The days until the end, in a month of which the day is not known until its first day; zero or less within that month.
        days: i64,
    },
    /// The version has ended.
    Ended {
        /// The announced end.
        sunset: Sunset,
    },
    /// The version is older than all that the tables of the API list, so it has ended.
    Older,
    /// The version is newer than all that the tables of the API list.
    Newer,
}

impl VersionState {
    /// The state of a version of a family.
    pub(crate) fn of(family: &VersionFamily, number: u32, today: Day) -> Self {
        let Some(version) = family.released.iter().find(|version| version.number == number) else {
            return match family.released.first() {
                Some(oldest) if number < oldest.number => Self::Older,
                Some(_) => Self::Newer,
                None => Self::Living,
            };
        };
        match version.end() {
            Some(sunset) if sunset.has_passed(today) => Self::Ended { sunset },
            Some(sunset) if sunset.days_left(today) <= NOTICE => Self::Ending { sunset, days: sunset.days_left(today) },
            Some(_) | None => Self::Living,
        }
    }

    /// The state as the predicate of a sentence: `ended on 2026-11-16`.
    pub(crate) fn words(self, today: Day) -> String {
        match self {
            Self::Living => "lives".to_owned(),
            Self::Ending { sunset, .. } | Self::Ended { sunset } => sunset.words(today),
            Self::Older => "is older than all that are known, so it has ended".to_owned(),
            Self::Newer => "is newer than all that are known".to_owned(),
        }
    }
}

impl fmt::Display for VersionNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "version {} of `{}` {}; living: {}", self.sent, self.family.name, self.state.words(self.today), list(&self.living))
    }
}

/// The notices about the versions that a client sends.
pub(crate) fn notices(api: &'static ApiInfo, sent: impl Fn(&VersionFamily) -> u32, today: Day) -> Vec<VersionNotice> {
    api.families().into_iter().filter_map(|family| notice(family, sent(family), today)).collect()
}

/// The notice about a version of a family, unless it lives.
pub(crate) fn notice(family: &'static VersionFamily, sent: u32, today: Day) -> Option<VersionNotice> {
    let state = VersionState::of(family, sent, today);
    (state != VersionState::Living).then(|| VersionNotice { family, sent, state, today, living: living(family, today) })
}

/// The versions of a family that have not ended.
pub(crate) fn living(family: &VersionFamily, today: Day) -> Vec<Version> {
    family.released.iter().filter(|version| !version.end().is_some_and(|end| end.has_passed(today))).copied().collect()
}

/// Versions with their ends; `none that is known` if there are none.
pub(crate) fn list(versions: &[Version]) -> String {
    let texts: Vec<String> = versions.iter().map(ToString::to_string).collect();
    if texts.is_empty() { "none that is known".to_owned() } else { texts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: VersionFamily = VersionFamily::new("monthly", "Version", 202_511).with_released(&[
        Version::new(202_510).with_sunset("2026-10-15"),
        Version::new(202_511).with_sunset("2026-11-16"),
        Version::new(202_512).with_sunset("2026-12"),
        Version::new(202_602),
    ]);

    #[test]
    fn version_that_never_was_is_refused() {
        let told = |number| check(&FAMILY, number).map_err(|problem| (problem.what, problem.remedy));
        for number in [202_510, 202_511, 202_602, 202_301, 202_603] {
            assert_eq!(told(number), Ok(()), "{number}");
        }
        let there_are = || "there are: 202510, 202511, 202512, 202602; without it 202511 is sent".to_owned();
        assert_eq!(told(202_601), Err(("`monthly` never had a version `202601`".to_owned(), there_are())));
        for number in [20_260_101, 0, 7] {
            assert_eq!(told(number), Err((format!("`{number}` is not written like a version of `monthly`"), there_are())));
        }
        assert_eq!(check(&VersionFamily::new("free", "Version", 1), 20_260_101), Ok(()));
    }

    #[test]
    fn version_of_a_month_that_no_calendar_has_is_refused() {
        let there_are = || "there are: 202510, 202511, 202512, 202602; without it 202511 is sent".to_owned();
        for number in [202_613, 202_700, 202_499] {
            let told = check(&FAMILY, number).map_err(|problem| (problem.what, problem.remedy));
            assert_eq!(told, Err((format!("`{number}` is no date, as the versions of `monthly` are"), there_are())));
        }
    }

    #[test]
    fn version_of_a_family_with_free_numbers_is_sent() {
        const BUILDS: VersionFamily =
            VersionFamily::new("builds", "Build", 200_199).with_released(&[Version::new(200_101), Version::new(200_199)]);
        assert_eq!(check(&BUILDS, 202_613), Ok(()));
    }

    fn state(number: u32, today: &str) -> String {
        let today = Day::parse(today).expect("a day");
        VersionState::of(&FAMILY, number, today).words(today)
    }

    #[test]
    fn version_near_its_end_is_told() {
        assert_eq!(state(202_511, "2026-11-16"), "ended on 2026-11-16");
        assert_eq!(state(202_511, "2026-11-15"), "ends on 2026-11-16, in 1 day");
        assert_eq!(state(202_511, "2026-09-17"), "ends on 2026-11-16, in 60 days");
        assert_eq!(state(202_511, "2026-09-16"), "lives");
        assert_eq!(state(202_602, "2030-01-01"), "lives");
        assert_eq!(state(202_301, "2026-01-01"), "is older than all that are known, so it has ended");
        assert_eq!(state(202_603, "2026-01-01"), "is newer than all that are known");
    }

    #[test]
    fn version_that_ends_in_a_month_may_end_on_its_first_day() {
        assert_eq!(state(202_512, "2026-10-01"), "lives");
        assert_eq!(state(202_512, "2026-10-02"), "ends in 2026-12, in 60 days or later");
        assert_eq!(state(202_512, "2026-12-31"), "ends in 2026-12, on a day that is not known");
        assert_eq!(state(202_512, "2027-01-01"), "ended in 2026-12");
    }

    #[test]
    fn notice_says_which_versions_live_and_until_when() {
        static FAMILIES: VersionFamily = FAMILY;
        let today = Day::parse("2026-11-20").expect("a day");
        let notice = VersionNotice {
            family: &FAMILIES,
            sent: 202_511,
            state: VersionState::of(&FAMILIES, 202_511, today),
            today,
            living: living(&FAMILIES, today),
        };
        let text = "version 202511 of `monthly` ended on 2026-11-16; living: 202512 (until 2026-12), 202602 (end not known)";
        assert_eq!(notice.to_string(), text);
        assert_eq!(list(&[]), "none that is known");
    }
}
