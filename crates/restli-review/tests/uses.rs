//! Changes that touch a program, by the uses that the compiler reports.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::fmt::Write as _;

use restli_review::diff::diff;
use restli_review::uses::{Touches, Use, touched};
use restli_schema::{Loaded, load_texts};

/// Resources of the large schema.
const RESOURCES: usize = 40;
/// Resources of which the program makes a call.
const CALLED: usize = 30;

const API: &str =
    "api: shop\nnamespace: com.example\nbases:\n  main: {url: \"https://api.example.com\", path: /v2, projection: decorated}\n";

fn load(api: &str, product: &str) -> Loaded {
    load_texts([("api.yaml", api), ("shop.yaml", product)]).unwrap_or_else(|report| panic!("{}\n{product}", report.render(false)))
}

/// A use of an item, at a line.
fn at(item: &str, line: u32) -> Use {
    Use { item: item.to_owned(), path: "src/main.rs".to_owned(), line, column: 5, narrowed: false }
}

fn touches(before: &Loaded, after: &Loaded, uses: &[Use]) -> Touches {
    touched(before, after, &diff(before, after), uses)
}

/// A schema of many like resources.
fn large() -> (String, String) {
    let mut api = API.to_owned() + "permissions:\n";
    for number in 0..RESOURCES {
        let _ = writeln!(api, "  read{number}: {{doc: Reads.}}\n  more{number}: {{doc: Reads more.}}");
    }
    let mut product = "product: shop\ntypes:\n".to_owned();
    for number in 0..RESOURCES {
        let _ = write!(
            product,
            "  Thing{number}:\n    fields:\n      id: long\n      name: string\n      note{number}?: string\n      kind{number}: Kind{number}\n      size{number}?: long\n  Kind{number}: {{enum: [ALPHA{number}, BETA{number}]}}\n"
        );
    }
    product.push_str("resources:\n");
    for number in 0..RESOURCES {
        let _ = write!(
            product,
            "  things{number}:\n    base: main\n    collection: Thing{number}\n    key: {{thingId: long}}\n    read_only: [id]\n    methods:\n      get: {{permissions: [read{number}]}}\n      create:\n    finders:\n      name: {{params: {{name: string, limit{number}?: int}}}}\n"
        );
    }
    (api, product)
}

/// The uses of a program that makes a call of each of 30 resources: it reads an entity, finds some, or makes one.
fn program() -> Vec<Use> {
    let mut uses = Vec::new();
    for number in 0..CALLED {
        let line = u32::try_from(number * 10).expect("a small number");
        let items: &[&str] = match number % 3 {
            0 => &["Client::things#", "shop::Things#::get", "shop::Thing#::name", "shop::Kind#::Alpha#"],
            1 => &["Client::things#", "shop::Things#::find_by_name", "shop::Things#FindByName::limit#"],
            _ => &["Client::things#", "shop::Things#::create", "shop::NewThing#::new", "shop::NewThing#::note#"],
        };
        uses.extend(items.iter().map(|item| at(&item.replace('#', &number.to_string()), line)));
    }
    uses
}

#[test]
fn of_200_changes_a_program_of_30_calls_is_touched_by_those_of_what_it_uses_and_no_other() {
    let (api, product) = large();
    let before = load(&api, &product);
    let uses = program();
    let (mut missed, mut too_many, mut hits) = (Vec::new(), Vec::new(), 0);
    for number in 0..RESOURCES {
        let (is_used, way) = (number < CALLED, number % 3);
        let changes = [
            ("parameter", format!(", limit{number}?: int"), String::new(), way == 1),
            ("field", format!("      note{number}?: string\n"), String::new(), way == 2),
            ("permission", format!("[read{number}]"), format!("[more{number}]"), way == 0),
            ("symbol", format!("[ALPHA{number}, "), "[".to_owned(), way == 0),
            ("type", format!("size{number}?: long"), format!("size{number}?: string"), way != 2),
        ];
        for (kind, from, to, is_hit) in changes {
            assert!(product.contains(&from), "{from}");
            let after = load(&api, &product.replace(&from, &to));
            let found = touches(&before, &after, &uses);
            assert!(found.unknown.is_empty(), "{:?}", found.unknown);
            assert_eq!((found.calls, found.all.len() + found.others > 0), (CALLED, true), "{kind} {number}");
            let line = u32::try_from(number * 10).expect("a small number");
            match (!found.all.is_empty(), is_used && is_hit) {
                (false, true) => missed.push(format!("{kind} of {number}")),
                (true, false) => too_many.push(format!("{kind} of {number}")),
                (true, true) => {
                    hits += 1;
                    assert!(
                        found.all.iter().all(|one| one.places.iter().all(|place| place.line == line)),
                        "{kind} {number}: {:?}",
                        found.all
                    );
                }
                (false, false) => {}
            }
        }
    }
    assert_eq!((missed, too_many, hits), (Vec::new(), Vec::new(), 60));
}

