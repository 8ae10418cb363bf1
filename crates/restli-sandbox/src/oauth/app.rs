//! Apps, as a developer registers them.

use std::fmt;

use restli_schema::api::Permission;

use super::redirect;

/// An app that may ask for tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct App {
    /// The client id.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// The name that the consent page shows.
    pub name: String,
    /// The registered redirect addresses, compared without their queries. An app without any may use every loopback address.
    pub redirects: Vec<String>,
    /// The permissions that the app was granted, each by its own name or by the product that brings it. `None` stands for every permission
    /// of the schema.
    pub permissions: Option<Vec<String>>,
    /// The refresh tokens that the app gets.
    pub renewals: Renewals,
    /// The app may log people in without its secret, by PKCE (RFC 7636), and then uses loopback addresses.
    pub native: bool,
}

/// The refresh tokens of an app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renewals {
    /// The app gets no refresh token.
    None,
    /// A refresh token may be used until its end.
    Kept,
    /// Each renewal gives another refresh token, and the used one is spent (RFC 6749 §6).
    #[default]
    Rotated,
}

impl App {
    /// `true` if the app was granted a permission.
    pub(super) fn has(&self, permission: &Permission) -> bool {
        let is_it = |name: &String| *name == permission.name.wire || Some(name) == permission.product.as_ref();
        self.permissions.as_ref().is_none_or(|granted| granted.iter().any(is_it))
    }

    /// `true` if people may be sent back to an address.
    pub(super) fn may_redirect(&self, address: &str) -> bool {
        redirect::is_plain(address)
            && if self.redirects.is_empty() {
                redirect::is_loopback(address)
            } else {
                self.redirects.iter().any(|registered| redirect::is_same(registered, address))
            }
    }
}

/// The app `sandbox` with the secret `sandbox-secret`, to which everything is granted and every loopback address leads.
impl Default for App {
    fn default() -> Self {
        Self {
            id: "sandbox".to_owned(),
            secret: "sandbox-secret".to_owned(),
            name: "Sandbox app".to_owned(),
            redirects: Vec::new(),
            permissions: None,
            renewals: Renewals::default(),
            native: true,
        }
    }
}

/// Shows no secret.
impl fmt::Debug for App {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("App").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}
