//! The data of an answer.

use restli_core::Json;
use restli_schema::api::Type;

use crate::project::scene::Shape;

/// The data of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names and values of headers.
    pub(crate) headers: Vec<(String, String)>,
    /// The body; `None` if there is none.
    pub(crate) body: Option<Json>,
    /// The place and type of the entities in the body, which projections reduce.
    pub(crate) entities: Option<(Shape, Type)>,
}

impl Reply {
    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// An answer with a body in which no entities are.
    pub(crate) fn plain(status: u16, body: Json) -> Self {
        Self { status, body: Some(body), ..Self::default() }
    }
}
