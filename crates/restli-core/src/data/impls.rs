//! The types that every client shares: primitives, options, boxes, arrays, maps, any JSON.

use super::{Entries, Fill, Items, Slot, View};
use crate::{Json, Map};

macro_rules! primitive {
    ($($ty:ty, $view:ident, $blank:expr;)*) => {$(
        impl Slot for $ty {
            fn blank() -> Self {
                $blank
            }
            #[inline]
            fn view(&self) -> View<'_> {
                View::$view(*self)
            }
            #[inline]
            fn fill(&mut self) -> Fill<'_> {
                Fill::$view(self)
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

impl Slot for String {
    fn blank() -> Self {
        Self::new()
    }
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
    fn fill(&mut self) -> Fill<'_> {
        Fill::String(self)
    }
}

impl Slot for Json {
    fn blank() -> Self {
        Self::Null
    }
    fn view(&self) -> View<'_> {
        View::Json(self)
    }
    fn fill(&mut self) -> Fill<'_> {
        Fill::Json(self)
    }
}

impl<T: Slot> Slot for Option<T> {
    fn blank() -> Self {
        None
    }
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Slot::view)
    }
    fn fill(&mut self) -> Fill<'_> {
        self.insert(T::blank()).fill()
    }
    /// In an optional union, `null` is the union's null member if it has one (`docs/protocol.md §4`); otherwise `null` is
    /// taken for absent.
    fn null(&mut self) -> bool {
        let mut inner = T::blank();
        *self = if inner.null() { Some(inner) } else { None };
        true
    }
    fn leave_out(&mut self) -> bool {
        *self = None;
        true
    }
}

impl<T: Slot> Slot for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn view(&self) -> View<'_> {
        (**self).view()
    }
    fn fill(&mut self) -> Fill<'_> {
        (**self).fill()
    }
    fn null(&mut self) -> bool {
        (**self).null()
    }
    fn leave_out(&mut self) -> bool {
        (**self).leave_out()
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
    fn view(&self) -> View<'_> {
        View::Array(self)
    }
    fn fill(&mut self) -> Fill<'_> {
        self.clear();
        Fill::Array(self)
    }
}

impl<T: Slot> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn item(&self, index: usize) -> Option<&dyn Slot> {
        self.get(index).map(|item| -> &dyn Slot { item })
    }
    fn push(&mut self) -> &mut dyn Slot {
        self.push_mut(T::blank())
    }
    fn pop(&mut self) {
        self.pop();
    }
}

impl<T: Slot> Slot for Map<T> {
    fn blank() -> Self {
        Self::new()
    }
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
    fn fill(&mut self) -> Fill<'_> {
        self.clear();
        Fill::Map(self)
    }
}

impl<T: Slot> Entries for Map<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn each<'a>(&'a self, show: &mut dyn FnMut(&'a str, &'a dyn Slot)) {
        for (key, value) in self {
            show(key, value);
        }
    }
    fn entry(&mut self, key: String) -> &mut dyn Slot {
        use std::collections::btree_map::Entry;
        match Map::entry(self, key) {
            Entry::Vacant(free) => free.insert(T::blank()),
            Entry::Occupied(taken) => {
                let value = taken.into_mut();
                *value = T::blank();
                value
            }
        }
    }
}
