//! A router of axum for the address of a webhook.

use std::fmt::Display;
use std::sync::Arc;

use axum::Router;
use axum::extract::RawQuery;
use axum::extract::rejection::BytesRejection;
use axum::routing::get;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::refusal::Refusal;
use super::shared::SharedReceiver;

/// A router with the address of a webhook: a GET is a validation and is answered; a POST is checked, its event goes to the handler, and is
/// accepted and answered with status 200 if the handler returns `Ok`. A handler that returns an error, panics or is cancelled gives the event
/// back: the answer is one of failure, and the next attempt is taken. Refusals are answered, and told to `tracing`.
///
/// A body is as large as axum allows, 2 MB; `axum::extract::DefaultBodyLimit`, as a layer of the router, changes it. The path is one of
/// [`Router::route`], which panics if it is none.
///
/// ```
/// use restli_client::webhook::{Receiver, router};
///
/// async fn work<E>(event: E) -> Result<(), std::io::Error> {
///     drop(event); // into a queue
///     Ok(())
/// }
///
/// fn app<E: Send + 'static>(receiver: Receiver<E>) -> axum::Router {
///     router("/hook", receiver, work)
/// }
/// ```
pub fn router<E, H, F, X>(path: &str, receiver: impl Into<SharedReceiver<E>>, handler: H) -> Router
where
    E: Send + 'static,
    H: Fn(E) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<(), X>> + Send,
    X: Display,
{
    let receiver = Arc::new(receiver.into());
    let validating = Arc::clone(&receiver);
    let validate = move |RawQuery(query): RawQuery| async move {
        let answer = validating.challenge(&query.unwrap_or_default());
        answer.unwrap_or_else(|refusal| refused(&refusal))
    };
    let receive = move |headers: HeaderMap, body: Result<Bytes, BytesRejection>| async move {
        match body {
            Ok(body) => take(&receiver, &headers, &body, handler).await.unwrap_or_else(|refusal| refused(&refusal)),
            Err(rejection) => {
                tracing::warn!("the body of a call to the webhook is not read: {}", rejection.body_text());
                bare(rejection.status())
            }
        }
    };
    Router::new().route(path, get(validate).post(receive))
}

/// Checks a call, has its event worked on, and accepts it.
async fn take<E, F, X>(
    receiver: &SharedReceiver<E>,
    headers: &HeaderMap,
    body: &[u8],
    handler: impl Fn(E) -> F,
) -> Result<Response<String>, Refusal>
where
    F: Future<Output = Result<(), X>>,
    X: Display,
{
    let (event, claim) = receiver.verify(headers, body).await?.into_parts();
    let outcome = handler(event).await.map_err(|error| error.to_string());
    if let Err(error) = outcome {
        tracing::error!("the handler of a webhook fails, and gives the event back: {error}");
        return Ok(bare(StatusCode::INTERNAL_SERVER_ERROR));
    }
    claim.keep().await?;
    Ok(bare(StatusCode::OK))
}

fn refused(refusal: &Refusal) -> Response<String> {
    if *refusal == Refusal::Replayed {
        tracing::debug!("{refusal}");
    } else {
        tracing::warn!("{refusal}");
    }
    refusal.response()
}

/// An answer without a body.
fn bare(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    response
}
