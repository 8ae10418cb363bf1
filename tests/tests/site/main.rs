//! The reference sites of the APIs of this repository, of a large schema and of one with hostile names: no dead link, no page that is too large, an order
//! that readers and screen readers can follow.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod page;
mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use page::Page;
use restli_schema::load_texts;
use restli_schema::requests::Request;
use restli_site::{FileSet, HOME, MARKER, Settings};

/// The largest page, in bytes.
const MOST_BYTES: usize = 50_000;

/// The most nodes of a document, texts between elements among them.
const MOST_NODES: usize = 3000;

fn site_of(folder: &Path) -> FileSet {
    let loaded = restli_schema::load_dir(folder).unwrap_or_else(|error| panic!("{}", error.render(false)));
    restli_site::site(&restli_codegen::plan(&loaded.api), &Settings::default()).expect("a site")
}

/// Reads every page, and panics with all their faults.
fn check(name: &str, files: &FileSet) {
    let pages: BTreeMap<&str, Page<'_>> =
        files.iter().filter_map(|(file, text)| Some((file.as_str(), file.strip_suffix(".html").map(|_| Page::read(text))?))).collect();
    assert!(pages.contains_key(HOME), "{name}: no first page");
    let mut faults: Vec<String> = Vec::new();
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, page) in &pages {
        let mut fault = |what: String| faults.push(format!("{name}/{file}: {what}"));
        let (bytes, nodes) = (files.get(*file).map_or(0, String::len), page.nodes);
        if bytes > MOST_BYTES || nodes > MOST_NODES {
            fault(format!("{bytes} bytes, {nodes} nodes"));
        }
        page.faults.iter().for_each(|what| fault(what.clone()));
        if let Some(other) = titles.insert(page.title, file) {
            fault(format!("the title of {other}: {}", page.title));
        }
        for href in &page.links {
            let dead = match href.split_once('#') {
                _ if href.starts_with("https://") || href.starts_with("http://") || *href == "data:," => None,
                None => (!files.contains_key(*href)).then_some("no such file"),
                Some(("", id)) => (!page.has(id)).then_some("no such place"),
                Some((target, id)) => (!pages.get(target).is_some_and(|target| target.has(id))).then_some("no such place"),
            };
            if let Some(why) = dead {
                fault(format!("{href}: {why}"));
            }
        }
    }
    faults.extend(unreachable(name, &pages));
    faults.extend(dead_in_search(name, files, &pages));
    faults.extend(
        files
            .iter()
            .filter(|(_, text)| !text.lines().next().is_some_and(|line| line.contains(MARKER)))
            .map(|(file, _)| format!("{file}: no mark")),
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}

/// Pages that no way leads to from the first one.
fn unreachable(name: &str, pages: &BTreeMap<&str, Page<'_>>) -> Vec<String> {
    let (mut seen, mut open) = (BTreeSet::from([HOME]), vec![HOME]);
    while let Some(file) = open.pop() {
        let links = pages.get(file).map(|page| page.links.as_slice()).unwrap_or_default();
        open.extend(
            links.iter().filter_map(|href| href.split('#').next()).filter(|target| pages.contains_key(target) && seen.insert(target)),
        );
    }
    pages.keys().filter(|file| !seen.contains(*file)).map(|file| format!("{name}/{file}: no link leads there")).collect()
}

/// Addresses in the data of the search that lead nowhere.
fn dead_in_search(name: &str, files: &FileSet, pages: &BTreeMap<&str, Page<'_>>) -> Vec<String> {
    let data = files.get("search-data.js").expect("the data of the search");
    let rows: Vec<Vec<serde_json::Value>> =
        data.lines().filter_map(|line| serde_json::from_str(line.strip_prefix('[').and(line.strip_suffix(','))?).ok()).collect();
    assert!(rows.len() + 4 > data.lines().count(), "{name}: rows of the search that are no arrays");
    let hrefs = rows.iter().filter_map(|row| row.last()?.as_str());
    let is_dead = |href: &&str| match href.split_once('#') {
        Some((file, id)) => !pages.get(file).is_some_and(|page| page.has(id)),
        None => !pages.contains_key(href),
    };
    hrefs.filter(is_dead).map(|href| format!("{name}: the search leads to {href}, which is not there")).collect()
}

#[test]
fn sites_of_the_apis_of_this_repository_have_no_dead_link_and_no_large_page() {
    for folder in ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"] {
        check(folder, &site_of(&restli_testing::workspace().join(folder)));
    }
}

