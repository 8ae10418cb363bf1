//! Methods, finders and actions.

use super::common::{DEPRECATED, DOC, EVIDENCE, LIFE, PERMISSIONS, RETIRED, RULES, RUST, X};
use super::types::PARAM;
use crate::language::notation::{MARKED, WIRE};
use crate::language::shape::{Entry, Limit, NameOf, Shape, Value, Word, count, may, need, word};

/// The most keys of a batch: as many as Rest.li has a number for.
const BATCHED: u64 = (1 << 31) - 1;

/// The most items of a page.
const ITEMS: u64 = 1_000_000;

const PARAMS: Value = Value::Table { names: "parameter names", written: &MARKED, value: &Value::Typed(&PARAM), empty: false };

static SHARED: &[Entry] = &[
    may("params", PARAMS, "Parameters: of the query, for actions of the body. A `?` after a name means that it may be left out."),
    may("success", Value::List(&Value::Number { least: 200, most: 399 }), "HTTP statuses of success."),
    may(
        "actor",
        Value::Text,
        "The URN that the caller acts as: a parameter or a field of the entity that is sent, or a path from it as in `request.owner`.",
    ),
    may(
        "example",
        Value::Text,
        "Rust that calls the method, with `client` in scope, in place of the generated example; it may begin with `use` lines.",
    ),
    may("first_call", Value::Bool, "The front page of the product shows the example of this method."),
    may("media", Value::Name(NameOf::Media), "The rule that an upload behind this method must satisfy."),
    may(
        "upload",
        Value::Either(&[Value::Map(&UPLOAD), Value::List(&Value::Map(&UPLOAD))]),
        "The steps of the upload that this method begins; a list, if the answer chooses one of several ways.",
    ),
];

static UPLOAD: Shape = Shape {
    name: "upload",
    doc: "The steps of an upload behind the method that begins it.",
    groups: &[
        &[
            need(
                "to",
                Value::Text,
                "The address in the answer that takes the bytes: a field, or a path as in `parts.url`, also through members of unions. Through an array, each item is a part with an address.",
            ),
            may("finish", Value::Text, "The action of the resource that ends the upload, once all bytes have arrived."),
            may("status", Value::Text, "The field of the entity, as `get` reads it, with the state of the upload."),
            may("ready", Value::List(&Value::Text), "The states in which the medium can be used."),
            may("failed", Value::List(&Value::Text), "The states in which it never will."),
        ],
        X,
    ],
    limits: &[Limit::Beside("status", "ready"), Limit::Beside("ready", "status"), Limit::Beside("failed", "status")],
};

static ENTITY_BACK: &[Entry] = &[may("returns_entity", Value::Bool, "The entity comes back.")];

static REPEATABLE: &[Entry] = &[may(
    "repeatable",
    Value::Bool,
    "The call may be sent twice: it only reads, or the second time changes nothing. It is then sent again after a failure.",
)];

static KEYLESS: &[Entry] = &[may("keyless", Value::Bool, "The answer never tells the key of what was created.")];

static LOOKED_FOR: &[Entry] = &[may(
    "look",
    Value::Map(&LOOK),
    "The call that shows what a create has made, by which a caller looks before a create whose answer was lost is sent again.",
)];

static LOOK: Shape = Shape {
    name: "look",
    doc: "The call that shows what a create has made.",
    groups: &[
        &[
            may("finder", Value::Text, "A finder of the resource."),
            may("method", Value::Words(SHOWING), "A method of the resource, in place of a finder."),
            may(
                "by",
                Value::Table { names: "parameters of the finder", written: &WIRE, value: &Value::Text, empty: false },
                "The field of the entity whose value each parameter takes, or a path to it as in `content.owner`.",
            ),
        ],
        X,
    ],
    limits: &[Limit::AtMostOne(&["finder", "method"]), Limit::AtLeastOne(&["finder", "method"]), Limit::Beside("by", "finder")],
};

static SHOWING: &[Word] =
    &[word("get_all", "All entities of the resource."), word("get", "The entity by its key, which the caller knows beforehand.")];

static BATCH: &[Entry] = &[may("max_batch", count(BATCHED), "The most keys in one request.")];

static PAGED: &[Entry] = &[
    may("paging", Value::Either(&[Value::Words(STYLES), Value::Map(&PAGING)]), "Paging of the results."),
    may("metadata", Value::Name(NameOf::Record), "The record beside the elements."),
];

