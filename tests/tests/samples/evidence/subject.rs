//! An operation with its place in the schema, and sandboxes to try it in.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{Response, StatusCode};
use linkedin_sandbox::{Described, Sandbox, Seed, Settings, Time, settings};
use restli_schema::api::{Api, Method, Resource, ResourceId};
use restli_schema::client_names::operation_ids;
use serde_json::Value as Json;

use super::sent::Sent;

/// An operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) api: &'a Api,
    pub(super) id: &'a str,
    pub(super) resource: &'a Resource,
    pub(super) method: &'a Method,
}

/// The ids of all operations, in their order, each with its place.
pub(super) fn ids(api: &Api) -> Vec<(String, ResourceId, usize)> {
    operation_ids(api).into_iter().map(|(id, (resource, position))| (id, resource, position)).collect()
}

impl<'a> Subject<'a> {
    pub(super) fn new(api: &'a Api, (id, resource_id, position): &'a (String, ResourceId, usize)) -> Self {
        let resource = &api[*resource_id];
        Self { api, id, resource, method: &resource.methods[*position] }
    }

    /// Another operation of the same resource.
    pub(super) fn sibling(&self, is_one: impl Fn(&Method) -> bool) -> Option<String> {
        let position = self.resource.methods.iter().position(is_one)?;
        Some(restli_schema::client_names::method_id(self.api, self.resource, position))
    }
}

/// LinkedIn's API with quotas of one call each.
fn narrow() -> Arc<Described> {
    static API: OnceLock<Arc<Described>> = OnceLock::new();
    Arc::clone(API.get_or_init(|| {
        let folder = restli_testing::workspace().join("schema/linkedin");
        let mut texts = Vec::new();
        collect(&folder, &folder, &mut texts);
        Described::new(restli_schema::load_texts(texts).unwrap_or_else(|report| panic!("{}", report.render(false))).api)
    }))
}

/// The files of a schema, with each limit of a quota lowered to one.
fn collect(root: &std::path::Path, folder: &std::path::Path, texts: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, texts);
            continue;
        }
        let name = path.strip_prefix(root).expect("a path below the root").display().to_string();
        let text = std::fs::read_to_string(&path).expect("a text");
        let lowered = |line: &str| if line.starts_with("    limit: ") { "    limit: 1".to_owned() } else { line.to_owned() };
        let text = if name == "api/quotas.yaml" { text.lines().map(lowered).collect::<Vec<_>>().join("\n") } else { text };
        texts.push((name, text));
    }
}

/// The day of all sandboxes, 2026-12-01: the evidence is the same on every other.
pub(crate) const DAY: Time = Time::from_millis(1_796_083_200_000);

/// A sandbox with a token that has every permission.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) sandbox: Sandbox,
    pub(super) token: String,
}

/// An answer, with the rule that refused the request.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) answer: Response<Bytes>,
    pub(super) refused_by: Option<&'static str>,
    /// The answer is the sandbox's own: no fault was injected.
    pub(super) is_own: bool,
}

impl Answered {
    pub(super) fn status(&self) -> StatusCode {
        self.answer.status()
    }

    pub(super) fn is_success(&self) -> bool {
        self.status().is_success() && self.is_own
    }

    pub(super) fn body(&self) -> Json {
        serde_json::from_slice(self.answer.body()).unwrap_or_default()
    }

    /// The answer in a few words, for a list.
    pub(super) fn words(&self) -> String {
        let body = self.body();
        let message: String = body["message"].as_str().unwrap_or_default().chars().take(160).collect();
        format!("{} {} {message}", self.status().as_u16(), self.refused_by.unwrap_or("success"))
    }
}

impl Bench {
    async fn start(api: Arc<Described>, settings: Settings) -> Self {
        let settings = Settings { starts_at: Some(DAY), ..settings };
        let sandbox = Sandbox::start(api, settings).await.expect("a sandbox");
        let token = sandbox.token_for_all();
        Self { sandbox, token }
    }

    /// A sandbox with the entities of the documentation.
    pub(super) async fn documented() -> Self {
        Self::start(linkedin_sandbox::api(), settings()).await
    }

    /// A sandbox without entities.
    pub(super) async fn empty() -> Self {
        Self::start(linkedin_sandbox::api(), Settings { world: Seed::Empty, ..settings() }).await
    }

    /// A sandbox whose quotas are one call each.
    pub(super) async fn narrow() -> Self {
        Self::start(narrow(), settings()).await
    }

    /// A sandbox whose members have no role anywhere.
    pub(super) async fn without_roles() -> Self {
        Self::start(linkedin_sandbox::api(), Settings { roles: Some(Vec::new()), ..settings() }).await
    }

    /// A sandbox that refuses what no rule reads.
    pub(super) async fn attentive() -> Self {
        Self::start(linkedin_sandbox::api(), Settings { refuses_unread: true, ..settings() }).await
    }

    /// The example of an operation.
    pub(super) fn example(&self, id: &str) -> Sent {
        Sent::of(self.sandbox.example(id, Some(&self.token)).unwrap_or_else(|| panic!("{id}: no example")))
    }

    pub(super) fn answer(&self, sent: &Sent) -> Answered {
        let answer = self.sandbox.answer(sent.request());
        let last = self.sandbox.exchanges().pop();
        let is_own = last.as_ref().is_some_and(|last| last.fault.is_none());
        Answered { answer, refused_by: last.and_then(|last| last.refused_by), is_own }
    }
}
