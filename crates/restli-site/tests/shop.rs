//! The pages of a small schema with something of everything, as snapshots.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use restli_schema::load_texts;
use restli_site::{FileSet, Settings, site};

fn shop() -> FileSet {
    let files = [
        ("api.yaml", include_str!("shop/api.yaml")),
        ("shop.yaml", include_str!("shop/shop.yaml")),
        ("samples/shop.orders.create_request.txt", include_str!("shop/samples/shop.orders.create_request.txt")),
        ("samples/shop.orders.get_response.json", include_str!("shop/samples/shop.orders.get_response.json")),
        ("samples/shop.OrderEvent_payload.json", include_str!("shop/samples/shop.OrderEvent_payload.json")),
    ];
    let loaded = load_texts(files).unwrap_or_else(|report| panic!("{}", report.render(false)));
    assert_eq!(loaded.render_warnings(false), "");
    let settings = Settings { front_door: None, repository: Some("https://code.example/shop/".to_owned()) };
    site(&restli_codegen::plan(&loaded.api), &settings).expect("a site")
}

/// The content of a page: a line per element, so that a change of one is one line.
fn content(page: &str) -> String {
    let (_, main) = page.split_once("<main").expect("a main part");
    let (main, _) = main.split_once("</main>").expect("an end");
    let mut out = String::new();
    for line in main.split_once('>').map(|(_, inside)| inside).unwrap_or_default().replace("><", ">\n<").lines() {
        out.extend([line, "\n"]);
    }
    out
}

#[test]
fn pages_of_a_small_schema_are_as_reviewed() {
    let files = shop();
    for name in [
        "index.html",
        "product-shop.html",
        "resource-shop.orders.html",
        "resource-shop.orders-lines.html",
        "type-shop.Order.html",
        "type-shop.Payment.html",
        "type-shop.OrderState.html",
        "permission-w_orders.html",
        "error-OUT_OF_STOCK.html",
        "urn-shop.order.html",
        "versions.html",
        "quotas.html",
        "roles.html",
        "media.html",
        "events.html",
        "login.html",
        "evidence.html",
        "all.html",
    ] {
        let page = files.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", files.keys()));
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.trim_end_matches(".html"), content(page));
        });
    }
}

#[test]
fn frame_and_search_of_a_small_schema_are_as_reviewed() {
    let files = shop();
    let page = files.get("type-shop.Order.html").expect("a page");
    let (before, rest) = page.split_once("<main").expect("a main part");
    let (_, after) = rest.split_once("</main>").expect("an end");
    let frame = format!("{before}<main>\n...\n</main>{after}").replace("><", ">\n<");
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("frame", frame);
        insta::assert_snapshot!("search-data", files.get("search-data.js").expect("the data"));
    });
}

#[test]
fn site_loads_nothing_from_elsewhere() {
    for (name, text) in shop() {
        let loads = ["src=\"http", "@import", "url(", "fetch(", "XMLHttpRequest", "import(", "rel=\"stylesheet\" href=\"http"];
        let found: Vec<&str> = loads.into_iter().filter(|load| text.contains(load)).collect();
        assert_eq!(found, [""; 0], "{name}");
    }
}
