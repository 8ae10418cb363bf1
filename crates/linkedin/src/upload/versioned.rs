//! Uploads of the versioned API.

use bytes::Bytes;
use restli_client::{Error, IntoUrn};

use super::{Uploading, check, stuck};
use crate::Client;
use crate::api::media::{DOCUMENT, IMAGE, VIDEO};
use crate::content::{DocumentUploadRequest, FinalizeVideoRequest, ImageUploadRequest, MediaOwnerUrn, VideoPart, VideoUploadRequest};
use crate::permits::content::{DocumentsInitializeUpload, ImagesInitializeUpload, VideosFinalizeUpload, VideosInitializeUpload};
use crate::urns::{DocumentUrn, ImageUrn, VideoUrn};

/// Uploads an image: JPEG, PNG or GIF.
///
/// The owner must be the author of the post. LinkedIn processes the image after the upload; a post may name it at once.
///
/// # Errors
/// If the bytes are not such an image, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_image<C>(client: &Client<C>, owner: impl IntoUrn<MediaOwnerUrn>, bytes: impl Into<Bytes>) -> Uploading<'_, ImageUrn>
where
    C: ImagesInitializeUpload,
{
    let (request, bytes) = (ImageUploadRequest::new(owner), bytes.into());
    Box::pin(async move {
        check(&IMAGE, &bytes, None)?;
        let upload = client.images().initialize_upload(&request).await?;
        client.runtime().upload(&upload.upload_url, bytes).await?;
        Ok(upload.image)
    })
}

/// Uploads a document: PDF, a slide deck or Word. The file name tells the format where the bytes do not.
///
/// The owner must be the author of the post.
///
/// # Errors
/// If the bytes are not such a document, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_document<'c, C>(
    client: &'c Client<C>,
    owner: impl IntoUrn<MediaOwnerUrn>,
    file_name: &'c str,
    bytes: impl Into<Bytes>,
) -> Uploading<'c, DocumentUrn>
where
    C: DocumentsInitializeUpload,
{
    let (request, bytes) = (DocumentUploadRequest::new(owner), bytes.into());
    Box::pin(async move {
        check(&DOCUMENT, &bytes, Some(file_name))?;
        let upload = client.documents().initialize_upload(&request).await?;
        client.runtime().upload(&upload.upload_url, bytes).await?;
        Ok(upload.document)
    })
}

/// Uploads a video: MP4. The parts go one after the other, then the upload is finalized.
///
/// The owner must be the author of the post.
///
/// # Errors
/// If the bytes are not such a video, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_video<C>(client: &Client<C>, owner: impl IntoUrn<MediaOwnerUrn>, bytes: impl Into<Bytes>) -> Uploading<'_, VideoUrn>
where
    C: VideosInitializeUpload + VideosFinalizeUpload,
{
    let bytes = bytes.into();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let request = VideoUploadRequest::new(owner, size);
    Box::pin(async move {
        check(&VIDEO, &bytes, None)?;
        let upload = client.videos().initialize_upload(&request).await?;
        let mut ids = Vec::with_capacity(upload.upload_instructions.len());
        for part in &upload.upload_instructions {
            let answer = client.runtime().upload(&part.upload_url, slice(&bytes, part)?).without_token().await?;
            let id = answer.etag.ok_or_else(|| stuck("the answer to a part has no `ETag`", "upload the video again"))?;
            ids.push(id.trim_matches('"').to_owned());
        }
        let end = FinalizeVideoRequest::new(upload.video.clone(), ids).upload_token(upload.upload_token);
        client.videos().finalize_upload(&end).await?;
        Ok(upload.video)
    })
}

/// The bytes of a part, up to and including its last byte.
fn slice(bytes: &Bytes, part: &VideoPart) -> Result<Bytes, Error> {
    let bounds = usize::try_from(part.first_byte).ok().zip(usize::try_from(part.last_byte).ok());
    match bounds {
        Some((first, last)) if first <= last && last < bytes.len() => Ok(bytes.slice(first..=last)),
        _ => {
            let what = format!("LinkedIn asks for bytes {} to {} of {}", part.first_byte, part.last_byte, bytes.len());
            Err(stuck(what, "begin the upload again"))
        }
    }
}
