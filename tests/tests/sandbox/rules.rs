//! Rules of faults: which calls fail, and what is refused.

use restli_sandbox::{Act, Behaviour, Fault, FaultError, Rule, Sandbox, Settings};

use crate::raw::send;
use crate::{sandbox, settings, start};

/// The statuses of calls in a row.
async fn statuses(sandbox: &Sandbox, calls: usize, headers: &[&str]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        statuses.push(send(sandbox, "GET /v2/userinfo", headers, "").await.status().unwrap_or_default());
    }
    statuses
}

#[tokio::test]
async fn rule_fails_as_many_calls_as_it_says_after_those_that_it_skips() {
    let sandbox = sandbox(&["profile.userinfo.get=http_503;times=2;after=1"]).await;
    assert_eq!(statuses(&sandbox, 5, &[]).await, [200, 503, 503, 200, 200]);
    let counts = sandbox.faults();
    assert_eq!((counts.len(), counts[0].calls, counts[0].injected), (1, 5, 2));
    let faults: Vec<_> = sandbox.exchanges().into_iter().map(|exchange| exchange.fault).collect();
    assert_eq!(faults, [None, Some("http_503".to_owned()), Some("http_503".to_owned()), None, None]);
}

#[tokio::test]
async fn header_fails_as_many_calls_as_it_says() {
    let sandbox = sandbox(&[]).await;
    assert_eq!(statuses(&sandbox, 4, &["X-Sandbox-Fault: http-503; times=2; after=1"]).await, [200, 503, 503, 200]);
    assert_eq!(statuses(&sandbox, 2, &["X-Sandbox-Fault: http-503; times=1; as=other"]).await, [503, 200]);
    assert_eq!(statuses(&sandbox, 1, &[]).await, [200]);
    let counts: Vec<_> = sandbox.faults().into_iter().map(|count| (count.id, count.calls, count.injected)).collect();
    assert_eq!(counts, [(None, 2, 1), (None, 4, 2)]);
}

#[tokio::test]
async fn first_of_several_rules_is_taken() {
    let sandbox = sandbox(&["*=http_503;times=1", "profile.userinfo.get=http_500;times=2"]).await;
    assert_eq!(statuses(&sandbox, 4, &[]).await, [503, 500, 500, 200]);
}

#[tokio::test]
async fn chance_is_decided_by_the_seed() {
    let mut rows = Vec::new();
    for seed in [7, 7, 8] {
        let faults = vec![Rule::new("*", Fault::Http500).chance(0.5)];
        let sandbox = start(Settings { seed, faults, ..settings() }).await;
        rows.push(statuses(&sandbox, 32, &[]).await);
        let failed = sandbox.faults()[0].injected;
        assert!((8..=24).contains(&failed), "{failed} of 32");
    }
    assert_eq!(rows[0], rows[1], "the same seed");
    assert_ne!(rows[0], rows[2], "another seed");
}

#[tokio::test]
async fn rules_end_one_by_one_and_all_at_once() {
    let sandbox = sandbox(&[]).await;
    let first = sandbox.inject(Rule::new("*", Fault::Http500)).expect("a rule");
    sandbox.inject(Rule::new("*", Fault::Http504)).expect("a rule");
    assert_eq!(statuses(&sandbox, 1, &[]).await, [500]);
    assert!(sandbox.remove_fault(first) && !sandbox.remove_fault(first));
    assert_eq!(statuses(&sandbox, 1, &[]).await, [504]);
    sandbox.clear_faults();
    assert_eq!((statuses(&sandbox, 1, &[]).await, sandbox.faults().len()), (vec![200], 0));
}

