//! Changes of LinkedIn's schema as maintainers make them: a product more, and records on several branches at once.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use similar::{DiffTag, TextDiff};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for entry in std::fs::read_dir(&open).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("text");
                files.insert(path.strip_prefix(folder).expect("below").to_owned(), text);
            }
        }
    }
    files
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
    std::fs::write(path, text).expect("written");
}

fn copy(from: &Path, to: &Path) {
    for (path, text) in files(from) {
        write(&to.join(path), &text);
    }
}

fn xtask() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("NO_COLOR", "1");
    command
}

fn good(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// The files that are generated from LinkedIn's schema after changes, with that for editors: in a file, the first text is replaced by the
/// second.
fn generated(changes: &[(&str, &str, &str)]) -> BTreeMap<PathBuf, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, out) = (folder.path().join("schema"), folder.path().join("out"));
    copy(&workspace().join("schema/linkedin"), &schema);
    for (file, old, new) in changes {
        let text = std::fs::read_to_string(schema.join(file)).expect("a file");
        assert!(text.contains(old), "{file} has no `{old}`");
        write(&schema.join(file), &text.replacen(old, new, 1));
    }
    good(&xtask().arg("generate").arg("--api").arg(&schema).arg("--out").arg(&out).output().expect("xtask runs"));
    let api = restli_schema::load_dir(&schema).expect("a schema").api;
    let for_editors = serde_json::to_string_pretty(&restli_schema::json_schema_of(&api)).expect("JSON");
    write(&out.join("linkedin.schema.json"), &for_editors);
    files(&out)
}

/// The lines of a text that a branch replaces, with the new ones.
fn edits<'a>(base: &'a str, branch: &'a str) -> Vec<(Range<usize>, Vec<&'a str>)> {
    let diff = TextDiff::from_lines(base, branch);
    let lines: Vec<&str> = branch.split_inclusive('\n').collect();
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changed.map(|op| (op.old_range(), lines[op.new_range()].to_vec())).collect()
}

/// Merges two branches as git does: lines that one of them changes, with at least one line between them and those of the other.
fn merged(base: &str, ours: &str, theirs: &str) -> Result<String, String> {
    let mut all: Vec<_> = [edits(base, ours), edits(base, theirs)].concat();
    all.sort_by_key(|(old, _)| (old.start, old.end));
    all.dedup();
    let lines: Vec<&str> = base.split_inclusive('\n').collect();
    let (mut text, mut at) = (String::new(), 0);
    let mut free_from = 0;
    for (old, new) in all {
        if old.start < free_from {
            return Err(format!("conflict at line {}", old.start + 1));
        }
        text.extend(lines[at..old.start].iter().copied());
        text.extend(new);
        (at, free_from) = (old.end, old.end + 1);
    }
    text.extend(lines[at..].iter().copied());
    Ok(text)
}

#[test]
fn crates_of_this_workspace_are_up_to_date() {
    let told = good(&xtask().args(["generate", "--check"]).output().expect("xtask runs"));
    assert!(told.lines().all(|line| line.contains("up to date")), "{told}");
}

#[test]
fn check_of_the_workspace_names_the_command_that_repairs_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    checkout(folder);
    write(&folder.join("crates/linkedin-client/src/lib.rs"), "");
    let told = generate(folder, &["--check", "--api", "linkedin"]);
    assert_eq!(String::from_utf8_lossy(&told.stderr), "linkedin: 1 file out of date; run `cargo xtask generate`\n");
}

#[test]
fn branches_that_each_add_a_record_merge_to_what_generate_writes() {
    let first = |name: &str| ("types:\n", format!("types:\n  {name}: {{doc: New., fields: {{id: long, at?: Locale}}}}\n\n"));
    let last = |name: &str| ("\nresources:\n", format!("\n  {name}: {{fields: {{id: long, near?: {name}}}}}\n\nresources:\n"));
    let base = generated(&[]);
    let pairs = [
        ("different products", ("social.yaml", first("Agenda")), ("profile/members.yaml", last("Badge"))),
        ("neighbouring products", ("events.yaml", last("Agenda")), ("leads.yaml", first("Badge"))),
        ("one product", ("profile/members.yaml", first("Agenda")), ("profile/members.yaml", last("Badge"))),
    ];
    for (place, ours, theirs) in pairs {
        let change = |(file, (old, new)): &(&'static str, (&'static str, String))| (*file, *old, new.clone());
        let (ours, theirs) = (change(&ours), change(&theirs));
        let with = |changes: &[&(&'static str, &'static str, String)]| {
            generated(&changes.iter().map(|(file, old, new)| (*file, *old, new.as_str())).collect::<Vec<_>>())
        };
        let (one, other, both) = (with(&[&ours]), with(&[&theirs]), with(&[&ours, &theirs]));
        for (path, wanted) in &both {
            let merged = merged(&base[path], &one[path], &other[path]);
            assert_eq!(merged.as_ref(), Ok(wanted), "{place}: {}", path.display());
        }
    }
}

