//! The member's profile: `me`, `userinfo`, `emailAddress`.

use linkedin::member::locale;
use linkedin::profile::{EmailCard, Profile, ProfileCard, ProfileNames};
use linkedin::types::ArtifactData;
use linkedin::{Json, Projection, projection};
use serde_json::json as value;

use crate::desk::{Desk, json};

/// A desk whose member has a picture, of which the documentation has sizes.
async fn desk() -> Desk {
    let desk = Desk::documented().await;
    let picture = value!({"displayImage": "urn:li:digitalmediaAsset:C4D00AAAAbBbBbBbBbB"});
    let me = value!({"localizedHeadline": "Engines", "vanityName": "ada", "profilePicture": picture, "aFieldOfTomorrow": {"x": 1}});
    assert!(desk.sandbox.put("/v2/me", me));
    desk
}

/// The picture could not be expanded: still an answer, with the reason beside it.
const ME_WITHOUT_PICTURE: &str = r#"{"id":"aB3_xYz-9","profilePicture":{"displayImage":"urn:li:digitalmediaAsset:C4D00",
"displayImage!":{"status":429,"serviceErrorCode":101,"message":"Resource level throttle limit for calls to this resource is reached."}}}"#;

#[tokio::test]
async fn the_member_with_and_without_a_projection() {
    let desk = desk().await;
    let client = &desk.client;

    let projection = projection!(Me: (id, firstName, lastName, profilePicture(displayImage~:playableStreams)));
    let me = client.me().get().select(projection).await.expect("me");
    assert_eq!(me.id, "ABC123");
    let first_name = me.first_name.expect("a first name");
    assert_eq!(first_name.localized["en_US"], "Ada");
    assert_eq!(first_name.preferred_locale.expect("a locale").country.as_deref(), Some("US"));
    let picture = me.profile_picture.expect("a picture");
    assert_eq!(picture.display_image.expect("a URN").key().as_deref(), Some("C4D00AAAAbBbBbBbBbB"));
    assert!(picture.display_image_error.is_none());
    let sizes = picture.display_image_decorated.expect("an expanded picture");
    assert_eq!(sizes.elements[0].identifiers[0].identifier.as_deref(), Some("https://media.example/dms/a.jpg"));
    let Some(ArtifactData::StillImage(image)) = &sizes.elements[0].data else { panic!("not a picture: {:?}", sizes.elements[0].data) };
    assert_eq!(image.storage_size.as_ref().and_then(|size| size.width), Some(100));

    let as_text = projection!(Me: "(id,firstName,lastName,profilePicture(displayImage~:playableStreams))");
    let same = client.me().get().select(as_text).await.expect("me, by text");
    assert_eq!(same.last_name.expect("a last name").localized["en_US"], "Lovell");

    let named = client.me().get().select(ProfileCard).await.expect("me, by name");
    assert_eq!(named.id, "ABC123");

    let both = client.me().get().select(ProfileNames).await.expect("the names");
    assert_eq!((both.localized_first_name.as_deref(), both.localized_last_name.as_deref()), (Some("Ada"), Some("Lovell")));

    let whole = client.me().get().await.expect("me, whole");
    assert_eq!(whole.localized_headline.as_deref(), Some("Engines"));
    assert_eq!(whole.headline, None);

    let requests = desk.requests();
    assert_eq!(requests[0], requests[1], "a projection as text is sent as the one in tokens");
    assert_eq!(requests[0], requests[2], "the named projection is the guide's");
    let titles = ["me, the guide's projection", "the same as text", "the same by name", "the names the guide forgot", "me, whole"];
    desk.transcript("me", &titles);
}

#[tokio::test]
async fn picture_that_is_not_expanded_has_the_reason() {
    let Desk { sandbox: _sandbox, client } = Desk::answering([json(200, ME_WITHOUT_PICTURE)]).await;
    let picture = client.me().get().select(ProfileCard).await.expect("me").profile_picture.expect("a picture");
    assert!(picture.display_image_decorated.is_none());
    assert_eq!(picture.display_image_error.expect("a reason").status(), Some(429));
}

