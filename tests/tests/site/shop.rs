//! The pages of a small schema with something of everything, as snapshots.

use insta::{Settings as Snapshots, assert_snapshot};
use restli_site::{FileSet, Settings, site};

fn shop() -> FileSet {
    let folder = restli_testing::workspace().join("tests/tests/site/shop");
    let loaded = restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false)));
    assert_eq!(loaded.render_warnings(false), "");
    let settings = Settings { front_door: None, repository: Some("https://code.example/shop/".to_owned()) };
    site(&restli_codegen::plan(&loaded.api), &settings).expect("a site")
}

/// The pages whose content is a snapshot.
const PAGES: &[&str] = &[
    "index",
    "product-shop",
    "resource-shop.orders",
    "resource-shop.orders-lines",
    "type-shop.Order",
    "type-shop.Payment",
    "type-shop.OrderState",
    "permission-w_orders",
    "error-OUT_OF_STOCK",
    "urn-shop.order",
    "versions",
    "quotas",
    "roles",
    "media",
    "events",
    "login",
    "evidence",
    "all",
];

/// HTML with a line per element, so that a change of one is one line.
fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}

/// A page before its content, the content, and the page after it.
fn divided(page: &str) -> (&str, &str, &str) {
    let (before, rest) = page.split_once("<main id=\"-main\" tabindex=\"-1\">").expect("a beginning of the content");
    let (content, after) = rest.split_once("</main>").expect("an end of the content");
    (before, content, after)
}

fn snapshots() -> Snapshots {
    let mut snapshots = Snapshots::clone_current();
    snapshots.set_snapshot_path(restli_testing::workspace().join("tests/snapshots/site"));
    snapshots.set_prepend_module_to_snapshot(false);
    snapshots.set_omit_expression(true);
    snapshots
}

#[test]
fn pages_of_a_small_schema_are_as_reviewed() {
    let files = shop();
    for name in PAGES {
        let page = files.get(&format!("{name}.html")).unwrap_or_else(|| panic!("no {name} among {:?}", files.keys()));
        snapshots().bind(|| assert_snapshot!(*name, lines(divided(page).1)));
    }
}

#[test]
fn frame_and_search_of_a_small_schema_are_as_reviewed() {
    let files = shop();
    let (before, _, after) = divided(files.get("type-shop.Order.html").expect("a page"));
    snapshots().bind(|| {
        assert_snapshot!("frame", lines(&format!("{before}<main></main>{after}")));
        assert_snapshot!("search-data", files.get("search-data.js").expect("the data"));
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
