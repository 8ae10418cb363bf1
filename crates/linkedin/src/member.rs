//! Fields of members that LinkedIn sends in more than one form (`docs/linkedin/member.md §3`, `§5`).

use linkedin_client::profile::UserInfo;
use restli_client::core::Json;
use restli_client::core::data::{Data, DecodeError};
use restli_client::core::json;

/// The locale of the member as `en-US`, whether it was sent as text or as an object.
#[must_use]
pub fn locale(member: &UserInfo) -> Option<String> {
    match member.locale.as_ref()? {
        Json::String(text) => Some(text.replace('_', "-")),
        object => {
            let language = object.get("language")?.as_str()?;
            let country = object.get("country").and_then(Json::as_str);
            Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
        }
    }
}

/// `true` if the e-mail address is confirmed; read from a boolean or from its text.
#[must_use]
pub fn email_verified(member: &UserInfo) -> Option<bool> {
    match member.email_verified.as_ref()? {
        Json::Bool(verified) => Some(*verified),
        Json::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The entries of a list in the full profile, such as positions: LinkedIn sends an array, or an object whose ids give the order.
///
/// # Errors
/// If an entry is not what `T` describes.
pub fn entries<T: Data>(list: &Json) -> Result<Vec<T>, DecodeError> {
    let read = |entry: &Json| json::from_slice(entry.to_string().as_bytes());
    match list {
        Json::Array(entries) => entries.iter().map(read).collect(),
        Json::Object(entries) => entries.values().map(read).collect(),
        Json::Null => Ok(Vec::new()),
        single => read(single).map(|entry| vec![entry]),
    }
}
