//! An official client on the sandbox: every operation, then a story whose calls build on each other.

use std::collections::BTreeSet;

use anyhow::Result;
use linkedin_sandbox::Sandbox;

use crate::driver::Driver;
use crate::kept::{self, Outcomes};
use crate::{calls, desk, outcome, story};

/// The operations that each client drove with success, `tests/interop/driven.json`.
type Driven = std::collections::BTreeMap<String, BTreeSet<String>>;

/// Drives every operation and the story; returns whether everything is as the files say.
pub(crate) fn drive(client: &str, program: &[String], write: bool) -> Result<bool> {
    let (mut outcomes, mut driven): (Outcomes, Driven) = (kept::read("sandbox.json")?, kept::read("driven.json")?);
    let mut holds = true;
    let successes = operations(client, program, &mut outcomes, &mut holds)?;
    println!("{client}: {} operations with success, {} not", successes.len(), outcomes.operations.len() - successes.len());
    for reason in outcomes.reasons.iter().filter(|reason| reason.client == client) {
        println!("{client}: {} not: {}: {}", reason.operations.len(), reason.outcome, reason.why);
    }
    driven.insert(client.to_owned(), successes);
    story::tell(client, program, &mut outcomes)?;
    holds &= kept::hold("sandbox.json", &outcomes, write)?;
    holds &= kept::hold("driven.json", &driven, write)?;
    Ok(holds)
}

fn operations(client: &str, program: &[String], outcomes: &mut Outcomes, holds: &mut bool) -> Result<BTreeSet<String>> {
    let sandbox = desk::documented()?;
    let token = sandbox.token_for_all();
    let mut driver = Driver::start(&sandbox, client, program)?;
    let (mut successes, mut failures) = (BTreeSet::new(), BTreeSet::new());
    // In the order of the sandbox: what ends an upload comes after what begins one.
    let all: Vec<String> = sandbox.operations().map(str::to_owned).collect();
    outcomes.operations.retain(|operation, _| all.contains(operation));
    for operation in all {
        let found = operation_of(&sandbox, &mut driver, &operation, &token)?;
        match &found {
            Ok(_) => successes.insert(operation.clone()),
            Err(failure) => failures.insert((failure.clone(), operation.clone())),
        };
        outcomes.operations.entry(operation).or_default().insert(client.to_owned(), found.unwrap_or_else(|failure| failure));
    }
    let reasons = outcomes.reasons.iter().filter(|reason| reason.client == client);
    let explained: BTreeSet<(String, String)> =
        reasons.flat_map(|reason| reason.operations.iter().map(|operation| (reason.outcome.clone(), operation.clone()))).collect();
    for (failure, operation) in failures.difference(&explained) {
        *holds = false;
        println!("{client}: {operation}: {failure}: `reasons` of sandbox.json has no reason for this");
    }
    for (failure, operation) in explained.difference(&failures) {
        *holds = false;
        println!("{client}: {operation}: `reasons` of sandbox.json has `{failure}`, which no longer happens");
    }
    Ok(successes)
}

/// The outcome of the call of one operation; `Err` for one without success.
fn operation_of(sandbox: &Sandbox, driver: &mut Driver<'_>, operation: &str, token: &str) -> Result<Result<String, String>> {
    let Some(request) = sandbox.example(operation, None) else { return Ok(Err("there is no example".to_owned())) };
    let call = match calls::call(operation, &request, token) {
        Ok(call) => call,
        Err(why) => return Ok(Err(why)),
    };
    let (told, exchange) = driver.call(&call)?;
    Ok(outcome::outcome(operation, &told, exchange.as_ref()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Driven;
    use crate::kept::{self, Outcomes};

    #[test]
    fn operation_that_a_client_did_not_drive_has_a_reason() {
        let (outcomes, driven): (Outcomes, Driven) = (kept::read("sandbox.json").unwrap(), kept::read("driven.json").unwrap());
        assert_eq!(driven.keys().collect::<Vec<_>>(), ["js", "python"]);
        for (client, driven) in driven {
            let reasons = outcomes.reasons.iter().filter(|reason| reason.client == client);
            let excused: BTreeSet<&String> = reasons.flat_map(|reason| &reason.operations).collect();
            for (operation, found) in &outcomes.operations {
                assert!(found.contains_key(&client), "{client}: {operation}");
                assert_ne!(driven.contains(operation), excused.contains(operation), "{client}: {operation}");
            }
        }
    }
}
