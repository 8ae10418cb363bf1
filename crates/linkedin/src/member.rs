//! Fields of members that LinkedIn sends in more than one form: of the
//! [sign-in](https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2) and of the
//! [full profile](https://learn.microsoft.com/en-us/linkedin/shared/references/v2/profile/full-profile).

use linkedin_client::profile::{UserInfo, UserInfoLocale};
use restli_client::core::Json;
use restli_client::core::data::{Data, DecodeError};
use restli_client::core::json;

/// The locale of the member as `en-US`, whether it was sent as text or as an object.
#[must_use]
pub fn locale(member: &UserInfo) -> Option<String> {
    match member.locale.as_ref()? {
        UserInfoLocale::Text(text) => Some(text.replace('_', "-")),
        UserInfoLocale::Record(locale) => {
            let country = locale.country.as_ref();
            Some(country.map_or_else(|| locale.language.clone(), |country| format!("{}-{country}", locale.language)))
        }
        _ => None,
    }
}

/// The entries of a list in the full profile, such as positions: LinkedIn sends an array, or an object whose ids give the order. Ids that are
/// numbers are ordered as such.
///
/// # Errors
/// If an entry is not what `T` describes.
pub fn entries<T: Data>(list: &Json) -> Result<Vec<T>, DecodeError> {
    let read = |entry: &Json| json::from_slice(entry.to_string().as_bytes());
    match list {
        Json::Array(entries) => entries.iter().map(read).collect(),
        Json::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            // An id that is no number keeps its place in the order of texts, behind all numbers.
            entries.sort_by_key(|(id, _)| id.parse::<u64>().unwrap_or(u64::MAX));
            entries.into_iter().map(|(_, entry)| read(entry)).collect()
        }
        Json::Null => Ok(Vec::new()),
        single => read(single).map(|entry| vec![entry]),
    }
}
