//! No secret in what can be printed.

use linkedin::content::{ImageUploadRequest, LittleText, NewPost};
use linkedin::oauth::{self, ExposeSecret as _};
use linkedin::profile::EmailCard;
use linkedin::urns::PersonUrn;
use linkedin::{Client, Retry, projection};
use restli_testing::TOKEN;

use crate::desk::{Desk, json, response};

#[tokio::test]
async fn debug_and_messages_hold_no_secret() {
    let desk = Desk::answering([]).await;
    let url = desk.sandbox.base_url();
    desk.answers([
        json(200, r#"{"access_token":"AQX-secret-token","expires_in":5184000,"refresh_token":"AQX-secret-refresh","id_token":"AQX-secret-id","scope":"r_liteprofile w_member_social"}"#),
        json(400, r#"{"error":"invalid_request","error_description":"you sent client_secret=AQX-secret-app&code=AQX-secret-code"}"#),
        json(200, r#"{"id":"x"}"#),
        json(401, &format!(r#"{{"status":401,"message":"the token {TOKEN} is not known"}}"#)),
        response(500, &[("Content-Type", "text/html")], &format!("<pre>Authorization: Bearer {TOKEN}</pre>")),
        json(200, &format!(r#"{{"value":{{"uploadUrl":"{url}/up?sig=AQX-secret-signature","image":"urn:li:image:C4"}}}}"#)),
        response(403, &[("Content-Type", "text/plain")], &format!("{TOKEN} may not")),
    ]);

    let app = oauth::app("app", "AQX-secret-app", "https://app.example/callback").expect("an app").base_url(&url).expect("a server");
    let consent = app.authorize(oauth::SIGN_IN);
    let state = consent.state().expose_secret().to_owned();
    let code = app.callback(&format!("code=AQX-secret-code&state={state}"), &state).expect("a code");
    let mut shown = vec![format!("{app:?}"), format!("{consent:?}"), format!("{code:?}")];
    let token = app.exchange(code).await.expect("a token");
    let again = app.callback(&format!("code=AQX-secret-code&state={state}"), &state).expect("a code");
    let refused = app.exchange(again).await.expect_err("refused");
    shown.extend([format!("{token:?}"), format!("{refused} {refused:?}")]);

    let builder = Client::builder().oauth_token(&token).base_url(&url).retry(Retry::never());
    shown.push(format!("{builder:?}"));
    let client = builder.build().expect("a client");
    let post = NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"));
    let me = client.me().get().select(projection!(Me: (id)));
    shown.extend([
        format!("{client:?} {:?}", client.runtime()),
        format!("{me:?} {:?}", me.to_http().expect("a request")),
        me.to_curl().expect("a request"),
        format!("{:?}", client.posts().create(&post)),
        format!("{:?}", client.email_address().find_by_members().select(EmailCard).stream()),
        format!("{:?}", me.clone().send()),
    ]);
    shown.push(format!("{:?}", me.send_full().await.expect("me")));
    for _ in 0..2 {
        let error = client.me().get().await.expect_err("an error");
        shown.push(format!("{error} {error:?}"));
    }
    let upload = client.images().initialize_upload(&ImageUploadRequest::new(PersonUrn::new("A"))).await.expect("begun");
    let upload = client.runtime().upload(&upload.upload_url, crate::PNG);
    shown.push(format!("{upload:?}"));
    let error = upload.await.expect_err("refused");
    shown.push(format!("{error} {error:?}"));

    assert_eq!(desk.requests().len(), 7);
    for text in shown {
        assert!(!text.contains("AQX-secret") && !text.contains(&state), "{text}");
        assert!(!text.is_empty());
    }
}
