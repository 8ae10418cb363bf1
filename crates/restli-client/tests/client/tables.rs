//! The tables and the types that a generator would write for a small API.

use restli_client as rt;
use rt::{Builder, Call, FromRuntime, Request, Requirement, Runtime};

/// The API.
pub(crate) static API: rt::ApiInfo = rt::ApiInfo {
    name: "shop",
    bases: &[&DATED, &PLAIN],
    permissions: &[&READ, &WRITE, &OLD],
    errors: &[
        rt::ErrorInfo {
            code: "NO_SUCH_SHOP",
            status: 403,
            service_error_codes: &[],
            cause: "the shop is closed",
            remedy: "wait until it opens",
        },
        rt::ErrorInfo {
            code: "TOKEN_EXPIRED",
            status: 401,
            service_error_codes: &[65601],
            cause: "the token has expired",
            remedy: "let the user consent again",
        },
        rt::ErrorInfo {
            code: "user_cancelled_login",
            status: 400,
            service_error_codes: &[],
            cause: "the person did not log in",
            remedy: "offer the login again",
        },
    ],
    quota_remaining_header: Some("X-Left"),
    quota_reset_header: Some("X-Reset"),
    request_id_headers: &["x-shop-id"],
    oauth: Some(&rt::OAuthInfo {
        authorization: "https://login.shop.example/oauth/authorization",
        token: "https://login.shop.example/oauth/accessToken",
        introspection: None,
        scope_separator: " ",
        access_token_seconds: 5_184_000,
        refresh_token_seconds: Some(31_536_000),
        code_seconds: Some(1800),
        token_type_optional: true,
        warn_before_seconds: 86_400,
    }),
    upload_hosts: &["up.shop.example", ".cdn.example"],
};
static DATED: rt::Base = rt::Base {
    name: "dated",
    url: "https://api.shop.example",
    path: "/rest",
    protocol: "2.0.0",
    projection: rt::ProjectionStyle::Restli,
    versions: Some(&MONTHLY),
};
static PLAIN: rt::Base = rt::Base {
    name: "plain",
    url: "https://api.shop.example",
    path: "/v2",
    protocol: "2.0.0",
    projection: rt::ProjectionStyle::Decorated,
    versions: None,
};
static MONTHLY: rt::VersionFamily = rt::VersionFamily {
    name: "monthly",
    header: "Shop-Version",
    pinned: 202_601,
    released: &[
        rt::Version { number: 202_601, sunset: Some("2027-01-15") },
        rt::Version { number: 202_602, sunset: Some("2027-02-15") },
        rt::Version { number: 202_603, sunset: None },
    ],
};
/// To read.
pub(crate) static READ: rt::Permission = rt::Permission {
    scope: "r_things",
    doc: "Read things.",
    product: Some("Browsing"),
    approval: Some(rt::Approval::Review),
    retired: None,
    replaced_by: &[],
};
static WRITE: rt::Permission = rt::Permission {
    scope: "w_things",
    doc: "Write things.",
    product: None,
    approval: Some(rt::Approval::Open),
    retired: None,
    replaced_by: &[],
};
static OLD: rt::Permission = rt::Permission {
    scope: "r_lite",
    doc: "Read a little.",
    product: None,
    approval: Some(rt::Approval::Closed),
    retired: Some("2023-08-01"),
    replaced_by: &["r_things"],
};
static DAILY: rt::Quota = rt::Quota { name: "daily", limit: 50, window_seconds: 86_400, scope: rt::QuotaScope::Member };
static SHARED: rt::Quota = rt::Quota { name: "shared", limit: 500, window_seconds: 86_400, scope: rt::QuotaScope::App };
/// A rule for pictures.
pub(crate) static PICTURE: rt::MediaRule = rt::MediaRule {
    name: "picture",
    formats: &[("image/png", &["png"]), ("image/jpeg", &["jpg", "jpeg"]), ("application/vnd.slides", &["sld"])],
    min_bytes: None,
    max_bytes: Some(64),
    max_pixels: Some(1000),
    min_seconds: Some(3),
    max_seconds: Some(60),
    max_pages: None,
};

const fn operation(id: &'static str, method: rt::ResourceMethod, path: &'static str) -> rt::Operation {
    rt::Operation::new(id, method, &DATED, path)
}

use rt::ResourceMethod as M;