#[test]
fn site_of_a_thousand_operations_has_no_dead_link_and_no_large_page() {
    let folder = tempfile::tempdir().expect("a folder");
    restli_testing::synth::write(folder.path(), 1000, 1).expect("written");
    check("a thousand operations", &site_of(folder.path()));
}

#[test]
fn site_of_hostile_texts_and_long_lists_is_whole() {
    let api = r#"
api: odd
doc: "<script>alert(1)</script> & `<b>` [x](javascript:alert(1)) javascript:alert(1)"
namespace: com.example
bases: {main: {url: "https://api.example.com", path: /v1, doc: "\"'<>"}}
permissions:
  "https://scopes.example/a?b=c&d#e": {doc: "A `</code><i>` of https://x.example/\"onmouseover=alert(1)."}
  A_B: {doc: One.}
  a_b: {doc: Two., rust: other}
errors:
  X: {status: 400, cause: "</p></main><h1>", remedy: "- one\n- two `three"}
sources: {s: {title: "<i>title</i>", page: "https://x.example/?a=1&b=\"2\""}}
"#;
    let symbols = (0..2500).map(|number| format!("S{number}")).collect::<Vec<_>>().join(", ");
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<Vec<_>>().join("\n");
    let fields = lines(900, &|number| format!("      f{number}: {{type: Big, doc: \"Field {number} <&>.\"}}"));
    let finders =
        lines(120, &|number| format!("      f{number}: {{doc: Finder {number}., permissions: [a_b], params: {{p: string, r?: string}}}}"));
    let product = format!(
        "product: index\ndoc: \"One.\\n\\n    two\\n```\\n<pre>\\n\"\ntypes:\n  Big: {{enum: [{symbols}]}}\n  Wide:\n    fields:\n{fields}\nresources:\n  \
         main:\n    collection: Wide\n    key: {{id: long}}\n    source: s\n    methods:\n      get: {{permissions: [\"https://scopes.example/a?b=c&d#e\"], errors: [X]}}\n    finders:\n{finders}"
    );
    let loaded = load_texts([("api.yaml", api), ("index.yaml", &product)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let files = restli_site::site(&restli_codegen::plan(&loaded.api), &Settings::default()).expect("a site");
    check("hostile", &files);
    for (file, text) in &files {
        for marker in ["<script>", "href=\"javascript:", "<i>", "onmouseover=alert(1)\""] {
            assert!(!text.contains(marker), "{file} has {marker}");
        }
    }
}

#[test]
fn site_of_an_api_without_products_is_whole() {
    let api = "api: bare\nnamespace: com.example\nbases: {main: {url: \"https://api.example.com\", path: /v1}}\n";
    let loaded = load_texts([("api.yaml", api)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    check("bare", &restli_site::site(&restli_codegen::plan(&loaded.api), &Settings::default()).expect("a site"));
}

#[test]
fn site_of_one_schema_is_the_same_every_time() {
    let folder = restli_testing::workspace().join("schema/linkedin");
    assert!(site_of(&folder) == site_of(&folder), "two sites of one schema differ");
}

/// The misfits of the requests that the pages show, made of believable values or of samples.
fn misfits(folder: &Path) -> Vec<String> {
    let loaded = restli_schema::load_dir(folder).unwrap_or_else(|error| panic!("{}", error.render(false)));
    let (api, plan) = (&loaded.api, restli_codegen::plan(&loaded.api));
    let functions = restli_codegen::functions(&plan, None).expect("functions");
    let mut found = Vec::new();
    for (resource, functions) in plan.resources.iter().zip(&functions) {
        for (method, function) in resource.methods.iter().zip(functions).filter(|(method, _)| method.alt_key.is_none()) {
            let (declared, request) = (&api[resource.id], function.request.as_ref());
            let Some((request, kind)) = request.zip(declared.methods.get(method.index)) else {
                found.push(format!("{}: no request", method.id));
                continue;
            };
            let body = (!request.is_tunnelled()).then_some(request.body.as_str());
            let sent = Request { path: request.path(), query: request.query(), body };
            found.extend(
                restli_schema::requests::misfits(api, declared, kind, sent, None).iter().map(|misfit| format!("{}: {misfit:?}", method.id)),
            );
        }
    }
    found
}

#[test]
fn requests_that_pages_show_are_those_of_their_operations() {
    let folder = tempfile::tempdir().expect("a folder");
    restli_testing::synth::write(folder.path(), 40, 1).expect("written");
    let workspace = restli_testing::workspace();
    let own =
        ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"].map(|folder| workspace.join(folder));
    for folder in own.iter().map(std::path::PathBuf::as_path).chain([folder.path()]) {
        assert_eq!(misfits(folder), [""; 0], "{}", folder.display());
    }
}
