//! Partial updates (`docs/protocol.md §6`).

mod apply;
mod diff;

use std::collections::BTreeMap;
use std::fmt;

use crate::Json;
use crate::data::{self, Data, DataRef, DecodeError};
use crate::json::{self, Kind, Reader};

/// Changes of one object: fields to set, fields to delete, and changes further down. Written as `{"patch":{…}}`.
///
/// ```
/// use restli_core::patch::Patch;
///
/// let mut address = Patch::default();
/// address.set("zip", &"10115".to_owned());
/// let mut patch = Patch::default();
/// patch.set("name", &"Ann".to_owned());
/// patch.delete("nick");
/// patch.nest("address", address);
/// assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"name":"Ann"},"$delete":["nick"],"address":{"$set":{"zip":"10115"}}}}"#);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Patch {
    changes: BTreeMap<String, Change>,
    /// Faults of values that cannot be sent, by the names of their changes.
    unsendable: BTreeMap<String, DecodeError>,
    /// The move of one array element: its old and new index.
    reorder: Option<(u32, u32)>,
}

#[derive(Clone, PartialEq)]
enum Change {
    /// JSON text of the new value.
    Set(String),
    Delete,
    Below(Patch),
}

impl Patch {
    /// Sets a field or map entry to a whole value, in place of any earlier change of it. An absent value deletes it.
    pub fn set(&mut self, name: &str, value: &dyn Data) {
        let change = match value.data() {
            DataRef::Absent => Change::Delete,
            _ => Change::Set(json::to_string(value)),
        };
        self.put(name, change);
        if let Some(error) = data::unsendable(value) {
            self.unsendable.insert(name.to_owned(), error);
        }
    }

    fn put(&mut self, name: &str, change: Change) {
        self.unsendable.remove(name);
        self.changes.insert(name.to_owned(), change);
    }

    /// The fault of the first part of a new value that cannot be sent, with its place.
    pub fn unsendable(&self) -> Option<DecodeError> {
        let below = self.changes.iter().find_map(|(name, change)| match change {
            Change::Below(patch) => Some((name, patch.unsendable()?)),
            Change::Set(_) | Change::Delete => None,
        });
        let (name, error) = self.unsendable.iter().next().map(|(name, error)| (name, error.clone())).or(below)?;
        Some(error.in_field(name))
    }

    /// Deletes a field or map entry, in place of any earlier change of it.
    pub fn delete(&mut self, name: &str) {
        self.put(name, Change::Delete);
    }

    /// Changes a record, map or union in a field: beside earlier changes inside it, and within an earlier value of the field. What is
    /// changed after a deletion begins anew.
    ///
    /// A name that starts with `$` cannot be changed inside (`docs/protocol.md §6`: servers ignore it): set the entry whole.
    pub fn nest(&mut self, name: &str, patch: Patch) {
        match self.changes.get_mut(name) {
            Some(Change::Below(earlier)) if earlier.reorder.is_none() && patch.reorder.is_none() => earlier.extend(patch),
            Some(change @ (Change::Set(_) | Change::Delete)) if !name.starts_with('$') => match patch.after(name, change) {
                Some(changed) => {
                    *change = changed;
                    self.unsendable.extend(patch.unsendable().map(|error| (name.to_owned(), error)));
                }
                None => self.put(name, Change::Below(patch)),
            },
            _ => self.put(name, Change::Below(patch)),
        }
    }

    /// The change of a field that a value or deletion and then this patch make; `None` if the patch cannot go into the value.
    fn after(&self, name: &str, earlier: &Change) -> Option<Change> {
        let before = match earlier {
            Change::Set(text) => Some(json::from_slice::<Json>(text.as_bytes()).ok()?),
            Change::Delete => None,
            Change::Below(_) => return None,
        };
        let mut members = before.into_iter().map(|value| (name.to_owned(), value)).collect();
        self.apply_below(name, &mut members).ok()?;
        Some(members.get(name).map_or(Change::Delete, |value| Change::Set(json::to_string(value))))
    }

    /// Adds later changes, each in place of an earlier one of the same place.
    fn extend(&mut self, later: Self) {
        for (name, change) in later.changes {
            match change {
                Change::Below(patch) => self.nest(&name, patch),
                change @ (Change::Set(_) | Change::Delete) => self.put(&name, change),
            }
        }
        self.unsendable.extend(later.unsendable);
    }

    /// Moves one element of the array in a field, in place of any earlier change of the field: the element at `from` is taken out, and put
    /// in so that its new index is `to`.
    pub fn reorder(&mut self, name: &str, from: u32, to: u32) {
        self.nest(name, Self { reorder: Some((from, to)), ..Self::default() });
    }

