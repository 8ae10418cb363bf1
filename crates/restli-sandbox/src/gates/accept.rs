//! The media types that a caller accepts (`docs/protocol.md §1`).

use restli_schema::api::{Api, Method, Resource, Situation};

use crate::media_type;
use crate::received::Received;
use crate::refusal::Refusal;

/// Refuses callers who take no JSON, which all answers are but those with unstructured data.
pub(super) fn check(api: &Api, resource: &Resource, method: &Method, request: &Received) -> Result<(), Refusal> {
    let values = request.headers.get_all("accept").iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let told = values.collect::<Vec<_>>().join(",");
    if resource.unstructured || told.split(',').all(|range| range.trim().is_empty()) || takes_json(&told) {
        return Ok(());
    }
    let message = format!("`Accept` is `{told}`, and the answer is `application/json`: accept that, or leave the header out");
    Err(Refusal::of(api, Some(method), Situation::NotAcceptable, message))
}

/// Returns whether a list of media ranges admits JSON: the range that names it best decides (RFC 9110 §12.5.1).
fn takes_json(told: &str) -> bool {
    let quality = |name: &str| {
        let mut ranges = told.split(',').filter(|range| media_type::is(range, name));
        let quality = |range| media_type::parameter(range, "q").and_then(|text| text.parse::<f32>().ok()).unwrap_or(1.0);
        ranges.next().map(quality)
    };
    ["application/json", "application/*", "*/*"].into_iter().find_map(quality).is_some_and(|quality| quality > 0.0)
}

#[cfg(test)]
mod tests {
    use super::takes_json;

    #[test]
    fn range_that_names_json_best_decides() {
        for good in ["application/json", "text/html, */*;q=0.8", "APPLICATION/*", "application/json;charset=utf-8;q=0.1, */*;q=0"] {
            assert!(takes_json(good), "{good}");
        }
        for bad in ["text/html", "application/x-pson", "application/json;q=0, */*", "application/json; q=0.0", "text/*"] {
            assert!(!takes_json(bad), "{bad}");
        }
    }
}
