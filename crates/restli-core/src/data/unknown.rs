//! Union members that the schema does not know, and names beside a value that are no members.

use super::DataRef;
use crate::{Json, Map, UnknownMember};

/// The empty map, the content of `{}`.
static NOTHING: Map<Json> = Map::new();

impl UnknownMember {
    /// The member as it came; `{}` if there was none.
    pub fn data(&self) -> DataRef<'_> {
        match &self.key {
            Some(key) => DataRef::Member(key, &self.value),
            None => DataRef::Map(&NOTHING),
        }
    }
}

/// Returns `true` for a name that servers put beside a value although the schema does not declare it: `$metadata`, `x~`, `x!`
/// (`docs/protocol.md §4, §5.5`). Such a name is no member of a union.
pub(crate) fn stands_beside(name: &str) -> bool {
    name.starts_with('$') || name.ends_with(['~', '!'])
}
