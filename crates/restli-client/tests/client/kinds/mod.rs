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

static BASE: rt::Base = rt::Base::new("kinds", "https://api.shop.example", "/k");
static DECORATED: rt::Base = BASE.with_projection(rt::ProjectionStyle::Decorated);

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
static ALL: rt::Operation = operation(M::GetAll, "/things").with_metadata();
static SEARCH: rt::Operation = operation(M::Finder, "/things").with_name("all").with_paging(BY_TOKEN).with_metadata();
static DECORATED_SEARCH: rt::Operation =
    rt::Operation::new("shop.kinds.old", M::Finder, &DECORATED, "/things").with_name("all").with_metadata();
static SEARCHES: rt::Operation = operation(M::BatchFinder, "/things").with_name("search").with_max_batch(2).with_metadata();
static DEEP: rt::Operation = operation(M::Action, "/ratings/{ratingId}/replies/{replyId}/votes/{voteId}").with_name("hide");
static BLOB: rt::Operation = operation(M::Get, "/blobs/{blobId}").with_unstructured();
static NEW_BLOB: rt::Operation = operation(M::Create, "/blobs").with_unstructured();
static SET_BLOB: rt::Operation = operation(M::Update, "/blobs/{blobId}").with_unstructured();

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
    const STYLES: Styles = Styles::new(Some("total"), Some("(total)"), Some("total"));
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
    const STYLES: Styles = Styles::new(Some("name"), Some("(name)"), Some("name"));
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
    Call::new(client.runtime(), &BATCH_CREATE).entities(&[thing(1, "a"), thing(2, "b")]).request()
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
