//! Files that are made from the evidence.

use restli_testing::workspace;

/// Compares a file with what it should be, or writes it where snapshots are written.
pub(super) fn compare(file: &str, wanted: &str) {
    let path = workspace().join(file);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, wanted).expect("a file that can be written");
    }
    let own = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = own.lines().zip(wanted.lines()).find(|(own, wanted)| own != wanted);
    let advice = "read the difference, and write the file anew with INSTA_UPDATE=always";
    assert!(own == wanted, "{file} is not what the sandbox proves: {differs:?}\n{advice}");
}
