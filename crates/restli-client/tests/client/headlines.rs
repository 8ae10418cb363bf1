//! The first line of an error of every kind.

use std::error::Error as _;
use std::time::Duration;

use restli_client::core::projection::{Projection, parse_mask};
use restli_client::http::{Method, Response, StatusCode};
use restli_client::{
    ApiError, CallInfo, DecodeError, DecodeFailure, Error, Incomplete, Json, LoginStep, MediaError, MissingPermission, OAuthError, Problem,
    QueueError, QueueErrorKind, QuotaSpent, Reauthorize, ReauthorizeReason, Time, TransportError, TransportKind, UploadError,
    UploadErrorKind,
};

use crate::tables::{API, CREATE, Client, DAILY, DELETE, GET};

const KINDS: [TransportKind; 9] = [
    TransportKind::Connect,
    TransportKind::Timeout,
    TransportKind::Stalled(Duration::from_secs(60)),
    TransportKind::Broken,
    TransportKind::Garbled,
    TransportKind::TooLarge(usize::MAX),
    TransportKind::NotBegun,
    TransportKind::NotSent,
    TransportKind::NoRuntime,
];

fn response(status: u16, body: &str) -> Response<bytes::Bytes> {
    Response::builder().status(status).body(body.to_owned().into()).unwrap()
}

/// Errors of every kind, short ones and such as no line holds.
fn errors() -> Vec<Error> {
    let long = "a\nb c".repeat(100);
    let mut all = Vec::new();
    for text in ["odd", &long] {
        let problem = || Box::new(Problem::new(text, text, text));
        all.extend([Error::Setup(problem()), Error::Request(problem()), Error::Projection(problem()), Error::Paging(problem())]);
        all.extend([
            Error::Upload(Box::new(UploadError::new(UploadErrorKind::Source, text, text))),
            Error::TokenStore(problem()),
            Error::CounterStore(problem()),
            Error::Media(Box::new(MediaError::new("picture", [text]))),
        ]);
        all.extend(
            [parse_mask(text).map(|_| ()), Projection::parse("(a").map(|_| ())].into_iter().filter_map(|read| Some(read.err()?.into())),
        );
        all.push(Error::Reauthorize(Box::new(Reauthorize::new(text, ReauthorizeReason::NoToken))));
        let body =
            serde_json::json!({ "code": text, "message": text, "error": text, "error_description": text, "status": 499 }).to_string();
        for operation in [&GET, &CREATE, &DELETE] {
            let call = || CallInfo::of(operation);
            all.extend(KINDS.map(|kind| Error::Transport(Box::new(TransportError::of_kind(call(), kind)))));
            for status in (300..600).chain([200, 999]) {
                for body in ["", text, &body] {
                    all.push(Error::Api(Box::new(ApiError::of_response(&API, call(), response(status, body)))));
                }
            }
            let fault = || DecodeError::new("not a long", text).in_field(text);
            all.push(Error::Decode(Box::new(DecodeFailure::new(call(), StatusCode::OK, fault()))));
            all.push(Error::Incomplete(Box::new(Incomplete::of_response(&API, call(), response(200, "{}"), fault()))));
            let quota = QuotaSpent::new(operation, &DAILY, Time::from_millis(1_795_996_834_567), Time::from_millis(0));
            all.push(Error::Quota(Box::new(quota)));
            let kinds = [QueueErrorKind::Full, QueueErrorKind::Deadline(Duration::from_millis(30_500))];
            all.extend(kinds.map(|kind| Error::Queue(Box::new(QueueError::of(operation, kind)))));
            all.push(Error::Permission(Box::new(MissingPermission::new(&API, operation, [text]))));
        }
        for step in [
            LoginStep::Callback,
            LoginStep::Exchange,
            LoginStep::Renewal,
            LoginStep::ClientCredentials,
            LoginStep::Introspection,
            LoginStep::Keys,
        ] {
            all.push(OAuthError::of_response(&API, step, response(400, text)).into());
            all.push(OAuthError::of_response(&API, step, response(400, &body)).into());
        }
    }
    #[cfg(feature = "openid")]
    all.extend(identity_errors());
    all
}

#[cfg(feature = "openid")]
fn identity_errors() -> impl Iterator<Item = Error> {
    use restli_client::{IdentityError, IdentityFault as Fault};
    [
        Fault::Missing,
        Fault::Unreadable,
        Fault::Algorithm,
        Fault::UnknownKey,
        Fault::Signature,
        Fault::Issuer,
        Fault::Audience,
        Fault::Expired,
        Fault::NotYet,
        Fault::Nonce,
        Fault::Claim,
    ]
    .into_iter()
    .map(|fault| IdentityError::new(fault).into())
}

#[test]
fn error_of_every_kind_has_a_first_line_for_an_alert_and_tells_nothing_twice() {
    for error in errors() {
        let told = error.to_string();
        let first = told.lines().next().unwrap();
        assert!(first.chars().count() <= 120, "{told}");
        assert_eq!(error.summary(), first);
        assert!(!first.ends_with([' ', ';', ':']), "{told}");
        if let Some(remedy) = error.remedy().filter(|remedy| remedy.len() > 3) {
            let whole = first.ends_with(&format!("; {remedy}"));
            let below = told.contains(&format!("\n  remedy: {remedy}"));
            assert!(whole != below, "the remedy stands in one place: {told}");
            let is_full = first.chars().count() > 104 || told.contains("\n  in full: ");
            assert!(whole || first.contains("; ") || is_full, "the first line has the next step: {told}");
        }
        assert!(error.source().is_none(), "the text of a source would come twice: {told}");
    }
}

#[tokio::test]
async fn first_line_of_a_call_has_operation_and_status_whatever_its_path_is() {
    let error = Client::at("http://127.0.0.1:9").get_by_text(&"x".repeat(500)).await.unwrap_err();
    let expected = "shop.things.get: no connection; check the address and the network; the server has not seen the request";
    assert_eq!(error.summary(), expected);
    let raw: restli_client::Request<Json> =
        Client::at("http://127.0.0.1:9").runtime().raw(Method::GET, &format!("/v2/{}", "x".repeat(500)), None);
    let summary = raw.await.unwrap_err().summary();
    assert!(summary.starts_with("GET /v2/xxx") && summary.ends_with("…: no connection"), "{summary}");
}

#[test]
fn debug_of_an_error_names_the_tables_without_their_texts() {
    let call = || CallInfo::of(&GET);
    let fault = DecodeError::new("not a long", "x");
    let shown = [
        format!("{:#?}", ApiError::of_response(&API, call(), response(403, r#"{"code":"NO_SUCH_SHOP"}"#))),
        format!("{:#?}", TransportError::of_kind(call(), TransportKind::Timeout)),
        format!("{:#?}", DecodeFailure::new(call(), StatusCode::OK, fault.clone())),
        format!("{:#?}", Incomplete::of_response(&API, call(), response(200, "{}"), fault)),
        format!("{:#?}", MissingPermission::new(&API, &GET, ["r_lite"])),
    ];
    for text in &shown {
        assert!(text.len() < 1500, "{text}");
        for words in ["Read things", "the shop is closed", "https://api.shop.example", "Everything in the shop"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
    }
}
