//! The app that sends a request to the token or introspection endpoint, and its proof that it is the one (RFC 6749 §2.3).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use restli_schema::api::{Credentials, OAuth};

use super::app::App;
use super::form::{Form, is_lax};
use super::reply::Fault;
use crate::received::Received;
use crate::state::State;

/// The sender of a request.
#[derive(Debug)]
pub(super) struct Client<'a> {
    pub(super) app: &'a App,
    has_secret: bool,
}

impl<'a> Client<'a> {
    /// Reads id and secret where the schema says that they stand. A secret that is there must be right.
    pub(super) fn read(world: &'a State, oauth: &OAuth, request: &Received, form: &Form) -> Result<Self, Fault> {
        let (id, secret) = match (oauth.credentials, request.header("authorization")) {
            (Credentials::Form, Some(_)) if !is_lax(world) || form.get("client_secret").is_none() => {
                return Err(Fault::client("the request has the header Authorization: send `client_id` and `client_secret` in the form"));
            }
            (Credentials::Basic, _) if form.get("client_secret").is_some() => {
                return Err(Fault::client("the form has `client_secret`: send id and secret in the header Authorization, as `Basic`"));
            }
            (Credentials::Basic, Some(header)) => {
                let (id, secret) =
                    basic(header).ok_or_else(|| Fault::client("the header Authorization is not `Basic` with id and secret"))?;
                (id, Some(secret))
            }
            (Credentials::Form, _) | (Credentials::Basic, None) => {
                (form.need("client_id")?.to_owned(), form.get("client_secret").map(str::to_owned))
            }
        };
        let app = world.settings.apps.iter().find(|app| app.id == id).ok_or_else(|| Fault::client(format!("no app has the id `{id}`")))?;
        match secret {
            Some(secret) if secret != app.secret => Err(Fault::client(format!("the secret of the app `{id}` is wrong"))),
            secret => Ok(Self { app, has_secret: secret.is_some() }),
        }
    }

    /// Refuses an app that did not send its secret.
    pub(super) fn prove(&self) -> Result<(), Fault> {
        if self.has_secret { Ok(()) } else { Err(Fault::client("the request has no client secret")) }
    }
}

/// Id and secret of `Basic`, each of which is escaped (RFC 6749 §2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, text) = header.split_once(' ')?;
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':').filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let unescaped = |text: &str| Some(form_urlencoded::parse(format!("={text}").as_bytes()).next()?.1.into_owned());
    Some((unescaped(id)?, unescaped(secret)?))
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn basic_header_has_escaped_id_and_secret() {
        // `my%20app:a%3Ab+c`
        assert_eq!(basic("Basic bXklMjBhcHA6YSUzQWIrYw=="), Some(("my app".to_owned(), "a:b c".to_owned())));
    }

    #[test]
    fn header_of_another_form_is_refused() {
        for header in ["Bearer abc", "Basic", "Basic %%%", "Basic bm8gY29sb24="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }
}
