//! The receiver of an app: its secrets and its memory.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Response, header};
use restli_core::Time;
use secrecy::SecretString;

use super::body::Body;
use super::checked::{Checked, unreadable};
use super::delivery::{Claim, Delivery};
use super::info::{EventInfo, Scheme};
use super::memory::MemoryEvents;
use super::refusal::Refusal;
use super::secrets::{Secrets, Signer, shown};
use super::{challenge, forms, signature};
use crate::error::Error;

/// The age up to which events are taken unless [`Receiver::max_age`] says otherwise.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// The first bytes of what gzip makes.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Answers validations of an app's webhook, and checks the calls to it.
///
/// A receiver is shared, not cloned: its memory of events knows repetitions only if all calls come by it. Where several programs are behind one
/// address, [`Receiver::shared`] puts the memory into a store.
///
/// ```
/// use restli_client::bytes::Bytes;
/// use restli_client::webhook::{EventInfo, Receiver, Refusal, Scheme};
/// use restli_client::{Json, UnknownMember, http};
///
/// #[derive(Debug)]
/// enum Event { Joined(Json), Unrecognized(UnknownMember) }
///
/// static SCHEME: Scheme<Event> = Scheme {
///     header: "X-Signature",
///     prefix: "",
///     challenge: "challenge",
///     response: "response",
///     app: "app",
///     event: "type",
///     events: &[EventInfo::new("JOINED", |body| restli_client::webhook::read(body, Event::Joined)).with_id(&["person"]).with_time("at")],
///     unrecognized: Event::Unrecognized,
/// };
///
/// /// Answers the calls of any framework.
/// fn answer(receiver: &Receiver<Event>, call: &http::Request<Bytes>) -> http::Response<String> {
///     let outcome = match *call.method() {
///         http::Method::GET => receiver.challenge(call.uri().query().unwrap_or_default()),
///         _ => receiver.verify(call.headers(), call.body()).map(|delivery| {
///             println!("{:?}", delivery.accept());
///             http::Response::new(String::new())
///         }),
///     };
///     outcome.unwrap_or_else(|refusal| refusal.response())
/// }
///
/// let receiver = Receiver::new(&SCHEME, "client-secret")?;
/// let forged = http::Request::post("/hook").body(Bytes::from_static(b"{}"))?;
/// assert_eq!(answer(&receiver, &forged).status(), 401);
/// assert!(matches!(receiver.verify(forged.headers(), forged.body()), Err(Refusal::Unsigned { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Receiver<E: 'static> {
    pub(super) scheme: &'static Scheme<E>,
    secrets: Secrets,
    pub(super) max_age: Duration,
    clock: fn() -> Time,
    pub(super) seen: MemoryEvents,
}

impl<E> Receiver<E> {
    /// A receiver with the secret of the app.
    ///
    /// # Errors
    /// The secret is empty, or holds a blank or a line end.
    pub fn new(scheme: &'static Scheme<E>, secret: impl Into<SecretString>) -> Result<Self, Error> {
        let seen = MemoryEvents::default();
        let receiver = Self { scheme, secrets: Secrets::default(), max_age: MAX_AGE, clock: Time::now, seen };
        receiver.with_secret("Receiver::new", None, secret.into())
    }

    /// Adds the secret that the app had before: calls may be signed with it while it is exchanged for the new one, which validations are
    /// answered with.
    ///
    /// # Errors
    /// The secret is empty, or holds a blank or a line end.
    pub fn previous_secret(self, secret: impl Into<SecretString>) -> Result<Self, Error> {
        self.with_secret("Receiver::previous_secret", None, secret.into())
    }

    /// Adds the secret of an app below this one, by its id. Given again for the same app, it is the secret that the app had before.
    ///
    /// From then on, calls and validations that name other apps are refused.
    ///
    /// # Errors
    /// The id or the secret is empty, or holds a blank or a line end.
    pub fn child_app(self, id: &str, secret: impl Into<SecretString>) -> Result<Self, Error> {
        self.with_secret("Receiver::child_app", Some(id), secret.into())
    }

    fn with_secret(mut self, about: &str, app: Option<&str>, secret: SecretString) -> Result<Self, Error> {
        self.secrets.add(about, app, secret).map_err(Error::setup)?;
        Ok(self)
    }

    /// Sets the age up to which events are taken, a day if not set. It is longer than a service goes on repeating a call that failed.
    /// So long is an event remembered, too.
    #[must_use]
    pub fn max_age(self, max_age: Duration) -> Self {
        Self { max_age, ..self }
    }

    /// Sets the number of events that are remembered, 10,000 if not set. Beyond it the oldest are forgotten, and would be taken again.
    #[must_use]
    pub fn remember(self, entries: usize) -> Self {
        Self { seen: MemoryEvents::new(entries), ..self }
    }

    /// Sets the clock, in place of the system's: for tests.
    #[must_use]
    pub fn clock(self, now: fn() -> Time) -> Self {
        Self { clock: now, ..self }
    }

