//! A sandbox of LinkedIn with a client of its own.

use linkedin::{Client, Json, Retry};
use linkedin_sandbox::{Exchange, Sandbox, Seed, Settings, settings};
use restli_sandbox::{Fault, Member, Rule};

use crate::{DAY, snapshot};

/// A sandbox on the day of all tests, and the client of a member who may do everything.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
}

impl Desk {
    /// A sandbox with the member `ABC123` and these entities: below paths of collections and entities, as in a seed. The client sends each call once.
    pub(crate) async fn new(world: Json) -> Self {
        Self::with(Seed::Entities(world)).await
    }

    /// A sandbox with the member `ABC123` and the entities of the documentation.
    pub(crate) async fn documented() -> Self {
        Self::with(Seed::Documented).await
    }

    /// A sandbox that gives these answers in turn, whatever is asked.
    pub(crate) async fn answering<const N: usize>(answers: [Rule; N]) -> Self {
        let desk = Self::new(serde_json::json!({})).await;
        desk.answers(answers);
        desk
    }

    /// Lets the sandbox give these answers in turn, whatever is asked.
    pub(crate) fn answers<const N: usize>(&self, answers: [Rule; N]) {
        for answer in answers {
            self.sandbox.inject(answer).expect("an answer");
        }
    }

    async fn with(world: Seed) -> Self {
        let ada = Member { id: "ABC123".to_owned(), name: "Ada Lovell".to_owned(), email: Some("ada@example.org".to_owned()) };
        let settings = Settings { world, members: vec![ada], starts_at: Some(DAY), ..settings() };
        let sandbox = Sandbox::start(linkedin_sandbox::api(), settings).await.expect("a sandbox");
        let client = Client::builder().token(sandbox.token_for_all()).base_url(&sandbox.base_url()).clock(|| DAY).retry(Retry::never());
        Self { client: client.build().expect("a client"), sandbox }
    }

    /// The requests so far. The sandbox masks their tokens.
    pub(crate) fn requests(&self) -> Vec<String> {
        let url = self.sandbox.base_url();
        self.sandbox.exchanges().iter().map(|exchange| restli_testing::steady(&url, &sent(exchange))).collect()
    }

    /// The requests under these titles, compared with a snapshot. Nothing in them was left unread.
    pub(crate) fn transcript(&self, name: &str, titles: &[&str]) {
        for exchange in self.sandbox.exchanges() {
            assert!(exchange.unread.is_empty(), "{exchange:?}");
        }
        snapshot(name, &restli_testing::titled(&self.requests(), titles).expect("a title for each request"));
    }

    /// The JSON body of the request at this place.
    pub(crate) fn body(&self, index: usize) -> Json {
        serde_json::from_slice(&self.sandbox.exchanges()[index].body).expect("JSON")
    }
}

/// A request as it was sent. The end of a long body, which the sandbox does not keep, is zeros.
fn sent(exchange: &Exchange) -> Vec<u8> {
    let mut out = format!("{} {} HTTP/1.1\r\n", exchange.verb, exchange.target);
    for (name, value) in &exchange.headers {
        out.extend([name, ": ", value, "\r\n"]);
    }
    let mut out = (out + "\r\n").into_bytes();
    let whole = out.len() + exchange.body_size;
    out.extend_from_slice(&exchange.body);
    out.resize(whole, 0);
    out
}

/// An answer of JSON, to one request of any kind.
pub(crate) fn json(status: u16, body: &str) -> Rule {
    response(status, &[], body)
}

/// An answer with headers and a body, to one request of any kind.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Rule {
    let rule = Rule::new("/", Fault::Answer).times(1).with("status", status).with("body", body);
    headers.iter().fold(rule, |rule, (name, value)| rule.with("header", format!("{name}: {value}")))
}
