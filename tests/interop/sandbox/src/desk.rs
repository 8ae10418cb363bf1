//! The sandboxes that programs use.

use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use linkedin_sandbox::{Sandbox, Seed, Settings};
use restli_core::{Day, Time};
use tokio::runtime::Runtime;

/// A day on which the version that the schema pins had not ended.
const DAY: &str = "2026-09-01";

/// A sandbox with the entities of the documentation.
pub(crate) fn documented() -> Result<Sandbox> {
    start(Settings { starts_at: Some(midnight(DAY)?), ..linkedin_sandbox::settings() })
}

/// A sandbox with the small world, on a day `YYYY-MM-DD`.
pub(crate) fn demo(date: Option<&str>) -> Result<Sandbox> {
    let world = Seed::Entities(linkedin_sandbox::demo(1));
    start(Settings { world, starts_at: date.map(midnight).transpose()?, ..linkedin_sandbox::settings() })
}

/// The beginning of a day.
fn midnight(date: &str) -> Result<Time> {
    let day = Day::parse(date).with_context(|| format!("`{date}` is no date"))?;
    Ok(Time::from_millis(day.days_after(Day::of(Time::from_millis(0))) * 86_400_000))
}

/// A sandbox on a free port.
fn start(settings: Settings) -> Result<Sandbox> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = if let Some(runtime) = RUNTIME.get() {
        runtime
    } else {
        let made = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        RUNTIME.get_or_init(|| made)
    };
    Ok(runtime.block_on(Sandbox::start(linkedin_sandbox::api(), settings))?)
}
