//! A sandbox, and a client that speaks OAuth to it by hand.

use form_urlencoded::{Serializer, parse};
use http::{HeaderMap, StatusCode};
use reqwest::redirect::Policy;
use restli_sandbox::{App, Described, Sandbox, Settings};
use restli_schema::load_texts;
use serde_json::Value as Json;

/// The verifier and the challenge of RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) const BACK: &str = "http://127.0.0.1:3000/cb";
pub(crate) const SHOP: &str = include_str!("api.yaml");
pub(crate) const PLAIN: &str = include_str!("basic.yaml");

pub(crate) type Pairs<'a> = &'a [(&'a str, &'a str)];

/// A sandbox with a client.
pub(crate) struct Door {
    pub(crate) sandbox: Sandbox,
    http: reqwest::Client,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Door {
    /// A sandbox of the API of these tests, with the app that a sandbox has.
    pub(crate) async fn open() -> Self {
        Self::with(SHOP, vec![App::default()]).await
    }

    pub(crate) async fn with(api: &str, apps: Vec<App>) -> Self {
        Self::set(api, Settings { apps, ..Settings::default() }).await
    }

    pub(crate) async fn set(api: &str, settings: Settings) -> Self {
        let texts = [("api.yaml", api), ("people.yaml", include_str!("product.yaml"))];
        let loaded = load_texts(texts).unwrap_or_else(|report| panic!("{report:?}"));
        let sandbox = Sandbox::start(Described::new(loaded.api), settings).await.unwrap();
        Self { sandbox, http: reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(reqwest::Method::GET, path, String::new(), &[]).await
    }

    pub(crate) async fn post(&self, path: &str, form: Pairs<'_>) -> Answer {
        self.post_with(path, form, &[]).await
    }

    pub(crate) async fn post_with(&self, path: &str, form: Pairs<'_>, headers: Pairs<'_>) -> Answer {
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend(headers);
        self.send(reqwest::Method::POST, path, encoded(form), &all).await
    }

    pub(crate) async fn send(&self, verb: reqwest::Method, path: &str, body: String, headers: Pairs<'_>) -> Answer {
        let mut request = self.http.request(verb, format!("{}{path}", self.sandbox.base_url())).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        Answer { status, headers, text: answer.text().await.unwrap() }
    }

    /// The page that a request for consent leads to.
    pub(crate) async fn ask(&self, path: &str, request: Pairs<'_>) -> Answer {
        self.get(&format!("{path}?{}", encoded(request))).await
    }

    /// The code that a member gives, who allows what is asked.
    pub(crate) async fn code(&self, path: &str, request: Pairs<'_>, member: &str) -> String {
        assert_eq!(self.ask(path, request).await.status, 200);
        let answer = self.post(path, &[request, &[("member", member), ("decision", "allow")]].concat()).await;
        answer.sent("code")
    }

    /// The token endpoint's answer for the app that a sandbox has.
    pub(crate) async fn token(&self, form: Pairs<'_>) -> Answer {
        self.post("/oauth/v2/token", &[form, SECRET].concat()).await
    }

    /// The answer with the token of a login for some scopes.
    pub(crate) async fn login(&self, scopes: &str) -> Json {
        let request = [("scope", scopes), ("nonce", "n-1")];
        let code = self.code("/oauth/v2/ask", &changed(REQUEST, &request), "mira").await;
        self.token(&exchange(&code)).await.json()
    }

    pub(crate) async fn introspect(&self, token: &str) -> Json {
        self.post("/oauth/v2/introspect", &[SECRET, &[("token", token)]].concat()).await.json()
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Json {
        assert_eq!(self.status, 200, "{}", self.text);
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text);
        self.headers["location"].to_str().unwrap()
    }

    /// A parameter that the app is sent.
    pub(crate) fn sent(&self, name: &str) -> String {
        let query = self.location().split_once('?').unwrap().1;
        let value = parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        value.unwrap_or_else(|| panic!("no {name} in {query}"))
    }

    /// The status and the code of an error of the token endpoint.
    pub(crate) fn error(&self) -> (u16, String) {
        let body: Json = serde_json::from_str(&self.text).unwrap();
        assert!(body["error_description"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        assert_eq!(self.headers["content-type"], "application/json");
        (self.status.as_u16(), body["error"].as_str().unwrap().to_owned())
    }
}

/// The app that a sandbox has.
pub(crate) const SECRET: Pairs<'static> = &[("client_id", "sandbox"), ("client_secret", "sandbox-secret")];

/// A request for consent that is right.
pub(crate) const REQUEST: Pairs<'static> = &[
    ("response_type", "code"),
    ("client_id", "sandbox"),
    ("redirect_uri", BACK),
    ("state", "s-1"),
    ("scope", "openid profile email r_orders"),
];

/// The form that exchanges a code.
pub(crate) fn exchange(code: &str) -> Vec<(&str, &str)> {
    vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK)]
}

/// Parameters with others in place of some; one without a value is left out.
pub(crate) fn changed<'a>(pairs: Pairs<'a>, others: Pairs<'a>) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = pairs.iter().filter(|(name, _)| others.iter().all(|(other, _)| other != name)).copied().collect();
    all.extend(others.iter().filter(|(_, value)| !value.is_empty()));
    all
}

fn encoded(pairs: Pairs<'_>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}
