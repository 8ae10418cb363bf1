//! Posts and uploads of the versioned API: what replaced `ugcPosts` and `assets`.

use futures_util::{StreamExt as _, TryStreamExt as _};
use linkedin::Commentary;
use linkedin::content::{
    ArticleContent, ImageUploadRequest, LittleText, MediaContent, NewPost, PostContent, PostLifecycleState, PostOrder, PostPatch, PostText,
    PostViewContext, PostVisibility,
};
use linkedin::types::Time;
use linkedin::upload::{upload_document, upload_image, upload_video};
use linkedin::urns::{ImageUrn, OrganizationUrn, PersonUrn, PostUrn, ShareUrn, VideoUrn};
use restli_testing::{json, response};
use serde_json::json as value;

use crate::{PNG, body, linkedin, transcript};

fn created(id: &str) -> String {
    response(201, &[("x-restli-id", id), ("x-linkedin-id", id)], "")
}

fn post(id: &str, text: &str) -> String {
    format!(
        r#"{{"id":"{id}","author":"urn:li:organization:1234567","commentary":"{text}","visibility":"PUBLIC","lifecycleState":"PUBLISHED",
"distribution":{{"feedDistribution":"MAIN_FEED","targetEntities":[],"thirdPartyDistributionChannels":[]}},"content":{{}},
"isReshareDisabledByAuthor":false,"createdAt":1760000000000,"publishedAt":1760000000000,"lastModifiedAt":1760000000000,
"lifecycleStateInfo":{{"isEditedByAuthor":false}}}}"#
    )
}

#[tokio::test]
async fn posts_are_created_for_members_and_organizations() {
    let (server, client) = linkedin([created("urn:li:share:7400000000000000123"), created("urn:li:ugcPost:8"), created("urn:li:share:9")]);
    let text = LittleText::escaped("Excited to announce our new product launch! 🚀 (finally) #innovation");
    let made = client.posts().create(&NewPost::new(PersonUrn::new("ABC123"), text)).await.expect("created");
    assert_eq!(made.id.as_ref().map(ToString::to_string).as_deref(), Some("urn:li:share:7400000000000000123"));
    assert!(matches!(made.id, Some(PostUrn::Share(_))));

    let text = Commentary::new().text("We're hiring (really) ").mention("Acme", OrganizationUrn::new(77)).text(" ").hashtag("careers");
    let content = PostContent::Media(MediaContent::new(VideoUrn::new("C5F")).title("A tour"));
    let video = NewPost::new(OrganizationUrn::new(1_234_567), text).content(content).visibility(PostVisibility::LoggedIn);
    assert!(matches!(client.posts().create(&video).await.expect("created").id, Some(PostUrn::UgcPost(_))));

    let article = ArticleContent::new("https://acme.example/a?b=c").title("News").description("\"Quoted\" — and more");
    let article = NewPost::new(OrganizationUrn::new(1_234_567), LittleText::escaped("")).content(PostContent::Article(article));
    client.posts().create(&article).await.expect("created");

    assert_eq!(
        body(&server, 0)["commentary"],
        r"Excited to announce our new product launch! 🚀 \(finally\) \#innovation",
        "what would cut the post is escaped"
    );
    transcript(
        "posts_create",
        &server,
        &["text of a member", "video of an organization, with a mention and a hashtag", "article, no text"],
    );
}

