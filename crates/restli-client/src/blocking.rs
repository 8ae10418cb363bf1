//! Calls from programs without an async runtime: the calling thread waits for the answer.
//!
//! ```
//! use restli_client::{Error, Request};
//!
//! fn name(request: Request<String>) -> Result<String, Error> {
//!     request.send_blocking()
//! }
//! ```
//!
//! One thread of the program drives the connections of all such calls, from the first one on.

use std::io;
use std::sync::{Mutex, PoisonError, mpsc};

use restli_core::envelope::Outcome;
use tokio::runtime::{Builder, Handle};

use crate::error::Error;
use crate::error::problem::Problem;
use crate::net::in_runtime;
use crate::received::RawResponse;
use crate::request::Request;
use crate::response::{Response, decode};

/// Waits for a future: uploads, logins, the elements of a stream, several calls at once. [`Request::send_blocking`] waits for a call.
///
/// ```
/// # fn demo(runtime: &restli_client::Runtime) -> Result<(), restli_client::Error> {
/// let uploaded = restli_client::blocking::wait(runtime.upload("https://up.example/a", "bytes").send())??;
/// # drop(uploaded);
/// # Ok(()) }
/// ```
///
/// # Errors
/// The call is made inside of an async runtime, whose other tasks would stand still, or the machine has no thread left.
pub fn wait<F>(future: F) -> Result<F::Output, Error>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let fail = |what: String, remedy: &str| Error::setup(Problem::new("blocking", what, remedy));
    if in_runtime() {
        let what = "it is called inside of an async runtime, which would stand still".to_owned();
        return Err(fail(what, "await the request; in `spawn_blocking`, use `Handle::block_on`"));
    }
    let driver = driver().map_err(|error| fail(format!("no thread for the connections: {error}"), "look at the limits of this machine"))?;
    let (sender, receiver) = mpsc::sync_channel(1);
    driver.spawn(async move {
        let _ = sender.send(future.await);
    });
    receiver.recv().map_err(|_| fail("the future has panicked".to_owned(), "look at the message of the panic"))
}

/// The runtime of all blocking calls, on a thread of its own.
fn driver() -> io::Result<Handle> {
    static DRIVER: Mutex<Option<Handle>> = Mutex::new(None);
    let mut driver = DRIVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*driver {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(std::future::pending::<()>());
    std::thread::Builder::new().name("restli-blocking".to_owned()).spawn(drive)?;
    *driver = Some(handle.clone());
    Ok(handle)
}

impl<T: Outcome, P, C> Request<T, P, C> {
    /// Sends the request, and waits for the answer without an async runtime.
    ///
    /// # Errors
    /// The error of the call; or it is made inside of an async runtime.
    pub fn send_blocking(self) -> Result<T, Error> {
        decode(wait(self.raw_response())?)
    }

    /// Sends the request, waits for the answer without an async runtime, and keeps status, headers, request ids and quota of it.
    ///
    /// # Errors
    /// The error of the call; or it is made inside of an async runtime.
    pub fn send_full_blocking(self) -> Result<Response<T>, Error> {
        wait(self.raw_response())?.and_then(RawResponse::decode_full)
    }
}
