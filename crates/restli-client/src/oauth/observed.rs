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
    /// The way of a request.
    pub(super) fn wire(&self, http: &reqwest::Client, api: &'static ApiInfo) -> Wire {
        match self {
            Self::Not => Wire::Network(http.clone()),
            Self::Recorded(recording) => Wire::Recorded(http.clone(), Recorder { recording: recording.clone(), api }),
            Self::Scripted(script) => Wire::Script(script.clone()),
        }
    }
}