const PRODUCT: &str = "
product: shop
types:
  Order:
    fields:
      id: long
      note?: string
      state: State
      total: long
      owner?: urn:person
      address?: Address
      content?: Content
      inner?: Inner
  Address: {fields: {city: string}}
  State: {enum: [OPEN, SHUT]}
  Content: {union: [Parcel, Voucher]}
  Parcel: {fields: {weight: long}}
  Voucher: {fields: {cents: long}}
  Inner: {fields: {deep?: string}}
  Unused: {fields: {a?: string}}
resources:
  orders:
    base: main
    collection: Order
    key: {orderId: long}
    read_only: [id]
    methods: {get: {permissions: [read], quotas: [daily]}, create: , delete: , update: }
    finders:
      owner: {params: {owner: urn:person, limit?: int}}
    sub:
      items:
        collection: Address
        key: {itemId: long}
        methods: {get: }
";

const TABLES: &str = "permissions: {read: {doc: Reads.}, write: {doc: Writes.}}\nquotas: {daily: {limit: 9, window: day, scope: app}}\nurns: {person: {key: string}}\n";

#[test]
fn change_of_each_kind_touches_programs_that_use_the_part_and_no_other() {
    let get: &[&str] = &["Client::orders", "shop::Orders::get"];
    let create: &[&str] = &["Client::orders", "shop::Orders::create", "shop::NewOrder", "shop::NewOrder::new"];
    let delete: &[&str] = &["Client::orders", "shop::Orders::delete"];
    let find: &[&str] = &["Client::orders", "shop::Orders::find_by_owner"];
    let matches: &[&str] = &["shop::State::Open"];
    let holds: &[&str] = &["shop::Order"];
    let field: &[&str] = &["shop::Order::note"];
    // The text before and after, a program that is touched, and one that is not.
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("note?: string", "note: string", create, delete),
        ("note?: string", "remark?: string", field, get),
        ("total: long", "total: string", get, delete),
        ("total: long", "total: string", find, matches),
        ("total: long", "total: long\n      more: long", create, delete),
        ("total: long", "total: long\n      more: long", create, holds),
        ("owner?: urn:person", "owner?: string", get, delete),
        ("city: string", "city: long", get, delete),
        ("[OPEN, SHUT]", "[SHUT]", matches, get),
        ("[OPEN, SHUT]", "[OPEN, SHUT, LOST]", matches, get),
        ("weight: long", "weight: string", get, create),
        ("deep?: string", "deep?: long", get, matches),
        ("limit?: int", "limit?: int, page: int", find, get),
        ("{orderId: long}", "{orderId: string}", delete, find),
        ("get: {permissions: [read]", "get: {permissions: [write]", get, delete),
        ("collection: Order", "rust: purchases\n    collection: Order", get, holds),
        ("limit: 9", "limit: 8", get, delete),
        ("path: /v2", "path: /v3", delete, holds),
        ("person: {key: string}", "person: {key: long}", find, delete),
        ("  Order:\n", "  Order:\n    rust: Purchase\n", holds, field),
        ("read_only: [id]", "read_only: [id, note]", create, get),
        ("delete: , ", "", delete, get),
        ("total: long", "sum: {rust: total, type: long}", get, delete),
        ("note?: string", "remark?: {rust: note, type: string}", field, delete),
        ("read: {doc: Reads.}", "read: {doc: Reads., rust: reading}", &["api::permissions::READ"], get),
        ("main: {url", "main: {rust: first, url", &["api::bases::MAIN"], get),
        ("read_only: [id]", "read_only: [id, note]", &["shop::NewOrder::note"], get),
        ("get: {permissions: [read]", "get: {permissions: [write]", &["permits::shop::OrdersGet"], holds),
    ];
    let api = API.to_owned() + TABLES;
    let before = load(&api, PRODUCT);
    for (from, to, hit, spared) in cases {
        let both = [&api, PRODUCT].map(|text| text.replacen(from, to, 1));
        assert_ne!(both.concat(), [&api, PRODUCT].concat(), "{from}");
        let after = load(&both[0], &both[1]);
        let used = |items: &[&str]| touches(&before, &after, &items.iter().map(|item| at(item, 1)).collect::<Vec<_>>());
        let names = |found: Touches| found.all.iter().map(|one| format!("{} {}", one.change.name(), one.change.place)).collect::<Vec<_>>();
        assert!(!names(used(hit)).is_empty(), "{from} -> {to} is missed by {hit:?}: {:?}", diff(&before, &after).all);
        assert_eq!(names(used(spared)), [""; 0], "{from} -> {to} touches {spared:?}");
    }
}

#[test]
fn program_of_another_client_is_told_with_the_names_that_are_not_known() {
    let before = load(&(API.to_owned() + TABLES), PRODUCT);
    let found = touches(&before, &before, &[at("shop::Orders::get", 1), at("shop::Order::gone", 2), at("Client", 3)]);
    assert_eq!(found.unknown, [at("shop::Order::gone", 2)]);
    assert_eq!((found.calls, found.others), (1, 0));
}
