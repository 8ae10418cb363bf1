//! Union members that the schema does not know, and names beside a value that are no members.

use std::sync::LazyLock;

use super::DataRef;
use crate::{Json, UnknownMember};

/// `{}`, a union without a member.
static NOTHING: LazyLock<Json> = LazyLock::new(|| Json::Object(serde_json::Map::new()));

impl UnknownMember {
    /// The member as it came; `{}` if there was none.
    pub fn data(&self) -> DataRef<'_> {
        match &self.key {
            Some(key) => DataRef::Member(key, &self.value),
            None => DataRef::NoMember(&NOTHING),
        }
    }
}

/// The value of a bare union that is none of its members, as it came; a bare union without a value is `null`.
pub fn unrecognized(value: &Json) -> DataRef<'_> {
    if value.is_null() { DataRef::NoMember(value) } else { DataRef::Json(value) }
}

/// Returns `true` for a name that servers put beside a value although the schema does not declare it: `$metadata`, `x~`, `x!`
/// (`docs/protocol.md §4, §5.5`). Such a name is no member of a union.
pub(crate) fn stands_beside(name: &str) -> bool {
    name.starts_with('$') || name.ends_with(['~', '!'])
}
