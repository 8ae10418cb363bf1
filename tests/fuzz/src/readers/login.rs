//! Login: what the browser brings back, and what the token endpoint answers.

use std::sync::LazyLock;

use http::StatusCode;
use restli_client::__fuzz::token_response;
use restli_client::OAuth;

use super::shop::API;

static APP: LazyLock<OAuth> = LazyLock::new(|| OAuth::new(&API, "id", "client-secret", "https://app.example/callback").expect("an app"));

/// The state of the session that the callbacks come to.
const STATE: &str = "state-of-the-session";

/// Words of callbacks.
pub(super) const CALLBACK: &[&str] = &[
    "?",
    "&",
    "=",
    "#",
    "+",
    "%",
    "%20",
    "%00",
    "%FF",
    "code=",
    "state=",
    STATE,
    "state=state-of-the-session",
    "error=user_cancelled_login",
    "error_description=",
    "https://app.example/callback?",
    "//",
    "@",
    "é",
    "\n",
];

pub(super) fn callback(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match APP.callback(text, STATE) {
        Ok(code) => {
            assert_eq!(format!("{code:?}"), "AuthorizationCode { code: SecretBox<str>([REDACTED]), requested: None, verifier: None }");
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(shown.chars().count() < 4000, "a message of {} characters", shown.chars().count());
        }
    }
    assert!(APP.callback(text, "").is_err(), "no state fits every callback");
}

/// Secrets that no output may show.
const SECRET: &str = "AQX-secret-token";

/// Words of token answers.
pub(super) const TOKEN: &[&str] = &[
    "200\n",
    "400\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "1",
    "-1",
    "1e400",
    "18446744073709551615",
    "\"access_token\":",
    "\"AQX-secret-token\"",
    "\"expires_in\":",
    "\"5184000\"",
    "\"refresh_token\":",
    "\"refresh_token_expires_in\":",
    "\"scope\":",
    "\"r_things,w_things\"",
    "\"token_type\":",
    "\"bearer\"",
    "\"id_token\":",
    "\"error\":",
    "\"error_description\":",
    "é",
];

/// The first line is the status, the rest is the body.
pub(super) fn token(input: &[u8]) {
    let end = input.iter().position(|octet| *octet == b'\n').unwrap_or(0);
    let (status, body) = input.split_at(end);
    let status = StatusCode::from_bytes(status).unwrap_or(StatusCode::OK);
    let shown = match token_response(&APP, status, body) {
        Ok(token) => {
            let _ = (token.expires_in(), token.needs_renewal(std::time::SystemTime::UNIX_EPOCH), token.granted());
            format!("{token:?}")
        }
        Err(error) => format!("{error}{error:?}"),
    };
    // An error's own words are shown; a token is not among them.
    assert!(!status.is_success() || !shown.contains(SECRET), "the token is shown: {shown}");
}
