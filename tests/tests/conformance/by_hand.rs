//! A resource that somebody describes by hand becomes the same client as one that was imported.

use restli_codegen::{Dependencies, FileSet};

use super::load;

/// Files that are generated for the resource `collection` and its subresources.
const FILES: [&str; 3] = ["collection.rs", "collection_subcollection.rs", "collection_subsimple.rs"];

#[test]
fn a_resource_described_by_hand_is_generated_as_the_imported_one() {
    let generate =
        |folder| restli_codegen::generate(&restli_codegen::plan(&load(folder)), &Dependencies::Workspace, None).expect("generated");
    let (by_hand, imported) = (generate("by_hand"), generate("schema/testsuite"));
    let file = |files: &FileSet, name: &str| {
        let path = format!("testsuite-client/src/testsuite/{name}");
        files.get(&path).cloned().unwrap_or_else(|| panic!("no {path}"))
    };
    for name in FILES {
        assert_eq!(file(&by_hand, name), file(&imported, name), "{name}");
    }
}
