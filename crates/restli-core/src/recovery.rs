//! Errors that pass by themselves: the statuses after which a call may be sent again, and the way in which an error passes.

/// The statuses after which a call that may be sent twice is sent again, unless the API names others.
pub const STATUSES: &[u16] = &[429, 502, 503, 504];

/// The way in which an error passes while the request stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Passes {
    /// After a pause of seconds or minutes.
    Soon,
    /// With the new window of the quota.
    WithQuota,
    /// Not at all: something else must change.
    Never,
}

impl Passes {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Soon, Self::WithQuota, Self::Never];

    /// The word in schemas and tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::WithQuota => "with_quota",
            Self::Never => "never",
        }
    }
}
