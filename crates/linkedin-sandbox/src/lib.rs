//! LinkedIn's API on your desk: the schema of `schema/linkedin` served by [`restli_sandbox`], with the few behaviours that a schema cannot
//! say.

mod behaviours;
mod demo;
mod text;
mod webhooks;

use std::io;
use std::sync::{Arc, OnceLock};

pub use demo::demo;
use restli_sandbox::{App, Habits, Renewals};
pub use restli_sandbox::{
    Delivery, DeliveryState, Described, Exchange, Fault, MemberRole, Mishap, Rule, Sandbox, Seed, Settings, Standing, Time,
};

/// The files of the schema, each with its path.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schema.rs"));

/// LinkedIn's API as the schema describes it. It is read once in a process.
///
/// # Panics
/// Never: a test loads the files that are built in.
#[must_use]
#[allow(clippy::panic, reason = "the files are built in, and a test loads them")]
pub fn api() -> Arc<Described> {
    static API: OnceLock<Arc<Described>> = OnceLock::new();
    Arc::clone(API.get_or_init(|| match restli_schema::load_texts(FILES.iter().copied()) {
        Ok(loaded) => Described::new(loaded.api),
        Err(report) => panic!("{report:?}"),
    }))
}

/// Starts a sandbox of LinkedIn on a port of its own, with [`settings`]. It stops when it is dropped.
///
/// # Errors
/// The error of the system if no port of the loopback interface can be had.
pub async fn start() -> io::Result<Sandbox> {
    Sandbox::start(api(), settings()).await
}

/// Criteria of searches, which programs leave out that want everything.
const MAY_LACK: &[(&str, &str)] = &[
    ("ads.ad_accounts.find_by_search", "search"),
    ("ads.ad_campaign_groups.find_by_search", "search"),
    ("ads.ad_campaigns.find_by_search", "search"),
];

/// The settings of a sandbox of LinkedIn. A refresh token may be used until its end, as LinkedIn's may.
#[must_use]
pub fn settings() -> Settings {
    // `docs/linkedin/oauth.md` §1, §2 and §6; the parameter is that of older clients (`docs/linkedin/README.md` §2).
    let habits = Habits { commas: true, auth_type: true, lax: true, token_parameter: Some("oauth2_access_token") };
    let apps = vec![App { renewals: Renewals::Kept, ..App::default() }];
    Settings {
        apps,
        world: Seed::Documented,
        behaviours: behaviours::all(),
        webhooks: Some(webhooks::STYLE),
        habits,
        may_lack: MAY_LACK,
        ..Settings::default()
    }
}
