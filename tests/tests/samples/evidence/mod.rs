//! The proof of what the sandbox is worth, as data: `crates/linkedin-sandbox/evidence.json` and the table made from it.

mod changes;
mod confidence;
pub(crate) mod drive;
mod fields;
mod file;
mod forgotten;
mod operation;
mod permissions;
mod refusals;
mod sent;
mod shape;
mod subject;
mod wrong;

use serde_json::{Value as Json, json};

use subject::Subject;

/// The evidence of all operations, each axis for itself.
async fn evidence() -> Json {
    let api = linkedin_sandbox::api();
    let ids = subject::ids(api.api());
    let mut operations = Vec::new();
    for id in &ids {
        operations.push(operation::evidence(&Subject::new(api.api(), id)).await);
    }
    json!({ "operations": operations })
}

/// The evidence with a line per axis of an operation.
fn written(evidence: &Json) -> String {
    let operations = evidence["operations"].as_array().expect("operations").iter().map(|one| {
        let axes = one.as_object().expect("axes").iter().map(|(name, value)| format!("    {}: {value}", json!(name)));
        format!("  {{\n{}\n  }}", axes.collect::<Vec<_>>().join(",\n"))
    });
    format!("{{\"operations\": [\n{}\n]}}\n", operations.collect::<Vec<_>>().join(",\n"))
}

#[tokio::test]
async fn evidence_of_every_operation_is_what_the_sandbox_proves() {
    file::compare("crates/linkedin-sandbox/evidence.json", &written(&evidence().await));
}
