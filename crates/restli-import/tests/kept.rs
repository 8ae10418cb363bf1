//! Content that an import keeps although the YAML says it in another way, or although the files are not whole.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use restli_import::{Imported, import, rules};

/// An import of these texts, each under its path.
fn import_texts(texts: &[(&str, &str)]) -> Imported {
    let texts = texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let imported = import(texts.collect(), "example", "http://localhost");
    if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
        panic!("{}", report.render(false));
    }
    imported
}

#[test]
fn record_that_needs_itself_in_several_ways_is_mended_in_each() {
    let imported = import_texts(&[
        ("Pair.pdl", "namespace com.x record Pair { left: Pair right: Pair name: string }"),
        (
            "Pair.pdsc",
            r#"{"type": "record", "name": "com.x.Pair", "fields": [{"name": "left", "type": "Pair"}, {"name": "right", "type": "Pair"},
          {"name": "name", "type": "string"}]}"#,
        ),
        ("Tree.pdl", "namespace com.x record Tree includes Branches { root: string }"),
        ("Branches.pdl", "namespace com.x record Branches { first: Tree second: Twig third: Twig }"),
        ("Twig.pdl", "namespace com.x record Twig { of: Tree leaf: string }"),
    ]);
    let mended: Vec<&str> = imported.problems.iter().map(|problem| problem.rule).collect();
    assert!(mended.len() >= 5 && mended.iter().all(|rule| *rule == rules::SELF_REQUIRED), "{}", imported.render(false));
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("left?: Pair") && yaml.contains("right?: Pair") && yaml.contains("name: string"), "{yaml}");
}

#[test]
fn property_of_a_field_and_one_of_its_array_are_both_kept() {
    let pdl = "namespace com.x record R { @p = 1 @q = 2 f: @p = 3 array[int] @`optional` = \"a\" g: optional int = 1 }";
    let imported = import_texts(&[("R.pdl", pdl), ("T.pdl", "namespace com.x @p = 1 typeref T = @p = 2 union[int, string]")]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("x: {typeProperties: {p: 3}, p: 1, q: 2}") || yaml.contains("x: {p: 1, q: 2, typeProperties: {p: 3}}"), "{yaml}");
    assert!(yaml.contains("typeProperties: {p: 2}"), "{yaml}");
    assert!(imported.notes.iter().any(|note| !note.kept && note.what.contains("name of something else")), "{:?}", imported.notes);
}

#[test]
fn member_that_stands_on_a_resource_and_on_its_body_makes_one_key() {
    let restspec = r#"{"name": "memos", "namespace": "com.x", "path": "/memos", "schema": "com.x.Memo", "owner": "a",
      "simple": {"supports": ["get"], "owner": "b", "methods": [{"method": "get"}]}}"#;
    let memo = r#"{"type": "record", "name": "com.x.Memo", "fields": [{"name": "tone", "type": {"type": "enum", "name": "Tone",
      "symbols": ["LOW"], "deprecatedSymbols": {"LOW": "too low"}, "symbolProperties": {"LOW": {"deprecated": "too dull"}}}}]}"#;
    let imported = import_texts(&[("memos.restspec.json", restspec), ("Memo.pdsc", memo)]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("x: {owner: a}") && yaml.contains("deprecated: too low, x: {deprecated: too dull}"), "{yaml}");
    assert!(imported.notes.iter().any(|note| !note.kept && note.what.contains("name of something else")), "{:?}", imported.notes);
}

#[test]
fn actions_of_one_name_on_resource_and_entity_are_both_imported() {
    let restspec = r#"{"name": "mails", "namespace": "com.x", "path": "/mails", "schema": "com.x.Mail",
      "collection": {"identifier": {"name": "mailsId", "type": "long"}, "supports": [],
        "actions": [{"name": "send", "parameters": [{"name": "all", "type": "boolean"}]}],
        "entity": {"path": "/mails/{mailsId}", "actions": [{"name": "send", "returns": "string"}]}}}"#;
    let imported = import_texts(&[("mails.restspec.json", restspec), ("Mail.pdl", "namespace com.x record Mail { text: string }")]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let api = restli_schema::load_texts(imported.files).map_err(|report| report.render(false)).expect("a schema").api;
    let actions: Vec<_> = api.resources()[0].methods.iter().map(|one| (one.name.wire.as_str(), one.on_entity, one.params.len())).collect();
    assert_eq!(actions, [("send", false, 1), ("send", true, 0)]);
}

