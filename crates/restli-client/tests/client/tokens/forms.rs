//! Tokens in the form of stores.

use std::time::{Duration, SystemTime};

use restli_client::{ExposeSecret as _, StoredToken, Token};

use super::HOUR;

fn whole() -> Token {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_000_000);
    Token::new("A-secret", now + HOUR).with_issued_at(now).with_refresh_token("R-secret", Some(now + HOUR * 2)).with_granted(["r_things"])
}

#[test]
fn stored_token_is_the_token_that_was_stored() {
    let text = serde_json::to_string(&whole().to_stored()).unwrap();
    assert_eq!(
        text,
        r#"{"access_token":"A-secret","expires_at":1760003600000,"granted":["r_things"],"issued_at":1760000000000,"refresh_expires_at":1760007200000,"refresh_token":"R-secret","version":1,"warn_before_seconds":86400}"#
    );
    let read = serde_json::from_str::<StoredToken>(&text).unwrap().into_token();
    assert_eq!(read.access_token().expose_secret(), "A-secret");
    assert_eq!(read.refresh_token().unwrap().expose_secret(), "R-secret");
    assert_eq!((read.issued_at(), read.expires_at()), (whole().issued_at(), whole().expires_at()));
    assert_eq!((read.refresh_expires_at(), read.granted()), (whole().refresh_expires_at(), whole().granted()));
    assert!(read.requested().is_none() && read.id_token().is_none());
}

#[test]
fn stored_token_keeps_members_that_this_release_does_not_know() {
    let text = r#"{"version":1,"access_token":"A","expires_at":1,"bound_to":"x-secret","refresh_token":null}"#;
    let stored: StoredToken = serde_json::from_str(text).unwrap();
    assert!(serde_json::to_string(&stored).unwrap().contains(r#""bound_to":"x-secret""#));
    let shown = format!("{stored:?}");
    assert!(shown.contains("bound_to") && !shown.contains("x-secret"), "{shown}");
}

#[test]
fn stored_token_that_cannot_be_read_is_told_without_its_secrets() {
    let read = |text: &str| serde_json::from_str::<StoredToken>(text).map(|_| ()).map_err(|error| error.to_string());
    let end = |text: &str| Err(text.to_owned());
    assert_eq!(read(r#"{"access_token":"s3cret"}"#), end("the token has no `version`"));
    assert_eq!(read(r#"{"version":2,"access_token":"s3cret"}"#), end("the token is of version 2, and this release reads version 1"));
    assert_eq!(read(r#"{"version":1,"access_token":""}"#), end("the token has no `access_token`"));
    assert_eq!(read(r#"{"version":1,"access_token":"s3cret"}"#), end("the token has no `expires_at`"));
    assert_eq!(read(r#"{"version":1,"access_token":"A","expires_at":"s3cret"}"#), end("`expires_at` of the token is not what it must be"));
    assert_eq!(read(r#"{"version":1,"access_token":["s3cret"]}"#), end("`access_token` of the token is not what it must be"));
    assert_eq!(read(r#"["s3cret"]"#), end("a stored token is an object"));
}

#[test]
fn debug_of_a_stored_token_shows_no_secret() {
    let shown = format!("{:?} {:?}", whole(), whole().to_stored());
    assert!(!shown.contains("A-secret") && !shown.contains("R-secret"), "{shown}");
}
