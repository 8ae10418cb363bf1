//! `restli new product`, `resource`, `finder` and `type` as their user meets them: stubs that generate, and files that stay as they are around them.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use restli_testing::files;
use similar::{ChangeTag, TextDiff};
use tempfile::TempDir;

const API: &str = "# What all products share.
api: shop
namespace: com.example
verified: docs
bases:
  main: {url: 'https://api.example.com', path: /v1}
  other: {url: 'https://api.example.com', path: /v2}
permissions:
  r_all: {doc: Read.}
";

const WARES: &str = "# yaml-language-server: $schema=../shop.schema.json
product: wares   # with odd blanks
rules: {base: main}

types:
    Ware:
        fields: {id: long,   note?: string}   # to the last blank

    Tag: {fields: {id: long}}

# About the resources.
resources:
  wares:
    collection: Ware
    key: {wareId: long}
    # The methods.
    methods: {get: }
    sub:
      tags: {collection: Tag, key: {tagId: long}, methods: {get: }}
  tags: {collection: Tag, key: {tagId: long}, methods: {get: }}   # on a line
";

const MORE: &str = "product: more\ndoc: |\n  A text\n\n  of several lines.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = folder.path().join("schema/shop");
    std::fs::create_dir_all(&schema).expect("created");
    for (name, text) in [("api.yaml", API), ("wares.yaml", WARES), ("more.yaml", MORE)] {
        std::fs::write(schema.join(name), text).expect("written");
    }
    folder
}