/// A workspace with all that `generate` reads and writes for LinkedIn.
fn checkout(folder: &Path) {
    let root = workspace();
    for name in ["crates", "schema", "tests/tests/samples/typed"] {
        copy(&root.join(name), &folder.join(name));
    }
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let of_tests = "generate = [\n";
    let (head, tail) = manifest.split_once(of_tests).expect("the schemas of tests");
    let (_, tail) = tail.split_once("]\n").expect("their end");
    let (members, rest) = head.split_once("members = ").expect("members");
    let (_, rest) = rest.split_once('\n').expect("their end");
    write(&folder.join("Cargo.toml"), &format!("{members}members = [\"crates/*\"]\n{rest}{tail}"));
    write(&folder.join("README.md"), &std::fs::read_to_string(root.join("README.md")).expect("a file"));
}

fn generate(folder: &Path, more: &[&str]) -> Output {
    let mut command = xtask();
    command.env("CARGO_MANIFEST_DIR", folder.join("xtask")).current_dir(folder).env_remove("CARGO_TARGET_DIR");
    command.arg("generate").args(more).output().expect("xtask runs")
}

/// The features of the front door as cargo reads them.
fn features(folder: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(folder).output();
    let metadata: serde_json::Value = serde_json::from_str(&good(&output.expect("cargo runs"))).expect("JSON");
    let front_door = metadata["packages"].as_array().into_iter().flatten().find(|package| package["name"] == "linkedin");
    let features = front_door.and_then(|package| package["features"].as_object()).expect("features");
    features.keys().cloned().collect()
}

#[test]
fn product_added_and_removed_as_contributing_says_needs_nothing_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    checkout(folder);
    let crates = || files(&folder.join("crates"));
    let (before, known) = (crates(), features(folder));
    good(&generate(folder, &["--check"]));

    let product = "product: parties\ndoc: Parties.\nrules: {base: rest, permissions: public}\n";
    let types = "types:\n  Party: {doc: A party., fields: {id: long, name: string}}\n";
    let resources = "resources:\n  parties: {collection: Party, key: {partyId: long}, methods: {get: }}\n";
    write(&folder.join("schema/linkedin/parties/parties.yaml"), &format!("{product}{resources}"));
    write(&folder.join("schema/linkedin/parties/types.yaml"), &format!("product: parties\n{types}"));
    let told = generate(folder, &["--check"]);
    assert!(!told.status.success(), "a new product is out of date");
    good(&generate(folder, &[]));
    good(&generate(folder, &["--check"]));
    let after = crates();
    let text = |path: &str| after.get(Path::new(path)).cloned().unwrap_or_default();
    assert!(text("linkedin/Cargo.toml").contains("parties = [\"linkedin-client/parties\"]\n"));
    assert!(text("linkedin-client/Cargo.toml").contains("\nparties = []\n"));
    assert!(text("linkedin-client/src/lib.rs").contains("#[cfg(feature = \"parties\")]\npub mod parties;\n"));
    assert!(text("linkedin-client/src/parties/types.rs").contains("pub struct Party"));
    assert!(text("linkedin/src/lib.rs").contains("#[cfg(feature = \"parties\")]\npub use linkedin_client::parties;\n"));
    assert_eq!(features(folder).difference(&known).map(String::as_str).collect::<Vec<_>>(), ["parties"]);

    std::fs::remove_dir_all(folder.join("schema/linkedin/parties")).expect("removed");
    good(&generate(folder, &[]));
    assert_eq!(crates(), before);
    assert!(!folder.join("crates/linkedin-client/src/parties").exists(), "a removed product leaves an empty folder");
}

#[test]
fn generate_works_from_a_subfolder_and_on_files_with_line_ends_of_windows() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    checkout(folder);
    for (path, text) in files(folder) {
        write(&folder.join(path), &text.replace('\n', "\r\n"));
    }
    let inside = folder.join("crates/linkedin-client/src");
    let mut command = xtask();
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_TARGET_DIR").current_dir(&inside);
    let told = good(&command.args(["generate", "--check"]).output().expect("xtask runs"));
    assert!(told.lines().all(|line| line.contains("up to date")), "{told}");
}
