//! Doubles of what a call gives, for tests of the code around it. Nothing is sent.

use li::content::{Post, Posts};
use li::http::StatusCode;
use li::oauth::{LoginStep, OAuthError};
use li::ugc::UgcPosts;
use li::urns::{PersonUrn, ShareUrn};
use li::{
    ApiError, CallInfo, Created, DecodeError, DecodeFailure, Error, Incomplete, MediaError, MissingPermission, Page, Problem, QueueError,
    QueueErrorKind, QuotaLeft, QuotaSpent, Response, Time, TransportError, TransportKind, Unread, UploadError, UploadErrorKind, Uploaded,
    api, http,
};

/// Answers of calls, in full and in part.
pub fn answers() -> Result<usize, Box<dyn std::error::Error>> {
    let post = Post::new(ShareUrn::new(7), PersonUrn::new("A"));
    let page: Page<Post> = vec![post.clone()].into();
    let unread: Unread = [DecodeError::new("not a long", "[]").in_field("publishedAt")].into_iter().collect();
    let full = Response::new(&api::API, http::Response::builder().status(200).header("x-li-uuid", "AAY").body(post)?).with_unread(unread);
    let created =
        Response::new(&api::API, http::Response::builder().status(201).body(Created { id: Some(ShareUrn::new(7)), location: None })?);
    Ok(page.elements.len() + full.unread().count() + usize::from(created.value.id.is_some()))
}

/// Errors of every kind.
pub fn errors() -> Result<Vec<Error>, http::Error> {
    let call = || CallInfo::of(Posts::FIND_BY_AUTHOR);
    let response = |status: u16, body: &'static str| http::Response::builder().status(status).body(body.into());
    let fault = || DecodeError::new("not a URN", "7").in_field("id").in_item(1).in_field("elements");
    let problem = || Box::new(Problem::new("my test", "it went wrong", "look again"));
    Ok(vec![
        Error::Setup(problem()),
        Error::Request(problem()),
        Error::Projection(problem()),
        Error::Permission(Box::new(MissingPermission::new(&api::API, Posts::CREATE, ["openid"]))),
        Error::Quota(Box::new(QuotaSpent::new(
            UgcPosts::CREATE,
            &api::quotas::SHARE_MEMBER,
            Time::from_millis(60_000),
            Time::from_millis(0),
        ))),
        Error::Queue(Box::new(QueueError::of(Posts::CREATE, QueueErrorKind::Full))),
        Error::CounterStore(problem()),
        Error::Transport(Box::new(TransportError::of_kind(call(), TransportKind::Timeout))),
        Error::Api(Box::new(ApiError::of_response(&api::API, call(), response(429, "{}")?))),
        Error::Decode(Box::new(DecodeFailure::new(call(), StatusCode::OK, fault()))),
        Error::Incomplete(Box::new(Incomplete::of_response(&api::API, call(), response(200, r#"{"elements":[{}]}"#)?, fault()))),
        Error::Paging(problem()),
        Error::Media(Box::new(MediaError::new("image", ["bytes: 9; at most 5"]))),
        Error::Upload(Box::new(UploadError::new(UploadErrorKind::Source, "it went wrong", "look again"))),
        Error::OAuth(Box::new(OAuthError::of_response(&api::API, LoginStep::Renewal, response(400, r#"{"error":"invalid_grant"}"#)?))),
    ])
}

/// Facts beside an answer.
pub fn facts() -> (QuotaLeft, Uploaded) {
    (QuotaLeft::new(Some(3), None), Uploaded::new(StatusCode::CREATED, Some("part-1".to_owned())))
}
