//! Values that are about to be sent. Reading is lenient (`docs/reading.md`), sending is not.

use super::{Data, DataRef, DecodeError, Fault};

/// The fault of the first part of a value that cannot be sent, with its place in the value: a URN that is none, an enum without a symbol, a
/// union without a member.
pub fn unsendable(value: &dyn Data) -> Option<DecodeError> {
    match value.data() {
        DataRef::Checked(text, check) => check(text).err().map(|fault| fault.with_excerpt(&format!("{text:?}"))),
        DataRef::NoMember(_) | DataRef::Member("", _) => Some(DecodeError::of(Fault::Blank, "a union without a member", "")),
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

/// Checks the symbol of an enum. Symbols that the schema does not know are sent as they came.
///
/// # Errors
/// The symbol is empty.
pub fn check_symbol(symbol: &str) -> Result<(), DecodeError> {
    if symbol.is_empty() { Err(DecodeError::of(Fault::Blank, "an enum without a symbol", "")) } else { Ok(()) }
}
