//! Projections of compile time and of run time, in the style of the endpoint.

use bytes::Bytes;
use http::Request;
use restli_client::Error;
use restli_client::core::Json;
use restli_client::core::projection::{Projection, Select, parse_mask};

use crate::tables::{Client, Expanded, Name, Thing};
use restli_testing::{Server, json};

#[test]
fn a_projection_is_written_in_the_style_of_the_endpoint() {
    let client = Client::new();
    let uri = |request: Result<Request<Bytes>, Error>| request.unwrap().uri().to_string();
    assert_eq!(uri(client.get(1).select(Select::<Name>::new()).to_http()), "https://api.shop.example/rest/things/1?fields=name");
    assert_eq!(
        uri(client.find("x").select(Select::<Name>::new()).to_http()),
        "https://api.shop.example/rest/things?fields=name&owner=x&q=owner"
    );
    assert_eq!(
        uri(client.search().select(Select::<Expanded>::new()).to_http()),
        "https://api.shop.example/v2/things?projection=(elements*(owner~(name)),paging,metadata)&q=search"
    );
    assert_eq!(
        client.get(1).select(Select::<Expanded>::new()).to_http().unwrap_err().to_string(),
        "shop.things.get: the endpoint takes `fields=a,b:(c)`, which cannot express this projection: it expands URNs (`~`)\n  \
         remedy: leave the expansions out and read what the URNs name with calls of their own"
    );
    assert_eq!(
        client.get_whole(1).select(Select::<Name>::new()).to_http().unwrap_err().to_string(),
        "shop.things.get_whole: the endpoint takes no projection; leave `select` out; the whole entity comes"
    );
}

#[test]
fn a_projection_of_run_time_is_written_in_the_style_of_the_endpoint() {
    let client = Client::new();
    let read = |text: &str| Projection::parse(text).unwrap();
    let target = |request: Result<Request<Bytes>, Error>| {
        request.map(|request| request.uri().path_and_query().unwrap().to_string()).map_err(|error| error.to_string())
    };
    for (sent, expected) in [
        (target(client.get(1).select_as::<Json>(read("(id,owner(name))")).to_http()), "/rest/things/1?fields=id,owner:(name)"),
        (target(client.get(1).select_as::<Thing>(read("id,-name")).to_http()), "/rest/things/1?fields=id,-name"),
        (target(client.find("x").select_as::<Json>(read("name")).to_http()), "/rest/things?fields=name&owner=x&q=owner"),
        (target(client.batch_get(["a".to_owned()]).select_as::<Json>(read("name")).to_http()), "/rest/things?fields=name&ids=List(a)"),
        (
            target(client.search().select_as::<Json>(read("id,lines:($*:(sku))")).to_http()),
            "/v2/things?projection=(elements*(id,lines*(sku)),paging,metadata)&q=search",
        ),
    ] {
        assert_eq!(sent.as_deref(), Ok(expected));
    }
    assert_eq!(
        target(client.get(1).select_as::<Json>(read("(owner~)")).to_http()).unwrap_err(),
        "shop.things.get: the endpoint takes `fields=a,b:(c)`, which cannot express this projection: this endpoint cannot…\n  \
         in full: shop.things.get: the endpoint takes `fields=a,b:(c)`, which cannot express this projection: this endpoint cannot expand URNs: a `fields` parameter has no decorations\n  \
         remedy: leave the expansions out and read what the URNs name with calls of their own"
    );
    assert_eq!(
        target(client.search().select_as::<Json>(read("-id")).to_http()).unwrap_err(),
        "shop.old.search: the endpoint takes `projection=(a,b(c))`, which cannot express this projection: a `projection` cannot…\n  \
         in full: shop.old.search: the endpoint takes `projection=(a,b(c))`, which cannot express this projection: a `projection` cannot remove `id`\n  \
         remedy: name the fields to keep instead"
    );
    assert_eq!(
        target(client.get_whole(1).select_as::<Json>(read("id")).to_http()).unwrap_err(),
        "shop.things.get_whole: the endpoint takes no projection; leave `select` out; the whole entity comes"
    );
}

#[test]
fn run_time_projection_of_no_field_is_refused() {
    let client = Client::new();
    let empty = |request: Result<Request<Bytes>, Error>| {
        let told = request.unwrap_err().to_string();
        assert!(told.ends_with(": the projection names no field; name one, or leave `select_as` out: the whole entity comes"), "{told}");
    };
    empty(client.get(1).select_as::<Json>(Projection::new()).to_http());
    empty(client.search().select_as::<Json>(Projection::new()).to_http());
}

