//! Bodies: JSON into values, and patches.

use restli_core::data::Data;
use restli_core::json::{self, Reader};
use restli_core::patch::Patch;
use restli_core::{Json, Map};

use super::types::{Bag, Content, Everything, Nothing, Thing, Tree};

/// Signs and words of JSON.
pub(super) const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "[[",
    "{\"a\":",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\n",
    "null",
    "true",
    "false",
    "0",
    "-",
    "-0",
    "1e400",
    "1.0",
    "9223372036854775808",
    "18446744073709551616",
    "\"NaN\"",
    "\"-Infinity\"",
    "é",
    "😀",
    "\u{1f}",
    " ",
    "\n",
    "\"id\":1",
    "\"name\":",
    "\"tree\":",
    "\"left\":",
    "\"content\":",
    "\"com.example.Place\":",
    "\"$metadata\":",
    "\"x~\":",
];

pub(super) fn json(input: &[u8]) {
    let any = reads_back::<Json>(input);
    let typed = [
        reads_back::<Everything>(input),
        reads_back::<Thing>(input),
        reads_back::<Bag>(input),
        reads_back::<Nothing>(input),
        reads_back::<Tree>(input),
        reads_back::<Content>(input),
        reads_back::<Vec<Option<Content>>>(input),
        reads_back::<Map<f32>>(input),
        reads_back::<f64>(input),
        reads_back::<i64>(input),
    ];
    assert!(any || !typed.contains(&true), "it fits a type and is no JSON");
    let skipped = Reader::new(input).and_then(|mut reader| reader.skip().and_then(|_| reader.end()));
    assert_eq!(any, skipped.is_ok(), "what can be read can be skipped");
    // A value that does not fit is gone past all the same.
    let tried = Reader::new(input).and_then(|mut reader| reader.try_read(&mut Everything::empty()).and_then(|_| reader.end()));
    assert_eq!(any, tried.is_ok(), "what can be read can be tried");
    let theirs = serde_json::from_slice::<Json>(input).is_ok();
    assert!(any || !theirs, "serde_json reads it");
    let _ = serde_json::from_slice::<Everything>(input);
}

/// Reads a type; what was read and written reads the same.
fn reads_back<T: Data>(input: &[u8]) -> bool {
    let Ok(value) = json::from_slice::<T>(input) else { return false };
    let written = json::to_string(&value);
    let again = json::from_slice::<T>(written.as_bytes()).unwrap_or_else(|error| panic!("written as {written}: {error}"));
    assert_eq!(json::to_string(&again), written);
    true
}

/// Signs and words of patches.
pub(super) const PATCH: &[&str] = &[
    "{",
    "}",
    "{\"patch\":{",
    "}}",
    "\"$set\":{",
    "\"$delete\":[",
    "\"$reorder\":[{\"$fromIndex\":0,\"$toIndex\":2}]",
    "\"$$x\":{",
    "\"$\":{",
    "\"a\"",
    "\"a\":",
    "null",
    "1",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0024set",
    "é",
    " ",
];

pub(super) fn patch(input: &[u8]) {
    let Ok(patch) = Patch::from_json(input) else { return };
    let written = patch.to_json();
    let again = Patch::from_json(written.as_bytes()).unwrap_or_else(|error| panic!("written as {written}: {error}"));
    assert_eq!(again, patch, "written as {written}");
    assert!(json::from_slice::<Json>(written.as_bytes()).is_ok(), "{written} is no JSON");
    let nothing = Json::Object(serde_json::Map::new());
    if let Ok(made) = patch.apply(&nothing) {
        let diff = Patch::diff(&nothing, &made).unwrap_or_else(|error| panic!("{written} makes {made}: {error}"));
        assert_eq!(diff.apply(&nothing), Ok(made), "{written}");
    }
}
