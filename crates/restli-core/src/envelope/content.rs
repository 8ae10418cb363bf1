//! Unstructured data: bytes of any kind (`docs/protocol.md §11`).

use std::fmt;

use super::{Outcome, Reply};
use crate::data::{DecodeError, Unread};

/// Bytes with their media type.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The media type, `image/png`.
    pub media_type: String,
    /// The bytes as they are.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Bytes of a media type.
    pub fn new(media_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { media_type: media_type.into(), bytes: bytes.into() }
    }
}

impl Outcome for Content {
    fn vacant() -> Self {
        Self::new("", &b""[..])
    }

    fn fill(&mut self, reply: &Reply<'_>, _: &mut Unread) -> Result<(), DecodeError> {
        // The default media type of RFC 9110, section 8.3.
        *self = Self::new(reply.content_type.unwrap_or("application/octet-stream"), reply.body);
        Ok(())
    }
}

/// Shows the media type and the number of bytes.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("media_type", &self.media_type).field("bytes", &self.bytes.len()).finish()
    }
}
