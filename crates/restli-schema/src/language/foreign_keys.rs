//! Keys of other languages, and the way to say each in the YAML.

use crate::help::Help;

/// Advice on a key of another language.
#[derive(Clone, Copy)]
pub(super) enum Advice {
    /// Another key says the same.
    Write(&'static str),
    /// The key goes, for the reason in these words.
    Remove(&'static str),
    /// There is more to be done.
    Words(&'static str),
}

impl Advice {
    /// The advice in words, and its edit.
    pub(super) fn help(self) -> Help {
        match self {
            Write(key) => Help::write(key),
            Remove(words) => Help::remove(words),
            Words(words) => words.into(),
        }
    }
}

use Advice::{Remove, Words, Write};

/// Keys of other languages, by the mapping that they are written in, and the way to say it in the YAML.
pub(super) const FOREIGN: &[(&str, &str, Advice)] = &[
    ("api", "scopes", Write("permissions")),
    ("product", "module", Write("product")),
    ("field", "name", NAME),
    ("parameter", "name", NAME),
    ("key_part", "name", NAME),
    ("member", "name", NAME),
    ("field", "fields", DECLARE),
    ("field", "properties", DECLARE),
    ("parameter", "properties", DECLARE),
    ("parameter", "fields", DECLARE),
    ("key_part", "fields", DECLARE),
    ("member", "fields", DECLARE),
    ("parameter", "enum", DECLARE),
    ("key_part", "enum", DECLARE),
    ("member", "enum", DECLARE),
    ("action", "parameters", PARAMS),
    ("finder", "parameters", PARAMS),
    ("batch_finder", "parameters", PARAMS),
    ("field", "optional", OPTIONAL),
    ("field", "nullable", OPTIONAL),
    ("field", "enum", DECLARE),
    ("parameter", "optional", OPTIONAL),
    ("record", "allOf", Words("write `with` with the names of the records, and what else there is under `fields`")),
    ("record", "items", Words("write `is: \"[T]\"`, which is a type of its own, or `[T]` where it is used")),
    ("record", "required", ABSENT),
    ("record", "additionalProperties", Words("write `open: true` to keep what is not declared; a map is `is: \"{string: T}\"`")),
    ("union", "alias", ALIAS),
    ("union", "aliases", ALIAS),
    ("member", "alias", Remove("remove it: the key itself is the alias of the member on the wire")),
    ("union", "discriminator", Remove("remove it: the key around a value names its member")),
    ("field", "$ref", Words("write the name of the type under `type`")),
    ("parameter", "$ref", Words("write the name of the type under `type`")),
    ("field", "oneOf", DECLARE_UNION),
    ("field", "anyOf", DECLARE_UNION),
    ("field", "readOnly", READ_ONLY),
    ("field", "readonly", READ_ONLY),
    ("field", "read_only", READ_ONLY),
    ("parameter", "schema", Words("write `type` with the name of the type")),
    ("product", "package", Words("write `product` for its name, and `namespace` for that of its types")),
    ("api", "openapi", NO_VERSION),
    ("api", "swagger", NO_VERSION),
    ("api", "syntax", NO_VERSION),
    ("api", "info", Words("write `api` for its name, and `doc` for what it is")),
    ("urn", "type", Write("key")),
    ("urn", "id", Write("key")),
    ("urn", "pattern", URN),
    ("urn", "format", URN),
    ("retry", "max", ATTEMPTS),
    ("retry", "attempts", ATTEMPTS),
    ("retry", "max_attempts", ATTEMPTS),
    ("headers", "Authorization", Remove("remove it: the client sends the token by itself")),
    ("media", "max", Words("write `max_bytes` with a number of bytes")),
    ("media", "size", Words("write `max_bytes` with a number of bytes")),
    ("media", "max_size", Words("write `max_bytes` with a number of bytes")),
    ("record", "format", FORMAT),
    ("typeref", "format", FORMAT),
    ("field", "text", NAMED_TYPE),
    ("field", "time", NAMED_TYPE),
    ("field", "bytes", NAMED_TYPE),
    ("parameter", "text", NAMED_TYPE),
    ("parameter", "time", NAMED_TYPE),
    ("parameter", "in", Remove("remove it: parameters of finders and methods are sent in the query, those of actions in the body")),
    ("field", "repeated", Words("write the type of an array as `[T]`")),
    ("parameter", "repeated", Words("write the type of an array as `[T]`")),
    ("action", "method", POSTED),
    ("action", "verb", POSTED),
    ("action", "entity", Words("write `on: entity` for an action of one entity")),
    ("oauth", "pkce", Remove("remove it: a login of an app without a secret has it by itself, at the page under `native_authorization`")),
    ("oauth", "scopes", Words("remove it, and list the scopes under `permissions` of the API")),
    ("media", "max_width", PIXELS),
    ("media", "max_height", PIXELS),
    ("media", "max_dimensions", PIXELS),
    ("action", "body", PARAMS),
    ("action", "requestBody", PARAMS),
    ("action", "payload", PARAMS),
    ("action", "request", PARAMS),
    ("method", "body", ENTITY),
    ("method", "requestBody", ENTITY),
    ("create_method", "body", ENTITY),
    ("create_method", "requestBody", ENTITY),
    ("create_method", "payload", ENTITY),
    ("batch_create_method", "body", ENTITY),
    ("batch_create_method", "requestBody", ENTITY),
    ("write_method", "body", ENTITY),
    ("write_method", "requestBody", ENTITY),
    ("finder", "filter", PARAMS),
    ("finder", "filters", PARAMS),
    ("resource", "paging", Words("write it at `get_all`, or at the finder")),
    ("resource", "params", Words("write them at the method, the finder or the action that takes them")),
    ("resource", "type", Remove("remove it: the key `collection`, `association` or `simple` says so")),
    ("resource", "parent", Words("write this resource below `sub` of the other one")),
    ("field", "immutable", CREATE_ONLY),
    ("field", "createOnly", CREATE_ONLY),
    ("field", "create_only", CREATE_ONLY),
    ("field", "hidden", Words("write `projection: hidden` if it is never sent, or leave the field out")),
    ("field", "mandatory", ABSENT),
    ("parameter", "mandatory", ABSENT),
    ("field", "id", NUMBERS),
    ("field", "number", NUMBERS),
    ("field", "tag", NUMBERS),
    ("field", "json_name", NAME),
    ("field", "jsonName", NAME),
    ("symbol", "value", SENT_BY_NAME),
    ("symbol", "number", SENT_BY_NAME),
    ("enum", "default", Remove("remove it: a field says its default, as in `kind: Kind = A`")),
    ("enum", "symbolDocs", Words("write the symbols as a mapping with their meanings: `enum: {A: ..., B: ...}`")),
    ("oauth", "client_id", OF_PROGRAM),
    ("oauth", "client_secret", OF_PROGRAM),
    ("oauth", "redirect_uri", OF_PROGRAM),
    ("media", "width", PIXELS),
    ("media", "height", PIXELS),
    ("methods", "read", Write("get")),
    ("methods", "list", Words("write `get_all`, or describe a search under `finders`")),
    ("methods", "find", Words("describe a search under `finders`")),
    ("methods", "search", Words("describe it under `finders`")),
    ("methods", "patch", Write("partial_update")),
    ("methods", "put", Write("update")),
    ("methods", "post", Words("write `create`, or describe an action under `actions`")),
    ("methods", "remove", Write("delete")),
];

const POSTED: Advice = Remove("remove it: an action is sent by `POST`, with its parameters in the body");

const ENTITY: Advice = Remove("remove it: the body is the entity of the resource, without what stands under `read_only`");

const CREATE_ONLY: Advice = Words("remove it, and list the field under `create_only` of the resource");

const NUMBERS: Advice = Remove("remove it: fields are told apart by their names");

const SENT_BY_NAME: Advice = Remove("remove it: a symbol is sent by its name");

const OF_PROGRAM: Advice = Remove("remove it: each program gives its own to the login");

/// Advice where the pattern of a URN stands.
pub(super) const KEY_OF_URNS: &str = "write the type of the key alone: the URNs of `person: {key: long}` are as `urn:li:person:42`";

const URN: Advice = Words(KEY_OF_URNS);

const ATTEMPTS: Advice = Remove("remove it: the program that calls says how often and how long");

const FORMAT: Advice = Remove(
    "remove it: a point in time is `is: long` with `time: milliseconds`, text with signs that carry meaning `is: string` with `text`",
);

const NAMED_TYPE: Advice = Words("declare a type with it under `types`, and give its name as the type");

const ALIAS: Advice = Words("write the alias of each member before its type: `union: {alias: T, other: U}`");

const PIXELS: Advice = Words("write `max_pixels`, which is width times height");

pub(super) const OPTIONAL: Advice = Words("put a `?` after the name: `name?: T`");

const NO_VERSION: Advice = Remove("remove it: the language has no version");

/// Keys by which other languages check values.
pub(super) const CHECKS: &[&str] = &[
    "minimum",
    "maximum",
    "min",
    "max",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "uniqueItems",
    "unique",
    "length",
    "min_length",
    "max_length",
    "regex",
    "precision",
    "multipleOf",
    "example",
    "examples",
];

pub(super) const ABSENT: Advice = Remove("remove it: a value is required unless a `?` stands after its name, as in `name?: T`");

const DECLARE_UNION: Advice = Words("declare a union under `types`, and give its name as the type");

const READ_ONLY: Advice = Words("remove it, and list the field under `read_only` of the resource");

const DECLARE: Advice = Words("declare the type under `types`, and give its name as the type");

const PARAMS: Advice = Write("params");

pub(super) const NAME: Advice = Words("the key itself is the name on the wire; `rust:` gives one for Rust");
