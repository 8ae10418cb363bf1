//! The tables and the types that a generator would write for a small API.

use restli_client as rt;
use rt::{Builder, Call, FromRuntime, Request, Requirement, Runtime};

/// The API.
pub(crate) static API: rt::ApiInfo = rt::ApiInfo::new("shop")
    .with_bases(&[&DATED, &PLAIN])
    .with_permissions(&[&READ, &WRITE, &SHOP, &OLD])
    .with_roles(&[&KEEPER, &CLERK])
    .with_quotas(&[&DAILY, &SHARED, &BRISK])
    .with_errors(&[
        rt::ErrorInfo::new("NO_SUCH_SHOP", 403, "the shop is closed", "wait until it opens"),
        rt::ErrorInfo::new("TOKEN_EXPIRED", 401, "the token has expired", "let the user consent again")
            .with_service_error_codes(&[65601])
            .with_token(rt::TokenFault::Expired),
        rt::ErrorInfo::new("TOKEN_REVOKED", 401, "the token was withdrawn", "let the user consent again")
            .with_token(rt::TokenFault::Revoked),
        rt::ErrorInfo::new("SHELF_FULL", 429, "the shelf is full", "remove a thing").with_passes(rt::Passes::Never),
        rt::ErrorInfo::new("DAY_FULL", 429, "the quota of the day is used up", "wait until midnight").with_passes(rt::Passes::WithQuota),
        rt::ErrorInfo::new("BUSY", 400, "the shop is busy", "wait a moment").with_passes(rt::Passes::Soon),
        rt::ErrorInfo::new("user_cancelled_login", 400, "the person did not log in", "offer the login again"),
    ])
    .with_quota_remaining_header("X-Left")
    .with_quota_reset_header("X-Reset")
    .with_request_id_headers(&["x-shop-id"])
    .with_oauth(Some(&LOGIN))
    .with_upload_hosts(&["up.shop.example", ".cdn.example"]);
static LOGIN: rt::OAuthInfo =
    rt::OAuthInfo::new("https://login.shop.example/oauth/authorization", "https://login.shop.example/oauth/accessToken", 5_184_000)
        .with_native_authorization("https://login.shop.example/oauth/native/authorization")
        .with_introspection("https://login.shop.example/oauth/introspect")
        .with_openid(&OPENID)
        .with_refresh_token_seconds(31_536_000)
        .with_client_token_seconds(1800)
        .with_code_seconds(1800)
        .with_token_type_optional()
        .with_warn_before_seconds(86_400)
        .with_settle_seconds(5);
static OPENID: rt::OpenIdInfo =
    rt::OpenIdInfo::new(&["https://login.shop.example", "https://old.shop.example"], "https://login.shop.example/oauth/keys");
static DATED: rt::Base = rt::Base::new("dated", "https://api.shop.example", "/rest").with_versions(&MONTHLY);
static PLAIN: rt::Base = rt::Base::new("plain", "https://api.shop.example", "/v2").with_projection(rt::ProjectionStyle::Decorated);
static MONTHLY: rt::VersionFamily = rt::VersionFamily::new("monthly", "Shop-Version", 202_601).with_released(&[
    rt::Version::new(202_601).with_sunset("2027-01-15"),
    rt::Version::new(202_602).with_sunset("2027-02-15"),
    rt::Version::new(202_603),
]);
/// The permission to read.
pub(crate) static READ: rt::Permission =
    rt::Permission::new("r_things", "Read things.").with_product("Browsing").with_approval(rt::Approval::Review);
static WRITE: rt::Permission = rt::Permission::new("w_things", "Write things.").with_approval(rt::Approval::Open).with_acts_as(&["person"]);
static SHOP: rt::Permission = rt::Permission::new("w_shop", "Write as a shop.").with_approval(rt::Approval::Review).with_acts_as(&["shop"]);
static OLD: rt::Permission = rt::Permission::new("r_lite", "Read a little.")
    .with_approval(rt::Approval::Closed)
    .with_retired("2023-08-01")
    .with_replaced_by(&["r_things"]);
