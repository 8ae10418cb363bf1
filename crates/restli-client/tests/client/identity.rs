//! ID tokens of OpenID Connect, signed by keys of a provider on this machine.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use restli_client::{Error, ExposeSecret as _, Identity, IdentityFault, Json, OAuth, SecretString, StoredToken, Token};
use restli_testing::{Act, Server, json, response};
use serde_json::json as value;

use crate::tables::API;

/// A key of a provider.
struct Key {
    number: &'static str,
    private: EncodingKey,
}

impl Key {
    fn new(number: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der = pair.as_der().unwrap();
        // The key itself (PKCS #1) stands behind the head of its envelope (PKCS #8).
        Self { number, private: EncodingKey::from_rsa_der(&der.as_ref()[26..]) }
    }

    fn public(&self) -> Json {
        let mut key = Jwk::from_encoding_key(&self.private, Algorithm::RS256).unwrap();
        key.common.key_id = Some(self.number.to_owned());
        serde_json::to_value(key).unwrap()
    }

    fn sign(&self, claims: &Json) -> String {
        let header = Header { kid: Some(self.number.to_owned()), ..Header::new(Algorithm::RS256) };
        encode(&header, claims, &self.private).unwrap()
    }
}

/// The keys of this test, since making one takes a while.
fn key(place: usize) -> &'static Key {
    static KEYS: OnceLock<[Key; 2]> = OnceLock::new();
    &KEYS.get_or_init(|| [Key::new("k-1"), Key::new("k-2")])[place]
}

/// The answer with the public parts of keys, and with one of a kind that nobody knows.
fn published(keys: &[&Key]) -> String {
    let mut keys: Vec<Json> = keys.iter().map(|key| key.public()).collect();
    keys.push(value!({"kty": "LATTICE", "kid": "k-0"}));
    json(200, &value!({ "keys": keys }).to_string())
}

fn app(server: &Server) -> OAuth {
    OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap().base_url(server.url()).unwrap()
}

/// Seconds since 1970, so many from now.
fn seconds(from_now: i64) -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    i64::try_from(now).unwrap() + from_now
}

/// Claims that are right, with these in place of some. A `null` takes one away.
fn claims(others: &Json) -> Json {
    let mut claims = value!({
        "iss": "https://login.shop.example", "aud": "77app", "sub": "yrZCpj2Z12", "iat": seconds(-5), "exp": seconds(600), "nonce": "n-1",
        "name": "Jo Doe", "given_name": "Jo", "family_name": "Doe", "picture": "https://media.example/p.jpg",
        "email": "jo@example.com", "email_verified": "true", "locale": {"country": "US", "language": "en"},
    });
    for (name, value) in others.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}

/// The token of a login with an ID token.
fn login(id_token: &str) -> Token {
    let stored = value!({"version": 1, "access_token": "A", "expires_at": 0, "id_token": id_token});
    serde_json::from_value::<StoredToken>(stored).unwrap().into_token()
}

async fn check(app: &OAuth, id_token: &str, nonce: Option<&str>) -> Result<Identity, Error> {
    app.identity(&login(id_token), nonce.map(SecretString::from).as_ref()).await
}

fn fault(result: Result<Identity, Error>) -> IdentityFault {
    match result.unwrap_err() {
        Error::Identity(error) => error.fault,
        other => panic!("{other}"),
    }
}

