//! Every operation of LinkedIn is answered.

use linkedin_sandbox::Sandbox;

#[tokio::test]
async fn every_operation_answers_its_example_with_success() {
    let api = linkedin_sandbox::api();
    let sandbox = Sandbox::start(api.clone(), linkedin_sandbox::settings()).await.expect("a sandbox");
    let token = sandbox.token(api.api().permissions().iter().map(|permission| permission.name.wire.clone()));
    let operations: Vec<String> = sandbox.operations().map(str::to_owned).collect();
    let mut failures = Vec::new();
    for operation in &operations {
        let Some(request) = sandbox.example(operation, Some(&token)) else {
            failures.push(format!("{operation}: there is no example"));
            continue;
        };
        let shown = format!(
            "{} {} {}",
            request.method(),
            request.uri(),
            String::from_utf8_lossy(request.body()).chars().take(300).collect::<String>()
        );
        let answer = sandbox.answer(request);
        if !answer.status().is_success() {
            failures.push(format!("{operation}: {} {}\n    {shown}", answer.status(), String::from_utf8_lossy(answer.body())));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), operations.len(), failures.join("\n"));
}
