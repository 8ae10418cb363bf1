//! Serde's `Serialize` and `Deserialize` for every type, over `DataRef` and `DataMut`, for users who store or forward data.
//!
//! Values have the same shape as on the wire: records and unions as maps, bytes as Latin-1 text, NaN as text. Reading needs a
//! self-describing format (JSON, YAML, TOML, CBOR).

use std::borrow::Cow;
use std::fmt;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::fields::Fields;
use super::{Data, DataMut, DataRef, Entries, Items, Record, Union, stands_beside};
use crate::{Json, UnknownMember};

/// The body of every `Serialize::serialize`.
///
/// # Errors
/// The errors of the serializer.
pub fn serialize<S: Serializer>(value: &dyn Data, serializer: S) -> Result<S::Ok, S::Error> {
    match value.data() {
        DataRef::Absent | DataRef::Null => serializer.serialize_none(),
        DataRef::Bool(it) => serializer.serialize_bool(it),
        DataRef::Int(it) => serializer.serialize_i32(it),
        DataRef::Long(it) => serializer.serialize_i64(it),
        DataRef::Float(it) if it.is_finite() => serializer.serialize_f32(it),
        DataRef::Double(it) if it.is_finite() => serializer.serialize_f64(it),
        DataRef::Float(it) => serializer.serialize_str(crate::json::not_finite(it.into())),
        DataRef::Double(it) => serializer.serialize_str(crate::json::not_finite(it)),
        DataRef::Text(it) | DataRef::Checked(it, _) => serializer.serialize_str(it),
        DataRef::Bytes(it) => serializer.serialize_str(&super::to_latin1(it)),
        DataRef::Json(it) | DataRef::NoMember(it) => it.serialize(serializer),
        DataRef::Array(items) => {
            let mut seq = serializer.serialize_seq(Some(items.count()))?;
            for item in (0..items.count()).filter_map(|index| items.item(index)) {
                seq.serialize_element(&Lent(item))?;
            }
            seq.end()
        }
        DataRef::Map(_) | DataRef::Record(_) | DataRef::Member(..) | DataRef::ComplexKey(..) => {
            let entries = entries(value);
            let mut map = serializer.serialize_map(Some(entries.len()))?;
            for (key, value) in entries {
                map.serialize_entry(&*key, &Lent(value))?;
            }
            map.end()
        }
    }
}

/// The names and values of anything that is an object on the wire.
fn entries(value: &dyn Data) -> Vec<(Cow<'_, str>, &dyn Data)> {
    let mut all = Vec::new();
    match value.data() {
        DataRef::Map(map) => map.each(&mut |key, value| all.push((key, value))),
        DataRef::Record(record) => record.each(&mut |name, value| all.push((name.into(), value))),
        DataRef::Member(key, value) => all.push((key.into(), value)),
        DataRef::ComplexKey(key, params) => {
            all = entries(key);
            all.extend(params.map(|params| ("$params".into(), params)));
        }
        _ => {}
    }
    all
}

struct Lent<'a>(&'a dyn Data);

impl Serialize for Lent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

/// The body of every `Deserialize::deserialize`.
///
/// # Errors
/// The errors of the deserializer, and data that does not fit the type.
pub fn deserialize<'de, T: Data, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    Seed::new(&mut value).deserialize(deserializer)?;
    Ok(value)
}

/// A value to be filled.
struct Seed<'a> {
    value: &'a mut dyn Data,
    /// `true` for an optional field, which keeps its default on `null`.
    optional: bool,
}

