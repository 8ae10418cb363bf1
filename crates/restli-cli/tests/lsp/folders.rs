//! Layouts of a schema's folder.

use serde_json::json;

use super::client::Editor;
use super::{API, PEOPLE, edited};

#[test]
fn tables_in_a_folder_of_their_own_belong_to_the_api_around_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("api")).expect("created");
    let (bases, errors) = API.split_once("permissions:").expect("two halves");
    let tables = format!("permissions:{errors}");
    std::fs::write(folder.path().join("api/api.yaml"), bases).expect("written");
    std::fs::write(folder.path().join("api/tables.yaml"), &tables).expect("written");
    std::fs::write(folder.path().join("people.yaml"), PEOPLE).expect("written");
    let mut editor = Editor::start(folder.path(), &["utf-16"]);
    editor.open("api/api.yaml", bases);
    editor.open("api/tables.yaml", &tables);
    assert_eq!(editor.problems("api/api.yaml"), Vec::<String>::new());
    let (people, own) = (editor.uri("people.yaml"), editor.uri("api/api.yaml"));
    let edit =
        editor.ask_at("textDocument/rename", "api/api.yaml", &bases.replacen("  main:", "  ma^in:", 1), &json!({"newName": "first"}));
    assert_eq!(edited(&edit, &own, bases), bases.replace("main:", "first:"));
    assert_eq!(edited(&edit, &people, PEOPLE), PEOPLE.replace("base: main", "base: first"));
    editor.change("api/tables.yaml", &tables.replace("daily", "weekly"));
    assert_eq!(editor.problems("people.yaml").len(), 1);
    editor.end();
}

#[test]
fn folder_with_products_is_an_api_though_its_name_is_api() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("api")).expect("created");
    std::fs::write(folder.path().join("api/api.yaml"), API).expect("written");
    std::fs::write(folder.path().join("api/people.yaml"), PEOPLE).expect("written");
    std::fs::write(folder.path().join("other.lints.yaml"), "unused: {}\n").expect("written");
    let mut editor = Editor::start(folder.path(), &["utf-16"]);
    editor.open("api/people.yaml", &PEOPLE.replace("quotas: daily", "quotas: dayly"));
    assert_eq!(editor.problems("api/people.yaml").len(), 1);
    editor.end();
}
