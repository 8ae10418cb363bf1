//! `restli lsp` as an editor meets it: over standard streams, each ability in turn.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

mod client;
mod folders;
mod formatting;

use std::path::Path;

use client::Editor;
use serde_json::{Value, json};

const API: &str = "api: test
bases:
  main: {url: 'https://api.example.com', path: /v2, versions: monthly}
versions:
  monthly:
    header: X-Version
    pinned: 202602
    released: {202601: , 202602: {sunset: 2030-01}}
permissions:
  r_people: {doc: Reads people.}
  w_people: {doc: Writes people.}
quotas:
  daily: {limit: 100, window: day, scope: app}
urns: {person: , page: }
errors:
  GONE: {status: 410, cause: The person has left.}
sources:
  manual: {title: The manual, page: 'https://example.com/manual'}
";

const PEOPLE: &str = "product: people
namespace: com.example
types:
  Person:
    doc: A person.
    fields:
      id: {type: long, doc: The number.}
      name?: {type: string, doc: The name.}
      home?: {type: Address, doc: The address.}
  Address: {doc: Where somebody lives., fields: {street?: string, tone?: Tone}}
  Tone: {doc: A tone., enum: {LOW: Low., HIGH: High.}}
  Either: {doc: One of two., union: [Person, Address]}
