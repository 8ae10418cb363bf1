//! Records in URL data whose strings nobody escaped, as in keys that some servers write (`docs/protocol.md §3.6`).

use super::{MAX_DEPTH, from_text, percent_decode, read};
use crate::data::{Data, DataMut, Fields};

/// The name of the parameters of a complex key, which answers need not have.
const PARAMS: &str = "$params";

/// Reads `(actor:urn:li:person:a,entity:urn:li:share:7)` into a record: a value ends where the name of another field begins. Returns `false`,
/// with the record partly read, if the text can be divided in more than one way, or not at all.
pub(crate) fn read_unescaped(text: &str, into: &mut dyn Data) -> bool {
    read_record(text, into, 0)
}

fn read_record(text: &str, into: &mut dyn Data, depth: usize) -> bool {
    if depth == MAX_DEPTH {
        return false;
    }
    into.reset();
    let DataMut::Record(record) = into.data_mut() else { return false };
    let names = record.table().fields.iter().map(|field| field.wire).chain([PARAMS]);
    let Some(members) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).and_then(|text| divided(text, names)) else {
        return false;
    };
    let mut done = false;
    Fields::of(record, &mut |fields| {
        let all = members.iter().all(|(name, value)| {
            let field = fields.find(name).and_then(|index| fields.field_mut(index));
            *name == PARAMS || field.is_some_and(|field| read_value(value, field, depth + 1))
        });
        done = all && fields.finish().is_ok();
    });
    done
}

/// The members of an object, each with its name and value; `None` if a name stands at several places, or text is left at the beginning.
fn divided(text: &str, names: impl Iterator<Item = &'static str>) -> Option<Vec<(&'static str, &str)>> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let is_member = |at: usize| {
            let before = text.get(..at).unwrap_or_default();
            (before.is_empty() || before.ends_with(',')) && text.get(at + name.len()..).is_some_and(|rest| rest.starts_with(':'))
        };
        let mut places = text.match_indices(name).map(|(at, _)| at).filter(|at| is_member(*at));
        match (places.next(), places.next()) {
            (Some(at), None) => found.push((at, name)),
            (None, _) => {}
            (Some(_), Some(_)) => return None,
        }
    }
    found.sort_unstable();
    if found.first().is_none_or(|(at, _)| *at != 0) {
        return None;
    }
    let ends = found.iter().skip(1).map(|(at, _)| at - 1).chain([text.len()]);
    found.iter().zip(ends).map(|((at, name), end)| Some((*name, text.get(at + name.len() + 1..end)?))).collect()
}

/// Reads a value: URL data where it is some, else a record or a text without escapes.
fn read_value(text: &str, into: &mut dyn Data, depth: usize) -> bool {
    if !text.is_empty() && read(text, into).is_ok() {
        return true;
    }
    match into.data_mut() {
        DataMut::Record(_) => read_record(text, into, depth),
        DataMut::Map(_) | DataMut::Union(_) | DataMut::Bare(_) | DataMut::Array(_) => false,
        _ => !text.is_empty() && from_text(into, &percent_decode(text).unwrap_or(text.into())).is_ok(),
    }
}
