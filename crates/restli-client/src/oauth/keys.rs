//! The keys that sign ID tokens: fetched once, and again for a key that is not known.

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use restli_core::Json;
use serde::Deserialize as _;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::endpoint;
use crate::error::{LoginStep, OAuthError};
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
        http: &reqwest::Client,
        api: &'static ApiInfo,
        address: &str,
    ) -> Result<Option<DecodingKey>, OAuthError> {
        let mut kept = self.kept.lock().await;
        let now = Instant::now();
        let is_recent = |time: Option<Instant>, limit: Duration| time.is_some_and(|time| now.duration_since(time) < limit);
        if is_recent(kept.fetched_at, LONGEST_AGE) {
            let key = kept.find(number);
            if key.is_some() || is_recent(kept.missed_at, PAUSE) {
                return Ok(key);
            }
        }
        if let Some((_, error)) = kept.failed.as_ref().filter(|(at, _)| is_recent(Some(*at), REST)) {
            return Err(error.clone());
        }
        let fetched = endpoint::keys(http.clone(), api, address).await.and_then(|answer| usable(&answer));
        kept.keys = fetched.inspect_err(|error| kept.failed = Some((Instant::now(), error.clone())))?;
        kept.fetched_at = Some(now);
        let key = kept.find(number);
        kept.missed_at = key.is_none().then_some(now);
        Ok(key)
    }
}

impl Kept {
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
