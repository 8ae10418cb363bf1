//! Logins that are recorded, and logins of tests, which a script answers.

use crate::send::wire::Wire;
use crate::tables::ApiInfo;
use crate::testing::{Recorder, Recording, Script};

/// Whoever looks at the requests of a login.
#[derive(Clone, Default)]
pub(super) enum Observed {
    #[default]
    Not,
    Recorded(Recording),
    Scripted(Script),
}

impl Observed {
    /// The same with a recording; a script stays, since its answers come from no server.
    pub(super) fn recorded(self, recording: &Recording) -> Self {
        match self {
            Self::Scripted(script) => Self::Scripted(script),
            Self::Not | Self::Recorded(_) => Self::Recorded(recording.clone()),
        }
    }

    /// The way of a request.
    pub(super) fn wire(&self, http: &reqwest::Client, api: &'static ApiInfo) -> Wire {
        match self {
            Self::Not => Wire::Network(http.clone()),
            Self::Recorded(recording) => Wire::Recorded(http.clone(), Recorder { recording: recording.clone(), api }),
            Self::Scripted(script) => Wire::Script(script.clone()),
        }
    }
}
