//! Clients of a sandbox, and their words.

use linkedin::{Client, Error, Retry};
use restli_sandbox::Sandbox;

/// A client with every permission, which sends nothing twice.
pub(crate) fn client(sandbox: &Sandbox) -> Client {
    with_token(sandbox, &sandbox.token_for_all())
}

/// A client with a token, which sends nothing twice.
pub(crate) fn with_token(sandbox: &Sandbox, token: &str) -> Client {
    Client::builder().token(token).base_url(&sandbox.base_url()).retry(Retry::never()).build().expect("a client")
}

/// The words of a client about the end of a call.
pub(crate) fn told<T>(end: Result<T, Error>) -> String {
    match end {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.summary(),
    }
}
