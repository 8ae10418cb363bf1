//! JSON in which no object has a name twice (`docs/protocol.md §4`).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

/// Reads a text. The error of a name that stands twice has its place, too.
pub(super) fn read(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str::<Unique>(text).map(|Unique(json)| json)
}

struct Unique(Json);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut read = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            read.push(item);
        }
        Ok(read.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut read = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if read.contains_key(&name) {
                return Err(A::Error::custom(format_args!("`{name}` stands twice in an object")));
            }
            let Unique(value) = members.next_value()?;
            read.insert(name, value);
        }
        Ok(read.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;

    #[test]
    fn text_is_read_as_it_is() {
        let text = r#"{"a": [null, true, -5, 18446744073709551615, 1.5, "x\u0000\ud83d\ude00"], "b": {}, "": {"a": 1}}"#;
        let value = json!({"a": [null, true, -5, 18_446_744_073_709_551_615_u64, 1.5, "x\u{0}\u{1f600}"], "b": {}, "": {"a": 1}});
        assert_eq!(read(text).unwrap(), value);
    }

    #[test]
    fn name_that_stands_twice_is_an_error_with_its_place() {
        let error = read("{\"a\": [{\"b\": 1,\n \"c\": 2, \"b\": 3}]}").unwrap_err().to_string();
        assert_eq!(error, "`b` stands twice in an object at line 2 column 12");
    }
}
