//! Requests at the gates: a case for each guard.

use std::time::Duration;

use restli_core::projection::parse_mask;
use restli_core::{ResourceMethod as M, Time};
use restli_schema::api::Api;
use serde_json::json;

use super::{Caller, pass, pass_projection, pass_read};
use crate::auth::Grant;
use crate::check;
use crate::gates::roles::MemberRole;
use crate::locks::lock;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::state::State;
use crate::testing::{find, grant, issue, linkedin, request, shop, state, whole_linkedin, with};

/// The small API with a token that has some scopes.
fn granted(scopes: &[&str]) -> State {
    let state = state(shop());
    issue(&state, scopes);
    state
}

fn good(first: &str, body: &str) -> Received {
    with(request(first, body), "Authorization", "Bearer good")
}

/// The way of a request through the gates: those before it is read, and those behind.
fn through(state: &State, request: &Received) -> Result<Caller, Refusal> {
    let call = find(state, request)?;
    let caller = pass(state, &call, request)?;
    let read = check::read(&state.api, &call, caller.version, &[], request)?;
    pass_read(state, &call, &caller, &read)?;
    Ok(caller)
}

/// The rule, the status and the code of a refusal.
fn refused(state: &State, request: &Received) -> (&'static str, u16, Option<String>) {
    let refusal = through(state, request).expect_err(&request.path);
    (refusal.rule, refusal.status, refusal.code)
}

const THING: &str = "GET /v1/things/1";

#[test]
fn caller_who_takes_no_json_is_refused_but_for_unstructured_data() {
    let state = granted(&["r_all"]);
    let of = |first: &str, accept: &str| through(&state, &with(good(first, ""), "Accept", accept)).map_err(|one| (one.rule, one.status));
    for accept in ["", "application/json", "text/html, */*;q=0.1"] {
        assert!(of(THING, accept).is_ok(), "{accept}");
    }
    for accept in ["text/html", "application/x-pson", "application/json;q=0, */*"] {
        assert_eq!(of(THING, accept).unwrap_err(), ("not_acceptable", 406), "{accept}");
    }
    let file = with(with(good("POST /v1/files", "x"), "Content-Type", "image/png"), "Accept", "image/png");
    assert_eq!(through(&state, &file).err(), None);
}

#[test]
fn header_of_the_method_that_does_not_fit_is_named() {
    let state = granted(&["r_all"]);
    let of = |first: &str, method: &str| find(&state, &with(good(first, ""), "X-RestLi-Method", method)).map(|call| call.method.kind);
    for method in ["get", "GET", ""] {
        assert_eq!(of(THING, method).ok(), Some(M::Get), "{method}");
    }
    for (first, method, message) in [
        (THING, "bogus", "`X-RestLi-Method` is `bogus`, which is none of get, batch_get, "),
        (THING, "delete", "`X-RestLi-Method` is `delete`, and GET /v1/things/1 with these parameters is none"),
        ("GET /v1/things?ids=List(1)", "get", "`X-RestLi-Method` is `get`, and GET /v1/things with these parameters is none"),
    ] {
        let refusal = of(first, method).unwrap_err();
        assert!(refusal.message.starts_with(message), "{}", refusal.message);
        assert_eq!((refusal.rule, refusal.status), ("protocol", 400), "{first} {method}");
    }
}

#[test]
fn combination_that_is_no_method_is_another_fault_than_a_method_that_the_resource_has_not() {
    let state = granted(&["r_all"]);
    for (first, rule, status, message) in [
        ("GET /v1/things?q=none", "no_method", 405, "/v1/things has no finder none"),
        ("PUT /v1/things/1", "no_method", 405, "/v1/things/1 has no method update"),
        ("PATCH /v1/things/1", "protocol", 400, "PATCH /v1/things/1 with these parameters is no method of the protocol"),
        ("PUT /v1/things", "protocol", 400, "PUT /v1/things with these parameters is no method of the protocol"),
        ("GET /v1/things/1?q=search", "protocol", 400, "GET /v1/things/1 with these parameters is no method of the protocol"),
    ] {
        let refusal = find(&state, &good(first, "")).unwrap_err();
        assert_eq!((refusal.rule, refusal.status, refusal.message.as_str()), (rule, status, message), "{first}");
    }
}

