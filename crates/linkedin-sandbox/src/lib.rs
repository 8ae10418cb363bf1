//! LinkedIn's API on your desk: the schema of `schema/linkedin` served by [`restli_sandbox`], with the few behaviours that a schema cannot
//! say.

mod behaviours;
mod demo;
mod text;
mod webhooks;

use std::sync::{Arc, OnceLock};

pub use demo::demo;
use restli_sandbox::{App, Renewals};
pub use restli_sandbox::{Delivery, DeliveryState, Described, Exchange, Fault, Mishap, Rule, Sandbox, Seed, Settings, Standing};

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

/// The settings of a sandbox of LinkedIn. A refresh token may be used until its end, as LinkedIn's may.
#[must_use]
pub fn settings() -> Settings {
    let apps = vec![App { renewals: Renewals::Kept, ..App::default() }];
    Settings { apps, world: Seed::Documented, behaviours: behaviours::all(), webhooks: Some(webhooks::STYLE), ..Settings::default() }
}
