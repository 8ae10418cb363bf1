//! Functions that generated code calls. Not part of the public interface: they may change in any release.

use restli_core::data::Data;
use restli_core::json;

use crate::error::{Error, Problem};

/// The form named `name` of an entity that was read, by way of JSON: the fields that the form lacks are left out.
///
/// # Errors
/// The entity lacks a field that the form requires.
pub fn form<T: Data>(name: &str, entity: &dyn Data) -> Result<T, Error> {
    json::from_slice(&json::to_vec(entity)).map_err(|error| {
        let what = format!("it cannot be made from the entity: {}", error.without_excerpt());
        Error::request(Problem::new(name, what, format!("make it with `{name}::new`")))
    })
}
