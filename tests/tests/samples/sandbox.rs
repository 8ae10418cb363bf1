//! The requests of the documentation, as the typed client sends them, at the sandbox.

use std::collections::BTreeMap;

use linkedin::{Client, Tunnel};
use linkedin_sandbox::{Sandbox, settings};

use crate::{listed, typed};

#[tokio::test]
async fn request_of_the_documentation_is_answered_by_the_sandbox() {
    let api = linkedin_sandbox::api();
    let client: Client = Client::builder().token("token").tunnel(Tunnel::Never).build().expect("a client");
    let calls: BTreeMap<_, _> = typed::CALLS.iter().copied().flatten().copied().collect();
    let mut found = Vec::new();
    for (name, call) in calls {
        let sandbox = Sandbox::start(api.clone(), settings()).await.expect("a sandbox");
        let token = sandbox.token(api.api().permissions().iter().map(|permission| permission.name.wire.clone()));
        let mut request = call(&client).expect(name);
        let target = request.uri().path_and_query().expect("a target").as_str().parse().expect("a target");
        *request.uri_mut() = target;
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().expect("a header"));
        let answer = sandbox.answer(request);
        if !answer.status().is_success() {
            let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            found.push(format!("{name}: {} {}", answer.status().as_u16(), body["message"].as_str().unwrap_or_default()));
        }
    }
    listed::compare("sandbox", &found);
}
