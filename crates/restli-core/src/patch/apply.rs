//! Application of a patch to an object (`docs/protocol.md §6`).

use super::{Change, Patch};
use crate::data::DecodeError;
use crate::{Json, json};

impl Patch {
    /// The object after the patch, as the reference server makes it.
    ///
    /// # Errors
    /// `object` is no JSON object, a branch leads to a scalar, or an index of `$reorder` is not in the array.
    pub fn apply(&self, object: &Json) -> Result<Json, DecodeError> {
        let Json::Object(members) = object else {
            return Err(DecodeError::new("not an object: only these can be patched", &object.to_string()));
        };
        let mut members = members.clone();
        self.apply_to(&mut members)?;
        Ok(Json::Object(members))
    }

    fn apply_to(&self, members: &mut serde_json::Map<String, Json>) -> Result<(), DecodeError> {
        for (name, change) in &self.changes {
            match change {
                Change::Set(text) => {
                    let value = json::from_slice(text.as_bytes()).map_err(|error| error.in_field(name))?;
                    members.insert(name.clone(), value);
                }
                Change::Delete => {
                    members.remove(name);
                }
                // Every name that starts with `$` counts as a command that is not known.
                Change::Below(_) if name.starts_with('$') => {}
                Change::Below(patch) => patch.apply_below(name, members).map_err(|error| error.in_field(name))?,
            }
        }
        Ok(())
    }

    /// Applies changes to the object or array under a name.
    pub(super) fn apply_below(&self, name: &str, members: &mut serde_json::Map<String, Json>) -> Result<(), DecodeError> {
        match members.get_mut(name) {
            Some(Json::Object(below)) => self.apply_to(below),
            // Of an array, only the order can be changed; other commands are ignored.
            Some(Json::Array(items)) => self.reorder.map_or(Ok(()), |(from, to)| move_item(items, from, to)),
            Some(scalar) => Err(DecodeError::new("neither object nor array: a branch of a patch leads to one", &scalar.to_string())),
            None if self.sets() => {
                let mut below = serde_json::Map::new();
                self.apply_to(&mut below)?;
                members.insert(name.to_owned(), Json::Object(below));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Returns `true` if the patch sets anything at any depth, so that an absent object is created.
    fn sets(&self) -> bool {
        self.changes.iter().any(|(name, change)| match change {
            Change::Set(_) => true,
            Change::Delete => false,
            Change::Below(patch) => !name.starts_with('$') && patch.sets(),
        })
    }
}

/// Moves an item so that its new index is `to`.
fn move_item(items: &mut Vec<Json>, from: u32, to: u32) -> Result<(), DecodeError> {
    let index = |index: u32| {
        let found = usize::try_from(index).ok().filter(|index| *index < items.len());
        found.ok_or_else(|| DecodeError::new(format!("no item {index} in an array of {}", items.len()), "").in_field("$reorder"))
    };
    let (from, to) = (index(from)?, index(to)?);
    let item = items.remove(from);
    items.insert(to, item);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::patch::Patch;

    #[test]
    fn section_6_what_a_patch_does() {
        let data = json(r#"{"n":1,"o":{"x":1,"y":2},"l":[1,2,3,4],"$k":{"x":1}}"#);
        for (patch, told) in [
            ("{}", r#"{"$k":{"x":1},"l":[1,2,3,4],"n":1,"o":{"x":1,"y":2}}"#),
            (r#"{"$set":{"o":{"z":3},"l":[5]}}"#, r#"{"$k":{"x":1},"l":[5],"n":1,"o":{"z":3}}"#),
            (r#"{"$delete":["n","gone"]}"#, r#"{"$k":{"x":1},"l":[1,2,3,4],"o":{"x":1,"y":2}}"#),
            (r#"{"o":{"$set":{"x":2},"$delete":["y"]}}"#, r#"{"$k":{"x":1},"l":[1,2,3,4],"n":1,"o":{"x":2}}"#),
            // A branch to an absent object.
            (r#"{"new":{"$set":{"x":1}},"$delete":["$k","l","o"]}"#, r#"{"n":1,"new":{"x":1}}"#),
            (r#"{"new":{"in":{"$set":{"x":1}}},"$delete":["$k","l","o"]}"#, r#"{"n":1,"new":{"in":{"x":1}}}"#),
            (r#"{"new":{"$delete":["x"]},"$delete":["$k","l","o"]}"#, r#"{"n":1}"#),
            // A branch to a scalar.
            (r#"{"n":{"$set":{"x":1}}}"#, "n: neither object nor array: a branch of a patch leads to one: 1"),
            (r#"{"o":{"x":{}}}"#, "o.x: neither object nor array: a branch of a patch leads to one: 1"),
            // Order.
            (r#"{"l":{"$reorder":[{"$fromIndex":0,"$toIndex":2}]}}"#, r#"{"$k":{"x":1},"l":[2,3,1,4],"n":1,"o":{"x":1,"y":2}}"#),
            (r#"{"l":{"$reorder":[{"$fromIndex":3,"$toIndex":0}]}}"#, r#"{"$k":{"x":1},"l":[4,1,2,3],"n":1,"o":{"x":1,"y":2}}"#),
            (r#"{"l":{"$reorder":[{"$fromIndex":0,"$toIndex":4}]}}"#, "l.$reorder: no item 4 in an array of 4"),
            (r#"{"l":{"$reorder":[{"$fromIndex":9,"$toIndex":0}]}}"#, "l.$reorder: no item 9 in an array of 4"),
            // Other commands aimed at an array, and branches whose names start with `$`.
            (r#"{"l":{"$set":{"0":9},"$delete":["1"]}}"#, r#"{"$k":{"x":1},"l":[1,2,3,4],"n":1,"o":{"x":1,"y":2}}"#),
            (r#"{"$$k":{"$set":{"x":2}}}"#, r#"{"$k":{"x":1},"l":[1,2,3,4],"n":1,"o":{"x":1,"y":2}}"#),
            (r#"{"$set":{"$k":5}}"#, r#"{"$k":5,"l":[1,2,3,4],"n":1,"o":{"x":1,"y":2}}"#),
            // A union's member changes as Java writes it.
            (r#"{"o":{"$delete":["x","y"],"$set":{"string":"s"}}}"#, r#"{"$k":{"x":1},"l":[1,2,3,4],"n":1,"o":{"string":"s"}}"#),
        ] {
            let applied = Patch::from_json(format!(r#"{{"patch":{patch}}}"#).as_bytes()).expect(patch).apply(&data);
            assert_eq!(applied.map_or_else(|error| error.to_string(), |data| data.to_string()), told, "{patch}");
        }
        let told = Patch::default().apply(&json("[]")).expect_err("no object").to_string();
        assert_eq!(told, "not an object: only these can be patched: []");
    }

    fn json(text: &str) -> crate::Json {
        serde_json::from_str(text).expect(text)
    }
}