    /// Answers a validation, which is a GET, by its query or its whole address. The answer is to be sent at once: a service does not wait long for it.
    ///
    /// # Errors
    /// There is no challenge, it is no UUID, or it is for an app whose secret is not here.
    pub fn challenge(&self, query: &str) -> Result<Response<String>, Refusal> {
        challenge::answer(self.scheme, &self.secrets, query)
    }

    /// Checks a call, which is a POST, by its headers and by the bytes of its body *as they were received*: JSON that was parsed and written
    /// anew has another signature.
    ///
    /// Several events in one body are told apart: the event has those that did not come before.
    ///
    /// # Errors
    /// The reason to refuse the call.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Delivery<E>, Refusal> {
        let checked = self.check(headers, body)?;
        let (claim, states) = Claim::of(self.seen.clone(), checked.ids(), checked.until, checked.now);
        let (event, unread) = checked.event(self.scheme, &states)?;
        Ok(Delivery { event, unread, claim })
    }

    /// Checks all of a call but whether it came before.
    pub(super) fn check<'b>(&self, headers: &HeaderMap, body: &'b [u8]) -> Result<Checked<'b, E>, Refusal> {
        let signer = self.signer(headers, body)?;
        let read = Body::read(body, self.scheme.event).map_err(|error| compressed(headers, body).unwrap_or_else(|| unreadable(error)))?;
        let now = (self.clock)();
        let Some(info) = self.scheme.events.iter().find(|info| info.name == read.name) else {
            return Ok(Checked { body, read, info: None, now, until: now });
        };
        if let Some(app) = read.app(info).filter(|app| !self.secrets.may_sign(signer, app)) {
            return Err(Refusal::WrongApp { app: Some(shown(&app)) });
        }
        let until = self.fresh(&read, info, now)?;
        Ok(Checked { body, read, info: Some(info), now, until })
    }

    /// The secret that made the signature.
    fn signer(&self, headers: &HeaderMap, body: &[u8]) -> Result<Signer<'_>, Refusal> {
        let Scheme { header, prefix, .. } = *self.scheme;
        let signature = signature::of_call(headers, header, prefix)?;
        let signer = |text: &[u8]| self.secrets.signer(|secret| signature::fits(secret, [prefix.as_bytes(), text], &signature));
        let of_escaped = || forms::escaped(body).iter().find_map(|text| signer(text.as_bytes()));
        if let Some(signer) = signer(body).or_else(of_escaped) {
            return Ok(signer);
        }
        let received = body.len();
        let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|announced: u64| announced > received as u64) {
            return Err(Refusal::Truncated { received, announced });
        }
        if let Some(refusal) = compressed(headers, body) {
            return Err(refusal);
        }
        if serde_json::from_slice::<serde_core::de::IgnoredAny>(body).is_err_and(|error| error.is_eof()) {
            return Err(Refusal::Truncated { received, announced: None });
        }
        let rewritten = forms::rewritten(body).into_iter().find(|(_, text)| signer(text.as_bytes()).is_some());
        Err(rewritten.map_or(Refusal::WrongSecret { tried: self.secrets.len() }, |(form, _)| Refusal::Reserialized { form }))
    }

    /// The time until which the events of a body are remembered, unless they are too old to be taken.
    fn fresh(&self, body: &Body, info: &EventInfo<E>, now: Time) -> Result<Time, Refusal> {
        let max_age = i64::try_from(self.max_age.as_millis()).unwrap_or(i64::MAX);
        let newest = body.newest(info);
        match newest {
            Some(time) if now.as_millis().saturating_sub(time.as_millis()) > max_age => Err(Refusal::Stale { time, max_age: self.max_age }),
            _ => Ok(Time::from_millis(newest.unwrap_or(now).max(now).as_millis().saturating_add(max_age))),
        }
    }
}

/// The refusal of a body that is compressed. A framework that has undone the compression may leave the header in its place, so a body that
/// begins as JSON does is taken for that.
fn compressed(headers: &HeaderMap, body: &[u8]) -> Option<Refusal> {
    let named = headers.get(header::CONTENT_ENCODING).map(|coding| String::from_utf8_lossy(coding.as_bytes()).into_owned());
    let named = named.filter(|coding| !coding.trim().is_empty() && !coding.trim().eq_ignore_ascii_case("identity"));
    let is_json = body.is_empty() || body.trim_ascii_start().starts_with(b"{");
    let coding = named.filter(|_| !is_json).or_else(|| body.starts_with(GZIP).then(|| "gzip".to_owned()))?;
    Some(Refusal::Compressed { coding })
}

impl<E> fmt::Debug for Receiver<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (out.debug_struct("Receiver"))
            .field("scheme", self.scheme)
            .field("secrets", &format_args!("{} hidden", self.secrets.len()))
            .field("max_age", &self.max_age)
            .finish_non_exhaustive()
    }
}
