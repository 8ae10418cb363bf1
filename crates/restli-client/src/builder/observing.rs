//! The part of the builder that is about looking at requests and answering them in tests.

use super::{Builder, FromRuntime};
use crate::hooks::{Observed, Sending};
use crate::testing::{Recording, Script};

impl<C: FromRuntime> Builder<C> {
    /// Adds a hook that sees each request before it is sent, and may set headers of it: a request id, an authentication of one's own.
    ///
    /// ```
    /// use restli_client::{Builder, FromRuntime};
    ///
    /// fn build<C: FromRuntime>(builder: Builder<C>) -> Builder<C> {
    ///     builder.before(|sending| sending.header("X-Attempt", &sending.attempt.to_string()))
    /// }
    /// ```
    pub fn before(mut self, hook: impl Fn(&mut Sending<'_>) + Send + Sync + 'static) -> Self {
        self.options.hooks.before.push(Box::new(hook));
        self
    }

    /// Adds a hook that is told how each request ended: for audit logs and metrics. It runs between an attempt and the next, so it must not
    /// block.
    pub fn after(mut self, hook: impl Fn(&Observed<'_>) + Send + Sync + 'static) -> Self {
        self.options.hooks.after.push(Box::new(hook));
        self
    }

    /// Answers every request from a script, without a connection: for tests of programs that use the client.
    pub fn script(mut self, script: &Script) -> Self {
        self.options.script = Some(script.clone());
        self
    }

    /// Keeps every request and its answer in a recording, without secrets, for tests that replay it.
    pub fn record(mut self, recording: &Recording) -> Self {
        self.options.recording = Some(recording.clone());
        self
    }
}
