//! The document.

use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_SECURITY_POLICY};

use crate::reader::Reader;

#[tokio::test]
async fn document_is_whole_without_another_request() {
    let reader = Reader::open().await;
    let answer = reader.ask(Method::GET, "/").header(ACCEPT, "text/html,*/*;q=0.8").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].as_bytes()), (200, b"text/html; charset=utf-8".as_slice()));
    let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let html = answer.text().await.unwrap();
    let nonce = policy.split("script-src 'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(html.matches(&format!("nonce=\"{nonce}\"")).count(), 2, "the style and the program have the nonce");
    assert!(!html.contains("{nonce}") && !html.contains("{style}") && !html.contains("{program}"));
    for remote in ["src=\"", "https://", "@import", "url("] {
        assert!(!html.contains(remote), "{remote}");
    }
}

#[tokio::test]
async fn program_puts_data_in_as_text_alone() {
    let reader = Reader::open().await;
    let html = reader.ask(Method::GET, "/").header(ACCEPT, "text/html").send().await.unwrap().text().await.unwrap();
    for markup in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "setHTML",
        "eval(",
        "srcdoc",
        "javascript:",
    ] {
        assert!(!html.contains(markup), "{markup}");
    }
}

#[tokio::test]
async fn root_without_html_is_a_request_of_the_api() {
    let reader = Reader::open().await;
    for accepted in ["application/json", "*/*"] {
        let answer = reader.ask(Method::GET, "/").header(ACCEPT, accepted).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{accepted}");
    }
    let seen = reader.sandbox.exchanges();
    assert_eq!(seen.iter().map(|exchange| exchange.target.as_str()).collect::<Vec<_>>(), ["/", "/"]);
}

#[tokio::test]
async fn page_leaves_no_exchange() {
    let reader = Reader::open().await;
    reader.ask(Method::GET, "/").header(ACCEPT, "text/html").send().await.unwrap();
    for path in ["about", "exchanges", "world", "tokens", "webhooks", "faults"] {
        reader.read(&format!("/_sandbox/{path}")).await;
    }
    assert_eq!(reader.ask(Method::GET, "/_sandbox/nothing").send().await.unwrap().status(), 404);
    assert!(reader.sandbox.exchanges().is_empty());
}
