//! Uploads of images and documents by the versioned API.

use restli_client::{Error, IntoSource, IntoUrn, Source};

use super::processing::{State, wait};
use super::unchecked;
use super::uploading::{Options, Uploading};
use crate::Client;
use crate::api::media::{DOCUMENT, IMAGE};
use crate::content::{DocumentUploadRequest, ImageUploadRequest, MediaOwnerUrn};
use crate::permits::content::{DocumentsInitializeUpload, ImagesInitializeUpload};
use crate::urns::{DocumentUrn, ImageUrn};

/// Uploads an image: JPEG, PNG or GIF, from memory, a file or a reader.
///
/// The owner must be the author of the post. LinkedIn processes the image after the upload; a post may name it at once.
///
/// # Errors
/// If the bytes are not such an image, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_image<C>(client: &Client<C>, owner: impl IntoUrn<MediaOwnerUrn>, source: impl IntoSource) -> Uploading<ImageUrn>
where
    C: ImagesInitializeUpload,
{
    let (client, request, source) = (unchecked(client), ImageUploadRequest::new(owner), source.into());
    Uploading::new(move |options| Box::pin(image_steps(client, request, source, options)))
}

async fn image_steps(client: Client, request: ImageUploadRequest, source: Source, options: Options) -> Result<ImageUrn, Error> {
    let source = client.runtime().open_source(source).await?;
    source.check(&IMAGE, None)?;
    let upload = client.images().initialize_upload(&request).await?;
    options.watched(client.runtime().upload(&upload.upload_url, source)).await?;
    let look = || async { client.images().get(&upload.image).await.map(|image| State::of(image.status.as_ref(), None)) };
    wait(upload.image.as_str(), options.available_within, look).await?;
    Ok(upload.image)
}

/// Uploads a document: PDF, a slide deck or Word, from memory, a file or a reader. The file name tells the format where the bytes do not.
///
/// The owner must be the author of the post.
///
/// # Errors
/// If the bytes are not such a document, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_document<C>(
    client: &Client<C>,
    owner: impl IntoUrn<MediaOwnerUrn>,
    file_name: &str,
    source: impl IntoSource,
) -> Uploading<DocumentUrn>
where
    C: DocumentsInitializeUpload,
{
    let (client, request, source) = (unchecked(client), DocumentUploadRequest::new(owner), source.into());
    let file_name = file_name.to_owned();
    Uploading::new(move |options| Box::pin(document_steps(client, request, file_name, source, options)))
}

async fn document_steps(
    client: Client,
    request: DocumentUploadRequest,
    file_name: String,
    source: Source,
    options: Options,
) -> Result<DocumentUrn, Error> {
    let source = client.runtime().open_source(source).await?;
    source.check(&DOCUMENT, Some(&file_name))?;
    let upload = client.documents().initialize_upload(&request).await?;
    options.watched(client.runtime().upload(&upload.upload_url, source)).await?;
    let look = || async { client.documents().get(&upload.document).await.map(|document| State::of(document.status.as_ref(), None)) };
    wait(upload.document.as_str(), options.available_within, look).await?;
    Ok(upload.document)
}
