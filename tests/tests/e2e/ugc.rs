//! Posts and uploads as the integration guide makes them: `ugcPosts` and `assets`.

use linkedin::types::{AttributedText, AuthorUrn};
use linkedin::ugc::{
    MemberNetworkVisibility, NewUgcPost, RegisterUploadRequest, ShareContent, ShareMedia, ShareMediaCategory, SpecificContent,
    UgcLifecycleState, UgcOrder, UgcVisibility, UploadMechanism,
};
use linkedin::upload::{AssetKind, upload_asset};
use linkedin::urns::{DigitalmediaAssetUrn, DigitalmediaRecipeUrn, OrganizationUrn, PersonUrn, UgcPostUrn};
use serde_json::json as value;

use crate::PNG;
use crate::desk::{Desk, json};

fn member() -> AuthorUrn {
    PersonUrn::new("ABC123").into()
}

fn organization() -> AuthorUrn {
    OrganizationUrn::new(1_234_567).into()
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
    let desk = Desk::new(value!({})).await;
    for post in &posts {
        let id = desk.client.ugc_posts().create(post).await.expect("created").id.expect("a key");
        let read = desk.client.ugc_posts().get(id).await.expect("a post");
        assert_eq!((&read.author, &read.specific_content), (&post.author, &post.specific_content));
    }

    // The bodies are those of the guide, member for member.
    let guide = |author: &str, content: serde_json::Value| {
        value!({
            "author": author,
            "lifecycleState": "PUBLISHED",
            "specificContent": {"com.linkedin.ugc.ShareContent": content},
            "visibility": {"com.linkedin.ugc.MemberNetworkVisibility": "PUBLIC"},
        })
    };
    assert_eq!(desk.body(0), guide("urn:li:person:ABC123", value!({"shareCommentary": {"text": text}, "shareMediaCategory": "NONE"})));
    let media = value!([{
        "status": "READY",
        "description": {"text": "A crane in the harbour"},
        "media": "urn:li:digitalmediaAsset:C5522",
        "title": {"text": "Dock"},
    }]);
    let image = value!({"shareCommentary": {"text": "Look!"}, "shareMediaCategory": "IMAGE", "media": media});
    assert_eq!(desk.body(2), guide("urn:li:person:ABC123", image));
    let video = value!({
        "shareCommentary": {"text": "Watch!"},
        "shareMediaCategory": "VIDEO",
        "media": [{"status": "READY", "media": "urn:li:digitalmediaAsset:C5522"}],
    });
    assert_eq!(desk.body(4), guide("urn:li:person:ABC123", video));
    let company = value!({
        "shareCommentary": {"text": "We're hiring! Join our growing team. #careers #hiring"},
        "shareMediaCategory": "NONE",
    });
    assert_eq!(desk.body(6), guide("urn:li:organization:1234567", company));

    let titles =
        ["text", "image", "video", "text of an organization", "image of an organization", "video of an organization, for connections"];
    let titles: Vec<&str> = titles.into_iter().flat_map(|title| [title, "the same, read"]).collect();
    desk.transcript("ugc_posts_create", &titles);
}

#[tokio::test]
async fn the_guides_empty_list_of_media_can_be_sent() {
    let content = ShareContent::new(AttributedText::new("x"), ShareMediaCategory::None).media(vec![]);
    let desk = Desk::new(value!({})).await;
    desk.client.ugc_posts().create(&NewUgcPost::new(member(), SpecificContent::ShareContent(content))).await.expect("created");
    assert_eq!(desk.body(0)["specificContent"]["com.linkedin.ugc.ShareContent"]["media"], value!([]));
}

