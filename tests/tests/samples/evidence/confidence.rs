//! The table of the evidence for people: `docs/sandbox-confidence.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use restli_testing::workspace;
use serde_json::Value as Json;

use super::file::compare;

/// A count: so many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Of(u64, u64);

impl Of {
    fn add(&mut self, yes: bool) {
        self.counted(u64::from(yes), 1);
    }

    fn counted(&mut self, yes: u64, of: u64) {
        self.0 += yes;
        self.1 += of;
    }

    fn words(self) -> String {
        if self.1 == 0 { "-".to_owned() } else { format!("{} of {}", self.0, self.1) }
    }
}

/// The axes of a product, each for itself.
#[derive(Clone, Debug, Default)]
struct Axes {
    operations: u64,
    driven: Of,
    js: Of,
    python: Of,
    clean: Of,
    changes: Of,
    refusals: Of,
    permissions: Of,
    shape: Of,
}

impl Axes {
    fn add(&mut self, one: &Json) {
        self.operations += 1;
        self.driven.add(one["driven_by_client"].get("none").is_none());
        self.js.add(one["driven_by_js"] == true);
        self.python.add(one["driven_by_python"] == true);
        self.clean.add(one["contract_clean"] == true);
        if one["state_change_seen"].get("unchanged").is_none() {
            self.changes.add(one["state_change_seen"].get("by").is_some());
        }
        let number = |json: &Json| json.as_u64().expect("a number");
        self.refusals.counted(number(&one["refusals"]["earned"]), number(&one["refusals"]["possible"]));
        let permission = &one["permission_both_ways"];
        if permission.get("none").is_none() {
            self.permissions.add(permission["refused_without"] == true && permission["sets"] == permission["enough"]);
        }
        if let Some(fields) = one["shape"]["fields"].as_u64() {
            let lacks = one["shape"]["lacks"].as_array().map_or(0, Vec::len) as u64;
            self.shape.counted(fields - lacks, fields);
        }
    }

    fn row(&self, name: &str) -> String {
        let cells =
            [self.driven, self.js, self.python, self.clean, self.changes, self.refusals, self.permissions, self.shape].map(Of::words);
        format!("| {name} | {} | {} |\n", self.operations, cells.join(" | "))
    }
}

fn operations() -> Vec<Json> {
    let text = std::fs::read_to_string(workspace().join("crates/linkedin-sandbox/evidence.json")).expect("the evidence");
    let mut evidence: Json = serde_json::from_str(&text).expect("JSON");
    evidence["operations"].as_array_mut().map(std::mem::take).expect("operations")
}

