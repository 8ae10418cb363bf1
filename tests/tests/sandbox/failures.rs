//! The failures that people meet most often, each by the fault of the sandbox that gives it, and in the words of the client.

use std::fmt::Write as _;

use linkedin::Client;
use linkedin::content::{LittleText, NewPost};
use linkedin::oauth;
use linkedin::urns::{OrganizationUrn, ShareUrn};
use restli_sandbox::{Fault, Sandbox};

use crate::client::{client, told};
use crate::{ruled, sandbox};

/// A failure: its number and name, the fault or the rule of the sandbox that gives it, and the words of the client.
struct Failure {
    number: usize,
    name: &'static str,
    rule: String,
    said: String,
}

/// A call of the client that meets a fault.
#[derive(Clone, Copy)]
enum Call {
    Post,
    Create,
    Find,
    Upload,
    Exchange,
    Consent,
}

use Call::{Consent, Create, Exchange, Find, Post, Upload};

/// The failures that a fault gives: no rule of the sandbox has them, or not in LinkedIn's words.
const INJECTED: &[(usize, &str, Call, &str)] = &[
    (
        10,
        "the author is a page, the scope a member's",
        Create,
        "content.posts.create=error;code=ILLEGAL_ARGUMENT;message=Organization permissions must be used when using organization as author",
    ),
    (
        15,
        "a body of another version",
        Create,
        "content.posts.create=error;code=422;message=ERROR :: /author :: field is required but not found",
    ),
    (19, "a finder or `X-RestLi-Method` is missing", Find, "content.posts.find_by_author=error;code=ILLEGAL_ARGUMENT"),
    (20, "a list in the syntax of version 1", Find, "content.posts.find_by_author=http_500;message=java.lang.ClassCastException"),
    (23, "an address that is too long", Find, "content.posts.find_by_author=address_too_long"),
    (24, "the quota of the day is used up", Find, "*=error;code=QUOTA_EXCEEDED"),
    (25, "too many metric values in five minutes", Find, "*=error;code=TOO_MANY_REQUESTS;message=metric values;retry_after=300"),
    (27, "an upload with the token of the API", Upload, "/upload=error;code=403"),
    (28, "several fields are wrong", Create, "content.posts.create=error;code=MULTIPLE_VALIDATIONS_FAILED;input=author;input=visibility"),
    (29, "a path that has moved", Post, "content.posts.get=no_resource"),
    (30, "a scope of a product that the app lacks", Consent, "/oauth/v2/authorization=oauth_error;code=unauthorized_scope_error"),
    (31, "a redirect address that is not registered", Exchange, "/oauth/v2/accessToken=oauth_error;code=invalid_redirect_uri"),
    (35, "a page of a gateway", Find, "*=http_502"),
    (36, "a second test account", Create, "content.posts.create=error;code=TEST_ACCOUNT_LIMIT_REACHED"),
];

/// The failures that need no rule, or happen outside of a call.
const OTHERS: &[(usize, &str, &str, &str)] = &[
    (
        13,
        "a text is cut at its first parenthesis",
        "a bare parenthesis, or `content.posts.create=text_cut;field=commentary`",
        "nothing: `LittleText::escaped` escapes what would cut a text",
    ),
    (
        14,
        "backslashes in a comment",
        "no fault: a text is kept as it was sent",
        "nothing: the text of a comment is a `String`, which is sent as it is",
    ),
    (32, "a login without a type of token", "`/oauth/v2/accessToken=lacks;member=token_type`", "nothing: the token is taken"),
    (33, "fewer scopes than asked for", "`/oauth/v2/accessToken=scopes_fewer`", "`Token::withheld` lists the scopes"),
    (34, "a webhook that never validates", "no fault: the program is the server", "`linkedin::webhook` answers the challenge"),
    (37, "a short page in the middle of a list", "`*=page_short`", "nothing: a stream reads on to the end that the server tells"),
    (
        38,
        "a report without its metrics",
        "`*=lacks;member=NAME`",
        "nothing: metrics that come on request alone are `Option`s, and their documentation says so",
    ),
];

/// The words of the client after a call that meets a rule.
async fn said(call: Call, rule: &str) -> String {
    let sandbox = sandbox(&[rule]).await;
    let client = client(&sandbox);
    let author = OrganizationUrn::new(5);
    let said = match call {
        Post => told(client.posts().get(ShareUrn::new(71)).await),
        Create => told(client.posts().create(&NewPost::new(author, LittleText::escaped("Hello (you)"))).await),
        Find => told(client.posts().find_by_author(author).await),
        Upload => told(client.runtime().upload(&format!("{}/upload", sandbox.base_url()), "0123").await),
        Exchange => told(app(&sandbox).exchange(oauth::AuthorizationCode::new("code")).await),
        Consent => {
            let sent =
                crate::raw::send(&sandbox, "GET /oauth/v2/authorization?redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s", &[], "")
                    .await;
            told(app(&sandbox).callback(&sent.header("location").expect("an address"), "s"))
        }
    };
    assert_eq!(sandbox.faults()[0].injected, 1, "{rule}");
    said
}

fn app(sandbox: &Sandbox) -> oauth::OAuth {
    let app = oauth::app("id", "secret", "https://app.example/back").expect("an app");
    app.base_url(&sandbox.base_url()).expect("a loopback address")
}

