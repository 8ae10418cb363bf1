//! Searches in batches, and what stands around the elements of a page.

use futures_util::TryStreamExt as _;
use restli_client as rt;
use restli_client::Error;
use restli_client::core::projection::Select;

use super::{ALL, DECORATED_SEARCH, Name, Summary, Total, call, search, searches};
use crate::requests::check;
use crate::tables::{Client, Thing};
use restli_testing::{Server, json};

#[test]
fn criteria_are_one_parameter() {
    let client = Client::new();
    check(
        searches(&client, &["a,b", "c"]).start(0).count(2).to_http(),
        "GET https://api.shop.example/k/things?bq=search&count=2&criteria=List((product:9,shop:a%2Cb),(product:9,shop:c))&start=0
         x-restli-method: batch_finder",
    );
    let error = searches(&client, &["a", "b", "c"]).to_http().unwrap_err().to_string();
    assert_eq!(error, "shop.kinds.call: 3 keys or entities in one request; send at most 2 at once");
}

#[test]
fn position_or_size_of_a_page_beyond_an_int_is_refused() {
    let client = Client::new();
    let most = i32::MAX.unsigned_abs();
    let request = || searches(&client, &["a"]);
    assert!(request().start(most).count(most).to_http().is_ok());
    for (request, name, remedy) in [
        (request().start(most + 1), "start", "narrow the search, so that less comes before what is wanted"),
        (request().count(most + 1), "count", "ask for less at once: `stream` and `pages` go on to the next page"),
    ] {
        let error = request.to_http().unwrap_err();
        let what = format!("shop.kinds.call: `{name}` is 2147483648, and the protocol counts to 2147483647");
        assert!(error.to_string().starts_with(&what), "{error}");
        assert_eq!(error.remedy().as_deref(), Some(remedy));
    }
}

#[tokio::test]
async fn each_criterion_has_its_page_or_error() {
    let body = r#"{"elements":[{"elements":[{"id":1},{}],"metadata":{"total":7}},{"isError":true,"elements":[],"error":{"status":404}}]}"#;
    let server = Server::answering(vec![json(200, body), json(200, body)]).unwrap();
    let client = Client::at(server.url());
    let Err(Error::Incomplete(incomplete)) = searches(&client, &["a", "b"]).await else { panic!("an element is lost") };
    assert_eq!(incomplete.failure.error.path(), "elements[0].elements[1]");
    let pages = searches(&client, &["a", "b"]).send_full().await.unwrap().into_value().pages;
    let first = pages[0].as_ref().unwrap();
    assert_eq!((first.elements.len(), first.undecodable.len()), (1, 1));
    assert_eq!(first.metadata.as_ref().unwrap().total, 7);
    assert_eq!(pages[1].as_ref().unwrap_err().status(), Some(404));
}

#[test]
fn page_with_metadata_and_paging_selections_sends_them() {
    let client = Client::new();
    check(
        call(&ALL)
            .request::<rt::Page<Thing, Summary>, rt::NoParams, rt::Unchecked>()
            .select(Select::<Name>::new())
            .select_metadata(Select::<Total>::new())
            .paging_fields("start, count,links:($*:(href))")
            .to_http(),
        "GET https://api.shop.example/k/things?fields=name&metadataFields=total&pagingFields=start,count,links:($*:(href))
         x-restli-method: get_all",
    );
    // The field that leads on is always asked for.
    check(
        search(&client).select_metadata(Select::<Total>::new()).to_http(),
        "GET https://api.shop.example/k/things?metadataFields=total,next&q=all
         x-restli-method: finder",
    );
    check(
        call(&DECORATED_SEARCH).request::<rt::Page<Thing, Summary>, rt::NoParams, rt::Unchecked>().select(Select::<Name>::new()).to_http(),
        "GET https://api.shop.example/k/things?projection=(elements*(name),paging,metadata)&q=all
         x-restli-method: finder",
    );
    let decorated = || call(&DECORATED_SEARCH).request::<rt::Page<Thing, Summary>, rt::NoParams, rt::Unchecked>();
    for (request, message) in [
        (
            decorated().select_metadata(Select::<Total>::new()).to_http(),
            "shop.kinds.old: the endpoint takes no `metadataFields`; leave `select_metadata` out; the metadata comes whole",
        ),
        (
            decorated().paging_fields("total").to_http(),
            "shop.kinds.old: the endpoint takes no `pagingFields`; leave `paging_fields` out; `paging` comes whole",
        ),
        (
            search(&client).paging_fields("total,links:(").to_http(),
            "shop.kinds.call: `total,links:(` is not a mask: `(` without `)`; write it as `start,total,links:($*:(href))`",
        ),
        (search(&client).paging_fields("start,totl").to_http(), "shop.kinds.call: `paging` has no field `totl`; did you mean `total`?"),
        (
            search(&client).paging_fields("elements").to_http(),
            "shop.kinds.call: `paging` has no field `elements`; name some of `start`, `count`, `total`, `links`",
        ),
    ] {
        assert_eq!(request.unwrap_err().to_string(), message);
    }
}

#[tokio::test]
async fn metadata_has_its_type_and_leads_on_even_if_it_does_not_fit() {
    let page = |id: i64, metadata: &str| json(200, &format!(r#"{{"metadata":{metadata},"elements":[{{"id":{id}}}]}}"#));
    let pages = || vec![page(1, r#"{"total":2,"next":"a"}"#), page(2, r#"{"total":"many","next":"b\""}"#), page(3, "null")];
    let server = Server::answering(pages()).unwrap();
    let walked: Vec<_> = search(&Client::at(server.url())).pages().try_collect().await.unwrap();
    let told: Vec<_> = walked.iter().map(|page| page.metadata.as_ref().map(|summary| (summary.total, summary.next.as_deref()))).collect();
    assert_eq!(told, [Some((2, Some("a"))), None, None]);
    let problems: Vec<_> = walked.iter().map(|page| page.undecodable_metadata.as_ref().map(ToString::to_string)).collect();
    assert_eq!(problems, [None, Some("metadata.total: not a long: \"many\"".to_owned()), None]);
    assert_eq!(server.targets(), ["GET /k/things?q=all", "GET /k/things?pageToken=a&q=all", "GET /k/things?pageToken=b%22&q=all"]);
    let server = Server::answering(pages()).unwrap();
    let projected = search(&Client::at(server.url())).select_metadata(Select::<Total>::new());
    let totals: Vec<_> = projected.pages().map_ok(|page| page.metadata.map(|total| total.total)).try_collect().await.unwrap();
    assert_eq!(totals, [Some(2), None, None]);
    let server = Server::answering(pages()).unwrap();
    let ids: Vec<i64> = search(&Client::at(server.url())).stream().map_ok(|thing| thing.id).try_collect().await.unwrap();
    assert_eq!(ids, [1, 2, 3]);
}
