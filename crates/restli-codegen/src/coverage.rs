//! Coverage of an API: the described operations and what is known about each, counted once for the README, a page and a command.

use std::fmt::Write as _;
use std::ops::AddAssign;

use restli_schema::api::{Evidence, Product, Sample, SampleOf, Verified};

use crate::plan::model::ResourcePlan;
use crate::plan::{Plan, docs};

/// Counts of operations: all of them, and those with each kind of illustration and evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The described operations.
    pub operations: usize,
    /// Operations with a sample of a request or an answer beside the schema.
    pub samples: usize,
    /// Operations whose documentation shows an example.
    pub examples: usize,
    /// Operations read in a document that the schema names.
    pub documented: usize,
    /// Operations seen in real traffic.
    pub live: usize,
    /// Operations that are assumed.
    pub assumed: usize,
    /// Operations without evidence: no source, or nothing said about its kind.
    pub none: usize,
}

impl Count {
    /// The counts of a resource.
    fn of(plan: &Plan<'_>, resource: &ResourcePlan) -> Self {
        let mut count = Self::default();
        let methods = &plan.api[resource.id].methods;
        for planned in resource.methods.iter().filter(|planned| planned.alt_key.is_none()) {
            let Some(method) = methods.get(planned.index) else { continue };
            let of_method = |sample: &Sample| sample.of == SampleOf::Operation(resource.id, planned.index);
            count.operations += 1;
            count.samples += usize::from(plan.api.samples().iter().any(of_method));
            count.examples += usize::from(planned.example.is_some());
            *count.evidence(&method.evidence) += 1;
        }
        count
    }

    /// The counter of a kind of evidence.
    const fn evidence(&mut self, evidence: &Evidence) -> &mut usize {
        match (&evidence.source, evidence.verified) {
            (Some(_), Some(Verified::Docs)) => &mut self.documented,
            (Some(_), Some(Verified::Live)) => &mut self.live,
            (_, Some(Verified::Assumed)) => &mut self.assumed,
            (None, Some(Verified::Docs | Verified::Live)) | (_, None) => &mut self.none,
        }
    }

    /// The evidence in words: `70 documented, 5 assumed`; without a number where all is of one kind.
    fn words(&self) -> String {
        let kinds = [(self.documented, "documented"), (self.live, "live"), (self.assumed, "assumed"), (self.none, "none")];
        let present: Vec<_> = kinds.into_iter().filter(|(count, _)| *count > 0).collect();
        match present.as_slice() {
            [(_, word)] => (*word).to_owned(),
            several => several.iter().map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", "),
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.operations += other.operations;
        self.samples += other.samples;
        self.examples += other.examples;
        self.documented += other.documented;
        self.live += other.live;
        self.assumed += other.assumed;
        self.none += other.none;
    }
}

/// The counts of each product, with its number of resources.
fn by_product<'a>(plan: &Plan<'a>) -> Vec<(&'a Product, usize, Count)> {
    let api = plan.api;
    let count = |product: &'a Product| {
        let of_product = |resource: &&ResourcePlan| api[api[resource.id].product].name.wire == product.name.wire;
        let resources: Vec<_> = plan.resources.iter().filter(of_product).collect();
        let mut sum = Count::default();
        for resource in &resources {
            sum += Count::of(plan, resource);
        }
        (product, resources.len(), sum)
    };
    api.products().iter().map(count).collect()
}

/// A Markdown table with a line per product: what it is about, how many resources and operations are described, and on what evidence.
#[must_use]
pub fn products(plan: &Plan<'_>) -> String {
    let mut out = String::from("| Product | About | Resources | Operations | Evidence |\n| --- | --- | --- | --- | --- |\n");
    let (mut all, mut every) = (0, Count::default());
    for (product, resources, count) in by_product(plan) {
        let about = product.doc.lines().next().unwrap_or_default();
        let _ = writeln!(out, "| {} | {about} | {resources} | {} | {} |", product.name.wire, count.operations, count.words());
        all += resources;
        every += count;
    }
    let _ = writeln!(out, "| all | | {all} | {} | {} |", every.operations, every.words());
    out
}

