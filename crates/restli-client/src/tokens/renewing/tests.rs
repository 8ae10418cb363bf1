//! Calls that wait for one renewal, each for a reason of its own.

use restli_testing::{Server, json};

use super::*;
use crate::tables::{ApiInfo, OAuthInfo};
use crate::tokens::MemoryStore;

static API: ApiInfo = ApiInfo::new("shop").with_oauth(Some(&LOGIN));
static LOGIN: OAuthInfo = OAuthInfo::new("https://login.shop.example/authorization", "https://login.shop.example/token", 5_184_000);

const HOUR: Duration = Duration::from_secs(3600);

/// A source at a server, with a token that is alive and due for a renewal.
fn source(server: &Server) -> Arc<Renewing> {
    let app = OAuth::new(&API, "77app", "secret", "https://app.example/cb").and_then(|app| app.base_url(server.url()));
    let now = SystemTime::now();
    let token = Token::new("OLD-access", now + HOUR * 2).with_issued_at(now - HOUR * 240).with_refresh_token("OLD-refresh", None);
    let store = MemoryStore::holding("k", token.to_stored());
    Arc::new(Renewing::new(app.expect("an app"), Grant::Refresh, store, "k"))
}

fn refused(renew: Renew) -> Refused {
    Refused { access: "OLD-access".into(), renew }
}

fn access(outcome: &Outcome) -> Option<&str> {
    outcome.as_ref().ok().map(|token| token.access_token().expose_secret())
}

#[tokio::test]
async fn call_that_joins_the_hopeless_renewal_of_another_one_begins_its_own() {
    let answer = r#"{"access_token":"NEW-access","token_type":"bearer","expires_in":5184000,"refresh_token":"NEW-refresh"}"#;
    let server = Server::answering([json(200, answer)]).expect("a server");
    let (source, revoked) = (source(&server), refused(Renew::WithoutConsent));
    let (of_refused, of_other) = tokio::join!(source.token_instead(&revoked), source.token());
    assert_eq!(access(&of_other), Some("NEW-access"));
    let Err(Failure::Hopeless(error)) = of_refused else { panic!("{of_refused:?}") };
    assert_eq!(error.key, "k");
}

#[tokio::test]
async fn call_with_a_token_that_is_alive_does_not_share_the_failure_of_a_refused_one() {
    let server = Server::answering([json(503, ""), json(503, "")]).expect("a server");
    let (source, expired) = (source(&server), refused(Renew::Yes));
    let (of_refused, of_other) = tokio::join!(source.token_instead(&expired), source.token());
    assert!(matches!(of_refused, Err(Failure::Login(_))), "{of_refused:?}");
    assert_eq!(access(&of_other), Some("OLD-access"));
}
