//! Errors as they came: the JSON of a body, also within a log, and texts of clients in any language.

use restli_core::error::ErrorResponse;
use restli_core::{Day, Json};
use restli_schema::api::{Api, ErrorCode};
use restli_schema::operations;

use super::entry::Entry;
use super::{meant, operation, tables};

/// The most places at which JSON is looked for.
const MOST: usize = 64;

/// The members that tell an error from other JSON.
const MEMBERS: [&str; 7] = ["status", "serviceErrorCode", "code", "message", "error", "errorDetailType", "exceptionClass"];

/// The explanations of an error, and of the operations beside it, if the text is one.
pub(super) fn explain(api: &Api, text: &str, today: Day) -> Option<Vec<Entry>> {
    let mut found: Vec<Entry> = of_json(api, text).into_iter().collect();
    let words: Vec<&str> = text
        .split(|sign: char| !(sign.is_ascii_alphanumeric() || "._".contains(sign)))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 {
        let mut errors = if found.is_empty() { codes(api, &words) } else { Vec::new() };
        if found.is_empty() && errors.is_empty() {
            errors = by_members(api, text).or_else(|| status(api, &words)).into_iter().collect();
        }
        found.extend(errors.into_iter().map(|error| tables::error(api, error)));
        let named = operations::all(api).filter(|(id, _)| words.contains(&id.as_str())).map(|(_, one)| one);
        let mut calls: Vec<_> = named.collect();
        if calls.is_empty() {
            calls = meant::within(api, text);
        }
        found.extend(calls.into_iter().map(|one| operation::entry(one, today)));
    }
    (!found.is_empty()).then_some(found)
}

/// The explanation of the first error in JSON that a text has in it.
pub(super) fn of_json(api: &Api, text: &str) -> Option<Entry> {
    let starts = text.match_indices('{').take(MOST).filter_map(|(at, _)| text.get(at..));
    let values = starts.filter_map(|text| serde_json::Deserializer::from_str(text).into_iter::<Json>().next()?.ok());
    let body = values.into_iter().find(|value| MEMBERS.iter().any(|name| value.get(name).is_some()))?;
    let response = ErrorResponse::from_body(body.to_string().as_bytes())?;
    Some(match error(api, &response) {
        Some(error) => tables::error(api, error),
        None => Entry::of("error", response.code().unwrap_or("without a code"))
            .maybe("status", response.status().map(|status| status.to_string()))
            .fact("remedy", "the schema does not list it: look it up in the documentation of the service, and add it to `errors:`"),
    })
}

/// The error of a response, by the first of: its code, its number, the codes of its inputs, the words of its message, its status.
fn error<'a>(api: &'a Api, response: &ErrorResponse) -> Option<&'a ErrorCode> {
    let by_code = |code: &str| api.errors().iter().find(|error| error.name.wire == code);
    let by_number = |number: i64| api.errors().iter().find(|error| error.service_error_codes.contains(&number));
    let message = response.message().unwrap_or_default().to_lowercase();
    let by_words = || api.errors().iter().find(|error| error.messages.iter().any(|words| message.contains(words.as_str())));
    let status = response.status().map(|status| status.to_string());
    (response.code().and_then(by_code))
        .or_else(|| response.as_json().get("error")?.as_str().and_then(by_code))
        .or_else(|| response.service_error_code().and_then(by_number))
        .or_else(|| response.codes().into_iter().find_map(by_code))
        .or_else(by_words)
        .or_else(|| status.as_deref().and_then(by_code))
}

/// The errors whose codes or long numbers are words of a text.
fn codes<'a>(api: &'a Api, words: &[&str]) -> Vec<&'a ErrorCode> {
    let is_number = |name: &str| name.bytes().all(|one| one.is_ascii_digit());
    let by_code = |error: &&ErrorCode| words.contains(&error.name.wire.as_str()) && !is_number(&error.name.wire);
    let found: Vec<&ErrorCode> = api.errors().iter().filter(by_code).collect();
    if !found.is_empty() {
        return found;
    }
    let numbers: Vec<i64> = words.iter().filter(|word| word.len() > 3).filter_map(|word| word.parse().ok()).collect();
    api.errors().iter().filter(|error| error.service_error_codes.iter().any(|own| numbers.contains(own))).collect()
}

/// The error by the members of a body that is written in another language than JSON, or within quotes: `'serviceErrorCode': 100`.
fn by_members<'a>(api: &'a Api, text: &str) -> Option<&'a ErrorCode> {
    let value = |name: &str| {
        let (_, behind) = text.split_once(name)?;
        let behind = behind.trim_start_matches(|sign: char| "\\\"'`:=> ".contains(sign));
        behind.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).next().filter(|value| !value.is_empty())
    };
    let number = |name: &str| value(name)?.parse::<i64>().ok();
    let body = serde_json::json!({"serviceErrorCode": number("serviceErrorCode"), "status": number("status")});
    error(api, &ErrorResponse::from_body(body.to_string().as_bytes())?)
}

/// The error of an HTTP status that a text tells: `403 Client Error`, `status code 403`, `HTTP/1.1 403`.
fn status<'a>(api: &'a Api, words: &[&str]) -> Option<&'a ErrorCode> {
    let is_place = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|before| ["line", "port"].contains(before));
    let mut told = words.iter().enumerate().filter(|(at, word)| word.len() == 3 && !is_place(*at));
    told.find_map(|(_, word)| api.errors().iter().find(|error| error.name.wire == *word))
}
