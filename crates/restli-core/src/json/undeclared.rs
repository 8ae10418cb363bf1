//! Records of an answer that declare none of the members that came (`docs/reading.md`).

use super::kind::Kind;
use super::reader::Reader;
use crate::data::{DecodeError, Fault, Fields, Unread, stands_beside};

impl Reader<'_> {
    /// Notes a record, which starts at `start` and ends here, if it declares none of its members: it would pass for one that came empty.
    #[cold]
    pub(super) fn note_undeclared(&mut self, fields: &Fields<'_, '_>, start: usize) -> Result<(), DecodeError> {
        let mut again = Reader { at: start, unread: Unread::default(), ..*self };
        let (mut came, mut declared) = (false, false);
        again.object(&mut |reader, name| {
            if reader.kind() != Kind::Null && !stands_beside(name) {
                came = true;
                declared |= fields.embedded_declares(name);
            }
            Ok(())
        })?;
        if came && !declared {
            let found = self.text.get(start..self.at).unwrap_or_default();
            self.unread.push(DecodeError::of(Fault::Undeclared, format!("no member that {} declares", fields.record_name()), found));
        }
        Ok(())
    }
}