#[tokio::test]
async fn posts_are_read_found_and_deleted() {
    let post = |id: &str, time: i64| {
        value!({
            "id": id, "author": "urn:li:person:ABC123", "lifecycleState": "PUBLISHED", "created": {"time": time, "actor": "urn:li:person:ABC123"},
            "visibility": {"com.linkedin.ugc.MemberNetworkVisibility": "PUBLIC"},
            "specificContent": {"com.linkedin.ugc.ShareContent": {
                "shareCommentary": {"text": "hello"}, "shareMediaCategory": "NONE", "media": [], "shareCategorization": {},
            }},
        })
    };
    let desk = Desk::new(value!({"/v2/ugcPosts": [post("urn:li:ugcPost:11", 1), post("urn:li:share:12", 2)]})).await;
    let id = UgcPostUrn::new(11);

    let found = desk.client.ugc_posts().get(&id).await.expect("a post");
    let SpecificContent::ShareContent(content) = &found.specific_content else { panic!("{found:?}") };
    assert_eq!(content.share_commentary.text, "hello");

    let find = || {
        let found = desk.client.ugc_posts().find_by_authors(&[member(), organization()]);
        found.with(|params| params.sort_by(UgcOrder::LastModified)).count(10)
    };
    assert_eq!(find().await.expect("posts").elements.len(), 2);
    desk.client.ugc_posts().delete(&id).await.expect("deleted");
    assert_eq!(find().await.expect("posts").elements.len(), 1);
    desk.transcript("ugc_posts_read", &["get", "find by authors", "delete", "find by authors"]);
}

#[tokio::test]
async fn post_of_tomorrow_is_not_lost() {
    let tomorrow = r#"{"id":"urn:li:ugcPost:12","author":"urn:li:person:ABC123","lifecycleState":"HIDDEN","visibility":{"com.linkedin.ugc.Somebody":"X"},"specificContent":{"com.linkedin.ugc.Hologram":{"depth":3}}}"#;
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, &format!(r#"{{"elements":[{tomorrow}]}}"#))]).await;
    let page = client.ugc_posts().find_by_authors(&[member()]).await.expect("posts");
    assert_eq!(page.elements.len(), 1, "what the schema does not know is no reason to lose a post: {:?}", page.undecodable);
    assert_eq!(page.elements[0].lifecycle_state.as_ref().map(UgcLifecycleState::as_str), Some("HIDDEN"));
    assert!(
        matches!(&page.elements[0].specific_content, SpecificContent::Unrecognized(member) if member.key.as_deref() == Some("com.linkedin.ugc.Hologram"))
    );
}

#[tokio::test]
async fn an_upload_is_registered_and_sent() {
    let desk = Desk::new(value!({})).await;
    let client = &desk.client;

    // Step by step, as in the guide.
    let request = RegisterUploadRequest::new(member(), vec![DigitalmediaRecipeUrn::new("feedshare-image")]);
    let upload = client.assets().register_upload(&request).await.expect("registered");
    let UploadMechanism::MediaUploadHttpRequest(target) = upload.upload_mechanism else { panic!("not in one request") };
    let by_post = client.runtime().upload(&target.upload_url, PNG).method(http::Method::POST);
    assert_eq!(by_post.await.expect("uploaded").status, 201);
    assert_eq!(
        desk.body(0),
        value!({"registerUploadRequest": {
            "recipes": ["urn:li:digitalmediaRecipe:feedshare-image"],
            "owner": "urn:li:person:ABC123",
            "serviceRelationships": [{"relationshipType": "OWNER", "identifier": "urn:li:userGeneratedContent"}],
        }}),
        "the body of the guide"
    );

    // The same in one call.
    let image = upload_asset(client, AssetKind::Image, member(), PNG).await.expect("an image");
    assert_ne!(image, upload.asset);
    let mut video = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    video.resize(100_000, 0);
    upload_asset(client, AssetKind::Video, organization(), video).await.expect("a video");
    let titles = [
        "register an image",
        "its bytes, by POST as in the guide",
        "register an image",
        "its bytes",
        "register a video",
        "its bytes, without the token",
    ];
    desk.transcript("assets", &titles);
}
