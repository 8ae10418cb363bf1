//! Refusals in the words of LinkedIn's documentation.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use http::{Request, Response};
use linkedin_sandbox::{MemberRole, Sandbox, Settings, Time, settings};
use serde_json::{Value as Json, json};

/// A day on which the version of the requests lives, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

async fn sandbox(settings: Settings) -> Sandbox {
    Sandbox::start(linkedin_sandbox::api(), Settings { starts_at: Some(DAY), ..settings }).await.expect("a sandbox")
}

fn send(sandbox: &Sandbox, token: &str, first: &str, headers: &[(&str, &str)], body: &str) -> Response<bytes::Bytes> {
    let (verb, target) = first.split_once(' ').expect("a verb and a target");
    let mut request = Request::builder().method(verb).uri(target).header("authorization", format!("Bearer {token}"));
    for (name, value) in [("linkedin-version", "202607"), ("x-restli-protocol-version", "2.0.0")].iter().chain(headers) {
        request = request.header(*name, *value);
    }
    sandbox.answer(request.body(bytes::Bytes::copy_from_slice(body.as_bytes())).expect("a request"))
}

/// The status and the code of an answer.
fn told(answer: &Response<bytes::Bytes>) -> (u16, Json) {
    let body: Json = serde_json::from_slice(answer.body()).unwrap_or_default();
    (answer.status().as_u16(), body["code"].clone())
}

#[tokio::test]
async fn address_that_is_too_long_is_refused_and_taken_in_the_body() {
    let sandbox = sandbox(settings()).await;
    let token = sandbox.token_for_all();
    let query = |count: usize| {
        let keys: Vec<String> = (0..count).map(|number| format!("urn%3Ali%3Ashare%3A{number:019}")).collect();
        format!("ids=List({})", keys.join(","))
    };
    let get = |query: &str| told(&send(&sandbox, &token, &format!("GET /rest/posts?{query}"), &[], "")).0;
    assert_eq!((get(&query(20)), get(&query(130))), (200, 414));
    assert_eq!(told(&send(&sandbox, &token, &format!("GET /rest/posts/{}", "a".repeat(4_097)), &[], "")).0, 414);
    let headers = [("x-http-method-override", "GET"), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(told(&send(&sandbox, &token, "POST /rest/posts", &headers, &query(130))).0, 200);
    let long = "b".repeat(29_000);
    assert_eq!(
        told(&send(&sandbox, &token, "GET /rest/posts?q=author&author=urn%3Ali%3Aorganization%3A5", &[("accept", &long)], "")).0,
        414
    );
}

#[tokio::test]
async fn author_for_whom_the_token_has_no_permission_is_refused_as_documented() {
    let sandbox = sandbox(settings()).await;
    let post = |scope: &str, author: &str| {
        let distribution = json!({"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []});
        let post = json!({"author": author, "commentary": author, "visibility": "PUBLIC", "distribution": distribution,
            "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": false});
        told(&send(&sandbox, &sandbox.token([scope]), "POST /rest/posts", &[], &post.to_string()))
    };
    let mira = "urn:li:person:mira";
    assert_eq!(post("w_member_social", mira).0, 201);
    assert_eq!(post("w_organization_social", mira), (400, json!("MEMBER_PERMISSIONS_REQUIRED")));
    assert_eq!(post("w_member_social", "urn:li:person:tomas"), (403, json!("ACCESS_DENIED")), "the token is that of another member");
    assert_eq!(post("w_member_social", "urn:li:organization:5"), (403, json!("ACCESS_DENIED")));
}

#[tokio::test]
async fn member_without_a_role_in_the_account_of_the_path_is_refused() {
    let role = MemberRole { member: "mira".into(), entity: "urn:li:sponsoredAccount:50550".into(), role: "VIEWER".into() };
    let sandbox = sandbox(Settings { roles: Some(vec![role]), ..settings() }).await;
    let token = sandbox.token(["r_ads", "rw_ads"]);
    for account in ["50550", "50551"] {
        assert!(sandbox.put(&format!("/rest/adAccounts/{account}"), json!({"name": "An account"})));
        assert!(sandbox.put(&format!("/rest/adAccounts/{account}/adCampaignGroups/7"), json!({"name": "A group"})));
    }
    let get = |target: &str| told(&send(&sandbox, &token, &format!("GET /rest/adAccounts{target}"), &[], "")).0;
    assert_eq!((get("/50550"), get("/50551")), (200, 403));
    assert_eq!((get("/50550/adCampaignGroups/7"), get("/50551/adCampaignGroups/7")), (200, 403));
    assert_eq!((get("/50550/adCampaignGroups?ids=List(7)"), get("/50551/adCampaignGroups?ids=List(7)")), (200, 403));
    let change = told(&send(&sandbox, &token, "POST /rest/adAccounts/50550", &[], r#"{"patch": {"$set": {"name": "Another"}}}"#));
    assert_eq!(change, (403, json!("ACCESS_DENIED")), "a viewer changes nothing");
}

/// The parameters with which a browser is sent back from the consent page.
fn sent_back(sandbox: &Sandbox, request: &str) -> String {
    let answer = sandbox.answer(Request::post("/oauth/v2/authorization").body(bytes::Bytes::from(request.to_owned())).expect("a request"));
    answer.headers()["location"].to_str().expect("an address").to_owned()
}

#[tokio::test]
async fn login_that_fails_is_told_in_the_words_of_linkedin() {
    let sandbox = sandbox(settings()).await;
    let ask = |rest: &str| {
        let request = format!("response_type=code&client_id=sandbox&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb&state=s&member=mira&{rest}");
        sent_back(&sandbox, &request)
    };
    assert!(ask("scope=openid&decision=deny").contains("error=user_cancelled_authorize&"));
    assert!(ask("scope=r_nothing&decision=allow").contains("error=unauthorized_scope_error&"));
    let code = ask("scope=openid&decision=allow");
    let code = code.split_once("code=").and_then(|(_, rest)| rest.split('&').next()).expect("a code").to_owned();
    let exchange = |code: &str, back: &str| {
        let form = format!("grant_type=authorization_code&client_id=sandbox&client_secret=sandbox-secret&code={code}&redirect_uri={back}");
        let request = Request::post("/oauth/v2/accessToken").header("content-type", "application/x-www-form-urlencoded");
        let answer = sandbox.answer(request.body(bytes::Bytes::from(form)).expect("a request"));
        let body: Json = serde_json::from_slice(answer.body()).expect("JSON");
        (answer.status().as_u16(), body["error"].as_str().unwrap_or_default().to_owned())
    };
    let (here, elsewhere) = ("http%3A%2F%2F127.0.0.1%2Fcb", "http%3A%2F%2F127.0.0.1%2Fother");
    assert_eq!(exchange("unknown", here), (401, "invalid_request".to_owned()));
    assert_eq!(exchange(&code, elsewhere), (400, "invalid_redirect_uri".to_owned()));
    assert_eq!(exchange(&code, here).0, 200);
    assert_eq!(exchange(&code, here), (401, "invalid_request".to_owned()), "the code was used");
}
