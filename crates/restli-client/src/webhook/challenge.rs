//! Validation: the challenge by which a service makes sure that an address belongs to the app.

use http::{HeaderValue, Response, header};
use reqwest::Url;
use secrecy::ExposeSecret;

use super::info::Scheme;
use super::refusal::Refusal;
use super::secrets::{Secrets, shown};
use super::signature::sign;

/// Answers a validation by its query, or by the address that was called.
///
/// The answer is a signature of the challenge with the key of the calls: an address that signs whatever it is asked to would sign forged calls,
/// too. A challenge is therefore a UUID, which no body is.
pub(super) fn answer<E>(scheme: &Scheme<E>, secrets: &Secrets, query: &str) -> Result<Response<String>, Refusal> {
    let malformed = |what| Refusal::MalformedChallenge { parameter: scheme.challenge, what };
    // Of an address, the query. What stands before a `?` inside a query has an `=`.
    let query = query.split_once('?').filter(|(address, _)| !address.contains('=')).map_or(query, |(_, query)| query);
    // Only the query matters; the placeholder host makes it a URL that can be parsed.
    let url = Url::parse(&format!("http://webhook/?{query}")).map_err(|_| malformed("cannot be read"))?;
    let value = |name: &str| {
        let mut values = url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value);
        (values.next(), values.next().is_some())
    };
    let challenge = match value(scheme.challenge) {
        (None, _) => return Err(malformed("is not there")),
        (Some(_), true) => return Err(malformed("stands there twice")),
        (Some(challenge), false) if is_uuid(&challenge) => challenge,
        (Some(_), false) => return Err(malformed("is no UUID")),
    };
    let app = value(scheme.app).0;
    let secret = secrets.newest(app.as_deref()).ok_or_else(|| Refusal::WrongApp { app: app.as_deref().map(shown) })?;
    let response = sign(secret.expose_secret().as_bytes(), &challenge).ok_or_else(|| malformed("cannot be signed"))?;
    let body = serde_json::json!({ scheme.challenge: challenge, scheme.response: response });
    let mut response = Response::new(body.to_string());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// Returns whether a text is a UUID: 32 hexadecimal digits in five groups.
fn is_uuid(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if matches!(at, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}