#[test]
fn run_time_projection_that_cannot_be_sent_has_the_remedy_of_its_fault() {
    let client = Client::new();
    let told = |request: Result<Request<Bytes>, Error>| match request {
        Err(Error::Projection(problem)) => (problem.what, problem.remedy),
        other => panic!("{other:?}"),
    };
    let in_mask = "the endpoint takes `fields=a,b:(c)`, which cannot express this projection: ";
    let decorated = "the endpoint takes `projection=(a,b(c))`, which cannot express this projection: ";
    let whole = "select the whole around it; where that is the entity, leave the projection out";
    let named = || Projection::new().field("a b");
    assert_eq!(
        told(client.get(1).select_as::<Json>(named()).to_http()),
        (format!("{in_mask}the name `a b` cannot stand in a `fields` mask"), whole.to_owned())
    );
    assert_eq!(
        told(client.search().select_as::<Json>(named()).to_http()),
        (format!("{decorated}the name `a b` cannot stand in a `projection`"), whole.to_owned())
    );
    let expansion = Projection::parse("(owner~(name))").unwrap();
    assert!(told(client.get(1).select_as::<Json>(expansion).to_http()).1.ends_with("with calls of their own"));
    let range = parse_mask("a:($start:1)").unwrap();
    assert_eq!(
        told(client.search().select_as::<Json>(range).to_http()),
        (format!("{decorated}a `projection` cannot select a range of an array"), "leave the range out; the array comes whole".to_owned())
    );
}

#[tokio::test]
async fn run_time_projection_without_a_field_reads_responses_that_lack_it() {
    let server = Server::answering(vec![
        json(200, r#"{"name":"a"}"#),
        json(200, r#"{"name":"a"}"#),
        json(200, r#"{"elements":[{"name":"a"},{"name":"b"}],"paging":{"start":0,"count":10,"links":[]}}"#),
        json(200, r#"{"results":{"k":{"name":"a"}},"errors":{}}"#),
        json(200, r#"{"name":"a"}"#),
    ])
    .unwrap();
    let client = Client::at(server.url());
    let name = || Projection::new().field("name");
    assert_eq!(name().check::<Thing>(), Ok(()));
    let any: Json = client.get(1).select_as(name()).await.unwrap();
    assert_eq!(any["name"], "a");
    let own: Name = client.get(1).select_as(name()).await.unwrap();
    assert_eq!(own.name.as_deref(), Some("a"));
    let page = client.find("x").select_as::<Json>(name()).await.unwrap();
    assert_eq!(page.elements.iter().map(|thing| &thing["name"]).collect::<Vec<_>>(), ["a", "b"]);
    let batch = client.batch_get(["k".to_owned()]).select_as::<Json>(name()).await.unwrap();
    assert_eq!(batch.get(&"k".to_owned()).unwrap().unwrap()["name"], "a");
    // The entity's own type requires the id, and says that it is not there.
    let told = client.get(1).select_as::<Thing>(name()).await.unwrap_err().to_string();
    assert!(told.contains("missing field id of com.example.Thing"), "{told}");
    assert_eq!(
        server.targets(),
        [
            "GET /rest/things/1?fields=name",
            "GET /rest/things/1?fields=name",
            "GET /rest/things?fields=name&owner=x&q=owner",
            "GET /rest/things?fields=name&ids=List(k)",
            "GET /rest/things/1?fields=name"
        ]
    );
}

#[test]
fn a_projection_of_run_time_that_holds_the_envelope_is_refused() {
    let client = Client::new();
    let told = |request: Result<Request<Bytes>, Error>| request.unwrap_err().to_string();
    let read = |text: &str| Projection::parse(text).unwrap();
    for text in ["(elements*(id,owner~(name)))", "(paging,elements*(id,owner~(name)),metadata)", "(elements(*(id,owner~(name))))"] {
        assert_eq!(
            told(client.search().select_as::<Json>(read(text)).to_http()),
            "shop.old.search: `elements` is the envelope around each entity, which comes by itself; write what is asked of each…\n  \
             remedy: write what is asked of each entity: `(id,owner~(name))`",
            "{text}"
        );
    }
    assert_eq!(
        told(client.batch_get(["a".to_owned()]).select_as::<Json>(read("(results*(id))")).to_http()),
        "shop.things.batch_get: `results` is the envelope around each entity, which comes by itself; write what is asked of…\n  \
         remedy: write what is asked of each entity: `(id)`"
    );
    for own in ["(elements(id))", "(id,elements*(id))", "(results*(id))"] {
        client.search().select_as::<Json>(read(own)).to_http().unwrap();
    }
    client.get(1).select_as::<Json>(read("(elements*(id))")).to_http().unwrap();
}

#[test]
fn projection_that_is_no_projection_is_an_error_with_remedy() {
    let told = |text: &str| Error::from(Projection::parse(text).unwrap_err()).to_string();
    assert_eq!(told("(id,,name)"), "projection: expected a name, found `,`; remove one of the commas");
    let error = Error::from(Projection::new().field("nmae").check::<Thing>().unwrap_err());
    assert!(error.to_string().starts_with("projection: /nmae: no field `nmae` on"), "{error}");
}
