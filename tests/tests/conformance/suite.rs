//! The files of the suite, which `conformance/suite/README.md` describes.

use std::path::PathBuf;

use restli_client::core::json;
use testsuite_client::manifest::{Manifest, WireProtocolOperationTest};

/// The operations of the suite, read with the suite's schema.
pub(crate) fn manifest() -> Manifest {
    json::from_slice(&read("manifest.json")).expect("a manifest")
}

/// The request of an operation by protocol 2.0.0, if the suite has it. The manifest names that by protocol 1.0.0.
pub(crate) fn request(operation: &WireProtocolOperationTest) -> Option<Vec<u8>> {
    std::fs::read(path(&operation.request.replacen("requests/", "requests-v2/", 1))).ok()
}

/// The response of an operation by protocol 2.0.0, if the suite has it.
pub(crate) fn response(operation: &WireProtocolOperationTest) -> Option<Vec<u8>> {
    std::fs::read(path(&operation.response.replacen("responses/", "responses-v2/", 1))).ok()
}

/// A file that must be there.
pub(crate) fn read(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every file below a folder whose name ends so. There is at least one.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "no files");
    files
}

fn path(name: &str) -> PathBuf {
    restli_testing::workspace().join("tests/conformance/suite").join(name)
}
