//! Uploads by the older API, `/v2/assets`.
#![allow(deprecated, reason = "this is the old way")]

use std::sync::Arc;

use restli_client::core::{Map, json};
use restli_client::{Error, IntoSource, IntoUrn, MediaRule, Part, Source, Time, UploadJournal, Uploaded};

use super::ending::end;
use super::processing::{State, wait};
use super::uploading::{Options, Uploading};
use super::{AGAIN, stuck, unchecked};
use crate::Client;
use crate::api::media::{ASSET_IMAGE, ASSET_VIDEO};
use crate::permits::ugc::AssetsRegisterUpload;
use crate::types::AuthorUrn;
use crate::ugc::{
    Asset, CompleteMultipartUploadRequest, MultipartUpload, PartUploadRequest, PartUploadResponse, RecipeStatus, RegisterUploadRequest,
    RegisteredUpload, SupportedUpload, UploadMechanism,
};
use crate::urns::{DigitalmediaAssetUrn, DigitalmediaRecipeUrn};

/// The kind of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssetKind {
    /// JPEG, PNG or GIF, 8 MB at most.
    Image,
    /// MP4 or MOV. More than 200 MB go in parts.
    Video,
}

/// The most bytes that one request may carry.
const MOST: u64 = 200 << 20;

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

/// Registers an upload and sends the bytes, as in LinkedIn's integration guides; a video of more than 200 MB goes in parts. The result goes
/// into the media of a `ugcPosts` post.
///
/// # Errors
/// If the bytes are not of that kind, if a step fails, or if LinkedIn hands out an address that bytes must not go to.
pub fn upload_asset<C>(
    client: &Client<C>,
    kind: AssetKind,
    owner: impl IntoUrn<AuthorUrn>,
    source: impl IntoSource,
) -> Uploading<DigitalmediaAssetUrn>
where
    C: AssetsRegisterUpload,
{
    let request = RegisterUploadRequest::new(owner, vec![DigitalmediaRecipeUrn::new(kind.recipe())]);
    let (client, source) = (unchecked(client), source.into());
    Uploading::new(move |options| Box::pin(asset_steps(client, kind, request, source, options)))
}

async fn asset_steps(
    client: Client,
    kind: AssetKind,
    mut request: RegisterUploadRequest,
    source: Source,
    options: Options,
) -> Result<DigitalmediaAssetUrn, Error> {
    let source = client.runtime().open_source(source).await?;
    source.check(kind.rule(), None)?;
    let mut journal = None;
    if source.size() > MOST {
        journal = options.journal(&format!("{} of {}", kind.recipe(), request.owner.as_str()), &source).await?;
        let size = i64::try_from(source.size()).unwrap_or(i64::MAX);
        request = request.supported_upload_mechanism(vec![SupportedUpload::MultipartUpload]).file_size(size);
    }
    let registered = if let Some(registered) = journal.as_ref().and_then(|journal| known(journal)) {
        registered
    } else {
        let registered = client.assets().register_upload(&request).await?;
        if let Some(journal) = &journal {
            journal.begin(json::to_string(&registered)).await?;
        }
        registered
    };
    match &registered.upload_mechanism {
        UploadMechanism::MediaUploadHttpRequest(target) => {
            let mut upload = options.watched(client.runtime().upload(&target.upload_url, source));
            for (name, value) in &target.headers {
                upload = upload.header(name, value);
            }
            if kind == AssetKind::Video {
                upload = upload.without_token();
            }
            upload.await?;
        }
        UploadMechanism::MultipartUpload(_) if journal.as_ref().is_some_and(|journal| journal.is_ended()) => {}
        UploadMechanism::MultipartUpload(target) => {
            let parts = target.part_upload_requests.iter().map(part).collect::<Result<_, _>>()?;
            let mut upload = options.watched_parts(client.runtime().upload_parts(source, parts)).without_token();
            if let Some(journal) = &journal {
                upload = upload.journal(Arc::clone(journal));
            }
            let answers = upload.await?;
            end_asset(&client, &registered, target, &answers, journal.as_deref()).await?;
        }
        _ => {
            return Err(stuck("LinkedIn wants the bytes in a way that is not known", "use `upload_video`"));
        }
    }
    let look = || async { client.assets().get(id(&registered.asset)?).await.map(|asset| state(&asset)) };
    wait(registered.asset.as_str(), options.available_within, look).await?;
    Ok(registered.asset)
}

