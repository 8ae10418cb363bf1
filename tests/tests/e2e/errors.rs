//! Answers that are errors, as a user reads them.

use std::fmt::Write as _;

use linkedin::content::{LittleText, NewPost};
use linkedin::core::Sunset;
use linkedin::profile::Me;
use linkedin::types::AttributedText;
use linkedin::ugc::{NewUgcPost, ShareContent, ShareMediaCategory, SpecificContent};
use linkedin::urns::{OrganizationUrn, PersonUrn};
use linkedin::{Client, Error, VersionState, projection};
use restli_sandbox::Rule;
use restli_testing::TOKEN;

use crate::desk::{Desk, json, response};
use crate::{DAY, snapshot};

/// Headers that support asks for, beside others.
const IDS: [(&str, &str); 3] = [("x-li-uuid", "AAYv+Q=="), ("x-li-fabric", "prod-lor1"), ("x-restli-error-response", "true")];

fn error(status: u16, body: &str) -> Rule {
    response(status, &IDS, body)
}

#[tokio::test]
async fn every_error_says_cause_and_remedy() {
    let desk = Desk::answering([
        error(
            401,
            r#"{"status":401,"serviceErrorCode":65601,"code":"EXPIRED_ACCESS_TOKEN","message":"The token used in the request has expired"}"#,
        ),
        error(401, r#"{"message":"Empty oauth2_access_token","serviceErrorCode":401,"status":401}"#),
        error(403, r#"{"serviceErrorCode":100,"message":"Not enough permissions to access: me.GET.NO_VERSION","status":403}"#),
        error(
            403,
            r#"{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED","message":"Not enough permissions to access: userinfo.GET.NO_VERSION"}"#,
        ),
        error(
            403,
            r#"{"serviceErrorCode":100,"message":"Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/author]","status":403}"#,
        ),
        response(
            429,
            &[("X-Restli-Quota-Remaining", "0"), ("X-Restli-Quota-Reset", "7200"), ("x-li-uuid", "AAYv+Q==")],
            r#"{"message":"Resource level throttle limit for calls to this resource is reached.","serviceErrorCode":101,"status":429}"#,
        ),
        response(429, &[("Retry-After", "90")], r#"{"code":"TOO_MANY_REQUESTS","message":"Too many requests","status":429}"#),
        error(426, r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20260701 is not active"}"#),
        error(
            422,
            r#"{"errorDetailType":"com.linkedin.common.error.BadRequest","message":"Content is a duplicate of urn:li:share:71","status":422,"code":"DUPLICATE_POST"}"#,
        ),
        error(
            400,
            r#"{"errorDetailType":"com.linkedin.common.error.BadRequest","code":"MULTIPLE_VALIDATIONS_FAILED","message":"Multiple errors occurred during the input validation. Please see errorDetails for more information.",
"errorDetails":{"inputErrors":[{"code":"MISSING_FIELD","description":"/author is required but missing","input":{"inputPath":{"fieldPath":"/author"}}},
{"code":"FIELD_LENGTH_TOO_LONG","description":"/commentary is too long","input":{"inputPath":{"fieldPath":"/commentary"}}}]},"status":400}"#,
        ),
        error(404, r#"{"status":404,"code":"NOT_FOUND","message":"Could not find entity"}"#),
        response(502, &[("Content-Type", "text/html")], "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        json(200, r#"{"id":[7]}"#),
        error(200, r#"{"message":"half of it failed"}"#),
    ]).await;
    let client = &desk.client;
    let post = NewPost::new(PersonUrn::new("ABC123"), LittleText::escaped("Hello"));
    let content = ShareContent::new(AttributedText::new("Hello"), ShareMediaCategory::None);
    let old_post = NewUgcPost::new(PersonUrn::new("ABC123"), SpecificContent::ShareContent(content));
    let errors = [
        ("the token has expired", client.me().get().await.map(|_| ())),
        ("the token did not arrive", client.me().get().await.map(|_| ())),
        ("a scope of OpenID Connect is not enough for `me`", client.me().get().await.map(|_| ())),
        ("`userinfo` without `openid`", client.userinfo().get().await.map(|_| ())),
        ("a post in the name of somebody else", client.posts().create(&post).await.map(|_| ())),
        ("a quota is used up, with the guide's headers", client.ugc_posts().create(&old_post).await.map(|_| ())),
        ("too many requests at once", client.me().get().await.map(|_| ())),
        ("the version has ended", client.rest_organizations().get(1).await.map(|_| ())),
        ("a post that was made before", client.posts().create(&post).await.map(|_| ())),
        ("a body that is not accepted", client.posts().create(&post).await.map(|_| ())),
        ("no such company", client.organizations().get(404).await.map(|_| ())),
        ("a gateway answers", client.organizations().get(1).await.map(|_| ())),
        ("an answer that is not as described", client.me().get().await.map(|_| ())),
        ("an error behind a good status", client.me().get().await.map(|_| ())),
    ];
    let mut messages = String::new();
    for (what, result) in &errors {
        let _ = writeln!(messages, "=== {what}\n{}\n", result.as_ref().expect_err(what));
    }
    assert_eq!(desk.requests().len(), errors.len(), "nothing is sent twice by itself");
    snapshot("errors", &messages);

    let quota = errors[5].1.as_ref().expect_err("429").as_api().expect("an answer").quota;
    assert_eq!((quota.remaining, quota.reset_seconds), (Some(0), Some(7200)));
    assert_eq!(errors[8].1.as_ref().expect_err("422").as_api().expect("an answer").code(), Some("DUPLICATE_POST"));
}

#[tokio::test]
async fn request_that_cannot_succeed_is_refused_before_it_is_sent() {
    let desk = Desk::answering([]).await;
    let url = desk.sandbox.base_url();
    let client = Client::builder().token(TOKEN).granted(["openid", "profile", "email"]).base_url(&url).build().expect("a client");
    let nobody = Client::builder().base_url(&url).build().expect("a client");
    let basic = Client::builder().token(TOKEN).granted(["r_basicprofile"]).base_url(&url).build().expect("a client");
    let member = Client::builder().token(TOKEN).granted(["w_member_social"]).base_url(&url).build().expect("a client");
    let summary = projection!(Profile: (id, headline, localizedSummary));
    let cases = [
        (
            "a token that is known to lack a scope",
            client.posts().create(&NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"))).await.map(|_| ()),
        ),
        (
            "a post of an organization, and a token that lets act as the member",
            member.posts().create(&NewPost::new(OrganizationUrn::new(1), LittleText::escaped("x"))).await.map(|_| ()),
        ),
        ("a retired scope", client.me().get().await.map(|_| ())),
        ("no token", nobody.me().get().await.map(|_| ())),
        ("a field that the token is known not to see", basic.me().get().select(summary).await.map(|_| ())),
        ("a page that is too large", desk.client.posts().find_by_author(OrganizationUrn::new(1)).count(101).await.map(|_| ())),
    ];
    let mut messages = String::new();
    for (what, result) in cases {
        let _ = writeln!(messages, "=== {what}\n{}\n", result.expect_err(what));
    }
    assert_eq!(desk.requests(), Vec::<String>::new());
    snapshot("refused", &messages);
}

#[tokio::test]
async fn refused_version_is_answered_with_its_end_and_the_versions_that_live() {
    let refusal = error(426, r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20251101 is not active"}"#);
    let desk = Desk::answering([refusal]).await;
    let builder = Client::builder().token(TOKEN).base_url(&desk.sandbox.base_url()).clock(|| DAY);
    let client = builder.version("marketing", 202_511).build().expect("a client");
    let error = client.rest_organizations().get(1).await.map(|_| ()).expect_err("the version has ended");
    let line = error.to_string().lines().find(|line| line.starts_with("  version: ")).map(str::to_owned).expect("a line about versions");
    assert!(
        line.starts_with("  version: Linkedin-Version: 202511 was sent, which ended on 2026-11-16; living: 202601 (until 2027-01-15), "),
        "{line}"
    );
    assert!(line.ends_with(", 202608 (until 2027-08), 202609 (until 2027-09-15)"), "{line}");
    assert_eq!(error.remedy().as_deref(), Some("send a version that lives: `Builder::version(\"marketing\", 202609)`"), "{error}");
}

#[test]
fn version_that_ends_soon_is_a_notice_of_its_family() {
    let end = |text| Sunset::parse(text).expect("a day");
    let notices = |number, now| {
        let builder = Client::builder().token(TOKEN).clock(now).version("marketing", number);
        let client = builder.build().expect("a client");
        client.runtime().version_notices().iter().map(|notice| (notice.family.name, notice.sent, notice.state)).collect::<Vec<_>>()
    };
    let ending = VersionState::Ending { sunset: end("2027-01-15"), days: 46 };
    assert_eq!(notices(202_601, || DAY), [("marketing", 202_601, ending)]);
    assert_eq!(notices(202_511, || DAY), [("marketing", 202_511, VersionState::Ended { sunset: end("2026-11-16") })]);
    assert_eq!(notices(202_607, || DAY), []);
    assert_eq!(notices(202_610, || DAY), [("marketing", 202_610, VersionState::Newer)]);
}

#[tokio::test]
async fn the_guides_quota_headers_are_read_when_they_come() {
    let headers = [("X-Restli-Quota-Remaining", "42"), ("X-Restli-Quota-Reset", "3600"), ("x-li-uuid", "AAYv+Q==")];
    let Desk { sandbox: _sandbox, client } = Desk::answering([response(200, &headers, r#"{"id":"x"}"#), json(200, r#"{"id":"x"}"#)]).await;
    let answer = client.me().get().send_full().await.expect("me");
    assert_eq!((answer.quota().remaining, answer.quota().reset_seconds), (Some(42), Some(3600)));
    assert_eq!(answer.request_ids(), [("x-li-uuid".to_owned(), "AAYv+Q==".to_owned())]);
    assert_eq!(client.runtime().last_quota(Me::GET), Some(answer.quota()));
    assert!(client.me().get().send_full().await.expect("me").quota().is_unknown());
}

#[tokio::test]
async fn refused_connection_returns_a_transport_error() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let client = Client::builder().token(TOKEN).base_url(&format!("http://{port}")).build().expect("a client");
    let error = client.posts().create(&NewPost::new(PersonUrn::new("A"), LittleText::escaped("x"))).await.expect_err("nobody there");
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.kind, restli_client::TransportKind::Connect);
    assert!(error.to_string().starts_with("content.posts.create: no connection; "), "{error}");
}
