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
