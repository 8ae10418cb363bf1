//! Logins that are recorded, and logins of tests, which a script answers.

use super::OAuth;
use crate::send::wire::Wire;
use crate::testing::{Recorder, Recording, Script};

/// Whoever looks at the requests of a login.
#[derive(Clone, Default)]
pub(super) enum Observed {
    #[default]
    Not,
    Recorded(Recording),
    Scripted(Script),
}

impl OAuth {
    /// Answers every request of a login from a script, without a connection: for tests of programs that let people log in.
    #[must_use]
    pub fn script(self, script: &Script) -> Self {
        Self { observed: Observed::Scripted(script.clone()), ..self }
    }

    /// Keeps every request of a login and its answer in a recording, without secrets, for tests that replay it. The client of the login may have the
    /// same recording.
    #[must_use]
    pub fn record(self, recording: &Recording) -> Self {
        Self { observed: Observed::Recorded(recording.clone()), ..self }
    }

    /// The way of a request.
    pub(super) fn wire(&self) -> Wire {
        match &self.observed {
            Observed::Not => Wire::Network(self.http.clone()),
            Observed::Recorded(recording) => Wire::Recorded(self.http.clone(), Recorder { recording: recording.clone(), api: self.api }),
            Observed::Scripted(script) => Wire::Script(script.clone()),
        }
    }
}
