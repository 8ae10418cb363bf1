//! Quotas: the party that a counter belongs to, and the wording that runtime and generator share.

/// The party whose requests a quota counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuotaScope {
    /// The application, all members together.
    App,
    /// One member within one application.
    Member,
}

/// A quota in words: `150 requests per member per day`. The window is in seconds.
#[must_use]
pub fn words(limit: u64, window_seconds: u64, scope: QuotaScope) -> String {
    let owner = match scope {
        QuotaScope::App => "application",
        QuotaScope::Member => "member",
    };
    format!("{limit} requests per {owner} per {}", window(window_seconds))
}

fn window(seconds: u64) -> String {
    match seconds {
        86_400 => "day".to_owned(),
        3_600 => "hour".to_owned(),
        60 => "minute".to_owned(),
        1 => "second".to_owned(),
        other if other.is_multiple_of(60) => format!("{} minutes", other / 60),
        other => format!("{other} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::{QuotaScope, words};

    #[test]
    fn words_name_limit_owner_and_window() {
        assert_eq!(words(150, 86_400, QuotaScope::Member), "150 requests per member per day");
        assert_eq!(words(10, 600, QuotaScope::App), "10 requests per application per 10 minutes");
        assert_eq!(words(10, 30, QuotaScope::App), "10 requests per application per 30 seconds");
    }
}
