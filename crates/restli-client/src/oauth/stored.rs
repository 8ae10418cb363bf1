//! A token in the form of stores: JSON with a version, secrets in plain text.

use std::fmt;
use std::time::{Duration, SystemTime};

use restli_core::{Json, Time};
use secrecy::{ExposeSecret, SecretString};
use serde_core::de::Error as _;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Map;

use super::token::Token;
use crate::store::{StoreError, StoreFault};

/// The version of the form that this release writes, and the highest that it reads.
const VERSION: u64 = 1;

/// The remedy for a token of a later version.
const LATER: &str = "update this program: a later release has written the token";
/// The remedy for what is no token.
const UNREADABLE: &str = "save another token with `TokenSource::keep`, or remove this one with `TokenSource::forget`";

/// A token in the form of stores. `Serialize` writes its secrets in plain text, which no other type of this crate does; `Debug` hides them.
///
/// The form is a JSON object with a version, and times in milliseconds since 1970. Members that this release does not know are kept and
/// written back. A later version is refused, because a part of what it says may matter.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use restli_client::{ExposeSecret, StoredToken, Token};
///
/// let token = Token::new("AQX", SystemTime::now() + Duration::from_secs(3600));
/// let text = serde_json::to_string(&token.to_stored())?;
/// let read: StoredToken = serde_json::from_str(&text)?;
/// assert_eq!(read.token().access_token().expose_secret(), "AQX");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct StoredToken {
    token: Token,
    unknown: Map<String, Json>,
}

impl Token {
    /// The token in the form of stores, whose `Serialize` writes the secrets.
    #[must_use]
    pub fn to_stored(&self) -> StoredToken {
        StoredToken { token: self.clone(), unknown: Map::new() }
    }
}

impl StoredToken {
    /// The token.
    #[must_use]
    pub const fn token(&self) -> &Token {
        &self.token
    }

    /// The token, for its next use.
    #[must_use]
    pub fn into_token(self) -> Token {
        self.token
    }

    /// Another token with the unknown members of this one.
    pub(crate) fn with_token(&self, token: &Token) -> Self {
        Self { token: token.clone(), unknown: self.unknown.clone() }
    }

    fn to_json(&self) -> Map<String, Json> {
        let token = &self.token;
        let secret = |secret: &SecretString| Json::from(secret.expose_secret());
        let time = |time: SystemTime| Json::from(Time::from(time).as_millis());
        let mut members = self.unknown.clone();
        let mut put = |name: &str, value: Option<Json>| value.map(|value| members.insert(name.to_owned(), value));
        put("version", Some(VERSION.into()));
        put("access_token", Some(secret(token.access_token())));
        put("issued_at", Some(time(token.issued_at())));
        put("expires_at", Some(time(token.expires_at())));
        put("refresh_token", token.refresh_token().map(secret));
        put("refresh_expires_at", token.refresh_expires_at().map(time));
        put("id_token", token.id_token().map(secret));
        put("granted", token.granted().map(Json::from));
        put("requested", token.requested().map(Json::from));
        put("warn_before_seconds", Some(token.warn_before().as_secs().into()));
        members
    }

    /// Reads what a store keeps at a place.
    pub(crate) fn read(text: &[u8], place: impl fmt::Display) -> Result<Self, StoreError> {
        let json = serde_json::from_slice::<Json>(text);
        let is_later = json.as_ref().is_ok_and(|json| json.get("version").and_then(Json::as_u64) > Some(VERSION));
        let read = json.map_err(|error| error.to_string()).and_then(Self::from_json);
        let remedy = if is_later { LATER } else { UNREADABLE };
        read.map_err(|what| StoreFault { what: format!("{place}: {what}"), remedy }.into())
    }

    /// Reads the form. The problem names the member at fault, and shows no value.
    fn from_json(json: Json) -> Result<Self, String> {
        let Json::Object(members) = json else { return Err("a stored token is an object".to_owned()) };
        let mut members = Members(members);
        match members.take("version", Json::as_u64)? {
            Some(VERSION) => {}
            Some(other) => return Err(format!("the token is of version {other}, and this release reads version {VERSION}")),
            None => return Err("the token has no `version`".to_owned()),
        }
        let access = members.text("access_token")?.filter(|text| !text.is_empty()).ok_or("the token has no `access_token`")?;
        let expires_at = members.time("expires_at")?.ok_or("the token has no `expires_at`")?;
        let mut token = Token::new(access, expires_at);
        if let Some(issued_at) = members.time("issued_at")? {
            token = token.with_issued_at(issued_at);
        }
        let refresh_expires_at = members.time("refresh_expires_at")?;
        if let Some(refresh) = members.text("refresh_token")? {
            token = token.with_refresh_token(refresh, refresh_expires_at);
        }
        if let Some(granted) = members.texts("granted")? {
            token = token.with_granted(granted);
        }
        let (identity, requested) = (members.text("id_token")?, members.texts("requested")?);
        let warn_before = members.take("warn_before_seconds", Json::as_u64)?.map(Duration::from_secs);
        Ok(Self { token: token.restored(identity, requested, warn_before), unknown: members.0 })
    }
}

/// Members that have not been read yet. A `null` counts as absent.
struct Members(Map<String, Json>);

impl Members {
    fn take<T>(&mut self, name: &str, read: impl Fn(&Json) -> Option<T>) -> Result<Option<T>, String> {
        match self.0.remove(name).filter(|value| !value.is_null()) {
            Some(value) => read(&value).map(Some).ok_or_else(|| format!("`{name}` of the token is not what it must be")),
            None => Ok(None),
        }
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        self.take(name, |value| value.as_str().map(str::to_owned))
    }

    fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, String> {
        self.take(name, |value| value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect())
    }

    fn time(&mut self, name: &str) -> Result<Option<SystemTime>, String> {
        self.take(name, |value| Time::from_millis(value.as_i64()?).to_system_time())
    }
}

impl From<Token> for StoredToken {
    fn from(token: Token) -> Self {
        Self { token, unknown: Map::new() }
    }
}

/// Writes the secrets in plain text.
impl Serialize for StoredToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StoredToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Json::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown: Vec<&String> = self.unknown.keys().collect();
        out.debug_struct("StoredToken").field("token", &self.token).field("unknown", &unknown).finish()
    }
}
