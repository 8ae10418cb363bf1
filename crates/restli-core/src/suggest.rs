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
    scored.min_by_key(|(score, _)| *score).map(|(_, name)| name)
}

/// Returns the edit distance of two names, `None` above the limit. Names that differ in case and separators only have distance 0,
/// as have a full name and its last part. Most candidates are ruled out before anything is copied or measured.
fn distance(wanted: &str, name: &str, limit: usize) -> Option<usize> {
    let last = name.rsplit('.').next().unwrap_or_default();
    if letters(name).eq(letters(wanted)) || lower(last).eq(lower(wanted)) {
        return Some(0);
    }
    if wanted.chars().count().abs_diff(name.chars().count()) > limit || unlike(wanted, name) as usize > 2 * limit {
        return None;
    }
    Some(strsim::damerau_levenshtein(&name.to_lowercase(), &wanted.to_lowercase())).filter(|distance| *distance <= limit)
}

/// Returns whether two names differ by at most one letter: left out, added, replaced or swapped with its neighbour.
#[must_use]
pub fn is_slip(wanted: &str, name: &str) -> bool {
    distance(wanted, name, 1).is_some()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase())
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// The letters that one of two names has and the other has not: an edit changes two of them at most. Names in other alphabets are not
/// compared.
fn unlike(one: &str, other: &str) -> u32 {
    if !one.is_ascii() || !other.is_ascii() {
        return 0;
    }
    let mut counts = [0_i32; 32];
    let mut count = |text: &str, step: i32| {
        for byte in text.bytes() {
            if let Some(count) = counts.get_mut(usize::from(byte & 31)) {
                *count += step;
            }
        }
    };
    count(one, 1);
    count(other, -1);
    counts.iter().map(|count| count.unsigned_abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::{is_slip, nearest};

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let names = ["firstName", "lastName", "id", "com.example.Image"];
        let cases = [
            ("fristName", Some("firstName")),
            ("first_name", Some("firstName")),
            ("LASTNAME", Some("lastName")),
            ("Image", Some("com.example.Image")),
            ("Imgae", Some("com.example.Image")),
            ("headline", None),
            ("ID", Some("id")),
            ("is", None),
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