/// A Markdown table with a line per product: operations, those with samples and examples, and those of each kind of evidence.
#[must_use]
pub fn counts(plan: &Plan<'_>) -> String {
    let mut out = String::from(
        "| Product | Operations | With sample | With example | Documented | Live | Assumed | No evidence |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let mut every = Count::default();
    let mut line = |name: &str, count: &Count| {
        let Count { operations, samples, examples, documented, live, assumed, none } = count;
        let _ = writeln!(out, "| {name} | {operations} | {samples} | {examples} | {documented} | {live} | {assumed} | {none} |");
    };
    for (product, _, count) in by_product(plan) {
        line(&product.name.wire, &count);
        every += count;
    }
    line("all", &every);
    out
}

/// A Markdown table with a line per resource: its function of the client, calls, permissions, evidence.
#[must_use]
pub fn coverage(plan: &Plan<'_>) -> String {
    let api = plan.api;
    let mut out =
        String::from("| Product | Resource | Function | Calls | Permissions | Evidence |\n| --- | --- | --- | --- | --- | --- |\n");
    for resource in &plan.resources {
        let declared = &api[resource.id];
        let base = &api[declared.base];
        let calls: Vec<String> = resource.methods.iter().map(|method| format!("`{}`", method.fn_name)).collect();
        let mut needs: Vec<String> = declared.methods.iter().map(|method| docs::requirement_text(api, &method.requirement)).collect();
        needs.sort();
        needs.dedup();
        let retired = if declared.retired.is_some() { " (retired)" } else { "" };
        let _ = writeln!(
            out,
            "| {} | `{}{}`{retired} | `{}()` | {} | {} | {} |",
            api[declared.product].name.wire,
            base.path,
            declared.path,
            resource.accessor,
            calls.join(", "),
            needs.join("; "),
            Count::of(plan, resource).words(),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    const API: &str = r#"
api: one
namespace: com.example
bases: {main: {url: "https://api.example.com", path: /v1}}
sources: {manual: {title: Manual, page: "https://example.com/manual"}}
"#;
    const THINGS: &str = r"
product: things
doc: Things.
types: {Thing: {fields: {name: string}}}
resources:
  things:
    collection: Thing
    key: {thingId: long}
    alt_keys: {name: string}
    source: manual
    verified: docs
    methods: {get: , delete: {verified: live}, create: {verified: assumed}}
  others:
    collection: Thing
    key: {otherId: long}
    methods: {get: , create: {verified: live}, delete: {verified: assumed}, update: {source: manual}}
";

    #[test]
    fn operation_without_evidence_is_counted_as_such() {
        let sample = ("samples/things.things.get_request.txt", "GET /v1/things/7 HTTP/1.1\n\n");
        let texts = [("api.yaml", API), ("things.yaml", THINGS), sample];
        let loaded = restli_schema::load_texts(texts).unwrap_or_else(|report| panic!("{}", report.render(false)));
        let plan = crate::plan(&loaded.api);
        let counts = "\
| Product | Operations | With sample | With example | Documented | Live | Assumed | No evidence |
| --- | --- | --- | --- | --- | --- | --- | --- |
| things | 7 | 1 | 7 | 1 | 1 | 2 | 3 |
| all | 7 | 1 | 7 | 1 | 1 | 2 | 3 |
";
        assert_eq!(super::counts(&plan), counts);
        let products = "\
| Product | About | Resources | Operations | Evidence |
| --- | --- | --- | --- | --- |
| things | Things. | 2 | 7 | 1 documented, 1 live, 2 assumed, 3 none |
| all | | 2 | 7 | 1 documented, 1 live, 2 assumed, 3 none |
";
        assert_eq!(super::products(&plan), products);
        assert!(super::coverage(&plan).ends_with("| none | 1 assumed, 3 none |\n"));
    }
}
