//! Uploads of videos by the versioned API.

use std::sync::Arc;

use restli_client::core::json;
use restli_client::http::Method;
use restli_client::{Error, IntoSource, IntoUrn, OpenSource, Part, Source, Time, UploadJournal, Uploaded};

use super::captions::Captions;
use super::ending::{end, is_refused};
use super::processing::{State, wait};
use super::uploading::{Options, Uploading};
use super::{AGAIN, stuck, unchecked};
use crate::Client;
use crate::api::media::{IMAGE, VIDEO};
use crate::content::{FinalizeVideoRequest, MediaOwnerUrn, MediaStatus, VideoPart, VideoUpload, VideoUploadRequest};
use crate::permits::content::{VideosFinalizeUpload, VideosInitializeUpload};
use crate::urns::VideoUrn;

/// Uploads a video: MP4, from memory, a file or a reader. The parts go one after the other, each again on its own if it fails; then go captions
/// and preview image, if there are any, and the upload is finalized.
///
/// The owner must be the author of the post.
///
/// # Errors
/// If the bytes are not such a video, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_video<C>(client: &Client<C>, owner: impl IntoUrn<MediaOwnerUrn>, source: impl IntoSource) -> Uploading<VideoUrn>
where
    C: VideosInitializeUpload + VideosFinalizeUpload,
{
    let (client, owner, source) = (unchecked(client), owner.into(), source.into());
    Uploading::new(move |options| Box::pin(video_steps(client, owner, source, options)))
}

async fn video_steps(client: Client, owner: MediaOwnerUrn, source: Source, mut options: Options) -> Result<VideoUrn, Error> {
    let source = client.runtime().open_source(source).await?;
    source.check(&VIDEO, None)?;
    options.captions.as_ref().map_or(Ok(()), Captions::check)?;
    let thumbnail = match options.thumbnail.take() {
        Some(image) => Some(client.runtime().open_source(image).await?),
        None => None,
    };
    if let Some(image) = &thumbnail {
        image.check(&IMAGE, None)?;
    }
    let journal = options.journal(&format!("video of {}", owner.as_str()), &source).await?;
    let request = VideoUploadRequest::new(owner, i64::try_from(source.size()).unwrap_or(i64::MAX))
        .upload_captions(options.captions.is_some())
        .upload_thumbnail(thumbnail.is_some());
    let begun = if let Some(begun) = journal.as_ref().and_then(|journal| known(journal)) {
        begun
    } else {
        let begun = client.videos().initialize_upload(&request).await?;
        if let Some(journal) = &journal {
            journal.begin(json::to_string(&begun)).await?;
        }
        begun
    };
    if !journal.as_ref().is_some_and(|journal| journal.is_ended()) {
        let parts = begun.upload_instructions.iter().map(part).collect::<Result<_, _>>()?;
        let mut upload = options.watched_parts(client.runtime().upload_parts(source, parts)).without_token();
        if let Some(journal) = &journal {
            upload = upload.journal(Arc::clone(journal));
        }
        let answers = upload.await?;
        attach(&client, &begun, &options, thumbnail, journal.as_deref()).await?;
        end_video(&client, &begun, &answers, journal.as_deref()).await?;
    }
    let look = || async {
        let video = client.videos().get(&begun.video).await?;
        Ok(State::of(video.status.as_ref(), video.processing_failure_reason))
    };
    wait(begun.video.as_str(), options.available_within, look).await?;
    Ok(begun.video)
}

/// The answer of LinkedIn with which the upload of the journal began, unless parts are missing and their addresses have expired.
fn known(journal: &UploadJournal) -> Option<VideoUpload> {
    let begun: VideoUpload = json::from_slice(journal.begun()?.as_bytes()).ok()?;
    let is_complete = (0..begun.upload_instructions.len()).all(|index| journal.part(index).is_some());
    (is_complete || !is_expired(&begun)).then_some(begun)
}

fn is_expired(begun: &VideoUpload) -> bool {
    begun.upload_urls_expire_at.or(begun.upload_url_expires_at).is_some_and(|end| end <= Time::now())
}

fn part(part: &VideoPart) -> Result<Part, Error> {
    let bounds = u64::try_from(part.first_byte).ok().zip(u64::try_from(part.last_byte).ok());
    let (first, last) = bounds.ok_or_else(|| stuck(format!("LinkedIn asks for bytes {} to {}", part.first_byte, part.last_byte), AGAIN))?;
    Ok(Part::new(&part.upload_url, first, last))
}

/// Sends captions and preview image to their addresses, which are signed, unless the journal has that they arrived.
async fn attach(
    client: &Client,
    begun: &VideoUpload,
    options: &Options,
    thumbnail: Option<OpenSource>,
    journal: Option<&UploadJournal>,
) -> Result<(), Error> {
    const CAPTIONS: &str = "captions";
    const IMAGE: &str = "preview image";
    let is_missing = |what: &str| !journal.is_some_and(|journal| journal.is_attached(what));
    if let Some(captions) = options.captions.as_ref().filter(|_| is_missing(CAPTIONS)) {
        let (kind, form) = captions.form();
        let upload = client.runtime().upload(address(begun.captions_upload_url.as_ref(), CAPTIONS)?, form);
        let sent = upload.method(Method::POST).header("Content-Type", &kind).without_token().await;
        attached(begun, CAPTIONS, sent, journal).await?;
    }
    if let Some(image) = thumbnail.filter(|_| is_missing(IMAGE)) {
        let upload = client.runtime().upload(address(begun.thumbnail_upload_url.as_ref(), IMAGE)?, image);
        let sent = upload.header("media-type-family", "STILLIMAGE").without_token().await;
        attached(begun, IMAGE, sent, journal).await?;
    }
    Ok(())
}

fn address<'a>(url: Option<&'a String>, what: &str) -> Result<&'a str, Error> {
    let remedy = || format!("upload the video without {what}, or {AGAIN}");
    url.map(String::as_str).ok_or_else(|| stuck(format!("LinkedIn gave no address for the {what}"), remedy()))
}

/// Notes what has arrived beside the parts. A refusal before the end of the addresses does not undo the parts: the address was perhaps used, by a
/// call that was killed before it could note that.
async fn attached(begun: &VideoUpload, what: &str, sent: Result<Uploaded, Error>, journal: Option<&UploadJournal>) -> Result<(), Error> {
    let (error, journal) = match (sent, journal) {
        (sent, None) => return sent.map(drop),
        (Ok(_), Some(journal)) => return journal.attached(what).await,
        (Err(error), Some(journal)) => (error, journal),
    };
    if is_expired(begun) {
        journal.forget_refused(&error).await?;
    } else if is_refused(&error) {
        let remedy = format!("call again without the {what} to end this upload, or remove the journal to begin anew");
        return Err(stuck(format!("the {what} cannot be added: {}", error.summary()), remedy));
    }
    Err(error)
}

/// Finalizes the upload once: the status of the video tells whether it was done.
async fn end_video(client: &Client, begun: &VideoUpload, answers: &[Uploaded], journal: Option<&UploadJournal>) -> Result<(), Error> {
    let ids = answers.iter().filter_map(Uploaded::tag).map(str::to_owned).collect();
    let request = FinalizeVideoRequest::new(begun.video.clone(), ids).upload_token(&begun.upload_token);
    let is_finalized = || async {
        let video = client.videos().get(&begun.video).await?;
        Ok(video.status.is_some_and(|status| status != MediaStatus::WaitingUpload))
    };
    let tell = async { client.videos().finalize_upload(&request).await };
    end(journal, is_expired(begun), tell, is_finalized).await
}
