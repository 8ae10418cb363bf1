//! Posts and uploads of the versioned API: what replaced `ugcPosts` and `assets`.

use futures_util::{StreamExt as _, TryStreamExt as _};
use linkedin::content::{
    ArticleContent, ImageUploadRequest, LittleText, MediaContent, NewPost, PostContent, PostLifecycleState, PostOrder, PostPatch, PostText,
    PostViewContext, PostVisibility,
};
use linkedin::upload::{upload_document, upload_image, upload_video};
use linkedin::urns::{OrganizationUrn, PersonUrn, PostUrn, ShareUrn, VideoUrn};
use linkedin::{Commentary, Json};
use serde_json::json as value;

use crate::PNG;
use crate::desk::{Desk, json};

fn post(id: &str, text: &str) -> Json {
    value!({
        "id": id, "author": "urn:li:organization:1234567", "commentary": text, "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}, "content": {},
        "isReshareDisabledByAuthor": false, "createdAt": 1_760_000_000_000_u64, "publishedAt": 1_760_000_000_000_u64,
        "lastModifiedAt": 1_760_000_000_000_u64, "lifecycleStateInfo": {"isEditedByAuthor": false},
    })
}

#[tokio::test]
async fn posts_are_created_for_members_and_organizations() {
    let desk = Desk::new(value!({})).await;
    let text = LittleText::escaped("Excited to announce our new product launch! 🚀 (finally) #innovation");
    let made = desk.client.posts().create(&NewPost::new(PersonUrn::new("ABC123"), text)).await.expect("created");
    let Some(id @ PostUrn::Share(_)) = made.id else { panic!("{made:?}") };

    let text = Commentary::new().text("We're hiring (really) ").mention("Acme", OrganizationUrn::new(77)).text(" ").hashtag("careers");
    let content = PostContent::Media(MediaContent::new(VideoUrn::new("C5F")).title("A tour"));
    let video = NewPost::new(OrganizationUrn::new(1_234_567), text).content(content).visibility(PostVisibility::LoggedIn);
    desk.client.posts().create(&video).await.expect("created");

    let article = ArticleContent::new("https://acme.example/a?b=c").title("News").description("\"Quoted\" — and more");
    let article = NewPost::new(OrganizationUrn::new(1_234_567), LittleText::escaped("")).content(PostContent::Article(article));
    desk.client.posts().create(&article).await.expect("created");

    let read = desk.client.posts().get(&id).await.expect("a post").commentary.expect("a text");
    assert_eq!(
        read.unescaped(),
        "Excited to announce our new product launch! 🚀 (finally) #innovation",
        "what would cut the post is escaped"
    );
    let titles = ["text of a member", "video of an organization, with a mention and a hashtag", "article, no text", "the text, whole"];
    desk.transcript("posts_create", &titles);
}

#[tokio::test]
async fn post_that_was_read_becomes_a_new_post_without_what_is_read_only() {
    let mut media = post("urn:li:share:2", "");
    media.as_object_mut().expect("a post").remove("commentary");
    let desk = Desk::new(value!({"/rest/posts": [post("urn:li:share:1", "Hello"), media]})).await;
    let read = desk.client.posts().get(ShareUrn::new(1)).await.expect("a post");
    let new = NewPost::try_from(&read).expect("a new post");
    assert_eq!((&new.author, new.commentary.as_str(), Some(&new.visibility)), (&read.author, "Hello", read.visibility.as_ref()));

    let read = desk.client.posts().get(ShareUrn::new(2)).await.expect("a post");
    assert_eq!(
        NewPost::try_from(&read).expect_err("no text").to_string(),
        "NewPost: it cannot be made from the entity: the entity lacks `commentary`; make it with `NewPost::new`"
    );
    let mut unseen = read;
    unseen.commentary = Some(LittleText::escaped("Hello again"));
    unseen.visibility = None;
    let error = NewPost::try_from(&unseen).expect_err("an audience that nobody chose").to_string();
    assert!(error.contains("the entity lacks `visibility`"), "{error}");
    unseen.visibility = Some(PostVisibility::Public);
    desk.client.posts().create(&NewPost::try_from(&unseen).expect("a new post")).await.expect("no read-only field, and no empty content");
}

#[tokio::test]
async fn a_post_is_read_changed_and_deleted() {
    let id: PostUrn = "urn:li:share:7400000000000000123".parse().expect("a post");
    let mut labelled = post(id.as_str(), r"Release 1.2 \(beta\)");
    labelled["contentCallToActionLabel"] = value!("LEARN_MORE");
    let desk = Desk::new(value!({"/rest/posts": [labelled]})).await;

    let read = desk.client.posts().get(&id).with(|params| params.view_context(PostViewContext::Author)).await.expect("a post");
    assert_eq!(read.id, id);
    assert_eq!(read.commentary.expect("a text").unescaped(), "Release 1.2 (beta)");
    assert_eq!(read.lifecycle_state, Some(PostLifecycleState::Published));
    assert!(
        matches!(read.content, Some(PostContent::Unrecognized(nothing)) if nothing.key.is_none()),
        "a post of text has an empty content"
    );
    assert!(read.content_call_to_action_label.is_some());

    let patch = PostPatch::new().commentary(LittleText::escaped("Release 1.3 (stable)")).delete_content_call_to_action_label();
    desk.client.posts().partial_update(&id, patch).await.expect("changed");
    let read = desk.client.posts().get(&id).await.expect("a post");
    assert_eq!(read.commentary.expect("a text").unescaped(), "Release 1.3 (stable)");
    assert_eq!(read.content_call_to_action_label, None);

    desk.client.posts().delete(&id).await.expect("deleted");
    assert_eq!(desk.client.posts().get(&id).await.expect_err("it is gone").status(), Some(http::StatusCode::NOT_FOUND));
    desk.transcript("posts_entity", &["get", "partial update", "get", "delete", "get"]);
}

