//! Media rules.

/// A rule for the bytes of an upload.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct MediaRule {
    /// Name in the schema.
    pub name: &'static str,
    /// Media types with their file name extensions.
    pub formats: &'static [(&'static str, &'static [&'static str])],
    /// The smallest size, in bytes.
    pub min_bytes: Option<u64>,
    /// The largest size, in bytes.
    pub max_bytes: Option<u64>,
    /// The largest product of width and height.
    pub max_pixels: Option<u64>,
    /// The shortest duration, in seconds.
    pub min_seconds: Option<u64>,
    /// The longest duration, in seconds.
    pub max_seconds: Option<u64>,
    /// The largest number of pages.
    pub max_pages: Option<u64>,
}

debug_by_name!(MediaRule, name);

impl MediaRule {
    /// A rule that every upload satisfies.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            formats: &[],
            min_bytes: None,
            max_bytes: None,
            max_pixels: None,
            min_seconds: None,
            max_seconds: None,
            max_pages: None,
        }
    }

    setter!(with_formats, formats: &'static [(&'static str, &'static [&'static str])]);
    setter!(with_min_bytes, min_bytes: Some(u64));
    setter!(with_max_bytes, max_bytes: Some(u64));
    setter!(with_max_pixels, max_pixels: Some(u64));
    setter!(with_min_seconds, min_seconds: Some(u64));
    setter!(with_max_seconds, max_seconds: Some(u64));
    setter!(with_max_pages, max_pages: Some(u64));
}
