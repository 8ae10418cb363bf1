//! Rule for texts that users see.

use super::file::{Finding, Repository, ending};

/// Finds string literals of the crates' sources that cite a section or a file.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let mut out = Vec::new();
    for (file, rust) in repository.rust() {
        let is_source = file.path.starts_with("crates/") && file.path.contains("/src/") && !file.path.ends_with("tests.rs");
        for (line, text) in rust.literals.iter().filter(|_| is_source) {
            if let Some(cited) = citation(text) {
                out.push(file.finding(*line, format!("the text cites `{cited}`, which its reader cannot open: say it in words")));
            }
        }
    }
    out
}

/// The section mark or the Markdown file that a sentence cites. A literal of one word is data: a name of a file to write.
fn citation(text: &str) -> Option<&str> {
    if text.contains('§') {
        return Some("§");
    }
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let sentence = text.split_whitespace().count() > 1 && !text.contains("](");
    words.filter(|word| sentence && ending(word) == "md" && !word.contains("://")).find(|word| word.contains('/') || *word != "README.md")
}

#[cfg(test)]
mod tests {
    use super::citation;

    #[test]
    fn citation_of_a_sentence_returns_the_file_or_the_mark() {
        assert_eq!(citation("see docs/protocol.md."), Some("docs/protocol.md"));
        assert_eq!(citation("as in §3.2"), Some("§"));
    }

    #[test]
    fn citation_of_data_returns_none() {
        assert_eq!(citation("docs/linkedin/README.md"), None);
        assert_eq!(citation("cannot write README.md of the crate"), None);
        assert_eq!(citation("see https://example.com/a.md for more"), None);
    }
}