fn login_error(result: Result<Identity, Error>) -> String {
    match result.unwrap_err() {
        Error::OAuth(error) => error.to_string(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn identity_of_a_login_has_its_claims() {
    let server = Server::answering([published(&[key(0)])]).unwrap();
    let app = app(&server);
    let identity = check(&app, &key(0).sign(&claims(&value!({}))), Some("n-1")).await.unwrap();
    assert_eq!(identity.subject(), "yrZCpj2Z12");
    assert_eq!((identity.name(), identity.given_name(), identity.family_name()), (Some("Jo Doe"), Some("Jo"), Some("Doe")));
    assert_eq!((identity.email(), identity.email_verified()), (Some("jo@example.com"), Some(true)));
    assert_eq!((identity.picture(), identity.locale().as_deref()), (Some("https://media.example/p.jpg"), Some("en-US")));
    assert!(identity.expires_at().unwrap() > SystemTime::now());
    assert_eq!(identity.claim("iss"), Some(&value!("https://login.shop.example")));
    assert!(!format!("{identity:?}").contains("Doe"), "{identity:?}");

    let bare = value!({"name": null, "email": null, "email_verified": null, "picture": null, "locale": "de_DE", "aud": ["77app", "other"]});
    let identity = check(&app, &key(0).sign(&claims(&bare)), None).await.unwrap();
    assert_eq!((identity.name(), identity.email(), identity.email_verified()), (None, None, None));
    assert_eq!(identity.locale().as_deref(), Some("de-DE"));
    assert_eq!(server.targets(), ["GET /oauth/keys"], "the keys are fetched once");
}

#[tokio::test]
async fn id_token_may_name_the_moved_provider_as_its_issuer() {
    let server = Server::answering([published(&[key(0)])]).unwrap();
    let moved = key(0).sign(&claims(&value!({"iss": server.url()})));
    assert_eq!(check(&app(&server), &moved, None).await.unwrap().subject(), "yrZCpj2Z12");
    let other = Server::answering([published(&[key(0)])]).unwrap();
    assert_eq!(fault(check(&app(&other), &moved, None).await), IdentityFault::Issuer, "the address is that of another provider");
}

#[tokio::test]
async fn id_token_that_proves_nothing_is_refused_with_the_reason() {
    let server = Server::answering([published(&[key(0)]), published(&[key(0)])]).unwrap();
    let app = app(&server);
    for (others, expected) in [
        (value!({"aud": "88app"}), IdentityFault::Audience),
        (value!({"aud": ["77app", "88app"], "azp": "88app"}), IdentityFault::Audience),
        (value!({"aud": null}), IdentityFault::Claim),
        (value!({"iss": "https://evil.example"}), IdentityFault::Issuer),
        (value!({"iss": "https://login.shop.example/"}), IdentityFault::Issuer),
        (value!({"exp": seconds(-120)}), IdentityFault::Expired),
        (value!({"exp": null}), IdentityFault::Claim),
        (value!({"exp": "soon"}), IdentityFault::Claim),
        (value!({"nbf": seconds(120)}), IdentityFault::NotYet),
        (value!({"sub": ""}), IdentityFault::Claim),
        (value!({"sub": null}), IdentityFault::Claim),
        (value!({"nonce": "n-2"}), IdentityFault::Nonce),
        (value!({"nonce": null}), IdentityFault::Nonce),
    ] {
        assert_eq!(fault(check(&app, &key(0).sign(&claims(&others)), Some("n-1")).await), expected, "{others}");
    }
    let forged = Key { number: "k-1", private: key(1).private.clone() };
    assert_eq!(fault(check(&app, &forged.sign(&claims(&value!({}))), None).await), IdentityFault::Signature);
    assert_eq!(fault(check(&app, &key(1).sign(&claims(&value!({}))), None).await), IdentityFault::UnknownKey);
    assert_eq!(fault(check(&app, "a.b", None).await), IdentityFault::Unreadable);
    assert_eq!(fault(check(&app, "no token", None).await), IdentityFault::Unreadable);
    let none = app.identity(&Token::new("A", SystemTime::now()), None).await.unwrap_err();
    assert_eq!(none.to_string(), "ID token: the login gave none; ask for the scope `openid`, and look at `Token::granted`");
}

#[tokio::test]
async fn id_token_without_a_signature_of_the_provider_is_refused_whatever_it_says() {
    let server = Server::answering([published(&[key(0)])]).unwrap();
    let app = app(&server);
    let signed = key(0).sign(&claims(&value!({})));
    let (_, payload) = signed.rsplit_once('.').unwrap().0.split_once('.').unwrap();
    // {"alg":"none"}
    assert_eq!(fault(check(&app, &format!("eyJhbGciOiJub25lIn0.{payload}."), None).await), IdentityFault::Algorithm);
    // The public key as the secret of another algorithm.
    let secret = EncodingKey::from_secret(key(0).public()["n"].as_str().unwrap().as_bytes()).unwrap();
    let header = Header { kid: Some("k-1".to_owned()), ..Header::new(Algorithm::HS256) };
    let text = encode(&header, &claims(&value!({})), &secret).unwrap();
    assert_eq!(fault(check(&app, &text, None).await), IdentityFault::Algorithm);
    // One letter of a claim.
    let other = payload.replace('e', "f");
    let text = signed.replace(payload, &other);
    assert_eq!(fault(check(&app, &text, None).await), IdentityFault::Signature);
    assert!(check(&app, &signed, None).await.is_ok());
}

#[tokio::test]
async fn clocks_of_app_and_provider_may_differ_by_a_minute() {
    let server = Server::answering([published(&[key(0)])]).unwrap();
    let app = app(&server);
    for others in [value!({"exp": seconds(-30)}), value!({"nbf": seconds(30), "iat": seconds(30)})] {
        assert!(check(&app, &key(0).sign(&claims(&others)), None).await.is_ok(), "{others}");
    }
}

#[tokio::test]
async fn keys_are_fetched_again_for_one_that_is_not_known() {
    let server = Server::answering([published(&[key(0)]), published(&[key(0), key(1)]), published(&[key(1)])]).unwrap();
    let app = app(&server);
    let [old, new] = [0, 1].map(|place| key(place).sign(&claims(&value!({}))));
    for token in [&old, &old, &new, &old, &new] {
        check(&app, token, None).await.unwrap();
    }
    assert_eq!(server.targets().len(), 2);
    let forged = Key { number: "k-9", private: key(1).private.clone() }.sign(&claims(&value!({})));
    for _ in 0..5 {
        assert_eq!(fault(check(&app, &forged, None).await), IdentityFault::UnknownKey);
    }
    assert_eq!(server.targets().len(), 3, "whoever forges tokens causes no requests");
}

#[tokio::test]
async fn keys_that_cannot_be_fetched_are_an_error_of_the_login() {
    let server = Server::answering([json(503, ""), response(200, &[], "<html>"), published(&[])]).unwrap();
    let token = key(0).sign(&claims(&value!({})));
    let told = async || login_error(check(&app(&server), &token, None).await);
    assert!(told().await.starts_with("login, keys of ID tokens: 503 Service Unavailable; "));
    assert_eq!(told().await, "login, keys of ID tokens: the answer is not JSON; check the address of the keys in the schema");
    let none = "login, keys of ID tokens: the answer has no key that can be used; check the address of the keys in the schema";
    assert_eq!(told().await, none);
}

#[tokio::test]
async fn fetch_of_keys_that_failed_is_the_answer_for_all_who_wait() {
    let server = Server::answering([json(503, ""), published(&[key(0)])]).unwrap();
    let app = app(&server);
    let token = key(0).sign(&claims(&value!({})));
    let logins = (0..20).map(|_| check(&app, &token, None));
    for outcome in futures_util::future::join_all(logins).await {
        assert!(login_error(outcome).contains("503 Service Unavailable"));
    }
    assert_eq!(server.targets().len(), 1);
}

#[tokio::test]
async fn answer_without_a_usable_key_keeps_the_keys_before() {
    let server = Server::answering([published(&[key(0)]), json(200, r#"{"keys":[]}"#)]).unwrap();
    let app = app(&server);
    let [old, new] = [0, 1].map(|place| key(place).sign(&claims(&value!({}))));
    check(&app, &old, None).await.unwrap();
    assert!(login_error(check(&app, &new, None).await).contains("the answer has no key that can be used"));
    check(&app, &old, None).await.unwrap();
    assert_eq!(server.targets().len(), 2);
}

#[tokio::test]
async fn login_whose_key_is_known_does_not_wait_for_keys_of_others() {
    let stall = Act::Stall("HTTP/1.1 200 OK\r\n".to_owned(), Duration::from_secs(20));
    let server = Server::acting([Act::Answer(published(&[key(0)])), stall]).unwrap();
    let app = app(&server);
    let [known, unknown] = [0, 1].map(|place| key(place).sign(&claims(&value!({}))));
    check(&app, &known, None).await.unwrap();
    let waiting = check(&app, &unknown, None);
    let login = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        tokio::time::timeout(Duration::from_secs(10), check(&app, &known, None)).await
    };
    tokio::select! {
        _ = waiting => panic!("the keys do not come"),
        login = login => assert!(login.unwrap().is_ok()),
    }
}

#[test]
fn nonce_of_a_consent_page_is_in_its_address() {
    let app = OAuth::new(&API, "77app", "WPL=/+.secret", "https://app.example/cb").unwrap();
    assert!(app.authorize(["openid"]).nonce().is_none());
    let page = app.authorize(["openid"]).with_nonce().with_nonce();
    let nonce = page.nonce().unwrap().expose_secret();
    assert!(nonce.len() >= 22 && page.url().ends_with(&format!("&nonce={nonce}")), "{page:?}");
    assert_eq!(page.url().matches("nonce=").count(), 1, "{}", page.url());
    assert!(!format!("{page:?}").contains(nonce));
}
