//! Uploads of media: checks the rules of the schema before anything is sent, then takes the upload steps of LinkedIn's
//! [images](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api),
//! [videos](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api),
//! [documents](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api) and
//! [assets](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/vector-asset-api).

#[cfg(feature = "ugc")]
mod assets;
#[cfg(feature = "content")]
mod versioned;

#[cfg(feature = "ugc")]
pub use assets::{AssetKind, upload_asset};
#[cfg(feature = "content")]
pub use versioned::{upload_document, upload_image, upload_video};

use std::pin::Pin;

use restli_client::{Error, Media, MediaRule, Problem};

/// The steps of an upload, which are taken when it is awaited.
///
/// The type names none of the arguments, so that the compiler tells an error in one of them once.
pub type Uploading<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// Checks bytes against a rule, including width and height of images.
fn check(rule: &MediaRule, bytes: &[u8], file_name: Option<&str>) -> Result<(), Error> {
    let media = Media { bytes, file_name, pixels: pixels(bytes), ..Media::default() };
    rule.check(&media).map_err(|error| Error::Media(Box::new(error)))
}

/// Width and height of a JPEG, PNG or GIF in pixels; `None` for anything else.
fn pixels(bytes: &[u8]) -> Option<(u64, u64)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u64::try_from(size.width).ok()?, u64::try_from(size.height).ok()?))
}

/// An error about an upload that cannot go on.
fn stuck(what: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::Upload(Box::new(Problem::new("upload", what, remedy)))
}

#[cfg(test)]
mod tests {
    use super::pixels;

    #[test]
    fn pixels_of_an_image_are_width_and_height() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03".as_slice();
        let gif = b"GIF89a\x02\x01\x03\0\0\0".as_slice();
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\0\x03\x01\x02\x03".as_slice();
        for (name, bytes) in [("png", png), ("gif", gif), ("jpeg", jpeg)] {
            assert_eq!(pixels(bytes), Some((258, 3)), "{name}");
        }
    }

    #[test]
    fn pixels_of_other_bytes_are_unknown() {
        for bytes in [b"".as_slice(), b"%PDF-1.7", b"\xff\xd8\xff\xda", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
            assert_eq!(pixels(bytes), None, "{bytes:?}");
        }
    }
}