#[tokio::test]
async fn post_that_was_read_becomes_a_new_post_without_what_is_read_only() {
    let media = post("urn:li:share:2", "").replace(r#""commentary":"","#, "");
    let (_server, client) = linkedin([json(200, &post("urn:li:share:1", "Hello")), json(200, &media)]);
    let read = client.posts().get(ShareUrn::new(1)).await.expect("a post");
    let new = NewPost::try_from(&read).expect("a new post");
    assert_eq!((&new.author, new.commentary.as_str(), Some(&new.visibility)), (&read.author, "Hello", read.visibility.as_ref()));

    let read = client.posts().get(ShareUrn::new(2)).await.expect("a post");
    assert_eq!(
        NewPost::try_from(&read).expect_err("no text").to_string(),
        "NewPost: it cannot be made from the entity: the entity lacks `commentary`; make it with `NewPost::new`"
    );
    let mut unseen = read;
    unseen.commentary = Some(LittleText::escaped("Hello"));
    unseen.visibility = None;
    let error = NewPost::try_from(&unseen).expect_err("an audience that nobody chose").to_string();
    assert!(error.contains("the entity lacks `visibility`"), "{error}");
}

#[tokio::test]
async fn a_post_is_read_changed_and_deleted() {
    let id: PostUrn = "urn:li:share:7400000000000000123".parse().expect("a post");
    let (server, client) =
        linkedin([json(200, &post(id.as_str(), r"Release 1.2 \\(beta\\)")), response(204, &[], ""), response(204, &[], "")]);

    let read = client.posts().get(&id).with(|params| params.view_context(PostViewContext::Author)).await.expect("a post");
    assert_eq!(read.id, id);
    assert_eq!(read.commentary.expect("a text").unescaped(), "Release 1.2 (beta)");
    assert_eq!(read.lifecycle_state, Some(PostLifecycleState::Published));
    assert!(
        matches!(read.content, Some(PostContent::Unrecognized(nothing)) if nothing.key.is_none()),
        "a post of text has an empty content"
    );

    let patch = PostPatch::new().commentary(LittleText::escaped("Release 1.3 (stable)")).delete_content_call_to_action_label();
    client.posts().partial_update(&id, patch).await.expect("changed");
    client.posts().delete(&id).await.expect("deleted");
    assert_eq!(
        body(&server, 1),
        value!({"patch": {"$set": {"commentary": r"Release 1.3 \(stable\)"}, "$delete": ["contentCallToActionLabel"]}})
    );
    transcript("posts_entity", &server, &["get", "partial update", "delete"]);
}

#[tokio::test]
async fn the_posts_of_an_author_come_as_a_stream_over_pages() {
    let page = |posts: &[String], next: bool| {
        let link = r#"{"type":"application/json","rel":"next","href":"/rest/posts?author=urn%3Ali%3Aorganization%3A1234567&count=2&isDsc=false&q=author&sortBy=CREATED&start=2"}"#;
        let links = if next { link } else { "" };
        json(200, &format!(r#"{{"paging":{{"start":0,"count":2,"links":[{links}],"total":3}},"elements":[{}]}}"#, posts.join(",")))
    };
    let (server, client) = linkedin([
        page(&[post("urn:li:share:1", "one"), post("urn:li:share:2", "two")], true),
        page(&[post("urn:li:share:3", "three")], false),
        page(&[r#"{"id":"urn:li:share:1","author":"urn:li:person:x","commentary":"one"}"#.to_owned(), r#"{"id":[7]}"#.to_owned()], false),
    ]);
    let author = OrganizationUrn::new(1_234_567);

    let posts = client.posts().find_by_author(author.clone()).with(|params| params.sort_by(PostOrder::Created)).count(2).stream();
    let ids: Vec<String> = posts.map_ok(|post| post.id.to_string()).try_collect().await.expect("all pages");
    assert_eq!(ids, ["urn:li:share:1", "urn:li:share:2", "urn:li:share:3"]);

    // With a projection, and an element that is not as described: the others are not lost.
    let posts: Vec<_> = client.posts().find_by_author(author).select(PostText).stream().collect().await;
    let texts: Vec<_> = posts.iter().map(|post| post.as_ref().map(|post| post.commentary.as_ref().map(LittleText::as_str))).collect();
    assert_eq!(*texts[0].as_ref().expect("the first"), Some("one"));
    let message = texts[1].as_ref().expect_err("the second").to_string();
    assert!(message.contains("elements[1].id: not a string: [7]"), "{message}");
    transcript("posts_find", &server, &["first page", "the next page, by its link", "with a projection"]);
}

#[tokio::test]
async fn an_image_and_a_post_with_it() {
    let upload = r#"{"value":{"uploadUrlExpiresAt":1650567510704,"uploadUrl":"{server}/dms-uploads/C4E10AQ/0?ca=vector&sig=abc","image":"urn:li:image:C4E10AQ"}}"#;
    let (server, client) =
        linkedin([json(200, upload), response(201, &[], ""), json(200, upload), response(201, &[], ""), created("urn:li:share:9")]);

    // Step by step.
    let begun = client.images().initialize_upload(&ImageUploadRequest::new(PersonUrn::new("ABC123"))).await.expect("begun");
    assert_eq!((&begun.image, begun.upload_url_expires_at), (&ImageUrn::new("C4E10AQ"), Some(Time::from_millis(1_650_567_510_704))));
    assert_eq!(client.runtime().upload(&begun.upload_url, PNG).await.expect("uploaded").status, 201);

    // In one call, for an organization.
    let owner = OrganizationUrn::new(1_234_567);
    let image = upload_image(&client, owner.clone(), PNG).await.expect("an image");
    let content = PostContent::Media(MediaContent::new(image).alt_text("one pixel"));
    client.posts().create(&NewPost::new(owner, LittleText::escaped("Look!")).content(content)).await.expect("created");
    assert_eq!(body(&server, 4)["content"], value!({"media": {"id": "urn:li:image:C4E10AQ", "altText": "one pixel"}}));
    transcript("images", &server, &["begin", "the bytes", "begin, for an organization", "the bytes", "the post"]);
}

#[tokio::test]
async fn a_video_in_parts_and_a_document() {
    let video = r#"{"value":{"video":"urn:li:video:C5F","uploadToken":"","uploadUrlsExpireAt":1633112139000,"uploadInstructions":[
{"uploadUrl":"{server}/dms-uploads/C5F/1","firstByte":0,"lastByte":59999},{"uploadUrl":"{server}/dms-uploads/C5F/2","firstByte":60000,"lastByte":99999}]}}"#;
    let document =
        r#"{"value":{"document":"urn:li:document:D4","uploadUrl":"{server}/dms-uploads/D4","uploadUrlExpiresAt":1650567510704}}"#;
    let part = |etag: &str| response(200, &[("ETag", etag)], "");
    let (server, client) = linkedin([
        json(200, video),
        part("\"/ambry/one\""),
        part("/ambry/two"),
        json(200, ""),
        json(200, document),
        response(201, &[], ""),
    ]);
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec();
    bytes.resize(100_000, 0);
    let uploaded = upload_video(&client, PersonUrn::new("ABC123"), bytes).await.expect("a video");
    assert_eq!(uploaded, VideoUrn::new("C5F"));
    let uploaded = upload_document(&client, PersonUrn::new("ABC123"), "plan.pdf", b"%PDF-1.7\n%".as_slice()).await.expect("a document");
    assert_eq!(uploaded.as_str(), "urn:li:document:D4");
    assert_eq!(
        body(&server, 3),
        value!({"finalizeUploadRequest": {"video": "urn:li:video:C5F", "uploadToken": "", "uploadedPartIds": ["/ambry/one", "/ambry/two"]}})
    );
    transcript("videos_and_documents", &server, &["begin a video", "part 1", "part 2", "end", "begin a document", "its bytes"]);
}
