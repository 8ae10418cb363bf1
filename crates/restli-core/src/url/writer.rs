//! Values to URL data (`docs/protocol.md §3.3`).

use std::cmp::Ordering;
use std::ops::Range;

use super::escape::{escape, is_plain, write_str};
use super::{Context, decimal};
use crate::Json;
use crate::data::{Data, DataRef, Entries, Items, Record, to_latin1};

/// Returns a value as URL data. Absent values and null are the empty text, because URL data has no null.
///
/// ```
/// use restli_core::url::{Context, to_string};
///
/// assert_eq!(to_string(&vec!["a,b".to_owned(), String::new()], Context::Query), "List(a%2Cb,'')");
/// ```
pub fn to_string(value: &dyn Data, context: Context) -> String {
    let mut out = String::with_capacity(room(value));
    write(value, context, &mut out);
    out
}

/// The upper limit of the estimated length of a list, in octets.
const MOST_ROOM: usize = 64 * 1024;

/// Estimates the length of a written value, in octets: enough for URNs, of which a quarter or so is escaped. Every item of a list counts as
/// long as the first.
pub(crate) fn room(value: &dyn Data) -> usize {
    match value.data() {
        DataRef::Text(text) | DataRef::Checked(text, _) => text.len() + text.len() / 2 + 4,
        DataRef::Array(items) => items.count().saturating_mul(items.item(0).map_or(0, room)).saturating_add(6).min(MOST_ROOM),
        DataRef::Map(_) | DataRef::Record(_) | DataRef::ComplexKey(..) => 256,
        _ => 24,
    }
}

/// Writes a value as [`to_string`] does.
pub(crate) fn write(value: &dyn Data, context: Context, out: &mut String) {
    write_view(value.data(), context, out);
}

fn write_view(view: DataRef<'_>, context: Context, out: &mut String) {
    match view {
        DataRef::Absent | DataRef::Null | DataRef::Json(Json::Null) | DataRef::NoMember(Json::Null) => {}
        DataRef::Text(text) | DataRef::Checked(text, _) => write_str(text, context, out),
        DataRef::Array(items) => write_items(items, context, out),
        DataRef::Map(entries) => write_entries(entries, context, out),
        DataRef::Record(record) => write_record(record, None, context, out),
        DataRef::Member(key, member) => {
            write_sorted(&mut [entry(key, member)], context, out);
        }
        DataRef::ComplexKey(key, params) => match key.data() {
            DataRef::Record(record) => write_record(record, params, context, out),
            view => write_view(view, context, out),
        },
        DataRef::Json(json) | DataRef::NoMember(json) => write_json(json, context, out),
        DataRef::Bytes(octets) => write_str(&to_latin1(octets), context, out),
        view => {
            simple(view, out);
        }
    }
}

/// Writes a value that is a single string, without escapes; returns `false` for any other value.
pub(crate) fn simple(view: DataRef<'_>, out: &mut String) -> bool {
    match view {
        DataRef::Bool(it) => out.push_str(if it { "true" } else { "false" }),
        DataRef::Int(it) => decimal::whole(it.into(), out),
        DataRef::Long(it) => decimal::whole(it, out),
        DataRef::Float(it) => decimal::fraction(it, out),
        DataRef::Double(it) => decimal::fraction(it, out),
        DataRef::Text(it) | DataRef::Checked(it, _) => out.push_str(it),
        DataRef::Bytes(it) => out.push_str(&to_latin1(it)),
        DataRef::Json(Json::Bool(it)) => out.push_str(if *it { "true" } else { "false" }),
        DataRef::Json(Json::Number(it)) => match it.as_f64() {
            Some(fraction) if it.is_f64() => decimal::fraction(fraction, out),
            _ => out.push_str(&it.to_string()),
        },
        DataRef::Json(Json::String(it)) => out.push_str(it),
        _ => return false,
    }
    true
}

/// Returns `true` if the value is written: neither absent nor `null`.
fn is_there(view: &DataRef<'_>) -> bool {
    !matches!(view, DataRef::Absent | DataRef::Null | DataRef::Json(Json::Null) | DataRef::NoMember(Json::Null))
}

/// Returns the distinct items of a list joined by commas, as between the parentheses of `List(..)`, and their number.
///
/// ```
/// use restli_core::url::{Context, distinct};
///
/// assert_eq!(distinct(&vec![7_i64, 8, 7], Context::Query), ("7,8".to_owned(), 2));
/// ```
#[allow(clippy::disallowed_types, reason = "nothing reads the order of the set")]
pub fn distinct(items: &dyn Items, context: Context) -> (String, usize) {
    let room = items.count().saturating_mul(items.item(0).map_or(0, room)).min(MOST_ROOM);
    let (mut joined, mut places) = (String::with_capacity(room), Vec::with_capacity(items.count()));
    join_items(items, context, &mut joined, &mut |place| places.push(place));
    let mut seen = std::collections::HashSet::with_capacity(places.len());
    let texts = places.iter().filter_map(|place| joined.get(place.clone()));
    let first: Vec<&str> = texts.filter(|text| seen.insert(*text)).collect();
    let (count, repeats) = (first.len(), first.len() < places.len());
    if repeats { (first.join(","), count) } else { (joined, count) }
}

