//! A check, and what checks have in common.

use std::fmt::Debug;
use std::pin::Pin;

use anyhow::{Context as _, Result, bail, ensure};
use interop_client::Client;
use interop_client::restli_interop::{Size, SizeParts};
use restli_client::core::data::Data;
use restli_client::core::error::ErrorResponse;
use restli_client::{Error, KeyError};

/// Texts that somebody has to escape: in keys, parameters, bodies and headers.
const SPECIAL: [&str; 19] = [
    "plain",
    "",
    "two words",
    "(),':",
    "List(a,b)",
    "(a:b,c:d)",
    "''",
    "it's",
    "!*;@$.~-_",
    "%&=+/?#",
    "%20 %2F %25",
    "\"<>\\^`{|}[]",
    "tab\tline\nreturn\rdelete\u{7f}",
    "é ß ñ",
    "日本語",
    "\u{1F600}\u{1D11E}",
    "..",
    "\u{a0}\u{ad}ÿ",
    "\u{85}\u{2028}\u{feff}",
];

/// A size of so many pixels.
pub(crate) fn size(width: i32, height: i32) -> Size {
    Size::new(SizeParts { width, height })
}

/// A check.
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) run: fn(Client) -> Running,
}

/// A check on its way.
pub(crate) type Running = Pin<Box<dyn Future<Output = Result<()>>>>;

/// The checks of these functions, each by its name.
macro_rules! checks {
    ($($name:ident),* $(,)?) => {
        pub(crate) const CHECKS: &[$crate::check::Check] =
            &[$($crate::check::Check { name: stringify!($name), run: |client| Box::pin($name(client)) }),*];
    };
}
pub(crate) use checks;

/// Two values are the same.
#[allow(clippy::needless_pass_by_value, reason = "most values are made on the spot")]
pub(crate) fn same<T: Debug + PartialEq>(what: &str, got: T, expected: T) -> Result<()> {
    ensure!(got == expected, "{what}\n  expected: {expected:?}\n  got:      {got:?}");
    Ok(())
}

/// A call answers with this error, whose details name the key.
pub(crate) fn refused<T: Debug>(what: &str, outcome: Result<T, Error>, status: u16, key: &str) -> Result<()> {
    let error = match outcome {
        Ok(value) => bail!("{what}: {value:?} in place of an error"),
        Err(error) => error,
    };
    let error = error.as_api().with_context(|| format!("{what}: an error of another kind: {error}"))?;
    same(what, error.status.as_u16(), status)?;
    let response = error.response.as_ref().with_context(|| format!("{what}: no error response: {error}"))?;
    told(what, response, status, key)
}

/// A key of a batch has this error.
pub(crate) fn failed<T: Debug>(what: &str, outcome: Option<Result<T, &KeyError>>, status: u16, key: &str) -> Result<()> {
    match outcome {
        Some(Err(KeyError::Failed { status: got, error })) => {
            same(what, *got, Some(i32::from(status)))?;
            told(what, error, status, key)
        }
        other => bail!("{what}: {other:?} in place of an error"),
    }
}

/// Everything that the server's errors carry.
fn told(what: &str, error: &ErrorResponse, status: u16, key: &str) -> Result<()> {
    same(what, error.status(), Some(status))?;
    same(what, error.message(), Some(format!("no luck with {key}").as_str()))?;
    same(what, error.code(), Some("UNLUCKY"))?;
    same(what, error.service_error_code(), Some(i64::from(status) * 10))?;
    same(what, error.exception_class(), Some("com.linkedin.restli.server.RestLiServiceException"))?;
    same(what, error.detail_type(), Some("restli.interop.Trouble"))?;
    same(what, error.details(), Some(&decoded(&serde_json::json!({"key": key, "retries": 3}))?))
}

/// A value of a type that only ever comes from the server: the client has no constructor for it.
pub(crate) fn decoded<T: Data>(json: &serde_json::Value) -> Result<T> {
    let text = json.to_string();
    restli_client::core::json::from_slice(text.as_bytes()).with_context(|| format!("the check's own {text}"))
}

/// Every special text.
pub(crate) fn texts() -> impl Iterator<Item = String> {
    SPECIAL.iter().map(|&text| text.to_owned())
}

/// Special texts that reach the server as a key in the path: the server reads `''` there as two quotes (`docs/protocol.md §3.6`), and no URL
/// holds `..`.
pub(crate) fn path_texts() -> impl Iterator<Item = String> {
    texts().filter(|text| !text.is_empty() && text != "..")
}

/// Special texts that come back as a key in a header: the server does not escape them, and a header holds only these characters.
pub(crate) fn header_texts() -> impl Iterator<Item = String> {
    texts().filter(|text| text.chars().all(|one| matches!(one, ' '..='~' | '\u{a0}'..='\u{ff}')))
}
