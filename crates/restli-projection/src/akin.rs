//! Names that share words with a written one.

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

#[cfg(test)]
mod tests {
    use super::akin;

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
}