resources:
  people:
    doc: All people.
    collection: Person
    base: main
    key: {personId: long}
    permissions: r_people
    quotas: daily
    errors: [GONE]
    read_only: [id, home/street]
    projections: {Card: \"(id,home(street))\"}
    methods:
      get: {doc: Reads a person.}
    finders:
      byName:
        doc: People of a name.
        params: {name: string, tone?: Tone}
";

/// A folder with the schema of this page, and an editor in which its product is open.
fn editor(folder: &Path) -> Editor {
    std::fs::write(folder.join("api.yaml"), API).expect("written");
    std::fs::write(folder.join("people.yaml"), PEOPLE).expect("written");
    let mut editor = Editor::start(folder, &["utf-16"]);
    editor.open("people.yaml", PEOPLE);
    editor
}

fn labels(items: &Value) -> Vec<String> {
    items
        .as_array()
        .map(|items| items.iter().map(|item| item["label"].as_str().unwrap_or_default().to_owned()).collect())
        .unwrap_or_default()
}

/// The completions where `from` in the product is replaced by `to` with a cursor in it.
fn completed(editor: &mut Editor, from: &str, to: &str) -> Vec<String> {
    assert!(PEOPLE.contains(from), "{from}");
    // What is half written is known from the last whole text.
    editor.change("people.yaml", PEOPLE);
    editor.problems("people.yaml");
    labels(&editor.ask_at("textDocument/completion", "people.yaml", &PEOPLE.replacen(from, to, 1), &json!({})))
}

/// The lines that locations name, with their files.
fn lines(locations: &Value, texts: &[(&str, &str)]) -> Vec<String> {
    let list = locations.as_array().cloned().unwrap_or_default();
    let line = |location: &Value| {
        let file = location["uri"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
        let (line, start) = (&location["range"]["start"]["line"], &location["range"]["start"]["character"]);
        let end = &location["range"]["end"]["character"];
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default();
        let text = texts.iter().find(|(name, _)| *name == file).and_then(|(_, text)| text.lines().nth(number(line))).unwrap_or_default();
        format!("{file}:{}: {}", number(line) + 1, text.get(number(start)..number(end)).unwrap_or_default())
    };
    list.iter().map(line).collect()
}

#[test]
fn diagnostics_have_the_text_of_the_check_and_follow_unsaved_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    assert_eq!(editor.problems("people.yaml"), Vec::<String>::new());
    editor.change("people.yaml", &PEOPLE.replace("quotas: daily", "quotas: dayly"));
    assert_eq!(editor.problems("people.yaml"), ["RL0304 unknown quota `dayly`\nhelp: did you mean `daily`?"]);
    let (_, shown) = editor.problems.last().expect("problems").clone();
    assert_eq!(shown[0]["relatedInformation"][0]["message"], "declared here");
    assert!(shown[0]["codeDescription"]["href"].as_str().is_some_and(|page| page.starts_with("https://")));
    // A change of the tables of the API is seen in the product.
    editor.open("api.yaml", &API.replace("  daily:", "  dayly:"));
    assert_eq!(editor.problems("people.yaml"), Vec::<String>::new());
    editor.tell("textDocument/didClose", &json!({"textDocument": {"uri": editor.uri("api.yaml")}}));
    assert_eq!(editor.problems("people.yaml").len(), 1);
    editor.end();
}

#[test]
fn completion_offers_what_each_place_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let mut has = |from: &str, to: &str, some: &[&str], none: &[&str]| {
        let found = completed(&mut editor, from, to);
        for label in some {
            assert!(found.iter().any(|one| one == label), "{label} in {to}: {found:?}");
        }
        for label in none {
            assert!(!found.iter().any(|one| one == label), "no {label} in {to}: {found:?}");
        }
    };
    let types = ["string", "Person", "Tone", "Either", "urn:person", "urn"];
    has("{name: string,", "{name: ^,", &[&types[..], &["[T]", "{string: T}"]].concat(), &["daily"]);
    has("{name: string,", "{name: Pers^,", &types, &[]);
    has("{name: string,", "{name: [Pe^],", &types, &["[T]"]);
    has("{name: string,", "{name: \"[Pe^]\",", &types, &["[T]"]);
    has("{name: string,", "{name: string^,", &["string?"], &[]);
    has("{type: string,", "{type: {string: To^},", &types, &[]);
    has("permissions: r_people", "permissions: ^", &["r_people", "w_people", "public", "unknown"], &["daily"]);
    has("permissions: r_people", "permissions: {all_of: [r^", &["r_people", "w_people"], &["daily"]);
    has("quotas: daily", "quotas: [^]", &["daily"], &["r_people"]);
    has("errors: [GONE]", "errors: [G^]", &["GONE"], &["daily"]);
    has("base: main", "base: ^", &["main"], &["daily"]);
    has("collection: Person", "collection: ^", &["Person", "bytes"], &["Tone", "string"]);
    has("read_only: [id,", "read_only: [^,", &["id", "name", "home"], &["street"]);
    has("home/street]", "home/str^]", &["street", "tone"], &["id"]);
    has("\"(id,home(street))\"", "\"(id,^\"", &["id", "name", "home"], &["street"]);
    has("\"(id,home(street))\"", "\"(id,home(s^))\"", &["street", "tone"], &["id"]);
    has("get: {doc: Reads a person.}", "get: {doc: Reads a person., since: ^}", &["202601", "202602"], &["202603"]);
    has(
        "    quotas: daily\n",
        "    quotas: daily\n    ^\n",
        &["create_only", "sub", "alt_keys", "source"],
        &["quotas", "read_only", "doc", "limit"],
    );
    has("    quotas: daily\n", "    quotas: daily\n    source: ^\n", &["manual"], &[]);
    has("get: {doc: Reads a person.}", "get: {doc: Reads a person., ^}", &["permissions", "params", "since"], &["paging", "doc"]);
    has("get: {doc: Reads a person.}", "ge^", &["get", "batch_get", "create"], &["byName"]);
    has("        doc: People of a name.\n", "        doc: People of a name.\n        paging: ^\n", &["start_count", "token"], &[]);
    has("        doc: People of a name.\n", "        doc: People of a name.\n        actor: ^\n", &["name", "tone", "home"], &[]);
    has("Tone: {doc: A tone., enum: {LOW: Low., HIGH: High.}}", "Tone: {^}", &["fields", "enum", "union", "is", "bytes"], &[]);
    has("product: people\n", "product: people\n^\n", &["doc", "rules", "events"], &["resources", "api"]);
    editor.end();
}

