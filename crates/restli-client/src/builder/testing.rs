//! The part of the builder that is about tests: answers from a script, and recordings.

use super::{Builder, FromRuntime};
use crate::testing::{Recording, Script};

impl<C: FromRuntime> Builder<C> {
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