#[test]
fn types_of_restli_common_are_known_unless_a_file_declares_them() {
    let page = "namespace com.x import com.linkedin.restli.common.CollectionMetadata record Page { paging: CollectionMetadata }";
    let imported = import_texts(&[("Page.pdl", page)]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    insta::assert_snapshot!(imported.files["restli_common.yaml"]);
    let own = "namespace com.linkedin.restli.common record CollectionMetadata { mine: int }";
    let imported = import_texts(&[("Page.pdl", page), ("CollectionMetadata.pdl", own)]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = &imported.files["restli_common.yaml"];
    assert!(yaml.contains("mine: int") && !yaml.contains("Link"), "{yaml}");
}

#[test]
fn every_type_of_restli_common_is_imported_without_a_problem() {
    let names = ["CollectionMetadata", "CreateStatus", "EmptyRecord", "ErrorDetails", "ErrorResponse", "Link", "UpdateStatus"];
    let fields: Vec<String> = names.iter().map(|name| format!("a{name}: com.linkedin.restli.common.{name}")).collect();
    let imported = import_texts(&[("All.pdl", &format!("namespace com.x record All {{ {} }}", fields.join(" ")))]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = &imported.files["restli_common.yaml"];
    for name in names {
        assert!(yaml.contains(&format!("  {name}:")), "{name}: {yaml}");
    }
    assert!(yaml.contains("EmptyRecord: {doc: A record that is empty.}") && yaml.contains("open: true"), "{yaml}");
}

#[test]
fn record_without_fields_is_open() {
    let imported = import_texts(&[
        ("Removal.pdl", "namespace com.x record Removal {}"),
        ("Mark.pdl", "namespace com.x @validate.strict = {} record Mark {}"),
    ]);
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("Removal: {open: true}") && !yaml.contains("Mark: {open"), "{yaml}");
    assert_eq!(imported.problems.iter().map(|problem| problem.rule).collect::<Vec<_>>(), [rules::OPEN]);
}

#[test]
fn deprecated_resource_and_method_are_deprecated_in_the_yaml() {
    let restspec = r#"{"annotations": {"deprecated": {"doc": "Use notes."}}, "name": "memos", "namespace": "com.x", "path": "/memos",
      "schema": "com.x.Memo", "simple": {"supports": ["get"], "methods": [{"annotations": {"deprecated": {}}, "method": "get"}]}}"#;
    let imported = import_texts(&[("memos.restspec.json", restspec), ("Memo.pdl", "namespace com.x record Memo { text: string }")]);
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("deprecated: Use notes.") && yaml.contains("get: {deprecated: no reason given}"), "{yaml}");
    assert!(!yaml.contains("retired"), "{yaml}");
}

/// An import of a simple resource with these annotations.
fn annotated(annotations: &str) -> Imported {
    let restspec = format!(
        r#"{{"annotations": {annotations}, "name": "memo", "namespace": "com.x", "path": "/memo", "schema": "com.x.Memo",
      "simple": {{"supports": ["get"], "methods": [{{"method": "get"}}]}}}}"#
    );
    import_texts(&[("memo.restspec.json", &restspec), ("Memo.pdl", "namespace com.x record Memo { text: string made: long }")])
}

