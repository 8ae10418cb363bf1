//! Tests of programs that use a client: a script of answers in place of a network.
//!
//! A client that was built with [`Builder::script`](crate::Builder::script) opens no connection. All else is as in production: permissions
//! are checked, requests put together, failures sent again, answers decoded. Time is that of tokio, so a test that pauses it waits for nothing.
//!
//! ```
//! use restli_client::testing::{Answer, Script};
//! use restli_client::{Builder, Error, FromRuntime, Operation};
//!
//! fn client<C: FromRuntime>(builder: Builder<C>, get: &'static Operation) -> Result<(C, Script), Error> {
//!     let script = Script::new();
//!     script.on(get).answer(503).answer(Answer::status(200).json(r#"{"id": 1}"#));
//!     Ok((builder.token("test").script(&script).build()?, script))
//! }
//! ```

mod answer;
mod called;
mod exchange;
mod recording;
mod redact;
mod script;

pub use self::answer::Answer;
pub use self::called::Called;
pub(crate) use self::recording::Recorder;
pub use self::recording::Recording;
pub use self::script::{Rule, Script};
