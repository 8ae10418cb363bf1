//! Values of an envelope that are never left out.

use crate::data::{Data, DataMut, DataRef};

/// An optional value of an envelope. A value that cannot be read is an error, because the envelope would mean something else without it: a
/// failure would look like a success, and a lost entity like one that was not sent.
#[derive(Clone)]
pub(super) struct Intact<T>(pub(super) Option<T>);

impl<T: Data> Data for Intact<T> {
    fn empty() -> Self {
        Self(None)
    }
    fn data(&self) -> DataRef<'_> {
        self.0.data()
    }
    fn data_mut(&mut self) -> DataMut<'_> {
        self.0.data_mut()
    }
    fn set_null(&mut self) -> bool {
        self.0.set_null()
    }
}
