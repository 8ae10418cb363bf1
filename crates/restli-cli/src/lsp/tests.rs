//! Sessions without a connection: floods of edits, and files at the edges.

use std::path::Path;
use std::str::FromStr as _;

use lsp_types::{InitializeParams, Uri};
use restli_testing::Random;
use serde_json::{Value, json};

use super::session::Session;

/// A session whose editor counts in units of 16 bits.
fn session() -> Session {
    Session::new(&InitializeParams::default(), None)
}

fn address(path: &Path) -> Uri {
    super::uri::of_path(path).expect("an address")
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("parameters")
}

/// Asks everything about a position of a file.
fn ask_all(session: &mut Session, uri: &Uri, line: u32, character: u32) {
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
    let with = |more: Value| {
        let mut all = place.clone();
        if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
            all.extend(more);
        }
        all
    };
    session.completion(&read(place.clone()));
    session.hover(&read(place.clone()));
    session.definition(&read(place.clone()));
    session.references(&read(with(json!({"context": {"includeDeclaration": true}}))));
    let _ = session.prepare_rename(&read(place.clone()));
    let _ = session.rename(&read(with(json!({"newName": "Other"}))));
    let range = json!({"start": {"line": line, "character": character}, "end": {"line": line + 1, "character": 0}});
    session.code_actions(&read(json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}})));
}

/// Texts that break files in the middle.
const PIECES: &[&str] = &[
    "",
    "\n",
    "  ",
    ":",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "?",
    "- ",
    "#",
    "|",
    "\t",
    "𝄞",
    "ä",
    "\r\n",
    "\r",
    "\u{feff}",
    "~",
    "&a",
    "*a",
    "urn:",
    "types:\n",
    "fields: {",
    "resources:\n  x:\n",
    "(",
    ")",
    "~:",
    "/",
    "..",
    "with: ",
    "same_as: ",
    "collection: ",
    "path: ",
    "is: ",
    "null",
    "0",
];

#[test]
fn random_edits_of_files_break_no_session() {
    let cases = restli_testing::workspace().join("tests/cases");
    let mut folders: Vec<_> =
        std::fs::read_dir(cases).expect("cases").map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut random = Random::new(14);
    let mut edits = 0;
    for folder in folders.iter().filter(|folder| folder.join("api.yaml").is_file()) {
        let mut session = session();
        let mut files: Vec<_> = std::fs::read_dir(folder).expect("files").map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
        files.sort();
        for file in &files {
            session.opened(&address(file), std::fs::read_to_string(file).expect("a text"), 1);
        }
        session.check();
        for number in 0..12 {
            let Some(file) = files.get(random.below(files.len())) else { continue };
            let uri = address(file);
            let (line, character) = (small(&mut random, 40), small(&mut random, 60));
            let end = json!({"line": line + small(&mut random, 2), "character": small(&mut random, 60)});
            let piece = PIECES.get(random.below(PIECES.len())).copied().unwrap_or_default();
            let change = json!({"range": {"start": {"line": line, "character": character}, "end": end}, "text": piece});
            session.changed(&read(json!({"textDocument": {"uri": uri, "version": number}, "contentChanges": [change]})));
            session.check();
            ask_all(&mut session, &uri, line, character + 1);
            ask_all(&mut session, &uri, small(&mut random, 60), small(&mut random, 80));
            edits += 1;
        }
    }
    assert!(edits > 300, "{edits}");
}

fn small(random: &mut Random, below: usize) -> u32 {
    u32::try_from(random.below(below)).unwrap_or_default()
}

#[test]
fn every_place_of_a_schema_is_asked_for_without_trouble() {
    let folder = restli_testing::workspace().join("tests/cases");
    let case = folder.join("records");
    let case = if case.is_dir() { case } else { std::fs::read_dir(&folder).expect("cases").next().expect("one").expect("an entry").path() };
    let mut session = session();
    for entry in std::fs::read_dir(&case).expect("files") {
        let path = entry.expect("an entry").path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let uri = address(&path);
        session.opened(&uri, text.clone(), 1);
        session.check();
        for (line, content) in (0..).zip(text.lines()) {
            for character in 0..u32::try_from(content.len()).unwrap_or_default() + 2 {
                let place = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
                session.completion(&read(place.clone()));
                session.hover(&read(place));
            }
        }
    }
}

#[test]
fn folder_that_vanishes_takes_its_problems_along() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("shop");
    std::fs::create_dir(&home).expect("created");
    let file = home.join("api.yaml");
    std::fs::write(&file, "api: shop\nbasis: {}\n").expect("written");
    let mut session = session();
    let uri = address(&file);
    session.opened(&uri, "api: shop\nbasis: {}\n".to_owned(), 1);
    assert!(session.check().iter().any(|told| !told.diagnostics.is_empty()));
    std::fs::remove_dir_all(&home).expect("removed");
    session.closed(&uri);
    session.check();
    ask_all(&mut session, &uri, 0, 0);
    session.changed_on_disk(&Uri::from_str("file:///").expect("an address"));
    session.check();
}
