//! Rule for the programs in pages: a page is read as it stands, so nothing of a program is hidden from its reader.

use super::file::{Finding, Repository, ending};

/// Finds lines that rustdoc hides in the Rust of Markdown files.
pub(crate) fn check(repository: &Repository) -> Vec<Finding> {
    let pages = repository.files.iter().filter(|file| ending(&file.path) == "md");
    let message = || "the page shows this line, and its readers copy it: write the program without `# `".to_owned();
    pages.flat_map(|file| lines(&file.text).map(move |line| file.finding(line, message()))).collect()
}

/// The numbers of the hidden lines.
fn lines(text: &str) -> impl Iterator<Item = usize> {
    let mut rust = false;
    text.lines().enumerate().filter_map(move |(place, line)| {
        if let Some(language) = line.strip_prefix("```") {
            rust = !rust && language.starts_with("rust");
        }
        (rust && (line == "#" || line.starts_with("# "))).then_some(place + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_of_rust_blocks_are_found() {
        let text =
            "# Page\n```rust,no_run\n# fn main() {\n#[test]\n#\n```\n# Two\n```yaml\n# a comment\n```\n```rust\nlet a = 1;\n# }\n```\n";
        assert_eq!(lines(text).collect::<Vec<_>>(), [3, 5, 13]);
    }
}
