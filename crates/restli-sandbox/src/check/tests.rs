//! Requests beside the small API and LinkedIn's: a case for each misfit.

use restli_core::Json;
use restli_schema::api::SampleContent;
use serde_json::json;

use super::{Read, read};
use crate::gates::version::asked;
use crate::refusal::Refusal;
use crate::testing::{find, request, shop, state, whole_linkedin, with};

fn read_from(first: &str, body: &str) -> Result<Read, Refusal> {
    let state = state(shop());
    let request =
        if body.contains("\"elements\"") { with(request(first, body), "X-RestLi-Method", "batch_create") } else { request(first, body) };
    let call = find(&state, &request).unwrap();
    read(&state.api, &call, asked(&state.api, call.resource, &request), &[], &request)
}

fn good(first: &str, body: &str) -> Read {
    read_from(first, body).unwrap_or_else(|refusal| panic!("{first} {body}: {refusal:?}"))
}

/// The rule of a refusal, and the paths of the parts that are wrong.
fn refused(first: &str, body: &str) -> (&'static str, String) {
    let refusal = read_from(first, body).expect_err(first);
    (refusal.rule, refusal.inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>().join(" "))
}

#[test]
fn values_of_urls_have_the_types_of_the_schema() {
    let found = good("GET /v1/things?q=search&color=RED&exact=true&range=(left:3,right:4)&tags=List(5,a%2Cb)&weight=1.5&count=20", "");
    let params = json!({"color": "RED", "limit": 5, "exact": true, "range": {"left": 3, "right": "4"}, "tags": ["5", "a,b"], "weight": 1.5,
        "start": 0, "count": 20});
    assert_eq!(Json::Object(found.params), params);
    assert_eq!(
        Json::Object(good("GET /v1/things?q=search&color=RED", "").params),
        json!({"color": "RED", "limit": 5, "start": 0, "count": 7})
    );
    assert_eq!(good("GET /v1/things?ids=List(1,2,1)", "").ids, [json!(1), json!(2)]);
    assert_eq!(good("GET /v1/things?ids=List(a%3Ab)&altkey=code", "").ids, [json!("a:b")]);
    let keys: Vec<Json> = good("GET /v1/pairs/(left:1,right:2)", "").keys.into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys, [json!({"left": 1, "right": "2"})]);
    assert_eq!(good("GET /v1/pairs/(left:1)?q=byLeft", "").parts, Some(json!({"left": 1})));
    assert_eq!(good("GET /v1/pairs?ids=List((left:1,right:a))", "").ids, [json!({"left": 1, "right": "a"})]);
    let painted = good("POST /v1/things/7?action=paint", r#"{"color": "GREEN"}"#);
    assert_eq!((painted.body, painted.params.len()), (json!({"color": "GREEN", "coats": 1}), 0));
}

