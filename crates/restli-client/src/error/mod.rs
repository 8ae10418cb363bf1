//! The error of a call, an upload or a login, with its cause and its remedy.

mod answer;
mod attempts;
mod decode;
mod explain;
pub(crate) mod headline;
#[cfg(feature = "openid")]
mod identity;
mod incomplete;
#[cfg(feature = "login")]
mod login;
#[cfg(feature = "login")]
mod login_step;
mod permission;
pub(crate) mod problem;
mod questions;
mod queue;
mod quota;
#[cfg(feature = "login")]
mod reauthorize;
mod transport;
mod upload;

use std::borrow::Cow;
use std::fmt;

use restli_core::projection::{CheckError, SyntaxError};
use restli_core::urn::UrnError;

pub use self::answer::ApiError;
pub(crate) use self::answer::Facts;
pub use self::attempts::{Attempt, Attempts, StopReason};
pub use self::decode::DecodeFailure;
#[cfg(feature = "openid")]
pub use self::identity::{IdentityError, IdentityFault};
pub use self::incomplete::Incomplete;
#[cfg(feature = "login")]
pub use self::login::OAuthError;
#[cfg(feature = "login")]
pub use self::login_step::LoginStep;
pub use self::permission::MissingPermission;
pub use self::problem::{CallInfo, Problem};
pub use self::queue::{QueueError, QueueErrorKind};
pub use self::quota::QuotaSpent;
#[cfg(feature = "login")]
pub use self::reauthorize::{Reauthorize, ReauthorizeReason};
pub(crate) use self::transport::Awaited;
pub use self::transport::{TransportError, TransportKind};
pub use self::upload::{UploadError, UploadErrorKind};
use crate::media::MediaError;

/// The reason why a call, an upload or a login failed.
///
/// `Display` is a line of at most 120 characters with operation, status or problem, and next step, which [`Error::summary`] returns alone;
/// below it come the call, the cause and what else is known. [`Error::cause`] and [`Error::remedy`] return each alone. `Debug` gives the same
/// text, because `main` prints a returned error by `Debug`. There is no source: the text of the error inside is part of `Display`, so that
/// whatever prints chains says nothing twice.
#[non_exhaustive]
pub enum Error {
    /// A client that could not be built.
    Setup(Box<Problem>),
    /// A request that could not be built, or text that is no URN for it.
    Request(Box<Problem>),
    /// A projection that cannot be read, names what the entity does not have, or cannot be expressed in the style of the endpoint.
    Projection(Box<Problem>),
    /// A permission that the token is known to lack; nothing was sent.
    Permission(Box<MissingPermission>),
    /// A quota that has no room for the call; nothing was sent.
    Quota(Box<QuotaSpent>),
    /// A call that the queue of the client had no place or no turn for; nothing was sent.
    Queue(Box<QueueError>),
    /// A store of the counters of quotas that failed; nothing was sent.
    CounterStore(Box<Problem>),
    /// A response that did not arrive, or not as a whole.
    Transport(Box<TransportError>),
    /// A response that is an error.
    Api(Box<ApiError>),
    /// A response that does not fit the schema.
    Decode(Box<DecodeFailure>),
    /// A list that lacks elements which could not be read, or outcomes of what was sent; [`Incomplete::partial`] returns the others.
    Incomplete(Box<Incomplete>),
    /// Paging data that cannot be followed: a repeated token, or a link to another host.
    Paging(Box<Problem>),
    /// Bytes that break a media rule.
    Media(Box<MediaError>),
    /// An upload that cannot begin, go on or end; [`UploadError::kind`] tells why.
    Upload(Box<UploadError>),
    /// A step of the login that failed.
    #[cfg(feature = "login")]
    OAuth(Box<OAuthError>),
    /// An ID token that proves nothing.
    #[cfg(feature = "openid")]
    Identity(Box<IdentityError>),
    /// A token that cannot be renewed: its owner must consent again.
    #[cfg(feature = "login")]
    Reauthorize(Box<Reauthorize>),
    /// A store of tokens that failed.
    #[cfg(feature = "login")]
    TokenStore(Box<Problem>),
}