/// The way to a failure by a rule of the sandbox, which has refused the last request.
fn by_rule(sandbox: &Sandbox, rule: &str, way: &str) -> String {
    let exchanges = sandbox.exchanges();
    let last = exchanges.last().expect("a request");
    assert_eq!((last.refused_by, &last.fault), (Some(rule), &None), "{way}: {last:?}");
    format!("rule `{rule}`: {way}")
}

/// The rows of the table of failures, by number.
async fn failures() -> String {
    let mut failures = Vec::new();
    for (number, name, call, rule) in INJECTED {
        let said = said(*call, rule).await;
        failures.push(Failure { number: *number, name, rule: format!("`{rule}`"), said });
    }
    for (number, name, rule, way) in ruled::MET {
        let (sandbox, said) = ruled::said(*number).await;
        failures.push(Failure { number: *number, name, rule: by_rule(&sandbox, rule, way), said });
    }
    for (number, name, rule, way, lines, why) in ruled::PREVENTED {
        let sandbox = ruled::sent(lines).await;
        failures.push(Failure { number: *number, name, rule: by_rule(&sandbox, rule, way), said: format!("cannot happen: {why}") });
    }
    failures.extend(OTHERS.iter().map(|(number, name, rule, said)| Failure {
        number: *number,
        name,
        rule: (*rule).to_owned(),
        said: (*said).to_owned(),
    }));
    failures.sort_by_key(|failure| failure.number);
    assert!(failures.iter().map(|failure| failure.number).eq(1..=38), "the failures are numbered from 1 to 38");
    let mut table = String::from("| Number | Failure | In the sandbox | The client says |\n| --- | --- | --- | --- |\n");
    for Failure { number, name, rule, said } in failures {
        writeln!(table, "| {number} | {name} | {rule} | {said} |").expect("a text");
    }
    table
}

/// The rows of the table of faults.
fn faults() -> String {
    let mut table = String::from("| Fault | Level | Parameters | Meaning |\n| --- | --- | --- | --- |\n");
    for fault in Fault::all() {
        let params: Vec<String> = fault.params().iter().map(|param| format!("`{param}`")).collect();
        writeln!(table, "| `{fault}` | {} | {} | {} |", fault.level().word(), params.join(", "), fault.doc()).expect("a text");
    }
    table
}

/// The page with its two tables made anew.
async fn page(page: &str) -> String {
    let mut made = page.to_owned();
    for (heading, table) in [("| Fault |", faults()), ("| Number |", failures().await)] {
        let start = made.find(heading).expect("a table");
        let end = made[start..].find("\n\n").map_or(made.len(), |length| start + length + 1);
        made.replace_range(start..end, &table);
    }
    made
}

#[tokio::test]
async fn page_on_faults_has_every_fault_and_what_the_client_says_of_every_failure() {
    let path = restli_testing::workspace().join("docs/sandbox-faults.md");
    let written = std::fs::read_to_string(&path).expect("the page");
    let made = page(&written).await;
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, &made).expect("the page is written");
    } else {
        assert_eq!(written, made, "run this test with INSTA_UPDATE=always, and read the difference");
    }
}

#[tokio::test]
async fn every_wrong_field_is_in_the_text_of_the_error() {
    let sandbox = sandbox(&["*=error;code=MULTIPLE_VALIDATIONS_FAILED;input=author;input=visibility"]).await;
    let error = client(&sandbox).me().get().await.expect_err("an error").to_string();
    assert!(error.contains("author is wrong") && error.contains("visibility is wrong"), "{error}");
}

#[tokio::test]
async fn faults_of_connections_are_met_as_the_page_on_reliability_says() {
    for (fault, reads, is_unknown) in [
        ("close_before_reading", true, true),
        ("reset", true, true),
        ("reset_in_headers", true, true),
        ("reset_in_body", true, true),
        ("cut_headers", true, true),
        ("cut_body", true, true),
        ("garbage", true, true),
        ("http_502", true, true),
        ("http_503;retry_after=0", true, true),
        ("http_500", true, true),
        ("http_429;retry_after=0", true, false),
        ("not_found", false, false),
    ] {
        let sandbox = sandbox(&[&format!("*={fault};times=1")]).await;
        let client = Client::builder().token(sandbox.token_for_all()).base_url(&sandbox.base_url()).build().expect("a client");
        let read = client.userinfo().get().await;
        assert_eq!(read.is_ok(), reads, "{fault}: {read:?}");
        sandbox.clear_faults();
        sandbox.inject(format!("*={fault};times=1").parse().expect("a rule")).expect("an operation");
        let error = client.posts().create(&NewPost::new(OrganizationUrn::new(5), LittleText::escaped("a"))).await.expect_err(fault);
        assert_eq!(error.is_outcome_unknown(), is_unknown, "{fault}: {error}");
    }
}

#[tokio::test]
async fn answers_that_are_no_answers_are_errors_of_the_client() {
    let sandbox = sandbox(&[]).await;
    let client = client(&sandbox);
    for fault in
        ["html_200", "empty_200", "truncated_json", "error_200", "wrong_length", "gzip_bomb", "redirect_elsewhere", "redirect_here"]
    {
        let error = client.userinfo().get().header("X-Sandbox-Fault", fault).await.expect_err(fault);
        assert!(error.summary().starts_with("profile.userinfo.get"), "{fault}: {error}");
    }
    let counts = sandbox.faults();
    assert!(counts.len() == 8 && counts.iter().all(|count| count.injected == 1), "no call is sent again: {counts:?}");
}
