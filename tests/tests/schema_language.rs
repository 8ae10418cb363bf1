//! The schema language as it lies on disk: the example of its document, products that are folders, line ends.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use restli_schema::diagnostic::Diagnostic;
use restli_schema::{Report, load_dir, load_texts};

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
    let loaded = load_texts(files).unwrap_or_else(|report| panic!("{}", report.render(false)));
    assert_eq!(loaded.render_warnings(false), "");
}

#[test]
fn texts_of_a_folder_are_as_the_same_files_on_disk() {
    let api = "api: test\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\n";
    let ads = [("ads/a.yaml", "product: ads\n"), ("ads/b.yaml", "product: ads\ntypes: {A: {fields: {a: long}}}\n")];
    let texts = [("api.yaml", api), ads[0], ads[1]];
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("ads")).unwrap();
    for (path, text) in texts {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let on_disk = load_dir(folder.path()).map(|loaded| loaded.api.hash).map_err(|error| error.render(false));
    assert_eq!(on_disk, load_texts(texts).map(|loaded| loaded.api.hash).map_err(|report| report.render(false)));
}

/// The YAML files of a folder, and of the folders in it.
fn yaml(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let below = |path: PathBuf| if path.is_dir() { yaml(&path) } else { vec![path] };
    entries.flat_map(|entry| below(entry.unwrap().path())).filter(|path| path.extension().is_some_and(|it| it == "yaml")).collect()
}

/// The API of a folder, or its problems with their places, with other line ends.
fn outcome(folder: &Path, line_end: &str) -> Result<String, Vec<String>> {
    let texts = yaml(folder).into_iter().map(|path| {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).replace('\n', line_end);
        (path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"), text)
    });
    let told = |report: Report| {
        let place = |one: &Diagnostic| format!("{} {} {}", report.sources.place(one.span), one.rule, one.message);
        report.diagnostics.iter().map(place).collect()
    };
    load_texts(texts).map(|loaded| loaded.api.hash).map_err(told)
}

#[test]
fn line_ends_of_windows_change_neither_the_meaning_nor_the_places_of_problems() {
    let root = restli_testing::workspace();
    let mut folders = vec![root.join("schema/linkedin")];
    for kind in ["tests/cases", "tests/errors"] {
        let entries = std::fs::read_dir(root.join(kind)).unwrap();
        folders.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
    for folder in folders {
        assert_eq!(outcome(&folder, "\r\n"), outcome(&folder, "\n"), "{}", folder.display());
    }
}
