//! The types that every client shares: primitives, options, boxes, arrays, maps, any JSON.

use std::borrow::Cow;

use super::value::FieldRefs;
use super::{Data, DataMut, DataRef, DecodeError, Entries, FieldMuts, Items, Record, Table};
use crate::{Json, KeyedMap, Map, url};

macro_rules! primitive {
    ($($ty:ty, $variant:ident, $empty:expr;)*) => {$(
        impl Data for $ty {
            fn empty() -> Self {
                $empty
            }
            #[inline]
            fn data(&self) -> DataRef<'_> {
                DataRef::$variant(*self)
            }
            #[inline]
            fn data_mut(&mut self) -> DataMut<'_> {
                DataMut::$variant(self)
            }
        }
    )*};
}

primitive! {
    bool, Bool, false;
    i32, Int, 0;
    i64, Long, 0;
    f32, Float, 0.0;
    f64, Double, 0.0;
}

impl Data for String {
    fn empty() -> Self {
        Self::new()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Text(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::String(self)
    }
}

impl Data for Json {
    fn empty() -> Self {
        Self::Null
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Json(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        DataMut::Json(self)
    }
}

impl<T: Data> Data for Option<T> {
    fn empty() -> Self {
        None
    }
    fn data(&self) -> DataRef<'_> {
        match self {
            Some(value) => value.data(),
            None => DataRef::Absent,
        }
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        self.insert(T::empty()).data_mut()
    }
    /// Sets an optional union to its null member if it has one (`docs/protocol.md §4`), and any other option to absent.
    fn set_null(&mut self) -> bool {
        *self = T::null();
        true
    }
    fn clear_optional(&mut self) -> bool {
        *self = None;
        true
    }
}

/// A record in a box is a record. A union in a box is data by `boxed_union!`, since `Box` may have one implementation for any type.
impl<T: Record> Record for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn table(&self) -> &'static Table {
        (**self).table()
    }
    fn field_refs<'a>(&'a self, to: &mut FieldRefs<'_, 'a>) {
        (**self).field_refs(to);
    }
    fn field_muts<'a>(&'a mut self, to: &mut FieldMuts<'_, 'a>) {
        (**self).field_muts(to);
    }
    fn other(&self) -> Option<&Map<Json>> {
        (**self).other()
    }
    fn other_mut(&mut self) -> Option<&mut Map<Json>> {
        (**self).other_mut()
    }
}

impl<T: Data> Data for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Array(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        self.clear();
        DataMut::Array(self)
    }
}

impl<T: Data> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn item(&self, index: usize) -> Option<&dyn Data> {
        Some(self.get(index)?)
    }
    #[allow(clippy::indexing_slicing, reason = "the index is that of the item just pushed")]
    fn push(&mut self) -> &mut dyn Data {
        let index = self.len();
        self.push(T::empty());
        &mut self[index]
    }
    fn pop(&mut self) {
        self.truncate(self.len().saturating_sub(1));
    }
}

impl<K: Data + Ord, T: Data> Data for KeyedMap<K, T> {
    fn empty() -> Self {
        Self::new()
    }
    fn data(&self) -> DataRef<'_> {
        DataRef::Map(self)
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        self.clear();
        DataMut::Map(self)
    }
}

impl<K: Data + Ord, T: Data> Entries for KeyedMap<K, T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn each<'a>(&'a self, show: &mut dyn FnMut(Cow<'a, str>, &'a dyn Data)) {
        for (key, value) in self {
            show(text_of(key), value);
        }
    }
    fn entry(&mut self, key: &str, tolerant: bool) -> Result<&mut dyn Data, DecodeError> {
        let value = KeyedMap::entry(self, key_of(key, tolerant)?).or_insert_with(T::empty);
        *value = T::empty();
        Ok(value)
    }
    fn blank(&mut self) -> &mut dyn Data {
        KeyedMap::entry(self, K::empty()).or_insert_with(T::empty)
    }
    fn remove(&mut self, key: &str) {
        if let Ok(key) = key_of(key, true) {
            KeyedMap::remove(self, &key);
        }
    }
    fn key_flaw(&self) -> Option<DecodeError> {
        self.keys().find_map(|key| super::sent::unsendable(key))
    }
}

/// The text of a key.
fn text_of(key: &dyn Data) -> Cow<'_, str> {
    match key.data() {
        DataRef::Text(text) | DataRef::Checked(text, _) => Cow::Borrowed(text),
        number => {
            let mut text = String::new();
            url::simple(number, &mut text);
            Cow::Owned(text)
        }
    }
}

/// The key with that text.
fn key_of<K: Data>(text: &str, tolerant: bool) -> Result<K, DecodeError> {
    let mut key = K::empty();
    let Err(error) = url::from_text(&mut key, text) else { return Ok(key) };
    let kept = match key.data_mut() {
        DataMut::Text(key) => tolerant && key.keep_text(text),
        _ => false,
    };
    if kept { Ok(key) } else { Err(DecodeError::new(format!("key: {}", error.message()), error.excerpt())) }
}
