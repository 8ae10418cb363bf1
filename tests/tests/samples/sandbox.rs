//! The requests of the documentation, as the typed client sends them, at the sandbox.

use std::collections::BTreeMap;

use linkedin::{Client, Tunnel};
use linkedin_sandbox::{Sandbox, Seed, Settings, settings};
use serde_json::json;

use crate::{listed, typed};

#[tokio::test]
async fn request_of_the_documentation_is_answered_by_the_sandbox() {
    let api = linkedin_sandbox::api();
    let client: Client = Client::builder().token("token").tunnel(Tunnel::Never).build().expect("a client");
    let calls: BTreeMap<_, _> = typed::CALLS.iter().copied().flatten().copied().collect();
    let mut found = Vec::new();
    for (name, call) in calls {
        let mut request = call(&client).expect(name);
        // A create finds nothing in its way; for other calls, what they are about is there.
        let is_create = request.headers().get("x-restli-method").is_some_and(|method| method == "create");
        let world = if is_create { Seed::Empty } else { Seed::Documented };
        let sandbox = Sandbox::start(api.clone(), Settings { world, ..settings() }).await.expect("a sandbox");
        if sandbox.get(request.uri().path()).is_none() {
            sandbox.put(request.uri().path(), json!({}));
        }
        let token = sandbox.token_for_all();
        *request.uri_mut() = request.uri().path_and_query().expect("a target").as_str().parse().expect("a target");
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().expect("a header"));
        let answer = sandbox.answer(request);
        if !answer.status().is_success() {
            let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            let details = if body["errorDetails"].is_null() { String::new() } else { format!(" {}", body["errorDetails"]) };
            found.push(format!("{name}: {} {}{details}", answer.status().as_u16(), body["message"].as_str().unwrap_or_default()));
        }
    }
    listed::compare("sandbox", &found);
}