#[test]
fn misfits_of_path_and_query_are_refused() {
    let search = |rest: &str| format!("GET /v1/things?q=search{rest}");
    let ids = |rest: &str| format!("GET /v1/things?ids={rest}");
    let cases = [
        ("GET /v1/things/x".to_owned(), "param_invalid", "thingId"),
        ("GET /v1/things/+1".to_owned(), "param_invalid", "thingId"),
        ("GET /v1/things/%zz?altkey=code".to_owned(), "param_invalid", "thingId"),
        ("GET /v1/pairs/(left:1)".to_owned(), "param_invalid", "right"),
        ("GET /v1/pairs/left=1&right=2".to_owned(), "param_invalid", ""),
        (search(""), "param_missing", "color"),
        (search("&color=RED&size=1"), "param_unknown", "size"),
        (search("&color=RED&range.left=1"), "param_unknown", "range.left"),
        (search("&color=RED&$other=1"), "param_unknown", "$other"),
        (search("&color=red"), "param_invalid", "color"),
        (search("&color=RED&limit=1.5"), "param_invalid", "limit"),
        (search("&color=RED&limit=01"), "param_invalid", "limit"),
        (search("&color=RED&limit=99999999999"), "param_invalid", "limit"),
        (search("&color=RED&limit="), "param_invalid", "limit"),
        (search("&color=RED&color=RED"), "param_invalid", "color"),
        (search("&color=RED&q=search"), "param_invalid", "q"),
        (search("&color=RED&fields=name&fields=id"), "param_invalid", "fields"),
        (search("&color=RED&exact=TRUE"), "param_invalid", "exact"),
        (search("&color=RED&range=(right:a)"), "param_invalid", "range/left"),
        (search("&color=RED&tags=a"), "param_invalid", "tags"),
        (search("&color=RED&tags=a,b"), "param_invalid", "tags"),
        (search("&color=RED&tags=List(a"), "param_invalid", "tags"),
        (search("&color=RED&start=-1"), "param_invalid", "start"),
        (search("&color=RED&count=51"), "param_invalid", "count"),
        ("GET /v1/things?q=tokens&pageSize=10".to_owned(), "param_invalid", "pageSize"),
        ("GET /v1/things?q=tokens&count=x".to_owned(), "param_invalid", "count"),
        ("GET /v1/things?ids=List(1)&count=1".to_owned(), "param_unknown", "count"),
        (ids("1"), "param_invalid", "ids"),
        (ids("List(1,x)"), "param_invalid", "ids"),
        (ids("List(1,2,3)"), "batch_too_large", "ids"),
        (ids("List(1)&altkey=other"), "param_invalid", "altkey"),
        ("DELETE /v1/things/1?$returnEntity=yes".to_owned(), "param_invalid", "$returnEntity"),
        ("GET /rest/things?q=search&color=RED&since=1".to_owned(), "param_unknown", "since"),
    ];
    good("DELETE /v1/things/1?$returnEntity=True", "");
    good("GET /v1/things?q=tokens&start=0&count=1", "");
    good("GET /v1/things?q=tokens&=x&", "");
    for (first, rule, path) in cases {
        let found = if first.contains("/rest/") { refused_in("202602", &first, "") } else { refused(&first, "") };
        assert_eq!((found.0, found.1.as_str()), (rule, path), "{first}");
    }
}

fn refused_in(version: &str, first: &str, body: &str) -> (&'static str, String) {
    let state = state(shop());
    let request = with(request(first, body), "Api-Version", version);
    let call = find(&state, &request).unwrap();
    let refusal = read(&state.api, &call, version.parse().ok(), &[], &request).expect_err(first);
    (refusal.rule, refusal.inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>().join(" "))
}