    /// Returns `true` if the patch changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.reorder.is_none()
    }

    /// The document, `{"patch":{…}}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.write(&mut out);
        // The output is always UTF-8.
        String::from_utf8(out).unwrap_or_default()
    }

    /// Appends the document, `{"patch":{…}}`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(br#"{"patch":"#);
        self.write_changes(out);
        out.push(b'}');
    }

    fn write_changes(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        let mut members = Members { out, open: true };
        let sets =
            || self.changes.iter().filter_map(|(name, change)| if let Change::Set(text) = change { Some((name, text)) } else { None });
        if sets().next().is_some() {
            members.name("$set");
            members.out.push(b'{');
            let mut inner = Members { out: members.out, open: true };
            for (name, text) in sets() {
                inner.name(name);
                inner.out.extend_from_slice(text.as_bytes());
            }
            members.out.push(b'}');
        }
        let deletes: Vec<String> =
            self.changes.iter().filter(|(_, change)| **change == Change::Delete).map(|(name, _)| name.clone()).collect();
        if !deletes.is_empty() {
            members.name("$delete");
            json::write(&deletes, members.out);
        }
        if let Some((from, to)) = self.reorder {
            members.name("$reorder");
            members.out.extend_from_slice(format!(r#"[{{"$fromIndex":{from},"$toIndex":{to}}}]"#).as_bytes());
        }
        for (name, change) in &self.changes {
            if let Change::Below(patch) = change {
                let escaped = if name.starts_with('$') { format!("${name}") } else { name.clone() };
                members.name(&escaped);
                patch.write_changes(members.out);
            }
        }
        out.push(b'}');
    }

    /// Reads a document, `{"patch":{…}}`.
    ///
    /// # Errors
    /// Text that is no patch, or that names a field twice.
    pub fn from_json(text: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text)?;
        let mut patch = None;
        reader.object(&mut |reader, name| match name {
            "patch" => {
                patch = Some(Self::read(reader)?);
                Ok(())
            }
            _ => Ok(()),
        })?;
        reader.end()?;
        patch.ok_or_else(|| DecodeError::new("missing field patch", &String::from_utf8_lossy(text)))
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut patch = Self::default();
        reader.object(&mut |reader, name| match name {
            "$set" => reader.object(&mut |reader, name| {
                let value = reader.skip()?.to_owned();
                patch.once(name, Change::Set(value))
            }),
            "$delete" => {
                let mut names = Vec::<String>::new();
                reader.read(&mut names)?;
                names.iter().try_for_each(|name| patch.once(name, Change::Delete))
            }
            "$reorder" => {
                let mut moves = Vec::<Move>::new();
                reader.read(&mut moves)?;
                patch.reorder = match moves.as_slice() {
                    [] => None,
                    [only] => Some(only.indices()?),
                    _ => return Err(DecodeError::new("more than one move", "")),
                };
                Ok(())
            }
            name if name.starts_with("$$") => {
                let below = Self::read(reader)?;
                patch.once(name.get(1..).unwrap_or_default(), Change::Below(below))
            }
            name if name.starts_with('$') => Err(DecodeError::new("not a command of a patch", name)),
            name if reader.kind() == Kind::Object => {
                let below = Self::read(reader)?;
                patch.once(name, Change::Below(below))
            }
            _ => Err(DecodeError::new("not an object: a branch of a patch leads to changes", reader.skip()?)),
        })?;
        Ok(patch)
    }

    fn once(&mut self, name: &str, change: Change) -> Result<(), DecodeError> {
        match self.changes.insert(name.to_owned(), change) {
            None => Ok(()),
            Some(_) => Err(DecodeError::new("a field that is changed in two places", name)),
        }
    }
}

/// An entry of `$reorder`.
#[derive(Clone)]
struct Move {
    from: i64,
    to: i64,
}

crate::record! { Move = "com.linkedin.restli.PatchMove" { from: "$fromIndex" required, to: "$toIndex" required } }

impl Move {
    fn indices(&self) -> Result<(u32, u32), DecodeError> {
        let index = |index: i64| u32::try_from(index).map_err(|_| DecodeError::new("not an index", &index.to_string()));
        Ok((index(self.from)?, index(self.to)?))
    }
}

/// The members of an object that is being written.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    open: bool,
}

impl Members<'_> {
    fn name(&mut self, name: &str) {
        if !std::mem::take(&mut self.open) {
            self.out.push(b',');
        }
        json::write(&Json::from(name), self.out);
        self.out.push(b':');
    }
}

