//! `Debug` of every value.

use std::fmt;

use super::{Record, Slot, View};

/// Writes a value as `#[derive(Debug)]` would, but leaves out optional fields that are not there.
pub fn show(value: &dyn Slot, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    show_view(value.view(), f)
}

pub(super) fn show_view(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        View::Absent => f.write_str("None"),
        View::Null => f.write_str("Null"),
        View::Bool(it) => write!(f, "{it}"),
        View::Int(it) => write!(f, "{it}"),
        View::Long(it) => write!(f, "{it}"),
        View::Float(it) => write!(f, "{it:?}"),
        View::Double(it) => write!(f, "{it:?}"),
        View::Text(it) => write!(f, "{it:?}"),
        View::Bytes(it) => super::bytes::show(it, f),
        View::Json(it) => write!(f, "{it}"),
        View::Array(items) => {
            let shown = (0..items.count()).filter_map(|index| items.item(index)).map(Shown);
            f.debug_list().entries(shown).finish()
        }
        View::Map(entries) => {
            let mut map = f.debug_map();
            entries.each(&mut |key, value| {
                map.entry(&key, &Shown(value));
            });
            map.finish()
        }
        View::Record(record) => show_record(record, f),
        View::Member(key, value) => write!(f, "{key}(").and_then(|()| show(value, f)).and_then(|()| f.write_str(")")),
        View::ComplexKey(key, None) => show(key, f),
        View::ComplexKey(key, Some(params)) => f.debug_struct("").field("key", &Shown(key)).field("params", &Shown(params)).finish(),
    }
}

fn show_record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut shown = f.debug_struct(table.rust);
    for (field, value) in table.fields.iter().zip(record.all()) {
        if !matches!(value.view(), View::Absent) {
            shown.field(field.rust, &Shown(value));
        }
    }
    if let Some(other) = record.other().filter(|other| !other.is_empty()) {
        shown.field("other", other);
    }
    shown.finish()
}

struct Shown<'a>(&'a dyn Slot);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self.0, f)
    }
}
