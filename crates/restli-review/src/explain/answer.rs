//! Errors as they came: the JSON of a body, or the text of an error of a generated client.

use restli_core::Day;
use restli_core::error::ErrorResponse;
use restli_schema::api::{Api, ErrorCode};

use super::entry::Entry;
use super::{operation, tables};

/// The explanations of an error, if the text is one.
pub(super) fn explain(api: &Api, text: &str, today: Day) -> Option<Vec<Entry>> {
    of_json(api, text).or_else(|| of_text(api, text, today))
}

/// The explanation of a body, by the first of: its code, its number, the codes of its inputs, the words of its message, its status.
fn of_json(api: &Api, text: &str) -> Option<Vec<Entry>> {
    let start = text.find('{')?;
    let body = text.get(start..=text.rfind('}')?)?;
    let response = ErrorResponse::from_body(body.as_bytes())?;
    let by_code = |code: &str| api.errors().iter().find(|error| error.name.wire == code);
    let by_number = |number: i64| api.errors().iter().find(|error| error.service_error_codes.contains(&number));
    let message = response.message().unwrap_or_default().to_lowercase();
    let by_words = || api.errors().iter().find(|error| error.messages.iter().any(|words| message.contains(words.as_str())));
    let status = response.status().map(|status| status.to_string());
    let found: Option<&ErrorCode> = (response.code().and_then(by_code))
        .or_else(|| response.service_error_code().and_then(by_number))
        .or_else(|| response.codes().into_iter().find_map(by_code))
        .or_else(by_words)
        .or_else(|| status.as_deref().and_then(by_code));
    Some(vec![match found {
        Some(error) => tables::error(api, error),
        None => Entry::of("error", response.code().unwrap_or("without a code"))
            .maybe("status", status)
            .fact("remedy", "the schema does not list it: look it up in the documentation of the service, and add it to `errors:`"),
    }])
}

/// The explanations of the operations and codes that a text of several words names.
fn of_text(api: &Api, text: &str, today: Day) -> Option<Vec<Entry>> {
    if !text.contains(char::is_whitespace) {
        return None;
    }
    let words: Vec<&str> = text
        .split(|sign: char| !(sign.is_ascii_alphanumeric() || "._".contains(sign)))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<Entry> = Vec::new();
    for error in api.errors().iter().filter(|error| words.contains(&error.name.wire.as_str()) && error.name.wire.parse::<u16>().is_err()) {
        found.push(tables::error(api, error));
    }
    for (_, one) in operation::all(api).filter(|(id, _)| words.contains(&id.as_str())) {
        found.push(operation::entry(api, one, today));
    }
    (!found.is_empty()).then_some(found)
}
