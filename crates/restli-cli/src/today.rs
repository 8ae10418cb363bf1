//! The day that commands judge by.

use std::time::SystemTime;

use restli_schema::api::Day;

/// The option of commands that go by the calendar.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Today {
    /// The day to judge by, `YYYY-MM-DD`, in place of today.
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Day>,
}

impl Today {
    /// The day that the option names, or today.
    pub(crate) fn day(self) -> Day {
        self.today.unwrap_or_else(|| Day::of(SystemTime::now().into()))
    }
}

/// Parses a day.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day as in 2026-07-31".to_owned())
}
