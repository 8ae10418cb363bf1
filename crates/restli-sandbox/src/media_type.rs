//! Media types in headers: `application/json; charset=utf-8`.

/// Returns whether a media type is this one, whatever its parameters.
pub(crate) fn is(media_type: &str, wanted: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case(wanted)
}

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The value of a parameter, without quotes.
pub(crate) fn parameter<'t>(media_type: &'t str, name: &str) -> Option<&'t str> {
    let pairs = media_type.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(told, _)| told.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().trim_matches('"'));
    values.next()
}

/// Returns whether a media type is JSON in the only encoding that it has (RFC 8259 §8.1); ASCII is a part of it.
pub(crate) fn is_json(media_type: &str) -> bool {
    let is_text = |charset: &str| ["utf-8", "utf8", "us-ascii"].iter().any(|one| charset.eq_ignore_ascii_case(one));
    is(media_type, "application/json") && parameter(media_type, "charset").is_none_or(is_text)
}

#[cfg(test)]
mod tests {
    use super::{is_json, parameter};

    #[test]
    fn json_in_another_encoding_is_none() {
        for good in ["application/json", "Application/JSON ; Charset=\"UTF-8\"", "application/json;charset=utf8;x=1", "application/json;"] {
            assert!(is_json(good), "{good}");
        }
        for bad in ["application/json; charset=latin1", "application/json;charset=utf-16", "application/jsonp", "text/json", ""] {
            assert!(!is_json(bad), "{bad}");
        }
    }

    #[test]
    fn parameter_has_a_name_of_any_case_and_a_value_without_quotes() {
        assert_eq!(parameter("multipart/mixed; a=b; Boundary=\"x y\"", "boundary"), Some("x y"));
        assert_eq!(parameter("multipart/mixed; myboundary=x", "boundary"), None);
    }
}