#[test]
fn completion_of_a_key_has_its_documentation_and_replaces_the_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let text = PEOPLE.replacen("    quotas: daily\n", "    create_^\n", 1);
    let items = editor.ask_at("textDocument/completion", "people.yaml", &text, &json!({}));
    let item = items.as_array().expect("items").iter().find(|item| item["label"] == "create_only").expect("the key").clone();
    assert_eq!(item["documentation"]["value"], "Fields that only create may send.");
    assert_eq!(item["textEdit"]["newText"], "create_only: ");
    let range = &item["textEdit"]["range"];
    assert_eq!((&range["start"]["character"], &range["end"]["character"]), (&json!(4), &json!(11)));
    editor.end();
}

#[test]
fn definition_and_references_lead_across_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let texts = [("api.yaml", API), ("people.yaml", PEOPLE)];
    let mut leads = |from: &str, to: &str, expected: &[&str]| {
        let found = editor.ask_at("textDocument/definition", "people.yaml", &PEOPLE.replacen(from, to, 1), &json!({}));
        assert_eq!(lines(&found, &texts), expected, "{to}");
    };
    leads("quotas: daily", "quotas: da^ily", &["api.yaml:13: daily"]);
    leads("permissions: r_people", "permissions: ^r_people", &["api.yaml:10: r_people"]);
    leads("collection: Person", "collection: Person^", &["people.yaml:4: Person"]);
    leads("tone?: Tone}\n", "tone?: To^ne}\n", &["people.yaml:11: Tone"]);
    leads("home/street]", "home/st^reet]", &["people.yaml:10: street"]);
    leads("(id,home(street))", "(id,home(s^treet))", &["people.yaml:10: street"]);
    leads("(id,home(street))", "(id,ho^me(street))", &["people.yaml:9: home"]);
    leads("base: main", "base: m^ain", &["api.yaml:3: main"]);
    leads("[GONE]", "[GO^NE]", &["api.yaml:16: GONE"]);
    let all = json!({"context": {"includeDeclaration": true}});
    let found = editor.ask_at("textDocument/references", "people.yaml", &PEOPLE.replacen("  Tone: {", "  To^ne: {", 1), &all);
    assert_eq!(lines(&found, &texts), ["people.yaml:10: Tone", "people.yaml:11: Tone", "people.yaml:29: Tone"]);
    let others = json!({"context": {"includeDeclaration": false}});
    let found = editor.ask_at("textDocument/references", "people.yaml", &PEOPLE.replacen("quotas: daily", "quotas: ^daily", 1), &others);
    assert_eq!(lines(&found, &texts), ["people.yaml:20: daily"]);
    editor.end();
}

#[test]
fn hover_of_a_method_shows_url_permissions_quota_and_signature() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let mut shown = |from: &str, to: &str| {
        let found = editor.ask_at("textDocument/hover", "people.yaml", &PEOPLE.replacen(from, to, 1), &json!({}));
        found["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let texts = [
        shown("      byName:", "      byN^ame:"),
        shown("  Person:\n", "  Per^son:\n"),
        shown("name?: {type", "na^me?: {type"),
        shown("quotas: daily", "quotas: da^ily"),
        shown("    people:\n".trim_start(), "people^:\n"),
        shown("    read_only:", "    read_^only:"),
        shown("doc: All people.", "doc: All pe^ople."),
    ];
    insta::assert_snapshot!(texts.join("\n--------\n"));
    editor.end();
}

/// A text with the edits of a file in a workspace edit.
fn edited(edit: &Value, uri: &str, text: &str) -> String {
    let mut edits: Vec<Value> = edit["changes"][uri].as_array().cloned().unwrap_or_default();
    let offset = |position: &Value| {
        let number = |key: &str| usize::try_from(position[key].as_u64().unwrap_or_default()).unwrap_or_default();
        text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>() + number("character")
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&edit["range"]["start"])));
    let mut text = text.to_owned();
    for edit in edits {
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap_or_default());
    }
    text
}