#[test]
fn versions_of_the_protocol_are_those_that_there_are() {
    let state = granted(&["r_all"]);
    let of = |first: &str, version: &str| {
        through(&state, &with(good(first, ""), "X-RestLi-Protocol-Version", version)).map_err(|one| one.message)
    };
    for version in ["", "1.0.0", "1.0.1", "2.0.0"] {
        assert!(of(THING, version).is_ok(), "{version}");
    }
    for version in ["2.0.1", "3.0.0", "0.9.0", "2", "two"] {
        assert_eq!(
            of(THING, version).unwrap_err(),
            format!("protocol version `{version}` is not spoken here: `X-RestLi-Protocol-Version` is 1.0.0 or 2.0.0")
        );
    }
    let told = of("GET /v1/things?ids=List(1,2)", "").unwrap_err();
    assert!(told.contains("has no such header, and so is one of version 1.0.0: send `X-RestLi-Protocol-Version: 2.0.0`"), "{told}");
    assert!(of("GET /v1/pairs/(left:1,right:a)", "1.0.0").unwrap_err().contains("says that it is one of version 1.0.0"));
    assert!(of("GET /v1/things?ids=List(1,2)", "2.0.0").is_ok());
}

#[test]
fn version_is_one_that_is_alive_by_the_clock() {
    let state = granted(&["r_all"]);
    let today = |day: &str| {
        let millis = restli_core::Day::parse(day).unwrap().days_after(restli_core::Day::of(Time::now())) * 86_400_000;
        let passed = u64::try_from(millis).unwrap_or_default();
        state.clock.advance(Duration::from_millis(passed));
    };
    let of = |version: &str| through(&state, &with(good("GET /rest/things/1", ""), "Api-Version", version));
    today("2027-01-01");
    assert_eq!(of("202602").unwrap().version, Some(202_602));
    assert_eq!(of("202602.03").unwrap().version, Some(202_602));
    assert!(through(&state, &good(THING, "")).unwrap().version.is_none());
    let cases = [
        ("", "version_missing", "a version must be present in the header `Api-Version`: send one of 202603, 202602"),
        ("202601", "version_dead", "version `202601` ended on 2026-02-01: send one of 202603, 202602"),
        ("209901", "version_dead", "version `209901` was never released: send one of 202603, 202602"),
        ("v1", "version_dead", "version `v1` is not written as a version: send one of 202603, 202602"),
        ("202602.x", "version_dead", "version `202602.x` is not written as a version: send one of 202603, 202602"),
    ];
    for (version, rule, message) in cases {
        let refusal = of(version).unwrap_err();
        assert_eq!((refusal.rule, refusal.message.as_str()), (rule, message), "{version}");
    }
}

