//! Access to the page and to the API: requests by another host or from another origin are refused.

use reqwest::Method;
use reqwest::header::{ACCEPT, HOST, ORIGIN};

use crate::reader::Reader;

const PATHS: &[(Method, &str)] = &[
    (Method::GET, "/"),
    (Method::GET, "/_sandbox/exchanges"),
    (Method::GET, "/_sandbox/exchanges/1"),
    (Method::GET, "/_sandbox/world"),
    (Method::GET, "/_sandbox/tokens"),
    (Method::POST, "/_sandbox/tokens"),
    (Method::POST, "/_sandbox/faults"),
    (Method::GET, "/_sandbox/webhooks"),
    (Method::POST, "/_sandbox/webhooks"),
    (Method::POST, "/_sandbox/webhooks/trigger"),
    (Method::POST, "/_sandbox/webhooks/replay"),
    (Method::DELETE, "/_sandbox/exchanges"),
];

#[tokio::test]
async fn host_of_another_name_is_refused() {
    let reader = Reader::open().await;
    let port = reader.sandbox.base_url().rsplit(':').next().unwrap().to_owned();
    reader.miss("/a").await;
    for (verb, path) in PATHS {
        for host in [format!("evil.example:{port}"), format!("127.0.0.1.evil.example:{port}"), "127.0.0.1:1".to_owned()] {
            let answer = reader.ask(verb.clone(), path).header(ACCEPT, "text/html").header(HOST, &host).send().await.unwrap();
            assert_eq!(answer.status(), 403, "{verb} {path} at {host}");
        }
    }
    assert_eq!(reader.sandbox.exchanges().len(), 1, "nothing was cleared");
    let local = reader.ask(Method::GET, "/").header(ACCEPT, "text/html").header(HOST, format!("localhost:{port}")).send().await.unwrap();
    assert_eq!(local.status(), 200);
}

#[tokio::test]
async fn page_of_another_origin_is_refused() {
    let reader = Reader::open().await;
    reader.miss("/a").await;
    for (verb, path) in PATHS {
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost:3000"] {
            let answer = reader.ask(verb.clone(), path).header(ACCEPT, "text/html").header(ORIGIN, origin).body("{}").send().await.unwrap();
            assert_eq!(answer.status(), 403, "{verb} {path} from {origin}");
            assert!(!answer.headers().contains_key("access-control-allow-origin"));
        }
    }
    assert_eq!(reader.sandbox.exchanges().len(), 1, "nothing was cleared");
    assert_eq!(reader.read("/_sandbox/tokens").await["tokens"], serde_json::json!([]), "no token was made");
    let own = reader.ask(Method::DELETE, "/_sandbox/exchanges").header(ORIGIN, reader.sandbox.base_url()).send().await.unwrap();
    assert_eq!(own.status(), 200);
}

/// Places of the API: an operation, a token, a consent, bytes.
const PLACES: &[(Method, &str)] = &[
    (Method::GET, "/v1/things/1"),
    (Method::POST, "/oauth/token"),
    (Method::POST, "/oauth/authorization"),
    (Method::PUT, "/_uploads/1/0"),
    (Method::GET, "/"),
];

#[tokio::test]
async fn api_at_a_name_of_a_stranger_is_refused() {
    let reader = Reader::open().await;
    let port = reader.sandbox.base_url().rsplit(':').next().unwrap().to_owned();
    for (verb, path) in PLACES {
        for host in [format!("evil.example:{port}"), format!("127.0.0.1.evil.example:{port}"), "192.168.0.7".to_owned(), String::new()] {
            let answer = reader.ask(verb.clone(), path).header(HOST, &host).send().await.unwrap();
            assert_eq!(answer.status(), 403, "{verb} {path} at {host}");
            assert_eq!(reader.sandbox.exchanges().last().unwrap().refused_by, Some("stranger"));
        }
        for host in ["localhost:9", "[::1]:80", "api.example.com"] {
            let answer = reader.ask(verb.clone(), path).header(HOST, host).send().await.unwrap();
            assert_ne!(answer.status(), 403, "{verb} {path} at {host}");
        }
    }
}

#[tokio::test]
async fn api_asked_by_a_page_of_a_stranger_is_refused() {
    let reader = Reader::open().await;
    for (verb, path) in PLACES {
        for origin in ["https://evil.example", "null", "", "http://127.0.0.1.evil.example", "http://localhost@evil.example"] {
            let answer = reader.ask(verb.clone(), path).header(ORIGIN, origin).body("{}").send().await.unwrap();
            assert_eq!(answer.status(), 403, "{verb} {path} from {origin}");
        }
        for origin in [reader.sandbox.base_url(), "http://localhost:3000".to_owned()] {
            let answer = reader.ask(verb.clone(), path).header(ORIGIN, &origin).body("{}").send().await.unwrap();
            assert_ne!(answer.status(), 403, "{verb} {path} from {origin}");
        }
    }
}
