//! A sandbox, and a reader of its page.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use restli_sandbox::{Described, Sandbox, Settings};
use restli_schema::load_texts;
use serde_json::Value as Json;

const API: &str = r#"
api: shop
namespace: com.example
bases: {main: {url: "https://api.example.com", path: /v1}}
permissions: {r_all: {doc: Reads.}, w_all: {doc: Writes.}}
quotas: {per_app: {limit: 100, window: day, scope: app}}
rules: {base: main}
"#;

const THINGS: &str = r"
product: things
types: {Thing: {fields: {id?: long, name: string}}}
resources:
  things:
    collection: Thing
    key: {id: long}
    read_only: [id]
    permissions: [r_all, w_all]
    quotas: [per_app]
    methods: {get: , create: }
";

/// A sandbox with a client.
pub(crate) struct Reader {
    pub(crate) sandbox: Sandbox,
    http: reqwest::Client,
}

impl Reader {
    pub(crate) async fn open() -> Self {
        let loaded = load_texts([("api.yaml", API), ("things.yaml", THINGS)]).unwrap_or_else(|report| panic!("{report:?}"));
        let sandbox = Sandbox::start(Described::new(loaded.api), Settings::default()).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build().unwrap();
        Self { sandbox, http }
    }

    pub(crate) fn ask(&self, verb: Method, path: &str) -> RequestBuilder {
        self.http.request(verb, format!("{}{path}", self.sandbox.base_url()))
    }

    /// The data at a path of the page.
    pub(crate) async fn read(&self, path: &str) -> Json {
        let answer = self.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/json", "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// Creates a thing with a name, and returns its key.
    pub(crate) async fn create(&self, name: &str) -> String {
        let body = serde_json::json!({ "name": name }).to_string();
        let request = self.ask(Method::POST, "/v1/things").bearer_auth(self.sandbox.token(["w_all"]));
        let request = request.header("x-restli-protocol-version", "2.0.0").header("content-type", "application/json");
        let answer = request.body(body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        answer.headers()["x-restli-id"].to_str().unwrap().to_owned()
    }

    /// Sends a request that is refused: its path leads nowhere.
    pub(crate) async fn miss(&self, path: &str) {
        assert_eq!(self.ask(Method::GET, path).send().await.unwrap().status(), 404, "{path}");
    }
}
