//! A successful response as it was received.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::problem::CallInfo;
use crate::lease::Lease;
use crate::tables::ApiInfo;

/// A successful response, not yet decoded.
#[derive(Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; empty if nobody needs it and it did not come soon.
    pub(crate) body: Bytes,
    pub(crate) call: CallInfo,
    pub(crate) api: &'static ApiInfo,
    /// The token of the request, which the body may repeat.
    pub(crate) lease: Lease,
}
