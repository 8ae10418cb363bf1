//! Entries of the error catalogue.

use super::common::{EVIDENCE, X};
use super::situations::SITUATIONS;
use crate::language::notation::MESSAGE;
use crate::language::shape::{Shape, Value, WHOLE, Word, may, word};

static PASSES: &[Word] = &[
    word("soon", "After a pause of seconds or minutes: a call that may be sent twice is sent again."),
    word("with_quota", "With the new window of the quota that is used up."),
    word("never", "Not at all: something else must change."),
];

static TOKEN_FAULT: &[Word] = &[
    word("missing", "The request carries no token."),
    word("invalid", "The server does not know the token."),
    word("expired", "The token is past its end. A client that can renew it does so, and sends the call again once."),
    word("revoked", "The token was withdrawn before its end. Consent is needed again."),
];

#[allow(clippy::indexing_slicing, reason = "constants have no iterators, and an index out of bounds does not compile")]
pub(super) static ERROR: Shape = Shape {
    name: "error",
    doc: "An entry of the error catalogue.",
    groups: &[
        &[
            may("status", WHOLE, "The HTTP status. May be left out where the name is one."),
            may("cause", Value::Text, "Cause of the error."),
            may("remedy", Value::Text, "Remedy for the caller."),
            may(
                "when",
                Value::List(&Value::Words(&SITUATIONS)),
                "Situations in which a server that keeps to the schema, such as the sandbox, answers with the error.",
            ),
            may("passes", Value::Words(PASSES), "The way in which it passes by itself, where its status does not say it."),
            may("service_error_codes", Value::List(&Value::Integer), "Older numeric codes that mean the same."),
            may(
                "messages",
                Value::List(&Value::Written(&MESSAGE)),
                "Words of the message, in lower case, that tell this error where its code is missing or shared.",
            ),
            may("token", Value::Words(TOKEN_FAULT), "What is wrong with the access token, where the error is about it."),
        ],
        EVIDENCE,
        X,
    ],
    limits: &[],
};
