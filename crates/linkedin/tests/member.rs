//! Fields that come in more than one form.
#![cfg(feature = "profile")]
#![allow(clippy::unwrap_used, reason = "a test")]

use linkedin::Client;
use linkedin::core::json::from_slice;
use linkedin::member::{entries, locale};
use linkedin::profile::{Position, UserInfo};
use linkedin_sandbox::{Fault, Rule};

/// The answer with some fields beside `sub`, as a client reads it.
async fn read(fields: &str) -> UserInfo {
    let sandbox = linkedin_sandbox::start().await.unwrap();
    let answer = format!(r#"{{"sub":"x"{fields}}}"#);
    sandbox.inject(Rule::new("profile.userinfo.get", Fault::Answer).with("status", 200).with("body", answer)).unwrap();
    let client = Client::builder().token(sandbox.token_for_all()).base_url(&sandbox.base_url()).build().unwrap();
    client.userinfo().get().await.unwrap()
}

#[tokio::test]
async fn locale_and_mark_of_an_address_are_read_in_every_form() {
    for (fields, expected) in [
        (r#","locale":"en-US""#, Some("en-US")),
        (r#","locale":"en_US""#, Some("en-US")),
        (r#","locale":{"country":"US","language":"en"}"#, Some("en-US")),
        (r#","locale":{"language":"en"}"#, Some("en")),
        (r#","locale":7"#, None),
        ("", None),
    ] {
        assert_eq!(locale(&read(fields).await).as_deref(), expected, "{fields}");
    }
    for (fields, expected) in [
        (r#","email_verified":true"#, Some(true)),
        (r#","email_verified":"false""#, Some(false)),
        (r#","email_verified":"perhaps""#, None),
        ("", None),
    ] {
        assert_eq!(read(fields).await.email_verified, expected, "{fields}");
    }
}

#[test]
fn lists_of_the_full_profile_are_read_in_both_forms() {
    for list in [r#"{"1":{"id":1},"2":{"id":2}}"#, r#"{"10":{"id":2},"9":{"id":1}}"#, r#"[{"id":1},{"id":2}]"#] {
        let positions: Vec<Position> = entries(&from_slice(list.as_bytes()).unwrap()).unwrap();
        assert_eq!(positions.iter().map(|position| position.id).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }
    assert!(entries::<Position>(&from_slice(br#"[{"id":"one"}]"#).unwrap()).is_err());
}
