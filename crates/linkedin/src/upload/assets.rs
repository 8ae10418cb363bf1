//! Uploads by the older API, `/v2/assets`.
#![allow(deprecated, reason = "this is the old way")]

use bytes::Bytes;
use restli_client::{IntoUrn, MediaRule};

use super::{Uploading, check, stuck};
use crate::Client;
use crate::api::media::{ASSET_IMAGE, ASSET_VIDEO};
use crate::permits::ugc::AssetsRegisterUpload;
use crate::types::AuthorUrn;
use crate::ugc::{RegisterUploadRequest, UploadMechanism};
use crate::urns::{DigitalmediaAssetUrn, DigitalmediaRecipeUrn};

/// The kind of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssetKind {
    /// JPEG, PNG or GIF, 8 MB at most.
    Image,
    /// MP4 or MOV. One request carries 200 MB at most.
    Video,
}

/// The most bytes that one request may carry.
const MOST: usize = 200 << 20;

impl AssetKind {
    const fn rule(self) -> &'static MediaRule {
        match self {
            Self::Image => &ASSET_IMAGE,
            Self::Video => &ASSET_VIDEO,
        }
    }

    const fn recipe(self) -> &'static str {
        match self {
            Self::Image => "feedshare-image",
            Self::Video => "feedshare-video",
        }
    }
}

/// Registers an upload and sends the bytes, as in LinkedIn's integration guides. The result goes into the media of a `ugcPosts` post.
///
/// # Errors
/// If the bytes are not of that kind, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_asset<C>(
    client: &Client<C>,
    kind: AssetKind,
    owner: impl IntoUrn<AuthorUrn>,
    bytes: impl Into<Bytes>,
) -> Uploading<'_, DigitalmediaAssetUrn>
where
    C: AssetsRegisterUpload,
{
    let request = RegisterUploadRequest::new(owner, vec![DigitalmediaRecipeUrn::new(kind.recipe())]);
    let bytes = bytes.into();
    Box::pin(async move {
        check(kind.rule(), &bytes, None)?;
        if bytes.len() > MOST {
            return Err(stuck("more than 200 MB need an upload in parts", "use `upload_video`, or `assets` with `MULTIPART_UPLOAD`"));
        }
        let registered = client.assets().register_upload(&request).await?;
        let UploadMechanism::MediaUploadHttpRequest(target) = registered.upload_mechanism else {
            return Err(stuck("LinkedIn wants the bytes in parts", "use `assets` with `MULTIPART_UPLOAD`"));
        };
        let mut upload = client.runtime().upload(&target.upload_url, bytes);
        for (name, value) in &target.headers {
            upload = upload.header(name, value);
        }
        if kind == AssetKind::Video {
            upload = upload.without_token();
        }
        upload.await?;
        Ok(registered.asset)
    })
}
