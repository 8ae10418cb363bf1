//! Notations of texts that end up in code, a header, an address or a scope: the characters that each notation allows.

use restli_core::Day;
use restli_core::permission::is_scope;

use crate::characters::is_invisible;
use crate::rules;

/// The notation of a text.
#[derive(Debug)]
pub struct Notation {
    /// The rule that a text in another notation breaks.
    pub rule: &'static str,
    /// The kind of text with its article, as in "`X Version` is not the name of a header".
    pub what: &'static str,
    /// Advice on a fix.
    pub help: &'static str,
    /// Returns whether a text follows the notation.
    pub fits: fn(&str) -> bool,
}

const fn notation(what: &'static str, help: &'static str, fits: fn(&str) -> bool) -> Notation {
    Notation { rule: rules::MALFORMED, what, help, fits }
}

/// Names that another check validates.
pub(super) static FREE: Notation = notation("a name", "", |_| true);

/// Names that only the schema uses: of bases, quotas, media rules.
pub(super) static NAME: Notation = notation("a name", "a name has letters, digits, `_`, `-` and `.`", |text| {
    filled(text, |one| one.is_alphanumeric() || "_-.".contains(one))
});

/// Names in bodies and queries: of fields, parameters, symbols, finders.
pub(super) static WIRE: Notation = notation("a name on the wire", IN_A_NAME, is_wire_name);

/// Advice on names on the wire.
const IN_A_NAME: &str = "a name has letters, digits and signs such as `_`, `-`, `.` and `$`, but neither blanks nor signs that a URL or a projection gives a meaning";

/// Names of keys. Another check tells of a `?` at the end.
pub(super) static KEY: Notation = notation("a name on the wire", IN_A_NAME, |text| (MARKED.fits)(text));

/// Names in bodies and queries, with `?` at the end if the value may be absent.
pub(super) static MARKED: Notation = notation(
    "a name on the wire",
    "a name has letters, digits and signs such as `_`, `-`, `.` and `$`, but neither blanks nor signs that a URL or a projection gives a meaning; a `?` \
     stands at its end where the value may be absent",
    |text| is_wire_name(text.strip_suffix('?').unwrap_or(text)),
);

/// Texts of projections, which have a check of their own.
pub(super) static SELECTION: Notation = notation("a projection", "", |_| true);

/// Names of resources, which are path segments.
pub(super) static SEGMENT: Notation = notation(
    "a segment of a path",
    "write the name alone, without slashes and without the key, which `key:` describes: ASCII letters, digits, `_`, `-`, `.`, `~` and `$`, neither `.` nor \
     `..`; another address goes percent-encoded into `path:`, as in `/gr%C3%B6%C3%9Fen`",
    is_segment,
);

/// Names of the API and of products.
pub(super) static CRATE: Notation = Notation {
    rule: rules::NO_IDENTIFIER,
    what: "a name for a crate or a feature",
    help: "it starts with a letter, and has the letters a to z, digits, `_` and `-`",
    fits: |text| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && filled(text, |one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'))
    },
};

/// Namespaces of types, including the empty one.
pub(super) static NAMESPACE: Notation =
    notation("a namespace", "it is identifiers with dots between, as in `com.example.directory`", |text| {
        text.is_empty() || text.split('.').all(is_word)
    });

/// Permissions.
pub(super) static SCOPE: Notation = notation(
    "an OAuth scope",
    "a scope is visible ASCII without blanks, commas, quotes and backslashes; the words `public` and `unknown` say that none is needed, or known",
    |text| is_scope(text) && !matches!(text, "public" | "unknown"),
);

/// Revisions of versions.
pub(super) static REVISION: Notation =
    notation("a revision", "write digits only, as in `03`", |text| filled(text, |one| one.is_ascii_digit()));

/// Separators of scopes in a URL.
pub(super) static SEPARATOR: Notation =
    notation("a separator of scopes", "write a blank, `\" \"`, or a comma, `\",\"`", |text| [" ", ",", ";", "+"].contains(&text));

/// Names of response headers.
pub(super) static HEADER: Notation =
    notation("the name of a header", "it has ASCII letters, digits and `-`, as in `X-Request-Id`", is_header);

/// Names of the request headers that a schema may define.
pub(super) static OWN_HEADER: Notation = notation(
    "the name of a header of its own",
    "it has ASCII letters, digits and `-`, as in `Api-Version`, and is none that every client sends",
    |text| is_header(text) && !OF_EVERY_CLIENT.iter().any(|taken| taken.eq_ignore_ascii_case(text)),
);

/// Request headers that a client sets itself.
const OF_EVERY_CLIENT: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-http-method-override",
    "x-restli-method",
    "x-restli-protocol-version",
];

