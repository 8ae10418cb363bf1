//! Headers that rules read: each says one thing.

use http::HeaderMap;
use restli_schema::api::Api;

/// Headers of one value, besides those of versions.
const SINGLE: &[&str] =
    &["authorization", "content-encoding", "content-type", "x-http-method-override", "x-restli-method", "x-restli-protocol-version"];

/// The flaw of a header: it has two values, or one that is no text. Values are not told, for they may be secret.
pub(crate) fn flaw(api: &Api, headers: &HeaderMap) -> Option<String> {
    let families = api.family_ids().map(|id| api[id].header.as_str());
    SINGLE.iter().copied().chain(families).find_map(|name| {
        let values: Vec<_> = headers.get_all(name).iter().collect();
        match values.as_slice() {
            [] => None,
            [first, others @ ..] if others.iter().any(|other| other != first) => {
                Some(format!("the header `{name}` has two values: send one"))
            }
            [first, ..] => first.to_str().is_err().then(|| format!("the header `{name}` has a value that is no text of ASCII")),
        }
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::flaw;
    use crate::testing::linkedin;

    #[test]
    fn header_of_two_values_or_of_no_text_has_a_flaw() {
        let told = |pairs: &[(&'static str, &[u8])]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap());
            }
            flaw(linkedin(), &headers)
        };
        assert_eq!(told(&[("x-restli-method", b"get"), ("x-restli-method", b"get"), ("x-other", b"a"), ("x-other", b"b")]), None);
        for (name, one, other) in
            [("x-restli-method", "get", "create"), ("authorization", "Bearer a", "Bearer b"), ("linkedin-version", "202607", "202601")]
        {
            let message = told(&[(name, one.as_bytes()), (name, other.as_bytes())]).unwrap();
            assert_eq!(message.to_lowercase(), format!("the header `{name}` has two values: send one"));
        }
        assert_eq!(told(&[("content-type", b"\xff")]).unwrap(), "the header `content-type` has a value that is no text of ASCII");
    }
}
