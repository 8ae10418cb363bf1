//! Rule for the names of tests.

use super::file::{Finding, Repository};
use super::openings::banned;

/// The least number of words in a name.
const WORDS: usize = 3;

/// Finds tests whose names are too short for subject, condition and result, or open with a banned word.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let tests = repository.rust().flat_map(|(file, rust)| rust.tests.iter().map(move |test| (file, test)));
    tests.filter_map(|(file, (line, name))| problem(name).map(|problem| file.finding(*line, format!("test `{name}` {problem}")))).collect()
}

fn problem(name: &str) -> Option<String> {
    let words = name.split('_').filter(|word| !word.is_empty()).count();
    if let Some(word) = banned(name) {
        return Some(format!("opens with `{word}`: name the subject, the condition and the result"));
    }
    (words < WORDS).then(|| "is too short: name the subject, the condition and the result".to_owned())
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn problem_of_a_whole_name_returns_none() {
        assert_eq!(problem("parse_empty_list_returns_no_items"), None);
    }

    #[test]
    fn problem_of_a_short_name_or_a_question_says_it() {
        assert!(problem("empty_list").is_some_and(|text| text.starts_with("is too short")));
        assert!(problem("what_is_sent_twice").is_some_and(|text| text.starts_with("opens with `what`")));
    }
}
