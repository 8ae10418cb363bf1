//! Faults that behaviours ask for.

use std::cell::Cell;

use restli_schema::api::{Api, Method};

use super::book::{Faults, Stage};
use super::fault::Fault;
use crate::received::Received;

/// A call whose behaviours may ask for faults.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) faults: &'a Faults,
    pub(crate) api: &'a Api,
    pub(crate) request: &'a Received,
    pub(crate) operation: &'a str,
    pub(crate) method: &'a Method,
    /// The fault that was asked for and met last.
    pub(crate) met: &'a Cell<Option<Fault>>,
}

impl Asked<'_> {
    /// Returns whether the call meets a fault.
    pub(crate) fn meets(&self, fault: Fault) -> bool {
        let chosen = self.faults.choose(self.api, self.request, Some((self.operation, self.method)), Stage::Asked(fault));
        let meets = chosen.is_ok_and(|chosen| chosen.is_some());
        if meets {
            self.met.set(Some(fault));
        }
        meets
    }
}
