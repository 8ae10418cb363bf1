//! Posts that were made before.
#![cfg(feature = "content")]
#![allow(clippy::unwrap_used, reason = "a test")]

use linkedin::content::{LittleText, NewPost};
use linkedin::types::PostUrn;
use linkedin::urns::PersonUrn;
use linkedin::{Client, Error, duplicate_of};
use linkedin_sandbox::{Fault, Rule};

/// The error of a create that is answered with this status and body.
async fn refused(status: u16, body: &str) -> Error {
    let sandbox = linkedin_sandbox::start().await.unwrap();
    sandbox.inject(Rule::new("content.posts.create", Fault::Answer).with("status", status).with("body", body)).unwrap();
    let client = Client::builder().token(sandbox.token_for_all()).base_url(&sandbox.base_url()).build().unwrap();
    client.posts().create(&NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"))).await.unwrap_err()
}

#[tokio::test]
async fn error_of_a_duplicate_post_names_the_earlier_post() {
    let share: PostUrn = "urn:li:share:71".parse().unwrap();
    let ugc_post: PostUrn = "urn:li:ugcPost:7400000000000000123".parse().unwrap();
    for (body, earlier) in [
        (
            r#"{"errorDetailType":"com.linkedin.common.error.BadRequest","message":"Content is a duplicate of urn:li:share:71","status":422}"#,
            &share,
        ),
        (r#"{"code":"DUPLICATE_POST","message":"Content is a duplicate of urn:li:ugcPost:7400000000000000123.","status":422}"#, &ugc_post),
        (
            r#"{"errorDetails":{"inputErrors":[{"code":"MISSING_FIELD","description":"/a is missing"},
            {"code":"DUPLICATE_POST","description":"Content is a duplicate of urn:li:share:71","input":{"inputPath":{"fieldPath":"author"}}}]},"status":422}"#,
            &share,
        ),
        (r#"{"errorDetails":{"inputErrors":[{"description":{"value":"Duplicate post is detected: (urn:li:share:71)"}}]}}"#, &share),
    ] {
        for status in [409, 422] {
            let error = refused(status, body).await;
            assert_eq!(duplicate_of(&error).as_ref(), Some(earlier), "{status}: {body}");
            let first = if body.contains("MISSING_FIELD") { "MISSING_FIELD" } else { "DUPLICATE_POST" };
            assert_eq!(error.as_api().unwrap().info.unwrap().code, first, "the first code explains: {status}: {body}");
        }
    }
}

#[tokio::test]
async fn error_that_names_no_earlier_post_is_no_duplicate() {
    for (status, body) in [
        (422, r#"{"errorDetails":{"inputErrors":[{"code":"DUPLICATE_POST","input":{"inputPath":{"fieldPath":"author"}}}]},"status":422}"#),
        (422, r#"{"message":"urn:li:share:71 may not be reshared, nor any duplicate by urn:li:person:A"}"#),
        (422, r#"{"message":"Content is a duplicate of urn:li:share:"}"#),
        (422, ""),
        (502, "<html>a duplicate of urn:li:share:71</html>"),
    ] {
        assert_eq!(duplicate_of(&refused(status, body).await), None, "{body}");
    }
}
