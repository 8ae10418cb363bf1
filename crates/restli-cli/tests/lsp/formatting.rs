//! The layout of a file that is open in an editor.

use serde_json::{Value, json};

use super::{PEOPLE, edited, editor};

#[test]
fn formatting_edits_the_lines_that_the_layout_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    assert_eq!(editor.capabilities["documentFormattingProvider"], true);
    let uri = editor.uri("people.yaml");
    let mut edits = |text: &str| {
        editor.change("people.yaml", text);
        let options = json!({"tabSize": 8, "insertSpaces": false});
        editor.ask("textDocument/formatting", &json!({"textDocument": {"uri": uri}, "options": options}))
    };
    let laid_out = PEOPLE.replace("\ntypes:", "\n\ntypes:").replace("\nresources:", "\n\nresources:");
    assert_eq!(edits(&laid_out), json!([]));
    for odd in [
        PEOPLE.to_owned(),
        laid_out.replace("tone?: Tone}", "tone?  :   Tone }") + "\n\n",
        laid_out.replace("doc: A person.", "doc:   A person.  ").trim_end().to_owned(),
        laid_out.replace("key:", "key:  ").replace('\n', "\r\n"),
    ] {
        let found = edits(&odd);
        let count = found.as_array().map(Vec::len).unwrap_or_default();
        assert!((1..=2).contains(&count), "an edit for each place: {found}");
        assert!(found.to_string().len() < laid_out.len(), "most lines are not touched: {found}");
        assert_eq!(edited(&json!({"changes": {&uri: found}}), &uri, &odd).replace("\r\n", "\n"), laid_out);
    }
    for left in ["product: people\n---\n", "product: [\n", "? product\n: people\n"] {
        assert_eq!(edits(left), Value::Null, "{left}");
    }
    editor.end();
}
