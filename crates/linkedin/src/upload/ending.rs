//! The end of an upload in parts, which is told once.

use restli_client::{Error, UploadJournal};

/// Tells the end of an upload once, also where the answer was lost or the program was killed before it: `has_ended` looks it up. If the end is
/// refused and the addresses have expired, the journal forgets the upload.
pub(super) async fn end<F>(
    journal: Option<&UploadJournal>,
    is_expired: bool,
    tell: impl Future<Output = Result<(), Error>>,
    has_ended: impl Fn() -> F,
) -> Result<(), Error>
where
    F: Future<Output = Result<bool, Error>>,
{
    let told = async {
        match tell.await {
            Err(error) if error.is_outcome_unknown() && matches!(has_ended().await, Ok(true)) => Ok(()),
            other => other,
        }
    };
    let Some(journal) = journal else { return told.await };
    // A look-up that fails leaves the question open: nothing is told on suspicion.
    if !(journal.is_end_told() && has_ended().await?) {
        journal.tell_end().await?;
        if let Err(error) = told.await {
            if is_expired && is_refused(&error) {
                journal.forget().await?;
            }
            return Err(error);
        }
    }
    journal.ended().await
}

/// Returns `true` if the same request will be refused again, whatever the token and the time.
pub(super) fn is_refused(error: &Error) -> bool {
    error.status().is_some_and(|status| status.is_client_error() && !matches!(status.as_u16(), 401 | 408 | 429))
}