impl Error {
    /// The HTTP status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::Incomplete(error) => Some(error.failure.status),
            #[cfg(feature = "login")]
            Self::OAuth(error) => error.status,
            Self::Setup(_)
            | Self::Request(_)
            | Self::Projection(_)
            | Self::Permission(_)
            | Self::Quota(_)
            | Self::Queue(_)
            | Self::CounterStore(_)
            | Self::Transport(_)
            | Self::Paging(_)
            | Self::Media(_)
            | Self::Upload(_) => None,
            #[cfg(feature = "login")]
            Self::TokenStore(_) => None,
            #[cfg(feature = "openid")]
            Self::Identity(_) => None,
            #[cfg(feature = "login")]
            Self::Reauthorize(error) => error.refusal.as_ref()?.status,
        }
    }

    /// The error response, if the server sent one.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The cause, as far as it is known.
    #[must_use]
    pub fn cause(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Transport(error) => Some(error.reason()).filter(|cause| !cause.is_empty()).map(Cow::from),
            Self::Api(error) => error.reason().map(Cow::from),
            Self::Decode(error) => Some(error.error.to_string().into()),
            Self::Incomplete(error) => Some(error.cause().into()),
            #[cfg(feature = "login")]
            Self::OAuth(error) => error.cause.map(Cow::from),
            Self::Setup(_)
            | Self::Request(_)
            | Self::Projection(_)
            | Self::Permission(_)
            | Self::Quota(_)
            | Self::Queue(_)
            | Self::CounterStore(_)
            | Self::Paging(_)
            | Self::Media(_)
            | Self::Upload(_) => None,
            #[cfg(feature = "login")]
            Self::TokenStore(_) => None,
            #[cfg(feature = "openid")]
            Self::Identity(_) => None,
            #[cfg(feature = "login")]
            Self::Reauthorize(error) => Some(error.cause().into()),
        }
    }

    /// The remedy, as far as there is one.
    #[must_use]
    pub fn remedy(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Setup(problem)
            | Self::Request(problem)
            | Self::Projection(problem)
            | Self::CounterStore(problem)
            | Self::Paging(problem) => Some(problem.remedy.as_str().into()),
            Self::Upload(error) => Some(error.problem.remedy.as_str().into()),
            Self::Permission(error) => Some(error.remedy().into()),
            Self::Quota(error) => Some(error.remedy().into()),
            Self::Queue(error) => Some(error.remedy().into()),
            Self::Transport(error) => Some(error.remedy()),
            Self::Api(error) => error.remedy(),
            Self::Decode(error) => Some(error.remedy()),
            Self::Incomplete(error) => Some(error.failure.remedy()),
            Self::Media(_) => None,
            #[cfg(feature = "login")]
            Self::OAuth(error) => Some(error.remedy.as_ref().into()),
            #[cfg(feature = "openid")]
            Self::Identity(error) => Some(error.fault.remedy().into()),
            #[cfg(feature = "login")]
            Self::Reauthorize(_) => Some(Reauthorize::REMEDY.into()),
            #[cfg(feature = "login")]
            Self::TokenStore(problem) => Some(problem.remedy.as_str().into()),
        }
    }

    /// The error inside.
    fn inner(&self) -> &dyn fmt::Display {
        match self {
            Self::Setup(problem)
            | Self::Request(problem)
            | Self::Projection(problem)
            | Self::CounterStore(problem)
            | Self::Paging(problem) => &**problem,
            Self::Upload(error) => &**error,
            Self::Permission(error) => &**error,
            Self::Quota(error) => &**error,
            Self::Queue(error) => &**error,
            Self::Transport(error) => &**error,
            Self::Api(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Incomplete(error) => &**error,
            Self::Media(error) => &**error,
            #[cfg(feature = "login")]
            Self::OAuth(error) => &**error,
            #[cfg(feature = "openid")]
            Self::Identity(error) => &**error,
            #[cfg(feature = "login")]
            Self::Reauthorize(error) => &**error,
            #[cfg(feature = "login")]
            Self::TokenStore(problem) => &**problem,
        }
    }

    pub(crate) fn setup(problem: Problem) -> Self {
        Self::Setup(Box::new(problem))
    }

    pub(crate) fn request(problem: Problem) -> Self {
        Self::Request(Box::new(problem))
    }

    pub(crate) fn projection(problem: Problem) -> Self {
        Self::Projection(Box::new(problem))
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }

    pub(crate) fn paging(problem: Problem) -> Self {
        Self::Paging(Box::new(problem))
    }

    pub(crate) fn upload(error: UploadError) -> Self {
        Self::Upload(Box::new(error))
    }
}

impl From<UrnError> for Error {
    fn from(error: UrnError) -> Self {
        let remedy = "pass text of the form that is expected, or make the URN from its id by the constructor of its type";
        Self::request(Problem::new("URN", error.message(), remedy))
    }
}

impl From<SyntaxError> for Error {
    fn from(error: SyntaxError) -> Self {
        let remedy = error.help.unwrap_or_else(|| "write it as `(id,owner(name))`, or as the mask `id,owner:(name)`".to_owned());
        Self::projection(Problem::new("projection", error.message, remedy))
    }
}

impl From<CheckError> for Error {
    fn from(error: CheckError) -> Self {
        Self::projection(Problem::new("projection", error.to_string(), "name fields that the entity has, by their names on the wire"))
    }
}

#[cfg(feature = "openid")]
impl From<IdentityError> for Error {
    fn from(error: IdentityError) -> Self {
        Self::Identity(Box::new(error))
    }
}

#[cfg(feature = "login")]
impl From<OAuthError> for Error {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(Box::new(error))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt(out)
    }
}

impl std::error::Error for Error {}
