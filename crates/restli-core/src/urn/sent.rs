//! URNs that are about to be sent. Reading is lenient (`docs/reading.md`), sending is not.

use crate::data::{Data, DataRef, DecodeError};

/// The fault of the first URN in a value that cannot be sent, with its place in the value.
pub fn unsendable(value: &dyn Data) -> Option<DecodeError> {
    match value.data() {
        DataRef::Checked(text, check) => check(text).err().map(|fault| fault.with_excerpt(&format!("{text:?}"))),
        DataRef::Array(items) => (0..items.count()).find_map(|index| Some(unsendable(items.item(index)?)?.in_item(index))),
        DataRef::Record(record) => {
            let mut found = None;
            record.each(&mut |name, value| found = found.take().or_else(|| in_member(name, value)));
            found
        }
        DataRef::Map(entries) => {
            let mut found = entries.key_flaw();
            entries.each(&mut |key, value| found = found.take().or_else(|| in_member(&key, value)));
            found
        }
        DataRef::Member(name, value) => in_member(name, value),
        DataRef::ComplexKey(key, params) => unsendable(key).or_else(|| in_member("$params", params?)),
        _ => None,
    }
}

fn in_member(name: &str, value: &dyn Data) -> Option<DecodeError> {
    unsendable(value).map(|error| error.in_field(name))
}