#[test]
fn rename_changes_all_places_of_what_is_not_on_the_wire() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let (people, api) = (editor.uri("people.yaml"), editor.uri("api.yaml"));
    let new = |name: &str| json!({"newName": name});
    let edit = editor.ask_at("textDocument/rename", "people.yaml", &PEOPLE.replacen("  Tone: {", "  To^ne: {", 1), &new("Mood"));
    let text = edited(&edit, &people, PEOPLE);
    assert_eq!(text, PEOPLE.replace("Tone", "Mood"));
    let edit =
        editor.ask_at("textDocument/rename", "people.yaml", &PEOPLE.replacen("quotas: daily", "quotas: ^daily", 1), &new("each_day"));
    assert_eq!(edited(&edit, &people, PEOPLE), PEOPLE.replace("daily", "each_day"));
    assert_eq!(edited(&edit, &api, API), API.replace("daily", "each_day"));
    let named = PEOPLE.replace("name?: {type: string,", "name?: {type: string, rust: called,");
    let edit = editor.ask_at("textDocument/rename", "people.yaml", &named.replacen("rust: called", "rust: cal^led", 1), &new("title"));
    assert_eq!(edited(&edit, &people, &named), named.replace("called", "title"));
    let response =
        editor.response_at("textDocument/rename", "people.yaml", &named.replacen("rust: called", "rust: cal^led", 1), &new("Title"));
    assert!(response["error"]["message"].as_str().is_some_and(|told| told.contains("not in the case of fields")), "{response}");
    let mut refused = |from: &str, to: &str, name: &str| {
        let response = editor.response_at("textDocument/rename", "people.yaml", &PEOPLE.replacen(from, to, 1), &new(name));
        response["error"]["message"].as_str().unwrap_or_default().to_owned()
    };
    let told = [
        refused("name?: {type", "na^me?: {type", "called"),
        refused("  Person:\n", "  Per^son:\n", "Human"),
        refused("      byName:", "      byN^ame:", "named"),
        refused("people:\n    doc", "peo^ple:\n    doc", "humans"),
        refused("permissions: r_people", "permissions: ^r_people", "r_humans"),
        refused("  Tone: {", "  To^ne: {", "Address"),
        refused("  Tone: {", "  To^ne: {", "string"),
        refused("  Tone: {", "  To^ne: {", "a b"),
        refused("doc: All people.", "doc: All pe^ople.", "x"),
    ];
    insta::assert_snapshot!(told.join("\n"));
    editor.end();
}

#[test]
fn code_action_applies_the_help_of_a_problem() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let uri = editor.uri("people.yaml");
    let wrong = PEOPLE.replace("quotas: daily", "quotas: dayly");
    editor.change("people.yaml", &wrong);
    let range = json!({"start": {"line": 19, "character": 13}, "end": {"line": 19, "character": 13}});
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let actions = editor.ask("textDocument/codeAction", &params);
    assert_eq!(actions[0]["title"], "did you mean `daily`?");
    assert_eq!(edited(&actions[0]["edit"], &uri, &wrong), PEOPLE);
    editor.end();
}

#[test]
fn columns_are_counted_as_the_editor_offers() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("api.yaml"), API).expect("written");
    let text = PEOPLE.replace("doc: A person.", "doc: 𝄞 ä").replace("{doc: A tone., enum", "{doc: \"𝄞\", enmu");
    for (offered, chosen, column) in [(&["utf-16", "utf-8"][..], "utf-8", 22), (&["utf-16"][..], "utf-16", 20), (&[][..], "utf-16", 20)] {
        let mut editor = Editor::start(folder.path(), offered);
        assert_eq!(editor.capabilities["positionEncoding"], chosen);
        editor.open("people.yaml", &text);
        assert_eq!(editor.problems("people.yaml").len(), 1);
        let (_, shown) = editor.problems.last().expect("problems").clone();
        assert_eq!(shown[0]["range"]["start"]["character"], column, "{chosen}");
        editor.end();
    }
}

