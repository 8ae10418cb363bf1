//! The secrets of an app and of those below it.

use restli_core::printable;
use secrecy::{ExposeSecret, SecretString};

use crate::error::problem::Problem;

/// The secrets, each with the app that it belongs to, newest first within an app.
#[derive(Default)]
pub(super) struct Secrets(Vec<Secret>);

struct Secret {
    /// The id of the app; `None` for the app of the receiver.
    app: Option<String>,
    text: SecretString,
}

/// A secret that made a signature.
#[derive(Clone, Copy)]
pub(super) struct Signer<'s> {
    app: Option<&'s str>,
}

impl Secrets {
    /// Adds a secret, behind those of the same app. An empty one would let anybody sign.
    pub(super) fn add(&mut self, about: &str, app: Option<&str>, text: SecretString) -> Result<(), Problem> {
        let app = app.map(last);
        if app.is_some_and(|app| app.is_empty() || !app.bytes().all(|byte| byte.is_ascii_graphic())) {
            let what = "the id of the app is empty, or holds a character that no id has, such as a blank or a line end";
            return Err(Problem::new(about, what, "pass the id of the app alone, as the calls name it"));
        }
        let bytes = text.expose_secret().as_bytes();
        let what = if bytes.is_empty() {
            "the secret is empty, so that anybody could sign"
        } else if bytes.iter().all(u8::is_ascii_graphic) {
            let app = app.map(str::to_owned);
            self.0.push(Secret { app, text });
            return Ok(());
        } else {
            "the secret holds a character that no secret has, such as a blank or a line end"
        };
        Err(Problem::new(about, what, "pass the client secret alone, as the developer portal shows it"))
    }

    /// The number of secrets.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The newest secret of an app: of the named one, or of the app of the receiver. While no app has been named, all belong to one, whatever its id is.
    pub(super) fn newest(&self, app: Option<&str>) -> Option<&SecretString> {
        let wanted = app.filter(|_| self.names_apps()).map(last);
        self.0.iter().find(|secret| secret.app.as_deref() == wanted).map(|secret| &secret.text)
    }

    /// The secret that `fits`; every one is tried.
    pub(super) fn signer(&self, fits: impl Fn(&[u8]) -> bool) -> Option<Signer<'_>> {
        let fitting = self.0.iter().filter(|secret| fits(secret.text.expose_secret().as_bytes()));
        fitting.map(|secret| Signer { app: secret.app.as_deref() }).reduce(|first, _| first)
    }

    /// Returns whether a call for an app may bear the signature: the app is known, and the secret its own or that of the app of the receiver.
    pub(super) fn may_sign(&self, signer: Signer<'_>, app: &str) -> bool {
        let app = last(app);
        let known = self.0.iter().any(|secret| secret.app.as_deref() == Some(app));
        !self.names_apps() || (known && signer.app.is_none_or(|own| own == app))
    }

    fn names_apps(&self) -> bool {
        self.0.iter().any(|secret| secret.app.is_some())
    }
}

/// The id of an app, which may stand alone or at the end of a URN.
fn last(app: &str) -> &str {
    app.rsplit(':').next().unwrap_or(app)
}

/// The text of an app for a message.
pub(super) fn shown(app: &str) -> String {
    printable(&app.chars().take(100).collect::<String>()).into_owned()
}
