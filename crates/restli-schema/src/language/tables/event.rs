//! Events of webhooks.

use super::common::{DOC, EVIDENCE, RUST, X};
use crate::language::shape::{Limit, NameOf, Shape, Value, may, need};

pub(super) static EVENT: Shape = Shape {
    name: "event",
    doc: "An event that the service tells webhooks of.",
    groups: &[
        &[
            need("body", Value::Name(NameOf::Record), "The record in the body of the call."),
            may("each", Value::Text, "The array in the body whose items are one event each. The whole body is one if left out."),
            may(
                "id",
                Value::List(&Value::Text),
                "Fields that together tell an event from all others, so that one that comes again is known.",
            ),
            may("time", Value::Text, "Field with the time of the event."),
            may("app", Value::Text, "Field of the body with the application that the call is meant for."),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[Limit::Beside("each", "id")],
};
