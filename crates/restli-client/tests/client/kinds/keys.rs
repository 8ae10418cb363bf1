//! Alternative, compound and complex keys in every position.

use restli_client as rt;
use restli_client::core::patch::Patch;
use rt::{BatchKeys, Call, Request};

use super::{ALL, BATCH_PATCH, BATCH_UPDATE, DEEP, GET, Rating, RatingKey, by_sku, call, rating};
use crate::requests::check;
use crate::tables::{Client, TOKEN, Thing, rename, thing};
use restli_testing::{Server, json};

#[test]
fn alternative_keys_stand_where_keys_do() {
    check(
        call(&GET).alt_key("sku").key("thingId", &"a:b/1".to_owned()).request::<Thing, rt::NoParams, rt::Unchecked>().to_http(),
        "GET https://api.shop.example/k/things/a%3Ab%2F1?altkey=sku
         x-restli-method: get",
    );
    check(
        by_sku(&Client::new()).to_http(),
        "GET https://api.shop.example/k/things?altkey=sku&ids=List(a%3A1,50%2525)
         x-restli-method: batch_get",
    );
    // In bodies the server undoes percent escapes of alternative keys, and of those only.
    let things = || ["a:1", "50%25"].map(|sku| (sku.to_owned(), thing(1, "x")));
    check(
        call(&BATCH_UPDATE)
            .alt_key("sku")
            .entities_by_key(things())
            .request::<rt::BatchStatus<String>, rt::NoParams, rt::Unchecked>()
            .to_http(),
        r#"PUT https://api.shop.example/k/things?altkey=sku&ids=List(a%3A1,50%2525)
         x-restli-method: batch_update
         content-type: application/json
         {"entities":{"a:1":{"id":1,"name":"x"},"50%2525":{"id":1,"name":"x"}}}"#,
    );
    check(
        call(&BATCH_UPDATE).entities_by_key(things()).request::<rt::BatchStatus<String>, rt::NoParams, rt::Unchecked>().to_http(),
        r#"PUT https://api.shop.example/k/things?ids=List(a%3A1,50%2525)
         x-restli-method: batch_update
         content-type: application/json
         {"entities":{"a:1":{"id":1,"name":"x"},"50%25":{"id":1,"name":"x"}}}"#,
    );
    let client = Client::builder().token(TOKEN).batch_keys(BatchKeys::Escaped).build().unwrap();
    let escaped: Request<rt::BatchStatus<String>> =
        Call::new(client.runtime(), &BATCH_UPDATE).alt_key("sku").entities_by_key(things()).request();
    let body = escaped.to_http().unwrap().into_body();
    assert!(body.starts_with(br#"{"entities":{"a%3A1":"#) && body.windows(9).any(|text| text == br#""50%2525""#));
}

#[tokio::test]
async fn results_are_found_by_alternative_keys() {
    let server = Server::answering(vec![json(200, r#"{"results":{"a:1":{"id":1}},"errors":{"50%25":{"status":404}}}"#)]).unwrap();
    let batch = by_sku(&Client::at(server.url())).await.unwrap();
    assert_eq!(batch.get(&"a:1".to_owned()).unwrap().unwrap().id, 1);
    assert_eq!(batch.get(&"50%25".to_owned()).unwrap().unwrap_err().status(), Some(404));
}

#[test]
fn parameters_of_complex_keys_travel_in_every_request() {
    let keys = [rating("x y", Some("en,US")), rating("z", None)];
    let path = call(&GET).key("thingId", &keys[0]).request::<Thing, rt::NoParams, rt::Unchecked>();
    check(
        path.to_http(),
        "GET https://api.shop.example/k/things/($params:(locale:en%2CUS),product:9,shop:x%20y)
         x-restli-method: get",
    );
    check(
        call(&BATCH_PATCH)
            .patches_by_key(keys.map(|key| (key, rename("b"))))
            .request::<rt::BatchStatus<RatingKey>, rt::NoParams, rt::Unchecked>()
            .to_http(),
        r#"POST https://api.shop.example/k/things?ids=List(($params:(locale:en%2CUS),product:9,shop:x%20y),(product:9,shop:z))
         x-restli-method: batch_partial_update
         content-type: application/json
         {"entities":{"($params:(locale:en%2CUS),product:9,shop:x y)":{"patch":{"$set":{"name":"b"}}},"(product:9,shop:z)":{"patch":{"$set":{"name":"b"}}}}}"#,
    );
}

#[tokio::test]
async fn answers_leave_out_the_parameters_of_complex_keys() {
    let server = Server::answering(vec![json(200, r#"{"results":{"(shop:x y,product:9)":{"status":204}}}"#)]).unwrap();
    let client = Client::at(server.url());
    let patches = [(rating("x y", Some("en")), Patch::default())];
    let request: Request<rt::BatchStatus<RatingKey>> = Call::new(client.runtime(), &BATCH_PATCH).patches_by_key(patches).request();
    assert_eq!(request.await.unwrap().get(&rating("x y", Some("fr"))).unwrap().unwrap(), 204);
}

#[test]
fn keys_of_all_kinds_follow_each_other_in_a_path() {
    check(
        call(&DEEP)
            .key("ratingId", &rating("x/y", None))
            .key("replyId", &Rating { shop: "a(b".to_owned(), product: -1 })
            .key("voteId", &7_i64)
            .request::<(), rt::NoParams, rt::Unchecked>()
            .to_http(),
        "POST https://api.shop.example/k/ratings/(product:9,shop:x%2Fy)/replies/(product:-1,shop:a%28b)/votes/7?action=hide
         x-restli-method: action
         content-type: application/json
         {}",
    );
    check(
        call(&ALL).key_part("shop", &"a b".to_owned()).request::<rt::Page<Thing>, rt::NoParams, rt::Unchecked>().count(5).to_http(),
        "GET https://api.shop.example/k/things/(shop:a%20b)?count=5
         x-restli-method: get_all",
    );
}