static KEEPER: rt::Role = rt::Role::new("KEEPER", "Everything in the shop.", &["shop"]);
static CLERK: rt::Role = rt::Role::new("CLERK", "Sales.", &["shop"]);
/// The quota of `get`.
pub(crate) static DAILY: rt::Quota = rt::Quota::new("daily", 50, 86_400, rt::QuotaScope::Member);
/// The quota of `delete`.
pub(crate) static SHARED: rt::Quota = rt::Quota::new("shared", 500, 86_400, rt::QuotaScope::App);
/// The quota of `purge`.
pub(crate) static BRISK: rt::Quota = rt::Quota::new("brisk", 2, 1, rt::QuotaScope::App);
/// A rule for pictures.
pub(crate) static PICTURE: rt::MediaRule = rt::MediaRule::new("picture")
    .with_formats(&[("image/png", &["png"]), ("image/jpeg", &["jpg", "jpeg"]), ("application/vnd.slides", &["sld"])])
    .with_max_bytes(64)
    .with_max_pixels(1000)
    .with_min_seconds(3)
    .with_max_seconds(60);

const fn operation(id: &'static str, method: rt::ResourceMethod, path: &'static str) -> rt::Operation {
    rt::Operation::new(id, method, &DATED, path)
}

use rt::ResourceMethod as M;

pub(crate) static GET: rt::Operation = operation("shop.things.get", M::Get, "/things/{thingId}")
    .with_permissions(Requirement::AnyOf(&[
        Requirement::Scope("r_things"),
        Requirement::AllOf(&[Requirement::Scope("r_lite"), Requirement::Scope("w_things")]),
    ]))
    .with_quotas(&[&DAILY]);
pub(crate) static BATCH_GET: rt::Operation = operation("shop.things.batch_get", M::BatchGet, "/things").with_max_batch(3);
pub(crate) static FIND: rt::Operation = operation("shop.things.find_by_owner", M::Finder, "/things")
    .with_name("owner")
    .with_paging(rt::Paging::StartCount { default: Some(10), max: Some(100) });
static SEARCH: rt::Operation =
    rt::Operation::new("shop.old.search", M::Finder, &PLAIN, "/things").with_name("search").with_paging(rt::Paging::Token {
        token_param: "pageToken",
        size_param: "pageSize",
        token_field: "nextPageToken",
        default: None,
        max: None,
    });
static GET_OLD: rt::Operation = operation("shop.things.get_old", M::Get, "/things/{thingId}")
    .with_permissions(Requirement::Scope("r_lite"))
    .with_replaced_by("client.get()");
pub(crate) static CREATE: rt::Operation = operation("shop.things.create", M::Create, "/things")
    .with_permissions(Requirement::Scope("w_things"))
    .with_look("shop.things.find_by_owner");
static POST: rt::Operation = operation("shop.posts.create", M::Create, "/posts")
    .with_permissions(Requirement::AnyOf(&[Requirement::Scope("w_things"), Requirement::Scope("w_shop")]))
    .with_roles(&["KEEPER", "CLERK"])
    .with_actor("owner");
static POSTS: rt::Operation = operation("shop.posts.find_by_owners", M::Finder, "/posts")
    .with_name("owners")
    .with_permissions(Requirement::AnyOf(&[Requirement::Scope("w_things"), Requirement::Scope("w_shop")]))
    .with_actor("owners");
static BATCH_POST: rt::Operation =
    operation("shop.posts.batch_create", M::BatchCreate, "/posts").with_permissions(POST.permissions).with_actor("owner");
static IMPORT: rt::Operation =
    operation("shop.posts.import", M::Action, "/posts").with_name("import").with_permissions(POST.permissions).with_actor("posts.owner");
pub(crate) static BATCH_CREATE: rt::Operation =
    operation("shop.things.batch_create", M::BatchCreate, "/things").with_look("shop.things.find_by_owner");
static UPDATE: rt::Operation = operation("shop.things.update", M::Update, "/things/{thingId}");
static PATCH: rt::Operation = operation("shop.things.partial_update", M::PartialUpdate, "/things/{thingId}");
pub(crate) static BATCH_UPDATE: rt::Operation = operation("shop.things.batch_update", M::BatchUpdate, "/things");
pub(crate) static BATCH_PATCH: rt::Operation = operation("shop.things.batch_partial_update", M::BatchPartialUpdate, "/things");
pub(crate) static DELETE: rt::Operation =
    operation("shop.things.delete", M::Delete, "/things/{thingId}").with_quotas(&[&SHARED]).with_roles(&["KEEPER"]);
