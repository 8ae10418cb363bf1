//! "Did you mean": the nearest of several names.

/// The candidate nearest to a written name, if near enough to be a misspelling.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Only the last part of a full name counts for the limit. Any two words of two letters are a slip apart.
    let limit = match wanted.rsplit('.').next().unwrap_or_default().chars().count() {
        0..=2 => 0,
        length => length / 3,
    };
    // The last part alone may stand for the full name.
    let short = |name: &'a str| name.rsplit_once('.').and_then(|(_, last)| distance(wanted, last, limit));
    let scored = candidates.into_iter().filter_map(|name| Some((distance(wanted, name, limit).or_else(|| short(name))?, name)));
    // Of two that are as near, the one that begins with the same letter, in the case of the written name.
    let first = |name: &str| name.chars().next().map(|one| one.to_ascii_lowercase());
    let case = |name: &str| name.chars().next().map(char::is_uppercase) != wanted.chars().next().map(char::is_uppercase);
    scored.min_by_key(|(score, name)| (*score, first(name) != first(wanted), case(name))).map(|(_, name)| name)
}

/// Returns the edit distance of two names, `None` above the limit. Names that differ in case and separators only have distance 0,
/// as have a full name and its last part.
fn distance(wanted: &str, name: &str, limit: usize) -> Option<usize> {
    if letters(name).eq(letters(wanted)) || name.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(wanted)) {
        return Some(0);
    }
    if limit == 0 || wanted.chars().count().abs_diff(name.chars().count()) > limit {
        return None;
    }
    Some(strsim::damerau_levenshtein(&name.to_lowercase(), &wanted.to_lowercase())).filter(|distance| *distance <= limit)
}

/// Returns whether two names differ by at most one letter: left out, added, replaced or swapped with its neighbour.
#[must_use]
pub fn is_slip(wanted: &str, name: &str) -> bool {
    distance(wanted, name, 1).is_some()
}

/// The ASCII letters, in lower case, and digits of a name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_slip, nearest};

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let names = ["firstName", "lastName", "id", "com.example.Image", "r_thing", "w_things"];
        let cases = [
            ("fristName", Some("firstName")),
            ("first_name", Some("firstName")),
            ("LASTNAME", Some("lastName")),
            ("Image", Some("com.example.Image")),
            ("Imgae", Some("com.example.Image")),
            ("headline", None),
            ("ID", Some("id")),
            ("Id", Some("id")),
            ("is", None),
            ("w_thing", Some("w_things")),
            ("", None),
        ];
        for (written, expected) in cases {
            assert_eq!(nearest(written, names), expected, "{written}");
        }
    }

    #[test]
    fn a_slip_is_one_letter() {
        assert!(is_slip("fristName", "firstName") && is_slip("ids", "id"));
        assert!(!is_slip("name", "id"));
    }
}
