//! Kinds of resources and calls beyond those of a simple collection: alternative, compound and complex keys, searches in batches,
//! metadata, entities that come back, bytes of any kind.

mod content;
mod entities;
mod keys;
mod pages;

use restli_client as rt;
use restli_client::core::key::ComplexKey;
use restli_client::core::projection::{Projected, Styles};
use rt::{Call, Content, Request, ResourceMethod as M};

use crate::tables::{Client, Thing, rename, thing};

static BASE: rt::Base = rt::Base {
    name: "kinds",
    url: "https://api.shop.example",
    path: "/k",
    protocol: "2.0.0",
    projection: rt::ProjectionStyle::Restli,
    versions: None,
};
static DECORATED: rt::Base = rt::Base { projection: rt::ProjectionStyle::Decorated, ..BASE };

const fn operation(method: M, path: &'static str) -> rt::Operation {
    rt::Operation::new("shop.kinds.call", method, &BASE, path)
}

const BY_TOKEN: rt::Paging =
    rt::Paging::Token { token_param: "pageToken", size_param: "pageSize", token_field: "next", default: None, max: None };

static GET: rt::Operation = operation(M::Get, "/things/{thingId}");
static BATCH_GET: rt::Operation = operation(M::BatchGet, "/things");
static BATCH_UPDATE: rt::Operation = operation(M::BatchUpdate, "/things");
static CREATE: rt::Operation = operation(M::Create, "/things");
static BATCH_CREATE: rt::Operation = operation(M::BatchCreate, "/things");
static PATCH: rt::Operation = operation(M::PartialUpdate, "/things/{thingId}");
static BATCH_PATCH: rt::Operation = operation(M::BatchPartialUpdate, "/things");
static ALL: rt::Operation = rt::Operation { metadata: true, ..operation(M::GetAll, "/things") };
static SEARCH: rt::Operation = rt::Operation { name: Some("all"), paging: BY_TOKEN, metadata: true, ..operation(M::Finder, "/things") };
static DECORATED_SEARCH: rt::Operation =
    rt::Operation { name: Some("all"), metadata: true, ..rt::Operation::new("shop.kinds.old", M::Finder, &DECORATED, "/things") };
static SEARCHES: rt::Operation =
    rt::Operation { name: Some("search"), max_batch: Some(2), metadata: true, ..operation(M::BatchFinder, "/things") };
static DEEP: rt::Operation =
    rt::Operation { name: Some("hide"), ..operation(M::Action, "/ratings/{ratingId}/replies/{replyId}/votes/{voteId}") };
static BLOB: rt::Operation = rt::Operation { unstructured: true, ..operation(M::Get, "/blobs/{blobId}") };
static NEW_BLOB: rt::Operation = rt::Operation { unstructured: true, ..operation(M::Create, "/blobs") };
static SET_BLOB: rt::Operation = rt::Operation { unstructured: true, ..operation(M::Update, "/blobs/{blobId}") };

#[derive(Clone)]
struct Summary {
    total: i64,
    next: Option<String>,
}
rt::core::record! {
    Summary = "com.example.Summary" {
        total: "total" required,
        next: "next",
    }
}

/// A projection of [`Summary`] that leaves the token out.
#[derive(Clone)]
struct Total {
    total: i64,
}
rt::core::record! {
    Total = "Total" {
        total: "total" required,
    }
}
impl Projected for Total {
    type Of = Summary;
    const STYLES: Styles = Styles { restli: Some("total"), decorated: Some("(total)"), flat: Some("total") };
}

#[derive(Clone)]
struct Name {
    name: Option<String>,
}
rt::core::record! {
    Name = "Name" {
        name: "name",
    }
}
impl<C, Y> rt::Selectable<C, Y> for Name {}
impl Projected for Name {
    type Of = Thing;
    const STYLES: Styles = Styles { restli: Some("name"), decorated: Some("(name)"), flat: Some("name") };
}

/// Part of a key, in two records.
#[derive(Clone)]
struct Rating {
    shop: String,
    product: i64,
}
rt::core::record! {
    Rating = "com.example.Rating" {
        shop: "shop" required,
        product: "product" required,
    }
}
#[derive(Clone)]
struct Params {
    locale: Option<String>,
}
rt::core::record! {
    Params = "com.example.Params" {
        locale: "locale",
    }
}

type RatingKey = ComplexKey<Rating, Params>;

fn rating(shop: &str, locale: Option<&str>) -> RatingKey {
    let params = locale.map(|locale| Params { locale: Some(locale.to_owned()) });
    ComplexKey { key: Rating { shop: shop.to_owned(), product: 9 }, params }
}

fn call(operation: &'static rt::Operation) -> Call {
    Call::new(Client::new().runtime(), operation)
}

fn by_sku(client: &Client) -> Request<rt::BatchResult<String, Thing>> {
    Call::new(client.runtime(), &BATCH_GET).alt_key("sku").ids(["a:1", "50%25"].map(str::to_owned)).request()
}

fn search(client: &Client) -> Request<rt::Page<Thing, Summary>> {
    Call::new(client.runtime(), &SEARCH).request()
}

fn searches(client: &Client, shops: &[&str]) -> Request<rt::BatchPages<Thing, Summary>> {
    let criteria: Vec<Rating> = shops.iter().map(|shop| rating(shop, None).key).collect();
    Call::new(client.runtime(), &SEARCHES).criteria("criteria", &criteria).request()
}

fn create(client: &Client) -> Request<rt::CreatedEntity<i64, Thing>> {
    Call::new(client.runtime(), &CREATE).entity(&thing(1, "a")).request()
}

fn batch_create(client: &Client) -> Request<rt::BatchCreatedEntities<i64, Thing>> {
    Call::new(client.runtime(), &BATCH_CREATE).entities(&[thing(1, "a")]).request()
}

fn patch(client: &Client) -> Request<rt::UpdatedEntity<Thing>> {
    Call::new(client.runtime(), &PATCH).key("thingId", &1_i64).patch(rename("b")).request()
}

fn batch_patch(client: &Client) -> Request<rt::BatchUpdatedEntities<i64, Thing>> {
    Call::new(client.runtime(), &BATCH_PATCH).patches_by_key([(1_i64, rename("b"))]).request()
}

fn blob(client: &Client) -> Request<Content> {
    Call::new(client.runtime(), &BLOB).key("blobId", &"a".to_owned()).request()
}
