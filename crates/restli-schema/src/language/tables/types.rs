//! Types, fields and parameters.

use super::common::{DEPRECATED, DOC, EVIDENCE, LIFE, PERMISSIONS, RUST, X};
use crate::api::MAX_FIXED;
use crate::language::notation::{FREE, MARKED, WIRE};
use crate::language::shape::{Choice, Entry, Limit, NameOf, Shape, Value, Word, count, may, need, or_none, word};

/// The table under `types`.
pub(super) const TYPES: Value = Value::Table {
    names: "type names",
    written: &FREE,
    value: &Value::Pick {
        choices: &[
            Choice { key: "is", shape: &TYPEREF },
            Choice { key: "enum", shape: &ENUM },
            Choice { key: "union", shape: &UNION },
            Choice { key: "bytes", shape: &FIXED },
        ],
        otherwise: &RECORD,
    },
    empty: false,
};

static NAME: &[Entry] = &[
    may("name", Value::Text, "The full name on the wire, where it is not the namespace and the key."),
    may("validate", Value::Any, "Validators, as Rest.li writes them. Kept, not applied."),
];

static TYPEREF: Shape = Shape {
    name: "typeref",
    doc: "Another name for a type.",
    groups: &[
        &[
            need("is", Value::Type, "The type that it stands for. A choice of URN types becomes a type of its own."),
            may("text", Value::Map(&TEXT), "The text carries markup and must be escaped."),
            may("time", Value::Words(TIME_UNITS), "The number is a point in time, counted from 1970-01-01 00:00 UTC in this unit."),
        ],
        NAME,
        DOC,
        RUST,
        DEPRECATED,
        EVIDENCE,
        X,
    ],
    limits: &[Limit::AtMostOne(&["text", "time"])],
};

static TIME_UNITS: &[Word] = &[word("milliseconds", "Milliseconds.")];

static TEXT: Shape = Shape {
    name: "text_format",
    doc: "Escape rules of a text.",
    groups: &[
        &[
            need("reserved", Value::Text, "Characters that carry meaning and must be escaped."),
            need("escape", Value::Text, "The escape character."),
        ],
        X,
    ],
    limits: &[],
};