static STYLES: &[Word] = &[word("start_count", "`start` and `count`."), word("token", "A token from the last page.")];

static PAGING: Shape = Shape {
    name: "paging",
    doc: "Paging of results.",
    groups: &[
        &[
            need("style", Value::Words(STYLES), "By position or by token."),
            may("default", count(ITEMS), "The server's default page size."),
            may("max", count(ITEMS), "The largest page."),
            may("token_param", Value::Written(&WIRE), "Parameter that carries the token. `pageToken` if left out."),
            may("size_param", Value::Written(&WIRE), "Parameter that carries the page size. `pageSize` if left out."),
            may("token_field", Value::Written(&WIRE), "Field of `metadata` that holds the next token. `nextPageToken` if left out."),
        ],
        X,
    ],
    limits: &[],
};

macro_rules! method {
    ($name:ident, $label:literal, $doc:literal, [$($extra:expr),*]) => {
        pub(super) static $name: Shape = Shape {
            name: $label,
            doc: $doc,
            groups: &[$($extra,)* SHARED, PERMISSIONS, RULES, LIFE, RETIRED, DEPRECATED, DOC, RUST, EVIDENCE, X],
            limits: &[],
        };
    };
}

method!(PLAIN, "method", "A method on one entity.", []);
method!(PLAIN_BATCH, "batch_method", "A method on several entities.", [BATCH]);
method!(CREATE, "create_method", "A method that creates an entity.", [ENTITY_BACK, KEYLESS, LOOKED_FOR]);
method!(CREATE_BATCH, "batch_create_method", "A method that creates several entities.", [ENTITY_BACK, KEYLESS, LOOKED_FOR, BATCH]);
method!(WRITE, "write_method", "A method that may give the entity back.", [ENTITY_BACK, REPEATABLE]);
method!(WRITE_BATCH, "batch_write_method", "A method on several entities that may give them back.", [ENTITY_BACK, REPEATABLE, BATCH]);
method!(ALL, "get_all_method", "All entities.", [PAGED, KEYS]);
method!(FINDER, "finder", "A search.", [NAMED, PAGED, KEYS]);
method!(BATCH_FINDER, "batch_finder", "Several searches in one request.", [NAMED, PAGED, KEYS, BATCH, CRITERIA]);
method!(ACTION, "action", "An action.", [NAMED, ACTION_KEYS, REPEATABLE]);

static NAMED: &[Entry] = &[may(
    "name",
    Value::Written(&WIRE),
    "The name on the wire, where it is not the key: another version, or the entities of the resource, may have one of that name, too.",
)];

static KEYS: &[Entry] = &[may("keys", Value::List(&Value::Text), "Association key parts that stand in the path.")];

static CRITERIA: &[Entry] = &[need("batch", Value::Text, "The parameter that lists the criteria: an array of records.")];

static TARGET: &[Word] = &[word("resource", "The resource as a whole."), word("entity", "One entity.")];

static ACTION_KEYS: &[Entry] = &[
    may("on", Value::Words(TARGET), "Target of the action. `resource` if left out."),
    may("returns", Value::Type, "Type of the result; nothing if left out."),
];

const fn method(name: &'static str, shape: &'static Shape, doc: &'static str) -> Entry {
    may(name, Value::Map(shape), doc)
}

/// The mapping under `methods`. A key without a value suffices to declare a method.
pub(super) static METHODS: Shape = Shape {
    name: "methods",
    doc: "The methods that the protocol names. An omitted value is enough to say that a method exists.",
    groups: &[&[
        method("get", &PLAIN, "Reads one entity."),
        method("batch_get", &PLAIN_BATCH, "Reads several entities."),
        method("get_all", &ALL, "Reads all entities."),
        method("create", &CREATE, "Creates one entity."),
        method("batch_create", &CREATE_BATCH, "Creates several entities."),
        method("update", &PLAIN, "Replaces one entity."),
        method("batch_update", &PLAIN_BATCH, "Replaces several entities."),
        method("partial_update", &WRITE, "Changes parts of one entity."),
        method("batch_partial_update", &WRITE_BATCH, "Changes parts of several entities."),
        method("delete", &PLAIN, "Deletes one entity."),
        method("batch_delete", &PLAIN_BATCH, "Deletes several entities."),
    ]],
    limits: &[],
};
