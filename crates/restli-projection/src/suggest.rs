//! Similar names, and lists of names for messages.

/// Maximum number of names in the list of a message.
const SHORT: usize = 12;

/// Maximum number of similar names; a longer list would not help, so none is given.
const AKIN: usize = 5;

/// The candidates that share most words with a written name: `universalName` is akin to `vanityName`. Few, or none.
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
    use super::{akin, short_list};

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