/// Scheme and host of a base.
pub(super) static ORIGIN: Notation = notation(
    "a scheme and a host",
    "write it as `https://api.example.com`, without a slash at the end; the rest goes into `path`",
    |text| without_scheme(text).is_some_and(is_authority),
);

/// Addresses of pages and endpoints.
pub(super) static ADDRESS: Notation =
    notation("an address", "write it with its scheme, as in `https://www.example.com/oauth/token`", |text| {
        without_scheme(text).is_some_and(|rest| {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            is_authority(authority) && is_in_url(path)
        })
    });

/// Prefixes of paths.
pub(super) static PREFIX: Notation = Notation {
    rule: rules::PATH,
    what: "a path prefix",
    help: "write it as `/rest`, with a slash before it, none after, and no segment `.` or `..`; leave `path` out if there is no prefix",
    fits: |text| {
        text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|segment| !segment.is_empty()))
            && is_in_url(text)
            && !text.contains(['?', '{', '}'])
            && !text.split('/').any(is_dots)
    },
};

/// Hosts.
pub(super) static HOST: Notation = notation(
    "a host",
    "write it as `uploads.example.com`, without scheme, port and path; a leading dot means the domain, which has two parts at least, and every subdomain",
    |text| match text.strip_prefix('.') {
        Some(domain) => domain.contains('.') && is_host(domain),
        None => is_host(text),
    },
);

/// Media types.
pub(super) static MEDIA_TYPE: Notation =
    notation("a media type", "write one type as `image/png`, in small letters: a file has the type that its bytes show", |text| {
        let is_name = |name: &str| is_header(name) && !name.contains(|one: char| one.is_ascii_uppercase() || one == '*');
        text.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
    });

/// Reasons: of what is deprecated, and since when something is retired.
pub(super) static REASON: Notation = notation(
    "a reason or a date",
    "say why, or since when, in a sentence or as a day of the calendar; remove the key if it is still to be used",
    is_reason,
);

/// Replacements of what is retired.
pub(super) static REPLACEMENT: Notation = notation("a replacement", "name what to use instead, or remove the key", says_something);

/// File extensions.
pub(super) static EXTENSION: Notation =
    notation("a file extension", "write it without its dot and in small letters, as in `png`", |text| {
        filled(text, |one| one.is_ascii_lowercase() || one.is_ascii_digit())
    });

/// Entity types of URNs.
pub(super) static ENTITY: Notation = notation(
    "an entity type of URNs",
    "it is what stands after the namespace, as `person` in `urn:li:person:1`: ASCII letters, digits, `_`, `-` and `.`",
    is_entity_type,
);

/// Namespaces of URNs.
pub(super) static URN_NAMESPACE: Notation =
    notation("a URN namespace", "it is what stands after `urn:`, as `li` in `urn:li:person:1`: ASCII letters, digits and `-`", |text| {
        filled(text, |one| one.is_ascii_alphanumeric() || one == '-')
    });

/// Words of messages of errors.
pub(super) static MESSAGE: Notation = notation("words of a message", "write words that stand in the message", |_| true);

/// Codes of errors.
pub(super) static CODE: Notation = notation("an error code", ERROR_CODE, is_error_code);

fn filled(text: &str, allowed: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(allowed)
}

/// Returns whether the language accepts a name of a field, parameter, symbol, finder or action.
#[must_use]
pub fn is_wire_name(text: &str) -> bool {
    let joins = |one: char| matches!(one, '\u{200c}' | '\u{200d}');
    filled(text, |one| !one.is_whitespace() && !is_invisible(one) && !joins(one) && !"?&=#%,;()'\"`/\\:*~{}<>|^".contains(one))
}

/// Returns whether the language accepts a name of a resource.
#[must_use]
pub fn is_segment(text: &str) -> bool {
    filled(text, |one| one.is_ascii_alphanumeric() || "_-.~$".contains(one)) && !is_dots(text)
}

/// Returns whether a segment of a path is `.` or `..`, which URLs resolve: it would lead elsewhere.
#[must_use]
pub fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Returns whether the language accepts a text as the reason for which something is deprecated.
#[must_use]
pub fn is_reason(text: &str) -> bool {
    says_something(text) || Day::parse(text.trim()).is_some()
}