fn write_items(items: &dyn Items, context: Context, out: &mut String) {
    out.push_str("List(");
    join_items(items, context, out, &mut |_| {});
    out.push(')');
}

/// Writes items with commas between them, and tells the place of each.
fn join_items(items: &dyn Items, context: Context, out: &mut String, written: &mut dyn FnMut(Range<usize>)) {
    let mut started = false;
    let mut beginning = Beginning::default();
    let views = (0..items.count()).filter_map(|index| items.item(index)).map(Data::data);
    for view in views.filter(is_there) {
        if started {
            out.push(',');
        }
        started = true;
        let start = out.len();
        match view {
            DataRef::Text(urn) | DataRef::Checked(urn, _) if urn.starts_with("urn:") => beginning.write(urn, context, out),
            view => write_view(view, context, out),
        }
        written(start..out.len());
    }
}

/// The common beginning of the URNs of a list, and the place of its last escaped copy: copying is twice as fast as escaping again.
#[derive(Default)]
struct Beginning<'a> {
    text: &'a str,
    written: Range<usize>,
}

impl<'a> Beginning<'a> {
    fn write(&mut self, urn: &'a str, context: Context, out: &mut String) {
        let mut rest = urn.strip_prefix(self.text).filter(|_| !self.text.is_empty()).unwrap_or_default();
        if rest.is_empty() {
            let colon = urn.match_indices(':').nth(2).map_or(0, |(at, _)| at + 1);
            let start = out.len();
            (self.text, rest) = urn.split_at_checked(colon).unwrap_or_default();
            escape(self.text, context, out);
            self.written = start..out.len();
        } else {
            out.extend_from_within(self.written.clone());
        }
        if is_plain(rest, context) {
            out.push_str(rest);
        } else {
            escape(rest, context, out);
        }
    }
}

/// An entry of an object to be written.
type Entry<'a> = Option<(&'a str, &'a dyn Data)>;

/// An entry, unless its value writes nothing.
fn entry<'a>(key: &'a str, value: &'a dyn Data) -> Entry<'a> {
    is_there(&value.data()).then_some((key, value))
}

/// The largest number of fields that is sorted without an allocation.
const FEW: usize = 12;

fn write_record(record: &dyn Record, params: Option<&dyn Data>, context: Context, out: &mut String) {
    let mut few = [const { None }; FEW];
    let mut many = Vec::new();
    let mut count = 0;
    let mut add = |name, value| {
        let entry = entry(name, value);
        if entry.is_some() {
            match few.get_mut(count) {
                Some(place) => *place = entry,
                None => many.push(entry),
            }
            count += 1;
        }
    };
    record.each(&mut add);
    if let Some(params) = params {
        add("$params", params);
    }
    if many.is_empty() {
        write_sorted(few.get_mut(..count).unwrap_or_default(), context, out);
    } else {
        many.extend(few);
        write_sorted(&mut many, context, out);
    }
}

fn write_entries(entries: &dyn Entries, context: Context, out: &mut String) {
    let mut list = Vec::with_capacity(entries.count());
    entries.each(&mut |key, value| list.push((key, value)));
    let mut list: Vec<_> = list.iter().map(|(key, value)| entry(key, *value)).collect();
    write_sorted(&mut list, context, out);
}

fn write_json(json: &Json, context: Context, out: &mut String) {
    match json {
        Json::Array(items) => write_items(items, context, out),
        Json::Object(object) => {
            let mut list: Vec<_> = object.iter().map(|(key, value)| entry(key, value)).collect();
            write_sorted(&mut list, context, out);
        }
        Json::String(text) => write_str(text, context, out),
        json => {
            simple(DataRef::Json(json), out);
        }
    }
}

/// Writes an object with its entries in the protocol's order.
fn write_sorted(entries: &mut [Entry<'_>], context: Context, out: &mut String) {
    entries.sort_by(|ours, theirs| match (ours, theirs) {
        (Some((ours, _)), Some((theirs, _))) => by_utf16(ours, theirs),
        _ => ours.is_some().cmp(&theirs.is_some()),
    });
    let mut sign = '(';
    for (key, value) in entries.iter().flatten() {
        out.push(sign);
        sign = ',';
        write_str(key, context, out);
        out.push(':');
        write(*value, context, out);
    }
    out.push_str(if sign == '(' { "()" } else { ")" });
}

/// The order of names: by UTF-16 code unit, which for most texts is the order of their octets.
fn by_utf16(ours: &str, theirs: &str) -> Ordering {
    let differing = ours.bytes().zip(theirs.bytes()).find(|(ours, theirs)| ours != theirs);
    match differing {
        None => ours.len().cmp(&theirs.len()),
        // UTF-16 sorts surrogates before U+E000 and above; UTF-8 sorts them after.
        Some((0xEE.., _) | (_, 0xEE..)) => ours.encode_utf16().cmp(theirs.encode_utf16()),
        Some((ours, theirs)) => ours.cmp(&theirs),
    }
}