#[tokio::test]
async fn rule_for_all_operations_passes_over_those_that_cannot_fail_so_and_over_other_requests() {
    let sandbox = sandbox(&["*=item_404", "*=http_500"]).await;
    assert_eq!(statuses(&sandbox, 1, &[]).await, [500]);
    assert_eq!(sandbox.faults().iter().map(|count| count.calls).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(send(&sandbox, "GET /nowhere", &[], "").await.status(), Some(404));
    sandbox.inject("/now=http_502".parse().expect("a rule")).expect("a path");
    assert_eq!(send(&sandbox, "GET /nowhere", &[], "").await.status(), Some(502));
}

#[tokio::test]
async fn rule_that_names_something_unknown_is_refused() {
    let sandbox = sandbox(&[]).await;
    let refused = |text: &str| text.parse::<Rule>().and_then(|rule| sandbox.inject(rule)).expect_err(text).to_string();
    for (text, told) in [
        (
            "content.posts.creat=reset",
            "the API has no operation `content.posts.creat`; write the id of one, `*` for all, or the beginning of a path with its `/`",
        ),
        (
            "profile.userinfo.get=item_404",
            "`profile.userinfo.get` cannot fail by `item_404`: its answer has nothing that the fault is about",
        ),
        ("*=reset;ms=5", "`reset` has no parameter `ms`; its parameters are times, after, chance, as, effect"),
        ("*=item_404;effect=no", "`item_404` has no parameter `effect`; its parameters are times, after, chance, as, key, in"),
        ("*=stall;ms=soon", "the parameter `ms` of `stall` is `soon`; write a number"),
        ("*=reset;chance=2", "the parameter `chance` of `reset` is `2`; write a number from 0 to 1"),
        ("*=item_404;in=both", "the parameter `in` of `item_404` is `both`; write `errors` or `results`"),
        ("*=error;code=NONE", "the parameter `code` of `error` is `NONE`; write a code of the API's errors"),
        ("*=error", "`error` lacks the parameter `code`: write `error;code=..`"),
        ("reset", "`reset` is no rule; write the operation and the fault: `*=reset`, `*=http_503;times=2;after=1`"),
    ] {
        assert_eq!(refused(text), told);
    }
    let error = "*=explode".parse::<Rule>().expect_err("no fault");
    assert!(matches!(&error, FaultError::Unknown { name, .. } if name == "explode"));
    assert!(error.to_string().starts_with("no fault is called `explode`; the faults are close_before_reading, reset, "), "{error}");
    let faults = vec![Rule::new("no.such.operation", Fault::Reset)];
    let error = Sandbox::start(crate::api(), Settings { faults, ..settings() }).await.expect_err("no operation");
    assert!(error.to_string().contains("no operation `no.such.operation`"), "{error}");
}

#[tokio::test]
async fn header_that_names_something_unknown_is_refused_with_the_known_names() {
    let sandbox = sandbox(&[]).await;
    for (header, told) in [
        ("explode", "X-Sandbox-Fault: no fault is called `explode`; the faults are close_before_reading, reset, "),
        ("item_404", "X-Sandbox-Fault: `profile.userinfo.get` cannot fail by `item_404`"),
        ("error", "X-Sandbox-Fault: `error` lacks the parameter `code`"),
    ] {
        let met = send(&sandbox, "GET /v2/userinfo", &[&format!("x-sandbox-fault: {header}")], "").await;
        let message = met.json()["message"].as_str().unwrap_or_default().to_owned();
        assert!(met.status() == Some(400) && message.starts_with(told), "{message}");
    }
    let exchange = &sandbox.exchanges()[0];
    assert_eq!((exchange.refused_by, exchange.fault.as_deref()), (Some("fault"), None));
}

/// A behaviour that asks whether processing ends.
const PROCESSING: Behaviour = Behaviour {
    operations: &["profile.userinfo.get"],
    act: Act::After(|moment| {
        let state = if moment.fault(Fault::NeverReady) { "PROCESSING" } else { "AVAILABLE" };
        if let Some(answer) = moment.answer() {
            *answer = serde_json::json!({ "state": state });
        }
    }),
};

#[tokio::test]
async fn behaviour_asks_for_faults_that_come_later() {
    let sandbox = start(Settings { behaviours: vec![PROCESSING], ..settings() }).await;
    let rule = sandbox.inject(Rule::new("profile.userinfo.get", Fault::NeverReady).times(2)).expect("a rule");
    let mut states = Vec::new();
    for headers in [&[][..], &[], &[], &["x-sandbox-fault: never_ready"]] {
        states.push(send(&sandbox, "GET /v2/userinfo", headers, "").await.json()["state"].clone());
    }
    assert_eq!(states, ["PROCESSING", "PROCESSING", "AVAILABLE", "PROCESSING"]);
    let faults: Vec<_> = sandbox.exchanges().into_iter().map(|exchange| exchange.fault.is_some()).collect();
    assert_eq!(faults, [true, true, false, true]);
    let counts = sandbox.faults();
    assert_eq!((counts[0].id, counts[0].calls, counts[0].injected), (Some(rule), 4, 2));
}

#[test]
fn rule_is_written_as_it_is_read() {
    for text in
        ["*=reset", "content.posts.create=reset;times=2;after=1;chance=0.25;effect=no", "/oauth/=error;code=invalid_client;message=a b"]
    {
        assert_eq!(text.parse::<Rule>().expect(text).to_string(), text);
    }
}

#[test]
fn every_fault_has_a_name_of_its_own_and_a_sentence() {
    let mut names: Vec<&str> = Fault::all().map(Fault::name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    for fault in Fault::all() {
        assert_eq!(fault.name().parse(), Ok(fault));
        assert!(fault.doc().ends_with('.') && fault.doc().len() > 10, "{fault}: {}", fault.doc());
    }
}
