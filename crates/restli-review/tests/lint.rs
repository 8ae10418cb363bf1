//! Lints on a small API that breaks each of them.

use restli_review::lint::{Allowed, Finding, LINTS, lint};
use restli_schema::api::Day;

const SHARED: &str = r#"
api: shop
namespace: com.example
bases:
  rest: {url: "https://api.example.com", path: /rest, versions: dated}
  old: {url: "https://old.example.com"}
versions:
  dated:
    header: Shop-Version
    pinned: 202602
    released:
      202601: {sunset: 2026-06-30}
      202602: {sunset: 2027-02-28}
permissions:
  r_orders: {doc: Reads orders.}
  w_orders: {approval: closed, product: Orders}
  x_orders: {doc: Nothing needs it., product: Orders, source: "https://example.com", verified: docs}
quotas:
  daily: {limit: 100, window: day, scope: member}
roles:
  CLERK: {in: order, doc: Sells.}
urns:
  order: {namespace: shop, key: long}
  other: {namespace: shop}
media:
  picture: {formats: {image/png: [png]}}
errors:
  GONE: {status: 410, cause: The goods are gone., remedy: Order something else.}
"#;

const ORDERS: &str = r#"
product: orders
types:
  Order:
    doc: An order.
    fields:
      id: {type: long, doc: Number.}
      shipTo?: {type: string, doc: Address.}
      billTo?: {type: string, doc: Address.}
      paidAt?: {type: long, doc: Time.}
      Odd_name?: string
  Leftover: {doc: Nobody uses it., fields: {a: {type: long, doc: One.}}}
resources:
  orders:
    doc: Orders.
    collection: Order
    base: rest
    key: {id: "urn:order"}
    methods:
      get: {doc: Reads an order., permissions: r_orders}
      delete: {doc: Deletes., permissions: w_orders}
    finders:
      state: {until: 202602, doc: Finds., permissions: r_orders, params: {state: string}}
"#;

fn findings() -> Result<Vec<Finding>, String> {
    let loaded = restli_schema::load_texts([("api.yaml", SHARED), ("orders.yaml", ORDERS)]).map_err(|report| report.render(false))?;
    let today = Day::parse("2026-12-01").ok_or("no day")?;
    Ok(lint(&loaded.api, today))
}

#[test]
fn every_lint_finds_what_breaks_it() -> Result<(), String> {
    let findings = findings()?;
    for lint in LINTS {
        assert!(findings.iter().any(|finding| finding.diagnostic.rule == lint.name), "nothing breaks `{}`", lint.name);
    }
    let help = |finding: &Finding| finding.diagnostic.help.as_ref().map(|help| help.text.clone()).unwrap_or_default();
    let lines: Vec<String> =
        findings.iter().map(|one| format!("{} {}: {}; {}", one.diagnostic.rule, one.place, one.diagnostic.message, help(one))).collect();
    insta::assert_snapshot!(lines.join("\n"));
    Ok(())
}

#[test]
fn allowance_holds_for_its_lint_and_place_alone() -> Result<(), String> {
    let findings = findings()?;
    let allowed =
        Allowed::read("a.yaml", "unused:\n  \"pic*\": It comes.\n  nothing: Gone.\nundocumented:\n  \"*.Odd_name\": The name says it.\n")?;
    let left = |rule: &str| {
        let own = findings.iter().filter(|one| one.diagnostic.rule == rule && !allowed.allows(one));
        own.map(|one| one.place.as_str()).collect::<Vec<_>>()
    };
    assert!(!left("unused").contains(&"picture") && left("unused").contains(&"daily"));
    assert!(!left("undocumented").contains(&"Order.Odd_name") && left("inconsistent-naming").contains(&"Order.Odd_name"));
    assert_eq!(allowed.idle(&findings), ["unused: nothing"]);
    Ok(())
}

#[test]
fn file_of_allowances_without_a_reason_or_with_another_lint_is_refused() {
    let told = |text: &str| Allowed::read("a.yaml", text).err().unwrap_or_default();
    assert_eq!(told("unsed:\n  a: It comes.\n"), "a.yaml: there is no lint `unsed`; did you mean `unused`?");
    assert_eq!(told("unused:\n  a: \"\"\n"), "a.yaml: `a` below `unused` has no reason: write one behind it");
    assert_eq!(told("unused: a\n"), "a.yaml: below `unused` stands no mapping of places to reasons");
    assert_eq!(told("unused:\n  a*b*: It comes.\n"), "a.yaml: `a*b*` below `unused` has more than one `*`: write an entry for each part");
    assert_eq!(told("# nothing\n"), "");
}

#[test]
fn page_has_every_lint() {
    let rows: Vec<String> = LINTS.iter().map(|lint| format!("| `{}` | {} | {} |", lint.name, lint.demand, lint.reason)).collect();
    let page = include_str!("../../../docs/lints.md");
    for row in rows {
        assert!(page.contains(&row), "docs/lints.md lacks the row\n{row}");
    }
}
