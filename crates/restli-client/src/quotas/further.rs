//! Quotas that calls count on by choice of the program.

use std::fmt;
use std::sync::Arc;

use crate::tables::{Operation, Quota};

/// A quota, and the calls that count on it although the schema does not say so.
#[derive(Clone)]
pub(super) struct Further {
    pub(super) quota: &'static Quota,
    calls: Arc<dyn Fn(&Operation) -> bool + Send + Sync>,
}

impl Further {
    pub(super) fn new(quota: &'static Quota, calls: impl Fn(&Operation) -> bool + Send + Sync + 'static) -> Self {
        Self { quota, calls: Arc::new(calls) }
    }

    /// Returns `true` if calls of the operation count on the quota.
    pub(super) fn counts(&self, operation: &Operation) -> bool {
        (self.calls)(operation)
    }
}

impl fmt::Debug for Further {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.quota.fmt(out)
    }
}
