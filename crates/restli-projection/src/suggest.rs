//! "Did you mean": the nearest of several names, and lists of names for messages.

/// How many names a message lists.
const SHORT: usize = 12;

/// How many names may be akin to one: more say nothing.
const AKIN: usize = 5;

/// The candidate nearest to what was written, if it is near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The namespace of a full name leaves no more room for slips.
    let limit = (wanted.rsplit('.').next().unwrap_or_default().chars().count() / 3).max(1);
    // A full name may be meant by its last part.
    let short = |name: &'a str| name.rsplit_once('.').and_then(|(_, last)| distance(wanted, last, limit));
    let scored = candidates.into_iter().filter_map(|name| Some((distance(wanted, name, limit).or_else(|| short(name))?, name)));
    scored.min_by_key(|(score, _)| *score).map(|(_, name)| name)
}

/// How far two names are apart, if not farther than the limit. Names that differ in case and separators only are not apart,
/// nor are a full name and its last part.
fn distance(wanted: &str, name: &str, limit: usize) -> Option<usize> {
    let (wanted, name) = (wanted.to_lowercase(), name.to_lowercase());
    if strip(&name) == strip(&wanted) || name.rsplit('.').next() == Some(wanted.as_str()) {
        return Some(0);
    }
    if wanted.chars().count().abs_diff(name.chars().count()) > limit {
        return None;
    }
    Some(strsim::damerau_levenshtein(&name, &wanted)).filter(|distance| *distance <= limit)
}

/// The candidates that share most with what was written, word by word: `universalName` is akin to `vanityName`. Few, or none.
pub(crate) fn akin<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = words(wanted);
    let mut best = 0;
    let mut found: Vec<&str> = Vec::new();
    for name in candidates {
        let shared: usize = words(name).iter().filter(|word| wanted.contains(word)).map(String::len).sum();
        if shared > best {
            best = shared;
            found.clear();
        }
        if shared > 0 && shared == best {
            found.push(name);
        }
    }
    if found.len() > AKIN { Vec::new() } else { found }
}

/// The words of a name that are long enough to mean something, without case and plural.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_uppercase() || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    let singular = |word: String| word.strip_suffix('s').map(str::to_owned).unwrap_or(word);
    words.into_iter().map(singular).filter(|word| word.len() >= 4).collect()
}

/// The two names differ by one letter at most: left out, added, replaced or swapped with its neighbour.
pub(crate) fn is_slip(wanted: &str, name: &str) -> bool {
    distance(wanted, name, 1).is_some()
}

fn strip(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// `a`, `b` and `c`, each in back-ticks; nothing if there are too many to read.
#[must_use]
pub fn short_list<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().take(SHORT + 1).collect();
    let (last, rest) = names.split_last()?;
    let quoted: Vec<String> = rest.iter().map(|name| format!("`{name}`")).collect();
    match quoted.len() {
        0 => Some(format!("`{last}`")),
        SHORT.. => None,
        _ => Some(format!("{} and `{last}`", quoted.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{akin, nearest, short_list};

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
            ("", None),
        ];
        for (written, expected) in cases {
            assert_eq!(nearest(written, names), expected, "{written}");
        }
    }

    #[test]
    fn names_are_akin_by_their_words() {
        let names = ["localizedName", "vanityName", "locations", "organizationType", "website"];
        let cases: [(&str, &[&str]); 5] = [
            ("universalName", &["localizedName", "vanityName"]),
            ("confirmedLocations", &["locations"]),
            ("companyType", &["organizationType"]),
            ("companyPageUrl", &[]),
            ("", &[]),
        ];
        for (written, expected) in cases {
            assert_eq!(akin(written, names), expected, "{written}");
        }
        assert_eq!(akin("aName", ["oneName"; 6]), [""; 0], "too many");
    }

    #[test]
    fn lists_are_short() {
        assert_eq!(short_list(["a", "b", "c"]).as_deref(), Some("`a`, `b` and `c`"));
        assert_eq!(short_list(["a"]).as_deref(), Some("`a`"));
        assert_eq!(short_list([]), None);
        assert_eq!(short_list(["x"; 13]), None);
    }
}
