//! `restli diff --used-by`: the compiler finds what a program uses, by itself, in macros and through a library.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const API: &str = "api: shop\nnamespace: com.example\nbases:\n  main: {url: \"https://api.example.com\", path: /v2, projection: decorated}\nurns:\n  person: {key: string}\n";

const PRODUCT: &str = "product: orders
types:
  Order:
    fields:
      id: long
      note?: string
      total?: long
      address?: Address
      state: State
      owner?: {type: urn:person, decorates: Person}
      content?: Content
  Address: {fields: {city: string, street?: string}}
  State: {enum: [OPEN, SHUT]}
  Person: {fields: {name: string, age?: int}}
  Content: {union: [Parcel]}
  Parcel: {fields: {weight: long}}
  Bill: {fields: {id: long, cents: long}}
  Refund: {fields: {id: long}}
resources:
  orders:
    base: main
    collection: Order
    key: {orderId: long}
    methods: {get: , delete: }
    finders:
      owner: {params: {owner: urn:person, limit?: int, page?: int}}
  bills:
    base: main
    collection: Bill
    key: {billId: long}
    read_only: [id]
    methods: {get: , create: }
  refunds:
    base: main
    collection: Refund
    key: {refundId: long}
    methods: {get: }
";

const LIBRARY: &str = "//! A library between the program and the client.
use shop_client::Client;
use shop_client::orders::NewBill;

pub async fn bill(client: &Client, cents: i64) -> Result<(), Box<dyn std::error::Error>> {
    inner(client, &NewBill::new(cents)).await
}

async fn inner(client: &Client, bill: &NewBill) -> Result<(), Box<dyn std::error::Error>> {
    client.bills().create(bill).await?;
    Ok(())
}

pub async fn refund(client: &Client) -> Result<i64, Box<dyn std::error::Error>> {
    Ok(client.refunds().get(1).await?.id)
}
";

const PROGRAM: &str = r#"use shop_client::orders::State;
use shop_client::urns::PersonUrn;
use shop_client::{Client, projection};

projection! { pub struct Card: Order => (id, address(city), owner~(name)) }

macro_rules! of { ($value:expr, $field:ident) => { &$value.$field }; }

async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    let card = client.orders().get(7).select(Card).await?;
    println!("{:?}", card.address.map(|address| address.city));
    let page = client.orders().find_by_owner(PersonUrn::new("a")).with(|more| more.limit(3))
        .select(projection!(Order: "(note)")).await?;
    println!("{:?}", page.elements.iter().map(|order| of!(order, note)).collect::<Vec<_>>());
    library::bill(&client, 5).await?;
    Ok(())
}

#[cfg(feature = "more")]
fn more(state: State) -> bool { state == State::Shut }

fn open(state: &State) -> bool { matches!(state, State::Open) }

fn main() { let _ = (run, open); }
"#;

fn restli(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_restli"));
    command.args(arguments).env("NO_COLOR", "1").env("CARGO_NET_OFFLINE", "true").env_remove("CARGO_TARGET_DIR");
    command.output().expect("restli runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).expect("written");
    }
}

