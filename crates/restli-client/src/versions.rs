//! The versions that a client sends: the pinned ones unless its builder chose others, with a warning before they end.

use std::collections::BTreeMap;

use restli_core::Time;

use crate::error::problem::Problem;
use crate::tables::{ApiInfo, Version, VersionFamily};

/// Time before the end of a version in which its clients are warned, in milliseconds: 60 days.
const NOTICE: i64 = 60 * 24 * 60 * 60 * 1000;

/// The versions to send in place of the pinned ones, by family. Logs a warning for every version that has ended or is about to end.
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
    for family in families {
        let sent = out.get(family.name).copied().unwrap_or(family.pinned);
        let version = family.released.iter().find(|version| version.number == sent);
        if let Some((what, sunset)) = version.and_then(|version| end(version, Time::now())) {
            let newest = family.released.last().map_or(sent, |version| version.number);
            tracing::warn!(family = family.name, version = sent, sunset, newest, "{what}");
        }
    }
    Ok(out)
}

/// Refuses a number that no version can have. A version before or after all versions in the schema is sent with a warning.
fn check(family: &VersionFamily, number: u32) -> Result<(), Problem> {
    let (Some(oldest), Some(newest)) = (family.released.first(), family.released.last()) else { return Ok(()) };
    if family.released.iter().any(|version| version.number == number) {
        return Ok(());
    }
    let fail = |what: String| {
        let known: Vec<String> = family.released.iter().map(|version| version.number.to_string()).collect();
        Err(Problem::new("Builder::version", what, format!("there are: {}; without it {} is sent", known.join(", "), family.pinned)))
    };
    let digits = |number: u32| number.checked_ilog10();
    if digits(number) != digits(newest.number) {
        return fail(format!("`{number}` is not written like a version of `{}`", family.name));
    }
    if (oldest.number..newest.number).contains(&number) {
        return fail(format!("`{}` never had a version `{number}`", family.name));
    }
    let what = if number < oldest.number {
        "this version is older than all that the schema knows, so it has ended"
    } else {
        "this version is newer than all that the schema knows"
    };
    tracing::warn!(family = family.name, version = number, "{what}");
    Ok(())
}

/// The wording about a version that has ended or is about to end, and the date of its end.
fn end(version: &Version, now: Time) -> Option<(&'static str, &'static str)> {
    let sunset = version.sunset?;
    // Dates compare as texts: `2027-01-15` before `2027-01-15T…`.
    let ended = |time: Time| sunset < time.to_string().as_str();
    if ended(now) {
        Some(("this version has ended", sunset))
    } else if ended(Time::from_millis(now.as_millis().saturating_add(NOTICE))) {
        Some(("this version is about to end", sunset))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: VersionFamily = VersionFamily::new("monthly", "Version", 202_511).with_released(&[
        Version::new(202_510).with_sunset("2026-10-15"),
        Version::new(202_511).with_sunset("2026-11-16"),
        Version::new(202_601),
    ]);

    #[test]
    fn version_that_never_was_is_refused() {
        let told = |number| check(&FAMILY, number).map_err(|problem| problem.to_string());
        for number in [202_510, 202_511, 202_601, 202_301, 202_602] {
            assert_eq!(told(number), Ok(()), "{number}");
        }
        let remedy = "\n  remedy: there are: 202510, 202511, 202601; without it 202511 is sent";
        assert_eq!(told(202_512), Err(format!("Builder::version: `monthly` never had a version `202512`{remedy}")));
        for number in [20_260_101, 0, 7] {
            assert_eq!(told(number), Err(format!("Builder::version: `{number}` is not written like a version of `monthly`{remedy}")));
        }
        assert_eq!(check(&VersionFamily::new("free", "Version", 1), 20_260_101), Ok(()));
    }

    #[test]
    fn version_near_its_end_is_told() {
        let version = Version::new(202_511).with_sunset("2026-11-16");
        let day = |days: i64| Time::from_millis(days * 24 * 60 * 60 * 1000);
        // 2026-11-16 is day 20773.
        assert_eq!(day(20_773).to_string(), "2026-11-16T00:00:00.000Z");
        assert_eq!(end(&version, day(20_773)), Some(("this version has ended", "2026-11-16")));
        assert_eq!(end(&version, day(20_772)), Some(("this version is about to end", "2026-11-16")));
        assert_eq!(end(&version, day(20_713)), Some(("this version is about to end", "2026-11-16")));
        assert_eq!(end(&version, day(20_712)), None);
        assert_eq!(end(&Version::new(202_601), day(20_773)), None);
    }
}