#[test]
fn annotation_that_is_one_text_is_kept() {
    for value in [r#"{"value": "made"}"#, r#"{"value": ["made"]}"#, r#"["made"]"#, r#""made""#] {
        let imported = annotated(&format!(r#"{{"readOnly": {value}, "deprecated": "Use notes."}}"#));
        let yaml = &imported.files["x.yaml"];
        assert!(imported.errors() == 0 && yaml.contains("read_only: [made]") && yaml.contains("deprecated: Use notes."), "{value}: {yaml}");
    }
    for value in ["true", r#"{"values": ["made"]}"#, "[5]"] {
        let imported = annotated(&format!(r#"{{"createOnly": {value}}}"#));
        assert_eq!(imported.errors(), 1, "{value}: {}", imported.render(false));
    }
}

#[test]
fn text_that_is_no_reason_is_no_reason_given() {
    let pdl = "record R { @deprecated = \"true\" a: int @deprecated = {\"doc\": \"no\"} b: int @deprecated = \" \" c: int @deprecated = \"a\\u200Bb\" d: int }";
    let yaml = &import_texts(&[("R.pdl", pdl)]).files["types.yaml"];
    for field in
        ["a: {type: int, deprecated: no reason given}", "c: {type: int, deprecated: no reason given}", "d: {type: int, deprecated: ab}"]
    {
        assert!(yaml.contains(field), "{field}: {yaml}");
    }
}

#[test]
fn default_that_is_a_word_of_yaml_stands_in_quotes() {
    let pdl = "record R { a: string = \"null\" b: string = \"true\" c: string = \"none\" }";
    let yaml = &import_texts(&[("R.pdl", pdl)]).files["types.yaml"];
    for field in [r#"a: {type: string, default: "null"}"#, r#"b: {type: string, default: "true"}"#, "c: string = none"] {
        assert!(yaml.contains(field), "{field}: {yaml}");
    }
}

#[test]
fn type_repeated_with_its_keys_in_another_order_is_no_contradiction() {
    let pdl = "namespace com.x record R { @a.c = 1 @a.b = {\"y\": 1 \"x\": 2} e: enum E { /** One. */ @q = 2 @p = 1 ONE /** Two. */ TWO }
      m: map[string, int] = {\"k\": 1 \"j\": 2} u: union[b: int, a: string] }";
    let pdsc = r#"{"type": "record", "name": "R", "namespace": "com.x", "fields": [
      {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["ONE", "TWO"], "symbolDocs": {"TWO": "Two.", "ONE": "One."},
        "symbolProperties": {"ONE": {"p": 1, "q": 2}}}, "a": {"b": {"x": 2, "y": 1}, "c": 1}},
      {"name": "m", "type": {"type": "map", "values": "int"}, "default": {"j": 2, "k": 1}},
      {"name": "u", "type": [{"alias": "a", "type": "string"}, {"alias": "b", "type": "int"}]}]}"#;
    let imported = import_texts(&[("R.pdl", pdl), ("R.pdsc", pdsc)]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let other = pdsc.replace(r#""k": 1"#, r#""k": 7"#);
    assert_eq!(import_texts(&[("R.pdl", pdl), ("R.pdsc", &other)]).errors(), 1);
}

#[test]
fn association_with_one_key_part_is_imported() {
    let restspec = r#"{"name": "seats", "namespace": "com.x", "path": "/seats", "schema": "com.x.Seat", "association": {
      "identifier": "seatsId", "assocKeys": [{"name": "id", "type": "long"}], "supports": ["get"], "methods": [{"method": "get"}],
      "entity": {"path": "/seats/{seatsId}"}}}"#;
    let imported = import_texts(&[("seats.restspec.json", restspec), ("Seat.pdl", "namespace com.x record Seat { row: int }")]);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    assert!(imported.files["x.yaml"].contains("key: {id: long}"), "{}", imported.files["x.yaml"]);
}

/// A restspec of `memos` with this body, and what stands beside it.
fn memos(body: &str) -> Imported {
    let restspec = format!(r#"{{"name": "memos", "namespace": "com.x", "path": "/memos", "schema": "com.x.Memo", {body}}}"#);
    import_texts(&[("memos.restspec.json", &restspec), ("Memo.pdl", "namespace com.x record Memo { id: long }")])
}

#[test]
fn method_that_is_supported_and_not_described_is_kept() {
    let imported = memos(r#""simple": {"supports": ["get", "update"], "methods": [{"method": "get", "doc": "Reads."}]}"#);
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    let yaml = &imported.files["x.yaml"];
    assert!(yaml.contains("get: {doc: Reads.}") && yaml.contains("update:"), "{yaml}");
}

#[test]
fn resource_of_two_kinds_tells_which_one_is_left_out() {
    let imported = memos(r#""simple": {"supports": ["get"]}, "actionsSet": {"actions": [{"name": "load"}]}"#);
    let told = imported.render(false);
    assert!(told.contains("`memos` is of two kinds, `simple` and `actionsSet`") && told.contains("`simple` counts"), "{told}");
    assert!(imported.notes.iter().any(|note| note.what == "resources of a second kind"), "{:?}", imported.notes);
}

#[test]
fn status_of_success_that_is_text_is_told() {
    let imported = memos(r#""simple": {"supports": ["get"], "methods": [{"method": "get", "success": [200, "204"]}]}"#);
    let told = imported.render(false);
    assert!(told.contains(r#"`"204"` is no HTTP status of success"#), "{told}");
    assert!(imported.files["x.yaml"].contains("success: [200]"));
}

#[test]
fn type_behind_the_first_one_of_a_file_is_told_as_one_that_was_not_read() {
    let imported = import_texts(&[("Memo.pdl", "namespace com.x record Memo { tone: Tone } enum Tone { LOW }")]);
    let told = imported.render(false);
    assert!(
        told.contains("the declaration of `com.x.Tone` could not be read") && !told.contains("is not among the imported files"),
        "{told}"
    );
}
