//! Any JSON value, kept as a tree.

use serde_json::Number;

use super::number::not_finite;
use super::reader::Reader;
use crate::Json;
use crate::data::DecodeError;

impl Reader<'_> {
    /// The next value as a tree.
    pub(super) fn any(&mut self) -> Result<Json, DecodeError> {
        match self.peek() {
            Some(b'{') => self.any_object(),
            Some(b'[') => self.any_array(),
            Some(b'"') => Ok(self.string()?.map_or(Json::Null, |text| Json::String(text.into_owned()))),
            Some(b'-' | b'0'..=b'9') => self.number().map(any_number).ok_or_else(|| self.flaw("expected a number")),
            _ if self.word("null") => Ok(Json::Null),
            _ if self.word("true") => Ok(Json::Bool(true)),
            _ if self.word("false") => Ok(Json::Bool(false)),
            _ => Err(self.flaw("expected a value")),
        }
    }

    fn any_object(&mut self) -> Result<Json, DecodeError> {
        let mut members = serde_json::Map::new();
        self.enter(b'{')?;
        while let Some(name) = self.next_member(members.is_empty())? {
            let value = self.any()?;
            members.insert(name.into_owned(), value);
        }
        Ok(Json::Object(members))
    }

    fn any_array(&mut self) -> Result<Json, DecodeError> {
        let mut items = Vec::new();
        self.enter(b'[')?;
        while self.next_item(items.is_empty())? {
            items.push(self.any()?);
        }
        Ok(Json::Array(items))
    }
}

/// Whole numbers stay exact as far as 64 bits go. A number too large for a double becomes the text that stands for an infinity, because
/// JSON has no infinities.
fn any_number(literal: &str) -> Json {
    if let Ok(number) = literal.parse::<i64>() {
        return Json::from(number);
    }
    if let Ok(number) = literal.parse::<u64>() {
        return Json::from(number);
    }
    let number: f64 = literal.parse().unwrap_or(f64::NAN);
    Number::from_f64(number).map_or_else(|| Json::from(not_finite(number)), Json::Number)
}
