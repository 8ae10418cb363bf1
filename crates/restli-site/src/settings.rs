//! Settings of a site, and the mark of its files.

/// Settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The crate that examples name in place of the generated client, if there is one.
    pub front_door: Option<String>,
    /// The address of the repository's files, to which the chapters of sources are added: `https://github.com/me/api/blob/main`.
    pub repository: Option<String>,
}

/// The words in the first line of every file of the site.
pub const MARKER: &str = "made by restli docs";
