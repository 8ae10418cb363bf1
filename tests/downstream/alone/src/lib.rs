//! Code of a user who depends on a generated client alone: every type of its signatures has a name there.
//!
//! `tests/house` compares the types that stand here with those in the signatures of generated clients.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications, rust_2018_idioms)]

use linkedin_client::content::{IntoLittleText, NewPost, Post};
use linkedin_client::core::data::{Bytes, Fixed};
use linkedin_client::core::envelope::Collection;
use linkedin_client::core::error::ErrorResponse;
use linkedin_client::core::escaped_text::EscapedText;
use linkedin_client::core::projection::{Projected, Select};
use linkedin_client::core::urn::{TypedUrn, Urn};
use linkedin_client::incoming::Event;
use linkedin_client::profile::{Profile, ProfileCard};
use linkedin_client::style::{Decorated, Flat, Restli};
use linkedin_client::urns::{AuthorUrn, PostUrn, kinds};
use linkedin_client::webhook::EventInfo;
use linkedin_client::{
    ApiError, ApiInfo, Base, BatchCreated, BatchCreatedEntities, BatchKeyless, BatchKeylessEntities, BatchPages, BatchResult, BatchStatus,
    BatchUpdatedEntities, Builder, Client, ComplexKey, Content, Created, CreatedEntity, Error, ErrorInfo, FieldRequirement, Json, KeyError,
    KeyedMap, Map, MediaRule, NoParams, OAuthInfo, Operation, Page, Patch, Permission, Quota, Request, Response, Role, Runtime,
    SecretString, Time, TokenSource, Unchecked, UnknownMember, Unread, UpdatedEntity, Version, VersionFamily, bytes, http,
};

/// A call by its parts.
#[derive(Debug)]
pub struct Sent {
    /// The request, and the same as HTTP.
    pub request: (Request<Page<Post>, NoParams<Restli>, Unchecked>, http::Request<bytes::Bytes>),
    /// The answer.
    pub response: Result<Response<Page<Post>>, Error>,
}

/// Everything that a response is read into.
#[derive(Debug)]
pub struct Answers {
    /// One entity.
    pub one: (Created<PostUrn>, CreatedEntity<i64, Post>, UpdatedEntity<Post>, Content),
    /// Several entities.
    pub many: (BatchResult<i64, Profile>, BatchStatus<PostUrn>, BatchCreated<i64>, BatchCreatedEntities<i64, Post>),
    /// More of several.
    pub more: (BatchUpdatedEntities<i64, Post>, BatchPages<Post>, Collection<Post>),
    /// Several entities whose keys are never told.
    pub keyless: (BatchKeyless, BatchKeylessEntities<Post>),
    /// Errors, and what was left out.
    pub errors: (KeyError, ErrorResponse, ApiError, Unread),
}

/// Values of fields.
#[derive(Debug)]
pub struct Values {
    /// Of the data model.
    pub plain: (Bytes, Fixed<16>, Json, Map<Json>, KeyedMap<i64, Json>, Time, UnknownMember),
    /// Identifiers.
    pub ids: (Urn, TypedUrn<kinds::Person>, AuthorUrn, ComplexKey<Profile, Profile>),
    /// Changes.
    pub patch: Patch,
}

/// The tables of the API.
#[derive(Debug)]
pub struct Tables {
    /// Of the whole.
    pub api: (&'static ApiInfo, &'static Base, &'static VersionFamily, &'static Version, &'static OAuthInfo),
    /// Of webhooks.
    pub events: &'static [EventInfo<Event>],
    /// Of a call.
    pub call:
        (&'static Operation, &'static Permission, &'static Role, &'static Quota, &'static ErrorInfo, &'static MediaRule, FieldRequirement),
}

/// A projection, and a request with it.
pub fn card(client: &Client) -> (Select<ProfileCard>, Request<ProfileCard, NoParams<Decorated>>) {
    (ProfileCard, client.me().get().select(ProfileCard))
}

/// A request for the projection of another API, if there is one.
pub fn flat() -> Option<Request<ProfileCard, NoParams<Flat>>> {
    None
}

/// A result of `narrow`, by its trait.
pub fn narrowed<P: Projected<Of = Profile>>(profile: &Profile) -> Option<P> {
    linkedin_client::core::projection::narrow(profile).ok()
}

/// A client from its builder, and two for other members.
pub fn clients(builder: Builder<Client>, token: SecretString, source: TokenSource) -> Result<(Runtime, [Client; 2]), Error> {
    let client = builder.build()?;
    Ok((client.runtime().clone(), [client.with_token(token, None)?, client.with_token_source(source, None)]))
}

/// A function that takes what the client's own take.
pub fn post(author: impl Into<AuthorUrn>, text: impl IntoLittleText) -> NewPost {
    NewPost::new(author, text)
}

/// The text of a post, by the type behind its name.
pub fn text(post: &Post) -> Option<&EscapedText<linkedin_client::content::LittleTextFormat>> {
    post.commentary.as_ref()
}