/// The answer of LinkedIn with which the upload of the journal began, unless parts are missing and their addresses have expired.
fn known(journal: &UploadJournal) -> Option<RegisteredUpload> {
    let registered: RegisteredUpload = json::from_slice(journal.begun()?.as_bytes()).ok()?;
    let UploadMechanism::MultipartUpload(target) = &registered.upload_mechanism else { return None };
    let is_open = |(index, part): (usize, &PartUploadRequest)| journal.part(index).is_some() || !is_expired(part);
    target.part_upload_requests.iter().enumerate().all(is_open).then_some(registered)
}

fn is_expired(part: &PartUploadRequest) -> bool {
    part.url_expires_at.is_some_and(|end| end <= Time::now())
}

fn part(request: &PartUploadRequest) -> Result<Part, Error> {
    let bounds =
        request.byte_range.as_ref().and_then(|range| u64::try_from(range.first_byte).ok().zip(u64::try_from(range.last_byte).ok()));
    let (first, last) = bounds.ok_or_else(|| stuck("LinkedIn does not say which bytes a part has", AGAIN))?;
    Ok(request.headers.iter().fold(Part::new(&request.url, first, last), |part, (name, value)| part.header(name, value)))
}

/// Completes an upload in parts once: the state of the asset tells whether it was done.
async fn end_asset(
    client: &Client,
    registered: &RegisteredUpload,
    target: &MultipartUpload,
    answers: &[Uploaded],
    journal: Option<&UploadJournal>,
) -> Result<(), Error> {
    let missing = || stuck("LinkedIn did not say which rendering is uploaded", AGAIN);
    let artifact = registered.media_artifact.clone().ok_or_else(missing)?;
    let response = |answer: &Uploaded| {
        let headers: Map<String> = answer.etag.iter().map(|etag| ("ETag".to_owned(), etag.clone())).collect();
        PartUploadResponse::new(headers, i32::from(answer.status.as_u16()))
    };
    let metadata = target.metadata.clone().unwrap_or_default();
    let request = CompleteMultipartUploadRequest::new(artifact, metadata, answers.iter().map(response).collect());
    let is_complete = || async {
        let recipes = client.assets().get(id(&registered.asset)?).await?.recipes.unwrap_or_default();
        let waits = |status: &RecipeStatus| matches!(status, RecipeStatus::New | RecipeStatus::WaitingUpload | RecipeStatus::Incomplete);
        Ok(!recipes.is_empty() && recipes.iter().all(|recipe| recipe.status.as_ref().is_some_and(|status| !waits(status))))
    };
    let tell = async { client.assets().complete_multi_part_upload(&request).await };
    end(journal, target.part_upload_requests.iter().any(is_expired), tell, is_complete).await
}

/// The key of an asset.
fn id(asset: &DigitalmediaAssetUrn) -> Result<String, Error> {
    asset.key().ok_or_else(|| stuck(format!("{} has no key", asset.as_str()), AGAIN))
}

/// The state of an asset: that of its recipes.
fn state(asset: &Asset) -> State {
    let statuses: Vec<&RecipeStatus> = asset.recipes.iter().flatten().filter_map(|recipe| recipe.status.as_ref()).collect();
    let is = |wanted: &[RecipeStatus]| statuses.iter().copied().find(|status| wanted.contains(status));
    match (is(&[RecipeStatus::ClientError, RecipeStatus::ServerError]), statuses.iter().find(|status| ***status != RecipeStatus::Available))
    {
        (Some(failed), _) => State::Failed(Some(failed.as_str().to_owned())),
        (None, Some(status)) => State::Underway(status.as_str().to_owned()),
        (None, None) if statuses.is_empty() => State::Underway("without a status".to_owned()),
        (None, None) => State::Available,
    }
}
