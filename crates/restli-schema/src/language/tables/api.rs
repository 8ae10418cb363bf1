//! `api.yaml`, or the files of the folder `api`.

use super::common::{DOC, EVIDENCE, INHERITED, RUST, STYLE, X};
use super::errors::ERROR;
use super::types::TYPES;
use crate::language::notation::{
    ADDRESS, CODE, CRATE, ENTITY, EXTENSION, FREE, HEADER, HOST, MEDIA_TYPE, NAME, NAMESPACE, Notation, ORIGIN, OWN_HEADER, PREFIX,
    REVISION, SCOPE, SEPARATOR, URN_NAMESPACE,
};
use crate::language::shape::{Entry, Limit, NameOf, Shape, Value, WHOLE, Word, count, may, need, word};

/// The largest upload in bytes: a pebibyte.
const BYTES: u64 = 1 << 50;

/// The longest upload in seconds: a year.
const SECONDS: u64 = 366 * 24 * 60 * 60;

/// The longest life of a token in days: a hundred years.
const DAYS: u64 = 36_600;

/// The shape of the file `api.yaml`, or of the files of the folder `api` together.
pub static API: Shape = Shape {
    name: "api",
    doc: "The tables of an API that all its products share: `api.yaml`, or the files of the folder `api` together.",
    groups: &[
        &[
            need("api", Value::Written(&CRATE), "Name of the API."),
            may("namespace", Value::Written(&NAMESPACE), "Default namespace of types, such as `com.example.directory`."),
            need(
                "bases",
                table("names of bases", &NAME, &Value::Map(&BASE)),
                "Hosts and paths of resources, at least one, with the `url`, projection style and versions of each.",
            ),
            may("sources", table("names of documents", &FREE, &Value::Map(&SOURCE)), "The documents that `source:` names."),
            may("versions", table("names of version families", &NAME, &Value::Map(&FAMILY)), "Families of dated versions."),
            may("permissions", table("permissions (OAuth scopes)", &SCOPE, &Value::Map(&PERMISSION)), "The permissions of the API."),
            may("roles", table("roles", &NAME, &Value::Map(&ROLE)), "Roles of members, which calls may need besides a permission."),
            may("quotas", table("names of quotas", &NAME, &Value::Map(&QUOTA)), "Limits on the number of requests."),
            may("urns", TABLE_OF_URNS, "URN types, by their entity type."),
            may("urn_length", count(64 << 10), "Most characters of a URN. A longer one is not sent."),
            may("errors", table("error codes, or HTTP statuses in quotes", &CODE, &Value::Map(&ERROR)), "The error catalogue."),
            may("media", table("names of media rules", &NAME, &Value::Map(&MEDIA)), "Rules that uploads must satisfy."),
            may("headers", Value::Map(&HEADERS), "Names of response headers."),
            may("addresses", Value::Map(&ADDRESSES), "Limits on the addresses of requests."),
            may("oauth", Value::Map(&OAUTH), "OAuth 2.0 endpoints and habits."),
            may("retry", Value::Map(&RETRY), "Repetition of calls that fail."),
            may("uploads", Value::Map(&UPLOADS), "Hosts that uploads may go to."),
            may("rules", Value::Map(&INHERITED), "Rules for the whole API."),
            may("types", TYPES, "Types that several products share."),
        ],
        DOC,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

const fn table(names: &'static str, written: &'static Notation, value: &'static Value) -> Value {
    Value::Table { names, written, value, empty: false }
}

const TABLE_OF_URNS: Value = Value::Table { names: "entity types of URNs", written: &ENTITY, value: &Value::Map(&URN), empty: true };

static BASE: Shape = Shape {
    name: "base",
    doc: "A host and path of resources, with projection style and versions.",
    groups: &[
        &[
            need("url", Value::Written(&ORIGIN), "Scheme and host, without a trailing slash."),
            may("path", Value::Written(&PREFIX), "Path prefix such as `/rest`."),
            may("projection", Value::Words(STYLE), "Syntax of projections. `restli` if left out."),
            may("protocol", Value::Text, "Value of `X-RestLi-Protocol-Version`. `2.0.0` if left out."),
            may("versions", Value::Name(NameOf::VersionFamily), "The version family, if requests carry a version header."),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static SOURCE: Shape = Shape {
    name: "source",
    doc: "A document that facts come from.",
    groups: &[&[
        need("title", Value::Text, "The title of the document, as the text of a link."),
        may("page", Value::Text, "The address of the public page, with `https://`. The generated documentation links to it."),
        may("chapter", Value::Text, "The file, and heading, beside the schema that records the facts: `docs/manual.md#2-keys`."),
    ]],
    limits: &[Limit::AtLeastOne(&["page", "chapter"])],
};

static FAMILY: Shape = Shape {
    name: "version_family",
    doc: "A family of dated versions.",
    groups: &[
        &[
            need("header", Value::Written(&OWN_HEADER), "The request header that carries the version."),
            need("pinned", WHOLE, "The version that the generated client sends."),
            need(
                "released",
                Value::Table { names: "version numbers", written: &FREE, value: &Value::Map(&VERSION), empty: true },
                "All known versions.",
            ),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static VERSION: Shape = Shape {
    name: "version",
    doc: "One version.",
    groups: &[
        &[
            may("revision", Value::Written(&REVISION), "Digits that follow the number after a dot in the header: `03` in `202510.03`."),
            may("sunset", Value::Sunset, "The announced end: a date, or a month of which the day is not known."),
        ],
        DOC,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static APPROVAL: &[Word] = &[
    word("open", "Self-serve."),
    word("review", "A product that must be applied for."),
    word("private", "Invited partners."),
    word("closed", "No new grants."),
];

static PERMISSION: Shape = Shape {
    name: "permission",
    doc: "A permission, which is an OAuth scope.",
    groups: &[
        &[
            may("product", Value::Text, "The product to apply for."),
            may("approval", Value::Words(APPROVAL), "Way to get the permission."),
            may("retired", Value::Date, "Since when no new grants are made."),
            may("replaced_by", Value::Either(&[PERMISSION_NAME, Value::List(&PERMISSION_NAME)]), "The permissions to ask for instead."),
            may(
                "acts_as",
                Value::Either(&[Value::Name(NameOf::Urn), Value::List(&Value::Name(NameOf::Urn))]),
                "The URN types that a caller may act as with it, such as `organization`; any if left out.",
            ),
            may("not_with", Value::Map(&CONFLICT), "Permissions that one app cannot have beside it."),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

const PERMISSION_NAME: Value = Value::Name(NameOf::Permission);

static CONFLICT: Shape = Shape {
    name: "permission_conflict",
    doc: "Permissions that exclude each other. Said of one, it holds for the others too.",
    groups: &[&[
        need("scopes", Value::List(&PERMISSION_NAME), "The permissions that one app cannot have beside this one."),
        need("reason", Value::Text, "Reason, shown to a caller that asks for both."),
    ]],
    limits: &[],
};

static ROLE: Shape = Shape {
    name: "role",
    doc: "A role of a member, such as administrator of a page.",
    groups: &[
        &[need(
            "in",
            Value::Either(&[Value::Name(NameOf::Urn), Value::List(&Value::Name(NameOf::Urn))]),
            "The URN types of the entities in which a member has the role, such as `organization`.",
        )],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static OWNER: &[Word] =
    &[word("app", "One counter for the application."), word("member", "One counter for each member within the application.")];

static STARTS: &[Word] = &[
    word("clock", "With the clock, in UTC: a day at 00:00, an hour on the hour."),
    word("first_call", "With the first call that counts."),
];

static QUOTA: Shape = Shape {
    name: "quota",
    doc: "A limit on the number of requests.",
    groups: &[
        &[
            need("limit", count(1_000_000_000_000), "Requests allowed per window."),
            need("window", Value::Text, "Length of the window: `day`, `hour`, `minute`, `second`, or a number of them as in `5min`."),
            need("scope", Value::Words(OWNER), "Owner of the counter."),
            may(
                "starts",
                Value::Words(STARTS),
                "Beginning of the window. If left out, that of a day is `clock`, and that of any other `first_call`.",
            ),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static URN: Shape = Shape {
    name: "urn",
    doc: "A URN type.",
    groups: &[
        &[
            may(
                "key",
                Value::Either(&[Value::Text, Value::List(&Value::Text)]),
                "`string`, `long`, `urn`, `urn:x | urn:y`, `none`, or a list of those for a tuple. `string` if left out.",
            ),
            may("namespace", Value::Written(&URN_NAMESPACE), "The URN namespace. `li` if left out."),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static MEDIA: Shape = Shape {
    name: "media",
    doc: "A rule that uploads must satisfy.",
    groups: &[
        &[
            need(
                "formats",
                Value::Table { names: "media types", written: &MEDIA_TYPE, value: &Value::List(&Value::Written(&EXTENSION)), empty: true },
                "Media types with their file extensions.",
            ),
            may("min_bytes", Value::Number { least: 0, most: BYTES }, "Smallest size in bytes."),
            may("max_bytes", count(BYTES), "Largest size in bytes."),
            may("max_pixels", count(1_000_000_000_000), "Most pixels: width times height."),
            may("min_seconds", Value::Number { least: 0, most: SECONDS }, "Shortest duration in seconds."),
            may("max_seconds", count(SECONDS), "Longest duration in seconds."),
            may("max_pages", count(1_000_000), "Most pages."),
        ],
        DOC,
        RUST,
        EVIDENCE,
        X,
    ],
    limits: &[],
};

static ADDRESSES: Shape = Shape {
    name: "addresses",
    doc: "Limits on the addresses of requests.",
    groups: &[
        &[
            may("query", count(1 << 20), "Most bytes of a query, which travels in the body of a POST if it is longer."),
            may("segment", count(1 << 20), "Most bytes of one part of a path."),
            may("whole", count(1 << 20), "Most bytes of a whole address."),
            may("head", count(1 << 20), "Most bytes of an address and all headers."),
        ],
        X,
    ],
    limits: &[],
};

static HEADERS: Shape = Shape {
    name: "headers",
    doc: "Names of response headers.",
    groups: &[
        &[
            may("quota_remaining", Value::Written(&HEADER), "Requests left."),
            may("quota_reset", Value::Written(&HEADER), "Seconds until the window ends."),
            may("request_ids", Value::List(&Value::Written(&HEADER)), "Headers to quote to support."),
            may(
                "created_ids",
                Value::List(&Value::Written(&HEADER)),
                "Headers that tell the key of a created entity where `X-RestLi-Id` does not.",
            ),
        ],
        X,
    ],
    limits: &[],
};

static CREDENTIALS: &[Word] = &[
    word("form", "Client id and secret travel in the form body."),
    word("basic", "Client id and secret travel as HTTP basic authentication."),
];

static OAUTH_KEYS: &[Entry] = &[
    need("authorization", Value::Written(&ADDRESS), "The authorization page."),
    may("native_authorization", Value::Written(&ADDRESS), "The authorization page of apps without a secret (PKCE), if it is another."),
    need("token", Value::Written(&ADDRESS), "The token endpoint."),
    may("introspection", Value::Written(&ADDRESS), "The introspection endpoint."),
    may("openid", Value::Map(&OPENID), "OpenID Connect: the identity of a person who has logged in."),
    may("scope_separator", Value::Written(&SEPARATOR), "Separator of scopes in the authorization URL. A space if left out."),
    need("access_token_days", count(DAYS), "Life of an access token."),
    may("refresh_token_days", count(DAYS), "Life of a refresh token."),
    may("client_token_minutes", count(DAYS * 24 * 60), "Life of a token for the application itself."),
    may("code_minutes", count(DAYS * 24 * 60), "Life of an authorization code."),
    may("credentials", Value::Words(CREDENTIALS), "Place of client id and secret in a token request. `form` if left out."),
    may("token_type_optional", Value::Bool, "Token responses may lack `token_type`."),
    may(
        "warn_before_hours",
        Value::Number { least: 0, most: DAYS * 24 },
        "Hours before expiry from which a token needs renewal, at most a tenth of its life. 24 if left out.",
    ),
    may(
        "settle_seconds",
        Value::Number { least: 1, most: 3600 },
        "Seconds after its issue in which a token may not be known to every server yet.",
    ),
];

static OPENID: Shape = Shape {
    name: "openid",
    doc: "The check of ID tokens (OpenID Connect).",
    groups: &[
        &[
            need(
                "issuer",
                Value::Either(&[Value::Written(&ADDRESS), Value::List(&Value::Written(&ADDRESS))]),
                "The issuers (`iss`) whose ID tokens are accepted.",
            ),
            need("jwks", Value::Written(&ADDRESS), "The address of the keys that sign ID tokens (JWK set)."),
        ],
        X,
    ],
    limits: &[],
};

static OAUTH: Shape = Shape { name: "oauth", doc: "OAuth 2.0 endpoints and habits.", groups: &[OAUTH_KEYS, DOC, EVIDENCE, X], limits: &[] };

static RETRY: Shape = Shape {
    name: "retry",
    doc: "Repetition of calls that fail.",
    groups: &[
        &[need(
            "statuses",
            Value::List(&Value::Number { least: 400, most: 599 }),
            "HTTP statuses after which a call that may be sent twice is sent again: 429, 502, 503 and 504 if left out.",
        )],
        X,
    ],
    limits: &[],
};

static UPLOADS: Shape = Shape {
    name: "uploads",
    doc: "Hosts that uploads may go to.",
    groups: &[
        &[need(
            "hosts",
            Value::List(&Value::Written(&HOST)),
            "Hosts that uploads and the token may go to; a leading dot means the domain and every subdomain.",
        )],
        X,
    ],
    limits: &[],
};
