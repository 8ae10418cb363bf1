//! The surroundings of an answer.

use restli_schema::api::{Api, Method};

use crate::received::Received;

/// The surroundings of an answer that a fault takes the place of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) api: &'a Api,
    pub(crate) method: Option<&'a Method>,
    pub(crate) request: &'a Received,
}