#[test]
fn files_outside_of_an_api_and_deleted_ones_are_no_trouble() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let uri = format!("file://{}", elsewhere.path().join("compose.yaml").display());
    for uri in [uri.as_str(), "untitled:Untitled-1", "file:///no/such/file.yaml"] {
        editor.tell("textDocument/didOpen", &json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": "a: 1\n"}}));
        let place =
            json!({"textDocument": {"uri": uri}, "position": {"line": 7, "character": 7}, "options": {"tabSize": 2, "insertSpaces": true}});
        for method in [
            "textDocument/formatting",
            "textDocument/hover",
            "textDocument/completion",
            "textDocument/definition",
            "textDocument/prepareRename",
            "textDocument/formatting",
        ] {
            assert_eq!(editor.ask(method, &place), Value::Null, "{method} {uri}");
        }
    }
    assert_eq!(editor.asked, ["client/registerCapability"], "the server is told of files that others change");
    std::fs::remove_file(folder.path().join("api.yaml")).expect("removed");
    editor.tell("workspace/didChangeWatchedFiles", &json!({"changes": [{"uri": editor.uri("api.yaml"), "type": 3}]}));
    let response = editor.response("no/such/method", &json!({}));
    assert_eq!(response["error"]["message"], "the server does not know `no/such/method`");
    std::fs::write(folder.path().join("api.yaml"), API.replace("daily", "weekly")).expect("written");
    editor.tell("workspace/didChangeWatchedFiles", &json!({"changes": [{"uri": editor.uri("api.yaml"), "type": 1}]}));
    assert_eq!(editor.problems("people.yaml").len(), 1);
    editor.end();
}

#[test]
fn request_after_shutdown_is_refused_and_notifications_are_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    editor.ask("shutdown", &Value::Null);
    editor.tell("textDocument/didClose", &json!({"textDocument": {"uri": editor.uri("people.yaml")}}));
    let place = json!({"textDocument": {"uri": editor.uri("people.yaml")}, "position": {"line": 0, "character": 0}});
    assert_eq!(editor.response("textDocument/hover", &place)["error"]["code"], -32600);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.status(), Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.status(), Some(1));
}

#[test]
fn changes_of_a_file_that_is_not_open_are_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut editor = editor(folder.path());
    editor.change("api.yaml", "");
    assert_eq!(editor.problems("people.yaml"), Vec::<String>::new());
    editor.end();
}

/// The schema of this repository, whose client is generated.
#[test]
fn names_of_a_generated_client_lead_into_its_rust() {
    let folder = restli_testing::workspace().join("schema/linkedin");
    let text = std::fs::read_to_string(folder.join("verification.yaml")).expect("the schema");
    let mut editor = Editor::start(&folder, &["utf-16"]);
    editor.open("verification.yaml", &text);
    let mut rust = |method: &str, from: &str, to: &str| {
        let found = editor.ask_at(method, "verification.yaml", &text.replacen(from, to, 1), &json!({}));
        let place = &found[0];
        let path = place["uri"].as_str().and_then(|uri| uri.strip_prefix("file://")).unwrap_or_default().to_owned();
        let line = usize::try_from(place["range"]["start"]["line"].as_u64().unwrap_or_default()).unwrap_or_default();
        std::fs::read_to_string(&path).ok().and_then(|text| text.lines().nth(line).map(str::trim).map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(rust("textDocument/definition", "get: {first_call", "g^et: {first_call"), "pub fn get(");
    assert_eq!(rust("textDocument/definition", "  identityMe:", "  identity^Me:"), "pub struct IdentityMe<'c, C = rt::Unchecked> {");
    assert_eq!(rust("textDocument/definition", "  BasicInfo:", "  Basic^Info:"), "pub struct BasicInfo {");
    assert_eq!(rust("textDocument/implementation", "type: BasicInfo", "type: Basic^Info"), "pub struct BasicInfo {");
    assert_eq!(rust("textDocument/implementation", "basicInfo?", "basic^Info?"), "pub basic_info: Option<BasicInfo>,");
    editor.end();
}
