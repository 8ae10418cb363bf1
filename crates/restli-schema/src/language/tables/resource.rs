//! Resources.

use super::common::{BASE, DEPRECATED, DOC, EVIDENCE, LIFE, PERMISSIONS, RETIRED, RULES, RUST, X};
use super::method::{ACTION, BATCH_FINDER, FINDER, METHODS};
use super::types::KEY_PART;
use crate::language::notation::{KEY, NAME, SEGMENT, SELECTION, WIRE};
use crate::language::shape::{Entry, Limit, NameOf, Shape, Value, may, need, or_none};

static KINDS: &[Entry] = &[
    may(
        "same_as",
        Value::Text,
        "The resource beside this one, on another base or in other versions, that it equals in all it does not say.",
    ),
    may(
        "without",
        Value::List(&Value::Text),
        "Methods, finders and actions of the resource under `same_as` that this one lacks; one that it names itself takes nothing over from there.",
    ),
    may("collection", Value::Name(NameOf::Record), "The record of its entities, which stand under keys; `bytes` for unstructured data."),
    may(
        "association",
        Value::Name(NameOf::Record),
        "The record of its entities, which stand under compound keys; `bytes` for unstructured data.",
    ),
    may("simple", Value::Name(NameOf::Record), "The record of its one entity; `bytes` for unstructured data."),
    or_none(may("actions", table("action names", &Value::Map(&ACTION)), "Actions. Alone, without an entity, they make a set of actions.")),
];

const fn table(names: &'static str, value: &'static Value) -> Value {
    Value::Table { names, written: &WIRE, value, empty: true }
}

pub(in crate::language) static RESOURCE: Shape = Shape {
    name: "resource",
    doc: "A resource with its methods.",
    groups: &[
        KINDS,
        &[
            may(
                "path",
                Value::Text,
                "Path below the base, or below an entity of the parent. `/` and the name of the resource if left out.",
            ),
            or_none(may(
                "key",
                Value::Either(&[
                    Value::Text,
                    Value::Table { names: "key parts", written: &KEY, value: &Value::Typed(&KEY_PART), empty: false },
                ]),
                "The key of an entity: its name and type, or several of them for an association.",
            )),
            may("key_params", Value::Name(NameOf::Record), "The record that travels with a complex key under `$params`."),
            or_none(may(
                "alt_keys",
                Value::Table { names: "names of alternative keys", written: &KEY, value: &Value::Typed(&KEY_PART), empty: false },
                "Other keys under which entities can be asked for.",
            )),
            or_none(may("read_only", Value::List(&Value::Text), "Fields that the client must not send.")),
            or_none(may("create_only", Value::List(&Value::Text), "Fields that only create may send.")),
            or_none(may(
                "required",
                Value::List(&Value::Either(&[Value::Text, Value::Pair(&Value::Any)])),
                "Fields that create must send although a reader may miss them; `name: value` also says what to start with.",
            )),
            may("methods", Value::Map(&METHODS), "The methods that the protocol names."),
            may("finders", table("finder names", &Value::Map(&FINDER)), "Searches."),
            may("batch_finders", table("batch finder names", &Value::Map(&BATCH_FINDER)), "Several searches in one request."),
            may(
                "projections",
                Value::Table {
                    names: "names of projections",
                    written: &NAME,
                    value: &Value::Either(&[Value::Written(&SELECTION), Value::Map(&PROJECTION)]),
                    empty: false,
                },
                "Projections worth a name: each becomes a type of its own.",
            ),
            or_none(may(
                "sub",
                Value::Table { names: "resource names", written: &SEGMENT, value: &Value::Map(&RESOURCE), empty: false },
                "Resources below an entity of this one.",
            )),
        ],
        PERMISSIONS,
        RULES,
        BASE,
        LIFE,
        RETIRED,
        DEPRECATED,
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[
        Limit::AtMostOne(&["collection", "association", "simple", "same_as"]),
        Limit::AtLeastOne(&["collection", "association", "simple", "actions", "same_as"]),
        Limit::Beside("without", "same_as"),
    ],
};

static PROJECTION: Shape = Shape {
    name: "projection",
    doc: "A projection with a name.",
    groups: &[&[need("select", Value::Written(&SELECTION), "The projection, as in `(id,author~(name))`.")], DOC, RUST, X],
    limits: &[],
};