#[test]
fn misfits_of_bodies_are_refused() {
    let (create, update) = ("POST /v1/things", "POST /v1/things/1");
    let deep = format!(r#"{{"name": {}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let cases = [
        (create, "", "body_invalid", ""),
        (create, "{", "body_invalid", ""),
        (create, deep.as_str(), "body_invalid", ""),
        ("GET /v1/things/1", "{}", "body_invalid", ""),
        (update, r#"{"name": "a"}"#, "body_invalid", ""),
        (create, r#"{"color": "RED"}"#, "field_missing", "name"),
        (create, r#"{"name": "a", "id": 1}"#, "field_read_only", "id"),
        (create, r#"{"name": "a", "other": 1}"#, "field_unknown", "other"),
        (create, r#"{"name": 1}"#, "field_invalid", "name"),
        (create, r#"{"name": "a", "color": "PINK"}"#, "field_invalid", "color"),
        (create, r#"{"name": "a", "color": null}"#, "field_invalid", "color"),
        (create, r#"{"name": "a", "price": {"amount": "1"}}"#, "field_invalid", "price/amount"),
        (create, r#"{"name": "a", "price": {}}"#, "field_missing", "price/amount"),
        (create, r#"{"name": "a", "label": {"text": "a", "image": 1}}"#, "field_invalid", "label"),
        (create, r#"{"name": "a", "label": {"sound": "a"}}"#, "field_unknown", "label/sound"),
        (create, r#"{"name": "a", "maker": "urn:li:city:1"}"#, "field_invalid", "maker"),
        (create, r#"{"name": 1, "color": "PINK"}"#, "field_invalid", "color name"),
        (create, r#"{"elements": [{"name": "a"}, {"name": 1}]}"#, "batch_too_large", "elements name"),
        (update, r#"{"patch": {"$set": {"maker": "urn:li:shop:1"}}}"#, "field_read_only", "maker"),
        (update, r#"{"patch": {"$delete": ["name"]}}"#, "field_invalid", "name"),
        (update, r#"{"patch": {"$add": {}}}"#, "field_invalid", "$add"),
        (update, r#"{"patch": {"name": {"$set": {"x": 1}}}}"#, "field_invalid", "name"),
        (update, r#"{"patch": {"color": {}}}"#, "field_invalid", "color"),
        (update, r#"{"patch": {"price": {"amount": {"$delete": ["x"]}}}}"#, "field_invalid", "price/amount"),
        ("PUT /v1/things?ids=List(1)", r#"{"entities": {"2": {"name": "a"}}}"#, "field_invalid", ""),
        ("PUT /v1/things?ids=List(1)", r#"{"entities": {"1": {"name": 2}}}"#, "field_invalid", "name"),
        ("POST /v1/things/1?action=paint", r#"{"coats": 2}"#, "field_missing", "color"),
    ];
    for (first, body, rule, path) in cases {
        let found = refused(first, body);
        assert_eq!((found.0, found.1.as_str()), (rule, path), "{first} {body}");
    }
    good(create, r#"{"name": "a", "color": "RED", "price": {"amount": 1}, "label": {"text": "a"}, "maker": "urn:li:shop:1"}"#);
    good(update, r#"{"patch": {"$set": {"name": "a"}, "$delete": ["color"], "price": {"$set": {"amount": 2}}}}"#);
    good("PUT /v1/things?ids=List(1)", r#"{"entities": {"1": {"name": "a"}}}"#);
}

#[test]
fn fields_and_symbols_of_other_versions_are_refused() {
    let create = "POST /rest/things";
    let cases = [
        ("202602", r#"{"name": "a", "size": 1}"#, "field_unknown", "size"),
        ("202602", r#"{"name": "a", "color": "BLUE"}"#, "field_invalid", "color"),
        ("202603", r#"{"name": "a", "shade": "dark"}"#, "field_unknown", "shade"),
    ];
    for (version, body, rule, path) in cases {
        let found = refused_in(version, create, body);
        assert_eq!((found.0, found.1.as_str()), (rule, path), "{version} {body}");
    }
}

#[test]
fn request_of_the_first_protocol_may_have_its_forms() {
    let state = state(shop());
    let first = with(request("GET /v1/things?ids[0]=1&ids[1]=2", ""), "X-RestLi-Protocol-Version", "");
    let call = find(&state, &first).unwrap();
    assert_eq!(read(&state.api, &call, None, &[], &first).unwrap().ids, [json!(1), json!(2)]);
    let second = with(first, "X-RestLi-Protocol-Version", "2.0.0");
    assert_eq!(read(&state.api, &find(&state, &second).unwrap(), None, &[], &second).unwrap_err().rule, "param_unknown");
}

#[test]
fn body_of_another_media_type_is_refused_but_for_unstructured_data() {
    let state = state(shop());
    let of = |first: &str, kind: &str| {
        let request = with(request(first, r#"{"name": "a"}"#), "Content-Type", kind);
        let call = find(&state, &request).unwrap();
        read(&state.api, &call, None, &[], &request).map(|read| read.body)
    };
    for kind in ["text/plain", "application/json; charset=latin1"] {
        assert_eq!(of("POST /v1/things", kind).unwrap_err().rule, "media_type", "{kind}");
    }
    let gzipped = with(request("POST /v1/things", "{}"), "Content-Encoding", "gzip");
    let refusal = read(&state.api, &find(&state, &gzipped).unwrap(), None, &[], &gzipped).unwrap_err();
    assert_eq!((refusal.rule, refusal.status), ("media_type", 415), "{}", refusal.message);
    assert_eq!(of("POST /v1/things", "Application/JSON; charset=utf-8"), Ok(json!({"name": "a"})));
    assert_eq!(of("POST /v1/things", ""), Ok(json!({"name": "a"})));
    assert_eq!(of("POST /v1/files", "image/png"), Ok(Json::Null));
}

#[test]
fn body_that_is_no_json_is_told_with_place_and_cause() {
    for (body, told) in [
        ("{\n \"name\": }", "the body of a create is no JSON: expected value at line 2 column 10; write `{"),
        ("\n{\"name\": \"\\ud800\"}", "the body of a create is no JSON: unexpected end of hex escape at line 2 column 17; write `{"),
        (
            "{\"name\": \"a\", \"name\": \"b\"}",
            "the body of a create is no JSON: `name` stands twice in an object at line 1 column 20; write `{",
        ),
        ("{} {}", "the body of a create is no JSON: trailing characters at line 1 column 4; write `{"),
        ("\u{feff}{}", "the body begins with a byte order mark, which JSON has none of; remove it"),
        ("\u{a0}{}", "the body of a create is no JSON: expected value at line 1 column 1; write `{"),
    ] {
        let message = read_from("POST /v1/things", body).unwrap_err().message;
        assert!(message.starts_with(told), "{message}");
    }
    let state = state(shop());
    let mut cut = request("POST /v1/things", "");
    cut.body = bytes::Bytes::from_static(b"{\"name\": \"\xff\"}");
    let call = find(&state, &cut).unwrap();
    let message = read(&state.api, &call, None, &[], &cut).unwrap_err().message;
    assert_eq!(message, "the body is no text in UTF-8: byte 11 begins no character");
}

#[test]
fn key_of_a_batch_with_a_wrong_structure_is_judged_alone() {
    let found = good("GET /v1/pairs?ids=List((left:1,right:a),(left:1),x,(left:2,right:b,up:1))", "");
    assert_eq!(found.ids, [json!({"left": 1, "right": "a"})]);
    let flaws: Vec<&str> = found.unfit.iter().map(|(_, flaw)| flaw.as_str()).collect();
    assert_eq!(
        flaws,
        ["the key lacks the part `right`", "the key has no parts: write `(name:value,..)`", "the key has `up`, and there is no such part"]
    );
    assert_eq!(refused("GET /v1/pairs?ids=List((left:1,right:a),(left:x,right:a))", ""), ("param_invalid", "ids/left".to_owned()));
}

#[test]
fn number_that_is_too_large_is_told_once() {
    let refusal = read_from("GET /v1/things?q=search&color=RED&count=99999999999999999", "").unwrap_err();
    assert_eq!((refusal.inputs.len(), refusal.message.as_str()), (1, "`count` of the query: `99999999999999999` is not an `int`"));
}

#[test]
fn refusal_has_the_code_of_the_catalogue_and_the_reason() {
    let refusal = read_from("POST /v1/things", r#"{"name": "a", "id": 1}"#).unwrap_err();
    assert_eq!((refusal.status, refusal.code.as_deref()), (422, Some("READ_ONLY")));
    assert_eq!(refusal.message, "the body has `id`, which the method does not take: leave it out");
    assert_eq!(refusal.inputs[0].code.as_deref(), Some("READ_ONLY"));
    let refusal = read_from("GET /v1/things?q=search&color=RDE", "").unwrap_err();
    assert_eq!(refusal.message, "`color` of the query: `RDE` is no symbol of `Color`; did you mean `RED`?");
}

#[test]
fn linkedin_refuses_with_documented_errors() {
    let state = state(whole_linkedin());
    let version = "202607";
    let cases = [
        ("GET /rest/posts?q=author", "", 400, "PARAM_MISSING"),
        ("GET /rest/posts?q=author&author=urn:li:person:1", "", 400, "PARAM_INVALID"),
        ("GET /rest/posts?q=author&author=urn%3Ali%3Aperson%3A1&color=1", "", 400, "QUERY_PARAM_NOT_ALLOWED"),
        ("POST /rest/posts", r#"{"author": "urn:li:person:1"}"#, 400, "MISSING_FIELD"),
    ];
    for (first, body, status, code) in cases {
        let request = with(request(first, body), "Linkedin-Version", version);
        let call = find(&state, &request).unwrap();
        let refusal = read(&state.api, &call, version.parse().ok(), &[], &request).expect_err(first);
        assert_eq!((refusal.status, refusal.code.as_deref()), (status, Some(code)), "{first}: {}", refusal.message);
    }
}

/// Documented requests that say that they are of version 2.0.0, and have forms of version 1.0.0.
const FIRST_FORMS: [&str; 3] =
    ["ads.ad_creatives_v2.find_by_search", "ads.audience_counts.find_by_targeting_criteria", "verification.verification_report.get-both"];

#[test]
fn requests_of_linkedin_s_documents_are_taken() {
    let state = state(whole_linkedin());
    let mut refused = Vec::new();
    for sample in state.api.samples() {
        let SampleContent::Request(told) = &sample.content else { continue };
        if told.is_tunnelled() {
            continue;
        }
        let plain = request(&format!("{} {}", told.verb, told.target), &told.body);
        let request = told.headers.iter().fold(plain, |request, (name, value)| with(request, name, value));
        let call = find(&state, &request).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", sample.name));
        if let Err(refusal) = read(&state.api, &call, asked(&state.api, call.resource, &request), &[], &request) {
            assert!(FIRST_FORMS.contains(&sample.name.as_str()), "{}: {}", sample.name, refusal.message);
            refused.push(sample.name.as_str());
        }
    }
    assert_eq!(refused, FIRST_FORMS);
}
