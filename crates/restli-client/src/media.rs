//! Media rules: size, format and duration of an upload, checked before the first byte is sent.

use std::fmt;

use restli_core::grouped;

use crate::tables::MediaRule;

/// Facts about bytes to be uploaded. Absent facts are not checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Media<'a> {
    /// The bytes, or their beginning, from which the format is recognized.
    pub bytes: &'a [u8],
    /// The whole size in bytes, if `bytes` is only the beginning.
    pub size: Option<u64>,
    /// The file name. Its extension decides between formats that the bytes do not tell apart.
    pub file_name: Option<&'a str>,
    /// The duration in seconds.
    pub seconds: Option<u64>,
    /// Width and height in pixels.
    pub pixels: Option<(u64, u64)>,
    /// The number of pages.
    pub pages: Option<u64>,
}

/// Bytes that break a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaError {
    /// The name of the rule.
    pub rule: &'static str,
    /// The broken limits, one line each.
    pub broken: Vec<String>,
}

impl MediaError {
    /// Bytes that break the limits of a rule, as a double in tests of what handles errors.
    ///
    /// ```
    /// use restli_client::MediaError;
    ///
    /// let error = MediaError::new("picture", ["bytes: 9; at most 5"]);
    /// assert_eq!(error.to_string(), "nothing was sent: the media rule `picture` is broken\n  bytes: 9; at most 5");
    /// ```
    #[must_use]
    pub fn new<S: Into<String>>(rule: &'static str, broken: impl IntoIterator<Item = S>) -> Self {
        Self { rule, broken: broken.into_iter().map(Into::into).collect() }
    }
}

impl fmt::Display for MediaError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "nothing was sent: the media rule `{}` is broken", self.rule)?;
        self.broken.iter().try_for_each(|line| write!(out, "\n  {line}"))
    }
}

impl std::error::Error for MediaError {}

impl MediaRule {
    /// Checks size, format and the other facts given.
    ///
    /// # Errors
    /// All broken limits.
    pub fn check(&self, media: &Media<'_>) -> Result<(), MediaError> {
        let size = media.size.unwrap_or_else(|| u64::try_from(media.bytes.len()).unwrap_or(u64::MAX));
        if size == 0 {
            return Err(MediaError::new(self.name, vec!["bytes: none".to_owned()]));
        }
        let pixels = media.pixels.map(|(width, height)| width.saturating_mul(height));
        let limits = [
            limit("bytes", Some(size), self.min_bytes, self.max_bytes),
            limit("pixels", pixels, None, self.max_pixels),
            limit("seconds", media.seconds, self.min_seconds, self.max_seconds),
            limit("pages", media.pages, None, self.max_pages),
        ];
        let broken: Vec<String> = self.format(media).into_iter().chain(limits.into_iter().flatten()).collect();
        if broken.is_empty() { Ok(()) } else { Err(MediaError::new(self.name, broken)) }
    }

    /// The line about a format that the rule does not allow.
    fn format(&self, media: &Media<'_>) -> Option<String> {
        if self.formats.is_empty() {
            return None;
        }
        let extension = media.file_name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension.to_ascii_lowercase());
        let listed = |extension: &str| self.formats.iter().any(|(_, extensions)| extensions.contains(&extension));
        let allowed: Vec<&str> = self.formats.iter().map(|(media_type, _)| *media_type).collect();
        let found = infer::get(media.bytes);
        let named = |extension: &str| self.formats.iter().find(|(_, extensions)| extensions.contains(&extension)).map(|(name, _)| *name);
        let found = match (found.filter(|kind| !is_container(kind.mime_type())), &extension) {
            (Some(kind), _) if self.formats.iter().any(|(name, _)| *name == kind.mime_type()) || listed(kind.extension()) => return None,
            (Some(kind), _) => format!("`{}`", kind.mime_type()),
            (None, Some(extension)) if listed(extension) => {
                let container = found.filter(|_| named(extension).is_some_and(is_told_by_bytes))?;
                format!("`{}`, and `.{extension}` by name", container.mime_type())
            }
            (None, Some(extension)) => format!("not known from the bytes, and `.{extension}` by name"),
            (None, None) if is_path(media.bytes) => {
                "not known from the bytes, which are a path as text: `Source::file` reads a file".to_owned()
            }
            (None, None) => "not known from the bytes, and there is no file name".to_owned(),
        };
        Some(format!("format: {found}; allowed: {}", allowed.join(", ")))
    }
}

/// Returns `true` for container formats: the bytes do not show which format is inside.
fn is_container(media_type: &str) -> bool {
    matches!(media_type, "application/zip" | "application/x-ole-storage" | "application/xml" | "text/xml")
}

/// Returns `true` for formats that no container holds, so that their own bytes tell them.
fn is_told_by_bytes(media_type: &str) -> bool {
    let is_medium = ["image/", "video/", "audio/"].iter().any(|start| media_type.starts_with(start));
    media_type == "application/pdf" || (is_medium && !media_type.ends_with("+xml"))
}

/// Returns `true` for bytes that are the path of a file, which somebody has passed in place of the file.
fn is_path(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= 4096 && !text.contains(char::is_control));
    let extension = text.and_then(|text| std::path::Path::new(text).extension()?.to_str());
    extension.is_some_and(|extension| extension.len() <= 5 && extension.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn limit(what: &str, value: Option<u64>, least: Option<u64>, most: Option<u64>) -> Option<String> {
    let value = value?;
    match (least, most) {
        (Some(least), _) if value < least => Some(format!("{what}: {}; at least {}", grouped(value), grouped(least))),
        (_, Some(most)) if value > most => Some(format!("{what}: {}; at most {}", grouped(value), grouped(most))),
        _ => None,
    }
}
