//! The example of the document of the schema language.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

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
