//! The patch between two objects (`docs/protocol.md §6`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Patch;
use crate::Json;
use crate::data::{Data, DataRef, DecodeError, eq};

impl Patch {
    /// Computes the patch that turns the original into the modified object: members that are gone are deleted, new or different ones are
    /// set, and changes inside records, maps and union members stay inside. An array, and a union whose member changes, is set whole.
    ///
    /// ```
    /// use restli_core::{Json, patch::Patch};
    ///
    /// let original: Json = serde_json::from_str(r#"{"a":1,"b":{"c":1,"d":2}}"#)?;
    /// let modified: Json = serde_json::from_str(r#"{"b":{"c":2}}"#)?;
    /// let patch = Patch::diff(&original, &modified)?;
    /// assert_eq!(patch.to_json(), r#"{"patch":{"$delete":["a"],"b":{"$set":{"c":2},"$delete":["d"]}}}"#);
    /// assert_eq!(patch.apply(&original)?, modified);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// One of the two is no record or map, or both are unions with different members: a patch cannot replace its own root.
    pub fn diff(original: &dyn Data, modified: &dyn Data) -> Result<Self, DecodeError> {
        Self::between(original, modified)
            .ok_or_else(|| DecodeError::new("not two objects that a patch could lead from one to the other", ""))
    }

    /// The changes between two objects; `None` if only setting the whole value expresses a change.
    fn between(original: &dyn Data, modified: &dyn Data) -> Option<Self> {
        let (before, after) = (members(original)?, members(modified)?);
        if let (DataRef::Member(before, _), DataRef::Member(after, _)) = (original.data(), modified.data())
            && before != after
        {
            return None;
        }
        let mut patch = Self::default();
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            patch.delete(name);
        }
        for (name, value) in after {
            let Some(before) = before.get(&name) else {
                patch.set(&name, value);
                continue;
            };
            // Servers ignore a branch to a name that starts with `$`.
            match Self::between(*before, value).filter(|_| !name.starts_with('$')) {
                Some(changes) if changes.is_empty() => {}
                Some(changes) => patch.nest(&name, changes),
                None if eq(*before, value) => {}
                None => patch.set(&name, value),
            }
        }
        Some(patch)
    }
}

/// The members of an object by their names; `None` for anything that a patch cannot go into.
fn members(value: &dyn Data) -> Option<BTreeMap<Cow<'_, str>, &dyn Data>> {
    let mut members = BTreeMap::new();
    match value.data() {
        DataRef::Record(record) => record.each(&mut |name, value| {
            members.insert(name.into(), value);
        }),
        DataRef::Map(entries) => entries.each(&mut |name, value| {
            members.insert(name, value);
        }),
        DataRef::Member(key, value) => {
            members.insert(key.into(), value);
        }
        DataRef::Json(Json::Object(object)) => members.extend(object.iter().map(|(name, value)| (name.into(), value as &dyn Data))),
        _ => return None,
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use crate::patch::Patch;

    #[test]
    fn section_6_what_a_diff_says() {
        for (original, modified, patch) in [
            (r#"{"a":1,"b":{"c":1,"d":2}}"#, r#"{"b":{"c":2}}"#, r#"{"$delete":["a"],"b":{"$set":{"c":2},"$delete":["d"]}}"#),
            (r#"{"a":1}"#, r#"{"a":1}"#, "{}"),
            (r#"{"a":""}"#, r#"{"a":null}"#, r#"{"$set":{"a":null}}"#),
            (r#"{"a":[1,2]}"#, r#"{"a":[1,2,3]}"#, r#"{"$set":{"a":[1,2,3]}}"#),
            (r#"{"a":[{"b":1}]}"#, r#"{"a":[{"b":2}]}"#, r#"{"$set":{"a":[{"b":2}]}}"#),
            (r#"{"a":{"b":1}}"#, r#"{"a":[1]}"#, r#"{"$set":{"a":[1]}}"#),
            (r#"{"a":1}"#, r#"{"a":{"b":1}}"#, r#"{"$set":{"a":{"b":1}}}"#),
            (r#"{"a":{"b":1}}"#, r#"{"a":{}}"#, r#"{"a":{"$delete":["b"]}}"#),
            (r#"{"$k":{"b":1}}"#, r#"{"$k":{"b":2}}"#, r#"{"$set":{"$k":{"b":2}}}"#),
        ] {
            let (original, modified) = (json(original), json(modified));
            let made = Patch::diff(&original, &modified).expect(patch);
            assert_eq!(made.to_json(), format!(r#"{{"patch":{patch}}}"#));
            assert_eq!(made.apply(&original), Ok(modified));
        }
        let told = Patch::diff(&json("1"), &json("{}")).expect_err("no object").to_string();
        assert_eq!(told, "not two objects that a patch could lead from one to the other");
    }

    fn json(text: &str) -> crate::Json {
        serde_json::from_str(text).expect(text)
    }
}