pub(crate) static ACTION: rt::Operation =
    operation("shop.things.purge", M::Action, "/things/{thingId}").with_name("purge").with_quotas(&[&BRISK]);
static FOLLOWS: rt::Operation = operation("shop.follows.find_by_recent", M::Finder, "/follows").with_name("recent");
static NO_PROJECTION: rt::Operation =
    operation("shop.things.get_whole", M::Get, "/things/{thingId}").with_projection(rt::ProjectionStyle::None);

/// A thing.
#[derive(Clone)]
pub(crate) struct Thing {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
}
rt::core::record! {
    Thing = "com.example.Thing" {
        id: "id" required,
        name: "name",
    }
}

/// A post.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) owner: rt::core::urn::Urn,
}
rt::core::record! {
    Post = "com.example.Post" {
        owner: "owner" required,
    }
}

/// Optional parameters.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) sort: Option<String>,
    pub(crate) deep: Option<bool>,
}
rt::core::record! {
    Options = "Options" {
        sort: "sortBy",
        deep: "deep",
    }
}

impl rt::Params for Options {
    type Style = rt::style::None;
}

/// A projection of a thing that every style can say.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) name: Option<String>,
}
rt::core::record! {
    Name = "Name" {
        name: "name",
    }
}
impl<C, Y> rt::Selectable<C, Y> for Name {}
impl rt::core::projection::Projected for Name {
    type Of = Thing;
    const STYLES: rt::core::projection::Styles = rt::core::projection::Styles::new(Some("name"), Some("(name)"), Some("name"));
}

/// One that only the decorated style can say.
#[derive(Clone)]
pub(crate) struct Expanded {
    pub(crate) name: Option<String>,
}
rt::core::record! {
    Expanded = "Expanded" {
        name: "name",
    }
}
impl<C, Y> rt::Selectable<C, Y> for Expanded {
    const REQUIREMENTS: rt::FieldRequirements =
        rt::FieldRequirements::new(&[rt::FieldRequirement::new("Thing.owner", rt::Requirement::Scope("r_things"))], &[]);
}
impl rt::core::projection::Projected for Expanded {
    type Of = Thing;
    const STYLES: rt::core::projection::Styles = rt::core::projection::Styles::new(None, Some("(owner~(name))"), None);
}

/// A client type like those of generated crates, written by hand.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    runtime: Runtime,
}

impl FromRuntime for Client {
    const API: &'static rt::ApiInfo = &API;
    type With<S> = Self;

    fn from_runtime(runtime: Runtime) -> Self {
        Self { runtime }
    }
}

/// The token of all tests; it must not be seen anywhere.
pub(crate) const TOKEN: &str = "AQX-secret-token";

impl Client {
    pub(crate) fn builder() -> Builder<Self> {
        Builder::new()
    }

    /// A client for the schema's own hosts.
    pub(crate) fn new() -> Self {
        Self::builder().token(TOKEN).build().unwrap()
    }

