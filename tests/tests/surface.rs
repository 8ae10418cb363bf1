//! The surface of every API of this repository: what a reviewer reads when a schema changes.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

#[test]
fn the_surface_of_each_api_is_as_reviewed() {
    let root = restli_testing::workspace();
    let mut seen = 0;
    for entry in std::fs::read_dir(root.join("schema")).expect("schema/") {
        let folder = entry.expect("an entry").path();
        if !restli_schema::holds_api(&folder) {
            continue;
        }
        seen += 1;
        let loaded = restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false)));
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root.join("tests/snapshots/surface"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, restli_codegen::surface(&restli_codegen::plan(&loaded.api))));
    }
    assert!(seen > 0, "no schema found");
}
