//! Writes values as compact JSON: non-ASCII raw, absent fields left out.

use std::io::Write;

use super::number::not_finite;
use super::text::plain_length;
use crate::Json;
use crate::data::{Data, DataRef, Record};

/// The JSON text of a value.
pub fn to_vec(value: &dyn Data) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

/// The JSON text of a value.
pub fn to_string(value: &dyn Data) -> String {
    // The output is always UTF-8.
    String::from_utf8(to_vec(value)).unwrap_or_default()
}

/// Appends the JSON text of a value. An absent value is written as `null`; inside a record it is left out.
pub fn write(value: &dyn Data, out: &mut Vec<u8>) {
    match value.data() {
        DataRef::Absent | DataRef::Null => out.extend_from_slice(b"null"),
        DataRef::Bool(it) => out.extend_from_slice(if it { b"true" } else { b"false" }),
        DataRef::Int(it) => whole(it.into(), out),
        DataRef::Long(it) => whole(it, out),
        // `{:?}` is the shortest text that reads back, with an exponent where it helps.
        DataRef::Float(it) if it.is_finite() => print(out, format_args!("{it:?}")),
        DataRef::Double(it) if it.is_finite() => print(out, format_args!("{it:?}")),
        DataRef::Float(it) => text(not_finite(it.into()), out),
        DataRef::Double(it) => text(not_finite(it), out),
        DataRef::Text(it) | DataRef::Checked(it, _) => text(it, out),
        DataRef::Bytes(it) => text(&crate::data::to_latin1(it), out),
        DataRef::Json(it) | DataRef::NoMember(it) => json(it, out),
        DataRef::Array(items) => {
            out.push(b'[');
            for index in 0..items.count() {
                if let Some(item) = items.item(index) {
                    separate(out, b'[');
                    write(item, out);
                }
            }
            out.push(b']');
        }
        DataRef::Map(entries) => {
            out.push(b'{');
            entries.each(&mut |key, value| member(&key, value, out));
            out.push(b'}');
        }
        DataRef::Record(record) => {
            out.push(b'{');
            members(record, out);
            out.push(b'}');
        }
        DataRef::Member(key, value) => {
            out.push(b'{');
            member(key, value, out);
            out.push(b'}');
        }
        DataRef::ComplexKey(key, params) => {
            out.push(b'{');
            if let DataRef::Record(record) = key.data() {
                members(record, out);
            }
            if let Some(params) = params {
                member("$params", params, out);
            }
            out.push(b'}');
        }
    }
}

fn print(out: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    let _ = out.write_fmt(arguments);
}

/// Puts a comma, unless the array or object has just been opened.
fn separate(out: &mut Vec<u8>, open: u8) {
    if out.last() != Some(&open) {
        out.push(b',');
    }
}

fn member(name: &str, value: &dyn Data, out: &mut Vec<u8>) {
    separate(out, b'{');
    text(name, out);
    out.push(b':');
    write(value, out);
}

fn members(record: &dyn Record, out: &mut Vec<u8>) {
    record.each(&mut |name, value| member(name, value, out));
}

fn json(value: &Json, out: &mut Vec<u8>) {
    match value {
        Json::Null => out.extend_from_slice(b"null"),
        Json::Bool(it) => out.extend_from_slice(if *it { b"true" } else { b"false" }),
        Json::Number(it) => print(out, format_args!("{it}")),
        Json::String(it) => text(it, out),
        Json::Array(items) => {
            out.push(b'[');
            for item in items {
                separate(out, b'[');
                json(item, out);
            }
            out.push(b']');
        }
        Json::Object(members) => {
            out.push(b'{');
            for (name, value) in members {
                member(name, value, out);
            }
            out.push(b'}');
        }
    }
}

/// Writes a whole number, from the last digit to the first.
fn whole(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        // The remainder is below ten.
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
}

/// Writes a string: only the quote, the backslash and control characters are escaped.
fn text(it: &str, out: &mut Vec<u8>) {
    out.reserve(it.len() + 2);
    out.push(b'"');
    let mut rest = it.as_bytes();
    loop {
        let (plain, special) = rest.split_at_checked(plain_length(rest)).unwrap_or((rest, &[]));
        out.extend_from_slice(plain);
        let Some((&byte, after)) = special.split_first() else { break };
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => print(out, format_args!("\\u{byte:04x}")),
        }
        rest = after;
    }
    out.push(b'"');
}