#[test]
fn post_tells_its_length_where_the_catalogue_says_so() {
    let state = granted(&["w_person", "w_shop", "r_all"]);
    let post = with(good("POST /v1/things", r#"{"name": "a"}"#), "Content-Length", "");
    assert_eq!(refused(&state, &post), ("length_missing", 411, Some("NO_LENGTH".to_owned())));
    assert!(through(&state, &with(post, "Transfer-Encoding", "chunked")).is_ok());
    assert!(through(&state, &with(good(THING, ""), "Content-Length", "")).is_ok());
}

#[test]
fn token_is_one_that_is_good_now() {
    let state = granted(&["r_all"]);
    let now = state.clock.now();
    let short = Grant { expires: Time::from_millis(now.as_millis() + 60_000), ..grant(&["r_all"]) };
    lock(&state.tokens).issue("short".to_owned(), short);
    lock(&state.tokens).issue("revoked".to_owned(), Grant { revoked: true, ..grant(&["r_all"]) });
    let of = |header: &str| through(&state, &with(request(THING, ""), "Authorization", header)).map_err(|one| (one.status, one.code));
    assert!(of("Bearer good").is_ok() && of("bearer short").is_ok());
    let missing = (401, Some("EMPTY".to_owned()));
    assert_eq!([of("").unwrap_err(), of("Bearer").unwrap_err()], [missing.clone(), missing]);
    for unknown in ["Bearer other", "Basic good", "Bearer revoked"] {
        assert_eq!(of(unknown).unwrap_err(), (401, None), "{unknown}");
    }
    state.clock.advance(Duration::from_secs(60));
    assert_eq!(of("Bearer short").unwrap_err(), (401, Some("ENDED".to_owned())));
}

#[test]
fn public_method_needs_no_token_and_refuses_a_bad_one() {
    let state = granted(&[]);
    let delete = request("DELETE /v1/things/1", "");
    assert!(through(&state, &delete).unwrap().grant.is_none());
    assert_eq!(refused(&state, &with(delete, "Authorization", "Bearer other")).0, "token");
}

#[test]
fn method_requires_its_permissions() {
    let state = granted(&["r_secret"]);
    assert_eq!(refused(&state, &good(THING, "")), ("permission_missing", 403, None));
    let refusal = through(&state, &good("POST /v1/things", r#"{"name": "a"}"#)).unwrap_err();
    let message =
        "the method requires `w_person` or `w_shop`, and the token has r_secret; `w_shop`: product Shops, by application for the product";
    assert_eq!(refusal.message, message);
}

#[test]
fn fields_that_are_sent_require_their_permissions() {
    let sent = [
        ("POST /v1/things", r#"{"name": "a", "secret": "b"}"#),
        ("POST /v1/things/1", r#"{"patch": {"$set": {"secret": "b"}}}"#),
        ("POST /v1/things/1", r#"{"patch": {"$delete": ["secret"]}}"#),
        ("PUT /v1/things?ids=List(1)", r#"{"entities": {"1": {"name": "a", "secret": "b"}}}"#),
    ];
    for (first, body) in sent {
        let refusal = through(&granted(&["w_person", "r_all"]), &good(first, body)).unwrap_err();
        assert_eq!((refusal.rule, refusal.inputs[0].path.as_str()), ("field_forbidden", "secret"), "{first} {body}");
        assert!(through(&granted(&["w_person", "r_all", "r_secret"]), &good(first, body)).is_ok(), "{first} {body}");
    }
}

#[test]
fn fields_that_a_projection_names_require_their_permissions() {
    let state = granted(&["r_all"]);
    let request = good(THING, "");
    let call = find(&state, &request).unwrap();
    let of = |scopes: &[&str], mask: &str| {
        let caller = Caller { grant: Some(grant(scopes)), ..Caller::default() };
        pass_projection(&state, &call, &caller, call.resource.entity.unwrap(), &parse_mask(mask).unwrap())
    };
    let refusal = of(&["r_all"], "id,secret").unwrap_err();
    assert_eq!(refusal.message, "`secret` of the projection requires `r_secret`, and the token has r_all; `r_secret`: product Secrets");
    assert!(of(&["r_all"], "id,price:(amount)").is_ok() && of(&["r_all"], "-secret").is_ok());
    assert!(of(&["r_secret"], "id,secret").is_ok());
}

#[test]
fn actor_is_one_as_which_a_permission_lets_act() {
    let create = |maker: &str| good("POST /v1/things", &json!({"name": "a", "maker": maker}).to_string());
    let (person, shop) = (create("urn:li:person:ann"), create("urn:li:shop:7"));
    assert!(through(&granted(&["w_person"]), &person).is_ok() && through(&granted(&["w_shop"]), &shop).is_ok());
    assert_eq!(refused(&granted(&["w_person"]), &shop).0, "actor_forbidden");
    assert_eq!(refused(&granted(&["w_shop"]), &person).0, "own_actor_forbidden");
    assert!(through(&granted(&["w_shop"]), &good("POST /v1/things", r#"{"name": "a"}"#)).is_ok());
}

#[test]
fn member_needs_a_role_in_entities_with_such_roles() {
    let create = |maker: &str| good("POST /v1/things", &json!({"name": "a", "maker": maker}).to_string());
    let mut state = granted(&["w_person", "w_shop"]);
    assert!(through(&state, &create("urn:li:shop:7")).is_ok());
    let role =
        |member: &str, entity: &str, role: &str| MemberRole { member: member.to_owned(), entity: entity.to_owned(), role: role.to_owned() };
    for held in
        [vec![], vec![role("bob", "urn:li:shop:7", "OWNER"), role("ann", "urn:li:shop:8", "OWNER"), role("ann", "urn:li:shop:7", "GUEST")]]
    {
        state.settings.roles = Some(held);
        assert_eq!(refused(&state, &create("urn:li:shop:7")), ("role_missing", 403, Some("OWNERS_ONLY".to_owned())));
        assert!(through(&state, &create("urn:li:person:ann")).is_ok());
    }
    state.settings.roles = Some(vec![role("ann", "urn:li:shop:7", "OWNER")]);
    assert!(through(&state, &create("urn:li:shop:7")).is_ok());
}

#[test]
fn quotas_count_calls_window_by_window() {
    let state = granted(&["r_all"]);
    lock(&state.tokens).issue("bob".to_owned(), Grant { member: Some("bob".to_owned()), ..grant(&["r_all"]) });
    let paint = |token: &str| {
        let request = with(request("POST /v1/things/1?action=paint", r#"{"color": "RED"}"#), "Authorization", &format!("Bearer {token}"));
        through(&state, &request)
    };
    let left = |headers: &[(String, String)]| headers.iter().find(|(name, _)| name == "X-Left").map(|(_, left)| left.clone());
    assert_eq!(left(&paint("good").unwrap().headers).as_deref(), Some("1"));
    assert_eq!(left(&paint("good").unwrap().headers).as_deref(), Some("0"));
    let refusal = paint("good").unwrap_err();
    assert_eq!((refusal.rule, refusal.status), ("member_quota", 429));
    let told: Vec<&str> = refusal.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(told, ["X-Left", "X-Reset", "Retry-After"]);
    assert_eq!(left(&refusal.headers).as_deref(), Some("0"));
    let wait: u64 = refusal.headers[2].1.parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(paint("bob").is_ok());
    assert_eq!(paint("bob").unwrap_err().rule, "app_quota");
    state.clock.advance(Duration::from_secs(60 + 86_400));
    assert!(paint("good").is_ok());
}

#[test]
fn linkedin_refuses_callers_with_documented_errors() {
    // A day on which the version of the requests lives, 2026-12-01.
    let settings = Settings { starts_at: Some(Time::from_millis(1_796_083_200_000)), ..Settings::default() };
    let state = State::new(whole_linkedin(), settings, "http://127.0.0.1:4000".to_owned());
    issue(&state, &["w_member_social"]);
    let post = |author: &str| {
        let body = json!({"author": author, "commentary": "a", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
            "distribution": {"feedDistribution": "MAIN_FEED"}});
        with(good("POST /rest/posts", &body.to_string()), "Linkedin-Version", "202607")
    };
    let person = post("urn:li:person:ann");
    through(&state, &person).unwrap();
    let code = |request: &Received| {
        let (_, status, code) = refused(&state, request);
        (status, code.unwrap_or_default())
    };
    assert_eq!(code(&with(person.clone(), "Authorization", "")), (401, "EMPTY_ACCESS_TOKEN".to_owned()));
    assert_eq!(code(&with(person.clone(), "Authorization", "Bearer other")), (401, "INVALID_ACCESS_TOKEN".to_owned()));
    assert_eq!(code(&with(person.clone(), "Linkedin-Version", "")), (400, "VERSION_MISSING".to_owned()));
    assert_eq!(code(&with(person.clone(), "Linkedin-Version", "202304")), (426, "NONEXISTENT_VERSION".to_owned()));
    assert_eq!(code(&post("urn:li:organization:1")), (403, "ACCESS_DENIED".to_owned()));
}

#[test]
fn linkedin_claims_what_its_documents_say() {
    use restli_schema::api::Situation as S;
    let api: &Api = linkedin();
    let cases = [
        (S::PermissionMissing, 403, "ACCESS_DENIED"),
        (S::FieldForbidden, 403, "UNPERMITTED_FIELDS"),
        (S::AppQuota, 429, "TOO_MANY_REQUESTS"),
        (S::FieldReadOnly, 422, "READ_ONLY_FIELD_IN_CREATE"),
        (S::Duplicate, 422, "DUPLICATE_POST"),
        (S::NotFound, 404, "NOT_FOUND"),
        (S::LengthMissing, 411, "411"),
    ];
    for (situation, status, code) in cases {
        let error = api.error_when(None, situation).unwrap();
        assert_eq!((error.status, error.name.wire.as_str()), (status, code), "{situation:?}");
    }
}
