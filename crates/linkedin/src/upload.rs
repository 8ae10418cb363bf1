//! Uploads: what a medium must satisfy is checked before anything is sent, then the steps that LinkedIn wants are taken
//! (`content.md §7`, `§9`, `§12`).

#[cfg(feature = "ugc")]
mod assets;
#[cfg(feature = "content")]
mod versioned;

#[cfg(feature = "ugc")]
pub use assets::{AssetKind, upload_asset};
#[cfg(feature = "content")]
pub use versioned::{upload_document, upload_image, upload_video};

use restli_client::{Error, Media, MediaRule, Problem};

/// Checks bytes against a rule; for images the size in pixels is read from them.
fn check(rule: &MediaRule, bytes: &[u8], file_name: Option<&str>) -> Result<(), Error> {
    let media = Media { bytes, file_name, pixels: crate::pixels::size(bytes), ..Media::default() };
    rule.check(&media).map_err(|error| Error::Media(Box::new(error)))
}

/// An error about an upload that cannot go on.
fn stuck(what: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::Upload(Box::new(Problem::new("upload", what, remedy)))
}
