//! Names that Rust has no place for.

#![allow(clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use restli_import::import;

#[test]
fn type_named_like_a_form_gets_another_name_in_rust() {
    let texts = [
        ("Post.pdl", "namespace com.example\n\nrecord Post { id: long, text: string, cover: optional Media }\n"),
        ("Media.pdl", "namespace com.example\n\nrecord Media { url: string }\n"),
        ("NewPost.pdl", "namespace com.example\n\nrecord NewPost { text: string, new: optional string, setNew: optional string }\n"),
        ("PostPatch.pdl", "namespace com.example\n\nrecord PostPatch { name: optional string, deleteName: optional string }\n"),
        ("PostsKey.pdl", "namespace com.example\n\nrecord PostsKey { of: NewPost, with: PostPatch }\n"),
        (
            "posts.restspec.json",
            r#"{"name": "posts", "namespace": "com.example", "path": "/posts", "schema": "com.example.Post",
                "annotations": {"readOnly": {"value": ["id"]}},
                "collection": {"identifier": {"name": "postId", "type": "long"}, "supports": ["create", "partial_update"],
                    "methods": [{"method": "create"}, {"method": "partial_update"}],
                    "entity": {"path": "/posts/{postId}"}}}"#,
        ),
    ];
    let imported = import(texts.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec(), "photos", "http://localhost");
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
        panic!("{}", report.render(false));
    }
    let text = &imported.files["example.yaml"];
    for expected in ["rust: NewPostType", "rust: PostPatchType", "rust: set_new2", "rust: delete_name2"] {
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
}

#[test]
fn method_or_resource_that_collides_with_what_a_client_makes_gets_another_name_in_rust() {
    let texts = [
        ("Post.pdl", "namespace com.example\n\nrecord Post { id: long, text: string }\n"),
        (
            "drafts.restspec.json",
            r#"{"name": "drafts", "namespace": "com.example", "path": "/drafts", "schema": "com.example.Post",
                "collection": {"identifier": {"name": "id", "type": "long"}, "supports": ["partial_update"],
                    "methods": [{"method": "partial_update"}], "entity": {"path": "/drafts/{id}"}}}"#,
        ),
        (
            // The patch without `id` is `PostsPatch`, as are the optional parameters of the action.
            "posts.restspec.json",
            r#"{"name": "posts", "namespace": "com.example", "path": "/posts", "schema": "com.example.Post",
                "annotations": {"readOnly": {"value": ["id"]}},
                "collection": {"identifier": {"name": "id", "type": "long"}, "supports": ["partial_update"],
                    "methods": [{"method": "partial_update"}],
                    "actions": [{"name": "patch", "parameters": [{"name": "why", "type": "string", "optional": true}]}],
                    "entity": {"path": "/posts/{id}"}}}"#,
        ),
        (
            "grants.restspec.json",
            r#"{"name": "grants", "namespace": "com.example", "path": "/grants",
                "actionsSet": {"actions": [{"name": "byKey", "parameters": [{"name": "why", "type": "string", "optional": true}]}]}}"#,
        ),
        (
            // The key is `GrantsByKey`, as are the optional parameters of `byKey` of `grants`.
            "grantsBy.restspec.json",
            r#"{"name": "grantsBy", "namespace": "com.example", "path": "/grantsBy", "schema": "com.example.Post",
                "association": {"identifier": "id", "assocKeys": [{"name": "a", "type": "long"}, {"name": "b", "type": "string"}],
                    "supports": ["get"], "methods": [{"method": "get"}], "entity": {"path": "/grantsBy/{id}"}}}"#,
        ),
    ];
    let imported = import(texts.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec(), "photos", "http://localhost");
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
        panic!("{}", report.render(false));
    }
    let text = &imported.files["example.yaml"];
    for expected in ["patch:\n        rust: patch_action\n", "rust: grants_by_resource\n"] {
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
}

#[test]
fn action_that_gives_way_to_a_method_and_collides_gives_way_twice() {
    let action = |name: &str| format!(r#"{{"name": "{name}", "parameters": [{{"name": "why", "type": "string", "optional": true}}]}}"#);
    let posts = format!(
        r#"{{"name": "posts", "namespace": "com.example", "path": "/posts", "schema": "com.example.Post",
            "collection": {{"identifier": {{"name": "id", "type": "long"}}, "supports": ["get"], "methods": [{{"method": "get"}}],
                "actions": [{}], "entity": {{"path": "/posts/{{id}}"}}}}}}"#,
        action("get")
    );
    // Its optional parameters are `PostsGetAction`, as are those of the action `get` of `posts`.
    let other = format!(
        r#"{{"name": "PostsGet", "namespace": "com.example", "path": "/PostsGet", "actionsSet": {{"actions": [{}]}}}}"#,
        action("action")
    );
    let texts = [
        ("Post.pdl", "namespace com.example\n\nrecord Post { id: long }\n"),
        ("posts.restspec.json", &posts),
        ("other.restspec.json", &other),
    ];
    let imported = import(texts.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec(), "photos", "http://localhost");
    assert_eq!(imported.errors(), 0, "{}", imported.render(false));
    if let Err(report) = restli_schema::load_texts(imported.files.clone()) {
        panic!("{}\n{:?}", report.render(false), imported.files);
    }
    let text = &imported.files["example.yaml"];
    assert!(text.contains("rust: get_action_action"), "{text}");
}