fn restli(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.env("NO_COLOR", "1").current_dir(folder).args(arguments).output().expect("restli runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn stub_of_each_kind_generates_and_changes_no_byte_around_it() {
    let cases: &[&[&str]] = &[
        &["product", "fairs", "--doc", "Fairs."],
        &["product", "fairs", "--folder"],
        &["type", "Person", "--product", "wares", "--doc", "Somebody: \"here\""],
        &["type", "Tone", "--product", "wares", "--kind", "enum"],
        &["type", "Choice", "--product", "more", "--kind", "union"],
        &["type", "Number", "--file", "api.yaml", "--kind", "alias"],
        &["type", "Number", "--file", "schema/shop/more.yaml"],
        &["resource", "people", "--product", "wares"],
        &["resource", "people", "--product", "more", "--base", "other", "--doc", "People."],
        &["resource", "others", "--file", "wares", "--entity", "Ware"],
        &["resource", "grants", "--product", "wares", "--kind", "association"],
        &["resource", "settings", "--product", "wares", "--kind", "simple"],
        &["resource", "tools", "--product", "wares", "--kind", "actions"],
        &["resource", "null", "--product", "wares", "--entity", "Ware"],
        &["resource", "parts", "--below", "wares"],
        &["finder", "author", "--resource", "wares"],
        &["finder", "true", "--resource", "/wares"],
    ];
    for arguments in cases {
        let folder = folder();
        let before = files(&folder.path().join("schema"));
        let output = restli(folder.path(), &[&["new"], *arguments].concat());
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        let after = files(&folder.path().join("schema"));
        for (path, old) in &before {
            let new = after.get(path).expect("the file is still there");
            let diff = TextDiff::from_lines(old.as_str(), new.as_str());
            assert!(diff.iter_all_changes().all(|change| change.tag() != ChangeTag::Delete), "{arguments:?}: {}", diff.unified_diff());
        }
        assert_ne!(before, after, "{arguments:?}");
        let output = restli(folder.path(), &["generate"]);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn stubs_are_written_as_an_author_would() {
    let folder = folder();
    let mut told = Vec::new();
    for arguments in [
        &["new", "product", "fairs", "--doc", "Fairs, and who comes."][..],
        &["new", "resource", "fairs", "--product", "fairs", "--base", "main"],
        &["new", "type", "Tone", "--product", "wares", "--kind", "enum", "--doc", "A tone."],
        &["new", "finder", "note", "--resource", "wares"],
        &["new", "finder", "name", "--resource", "wares/tags"],
        &["new", "finder", "name", "--resource", "/tags"],
    ] {
        let output = restli(folder.path(), arguments);
        told.push(format!("$ restli {}\n{}{}", arguments.join(" "), text(&output.stdout), text(&output.stderr)));
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join("schema/shop").join(name)).expect("a file");
    insta::assert_snapshot!(format!("{}\n== fairs.yaml\n{}\n== wares.yaml\n{}", told.concat(), read("fairs.yaml"), read("wares.yaml")));
}

#[test]
fn refused_stub_says_why_and_writes_nothing() {
    let cases: &[&[&str]] = &[
        &["product", "wares"],
        &["product", "../x"],
        &["product", "1st"],
        &["type", "Ware", "--product", "wares"],
        &["type", "Person"],
        &["type", "Person", "--product", "ware"],
        &["type", "Person", "--file", "wars"],
        &["type", "a b", "--product", "wares"],
        &["resource", "wares", "--product", "wares"],
        &["resource", "people", "--product", "more"],
        &["resource", "people", "--product", "wares", "--base", "mian"],
        &["resource", "people", "--file", "api"],
        &["resource", "people", "--below", "wears"],
        &["resource", "tag", "--product", "more", "--base", "main"],
        &["type", "A", "--product", "more", "--doc", "x\u{a0}y\u{2028}\u{7f}"],
        &["finder", "author", "--resource", "tags"],
        &["finder", "author", "--resource", "tag"],
        &["finder", "a b", "--resource", "wares"],
    ];
    let folder = folder();
    let before = files(&folder.path().join("schema"));
    let mut told = Vec::new();
    for arguments in cases {
        let output = restli(folder.path(), &[&["new"], *arguments].concat());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        let shown = text(&output.stderr).replace(&folder.path().display().to_string(), "FOLDER").replace('\\', "/");
        told.push(format!("$ restli new {}\n{shown}\n", arguments.join(" ").escape_debug()));
    }
    assert_eq!(files(&folder.path().join("schema")), before);
    insta::assert_snapshot!(told.concat());
}

#[test]
fn page_shows_what_the_commands_say() {
    let page = std::fs::read_to_string(restli_testing::workspace().join("docs/own-api.md")).expect("the page").replace("\r\n", "\n");
    let (_, section) = page.split_once("\n## The next resource\n").expect("a section");
    let block = section.split("```").nth(1).and_then(|block| block.strip_prefix("console\n")).expect("commands");
    let folder = tempfile::tempdir().expect("a folder");
    assert!(restli(folder.path(), &["new", "api", "shop"]).status.success());
    let mut told = String::new();
    let mut commands = 0;
    for line in block.lines() {
        let Some(command) = line.strip_prefix("$ restli ") else {
            assert!(told.lines().any(|one| one == line), "{line}\nis not in\n{told}");
            continue;
        };
        // Every second part stands in quotes.
        let parts = command.split('"').enumerate();
        let words: Vec<&str> =
            parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect();
        let output = restli(&folder.path().join("shop"), &words);
        told = text(&output.stdout);
        assert!(output.status.success(), "{command}: {}", text(&output.stderr));
        commands += 1;
    }
    assert_eq!(commands, 4);
    let output = restli(&folder.path().join("shop"), &["fmt", "--check"]);
    assert!(output.status.success(), "stubs are laid out: {}", text(&output.stdout));
}

#[test]
fn schema_with_problems_is_shown_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("schema/shop/more.yaml");
    std::fs::write(&path, "product: more\ntypes: {A: {fields: {a: strnig}}}\n").expect("written");
    let before = files(&folder.path().join("schema"));
    let output = restli(folder.path(), &["new", "type", "B", "--product", "more"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("schema/shop/more.yaml:2:25"), "{}", text(&output.stderr));
    assert_eq!(files(&folder.path().join("schema")), before);
}

#[test]
fn next_command_has_a_path_with_blanks_in_quotes() {
    let folder = folder();
    std::fs::rename(folder.path().join("schema/shop"), folder.path().join("my shop")).expect("moved");
    let output = restli(folder.path(), &["new", "type", "B", "--product", "more", "--api", "my shop"]);
    assert!(text(&output.stdout).ends_with(" generate --api 'my shop'\n"), "{}", text(&output.stdout));
}

#[test]
fn folder_of_a_schema_needs_no_cargo_and_its_files_are_named_as_seen_from_here() {
    let folder = folder();
    let schema = folder.path().join("schema/shop");
    std::fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").expect("written");
    let without_cargo = |folder: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
        command.env("PATH", "/nowhere").env("CARGO", "/nowhere/cargo").current_dir(folder).args(arguments);
        let output = command.output().expect("restli runs");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    for (at, api, shown) in [(schema.as_path(), ".", "toys.yaml"), (folder.path(), "./schema/shop", "schema/shop/games.yaml")] {
        let name = shown.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).expect("a name");
        let (status, told, errors) = without_cargo(at, &["new", "product", name, "--api", api]);
        assert_eq!((status, errors.as_str()), (Some(0), ""));
        assert!(told.starts_with(&format!("{shown}:2: product")), "{told}");
        let (status, told, errors) = without_cargo(at, &["fmt", "--api", api]);
        assert_eq!((status, errors.as_str()), (Some(0), ""), "{told}");
        std::fs::write(schema.join("wares.yaml"), WARES).expect("written");
        let (_, told, _) = without_cargo(at, &["fmt", "--api", api]);
        let file = shown.replace(name, "wares");
        assert!(told.starts_with(&format!("{file} (+")), "{told}");
        let (status, _, errors) = without_cargo(at, &["lint", "--api", api]);
        assert_eq!(status, Some(0), "{errors}");
    }
}

#[test]
fn byte_order_mark_and_ends_of_lines_stay() {
    let folder = folder();
    let path = folder.path().join("schema/shop/more.yaml");
    std::fs::write(&path, "\u{feff}product: more\r\ndoc: More.").expect("written");
    assert!(restli(folder.path(), &["new", "type", "B", "--product", "more", "--kind", "alias"]).status.success());
    let new = std::fs::read_to_string(&path).expect("text");
    assert_eq!(new, "\u{feff}product: more\r\ndoc: More.\r\n\r\ntypes:\r\n  B:\r\n    verified: assumed\r\n    is: string\r\n");
}

#[cfg(unix)]
#[test]
fn link_and_permissions_of_a_file_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let (link, target) = (folder.path().join("schema/shop/more.yaml"), folder.path().join("more.yaml"));
    std::fs::rename(&link, &target).expect("moved");
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o600)).expect("set");
    std::os::unix::fs::symlink(&target, &link).expect("linked");
    assert!(restli(folder.path(), &["new", "type", "B", "--product", "more"]).status.success());
    assert!(link.is_symlink());
    assert_eq!(std::fs::metadata(&target).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(std::fs::read_to_string(&target).expect("text").contains("  B:\n"));
}
