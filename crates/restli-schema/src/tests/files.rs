//! Products, and shared parts, that are folders of files.

use crate::api::{Requirement, TypeKind};
use crate::{Loaded, Report, load_texts};

const API: &str = "api: test\nnamespace: com.example\nbases: {main: {url: 'https://api.example.com', path: /v1}}\npermissions: {r_ads: {}}\n\
                   sources: {one: {title: One, page: 'https://example.com/1'}, two: {title: Two, page: 'https://example.com/2'}}\n";

fn digest(texts: &[(&str, &str)]) -> String {
    load_texts(texts.iter().copied()).unwrap_or_else(|report| panic!("{}", report.render(false))).api.hash
}

fn load(texts: &[(&str, &str)]) -> Result<Loaded, Report> {
    load_texts(std::iter::once(&("api.yaml", API)).chain(texts).copied())
}

#[test]
fn files_of_a_folder_are_one_product() {
    let resources = "product: ads\nsource: one\ndoc: Advertising.\nnamespace: com.example.ads\nrules: {permissions: [r_ads]}\n\
                     resources: {campaigns: {collection: Campaign, key: {id: long}, methods: {get: }}}\n";
    let types = "product: ads\nsource: two\ntypes: {Campaign: {fields: {id: long, creatives: [Creative]}}, Creative: {fields: {id: long}}}\n\
                 resources: {creatives: {collection: Creative, key: {id: long}, methods: {get: }}}\n";
    let api = load(&[("ads/campaigns.yaml", resources), ("ads/types.yaml", types), ("adverts.yaml", "product: adverts\n")])
        .unwrap_or_else(|report| panic!("{}", report.render(false)))
        .api;
    let products: Vec<_> = api.products().iter().map(|one| (one.name.wire.as_str(), one.doc.as_str(), one.namespace.as_str())).collect();
    assert_eq!(products, [("ads", "Advertising.", "com.example.ads"), ("adverts", "", "com.example")]);
    let types: Vec<_> = api.types().iter().map(|def| (def.full_name.as_str(), def.evidence.source.as_deref())).collect();
    assert_eq!(types, [("com.example.ads.Campaign", Some("two")), ("com.example.ads.Creative", Some("two"))]);
    let TypeKind::Record(campaign) = &api.types[0].kind else { panic!("a record") };
    assert_eq!(campaign.fields[1].ty.named(), api.type_ids().nth(1), "a type of another file needs no name of a product");
    for resource in api.resources() {
        assert_eq!(resource.product.index(), 0);
        assert!(matches!(resource.methods[0].requirement, Requirement::Scope(_)), "rules of the product hold in each of its files");
    }
}

#[test]
fn files_of_a_folder_keep_their_own_paths_in_problems() {
    let report = load(&[("ads/a.yaml", "product: ads\n"), ("ads/b.yaml", "product: ads\ntypes: {A: {fields: {a: Nothing}}}\n")])
        .map(|loaded| loaded.api.hash)
        .expect_err("an unknown type");
    assert_eq!(report.sources.place(report.diagnostics[0].span), "ads/b.yaml:2:25");
}

#[test]
fn shared_part_in_several_files_is_as_in_one() {
    let product = ("ads.yaml", "product: ads\ntypes: {C: {fields: {a: A, b: B}}}\n");
    let head = "api: test\nnamespace: com.example\nverified: docs\n";
    let (main, types) = ("bases: {main: {url: 'https://api.example.com'}}\n", "types: {A: {fields: {a: long}}, B: {bytes: 2}}\n");
    let whole = digest(&[("api.yaml", &format!("{head}{main}{types}")), product]);
    let parts =
        [("api/one.yaml", "types: {A: {fields: {a: long}}}\n"), ("api/three.yaml", head), ("api/two.yaml", "types: {B: {bytes: 2}}\n")];
    assert_eq!(digest(&[&parts[..], &[("api/bases.yaml", main), product]].concat()), whole);
    let beside = format!("{head}{main}");
    assert_eq!(digest(&[("api.yaml", &beside), ("api/types.yaml", types), product]), whole, "a file `api.yaml` beside the folder");
    let empty = [("api.yaml", beside.as_str()), ("api/none.yaml", ""), ("api/some.yaml", "types:\n"), ("api/types.yaml", types), product];
    assert_eq!(digest(&empty), whole, "files without content");
}

#[test]
fn shared_part_of_several_files_keeps_their_paths_in_problems() {
    let parts = [("api/a.yaml", "- a\n"), ("api/b.yaml", API), ("api/c.yaml", "quotas: {q: {limit: 0, window: day, scope: app}}\n")];
    let broken = load_texts([("api/a.yaml", API), ("api/b.yaml", "quotas: {"), ("one.yaml", "product: one\n")]);
    assert_eq!(broken.map(|loaded| loaded.api.hash).expect_err("a syntax error").diagnostics.len(), 1, "nothing else is missed");
    let report = load_texts(parts).map(|loaded| loaded.api.hash).expect_err("two problems");
    let places: Vec<_> = report.diagnostics.iter().map(|one| report.sources.place(one.span)).collect();
    assert_eq!(places, ["api/a.yaml:1:3", "api/c.yaml:1:21"]);
}