impl<'a> Seed<'a> {
    fn new(value: &'a mut dyn Data) -> Self {
        Self { value, optional: false }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data as Rest.li writes it")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.value.set_null() || self.optional {
            return Ok(());
        }
        match self.value.data_mut() {
            DataMut::Json(json) => *json = Json::Null,
            fill => return Err(mismatch(&fill, "null")),
        }
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<(), E> {
        match self.value.data_mut().of_kind("bool") {
            DataMut::Bool(value) => *value = it,
            DataMut::Json(json) => *json = Json::from(it),
            fill => return Err(mismatch(&fill, it)),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<(), E> {
        match self.value.data_mut().of_kind("number") {
            DataMut::Int(value) => *value = i32::try_from(it).map_err(|_| E::custom(format_args!("not an int: {it}")))?,
            DataMut::Long(value) => *value = it,
            #[allow(clippy::cast_precision_loss, reason = "that is what a float is")]
            DataMut::Float(value) => *value = it as f32,
            #[allow(clippy::cast_precision_loss, reason = "that is what a double is")]
            DataMut::Double(value) => *value = it as f64,
            DataMut::Json(json) => *json = Json::from(it),
            fill => return Err(mismatch(&fill, it)),
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<(), E> {
        if let Ok(it) = i64::try_from(it) {
            return self.visit_i64(it);
        }
        match self.value.data_mut().of_kind("number") {
            #[allow(clippy::cast_precision_loss, reason = "that is what a float is")]
            DataMut::Float(value) => *value = it as f32,
            #[allow(clippy::cast_precision_loss, reason = "that is what a double is")]
            DataMut::Double(value) => *value = it as f64,
            DataMut::Json(json) => *json = Json::from(it),
            fill => return Err(mismatch(&fill, it)),
        }
        Ok(())
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<(), E> {
        match self.value.data_mut().of_kind("number") {
            #[allow(clippy::cast_possible_truncation, reason = "that is what a float is")]
            DataMut::Float(value) => *value = it as f32,
            DataMut::Double(value) => *value = it,
            DataMut::Int(value) => {
                let whole = whole(it).and_then(|it| i32::try_from(it).ok());
                *value = whole.ok_or_else(|| E::custom(format_args!("not an int: {it}")))?;
            }
            DataMut::Long(value) => *value = whole(it).ok_or_else(|| E::custom(format_args!("not a long: {it}")))?,
            DataMut::Json(json) => *json = Json::from(it),
            fill => return Err(mismatch(&fill, it)),
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<(), E> {
        match self.value.data_mut().of_kind("text") {
            DataMut::String(value) => it.clone_into(value),
            DataMut::Text(value) => value.set_text(it).map_err(|message| E::custom(format_args!("{message}: {it:?}")))?,
            #[allow(clippy::cast_possible_truncation, reason = "only NaN and the infinities come this way")]
            DataMut::Float(value) => {
                *value = crate::json::from_not_finite(it).ok_or_else(|| E::custom(format_args!("not a float: {it:?}")))? as f32;
            }
            DataMut::Double(value) => {
                *value = crate::json::from_not_finite(it).ok_or_else(|| E::custom(format_args!("not a double: {it:?}")))?;
            }
            DataMut::Json(json) => *json = Json::from(it),
            fill => return Err(mismatch(&fill, format_args!("{it:?}"))),
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match self.value.data_mut().of_kind("array") {
            DataMut::Array(items) => {
                while seq.next_element_seed(NewItem(items))?.is_some() {}
                Ok(())
            }
            DataMut::Json(json) => {
                *json = Json::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(())
            }
            fill => Err(mismatch(&fill, "an array")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.value.reset();
        match self.value.data_mut().of_kind("object") {
            DataMut::Record(record) => read_record(record, map),
            DataMut::Map(entries) => read_entries(entries, map),
            DataMut::Union(union) => read_union(union, map),
            DataMut::Json(json) => {
                *json = Json::deserialize(MapAccessDeserializer::new(map))?;
                Ok(())
            }
            fill => Err(mismatch(&fill, "an object")),
        }
    }
}

/// A whole number that a double holds exactly.
fn whole(it: f64) -> Option<i64> {
    /// The limit from which a double no longer tells neighbouring whole numbers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "whole and in range")]
    (it.fract() == 0.0 && it.abs() < EXACT).then_some(it as i64)
}

fn mismatch<E: Error>(fill: &DataMut<'_>, found: impl fmt::Display) -> E {
    E::custom(format_args!("{}: {found}", fill.refusal()))
}

/// The next item of an array.
struct NewItem<'a>(&'a mut dyn Items);

impl<'de> DeserializeSeed<'de> for NewItem<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Seed::new(self.0.push()).deserialize(deserializer)
    }
}

fn read_record<'de, A: MapAccess<'de>>(record: &mut dyn Record, mut map: A) -> Result<(), A::Error> {
    if record.table().embeds() {
        // Embedded records are read from the same object, so the whole object is kept for several readings.
        let object = Json::deserialize(MapAccessDeserializer::new(map))?;
        return crate::json::read_into(&crate::json::to_vec(&object), record).map_err(A::Error::custom);
    }
    let mut done = Ok(());
    Fields::of(record, &mut |fields| done = read_fields(fields, &mut map));
    done
}

fn read_fields<'de, A: MapAccess<'de>>(fields: &mut Fields<'_, '_>, map: &mut A) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        let found = fields.find(&key);
        let optional = found.is_some_and(|index| !fields.required(index));
        match found.and_then(|index| fields.field_mut(index)) {
            Some(value) => map.next_value_seed(Seed { value, optional })?,
            None => match fields.other() {
                Some(other) => drop(other.insert(key, map.next_value()?)),
                None => drop(map.next_value::<IgnoredAny>()?),
            },
        }
    }
    fields.finish().map_err(A::Error::custom)
}

fn read_entries<'de, A: MapAccess<'de>>(entries: &mut dyn Entries, mut map: A) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        let value = entries.entry(&key, false).map_err(A::Error::custom)?;
        map.next_value_seed(Seed::new(value))?;
    }
    Ok(())
}

fn read_union<'de, A: MapAccess<'de>>(union: &mut dyn Union, mut map: A) -> Result<(), A::Error> {
    union.keep_unknown(UnknownMember::default());
    let mut met = None;
    while let Some(key) = map.next_key::<String>()? {
        if stands_beside(&key) {
            map.next_value::<IgnoredAny>()?;
            continue;
        }
        if let Some(met) = &met {
            return Err(A::Error::custom(format_args!("not one member of {}: {met}, {key}", union.name())));
        }
        if let Some(member) = union.select(&key) {
            map.next_value_seed(Seed::new(member))?;
        } else {
            let value: Json = map.next_value()?;
            if !(key == "null" && value.is_null() && union.set_null()) {
                union.keep_unknown(UnknownMember { key: Some(key.clone()), value });
            }
        }
        met = Some(key);
    }
    Ok(())
}
