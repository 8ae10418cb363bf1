//! Explanations of a small API, as people read them.

use std::fmt::Write as _;

use restli_review::explain::explain;
use restli_schema::api::{Api, Day};

const SHARED: &str = r#"
api: shop
namespace: com.example
bases:
  rest: {url: "https://api.example.com", path: /rest, versions: dated}
versions:
  dated:
    header: Shop-Version
    pinned: 202602
    released:
      202601: {sunset: 2026-06-30}
      202602: {sunset: 2027-02-28, doc: Orders have a note.}
permissions:
  r_orders: {doc: Reads orders., product: Orders, approval: open}
  w_orders: {doc: Writes orders., product: Orders, approval: review}
quotas:
  daily: {limit: 100, window: day, scope: member}
urns:
  order: {namespace: shop, key: long}
errors:
  SOLD_OUT: {status: 409, service_error_codes: [77], cause: The goods are gone., remedy: Order something else., messages: [sold out]}
  403: {status: 403, cause: A permission is missing., remedy: Ask for it.}
"#;

const ORDERS: &str = r#"
product: orders
doc: Goods that people buy.
types:
  Order:
    doc: An order.
    fields:
      id: long
      state: State
      note?: {type: string, since: 202602, doc: Words of the buyer.}
  State: {enum: {OPEN: , PAID: The money is there.}}
resources:
  orders:
    collection: Order
    base: rest
    key: {id: "urn:order"}
    methods:
      get: {doc: Reads an order., permissions: r_orders, quotas: daily}
      create: {doc: Orders., permissions: w_orders, errors: [SOLD_OUT]}
    finders:
      state: {doc: Finds orders by their state., params: {state: State}, permissions: r_orders}
"#;

fn shop() -> Result<Api, String> {
    let files = [("api.yaml", SHARED), ("orders.yaml", ORDERS)];
    restli_schema::load_texts(files).map(|loaded| loaded.api).map_err(|report| report.render(false))
}

/// The kinds and names of the entries about a text, and what is wrong with it.
fn found(api: &Api, text: &str) -> String {
    let Some(today) = Day::parse("2026-12-01") else { return "no day".to_owned() };
    let entries = match explain(api, text, today) {
        Ok(entries) => entries,
        Err(told) => return format!("  error: {told}\n"),
    };
    let mut out = String::new();
    for entry in entries {
        let _ = writeln!(out, "  {} `{}`", entry.kind, entry.name);
        for fact in entry.facts.iter().filter(|fact| ["wrong", "there are"].contains(&fact.label)) {
            for line in &fact.lines {
                let _ = writeln!(out, "    {}: {line}", fact.label);
            }
        }
    }
    out
}

/// The explanation of a text on the first of December 2026.
fn told(api: &Api, text: &str) -> String {
    let Some(today) = Day::parse("2026-12-01") else { return "no day".to_owned() };
    match explain(api, text, today) {
        Ok(entries) => entries.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        Err(told) => format!("error: {told}\n"),
    }
}

#[test]
fn texts_of_every_kind_are_explained() -> Result<(), String> {
    let api = shop()?;
    let texts = [
        "SOLD_OUT",
        "77",
        "403",
        "RL0201",
        "orders.create",
        "client.orders().get(..)",
        "w_orders",
        "Orders",
        "orders",
        "202601",
        "202602",
        "daily",
        "Order",
        "Order.note",
        "State.PAID",
        "urn:shop:order:7",
        "GET /rest/orders?q=state&state=LOST",
        "https://api.example.com/rest/orders/urn:shop:order:7",
        "GET /rest/nothing",
        r#"{"status":409,"message":"It is sold out, sadly"}"#,
        r#"HTTP/1.1 418\n\n{"status":418,"code":"TEAPOT","message":"short and stout"}"#,
        "error: orders.orders.create: 409 SOLD_OUT; Order something else.",
        r#"curl -X POST https://api.example.com/rest/orders -H 'Authorization: Bearer hidden-token' -H 'Shop-Version: 202601' -d '{"stat":"OPEN"}'"#,
        "curl 'https://api.example.com/rest/orders/urn%3Ashop%3Aorder%3A7'",
        "ordrs.get",
        "",
    ];
    let all: Vec<String> = texts.iter().map(|text| format!("> {text}\n{}", told(&api, text))).collect();
    insta::assert_snapshot!(all.join("\n"));
    Ok(())
}

#[test]
fn requests_are_read_as_people_paste_them() -> Result<(), String> {
    let api = shop()?;
    let all = include_str!("pasted/requests.txt").split("\n----\n").map(|text| format!("> {text}\n{}", found(&api, text)));
    insta::assert_snapshot!(all.collect::<Vec<_>>().join("\n"));
    Ok(())
}

#[test]
fn errors_are_read_as_people_paste_them() -> Result<(), String> {
    let api = shop()?;
    let all = include_str!("pasted/errors.txt").split("\n----\n").map(|text| format!("> {text}\n{}", found(&api, text)));
    insta::assert_snapshot!(all.collect::<Vec<_>>().join("\n"));
    Ok(())
}

#[test]
fn token_in_a_text_is_in_no_explanation() -> Result<(), String> {
    let api = shop()?;
    let token = "AQX4secretsecretsecretsecretsecretsecretsecret";
    for text in [
        token.to_owned(),
        token.chars().take(32).collect(),
        format!("Authorization: Bearer {token}"),
        format!("curl https://api.example.com/rest/orders/1 --oauth2-bearer {token} {token}"),
        format!("curl https://api.example.com/rest/orders -d token={token} -b session={token} -u id:{token}"),
        format!("GET /rest/orders/1 HTTP/1.1\nAuthorization: Bearer {token}\n\n{{\"a\":\"{token}\"}}"),
        format!("403 Client Error for url: https://api.example.com/rest/orders/1?oauth2_access_token={token}"),
        format!("{{'status': 403, 'message': '{token}'}}"),
        format!("curl -H 'Authorization: Bearer {token}' https://api.example.com/rest/orders/1"),
        format!("curl 'https://api.example.com/rest/nothing?oauth2_access_token={token}'"),
        format!("GET /rest/orders/1?oauth2_access_token={token}"),
        format!(r#"{{"status":401,"code":"INVALID","message":"the token {token} is unknown"}}"#),
    ] {
        let told = told(&api, &text);
        assert!(!told.contains(token), "{text}\n{told}");
    }
    Ok(())
}

#[test]
fn text_of_any_kind_is_explained_or_refused() -> Result<(), String> {
    let api = shop()?;
    let long = "x".repeat(1 << 20);
    let brackets = "{".repeat(100_000);
    for text in [
        long.as_str(),
        &brackets,
        "curl",
        "curl '",
        "curl $'\\u",
        "curl $'\\uD800' ^",
        "curl \"\\",
        "curl -",
        "curl --",
        "curl --=/ -=/",
        "curl -H",
        "curl -d@ / -d",
        "curl /&a/&&",
        "GET /a/b HTTP/1.1\n\n\n",
        "x().y::Z",
        "().",
        "::",
        "serviceErrorCode: 99999999999999999999 {\"status\":-1}",
        "curl -X",
        "GET",
        "GET ",
        "://",
        "https://",
        "{}",
        "[]",
        "{\"",
        "\u{0}",
        "é/é?é=é",
        "curl é://é",
    ] {
        let told = told(&api, text);
        assert!(told.len() < 4000, "{text:.40}");
    }
    Ok(())
}
