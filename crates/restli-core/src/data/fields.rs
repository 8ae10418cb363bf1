//! The steps shared by every reader of records: find a field by its name, note its presence, report the missing fields.

use super::value::FieldMuts;
use super::{Data, DataRef, Field, Record, Table};
use crate::json::same_name;
use crate::{Json, Map};

/// The fields of a record while they come in.
pub(crate) struct Fields<'f, 'a> {
    table: &'static Table,
    field_refs: &'f mut [&'a mut dyn Data],
    /// The members that the schema does not declare, if the record is open.
    other: Option<&'f mut Map<Json>>,
    /// The position after the last field found, tried first because most servers keep an order.
    next: usize,
    seen: Seen,
}

impl Fields<'_, '_> {
    /// Lets a reader fill a record.
    pub(crate) fn of(record: &mut dyn Record, read: &mut dyn FnMut(&mut Fields<'_, '_>)) {
        let table = record.table();
        let mut other = record.other_mut().map(std::mem::take);
        record.field_muts(&mut FieldMuts::new(&mut |field_refs| {
            read(&mut Fields { table, field_refs, other: other.as_mut(), next: 0, seen: Seen::default() });
        }));
        if let (Some(kept), Some(read)) = (record.other_mut(), other) {
            *kept = read;
        }
    }

    /// The name of the field after the last one.
    pub(crate) fn expected(&self) -> Option<&'static str> {
        self.table.fields.get(self.next).map(|field| field.wire)
    }

    /// Moves past the expected field, which has come, and returns its position.
    pub(crate) fn advance(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    /// The position of a field in the table, by its name on the wire.
    pub(crate) fn find(&mut self, name: &str) -> Option<usize> {
        let named = |field: &Field| same_name(field.wire.as_bytes(), name.as_bytes());
        let (before, after) = self.table.fields.split_at_checked(self.next)?;
        let found = after.iter().position(named).map(|found| self.next + found);
        // The empty name belongs to embedded records.
        let found = found.or_else(|| before.iter().position(named)).filter(|_| !name.is_empty())?;
        self.next = found + 1;
        Some(found)
    }

    /// The position of the field that holds the expansion of a URN, `name~` (`docs/protocol.md §5.5`).
    #[cold]
    pub(crate) fn expansion(&self, name: &str) -> Option<usize> {
        self.table.fields.iter().position(|field| field.wire.strip_suffix('~') == Some(name))
    }

    /// Lends a field to be filled, and notes its presence. A default, or the value of an earlier field of the same name, is reset.
    pub(crate) fn field_mut(&mut self, index: usize) -> Option<&mut dyn Data> {
        let stale = self.seen.contains(index) || !self.required(index);
        let value = self.simple_field_mut(index)?;
        if stale {
            value.reset();
        }
        Some(value)
    }

    /// Lends an embedded record to be filled, without noting its presence.
    pub(crate) fn embedded_mut(&mut self, index: usize) -> Option<&mut dyn Data> {
        let value: &mut dyn Data = &mut **self.field_refs.get_mut(index)?;
        value.reset();
        Some(value)
    }

    /// Returns `true` if no field of the record itself has come, although it has some, and nothing keeps the other members.
    #[inline]
    pub(crate) fn is_untouched(&self) -> bool {
        self.seen.is_empty() && self.other.is_none() && !self.table.fields.is_empty()
    }

    /// Returns `true` if an embedded record declares a field of that name.
    #[cold]
    pub(crate) fn embedded_declares(&self, name: &str) -> bool {
        self.embedded().any(|index| self.field_refs.get(index).is_some_and(|record| declares(&**record, name)))
    }

    /// The full name of the record.
    pub(crate) fn record_name(&self) -> &'static str {
        self.table.name
    }

    /// Lends a field to be filled by a value that is no object.
    #[inline]
    pub(crate) fn simple_field_mut(&mut self, index: usize) -> Option<&mut dyn Data> {
        self.seen.insert(index);
        let value: &mut dyn Data = &mut **self.field_refs.get_mut(index)?;
        Some(value)
    }

    /// The name of the field at a position.
    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.table.fields.get(index).map_or("", |field| field.wire)
    }

    /// Returns `true` if the field at a position is required.
    pub(crate) fn required(&self, index: usize) -> bool {
        self.table.fields.get(index).is_some_and(|field| field.required)
    }

    /// Returns `true` if the record embeds others.
    pub(crate) fn embeds(&self) -> bool {
        self.table.embeds()
    }

    /// The positions of embedded records, which are read from the same object.
    pub(crate) fn embedded(&self) -> std::ops::Range<usize> {
        self.table.own().len()..self.table.fields.len()
    }

    /// The map in which an open record keeps the members that the schema does not declare.
    pub(crate) fn other(&mut self) -> Option<&mut Map<Json>> {
        self.other.as_deref_mut()
    }

    /// Fails with the names of the missing required fields, if there are any.
    #[inline]
    pub(crate) fn finish(&self) -> Result<(), String> {
        if self.missing().next().is_none() { Ok(()) } else { Err(self.complaint()) }
    }

    fn missing(&self) -> impl Iterator<Item = &'static Field> {
        let fields = self.table.fields.iter().enumerate();
        fields.filter(|(index, field)| field.required && !self.seen.contains(*index)).map(|(_, field)| field)
    }

    #[cold]
    fn complaint(&self) -> String {
        let names: Vec<_> = self.missing().map(|field| field.wire).collect();
        let noun = if names.len() == 1 { "field" } else { "fields" };
        format!("missing {noun} {} of {}", names.join(", "), self.table.name)
    }
}

/// Returns `true` if a record, or one that it embeds, has a field of that name or keeps every member.
fn declares(record: &dyn Data, name: &str) -> bool {
    let DataRef::Record(record) = record.data() else { return false };
    let own = record.table().own();
    // The expansion of a URN may stand in its place.
    let urn = name.split_once('~').map_or(name, |(urn, _)| urn);
    let has_field = own.iter().any(|field| field.wire == name || field.wire.strip_suffix('~') == Some(urn));
    has_field || record.other().is_some() || record.all().into_iter().skip(own.len()).any(|embedded| declares(embedded, name))
}

/// A set of positions; the first 64 take no allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    more: Vec<usize>,
}

impl Seen {
    fn insert(&mut self, index: usize) {
        if index < 64 {
            self.first |= 1 << index;
        } else if !self.more.contains(&index) {
            self.more.push(index);
        }
    }

    fn is_empty(&self) -> bool {
        self.first == 0 && self.more.is_empty()
    }

    fn contains(&self, index: usize) -> bool {
        if index < 64 { self.first & (1 << index) != 0 } else { self.more.contains(&index) }
    }
}
