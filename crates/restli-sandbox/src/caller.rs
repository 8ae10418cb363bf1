//! The party that calls.

use crate::auth::Grant;

/// The party that calls, and the version that it asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// The grant behind the token; `None` without a token, which some methods do not need.
    pub(crate) grant: Option<Grant>,
    /// The version of a family; `None` where the base has none.
    pub(crate) version: Option<u32>,
    /// Headers of the answer, such as what is left of a quota.
    pub(crate) headers: Vec<(String, String)>,
}