/// The number of operations by the reason for which an axis has no proof.
fn reasons(operations: &[Json], axis: &str) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::<String, usize>::new();
    for why in operations.iter().filter_map(|one| one[axis]["none"].as_str()) {
        *counts.entry(why.to_owned()).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// The page: the table, and the limits of each axis.
fn page(operations: &[Json]) -> String {
    let mut products = BTreeMap::<&str, Axes>::new();
    let mut all = Axes::default();
    for one in operations {
        let product = one["id"].as_str().and_then(|id| id.split('.').next()).expect("an id");
        products.entry(product).or_default().add(one);
        all.add(one);
    }
    let mut page = HEAD.to_owned();
    for (name, axes) in &products {
        page.push_str(&axes.row(name));
    }
    page.push_str(&all.row("all"));
    page.push_str(AXES);
    let examples = operations.iter().filter(|one| one["driven_by_client"].get("example").is_some()).count();
    let _ = writeln!(
        page,
        "- **Driven**: {examples} operations have no request in the documentation, or one about something that began elsewhere: the client sends their example."
    );
    for (why, count) in reasons(operations, "state_change_seen") {
        let _ = writeln!(page, "- **Change seen**: not by {count}: {why}.");
    }
    let mut missed = BTreeMap::<String, usize>::new();
    for (name, why) in operations.iter().flat_map(|one| one["refusals"]["missed"].as_object().into_iter().flatten()) {
        *missed.entry(format!("{name}: {}", why.as_str().unwrap_or_default())).or_default() += 1;
    }
    for (why, count) in missed {
        let _ = writeln!(page, "- **Refusals**: {count} times not: {why}.");
    }
    for (why, count) in reasons(operations, "permission_both_ways") {
        let _ = writeln!(page, "- **Permissions**: {count} operations have none to prove ({why}).");
    }
    for one in operations {
        let lacks: Vec<&str> = one["shape"]["lacks"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        if !lacks.is_empty() {
            let id = one["id"].as_str().unwrap_or_default();
            let _ = writeln!(
                page,
                "- **Shape**: `{id}` lacks {}.",
                lacks.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
            );
        }
    }
    page.push_str(END);
    page
}

const HEAD: &str = "<!-- Generated from crates/linkedin-sandbox/evidence.json: `INSTA_UPDATE=always cargo test -p restli-tests --test samples evidence`, twice. -->
# What the sandbox is worth

Each operation of LinkedIn's schema is tried against [the sandbox](sandbox.md), and each axis is counted for itself: a yes on one says nothing about
another. `crates/linkedin-sandbox/evidence.json` has the proof of each operation, and the reason where there is none; a test makes both anew.

| Product | Operations | Driven | JS client | Python client | Contract | Change seen | Refusals | Permissions | Shape |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
";

const AXES: &str = "
- **Driven**: a request of the documentation, as the typed client sends it, is answered with success.
- **JS client**, **Python client**: the official client of that language drives the operation with success (`cargo xtask interop`, [the programs](sandbox-programs.md)).
- **Contract**: the typed client reads every member of the answer to the operation's example, in a world of documented entities and in an empty one.
- **Change seen**: after a create, an update, a patch or a delete, another call of the resource shows the change.
- **Refusals**: requests with one thing wrong, made from the schema (token, scopes, versions, address, parameters, keys, body, fields, quotas, batches),
  get the documented status by the rule that is meant. An answer with an injected fault earns nothing.
- **Permissions**: each sufficient set of scopes is enough, and all other scopes together are refused.
- **Shape**: fields of documented answers that the sandbox's answer to the same request has.

## Limits

The sandbox is compared with the documentation, not with LinkedIn: what the documentation leaves out is in neither.

";

const END: &str = "
The sandbox does what a careful user expects where the documents leave something open: an address of an upload lives for an hour; a key of several parts that
lacks one, or has another, is an error of its own in a batch, and a wrong value in a part refuses the batch; an answer is JSON or 406; a stamp names the actor
that the request names.

Nothing here says how fast LinkedIn is, how long it processes media, which member or product it approves, or what it finds in a search by
parameters that are no fields.
";

#[test]
fn page_of_confidence_is_made_from_the_evidence() {
    compare("docs/sandbox-confidence.md", &page(&operations()));
}

#[test]
fn evidence_reaches_the_targets_of_each_axis() {
    let mut all = Axes::default();
    let operations = operations();
    for one in &operations {
        all.add(one);
    }
    assert_eq!(all.operations, linkedin_sandbox::api().api().resources().iter().map(|resource| resource.methods.len() as u64).sum::<u64>());
    let is_whole = |of: Of| of.0 == of.1 && of.1 > 0;
    assert!(is_whole(all.driven) && is_whole(all.clean) && is_whole(all.permissions), "{all:?}");
    assert!(all.refusals.0 * 10 >= all.refusals.1 * 9, "{:?}", all.refusals);
    for one in &operations {
        let [earned, possible] = ["earned", "possible"].map(|name| one["refusals"][name].as_u64().unwrap_or_default());
        assert!(earned * 10 >= possible * 9, "{}: {earned} of {possible} refusals", one["id"]);
    }
}
