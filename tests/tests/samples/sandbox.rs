//! The requests of the documentation, as the typed client sends them, at the sandbox.

use crate::evidence::drive;
use crate::listed;

#[tokio::test]
async fn request_of_the_documentation_is_answered_by_the_sandbox() {
    let client = drive::client();
    let mut found = Vec::new();
    for (name, call) in drive::calls() {
        let answer = drive::answer(call(&client).expect(name)).await;
        if !answer.status().is_success() {
            let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            let details = if body["errorDetails"].is_null() { String::new() } else { format!(" {}", body["errorDetails"]) };
            found.push(format!("{name}: {} {}{details}", answer.status().as_u16(), body["message"].as_str().unwrap_or_default()));
        }
    }
    listed::compare("sandbox", &found);
}
