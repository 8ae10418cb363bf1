//! Keys that many mappings share.

use crate::language::notation::{REASON, REPLACEMENT};
use crate::language::shape::{Entry, Limit, NameOf, Shape, Value, WHOLE, Word, may, or_none, word};

pub(super) static DOC: &[Entry] = &[may("doc", Value::Text, "Description in plain words, shown in the generated documentation.")];

pub(super) static RUST: &[Entry] = &[may("rust", Value::Text, "The Rust name, where the one made from the wire name will not do.")];

pub(super) static X: &[Entry] = &[may("x", Value::Any, "Anything else that must survive, such as imported properties. Never looked at.")];

static VERIFIED: &[Word] =
    &[word("docs", "Read in documentation."), word("live", "Seen in real traffic."), word("assumed", "A reasonable guess.")];

pub(super) static EVIDENCE: &[Entry] = &[
    may(
        "source",
        Value::Source,
        "The document that the facts come from: a name declared under `sources` of `api.yaml`, or an address with `https://`. The nearest one wins.",
    ),
    may("verified", Value::Words(VERIFIED), "Verification of the facts. The nearest one wins."),
];

pub(super) static LIFE: &[Entry] =
    &[may("since", WHOLE, "First version that has it."), may("until", WHOLE, "First version that no longer has it.")];

pub(super) static RETIRED: &[Entry] = &[
    may("retired", Value::Written(&REASON), "Since when it should no longer be used: a date, or a sentence."),
    may(
        "replaced_by",
        Value::Written(&REPLACEMENT),
        "Replacement to use instead: of what is retired, or for those who cannot have its permissions.",
    ),
];

pub(super) static DEPRECATED: &[Entry] = &[may("deprecated", Value::Written(&REASON), "Reason to no longer use it.")];

static NEED: Value = Value::Either(&[Value::Name(NameOf::Permission), Value::Map(&NEEDS)]);

static NEEDS: Shape = Shape {
    name: "needs",
    doc: "Permissions joined by `any_of` or `all_of`.",
    groups: &[&[
        or_none(may("any_of", Value::List(&NEED), "One of these is enough.")),
        or_none(may("all_of", Value::List(&NEED), "All of these are needed.")),
    ]],
    limits: &[Limit::AtMostOne(&["any_of", "all_of"]), Limit::AtLeastOne(&["any_of", "all_of"])],
};

pub(super) static PERMISSIONS: &[Entry] = &[or_none(may(
    "permissions",
    Value::Either(&[Value::Name(NameOf::Permission), Value::List(&NEED), Value::Map(&NEEDS)]),
    "Permissions that the caller must hold: a list means any of them, `{all_of: [...]}` all, `public` nothing, `unknown` that nobody has said which.",
))];

static MASK: &[Word] = &[
    word("free", "A projection may be sent."),
    word("required", "A projection must be sent."),
    word("none", "Projections are not accepted."),
];

pub(super) static STYLE: &[Word] = &[
    word("restli", "`fields=a,b:(c)`"),
    word("decorated", "`projection=(a,b(c),d~(e))`"),
    word("flat", "`fields=a,b`"),
    word("none", "Projections are not accepted."),
];

pub(super) static RULES: &[Entry] = &[
    or_none(may(
        "roles",
        Value::Either(&[Value::Name(NameOf::Role), Value::List(&Value::Name(NameOf::Role))]),
        "The roles of which the member needs one besides the permission, in each entity that has such roles and that a call is about.",
    )),
    or_none(may(
        "quotas",
        Value::Either(&[Value::Name(NameOf::Quota), Value::List(&Value::Name(NameOf::Quota))]),
        "The quotas that a call counts against.",
    )),
    or_none(may(
        "errors",
        Value::Either(&[Value::Name(NameOf::Error), Value::List(&Value::Name(NameOf::Error))]),
        "Errors worth knowing, by their code in `errors`.",
    )),
    may("projection", Value::Words(MASK), "Acceptance of projections by a call."),
    may("projection_style", Value::Words(STYLE), "Syntax of projections, if it differs from that of the base."),
];

pub(super) static BASE: &[Entry] = &[may("base", Value::Name(NameOf::Base), "The base that resources live on, by its name in `bases`.")];

pub(super) static INHERITED: Shape = Shape {
    name: "rules",
    doc: "Rules for everything below, until a nearer rule of the same name.",
    groups: &[PERMISSIONS, RULES, BASE, LIFE],
    limits: &[],
};
