//! The bodies of the page's own requests, and of programs that speak to it: JSON objects with known members.

use bytes::Bytes;
use http::Request;
use restli_core::Json;
use serde_json::{Map, Value};

use super::reply::Refused;

/// The members of a body.
pub(super) struct Asked(Map<String, Json>);

impl Asked {
    /// Reads a body that has no members but these.
    pub(super) fn read(request: &Request<Bytes>, known: &[&str]) -> Result<Self, Refused> {
        let members = match serde_json::from_slice(request.body()) {
            Ok(Value::Object(members)) => members,
            Ok(_) => return Err(Refused::wrong("the body is no JSON object")),
            Err(error) => return Err(Refused::wrong(format!("the body is no JSON: {error}"))),
        };
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Refused::wrong(format!("the body has `{name}`, and its members are {}", known.join(", ")))),
            None => Ok(Self(members)),
        }
    }

    /// The value of a member; null is none.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// The value of a member that has to be there.
    pub(super) fn need<'a, T>(&'a self, name: &str, what: &str, read: impl Fn(&'a Json) -> Option<T>) -> Result<T, Refused> {
        let value = self.get(name).ok_or_else(|| Refused::wrong(format!("the body lacks `{name}`, {what}")))?;
        read(value).ok_or_else(|| Refused::wrong(format!("`{name}` is {value}, and not {what}")))
    }

    /// The value of a member that may be left out.
    pub(super) fn may<'a, T>(&'a self, name: &str, what: &str, read: impl Fn(&'a Json) -> Option<T>) -> Result<Option<T>, Refused> {
        if self.get(name).is_none() { Ok(None) } else { self.need(name, what, read).map(Some) }
    }

    /// The texts of a list that may be left out.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, Refused> {
        self.may(name, "a list of texts", |value| value.as_array()?.iter().map(Json::as_str).collect::<Option<Vec<&str>>>())
            .map(Option::unwrap_or_default)
    }
}
