//! Values of samples: text of URLs as data, in both versions of the protocol, and numbers.

use restli_core::{Json, url};
use serde_json::{Map, json};

/// The parameters of a query as an object. Names of the first version of the protocol, such as `ids[0].name`, lead into lists and records.
///
/// ```
/// use restli_schema::url_text::parameters;
///
/// let first = parameters("q=owner&ids[0].n=1&range.start=5");
/// assert_eq!(first, parameters("q=owner&ids=List((n:1))&range=(start:5)"));
/// ```
#[must_use]
pub fn parameters(text: &str) -> Map<String, Json> {
    let mut all = Json::Object(Map::new());
    for pair in text.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with('=')) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let name = url::percent_decode(name).map_or_else(|| name.to_owned(), std::borrow::Cow::into_owned);
        let steps: Vec<&str> = name.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
        // A name that leads deeper than values go is one name.
        let steps = if steps.len() > url::MAX_DEPTH { vec![name.as_str()] } else { steps };
        put(&mut all, &steps, value(text));
    }
    match all {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}

/// Puts a value at the end of some steps. A second value at one place makes a list.
fn put(into: &mut Json, steps: &[&str], value: Json) {
    let Some((step, rest)) = steps.split_first() else {
        *into = match std::mem::take(into) {
            Json::Null => value,
            Json::Array(mut values) => {
                values.push(value);
                Json::Array(values)
            }
            one => json!([one, value]),
        };
        return;
    };
    if let Ok(index) = step.parse::<usize>() {
        if into.is_null() {
            *into = json!([]);
        }
        if let Some(values) = into.as_array_mut() {
            if index >= values.len() {
                values.push(Json::Null);
            }
            if let Some(place) = values.last_mut() {
                put(place, rest, value);
            }
        }
        return;
    }
    if into.is_null() {
        *into = Json::Object(Map::new());
    }
    if let Some(members) = into.as_object_mut() {
        put(members.entry((*step).to_owned()).or_insert(Json::Null), rest, value);
    }
}

/// A value of a query or path. Text that is no URL data stands for itself, its escapes undone.
#[must_use]
pub fn value(text: &str) -> Json {
    url::parse(text).unwrap_or_else(|_| Json::from(url::percent_decode(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned)))
}

/// A key of a path. Keys of several parts are written `(name:value)`, in the first version of the protocol `name=value&other=value`.
#[must_use]
pub fn key(text: &str) -> Json {
    let is_part =
        |part: &str| part.split_once('=').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty() && !value.contains('='));
    if text.split('&').all(is_part) { Json::Object(parameters(text)) } else { value(text) }
}

/// The whole number of JSON, which `5.0` is, too.
#[must_use]
pub fn whole(json: &Json) -> Option<i64> {
    let integral = || json.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e15)?.to_string().parse().ok();
    json.as_i64().or_else(integral)
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn name_that_leads_too_deep_is_one_name() {
        let name = "a.".repeat(100_000);
        assert_eq!(parameters(&format!("{name}=1")).keys().collect::<Vec<_>>(), [&name]);
    }
}
