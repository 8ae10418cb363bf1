//! Conversion of names between cases, word by word.
//!
//! Words consist of ASCII letters and digits; any other character separates words, as in identifiers.

/// Splits a name into its words: at every character that is neither letter nor digit, before a capital after a small
/// letter, and before the last capital of a run that a small letter follows (`XMLHttp` is `XML`, `Http`).
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    name.split(|one: char| !one.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).flat_map(split).collect()
}

fn split(part: &str) -> Vec<String> {
    let letters: Vec<char> = part.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    // The last letter of the current word, digits skipped.
    let mut before: Option<char> = None;
    for (at, letter) in letters.iter().enumerate() {
        let small_follows = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let parts = match before {
            Some(before) if before.is_ascii_lowercase() => true,
            Some(_) => small_follows,
            None => false,
        };
        if letter.is_ascii_uppercase() && parts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii_alphabetic() {
            before = Some(*letter);
        }
        word.push(*letter);
    }
    words.push(word);
    words
}

/// `fooBar` as `FooBar`.
#[must_use]
pub fn pascal(name: &str) -> String {
    words(name).iter().map(|word| capitalised(word)).collect()
}

/// `fooBar` as `foo_bar`.
#[must_use]
pub fn snake(name: &str) -> String {
    words(name).iter().map(|word| word.to_ascii_lowercase()).collect::<Vec<_>>().join("_")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_ascii_lowercase()
}

/// The name with its first letter as a capital, the rest as it is: `ugcPost` as `UgcPost`.
#[must_use]
pub fn raised(name: &str) -> String {
    let parts = name.split(|one: char| !one.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default() + letters.as_str()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{pascal, raised, snake};

    #[test]
    fn words_of_odd_names_are_split() {
        let names = [
            ("fooBar", "foo_bar", "FooBar"),
            ("FOO_BAR", "foo_bar", "FooBar"),
            ("XMLHttpRequest", "xml_http_request", "XmlHttpRequest"),
            ("jobID", "job_id", "JobId"),
            ("LinkedInURL", "linked_in_url", "LinkedInUrl"),
            ("OAuth2Token", "o_auth2_token", "OAuth2Token"),
            ("2ndDegree", "2nd_degree", "2ndDegree"),
            ("a1B", "a1_b", "A1B"),
            ("A1Bc", "a1_bc", "A1Bc"),
            ("größe", "gr_e", "GrE"),
            ("$*", "", ""),
        ];
        for (name, snake_case, pascal_case) in names {
            assert_eq!((snake(name).as_str(), pascal(name).as_str()), (snake_case, pascal_case), "{name}");
        }
        assert_eq!(raised("ugcPost"), "UgcPost");
    }
}
