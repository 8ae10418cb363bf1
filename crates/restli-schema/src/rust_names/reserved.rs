//! Identifiers that generated code reserves, in lists by reason.

/// Keywords, which are identifiers only in their raw form, `r#type` (edition 2024, words reserved for later included).
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

/// Keywords without a raw form.
pub(super) const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// Names that generated code uses without a path, so that no generated type may have them: those of the prelude, and the parameter of
/// handles.
pub(super) const PRELUDE: &[&str] = &[
    "Box",
    "C",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "Err",
    "Fn",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "Vec",
];

/// Variants that generated enums and unions always have, and `Self`, which cannot be a variant.
pub(super) const VARIANTS: &[&str] = &["Null", "Self", "Unrecognized"];

/// Names that bodies of generated functions use.
pub(super) const LOCALS: &[&str] = &["core", "ids", "entity", "patch", "entries", "path_keys"];

/// Modules that every client has besides its product modules, modules inside `api`, crates and tools that generated code names by path,
/// and file names with a meaning for cargo.
pub(super) const MODULES: &[&str] = &[
    "api",
    "bases",
    "bin",
    "blocking",
    "bytes",
    "clippy",
    "core",
    "diagnostic",
    "hooks",
    "http",
    "incoming",
    "kinds",
    "lib",
    "main",
    "media",
    "mod",
    "permissions",
    "permits",
    "quotas",
    "restli_client",
    "roles",
    "rt",
    "std",
    "style",
    "styles",
    "support",
    "testing",
    "types",
    "urns",
    "versions",
    "webhook",
];

/// Files that the module of every product has besides those of its resources.
pub(super) const OF_PRODUCTS: &[&str] = &["mod", "types"];

/// Cargo features that every client has besides its product features.
pub const FEATURES: &[&str] = &["default", "login", "rustls"];

/// Functions that every client has besides its resource accessors, each with its purpose.
pub const CLIENT_FUNCTIONS: &[(&str, &str)] = &[
    ("builder", "`Client::builder` starts a client"),
    ("clone", "`Client::clone` gives the client once more"),
    ("from_runtime", "the builder makes the client by `FromRuntime::from_runtime`"),
    ("into", "`client.into()` makes another type of the client"),
    ("runtime", "`Client::runtime` gives the runtime, for calls that the schema does not know"),
    ("try_into", "`client.try_into()` makes another type of the client"),
    ("with_token", "`Client::with_token` gives the client of another user"),
    ("with_token_source", "`Client::with_token_source` gives the client of another user"),
];

/// Functions that every handle has besides the methods of its resource, each with its purpose.
pub const HANDLE_FUNCTIONS: &[(&str, &str)] = &[
    ("clone", "`clone` gives the handle once more"),
    ("into", "`into` makes another type of the handle"),
    ("new", "the client makes the handle by `new`"),
    ("try_into", "`try_into` makes another type of the handle"),
];

/// Returns whether `rust:` cannot give this name because it is a keyword. `union` is not: it is a keyword only in some contexts.
#[must_use]
pub fn is_keyword(text: &str) -> bool {
    text == "Self" || NEVER_RAW.contains(&text) || (text != "union" && KEYWORDS.contains(&text))
}

/// Returns `true` for a name that generated code uses without a path, such as `String`.
#[must_use]
pub fn is_prelude(text: &str) -> bool {
    PRELUDE.contains(&text)
}
