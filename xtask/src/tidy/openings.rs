//! Words that no doc comment and no name of a test opens with.

/// Questions and pronouns: a sentence that opens with one of these names no subject.
const WORDS: &[&str] = &[
    "what", "where", "how", "whom", "whose", "who", "why", "whether", "when", "it", "its", "they", "their", "this", "that", "these",
    "those",
];

/// The first word of a text, if it is banned.
pub(crate) fn banned(text: &str) -> Option<&str> {
    let first = text.split(|c: char| !c.is_alphabetic()).next()?;
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::banned;

    #[test]
    fn banned_question_or_pronoun_returns_the_word() {
        assert_eq!(banned("It's a list."), Some("It"));
        assert_eq!(banned("what_is_sent"), Some("what"));
    }

    #[test]
    fn banned_noun_or_verb_returns_none() {
        assert_eq!(banned("Items of a list."), None);
        assert_eq!(banned("`what` of a list."), None);
        assert_eq!(banned(""), None);
    }
}
