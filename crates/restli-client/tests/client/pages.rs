//! Streams over pages: the server's signal ends them.

use futures_util::{StreamExt as _, TryStreamExt as _};

use crate::tables::Client;
use restli_testing::{Server, json};

/// A page with these ids, and whatever else it holds.
fn page(ids: &[i64], rest: &str) -> String {
    let elements: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":{id}}}"#)).collect();
    json(200, &format!(r#"{{"elements":[{}]{rest}}}"#, elements.join(",")))
}

/// The ids that the stream gives, and what was asked for.
async fn walk(pages: Vec<String>, count: Option<u32>) -> (Vec<i64>, Vec<String>) {
    let server = Server::answering(pages).unwrap();
    let mut request = Client::at(server.url()).find("x");
    if let Some(count) = count {
        request = request.count(count);
    }
    let ids = request.stream().map_ok(|thing| thing.id).try_collect().await.unwrap();
    (ids, server.targets())
}

#[tokio::test]
async fn a_short_page_is_the_last_when_nothing_else_is_said() {
    let (ids, targets) = walk(vec![page(&[1, 2], ""), page(&[3], "")], Some(2)).await;
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(targets, ["GET /rest/things?count=2&owner=x&q=owner", "GET /rest/things?count=2&owner=x&q=owner&start=2"]);
}

#[tokio::test]
async fn an_empty_page_is_the_last_after_a_full_one() {
    let (ids, targets) = walk(vec![page(&[1, 2], ""), page(&[], "")], Some(2)).await;
    assert_eq!((ids.as_slice(), targets.len()), ([1, 2].as_slice(), 2));
}

#[tokio::test]
async fn the_server_may_give_smaller_pages_than_asked_for() {
    let told = |start: u32| format!(r#","paging":{{"start":{start},"count":2,"links":[]}}"#);
    let (ids, targets) = walk(vec![page(&[1, 2], &told(0)), page(&[3], &told(2))], Some(50)).await;
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(targets[1], "GET /rest/things?count=50&owner=x&q=owner&start=2");
}

#[tokio::test]
async fn a_total_goes_on_over_short_and_empty_pages() {
    let total = r#","paging":{"start":0,"count":2,"total":6,"links":[]}"#;
    let (ids, targets) = walk(vec![page(&[1], total), page(&[], total), page(&[5, 6], total)], Some(2)).await;
    assert_eq!((ids.as_slice(), targets.len()), ([1, 5, 6].as_slice(), 3));
    let (ids, targets) = walk(vec![page(&[1, 2], r#","paging":{"start":0,"count":2,"total":2,"links":[]}"#)], Some(2)).await;
    assert_eq!((ids.as_slice(), targets.len()), ([1, 2].as_slice(), 1));
}

#[tokio::test]
async fn a_next_link_is_followed_as_it_is() {
    let next =
        |href: &str| format!(r#","paging":{{"start":0,"count":2,"links":[{{"rel":"next","type":"application/json","href":"{href}"}}]}}"#);
    let (ids, targets) = walk(
        vec![
            page(&[1], &next("/rest/things?q=owner&owner=x&after=a%3Ab")),
            page(&[2], &next("/things?q=owner&p=3")),
            // A page that is empty may have a successor, but not a second one in turn.
            page(&[], &next("/rest/things?p=4")),
            page(&[], &next("/rest/things?p=5")),
        ],
        None,
    )
    .await;
    assert_eq!(ids, [1, 2]);
    assert_eq!(
        targets,
        [
            "GET /rest/things?owner=x&q=owner",
            "GET /rest/things?q=owner&owner=x&after=a%3Ab",
            "GET /rest/things?q=owner&p=3",
            "GET /rest/things?p=4"
        ]
    );
}

#[tokio::test]
async fn a_link_that_repeats_or_leads_away_is_an_error() {
    let next = |href: &str| format!(r#","paging":{{"start":0,"count":2,"links":[{{"rel":"next","href":"{href}"}}]}}"#);
    for (first, second, what) in [
        ("/rest/a", "/rest/a", "the server gave the same `next` link twice"),
        ("/rest/a", "https://evil.example/rest/b", "the server gave a `next` link that leads away from it"),
        ("/rest/a", "things?p=2", "the server gave a `next` link that is not a path"),
        ("/rest/a", "/rest/../v2/me?start=2", "the server gave a `next` link that would be rewritten"),
        ("/rest/a", "/rest/%2e%2e/me", "the server gave a `next` link that would be rewritten"),
    ] {
        let server = Server::answering(vec![page(&[1], &next(first)), page(&[2], &next(second))]).unwrap();
        let items: Vec<_> = Client::at(server.url()).find("x").stream().collect().await;
        let last = items.last().unwrap().as_ref().map(|thing| thing.id).unwrap_err();
        assert_eq!(items.len(), 3);
        assert_eq!(last.to_string(), format!("shop.things.find_by_owner: {what}; stop here; the pages so far are good"));
    }
}

#[tokio::test]
async fn link_that_leads_back_to_its_own_page_gives_no_element_twice() {
    let next = |href: &str| format!(r#","paging":{{"start":0,"count":2,"links":[{{"rel":"next","href":"{href}"}}]}}"#);
    for back in ["/rest/things?q=owner&owner=x", "/rest/things?owner=x&q=owner&start=0&count=2", "/things?count=50&owner=x&q=owner"] {
        let server = Server::answering(vec![page(&[1, 2], &next(back)), page(&[1, 2], &next(back))]).unwrap();
        let items: Vec<_> = Client::at(server.url()).find("x").stream().collect().await;
        assert_eq!((items.len(), server.targets().len()), (3, 1), "{back}");
        assert_eq!(
            items.last().unwrap().as_ref().map(|thing| thing.id).unwrap_err().to_string(),
            "shop.things.find_by_owner: the server gave a `next` link that leads back to a page that was read; stop here; the pages…\n  \
             remedy: stop here; the pages so far are good"
        );
    }
}

#[tokio::test]
async fn token_that_is_neither_text_nor_number_is_an_error() {
    let server = Server::answering(vec![page(&[1], r#","metadata":{"nextPageToken":["a"]}"#)]).unwrap();
    let items: Vec<_> = Client::at(server.url()).search().pages().collect().await;
    assert_eq!(items.len(), 2, "the page, and the error of the next one");
    let message = items[1].as_ref().map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("the server gave a page token that is neither text nor number"), "{message}");
}

#[tokio::test]
async fn tokens_lead_on_until_there_is_none() {
    let token = |token: &str| format!(r#","metadata":{{"nextPageToken":"{token}"}}"#);
    let server = Server::answering(vec![page(&[1], &token("a+b")), page(&[], &token("c")), page(&[2], "")]).unwrap();
    let pages: Vec<_> = Client::at(server.url()).search().pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.elements.len()).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(
        server.targets(),
        ["GET /v2/things?q=search", "GET /v2/things?pageToken=a%2Bb&q=search", "GET /v2/things?pageToken=c&q=search"]
    );
    let server = Server::answering(vec![page(&[1], &token("a")), page(&[2], &token("a"))]).unwrap();
    let error = Client::at(server.url()).search().stream().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.to_string(), "shop.old.search: the server gave the same page token twice; stop here; the pages so far are good");
}

#[tokio::test]
async fn link_with_a_token_leads_on_where_the_metadata_has_none() {
    let link = |href: &str| format!(r#","paging":{{"start":0,"count":10,"links":[{{"rel":"next","href":"{href}"}}]}}"#);
    let on = page(&[1], &link("/v2/things?q=search&pageToken=zz"));
    let server = Server::answering(vec![on, page(&[2], &link("/v2/things?q=search&start=10"))]).unwrap();
    let items: Vec<_> = Client::at(server.url()).search().stream().try_collect().await.unwrap();
    assert_eq!(items.len(), 2, "a link without a token is that of `start` and `count`");
    assert_eq!(server.targets(), ["GET /v2/things?q=search", "GET /v2/things?q=search&pageToken=zz"]);
}

#[tokio::test]
async fn an_element_that_cannot_be_decoded_does_not_end_the_stream() {
    let body = r#"{"elements":[{"id":"x"},{"id":2},{"id":null},{"id":4}]}"#;
    let server = Server::answering(vec![json(200, body)]).unwrap();
    let items: Vec<_> = Client::at(server.url()).find("x").stream().collect().await;
    let ids: Vec<Option<i64>> = items.iter().map(|item| item.as_ref().ok().map(|thing| thing.id)).collect();
    assert_eq!(ids, [None, Some(2), None, Some(4)]);
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let server = Server::answering(vec![page(&[1, 2], ""), json(500, "{}")]).unwrap();
    let items: Vec<_> = Client::at(server.url()).find("x").count(2).stream().collect().await;
    assert_eq!(items.len(), 3);
    assert_eq!(items[2].as_ref().map(|thing| thing.id).unwrap_err().status().unwrap(), 500);
}