static GET: rt::Operation = rt::Operation {
    permissions: Requirement::AnyOf(&[
        Requirement::Scope("r_things"),
        Requirement::AllOf(&[Requirement::Scope("r_lite"), Requirement::Scope("w_things")]),
    ]),
    quotas: &[&DAILY],
    ..operation("shop.things.get", M::Get, "/things/{thingId}")
};
static BATCH_GET: rt::Operation = rt::Operation { max_batch: Some(3), ..operation("shop.things.batch_get", M::BatchGet, "/things") };
static FIND: rt::Operation = rt::Operation {
    name: Some("owner"),
    paging: rt::Paging::StartCount { default: Some(10), max: Some(100) },
    ..operation("shop.things.find_by_owner", M::Finder, "/things")
};
static SEARCH: rt::Operation = rt::Operation {
    name: Some("search"),
    paging: rt::Paging::Token { token_param: "pageToken", size_param: "pageSize", token_field: "nextPageToken", default: None, max: None },
    ..rt::Operation::new("shop.old.search", M::Finder, &PLAIN, "/things")
};
static CREATE: rt::Operation =
    rt::Operation { permissions: Requirement::Scope("w_things"), ..operation("shop.things.create", M::Create, "/things") };
static BATCH_CREATE: rt::Operation = operation("shop.things.batch_create", M::BatchCreate, "/things");
static UPDATE: rt::Operation = operation("shop.things.update", M::Update, "/things/{thingId}");
static PATCH: rt::Operation = operation("shop.things.partial_update", M::PartialUpdate, "/things/{thingId}");
static BATCH_UPDATE: rt::Operation = operation("shop.things.batch_update", M::BatchUpdate, "/things");
static BATCH_PATCH: rt::Operation = operation("shop.things.batch_partial_update", M::BatchPartialUpdate, "/things");
static DELETE: rt::Operation = rt::Operation { quotas: &[&SHARED], ..operation("shop.things.delete", M::Delete, "/things/{thingId}") };
static ACTION: rt::Operation = rt::Operation { name: Some("purge"), ..operation("shop.things.purge", M::Action, "/things/{thingId}") };
static FOLLOWS: rt::Operation = rt::Operation { name: Some("recent"), ..operation("shop.follows.find_by_recent", M::Finder, "/follows") };
static NO_PROJECTION: rt::Operation =
    rt::Operation { projection: rt::ProjectionStyle::None, ..operation("shop.things.get_whole", M::Get, "/things/{thingId}") };

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
    const STYLES: rt::core::projection::Styles =
        rt::core::projection::Styles { restli: Some("name"), decorated: Some("(name)"), flat: Some("name") };
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
    const NEEDS: rt::FieldNeeds =
        rt::FieldNeeds { own: &[rt::FieldNeed { field: "Thing.owner", permissions: rt::Requirement::Scope("r_things") }], embedded: &[] };
}
impl rt::core::projection::Projected for Expanded {
    type Of = Thing;
    const STYLES: rt::core::projection::Styles =
        rt::core::projection::Styles { restli: None, decorated: Some("(owner~(name))"), flat: None };
}

/// What a generator would write for the client.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    runtime: Runtime,
}

impl FromRuntime for Client {
    const API: &'static rt::ApiInfo = &API;

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

    /// A client for a server on this machine.
    pub(crate) fn at(url: &str) -> Self {
        Self::builder().token(TOKEN).base_url(url).build().unwrap()
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    pub(crate) fn get(&self, id: i64) -> Request<Thing> {
        Call::new(&self.runtime, &GET).key("thingId", &id).request()
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

    pub(crate) fn batch_create(&self, things: &[Thing]) -> Request<rt::BatchCreated<i64>> {
        Call::new(&self.runtime, &BATCH_CREATE).entities(things).request()
    }

    pub(crate) fn update(&self, id: i64, thing: &Thing) -> Request<rt::Empty> {
        Call::new(&self.runtime, &UPDATE).key("thingId", &id).entity(thing).request()
    }

    pub(crate) fn patch(&self, id: i64, patch: rt::core::patch::Patch) -> Request<rt::Empty> {
        Call::new(&self.runtime, &PATCH).key("thingId", &id).patch(patch).request()
    }

    pub(crate) fn batch_update(&self, things: impl IntoIterator<Item = (String, Thing)>) -> Request<rt::BatchStatus<String>> {
        Call::new(&self.runtime, &BATCH_UPDATE).entities_by_key(things).request()
    }

    pub(crate) fn batch_patch(&self, patches: impl IntoIterator<Item = (i64, rt::core::patch::Patch)>) -> Request<rt::BatchStatus<i64>> {
        Call::new(&self.runtime, &BATCH_PATCH).patches_by_key(patches).request()
    }

    pub(crate) fn delete(&self, id: i64) -> Request<rt::Empty> {
        Call::new(&self.runtime, &DELETE).key("thingId", &id).request()
    }

    pub(crate) fn purge(&self, id: i64) -> Request<i32, Options> {
        Call::new(&self.runtime, &ACTION).key("thingId", &id).action_param("limit", &7_i32).request()
    }

    pub(crate) fn purge_all(&self, id: i64) -> Request<rt::Empty> {
        Call::new(&self.runtime, &ACTION).key("thingId", &id).request()
    }

    pub(crate) fn follows(&self, follower: &str) -> Request<rt::Page<Thing>> {
        Call::new(&self.runtime, &FOLLOWS).key_part("follower", &follower.to_owned()).key_part("followee", &7_i64).request()
    }
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
