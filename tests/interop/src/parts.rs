//! A request taken apart into what is compared.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use restli_core::{Json, url};

/// The parts by name. What a request does not have is not there.
pub type Parts = BTreeMap<&'static str, String>;

/// The headers that are compared when they are there, besides `Content-Type`, and the names of their parts.
const HEADERS: [(HeaderName, &str); 5] = [
    (AUTHORIZATION, "Authorization"),
    (HeaderName::from_static("x-restli-protocol-version"), "X-RestLi-Protocol-Version"),
    (HeaderName::from_static("x-restli-method"), "X-RestLi-Method"),
    (HeaderName::from_static("x-http-method-override"), "X-HTTP-Method-Override"),
    (HeaderName::from_static("linkedin-version"), "Linkedin-Version"),
];
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/mixed; boundary=";

/// Takes a request apart.
///
/// Everything is compared as text, but for what a reader takes alike: the letter case of `X-RestLi-Method`, white space
/// and the order of members in JSON, and the boundary of a multipart body, each client's own. `Content-Type` counts where there is a body.
/// The query and the body are found also where they travel in the body of a POST (`docs/protocol.md §10`); `framing` is what stands around them.
///
/// # Errors
/// A body that is not what its `Content-Type` says.
pub fn parts(request: &Request<Bytes>) -> Result<Parts> {
    let mut parts = Parts::from([("verb", request.method().to_string()), ("path", request.uri().path().to_owned())]);
    for (header, name) in HEADERS {
        if let Some(value) = request.headers().get(&header) {
            let value = value.to_str()?;
            parts.insert(name, if name == "X-RestLi-Method" { value.to_lowercase() } else { value.to_owned() });
        }
    }
    if let Some(query) = request.uri().query() {
        parts.insert("query", query.to_owned());
    }
    let text = std::str::from_utf8(request.body()).context("a body that is not text")?;
    let kind = request.headers().get(CONTENT_TYPE).map(|kind| kind.to_str()).transpose()?.unwrap_or_default();
    let (body, kind) = match kind.strip_prefix(MULTIPART) {
        _ if text.is_empty() => return Ok(parts),
        _ if kind == FORM => {
            parts.insert("query", text.to_owned());
            ("", kind.to_owned())
        }
        Some(boundary) => {
            let boundary = boundary.trim_matches('"');
            let (query, body) = halves(text, boundary).context("a multipart body that has not two parts")?;
            let framing = text.replacen(query, "QUERY", 1).replacen(body, "BODY", 1).replace(boundary, "BOUNDARY");
            parts.insert("framing", framing);
            parts.insert("query", query.to_owned());
            (body, format!("{MULTIPART}BOUNDARY"))
        }
        None => (text, kind.to_owned()),
    };
    parts.insert("Content-Type", kind);
    if !body.is_empty() {
        let json: Json = serde_json::from_str(body).with_context(|| format!("a body that is no JSON: {body}"))?;
        parts.insert("body", json.to_string());
    }
    Ok(parts)
}

/// The contents of the two parts of a multipart body.
fn halves<'a>(text: &'a str, boundary: &str) -> Option<(&'a str, &'a str)> {
    let mark = format!("--{boundary}");
    let mut parts = text.split(mark.as_str()).skip(1).map(|part| part.split_once("\r\n\r\n").map(|(_, content)| content));
    let mut next = || parts.next().flatten().and_then(|content| content.strip_suffix("\r\n"));
    Some((next()?, next()?))
}

/// Returns whether a server reads the same from two texts of a part; `None` for a part that a server does not read as data.
#[must_use]
pub fn reads_alike(part: &str, theirs: &str, ours: &str) -> Option<bool> {
    let read = match part {
        "path" => read_path,
        "query" => read_query,
        "body" => read_body,
        _ => return None,
    };
    Some(read(theirs).is_some_and(|theirs| Some(theirs) == read(ours)))
}

fn read_path(path: &str) -> Option<Json> {
    let read = |segment: &str| match url::parse(segment) {
        Ok(data) => Some(number(data)),
        Err(_) if segment.is_empty() => Some(Json::Null),
        Err(_) => url::percent_decode(segment).map(|text| Json::from(text.into_owned())),
    };
    path.split('/').map(read).collect::<Option<_>>().map(Json::Array)
}

/// The parameters by name, each given once; nothing between two `&` is none. Projections are no URL data (`docs/protocol.md §3.4, §5.1`).
fn read_query(query: &str) -> Option<Json> {
    let mut parameters = serde_json::Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = url::percent_decode(name)?.into_owned();
        let projection = matches!(name.as_str(), "fields" | "projection");
        let value = if projection { Json::from(value) } else { number(url::parse(value).ok()?) };
        if parameters.insert(name, value).is_some() {
            return None;
        }
    }
    Some(Json::Object(parameters))
}

/// URL data has only texts; one that is a fraction counts by its value.
fn number(data: Json) -> Json {
    let fraction = data.as_str().filter(|text| text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(['.', 'e', 'E']));
    match fraction.map(str::parse::<f64>) {
        Some(Ok(number)) => Json::from(number),
        _ => data,
    }
}

/// A body in which the keys of a batch are read as URL data where they are some of several parts.
fn read_body(body: &str) -> Option<Json> {
    let mut json: Json = serde_json::from_str(body).ok()?;
    if let Some(entities) = json.get_mut("entities").and_then(Json::as_object_mut) {
        let read = |key: String| if key.starts_with('(') { url::parse(&key).map_or(key, |data| data.to_string()) } else { key };
        *entities = std::mem::take(entities).into_iter().map(|(key, entity)| (read(key), entity)).collect();
    }
    Some(json)
}
