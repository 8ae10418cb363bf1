//! The keys that sign ID tokens: fetched once, and again for a key that is not known.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use restli_core::Json;
use serde_core::Deserialize as _;
use tokio::time::Instant;

use super::endpoint;
use crate::error::{LoginStep, OAuthError};
use crate::send::wire::Wire;
use crate::tables::ApiInfo;

/// The time after which keys are fetched anew, so that one that was taken back is not trusted for longer.
const LONGEST_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// The time in which no unknown key is looked for after one that was not found: forged tokens name any.
const PAUSE: Duration = Duration::from_secs(30);

/// The time in which a fetch that failed is the answer for everybody: whoever has waited for it does not wait for another one.
const REST: Duration = Duration::from_secs(3);

/// The keys of a provider. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Keys {
    kept: Arc<Mutex<Kept>>,
    /// Held by the task that fetches keys. Whose key is known does not wait for it.
    fetching: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct Kept {
    keys: Vec<Jwk>,
    fetched_at: Option<Instant>,
    missed_at: Option<Instant>,
    failed: Option<(Instant, OAuthError)>,
}

impl Keys {
    /// The key of a number; `None` if the provider has none. All who wait share one request, whether it fails or not.
    pub(super) async fn find(
        &self,
        number: Option<&str>,
        wire: &Wire,
        api: &'static ApiInfo,
        address: &str,
    ) -> Result<Option<DecodingKey>, OAuthError> {
        if let Some(known) = self.kept().known(number) {
            return known;
        }
        let _turn = self.fetching.lock().await;
        if let Some(known) = self.kept().known(number) {
            return known;
        }
        let now = Instant::now();
        let fetched = endpoint::keys(wire, api, address).await.and_then(|answer| usable(&answer));
        let mut kept = self.kept();
        kept.keys = fetched.inspect_err(|error| kept.failed = Some((Instant::now(), error.clone())))?;
        kept.fetched_at = Some(now);
        let key = kept.find(number);
        kept.missed_at = key.is_none().then_some(now);
        Ok(key)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// The answer about a key of a number that needs no fetch; `None` if there is none.
    fn known(&self, number: Option<&str>) -> Option<Result<Option<DecodingKey>, OAuthError>> {
        let is_recent = |time: Option<Instant>, limit: Duration| time.is_some_and(|time| time.elapsed() < limit);
        if is_recent(self.fetched_at, LONGEST_AGE) {
            let key = self.find(number);
            if key.is_some() || is_recent(self.missed_at, PAUSE) {
                return Some(Ok(key));
            }
        }
        self.failed.as_ref().filter(|(at, _)| is_recent(Some(*at), REST)).map(|(_, error)| Err(error.clone()))
    }

    /// The key of a number. A token without one means the only key that there is.
    fn find(&self, number: Option<&str>) -> Option<DecodingKey> {
        let key = match (number, self.keys.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(number), keys) => keys.iter().find(|key| key.common.key_id.as_deref() == Some(number)),
        };
        DecodingKey::from_jwk(key?).ok()
    }
}

/// The keys of an answer that can be used. One of a kind that is not known stands in nobody's way.
fn usable(answer: &Json) -> Result<Vec<Jwk>, OAuthError> {
    let keys = answer.get("keys").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let keys: Vec<Jwk> = keys.iter().filter_map(|key| Jwk::deserialize(key).ok()).filter(is_for_signatures).collect();
    let step = LoginStep::Keys;
    if keys.is_empty() {
        Err(OAuthError::local(step, "the answer has no key that can be used".to_owned(), step.remedy()))
    } else {
        Ok(keys)
    }
}

fn is_for_signatures(key: &Jwk) -> bool {
    let usage = key.common.public_key_use.as_ref();
    matches!(key.algorithm, AlgorithmParameters::RSA(_)) && usage.is_none_or(|usage| *usage == PublicKeyUse::Signature)
}
