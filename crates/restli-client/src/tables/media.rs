//! Media rules.

/// A rule for the bytes of an upload.
#[derive(Clone, Copy, Debug)]
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

    /// Sets [`formats`](Self::formats).
    #[must_use]
    pub const fn with_formats(self, formats: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { formats, ..self }
    }

    /// Sets [`min_bytes`](Self::min_bytes).
    #[must_use]
    pub const fn with_min_bytes(self, min_bytes: u64) -> Self {
        Self { min_bytes: Some(min_bytes), ..self }
    }

    /// Sets [`max_bytes`](Self::max_bytes).
    #[must_use]
    pub const fn with_max_bytes(self, max_bytes: u64) -> Self {
        Self { max_bytes: Some(max_bytes), ..self }
    }

    /// Sets [`max_pixels`](Self::max_pixels).
    #[must_use]
    pub const fn with_max_pixels(self, max_pixels: u64) -> Self {
        Self { max_pixels: Some(max_pixels), ..self }
    }

    /// Sets [`min_seconds`](Self::min_seconds).
    #[must_use]
    pub const fn with_min_seconds(self, min_seconds: u64) -> Self {
        Self { min_seconds: Some(min_seconds), ..self }
    }

    /// Sets [`max_seconds`](Self::max_seconds).
    #[must_use]
    pub const fn with_max_seconds(self, max_seconds: u64) -> Self {
        Self { max_seconds: Some(max_seconds), ..self }
    }

    /// Sets [`max_pages`](Self::max_pages).
    #[must_use]
    pub const fn with_max_pages(self, max_pages: u64) -> Self {
        Self { max_pages: Some(max_pages), ..self }
    }
}
