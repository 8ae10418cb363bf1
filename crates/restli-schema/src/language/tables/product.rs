//! A product file.

use super::common::{DOC, EVIDENCE, INHERITED, RUST, X};
use super::event::EVENT;
use super::resource::RESOURCE;
use super::types::TYPES;
use crate::language::notation::{CRATE, NAMESPACE, SEGMENT, WIRE};
use crate::language::shape::{Shape, Value, may, need};

/// The shape of a product file, which lies beside `api.yaml`.
pub static PRODUCT: Shape = Shape {
    name: "product",
    doc: "One product of an API: a module and a cargo feature of the generated client.",
    groups: &[
        &[
            need("product", Value::Written(&CRATE), "Name of the module and of the feature."),
            may("namespace", Value::Written(&NAMESPACE), "Namespace of the types below. That of the API if left out."),
            may("rules", Value::Map(&INHERITED), "Rules for the whole product."),
            may("types", TYPES, "Types."),
            may(
                "resources",
                Value::Table { names: "resource names", written: &SEGMENT, value: &Value::Map(&RESOURCE), empty: false },
                "Resources.",
            ),
            may(
                "events",
                Value::Table { names: "names of events", written: &WIRE, value: &Value::Map(&EVENT), empty: false },
                "Events that the service tells webhooks of.",
            ),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};
