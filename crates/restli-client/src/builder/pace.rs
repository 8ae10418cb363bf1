//! The part of the builder that is about how often calls are made, and how long they may take.

use std::time::Duration;

use super::{Builder, FromRuntime};
use crate::cache::Cache;
use crate::queue::Queue;
use crate::quotas::Quotas;
use crate::retry::Retry;

impl<C: FromRuntime> Builder<C> {
    /// Sets the time limit of an attempt, response included, and of a call whose retry policy sets no deadline. The default is one minute.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// Sets the policy by which a call that failed is sent again. The default is [`Retry::standard`]: a call that succeeds is sent once.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.options.retry = policy;
        self
    }

    /// Sets what the client does about the quotas of the API: it counts what it sends, and refuses a call that a quota has no room for, or lets
    /// it wait. The default is [`Quotas::off`].
    pub fn quotas(mut self, quotas: Quotas) -> Self {
        self.options.quotas = quotas;
        self
    }

    /// Keeps answers for a time, so that a read that was answered a moment ago is answered from memory. Without it, every call goes out.
    pub fn cache(mut self, cache: Cache) -> Self {
        self.options.cache = Some(cache);
        self
    }

    /// Lets calls wait for their turn in a queue, which bounds how many are in flight and how many wait. Without it, every call goes out at once.
    pub fn queue(mut self, queue: Queue) -> Self {
        self.options.queue = Some(queue);
        self
    }
}