    /// A client for a server on this machine, which sends each call once.
    pub(crate) fn at(url: &str) -> Self {
        Self::builder().token(TOKEN).base_url(url).retry(rt::Retry::never()).build().unwrap()
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    pub(crate) fn get(&self, id: i64) -> Request<Thing> {
        Call::new(&self.runtime, &GET).key("thingId", &id).request()
    }

    pub(crate) fn get_old(&self, id: i64) -> Request<Thing> {
        Call::new(&self.runtime, &GET_OLD).key("thingId", &id).request()
    }

    pub(crate) fn get_by_text(&self, id: &str) -> Request<Thing> {
        Call::new(&self.runtime, &GET).key("thingId", &id.to_owned()).request()
    }

    pub(crate) fn get_whole(&self, id: i64) -> Request<Thing> {
        Call::new(&self.runtime, &NO_PROJECTION).key("thingId", &id).request()
    }

    pub(crate) fn batch_get(&self, ids: impl IntoIterator<Item = String>) -> Request<rt::BatchResult<String, Thing>> {
        Call::new(&self.runtime, &BATCH_GET).ids(ids).request()
    }

    pub(crate) fn find(&self, owner: &str) -> Request<rt::Page<Thing>, Options> {
        Call::new(&self.runtime, &FIND).param("owner", &owner.to_owned()).request()
    }

    pub(crate) fn search(&self) -> Request<rt::Page<Thing>> {
        Call::new(&self.runtime, &SEARCH).request()
    }

    pub(crate) fn create(&self, thing: &Thing) -> Request<rt::Created<String>> {
        Call::new(&self.runtime, &CREATE).entity(thing).request()
    }

    pub(crate) fn post(&self, owner: &str) -> Request<rt::Created<String>> {
        Call::new(&self.runtime, &POST).entity(&Post { owner: owner.parse().unwrap() }).request()
    }

    pub(crate) fn posts(&self, owners: &[&str]) -> Request<rt::Page<Post>> {
        let owners: Vec<rt::core::urn::Urn> = owners.iter().map(|owner| owner.parse().unwrap()).collect();
        Call::new(&self.runtime, &POSTS).param("owners", &owners).request()
    }

    pub(crate) fn batch_post(&self, owners: &[&str]) -> Request<rt::BatchCreated<String>> {
        Call::new(&self.runtime, &BATCH_POST).entities(&of(owners)).request()
    }

    pub(crate) fn import(&self, owners: &[&str]) -> Request<()> {
        Call::new(&self.runtime, &IMPORT).action_param("posts", &of(owners)).request()
    }

    pub(crate) fn batch_create(&self, things: &[Thing]) -> Request<rt::BatchCreated<i64>> {
        Call::new(&self.runtime, &BATCH_CREATE).entities(things).request()
    }

    pub(crate) fn update(&self, id: i64, thing: &Thing) -> Request<()> {
        Call::new(&self.runtime, &UPDATE).key("thingId", &id).entity(thing).request()
    }

    pub(crate) fn patch(&self, id: i64, patch: rt::core::patch::Patch) -> Request<()> {
        Call::new(&self.runtime, &PATCH).key("thingId", &id).patch(patch).request()
    }

    pub(crate) fn batch_update(&self, things: impl IntoIterator<Item = (String, Thing)>) -> Request<rt::BatchStatus<String>> {
        Call::new(&self.runtime, &BATCH_UPDATE).entities_by_key(things).request()
    }

    pub(crate) fn batch_patch(&self, patches: impl IntoIterator<Item = (i64, rt::core::patch::Patch)>) -> Request<rt::BatchStatus<i64>> {
        Call::new(&self.runtime, &BATCH_PATCH).patches_by_key(patches).request()
    }

    pub(crate) fn delete(&self, id: i64) -> Request<()> {
        Call::new(&self.runtime, &DELETE).key("thingId", &id).request()
    }

    pub(crate) fn purge(&self, id: i64) -> Request<i32, Options> {
        Call::new(&self.runtime, &ACTION).key("thingId", &id).action_param("limit", &7_i32).request()
    }

    pub(crate) fn purge_all(&self, id: i64) -> Request<()> {
        Call::new(&self.runtime, &ACTION).key("thingId", &id).request()
    }

    pub(crate) fn follows(&self, follower: &str) -> Request<rt::Page<Thing>> {
        Call::new(&self.runtime, &FOLLOWS).key_part("follower", &follower.to_owned()).key_part("followee", &7_i64).request()
    }
}

/// Posts of some owners.
fn of(owners: &[&str]) -> Vec<Post> {
    owners.iter().map(|owner| Post { owner: owner.parse().unwrap() }).collect()
}

/// A thing with a name.
pub(crate) fn thing(id: i64, name: &str) -> Thing {
    Thing { id, name: Some(name.to_owned()) }
}

/// A patch that sets the name.
pub(crate) fn rename(name: &str) -> rt::core::patch::Patch {
    let mut patch = rt::core::patch::Patch::default();
    patch.set("name", &name.to_owned());
    patch
}
