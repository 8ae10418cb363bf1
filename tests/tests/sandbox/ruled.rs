//! The failures that rules of the sandbox give, without a fault.

use std::time::Duration;

use linkedin::content::{ImageUploadRequest, LittleText, MediaContent, NewPost, PostContent};
use linkedin::urns::{OrganizationUrn, ShareUrn};
use linkedin::{Client, projection};
use restli_sandbox::{MemberRole, Sandbox, Settings};

use crate::client::{client, told, with_token};
use crate::raw::send_bytes;
use crate::{DAY, settings, start};

/// A failure that the client meets: its number and name, the rule that refuses the call, and what leads to it.
pub(crate) const MET: &[(usize, &str, &str, &str)] = &[
    (1, "the version has ended", "version_dead", "the client sends the version 202406"),
    (4, "a token of another app, or half of one", "token", "the client has a token of its own making"),
    (5, "a token that is revoked, or too young", "token", "`Sandbox::revoke`"),
    (6, "a token past its end", "token", "`Sandbox::advance` by 61 days"),
    (7, "a scope, product or role is missing", "permission_missing", "the token has `r_liteprofile` alone"),
    (8, "`/me` with a token of OpenID", "permission_missing", "the token has `openid` and `profile`"),
    (9, "fields that the app may not see", "field_forbidden", "`vanityName` is asked for with `r_liteprofile`"),
    (11, "one page of many has lost its role", "role_missing", "`Settings::roles` has one page of two"),
    (12, "a post that was there already", "duplicate", "a post is created twice"),
    (21, "an activity in place of a share", "not_found", "the share has the number of an activity"),
    (26, "a media asset that is not ready", "behaviour", "the image of a post has no bytes yet"),
];

/// A sandbox in which a rule has given a failure, and the words of the client about it.
pub(crate) async fn said(number: usize) -> (Sandbox, String) {
    let roles = vec![MemberRole { member: "mira".into(), entity: "urn:li:organization:5".into(), role: "ADMINISTRATOR".into() }];
    let sandbox = start(Settings { roles: (number == 11).then_some(roles), ..settings() }).await;
    let all = client(&sandbox);
    let limited = |scopes: &[&str]| with_token(&sandbox, &sandbox.token(scopes.iter().copied()));
    let post = NewPost::new(OrganizationUrn::new(5), LittleText::escaped("Hello (you)"));
    let said = match number {
        1 => {
            let old =
                Client::builder().token(sandbox.token_for_all()).base_url(&sandbox.base_url()).clock(|| DAY).version("marketing", 202_406);
            told(old.build().expect("a client").posts().find_by_author(OrganizationUrn::new(5)).await)
        }
        4 => told(with_token(&sandbox, restli_testing::TOKEN).me().get().await),
        5 => {
            let token = sandbox.token_for_all();
            assert!(sandbox.revoke(&token));
            told(with_token(&sandbox, &token).me().get().await)
        }
        6 => {
            sandbox.advance(Duration::from_hours(61 * 24));
            told(all.me().get().await)
        }
        7 => told(limited(&["r_liteprofile"]).posts().create(&post).await),
        8 => told(limited(&["openid", "profile"]).me().get().await),
        9 => told(limited(&["r_liteprofile"]).me().get().select(projection!(Profile: "id,vanityName")).await),
        11 => {
            let first = all.organization_acls().find_by_organization(OrganizationUrn::new(5)).await;
            assert!(first.is_ok(), "the member has a role in the first page: {first:?}");
            told(all.organization_acls().find_by_organization(OrganizationUrn::new(6)).await)
        }
        12 => {
            all.posts().create(&post).await.expect("a post");
            told(all.posts().create(&post).await)
        }
        21 => told(all.posts().get(ShareUrn::new(404)).await),
        26 => {
            let begun = all.images().initialize_upload(&ImageUploadRequest::new(OrganizationUrn::new(5))).await.expect("an address");
            told(all.posts().create(&post.content(PostContent::Media(MediaContent::new(begun.image)))).await)
        }
        _ => panic!("no failure {number}"),
    };
    (sandbox, said)
}

#[tokio::test]
async fn text_is_cut_at_a_bare_parenthesis_and_whole_where_it_is_escaped() {
    let sandbox = start(settings()).await;
    let client = client(&sandbox);
    for (text, seen) in [(LittleText::markup("Hello (you)"), "Hello"), (LittleText::escaped("Hello (you)"), r"Hello \(you\)")] {
        let key = client.posts().create(&NewPost::new(OrganizationUrn::new(5), text)).await.expect("a post").id.expect("its key");
        let post = sandbox.get(&format!("/rest/posts/{}", key.as_str().replace(':', "%3A"))).expect("the post");
        assert_eq!(post["commentary"], seen);
    }
}

/// A failure that the client prevents: its number and name, the rule that refuses the request, what is wrong with it, the lines of the
/// request, and the reason for which the client sends none such.
pub(crate) const PREVENTED: &[(usize, &str, &str, &str, &str, &str)] = &[
    (
        2,
        "no version, or a path without one",
        "version_missing",
        "a request lacks `Linkedin-Version`",
        "GET /rest/posts/urn%3Ali%3Ashare%3A71 HTTP/1.1",
        "every call has the version of its base",
    ),
    (
        3,
        "no token",
        "token",
        "`Authorization` has no token",
        "GET /v2/me HTTP/1.1\r\nauthorization: Bearer",
        "a client without a token sends nothing",
    ),
    (
        16,
        "a body that is no JSON",
        "body_invalid",
        "a body is a form",
        "POST /rest/posts HTTP/1.1\r\nlinkedin-version: 202607\r\ncontent-length: 8\r\n\r\nauthor=5",
        "bodies are written from typed values",
    ),
    (
        17,
        "a nested value that is encoded wholly",
        "param_invalid",
        "the brackets of `dateRange` are encoded",
        "GET /rest/adAnalytics?q=analytics&pivot=CAMPAIGN&timeGranularity=ALL&accounts=List(urn%3Ali%3AsponsoredAccount%3A5)\
         &dateRange=%28start%3A%28year%3A2026%2Cmonth%3A1%2Cday%3A1%29%29 HTTP/1.1\r\nlinkedin-version: 202607",
        "parameters are written by their types",
    ),
    (
        18,
        "a key whose signs are not encoded",
        "param_invalid",
        "a URN in a compound key has its colons",
        "GET /rest/reactions/(actor:urn:li:person:mira,entity:urn:li:activity:71) HTTP/1.1\r\nlinkedin-version: 202607",
        "keys are written by their types",
    ),
    (
        22,
        "an empty POST without a length",
        "length_missing",
        "a POST lacks `Content-Length`",
        "POST /rest/images?action=initializeUpload HTTP/1.1\r\nlinkedin-version: 202607",
        "every POST has a length",
    ),
];

/// Sends the request of a failure that the client prevents.
pub(crate) async fn sent(lines: &str) -> Sandbox {
    let sandbox = start(settings()).await;
    let (first, rest) = lines.split_once(" HTTP/1.1").expect("the first line");
    let token =
        if rest.contains("authorization") { String::new() } else { format!("\r\nauthorization: Bearer {}", sandbox.token_for_all()) };
    let common = format!("host: localhost\r\nconnection: close\r\nx-restli-protocol-version: 2.0.0{token}");
    let end = if rest.contains("\r\n\r\n") { "" } else { "\r\n\r\n" };
    send_bytes(&sandbox, format!("{first} HTTP/1.1\r\n{common}{rest}{end}").as_bytes()).await;
    sandbox
}
