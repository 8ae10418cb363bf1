//! Posts and uploads as the integration guide makes them: `ugcPosts` and `assets`.

use linkedin::types::{AttributedText, AuthorUrn};
use linkedin::ugc::{
    MemberNetworkVisibility, NewUgcPost, RegisterUploadRequest, ShareContent, ShareMedia, ShareMediaCategory, SpecificContent,
    UgcLifecycleState, UgcOrder, UgcVisibility, UploadMechanism,
};
use linkedin::upload::{AssetKind, upload_asset};
use linkedin::urns::{DigitalmediaAssetUrn, DigitalmediaRecipeUrn, OrganizationUrn, PersonUrn, UgcPostUrn};
use restli_testing::{json, response};
use serde_json::json as value;

use crate::{PNG, body, linkedin, transcript};

fn member() -> AuthorUrn {
    PersonUrn::new("ABC123").into()
}

fn organization() -> AuthorUrn {
    OrganizationUrn::new(1_234_567).into()
}

fn created(id: &str) -> String {
    response(201, &[("X-RestLi-Id", id), ("Location", "/ugcPosts/x")], &format!(r#"{{"id":"{id}"}}"#))
}

fn post(author: AuthorUrn, text: &str, category: ShareMediaCategory, media: Vec<ShareMedia>) -> NewUgcPost {
    let mut content = ShareContent::new(AttributedText::new(text), category);
    if !media.is_empty() {
        content = content.media(media);
    }
    NewUgcPost::new(author, SpecificContent::ShareContent(content))
}

#[tokio::test]
async fn text_image_and_video_posts_of_members_and_organizations() {
    let asset = || DigitalmediaAssetUrn::new("C5522");
    let media = || ShareMedia::new().media(asset());
    let text = "Excited to announce our new product launch! 🚀 #innovation #startup";
    let described = media().description(AttributedText::new("A crane in the harbour")).title(AttributedText::new("Dock"));
    let posts = [
        post(member(), text, ShareMediaCategory::None, vec![]),
        post(member(), "Look!", ShareMediaCategory::Image, vec![described]),
        post(member(), "Watch!", ShareMediaCategory::Video, vec![media()]),
        post(organization(), "We're hiring! Join our growing team. #careers #hiring", ShareMediaCategory::None, vec![]),
        post(organization(), "Look!", ShareMediaCategory::Image, vec![media()]),
        post(organization(), "Watch!", ShareMediaCategory::Video, vec![media()])
            .visibility(UgcVisibility::MemberNetworkVisibility(MemberNetworkVisibility::Connections)),
    ];
    let share = "urn:li:share:7400000000000000009";
    let (server, client) = linkedin([
        created(share),
        created(share),
        created("urn:li:ugcPost:11"),
        created(share),
        created(share),
        created("urn:li:ugcPost:12"),
    ]);
    let mut ids = Vec::new();
    for post in &posts {
        ids.push(client.ugc_posts().create(post).await.expect("created").id.expect("a key").to_string());
    }
    assert_eq!(ids, [share, share, "urn:li:ugcPost:11", share, share, "urn:li:ugcPost:12"]);

    // The bodies are those of the guide, member for member.
    let guide = |author: &str, content: serde_json::Value| {
        value!({
            "author": author,
            "lifecycleState": "PUBLISHED",
            "specificContent": {"com.linkedin.ugc.ShareContent": content},
            "visibility": {"com.linkedin.ugc.MemberNetworkVisibility": "PUBLIC"},
        })
    };
    assert_eq!(body(&server, 0), guide("urn:li:person:ABC123", value!({"shareCommentary": {"text": text}, "shareMediaCategory": "NONE"})));
    let media = value!([{
        "status": "READY",
        "description": {"text": "A crane in the harbour"},
        "media": "urn:li:digitalmediaAsset:C5522",
        "title": {"text": "Dock"},
    }]);
    let image = value!({"shareCommentary": {"text": "Look!"}, "shareMediaCategory": "IMAGE", "media": media});
    assert_eq!(body(&server, 1), guide("urn:li:person:ABC123", image));
    let video = value!({
        "shareCommentary": {"text": "Watch!"},
        "shareMediaCategory": "VIDEO",
        "media": [{"status": "READY", "media": "urn:li:digitalmediaAsset:C5522"}],
    });
    assert_eq!(body(&server, 2), guide("urn:li:person:ABC123", video));
    let company = value!({
        "shareCommentary": {"text": "We're hiring! Join our growing team. #careers #hiring"},
        "shareMediaCategory": "NONE",
    });
    assert_eq!(body(&server, 3), guide("urn:li:organization:1234567", company));

    let titles =
        ["text", "image", "video", "text of an organization", "image of an organization", "video of an organization, for connections"];
    transcript("ugc_posts_create", &server, &titles);
}

#[tokio::test]
async fn the_guides_empty_list_of_media_can_be_sent() {
    let content = ShareContent::new(AttributedText::new("x"), ShareMediaCategory::None).media(vec![]);
    let (server, client) = linkedin([created("urn:li:share:1")]);
    client.ugc_posts().create(&NewUgcPost::new(member(), SpecificContent::ShareContent(content))).await.expect("created");
    assert_eq!(body(&server, 0)["specificContent"]["com.linkedin.ugc.ShareContent"]["media"], value!([]));
}

#[tokio::test]
async fn posts_are_read_found_and_deleted() {
    let read = r#"{"id":"urn:li:ugcPost:11","author":"urn:li:person:ABC123","lifecycleState":"PUBLISHED_EDITED","visibility":{"com.linkedin.ugc.MemberNetworkVisibility":"PUBLIC"},
"specificContent":{"com.linkedin.ugc.ShareContent":{"shareCommentary":{"text":"hello"},"shareMediaCategory":"NONE","media":[],"shareCategorization":{}}},
"created":{"time":1760000000000,"actor":"urn:li:person:ABC123"}}"#;
    let tomorrow = r#"{"id":"urn:li:ugcPost:12","author":"urn:li:person:ABC123","lifecycleState":"HIDDEN","visibility":{"com.linkedin.ugc.Somebody":"X"},"specificContent":{"com.linkedin.ugc.Hologram":{"depth":3}}}"#;
    let page = format!(r#"{{"elements":[{read},{tomorrow}],"paging":{{"start":0,"count":10,"links":[]}}}}"#);
    let (server, client) = linkedin([json(200, read), json(200, &page), response(204, &[], "")]);
    let id = UgcPostUrn::new(11);

    let found = client.ugc_posts().get(&id).await.expect("a post");
    let SpecificContent::ShareContent(content) = &found.specific_content else { panic!("{found:?}") };
    assert_eq!(content.share_commentary.text, "hello");

    let page = client
        .ugc_posts()
        .find_by_authors(&[member(), organization()])
        .with(|params| params.sort_by(UgcOrder::LastModified))
        .count(10)
        .await
        .expect("posts");
    assert_eq!(page.elements.len(), 2, "what the schema does not know is no reason to lose a post: {:?}", page.undecodable);
    assert_eq!(page.elements[1].lifecycle_state.as_ref().map(UgcLifecycleState::as_str), Some("HIDDEN"));
    assert!(
        matches!(&page.elements[1].specific_content, SpecificContent::Unrecognized(member) if member.key.as_deref() == Some("com.linkedin.ugc.Hologram"))
    );

    client.ugc_posts().delete(&id).await.expect("deleted");
    transcript("ugc_posts_read", &server, &["get", "find by authors", "delete"]);
}

#[tokio::test]
async fn an_upload_is_registered_and_sent() {
    let registered = r#"{"value":{"asset":"urn:li:digitalmediaAsset:C5522","mediaArtifact":"urn:li:digitalmediaMediaArtifact:(urn:li:digitalmediaAsset:C5522,urn:li:digitalmediaMediaArtifactClass:uploaded-image)",
"uploadMechanism":{"com.linkedin.digitalmedia.uploading.MediaUploadHttpRequest":{"headers":{"media-type-family":"STILLIMAGE"},"uploadUrl":"{server}/dms-uploads/C5522?ca=vector&sig=abc"}}}}"#;
    let (server, client) = linkedin([
        json(200, registered),
        response(201, &[], ""),
        json(200, registered),
        response(201, &[], ""),
        json(200, registered),
        response(201, &[], ""),
    ]);

    // Step by step, as in the guide.
    let request = RegisterUploadRequest::new(member(), vec![DigitalmediaRecipeUrn::new("feedshare-image")]);
    let upload = client.assets().register_upload(&request).await.expect("registered");
    assert_eq!(upload.asset, DigitalmediaAssetUrn::new("C5522"));
    let UploadMechanism::MediaUploadHttpRequest(target) = upload.upload_mechanism else { panic!("not in one request") };
    let by_post = client.runtime().upload(&target.upload_url, PNG).method(http::Method::POST);
    assert_eq!(by_post.await.expect("uploaded").status, 201);
    assert_eq!(
        body(&server, 0),
        value!({"registerUploadRequest": {
            "recipes": ["urn:li:digitalmediaRecipe:feedshare-image"],
            "owner": "urn:li:person:ABC123",
            "serviceRelationships": [{"relationshipType": "OWNER", "identifier": "urn:li:userGeneratedContent"}],
        }}),
        "the body of the guide"
    );

    // The same in one call.
    assert_eq!(upload_asset(&client, AssetKind::Image, member(), PNG).await.expect("an image").key().as_deref(), Some("C5522"));
    let mut video = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    video.resize(100_000, 0);
    assert_eq!(upload_asset(&client, AssetKind::Video, organization(), video).await.expect("a video").key().as_deref(), Some("C5522"));
    let titles = [
        "register an image",
        "its bytes, by POST as in the guide",
        "register an image",
        "its bytes",
        "register a video",
        "its bytes, without the token",
    ];
    transcript("assets", &server, &titles);
}
