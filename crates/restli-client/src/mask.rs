//! Secrets in text that a server wrote: replaced by stars before they can be printed.

use bytes::Bytes;
use reqwest::Url;
use restli_core::Json;

/// Replacement of a secret.
pub(crate) const STARS: &str = "***";

/// Length from which a text is treated as a secret, in bytes. Stars for a shorter one, such as the `test` of a first try, would hide words
/// of the message and protect nothing.
const SHORTEST: usize = 8;

/// Parts of the names of headers, parameters and members whose values are secrets, in small letters without `-` and `_`.
const NAMES: [&str; 10] =
    ["authorization", "cookie", "token", "secret", "password", "apikey", "credential", "signature", "assertion", "session"];

/// Returns `true` for the name of a header, a parameter or a member that carries secrets, such as `Proxy-Authorization`, `Cookie`, `X-Api-Key`
/// and `client_secret`.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let plain = plain_name(name);
    NAMES.iter().any(|part| plain.contains(part))
}

/// The name in small letters, without what is neither letter nor digit.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The parts of an address that may be secrets: its path, and the values of its query as they are written and as they are meant.
pub(crate) fn of_address(url: &Url) -> Vec<String> {
    let written = url.query().unwrap_or_default().split('&').map(|pair| pair.split_once('=').map_or(pair, |(_, value)| value).to_owned());
    let meant = url.query_pairs().map(|(_, value)| value.into_owned());
    std::iter::once(url.path().to_owned()).chain(written).chain(meant).filter(|secret| secret.len() >= SHORTEST).collect()
}

/// The text with stars in place of each secret, including secrets spelt with JSON escapes.
pub(crate) fn masked_text(text: String, secrets: &[String]) -> String {
    let mut long: Vec<&String> = secrets.iter().filter(|secret| secret.len() >= SHORTEST).collect();
    // Longest first, so that no secret is cut by a shorter one inside it.
    long.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let mut out = text;
    for secret in long {
        let escaped = Json::from(secret.as_str()).to_string();
        for spelling in [secret.as_str(), escaped.trim_matches('"')] {
            if out.contains(spelling) {
                out = out.replace(spelling, STARS);
            }
        }
    }
    out
}

/// The body with stars in place of the secret, also in binary bodies and in JSON that spells the secret with escapes.
pub(crate) fn masked_body(body: Bytes, secret: &[u8]) -> Bytes {
    if secret.len() < SHORTEST {
        return body;
    }
    let body = masked_octets(body, secret);
    match respelt(&body).filter(|written| is_in(written.as_bytes(), secret)) {
        Some(written) => masked_octets(written.into(), secret),
        None => body,
    }
}

/// JSON with escapes, serialized again: it spells each character in one way only.
fn respelt(body: &[u8]) -> Option<String> {
    let json = body.contains(&b'\\').then(|| restli_core::json::from_slice::<Json>(body))?;
    json.ok().map(|json| json.to_string())
}

/// Returns `true` if the body holds the secret, in whatever spelling of JSON.
pub(crate) fn is_spelt_in(body: &[u8], secret: &[u8]) -> bool {
    is_in(body, secret) || respelt(body).is_some_and(|written| is_in(written.as_bytes(), secret))
}

/// Returns `true` if the octets hold the secret.
pub(crate) fn is_in(octets: &[u8], secret: &[u8]) -> bool {
    secret.len() >= SHORTEST && octets.windows(secret.len()).any(|part| part == secret)
}

fn masked_octets(octets: Bytes, secret: &[u8]) -> Bytes {
    let next = |rest: &[u8]| rest.windows(secret.len().max(1)).position(|part| part == secret);
    let Some(mut found) = next(&octets) else { return octets };
    let (mut out, mut rest) = (Vec::with_capacity(octets.len()), &octets[..]);
    loop {
        let (before, from) = rest.split_at(found);
        out.extend_from_slice(before);
        out.extend_from_slice(STARS.as_bytes());
        rest = from.get(secret.len()..).unwrap_or_default();
        match next(rest) {
            Some(at) => found = at,
            None => break,
        }
    }
    out.extend_from_slice(rest);
    out.into()
}
