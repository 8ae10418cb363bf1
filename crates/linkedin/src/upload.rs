//! Uploads of media: checks the rules of the schema before anything is sent, then takes the upload steps of LinkedIn's
//! [images](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api),
//! [videos](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api),
//! [documents](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api) and
//! [assets](https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/vector-asset-api).
//!
//! Bytes come from memory, from a file or from a reader: [`Source`](crate::Source). `docs/uploads.md` has the whole guide.

#[cfg(feature = "ugc")]
mod assets;
#[cfg(feature = "content")]
mod captions;
mod ending;
mod processing;
mod uploading;
#[cfg(feature = "content")]
mod versioned;
#[cfg(feature = "content")]
mod video;

#[cfg(feature = "ugc")]
pub use assets::{AssetKind, upload_asset};
#[cfg(feature = "content")]
pub use captions::Captions;
pub use uploading::Uploading;
#[cfg(feature = "content")]
pub use versioned::{upload_document, upload_image};
#[cfg(feature = "content")]
pub use video::upload_video;

use restli_client::{Error, FromRuntime as _, UploadError, UploadErrorKind};

use crate::Client;

/// The same client without its scopes: the bounds of a function have checked them, and its steps are compiled once.
fn unchecked<C>(client: &Client<C>) -> Client {
    Client::from_runtime(client.runtime().clone())
}

/// The remedy for an answer that a journal would keep.
#[cfg(any(feature = "content", feature = "ugc"))]
const AGAIN: &str = "begin the upload again, without the journal if there is one";

/// An error about an answer that the upload cannot follow.
fn stuck(what: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::Upload(Box::new(UploadError::new(UploadErrorKind::Answer, what, remedy)))
}