/// Returns whether a text has words that are no truth value.
fn says_something(text: &str) -> bool {
    let is_truth = matches!(text.trim().to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null");
    text.chars().any(char::is_alphabetic) && !is_truth
}

/// The form of a code of errors, as advice.
pub const ERROR_CODE: &str = "a code is a text on one line, without blanks around it and without invisible characters";

/// Returns whether the language accepts a code of errors.
#[must_use]
pub fn is_error_code(text: &str) -> bool {
    text.trim() == text && filled(text, |one| !one.is_control() && !is_invisible(one))
}

/// Returns whether the language accepts an entity type of URNs.
#[must_use]
pub fn is_entity_type(text: &str) -> bool {
    filled(text, |one| one.is_ascii_alphanumeric() || "_-.".contains(one))
}

/// Returns whether the language accepts a namespace of URNs.
#[must_use]
pub fn is_urn_namespace(text: &str) -> bool {
    filled(text, |one| one.is_ascii_alphanumeric() || one == '-')
}

fn is_word(text: &str) -> bool {
    !text.starts_with(|first: char| first.is_ascii_digit()) && filled(text, |one| one.is_ascii_alphanumeric() || one == '_')
}

/// Returns whether a text is an HTTP token, as header names are.
fn is_header(text: &str) -> bool {
    filled(text, |one| one.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(one))
}

fn without_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

/// Returns whether a text is a host with or without a port.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    port.is_none_or(|port| port.parse::<u16>().is_ok() && filled(port, |one| one.is_ascii_digit())) && is_host(host)
}

fn is_host(text: &str) -> bool {
    if let Some(address) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.starts_with('-') && !label.ends_with('-') && filled(label, |one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))
    };
    text.split('.').all(is_label)
}

/// The first sign of an address with its scheme that no address has, for messages.
pub(crate) fn stray(text: &str) -> Option<String> {
    let sign = without_scheme(text)?.chars().find(|one| !is_in_address(*one))?;
    Some(if sign == ' ' { "blank".to_owned() } else { format!("`{}`", sign.escape_debug()) })
}

const fn is_in_address(one: char) -> bool {
    one.is_ascii_graphic() && !matches!(one, '"' | '<' | '>' | '\\' | '^' | '`' | '|' | '#')
}

/// Returns whether a URL can hold the text unchanged: ASCII with other characters percent-encoded.
#[must_use]
pub fn is_in_url(text: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.chars().all(is_in_address) && text.split('%').skip(1).all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_of_well_written_texts_fits() {
        let cases: [(&Notation, &[&str]); 12] = [
            (&WIRE, &["id", "2ndDegree", "$URN", "com.linkedin.Share", "größe", "values[0]", "_"]),
            (&MARKED, &["id", "id?"]),
            (&SEGMENT, &["people", "me~", "ugc_posts"]),
            (&CRATE, &["linkedin", "rust-names", "a2"]),
            (&NAMESPACE, &["", "com.example", "_x"]),
            (&SCOPE, &["r_basic", "https://example.com/auth.read", "openid"]),
            (&HEADER, &["X-Request-Id", "etag"]),
            (&ORIGIN, &["https://api.example.com", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:80"]),
            (&ADDRESS, &["https://www.example.com/oauth/v2?x=1", "https://example.com", "http://localhost:1/a%20b"]),
            (&PREFIX, &["/rest", "/v2/api"]),
            (&HOST, &["uploads.example.com", ".example.com", "localhost"]),
            (&MEDIA_TYPE, &["image/png", "application/vnd.api+json"]),
        ];
        for (notation, texts) in cases {
            for text in texts {
                assert!((notation.fits)(text), "`{text}` is not {}", notation.what);
            }
        }
    }

    #[test]
    fn notation_of_other_texts_does_not_fit() {
        let cases: [(&Notation, &[&str]); 13] = [
            (&WIRE, &["", "in work", "?digits", "a/b", "a:b", "a\u{7}", "a\u{200b}"]),
            (&MARKED, &["?digits", "?", "a??", "a b?"]),
            (&SEGMENT, &["größen", "a/b", "a b", "%20", ".", ".."]),
            (&CRATE, &["", "my things", "1a", "größe"]),
            (&NAMESPACE, &["com.", "com example", "com.2x", "a-b"]),
            (&SCOPE, &["", "r people", "public", "unknown", "a,b", "größe", "a\"b"]),
            (&HEADER, &["", "X Version", "X:Y", "größe"]),
            (&OWN_HEADER, &["Authorization", "content-type", "X Y"]),
            (&ORIGIN, &["api.example.com", "https://", "https://a/b", "https://a b", "https://me@a", "https://a:port", "ftp://a"]),
            (&ADDRESS, &["/oauth/token", "https://a b", "https:///token", "https://a/%zz", "https://a/ö"]),
            (&PREFIX, &["rest", "/rest/", "/", "/a//b", "/a?b", "/{a}", "/ö", "/v1/..", "/%2E"]),
            (&HOST, &["https://a", "a/b", "a:80", "..", "-a.com", ".com"]),
            (&MEDIA_TYPE, &["png", "image/", "image/p ng", "image/png; q=1"]),
        ];
        for (notation, texts) in cases {
            for text in texts {
                assert!(!(notation.fits)(text), "`{text}` is {}", notation.what);
            }
        }
    }
}