/// The workspace with the client, the library and the program. It stays for the next run, which builds less.
fn workspace() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the checkout");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("used-by");
    write(&root.join("schema/api.yaml"), API);
    write(&root.join("schema/orders.yaml"), PRODUCT);
    let member = |name: &str, dependencies: &str, features: &str| {
        let client = "shop-client = { path = \"../shop-client\", default-features = false, features = [\"orders\"] }";
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{client}\n{dependencies}\n{features}"
        );
        write(&root.join(name).join("Cargo.toml"), &manifest);
    };
    member("library", "", "");
    member("program", "library = { path = \"../library\" }", "[features]\nmore = []\n");
    write(&root.join("library/src/lib.rs"), LIBRARY);
    write(&root.join("program/src/main.rs"), PROGRAM);
    write(&root.join("stranger/Cargo.toml"), "[package]\nname = \"stranger\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    write(&root.join("stranger/src/lib.rs"), "");
    write(
        &root.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"shop-client\", \"shop-client-macros\", \"library\", \"program\", \"stranger\"]\n",
    );
    std::fs::copy(checkout.join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file");
    let toolkit = checkout.join("crates");
    let out = restli(&["generate", "--api", text(&root.join("schema")), "--out", text(&root), "--toolkit", text(&toolkit)]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    root
}

/// The names of the rules of the changes that touch a program, each with the lines.
fn touching(root: &Path, from: &str, to: &str) -> Vec<String> {
    let after = root.join("after");
    write(&after.join("api.yaml"), API);
    assert!(PRODUCT.contains(from), "{from}");
    write(&after.join("orders.yaml"), &PRODUCT.replacen(from, to, 1));
    let out = restli(&["diff", text(&root.join("schema")), text(&after), "--used-by", text(&root.join("program")), "--format", "json"]);
    assert!(out.status.success(), "{from}: {}", String::from_utf8_lossy(&out.stderr));
    let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(report.pointer("/calls"), Some(&Value::from(3)), "{report:#}");
    assert!(report.to_string().contains("only its features more compile"), "{report:#}");
    assert!(!report.to_string().contains("does not have"), "{report:#}");
    let changes = report.pointer("/changes").and_then(Value::as_array).expect("changes");
    let shown = changes.iter().map(|change| {
        let lines = change.pointer("/used").and_then(Value::as_array).expect("places").iter();
        let lines: Vec<String> = lines.filter_map(|place| place.get("line")).map(ToString::to_string).collect();
        format!("{} {}", change.get("rule").and_then(Value::as_str).unwrap_or_default(), lines.join(","))
    });
    shown.collect()
}

#[test]
fn compiler_finds_uses_of_program_in_macros_in_texts_and_through_libraries() {
    let root = workspace();
    let none: [&str; 0] = [];
    // Named by tokens, by a text, by a macro of the program, by a setter, by a pattern.
    assert_eq!(touching(&root, "city: string", "town: string"), ["field-required-removed 5"]);
    assert_eq!(touching(&root, "      note?: string\n", ""), ["field-removed 13"]);
    assert_eq!(touching(&root, "name: string, age", "title?: string, age"), ["field-required-removed 5"]);
    assert_eq!(touching(&root, "limit?: int, ", ""), ["parameter-removed 12"]);
    assert_eq!(touching(&root, "[OPEN, SHUT]", "[SHUT]"), ["symbol-removed 22"]);
    // Through the library and a function inside of it.
    assert_eq!(touching(&root, "cents: long", "cents: string"), ["field-type-changed 15"]);
    assert_eq!(
        touching(&root, "methods: {get: , create: }", "methods: {get: }"),
        ["method-removed 15", "resource-forms-of-create-narrowed 15"]
    );
    // Keys of calls.
    assert_eq!(touching(&root, "{orderId: long}", "{orderId: string}"), ["key-type-changed 10"]);
    // Not used: other parameters, fields that no projection asks for, calls of the library that nobody makes, code that is not compiled.
    for (from, to) in [
        (", page?: int", ""),
        ("total?: long", "total?: string"),
        ("street?: string", "street?: long"),
        ("age?: int", "age?: string"),
        ("weight: long", "weight: string"),
        ("methods: {get: , delete: }", "methods: {get: }"),
        ("  refunds:\n    base: main\n    collection: Refund\n    key: {refundId: long}\n    methods: {get: }\n", ""),
        ("[OPEN, SHUT]", "[OPEN]"),
    ] {
        assert_eq!(touching(&root, from, to), none, "{from}");
    }
    let told = restli(&["diff", text(&root.join("schema")), text(&root.join("schema")), "--used-by", text(&root.join("program"))]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("The program makes 3 calls and names") && told.contains("Safe to move"), "{told}");

    // Nothing that cannot be judged passes for safe.
    let refused = |folder: &Path| {
        let schema = root.join("schema");
        let out = restli(&["diff", text(&schema), text(&schema), "--used-by", text(folder)]);
        assert_eq!(out.status.code(), Some(3), "{}", String::from_utf8_lossy(&out.stdout));
        String::from_utf8_lossy(&out.stderr).into_owned()
    };
    assert!(refused(&root.join("stranger")).contains("does not depend on `shop-client`"));
    assert!(refused(&root.join("nowhere")).contains("cannot read"));
    write(&root.join("program/src/main.rs"), "use shop_client::orders::Order;\nfn main() { let _: Order = 7; }\n");
    let broken = refused(&root.join("program"));
    assert!(broken.contains("the program does not compile") && broken.contains("mismatched types"), "{broken}");
    write(&root.join("program/src/main.rs"), "fn main() {}\n");
    assert!(refused(&root.join("program")).contains("uses nothing of it"));
}
