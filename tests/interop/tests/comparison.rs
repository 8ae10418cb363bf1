//! Tests that need no other client: the tables fit our client, and a comparison finds each kind of difference.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use bytes::Bytes;
use http::Request;
use restli_interop::{Case, Difference, Known, Server, cases, compare, known, ours, parts, reads_alike};

fn case<'a>(cases: &'a [Case], name: &str) -> &'a Case {
    cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("there is no case `{name}`"))
}

#[test]
fn the_known_differences_are_what_our_client_sends() {
    let cases = cases().unwrap();
    let mut seen = BTreeSet::new();
    let folder = restli_testing::workspace().join("tests/interop");
    for known in known().unwrap() {
        let Known { client, part, reason, section, .. } = &known;
        assert!(!reason.is_empty() && section.starts_with('§') && !known.cases.is_empty(), "{client}, {part}: {reason}, {section}");
        assert!(folder.join(client).is_dir(), "`{client}` is no part");
        for (name, difference) in &known.cases {
            assert!(seen.insert((client.clone(), part.clone(), name.clone())), "{client}, {part}, {name} is there twice");
            let case = case(&cases, name);
            assert!(case.is_for(client), "{client} does not do {name}");
            let sent = parts(&ours(case).unwrap()).unwrap();
            assert_eq!(sent.get(part.as_str()), difference.ours.as_ref(), "{client}, {part}, {name}");
            assert_ne!(difference.theirs, difference.ours, "{client}, {part}, {name}");
        }
    }
}

#[test]
fn every_case_has_a_name_of_its_own_and_a_request_of_ours() {
    let cases = cases().unwrap();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    for case in &cases {
        parts(&ours(case).unwrap()).unwrap();
    }
}

/// Sends a request as the driver of a client would.
fn send(server: &Server, case: &str, request: &Request<Bytes>) {
    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    let target = request.uri().path_and_query().unwrap();
    write!(stream, "{} {target} HTTP/1.1\r\nX-Interop-Case: {case}\r\n", request.method()).unwrap();
    for (name, value) in request.headers() {
        write!(stream, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    write!(stream, "Content-Length: {}\r\n\r\n", request.body().len()).unwrap();
    stream.write_all(request.body()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with('}'), "{answer}");
}

#[test]
fn a_client_that_sends_what_ours_sends_has_no_differences() {
    let (cases, server) = (cases().unwrap(), Server::start().unwrap());
    for case in &cases {
        send(&server, &case.name, &ours(case).unwrap());
    }
    let report = compare("mirror", &cases, &[], &server.captured().unwrap(), &BTreeMap::new()).unwrap();
    assert!(report.holds(), "{report}");
}

/// Compares a client that sends for the case `no-key` what ours sends for another.
fn compare_with(sent: &str, known: &[Known]) -> String {
    let all = cases().unwrap();
    let (server, sent) = (Server::start().unwrap(), ours(case(&all, sent)).unwrap());
    let one: Vec<Case> = cases().unwrap().into_iter().filter(|case| case.name == "no-key").collect();
    send(&server, "no-key", &sent);
    let report = compare("other", &one, known, &server.captured().unwrap(), &BTreeMap::new()).unwrap();
    let text = report.to_string();
    assert_eq!(report.holds(), !text.contains("other: n"), "{text}");
    text
}

fn path(theirs: &str, ours: &str, reads_alike: bool) -> Known {
    let difference = Difference { theirs: Some(theirs.to_owned()), ours: Some(ours.to_owned()) };
    let (client, part) = ("other".to_owned(), "path".to_owned());
    let cases = BTreeMap::from([("no-key".to_owned(), difference)]);
    Known { client, part, reason: "a reason".to_owned(), section: "§1".to_owned(), reads_alike: Some(reads_alike), cases }
}

#[test]
fn a_difference_must_be_known_and_a_known_one_must_be_there() {
    let known = || [path("/v2/things/42", "/v2/settings", false)];
    assert!(compare_with("no-key", &[]).contains("1 cases, 1 the same, 0 with a difference"));
    assert!(compare_with("key-number", &known()).contains("| 1 | path | NO | a reason | §1 |"));
    let unknown = compare_with("key-number", &[]);
    assert!(unknown.contains("not in differences.json") && unknown.contains(r#""theirs": "/v2/things/42""#), "{unknown}");
    assert!(compare_with("no-key", &known()).contains("that it differs, and it does not"));
    assert!(compare_with("key-number", &[path("/v2/things/43", "/v2/settings", false)]).contains("something else"));
    assert!(compare_with("key-number", &[path("/v2/things/42", "/v2/settings", true)]).contains("`reads_alike` is Some(true)"));
    let twice: Vec<Known> = known().into_iter().chain(known()).collect();
    assert!(compare_with("key-number", &twice).contains("or it is said twice"));
}

#[test]
fn error_or_missing_request_of_a_client_is_a_difference() {
    let one: Vec<Case> = cases().unwrap().into_iter().filter(|case| case.name == "no-key").collect();
    let server = Server::start().unwrap();
    let nothing = server.captured().unwrap();
    let report = compare("other", &one, &[], &nothing, &BTreeMap::new()).unwrap();
    assert!(!report.holds() && report.to_string().contains("no-key: 0 requests came, not one"), "{report}");
    let errors = BTreeMap::from([("no-key".to_owned(), "Thrown".to_owned())]);
    let report = compare("other", &one, &[], &nothing, &errors).unwrap();
    assert!(!report.holds() && report.to_string().contains(r#""theirs": "Thrown""#), "{report}");
}

#[test]
fn a_query_is_found_wherever_it_travels() {
    let all = cases().unwrap();
    let parts = parts(&ours(case(&all, "long-update")).unwrap()).unwrap();
    assert_eq!(parts["verb"], "POST");
    assert_eq!(parts["X-HTTP-Method-Override"], "PUT");
    assert_eq!(parts["query"], format!("view={}", "x".repeat(4000)));
    assert_eq!(parts["body"], r#"{"name":"é \"x\"","size":1.5}"#);
    assert_eq!(parts["Content-Type"], "multipart/mixed; boundary=BOUNDARY");
    assert!(parts["framing"].starts_with("--BOUNDARY\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nQUERY\r\n--BOUNDARY\r\n"));
}

#[test]
fn texts_with_equal_data_read_alike() {
    for (part, one, other, alike) in [
        ("path", "/a/%24x", "/a/$x", true),
        ("path", "/a/(b:1,a:2)", "/a/(a:2,b:1)", true),
        ("path", "/a/", "/a/''", false),
        ("query", "b=1&a=2", "a=2&b=1", true),
        ("query", "a=''", "a=%27%27", false),
        ("query", "a=", "a=''", false),
        ("query", "a=1.0E21", "a=1e%2B21", true),
        ("query", "a=10", "a=1e1", false),
        ("query", "&fields=a,b:(c)", "fields=a,b:(c)", true),
        ("query", "projection=%28a%29", "projection=(a)", false),
        ("body", r#"{"entities":{"(a:%C3%A9)":1}}"#, r#"{"entities":{"(a:é)":1}}"#, true),
        ("body", r#"{"entities":{"a%3Ab":1}}"#, r#"{"entities":{"a:b":1}}"#, false),
    ] {
        assert_eq!(reads_alike(part, one, other), Some(alike), "{part}: {one}, {other}");
    }
    assert_eq!(reads_alike("verb", "GET", "POST"), None);
}