#[tokio::test]
async fn the_posts_of_an_author_come_as_a_stream_over_pages() {
    let posts = ["urn:li:share:1", "urn:li:ugcPost:2", "urn:li:share:3"].map(|id| post(id, "Hello"));
    let mut others = post("urn:li:share:4", "Hello");
    others["author"] = value!("urn:li:organization:5");
    let desk = Desk::new(value!({"/rest/posts": [posts[0], others, posts[1], posts[2]]})).await;
    let author = OrganizationUrn::new(1_234_567);

    let found = desk.client.posts().find_by_author(author.clone()).with(|params| params.sort_by(PostOrder::Created)).count(2).stream();
    let ids: Vec<PostUrn> = found.map_ok(|post| post.id).try_collect().await.expect("all pages");
    assert_eq!(ids.iter().map(ToString::to_string).collect::<Vec<_>>(), ["urn:li:share:1", "urn:li:ugcPost:2", "urn:li:share:3"]);
    assert!(matches!(ids[1], PostUrn::UgcPost(_)));

    let texts = desk.client.posts().find_by_author(author).select(PostText).stream();
    let texts: Vec<_> = texts.map_ok(|post| post.commentary.map(|text| text.unescaped())).try_collect().await.expect("all pages");
    assert_eq!(texts, vec![Some("Hello".to_owned()); 3]);
    desk.transcript("posts_find", &["first page", "the next page, by its link", "with a projection"]);
}

#[tokio::test]
async fn element_that_cannot_be_read_costs_a_stream_no_other() {
    let page = r#"{"paging":{"start":0,"count":2,"links":[],"total":2},"elements":[{"id":[7]},{"id":"urn:li:share:1","author":"urn:li:person:x","commentary":"one"}]}"#;
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, page)]).await;
    let posts: Vec<_> = client.posts().find_by_author(OrganizationUrn::new(1_234_567)).select(PostText).stream().collect().await;
    let texts: Vec<_> = posts.iter().filter_map(|post| post.as_ref().ok()?.commentary.as_ref()).map(LittleText::as_str).collect();
    assert_eq!(texts, ["one"]);
    let lost = posts.iter().find_map(|post| post.as_ref().err()).expect("the lost one").to_string();
    assert!(lost.contains("elements[0].id: not a string: [7]"), "{lost}");
}

#[tokio::test]
async fn an_image_and_a_post_with_it() {
    let desk = Desk::new(value!({})).await;

    // Step by step.
    let begun = desk.client.images().initialize_upload(&ImageUploadRequest::new(PersonUrn::new("ABC123"))).await.expect("begun");
    assert!(begun.upload_url_expires_at.is_some());
    assert_eq!(desk.client.runtime().upload(&begun.upload_url, PNG).await.expect("uploaded").status, 201);

    // In one call, for an organization.
    let owner = OrganizationUrn::new(1_234_567);
    let image = upload_image(&desk.client, owner.clone(), PNG).await.expect("an image");
    assert_ne!(image, begun.image);
    let content = PostContent::Media(MediaContent::new(image.clone()).alt_text("one pixel"));
    desk.client.posts().create(&NewPost::new(owner, LittleText::escaped("Look!")).content(content)).await.expect("created");
    assert_eq!(desk.body(4)["content"], value!({"media": {"id": image, "altText": "one pixel"}}));
    desk.transcript("images", &["begin", "the bytes", "begin, for an organization", "the bytes", "the post"]);
}

#[tokio::test]
async fn a_video_in_parts_and_a_document() {
    let desk = Desk::new(value!({})).await;
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    bytes.resize((4 << 20) + 1000, 0);
    let video = upload_video(&desk.client, PersonUrn::new("ABC123"), bytes).await.expect("a video");
    let document =
        upload_document(&desk.client, PersonUrn::new("ABC123"), "plan.pdf", b"%PDF-1.7\n%".as_slice()).await.expect("a document");
    for (collection, urn) in [("videos", video.as_str()), ("documents", document.as_str())] {
        let medium = desk.sandbox.get(&format!("/rest/{collection}/{}", urn.replace(':', "%3A"))).expect(urn);
        assert_eq!(medium["status"], "AVAILABLE", "{urn}");
    }
    desk.transcript("videos_and_documents", &["begin a video", "part 1", "part 2", "end", "begin a document", "its bytes"]);
}
