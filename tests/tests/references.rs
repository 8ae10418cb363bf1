//! Documents of the repository: chapters that the schema names, sections that the code cites, and the example of the schema language.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The anchor that Markdown renderers give a heading: lower case, words joined by hyphens, no punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>();
    kept.replace(' ', "-")
}

/// The anchors of all headings of a Markdown text; lines in code blocks are no headings.
fn anchors(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        code ^= line.starts_with("```");
        if let Some((_, heading)) = line.split_once("# ").filter(|(marks, _)| !code && marks.chars().all(|c| c == '#')) {
            found.push(anchor(heading));
        }
    }
    found
}

#[test]
fn chapter_of_a_source_is_a_heading_of_the_repository() {
    let root = restli_testing::workspace();
    let loaded = restli_schema::load_dir(&root.join("schema/linkedin")).unwrap();
    assert!(!loaded.api.sources.is_empty());
    for source in &loaded.api.sources {
        let chapter = source.chapter.as_deref().unwrap_or_else(|| panic!("`{}` has no chapter", source.name));
        let (file, heading) = chapter.split_once('#').map_or((chapter, None), |(file, heading)| (file, Some(heading)));
        let text = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file} of `{}`: {error}", source.name));
        if let Some(heading) = heading {
            assert!(anchors(&text).iter().any(|one| one == heading), "{file} of `{}` has no heading #{heading}", source.name);
        }
        if let Some(page) = &source.page {
            assert!(text.contains(&format!("]({page})")), "{file} does not link to the page of `{}`: {page}", source.name);
        }
    }
}

/// The YAML blocks of a Markdown text, each with the file name that its first line gives as a comment.
fn yaml_files(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("```yaml\n# ").skip(1);
    let split = |block: &str| {
        block.split_once("```").and_then(|(block, _)| block.split_once('\n')).map(|(name, yaml)| (name.to_owned(), yaml.to_owned()))
    };
    blocks.filter_map(split).collect()
}

#[test]
fn example_of_the_schema_language_loads_without_warnings() {
    let root = restli_testing::workspace();
    let files = yaml_files(&fs::read_to_string(root.join("docs/schema-language.md")).unwrap());
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["api.yaml", "people.yaml"]);
    let loaded = restli_schema::load_texts(files).unwrap_or_else(|report| panic!("{}", report.render(false)));
    assert_eq!(loaded.render_warnings(false), "");
}

/// The Rust files below a folder.
fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The number that a text begins with: `3`, or `3.2`.
fn section(text: &str) -> &str {
    let number = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    number.trim_end_matches('.')
}

#[test]
fn cited_section_of_a_reference_exists() {
    let root = restli_testing::workspace();
    let mut files = Vec::new();
    for folder in ["crates", "xtask/src", "tests/tests"] {
        rust_files(&root.join(folder), &mut files);
    }
    for reference in ["docs/protocol.md", "docs/formats.md"] {
        let text = fs::read_to_string(root.join(reference)).unwrap();
        let sections: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with(['#', '*']))
            .map(|line| section(line.trim_start_matches(['#', '*', ' '])))
            .collect();
        let citation = format!("{reference} §");
        let mut cited = 0;
        for file in &files {
            let source = fs::read_to_string(file).unwrap();
            for rest in source.split(&citation).skip(1) {
                let number = section(rest);
                assert!(sections.contains(&number), "{} cites {reference} §{number}, which does not exist", file.display());
                cited += 1;
            }
        }
        assert!(cited > 10, "{reference} is cited {cited} times");
    }
}
