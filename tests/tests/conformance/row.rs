//! One operation of the manifest, as a generated client has it.

use std::fmt::Debug;
use std::pin::Pin;
use std::rc::Rc;

use bytes::Bytes;
use restli_client::core::envelope::Outcome;
use restli_client::{Error, Request};
use testsuite_client::Client;

/// A call, and what its response must hold.
pub(crate) struct Row {
    /// The operation's name in the manifest.
    pub(crate) name: &'static str,
    /// The request, not sent.
    pub(crate) request: Make,
    /// Sends the call.
    pub(crate) send: Box<dyn Fn(&Client) -> Sending>,
}

/// Makes a request.
type Make = Box<dyn Fn(&Client) -> Result<http::Request<Bytes>, Error>>;

/// A call on its way.
type Sending = Pin<Box<dyn Future<Output = Result<Answer, Error>>>>;

/// A response of the server.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The decoded and the expected value, if these differ.
    pub(crate) difference: Option<String>,
}

/// A call whose response holds this value.
pub(crate) fn gives<T, P, C>(name: &'static str, call: impl Fn(&Client) -> Request<T, P, C> + 'static, expected: T) -> Row
where
    T: Outcome + Debug + PartialEq + 'static,
    P: 'static,
{
    checked(name, call, move |value| (*value != expected).then(|| format!("value\n  expected: {expected:?}\n  got:      {value:?}")))
}

/// A call whose response is an error, or of which the suite has no message. A value would be one that nobody looks at.
pub(crate) fn call<T, P, C>(name: &'static str, call: impl Fn(&Client) -> Request<T, P, C> + 'static) -> Row
where
    T: Outcome + 'static,
    P: 'static,
{
    checked(name, call, |_| Some("a value that the row does not expect".to_owned()))
}

/// A call whose value is looked at in another way.
pub(crate) fn checked<T, P, C>(
    name: &'static str,
    call: impl Fn(&Client) -> Request<T, P, C> + 'static,
    check: impl Fn(&T) -> Option<String> + 'static,
) -> Row
where
    T: Outcome + 'static,
    P: 'static,
{
    let (call, check) = (Rc::new(call), Rc::new(check));
    let sent = Rc::clone(&call);
    Row {
        name,
        request: Box::new(move |client| call(client).to_http()),
        send: Box::new(move |client| {
            let (answer, check) = (sent(client).send_full(), Rc::clone(&check));
            Box::pin(async move {
                let response = answer.await?;
                Ok(Answer { status: response.status().as_u16(), difference: check(&response.value) })
            })
        }),
    }
}

impl Row {
    /// The same, but the request is made in another way.
    pub(crate) fn by<T, P, C>(self, call: impl Fn(&Client) -> Request<T, P, C> + 'static) -> Self {
        Self { request: Box::new(move |client| call(client).to_http()), ..self }
    }
}
