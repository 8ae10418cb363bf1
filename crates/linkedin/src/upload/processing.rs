//! The wait until LinkedIn has processed a medium.

use std::time::Duration;

use restli_client::core::duration;
use restli_client::{Error, UploadError, UploadErrorKind};
use tokio::time::{Instant, sleep, timeout};

/// The first pause between two looks at a medium; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(15);

/// The state of a medium.
pub(super) enum State {
    Available,
    /// Not yet available; the word is LinkedIn's.
    Underway(String),
    /// Failed, with the reason if LinkedIn gives one.
    Failed(Option<String>),
}

#[cfg(feature = "content")]
impl State {
    /// The state by the status of a medium.
    pub(super) fn of(status: Option<&crate::content::MediaStatus>, reason: Option<String>) -> Self {
        use crate::content::MediaStatus;
        match status {
            Some(MediaStatus::Available) => Self::Available,
            Some(MediaStatus::ProcessingFailed) => Self::Failed(reason),
            Some(status) => Self::Underway(status.as_str().to_owned()),
            None => Self::Underway("without a status".to_owned()),
        }
    }
}

/// Waits until a medium is available; `look` reads its state. Without a limit there is no wait. A look that fails is no answer about the
/// medium, which has arrived: the next one follows, unless the token may not look.
pub(super) async fn wait<F>(urn: &str, limit: Option<Duration>, look: impl Fn() -> F) -> Result<(), Error>
where
    F: Future<Output = Result<State, Error>>,
{
    let Some(limit) = limit else { return Ok(()) };
    let started = Instant::now();
    let left = || limit.saturating_sub(started.elapsed());
    let (mut pause, mut last, mut may_look) = (FIRST, "not known".to_owned(), true);
    let failed = |kind, what: String, remedy: &str| Err(Error::Upload(Box::new(UploadError::new(kind, what, remedy).with_medium(urn))));
    while let Ok(state) = timeout(left(), look()).await {
        match state {
            Ok(State::Available) => return Ok(()),
            Ok(State::Failed(reason)) => {
                let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
                let what = format!("LinkedIn could not process {urn}{reason}");
                return failed(
                    UploadErrorKind::ProcessingFailed,
                    what,
                    "check format, size and duration, and upload again, without the journal if there is one",
                );
            }
            Ok(State::Underway(status)) => last = status,
            Err(error) => {
                last = error.summary();
                may_look = !error.is_unauthorized() && !error.is_permission();
            }
        }
        if !may_look {
            break;
        }
        sleep(pause.min(left())).await;
        pause = LONGEST.min(pause * 2);
        if left().is_zero() {
            break;
        }
    }
    let end = if may_look { format!("is not available after {}", duration::words(limit)) } else { "its state cannot be read".to_owned() };
    let what = format!("{urn} has arrived, but {end}: {last}");
    failed(UploadErrorKind::NotAvailable, what, "ask for its status later, and do not upload it again")
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::panic, reason = "a test")]
mod tests {
    use std::cell::Cell;

    use super::super::stuck;
    use super::*;

    const URN: &str = "urn:li:video:C5";

    #[tokio::test(start_paused = true)]
    async fn wait_ends_when_the_medium_is_available_and_looks_seldom() {
        let (looks, started) = (Cell::new(0), Instant::now());
        let look = || async {
            looks.set(looks.get() + 1);
            Ok(if started.elapsed().as_secs() < 60 { State::Underway("PROCESSING".to_owned()) } else { State::Available })
        };
        assert!(wait(URN, Some(Duration::from_secs(600)), look).await.is_ok());
        assert!(looks.get() < 12 && started.elapsed().as_secs() < 76, "{} looks, {:?}", looks.get(), started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn look_that_fails_is_followed_by_another_and_the_medium_is_never_lost() {
        let looks = Cell::new(0);
        let look = |until: u32| {
            looks.set(looks.get() + 1);
            let is_lost = looks.get() < until;
            async move { if is_lost { Err(stuck("the gateway is down", "wait")) } else { Ok(State::Available) } }
        };
        assert!(wait(URN, Some(Duration::from_secs(90)), || look(4)).await.is_ok());
        let error = wait(URN, Some(Duration::from_secs(90)), || look(u32::MAX)).await.expect_err("not available");
        let Error::Upload(error) = error else { panic!("{error}") };
        assert_eq!((error.kind, error.medium.as_deref()), (UploadErrorKind::NotAvailable, Some(URN)));
        let told = "has arrived, but is not available after 90 seconds: upload: the gateway is down; wait";
        assert!(error.problem.what.ends_with(told), "{error}");
    }

    #[tokio::test(start_paused = true)]
    async fn wait_of_the_longest_duration_has_no_limit() {
        let started = Instant::now();
        let look = || async {
            let is_available = started.elapsed().as_secs() > 3600;
            Ok(if is_available { State::Available } else { State::Underway("PROCESSING".to_owned()) })
        };
        assert!(wait(URN, Some(Duration::MAX), look).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn wait_ends_with_its_limit_even_if_no_answer_comes() {
        for answers in [true, false] {
            let started = Instant::now();
            let look = || async {
                if !answers {
                    std::future::pending::<()>().await;
                }
                Ok(State::Underway("PROCESSING".to_owned()))
            };
            let error = wait(URN, Some(Duration::from_secs(90)), look).await.expect_err("not available");
            assert_eq!(started.elapsed().as_secs(), 90);
            let Error::Upload(error) = error else { panic!("{error}") };
            assert_eq!((error.kind, error.medium.as_deref()), (UploadErrorKind::NotAvailable, Some(URN)));
        }
    }
}