#[tokio::test]
async fn the_member_with_a_projection_of_run_time() {
    let desk = desk().await;
    let text = "(id,firstName,lastName,profilePicture(displayImage~:playableStreams))";
    let projection = Projection::parse(text).expect("the guide's projection");
    projection.check::<Profile>().expect("a projection of a profile");
    let me: Json = desk.client.me().get().select_as(projection).await.expect("me");
    let names: Vec<_> = me.as_object().expect("a profile").keys().collect();
    assert_eq!(names, ["firstName", "id", "lastName", "profilePicture"]);
    assert_eq!(me["profilePicture"]["displayImage~"]["elements"][0]["identifiers"][0]["identifier"], "https://media.example/dms/a.jpg");
    desk.client.me().get().select(ProfileCard).await.expect("me, by name");
    let requests = desk.requests();
    assert_eq!(requests[0], requests[1], "sent as if checked at compile time");

    let told = |text: &str| Projection::parse(text).expect(text).check::<Profile>().expect_err(text).to_string();
    assert_eq!(told("(fristName)"), "/fristName: no field `fristName` on `com.linkedin.identity.Profile` (did you mean `firstName`?)");
    assert_eq!(
        told("(profilePicture(displayImag~:playableStreams))"),
        "/profilePicture/displayImag: no field `displayImag` on `com.linkedin.identity.ProfilePicture` (did you mean `displayImage`?)"
    );
}

#[tokio::test]
async fn userinfo_with_both_shapes_of_the_locale() {
    let desk = Desk::answering([
        json(
            200,
            r#"{"sub":"aB3_xYz-9","name":"Ada Lovell","given_name":"Ada","family_name":"Lovell","picture":"https://media.example/p.jpg","locale":"en-US","email":"ada@example.org","email_verified":true}"#,
        ),
        json(200, r#"{"sub":"aB3_xYz-9","locale":{"country":"US","language":"en"},"email_verified":"true"}"#),
    ]).await;
    let client = &desk.client;
    let me = client.userinfo().get().await.expect("userinfo");
    assert_eq!((me.sub.as_str(), me.given_name.as_deref(), me.email.as_deref()), ("aB3_xYz-9", Some("Ada"), Some("ada@example.org")));
    assert_eq!((locale(&me).as_deref(), me.email_verified), (Some("en-US"), Some(true)));
    let me = client.userinfo().get().await.expect("userinfo, other shape");
    assert_eq!((locale(&me).as_deref(), me.email_verified, me.email), (Some("en-US"), Some(true), None));
    desk.transcript("userinfo", &["userinfo", "again"]);
}

#[tokio::test]
async fn the_email_address_the_documented_way() {
    let desk = Desk::documented().await;
    let client = &desk.client;

    let page = client.email_address().find_by_members().select(projection!(EmailHandle: (handle~))).await.expect("the handles");
    let handle = &page.elements[0];
    assert_eq!(handle.handle.as_ref().expect("a URN").as_str(), "urn:li:emailAddress:1");
    assert_eq!(handle.handle_decorated.as_ref().and_then(|value| value.email_address.as_deref()), Some("ada@example.org"));

    let page = client.email_address().find_by_members().select(EmailCard).await.expect("the address");
    assert_eq!(page.elements[0].handle_decorated.as_ref().and_then(|value| value.email_address.as_deref()), Some("ada@example.org"));

    // The way out for what a typed call would write differently: the documented bytes, without `paging`.
    let raw = client.runtime().raw(http::Method::GET, "/v2/emailAddress?q=members&projection=(elements*(handle~))", None);
    assert_eq!(raw.await.expect("JSON")["elements"][0]["handle~"]["emailAddress"], "ada@example.org");

    desk.transcript("email_address", &["the whole value behind the handle", "the address alone", "the documented call, raw"]);
}