impl fmt::Debug for Patch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

#[cfg(test)]
mod tests {
    use super::Patch;

    #[test]
    fn section_6_documents_read_and_written_are_the_same() {
        for text in [
            r#"{"patch":{}}"#,
            r#"{"patch":{"$set":{"name":"Ann"},"$delete":["nick"],"address":{"$set":{"zip":"10115"}}}}"#,
            r#"{"patch":{"u":{"com.acme.Image":{"$set":{"url":"v"}}}}}"#,
            r#"{"patch":{"$set":{"$k":1},"$$m":{"$delete":["x"]}}}"#,
            r#"{"patch":{"$delete":["a"],"b":{"$set":{"c":2},"$delete":["d"]}}}"#,
            r#"{"patch":{"u":{"$set":{"string":"x"},"$delete":["int"]}}}"#,
            r#"{"patch":{"list":{"$reorder":[{"$fromIndex":0,"$toIndex":2}]}}}"#,
        ] {
            let patch = Patch::from_json(text.as_bytes()).expect(text);
            assert_eq!(patch.to_json(), text);
        }
    }

    #[test]
    fn patch_of_a_field_that_is_patched_already_keeps_the_changes_before() {
        let of = |name: &str, number: i32| {
            let mut patch = Patch::default();
            patch.set(name, &number);
            patch
        };
        let mut patch = Patch::default();
        for (name, number) in [("a", 1), ("b", 2), ("a", 3)] {
            patch.nest("in", of(name, number));
        }
        assert_eq!(patch.to_json(), r#"{"patch":{"in":{"$set":{"a":3,"b":2}}}}"#);
    }

    #[test]
    fn patch_of_a_field_that_is_set_changes_the_value() {
        let address: crate::Json = serde_json::from_str(r#"{"zip":"1","city":"B","flat":{"door":4}}"#).expect("JSON");
        let mut inside = Patch::default();
        inside.set("zip", &"2".to_owned());
        inside.delete("city");
        inside.nest("flat", Patch::from_json(br#"{"patch":{"$set":{"floor":3}}}"#).expect("a patch"));
        let mut patch = Patch::default();
        patch.set("address", &address);
        patch.nest("address", inside.clone());
        assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"address":{"flat":{"door":4,"floor":3},"zip":"2"}}}}"#);
        patch.set("address", &address);
        assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"address":{"city":"B","flat":{"door":4},"zip":"1"}}}}"#);
        patch.delete("address");
        patch.nest("address", Patch::default());
        assert_eq!(patch.to_json(), r#"{"patch":{"$delete":["address"]}}"#);
        patch.nest("address", inside);
        assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"address":{"flat":{"floor":3},"zip":"2"}}}}"#);
    }

    #[test]
    fn patch_that_cannot_go_into_the_value_that_is_set_takes_its_place() {
        let mut patch = Patch::default();
        patch.set("a", &1_i64);
        patch.nest("a", Patch::from_json(br#"{"patch":{"$set":{"b":2}}}"#).expect("a patch"));
        assert_eq!(patch.to_json(), r#"{"patch":{"a":{"$set":{"b":2}}}}"#);
    }

    #[test]
    fn section_6_a_name_occurs_once() {
        for (text, told) in [
            (r#"{"patch":{"$set":{"a":1},"$delete":["a"]}}"#, "patch.$delete: a field that is changed in two places: a"),
            (r#"{"patch":{"$set":{"a":1},"a":{}}}"#, "patch.a: a field that is changed in two places: a"),
            (r#"{"patch":{"a":5}}"#, "patch.a: not an object: a branch of a patch leads to changes: 5"),
            (r#"{"patch":{"$move":[]}}"#, "patch.$move: not a command of a patch: $move"),
            (r#"{"patch":{"a":{"$reorder":[{"$fromIndex":0,"$toIndex":-1}]}}}"#, "patch.a.$reorder: not an index: -1"),
            (r"{}", "missing field patch: {}"),
        ] {
            assert_eq!(Patch::from_json(text.as_bytes()).expect_err(text).to_string(), told);
        }
    }

    #[test]
    fn patch_same_field_twice_keeps_last_change() {
        let mut patch = Patch::default();
        patch.set("a", &1_i64);
        patch.delete("a");
        patch.delete("b");
        patch.set("b", &true);
        patch.set("c", &None::<String>);
        assert_eq!(patch.to_json(), r#"{"patch":{"$set":{"b":true},"$delete":["a","c"]}}"#);
    }
}
