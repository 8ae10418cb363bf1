//! The answer to a request as it goes over a connection.

use bytes::Bytes;
use http::Response;

use crate::faults::Wire;

/// An answer, or the bytes that go over the connection in place of it.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) response: Response<Bytes>,
    pub(crate) wire: Option<Wire>,
}

impl From<Response<Bytes>> for Served {
    fn from(response: Response<Bytes>) -> Self {
        Self { response, wire: None }
    }
}
