//! The party that calls.

use crate::auth::Grant;

/// The party that calls, and the version that it asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// The grant behind the token; `None` without a token, which some methods do not need.
    pub(crate) grant: Option<Grant>,
    /// The version of a family; `None` where the base has none.
    pub(crate) version: Option<u32>,
    /// The permission by which the call is allowed, in words.
    pub(crate) permission: Option<String>,
    /// The calls that are left of each quota, by its name.
    pub(crate) quotas_left: Vec<(String, u64)>,
    /// Headers of the answer, such as what is left of a quota.
    pub(crate) headers: Vec<(String, String)>,
}
