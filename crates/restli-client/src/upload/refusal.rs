//! The meaning of a refusal by an upload address, which does not depend on the scopes of the token.

use http::StatusCode;

use crate::error::Error;
use crate::tables::ErrorInfo;

const NEW_ADDRESS: &str = "ask for a new address and send each part to its own, soon and once";

/// Causes and remedies of bare statuses of an upload address.
static REFUSALS: [ErrorInfo; 4] = [
    ErrorInfo::new(
        "401",
        401,
        "the address takes no token, or not this one, or its signature has expired",
        "an address that is signed wants no token (`without_token`); if it wants one, renew the token, and ask for a new address",
    ),
    ErrorInfo::new(
        "403",
        403,
        "the address has expired, was used before, is for another part of the file, or takes no token",
        "ask for a new address and send each part to its own, soon and once; an address that is signed wants no token (`without_token`)",
    ),
    ErrorInfo::new(
        "404",
        404,
        "the address is not known: it has expired, is cut off, or belongs to an upload that was given up",
        NEW_ADDRESS,
    ),
    ErrorInfo::new("410", 410, "the address has expired, or its upload has ended", NEW_ADDRESS),
];

/// The cause and the remedy of a redirect, whatever its status.
static REDIRECT: ErrorInfo =
    ErrorInfo::new("300", 300, "the server points elsewhere, and bytes go to the address that was handed out alone", NEW_ADDRESS);

/// The entry of a status.
fn of_status(status: StatusCode) -> Option<&'static ErrorInfo> {
    let refusal = REFUSALS.iter().find(|refusal| refusal.status == status.as_u16());
    refusal.or_else(|| status.is_redirection().then_some(&REDIRECT))
}

/// Returns `true` if the error is the refusal of an address, and not of the bytes.
pub(super) fn is_of_address(error: &Error) -> bool {
    matches!(error, Error::Api(error) if REFUSALS.iter().any(|refusal| refusal.status == error.status.as_u16()))
}

/// The error of an upload, with the cause of a status about which neither the answer nor the API says more.
pub(super) fn explained(error: Error) -> Error {
    match error {
        Error::Api(mut error) if error.info.is_none_or(|info| info.code == error.status.as_str()) => {
            error.info = of_status(error.status).or(error.info);
            Error::Api(error)
        }
        other => other,
    }
}