static ENUM: Shape = Shape {
    name: "enum",
    doc: "A list of symbols.",
    groups: &[
        &[need(
            "enum",
            Value::Either(&[
                Value::List(&Value::Written(&WIRE)),
                Value::Table { names: "symbols", written: &WIRE, value: &Value::Either(&[Value::Text, Value::Map(&SYMBOL)]), empty: true },
            ]),
            "The symbols: a list, or a mapping from symbol to its meaning.",
        )],
        NAME,
        DOC,
        RUST,
        DEPRECATED,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static SYMBOL: Shape =
    Shape { name: "symbol", doc: "A symbol of an enum.", groups: &[DOC, RUST, DEPRECATED, LIFE, EVIDENCE, X], limits: &[] };

static UNION_KEYS: &[Entry] = &[
    need(
        "union",
        Value::Either(&[
            Value::List(&Value::Type),
            Value::Table { names: "aliases of members", written: &WIRE, value: &Value::Typed(&MEMBER), empty: false },
        ]),
        "The members: a list of types, told apart by type, or a mapping from alias to type.",
    ),
    may("null", Value::Bool, "The value may be a bare `null`."),
    BARE,
];

const BARE: Entry = may(
    "bare",
    Value::Bool,
    "With `union`: the value stands without the key of its member, and the kind of its JSON tells the members apart.",
);

/// The constraint that a union without keys on the wire has no null member.
static ONE_NULL: &[Limit] = &[Limit::AtMostOne(&["null", "bare"])];

static UNION: Shape = Shape {
    name: "union",
    doc: "A value of one of several types.",
    groups: &[UNION_KEYS, NAME, DOC, RUST, DEPRECATED, EVIDENCE, X],
    limits: ONE_NULL,
};

static MEMBER: Shape =
    Shape { name: "member", doc: "A member of a union.", groups: &[TYPE_KEYS, DOC, RUST, DEPRECATED, EVIDENCE, X], limits: ONE_TYPE };

static FIXED: Shape = Shape {
    name: "fixed",
    doc: "A value of exactly so many bytes.",
    groups: &[&[need("bytes", count(MAX_FIXED as u64), "Number of bytes.")], NAME, DOC, RUST, DEPRECATED, EVIDENCE, X],
    limits: &[],
};

const RECORD_NAME: Value = Value::Name(NameOf::Record);

static RECORD: Shape = Shape {
    name: "record",
    doc: "A record.",
    groups: &[
        &[
            may("with", Value::Either(&[RECORD_NAME, Value::List(&RECORD_NAME)]), "Records whose fields are copied in."),
            may("open", Value::Bool, "Undeclared fields are kept."),
            or_none(may(
                "fields",
                Value::Table { names: "field names", written: &MARKED, value: &Value::Typed(&FIELD), empty: false },
                "The fields. A `?` after a name means that it may be absent.",
            )),
        ],
        NAME,
        DOC,
        RUST,
        DEPRECATED,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

/// The keys of the long form that give the type.
pub(super) static TYPE_KEYS: &[Entry] = &[
    may("type", Value::Type, "The type."),
    may(
        "union",
        Value::Either(&[
            Value::List(&Value::Type),
            Value::Table { names: "aliases of members", written: &WIRE, value: &Value::Typed(&MEMBER), empty: false },
        ]),
        "A union without a name, in place of `type`. One is made from the names around it.",
    ),
    may("null", Value::Bool, "With `union`: the value may be a bare `null`."),
    BARE,
];

/// The constraint that the long form gives exactly one type.
pub(super) static ONE_TYPE: &[Limit] = &[
    Limit::AtMostOne(&["type", "union"]),
    Limit::AtLeastOne(&["type", "union"]),
    Limit::AtMostOne(&["null", "bare"]),
    Limit::Beside("null", "union"),
    Limit::Beside("bare", "union"),
];

static VISIBILITY: &[Word] = &[
    word("always", "Sent even when not named."),
    word("normal", "Sent unless a projection leaves it out."),
    word("on_request", "Sent only when a projection names it."),
    word("hidden", "Never sent."),
];

static FIELD: Shape = Shape {
    name: "field",
    doc: "A field of a record, in its long form.",
    groups: &[
        TYPE_KEYS,
        &[
            may("default", Value::Any, "The value when absent."),
            may(
                "decorates",
                Value::Either(&[
                    RECORD_NAME,
                    Value::Map(&DECORATION),
                    Value::List(&Value::Either(&[RECORD_NAME, Value::Map(&DECORATION)])),
                ]),
                "Records that the URN can be expanded to.",
            ),
            may("projection", Value::Words(VISIBILITY), "Visibility in projections."),
            may("validate", Value::Any, "Validators, as Rest.li writes them. Kept, not applied."),
        ],
        DOC,
        RUST,
        DEPRECATED,
        PERMISSIONS,
        LIFE,
        EVIDENCE,
        X,
    ],
    limits: ONE_TYPE,
};

static DECORATION: Shape = Shape {
    name: "decoration",
    doc: "A record that a URN can be expanded to.",
    groups: &[
        &[
            need("type", RECORD_NAME, "The record one gets."),
            may("urn", Value::Name(NameOf::Urn), "The URN type it applies to, if the field allows several."),
            may("finder", Value::Written(&WIRE), "The finder of the target, as in `~:playableStreams`."),
            may("collection", Value::Bool, "One gets a collection of the record."),
        ],
        X,
    ],
    limits: &[],
};

static FORMS: &[Word] = &[word("create", "As a create sends it: without read-only fields, with those that create requires.")];

static DEFAULT: &[Entry] = &[may("default", Value::Any, "Value that the server takes when the parameter is left out.")];

/// A parameter in its long form.
pub(super) static PARAM: Shape = Shape {
    name: "parameter",
    doc: "A parameter in its long form.",
    groups: &[
        TYPE_KEYS,
        DEFAULT,
        &[may("form", Value::Words(FORMS), "Form in which the record, or each record of an array or map, is sent.")],
        DOC,
        RUST,
        DEPRECATED,
        LIFE,
        EVIDENCE,
        X,
    ],
    limits: ONE_TYPE,
};

/// A part of a key in its long form.
pub(super) static KEY_PART: Shape = Shape {
    name: "key_part",
    doc: "A part of a key in its long form.",
    groups: &[TYPE_KEYS, DEFAULT, DOC, RUST, DEPRECATED, LIFE, EVIDENCE, X],
    limits: ONE_TYPE,
};

/// A union in a type's place.
pub static INLINE_UNION: Shape = Shape { name: "union", doc: "A union without a name.", groups: &[UNION_KEYS, X], limits: ONE_NULL };
