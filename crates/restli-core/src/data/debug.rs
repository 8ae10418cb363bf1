//! `Debug` of any value.

use std::fmt;

use super::{Data, DataRef, Record};

/// Writes a value as `#[derive(Debug)]` would, without absent optional fields.
pub fn fmt_debug(value: &dyn Data, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt_ref(value.data(), f)
}

impl fmt::Debug for DataRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_ref(*self, f)
    }
}

fn fmt_ref(view: DataRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        DataRef::Absent => f.write_str("None"),
        DataRef::Null => f.write_str("Null"),
        DataRef::Bool(it) => write!(f, "{it}"),
        DataRef::Int(it) => write!(f, "{it}"),
        DataRef::Long(it) => write!(f, "{it}"),
        DataRef::Float(it) => write!(f, "{it:?}"),
        DataRef::Double(it) => write!(f, "{it:?}"),
        DataRef::Text(it) | DataRef::Checked(it, _) => write!(f, "{it:?}"),
        DataRef::Bytes(it) => super::bytes::fmt_debug(it, f),
        DataRef::Json(it) | DataRef::NoMember(it) => write!(f, "{it}"),
        DataRef::Array(items) => {
            let shown = (0..items.count()).filter_map(|index| items.item(index)).map(Shown);
            f.debug_list().entries(shown).finish()
        }
        DataRef::Map(entries) => {
            let mut map = f.debug_map();
            entries.each(&mut |key, value| {
                map.entry(&key, &Shown(value));
            });
            map.finish()
        }
        DataRef::Record(record) => fmt_record(record, f),
        DataRef::Member(key, value) => write!(f, "{key}(").and_then(|()| fmt_debug(value, f)).and_then(|()| f.write_str(")")),
        DataRef::ComplexKey(key, None) => fmt_debug(key, f),
        DataRef::ComplexKey(key, Some(params)) => f.debug_struct("").field("key", &Shown(key)).field("params", &Shown(params)).finish(),
    }
}

fn fmt_record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut shown = f.debug_struct(table.rust);
    for (field, value) in table.fields.iter().zip(record.all()) {
        if !matches!(value.data(), DataRef::Absent) {
            shown.field(field.rust, &Shown(value));
        }
    }
    if let Some(other) = record.other().filter(|other| !other.is_empty()) {
        shown.field("other", other);
    }
    shown.finish()
}

struct Shown<'a>(&'a dyn Data);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_debug(self.0, f)
    }
}
