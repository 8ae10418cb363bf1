//! The reports of a small change, in every form.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use restli_review::diff::{Accepted, Bump, Change, Changes, Report, Side, Verdict, diff};
use restli_schema::Loaded;

const API: &str = "api: shop
namespace: com.example
bases: {main: {url: 'https://api.example.com', path: /v1, versions: monthly}}
versions: {monthly: {header: Api-Version, pinned: 202601, released: {202601: , 202602: }}}
quotas: {daily: {limit: 20000, window: day, scope: app}}
rules: {base: main, quotas: [daily]}
";

const WARES: &str = "product: wares
types:
  Tone: {enum: {CALM: , LOUD: }}
  Ware: {fields: {id: long, note?: string, tone?: Tone, old?: {type: string, until: 202602}, new?: {type: string, since: 202602}}}
resources:
  wares: {collection: Ware, key: {wareId: long}, methods: {get: , create: , delete: {until: 202602}}}
";

fn load(api: &str, wares: &str) -> Loaded {
    restli_schema::load_texts([("api.yaml", api), ("wares.yaml", wares)]).unwrap_or_else(|report| panic!("{}", report.render(false)))
}

fn shop() -> Loaded {
    load(API, WARES)
}

/// The shop with a smaller quota, without a field, with a new symbol and with words about a record.
fn changed() -> Loaded {
    let wares = WARES.replace("note?: string, ", "").replace("LOUD: ", "LOUD: , SHRILL: ");
    load(&API.replace("20000", "10000"), &wares.replace("Ware: {fields", "Ware: {doc: \"Something | on a *shelf*.\", fields"))
}

fn lines(changes: &Changes) -> Vec<String> {
    changes.all.iter().map(|change| format!("{} ({}, {})", change.sentence(), change.wire, change.rust)).collect()
}

/// The forms of a report: text, text with colours, Markdown, JSON, annotations.
fn forms(all: bool) -> [String; 5] {
    let (before, after) = (shop(), changed());
    let changes = diff(&before, Side::from(&after).below("now/"));
    let quota = changes.all.iter().find(|change| change.name() == "quota-limit-narrowed").map(Change::fingerprint).expect("the quota");
    let accepted = format!("# told in the letter of May\n{quota}: Nobody calls that often.\nc0000000000000000: Long ago.\n");
    let accepted = Accepted::read("shop.accepted.yaml", &accepted).expect("accepted changes");
    let report = Report { before: "HEAD", after: "schema/shop", changes: &changes, accepted: &accepted, all };
    [report.text(false), report.text(true), report.markdown(), format!("{:#}", report.json()), report.github()]
}

#[test]
fn report_for_a_terminal_has_the_worst_changes_first() {
    let [text, ..] = forms(false);
    insta::assert_snapshot!(text);
}

#[test]
fn report_for_a_terminal_with_colours_paints_headings_alone() {
    let [plain, painted, ..] = forms(false);
    assert!(painted.contains("\n\u{1b}[1;31mBreaks\u{1b}[0m\n"), "{painted}");
    assert_eq!((plain.matches('\u{1b}').count(), painted.matches('\u{1b}').count()), (0, 4));
}

#[test]
fn report_for_a_review_is_markdown() {
    let [_, _, markdown, ..] = forms(true);
    insta::assert_snapshot!(markdown);
}

#[test]
fn report_for_programs_is_json() {
    let [.., json, _] = forms(false);
    insta::assert_snapshot!(json);
}

#[test]
fn report_for_a_workflow_has_an_annotation_for_each_change() {
    let [.., annotations] = forms(false);
    insta::assert_snapshot!(annotations);
}

#[test]
fn same_schema_has_no_changes_and_needs_no_version() {
    let changes = diff(&shop(), &shop());
    assert!(changes.all.is_empty());
    assert_eq!((changes.wire(), changes.rust(), changes.bump()), (Verdict::Compatible, Verdict::Compatible, Bump::None));
}

#[test]
fn versions_of_one_schema_differ_by_what_comes_and_goes() {
    let shop = shop();
    let at = |version| Side::at(&shop, version).expect("a version");
    let told = lines(&diff(at(202_601), at(202_602)));
    let wanted = [
        "method `wares.wares.delete`: gone (breaks, behaviour)",
        "field `old` of `wares.Ware`: gone (breaks, breaks)",
        "field `new` of `wares.Ware`: new (compatible, compatible)",
    ];
    assert_eq!(told, wanted);
    assert!(Side::at(&shop, 202_603).is_none());
}

#[test]
fn version_that_only_some_families_have_says_nothing_of_the_others() {
    let api = "api: shop\nbases:
  a: {url: \"https://a.example.com\", versions: slow}
  b: {url: \"https://b.example.com\", versions: quick}
versions:
  slow: {header: X-V, pinned: 202602, released: {202601: , 202602: , 202603: }}
  quick: {header: X-V, pinned: 202606, released: {202602: , 202606: }}
";
    let product = "product: shop
types: {Ware: {fields: {id: long}}}
resources:
  a: {base: a, collection: Ware, key: {id: long}, methods: {get: , create: {since: 202602}, delete: {since: 202603}}}
  b: {base: b, collection: Ware, key: {id: long}, methods: {get: , delete: {since: 202606}}}
";
    let shop = load(api, product);
    let at = |version| Side::at(&shop, version).expect("a version");
    let told = |before: Side<'_>, after: Side<'_>| before.comparable(after).map(|[before, after]| lines(&diff(before, after)));
    assert_eq!(told(at(202_602), at(202_606)), Some(vec!["method `shop.b.delete`: new (compatible, compatible)".to_owned()]));
    assert_eq!(told(at(202_601), at(202_602)), Some(vec!["method `shop.a.create`: new (compatible, compatible)".to_owned()]));
    assert_eq!(told(at(202_601), at(202_606)), None);
    let pinned = |version| Side::pinned(&shop, version).expect("a version");
    assert_eq!(pinned(202_602).versions().into_iter().collect::<Vec<_>>(), [202_602, 202_606]);
    assert_eq!(told(at(202_603), pinned(202_603)), Some(vec!["method `shop.a.delete`: gone (breaks, behaviour)".to_owned()]));
}

#[test]
fn fingerprint_of_a_change_stays_when_lines_move() {
    let fingerprints = |after: &Loaded| diff(&shop(), after).all.iter().map(Change::fingerprint).collect::<Vec<_>>();
    let wares = WARES.replace("note?: string, ", "");
    assert_eq!(fingerprints(&load(API, &wares)), fingerprints(&load(API, &wares.replace("types:\n", "\n\n# Types.\ntypes:\n"))));
    assert_ne!(fingerprints(&load(API, &wares)), fingerprints(&load(API, &WARES.replace("tone?: Tone, ", ""))));
}

#[test]
fn direction_of_a_field_is_that_of_the_operations_that_reach_it() {
    let wares = WARES.replace("{get: , create: , delete", "{get: , delete");
    let (before, after) = (load(API, &wares), load(API, &wares.replace("note?: string, ", "")));
    assert_eq!(lines(&diff(&before, &after)), ["field `note` of `wares.Ware`: gone (behaviour, breaks)"]);
}

#[test]
fn operation_that_moves_to_another_product_breaks_use_paths_only() {
    let moved = "product: goods\n".to_owned() + WARES.split_once('\n').expect("a line").1;
    let changes = diff(&shop(), &load(API, &moved));
    let of_wire = |change: &&Change| change.wire == Verdict::Breaks;
    let told: Vec<String> = changes.all.iter().filter(of_wire).map(Change::sentence).collect();
    assert_eq!(told, ["product `wares`: gone"]);
    assert!(lines(&changes).contains(&"resource `goods.wares`: moved from the product `wares` to `goods` (compatible, breaks)".to_owned()));
}

#[test]
fn control_characters_in_names_of_sides_and_files_never_reach_a_report() {
    let (before, after) = (shop(), changed());
    let changes = diff(Side::from(&before).below("a\n/"), Side::from(&after).below("b\u{1b}/"));
    let report = Report { before: "a\u{1b}", after: "b\u{202e}", changes: &changes, accepted: &Accepted::default(), all: true };
    for text in [report.text(false), report.markdown(), report.github()] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']) && !text.contains("a\n/"), "{text:?}");
    }
}

#[test]
fn accepted_changes_without_a_reason_are_refused() {
    assert_eq!(Accepted::read("a.yaml", "# none yet\n"), Ok(Accepted::default()));
    for text in ["- c1\n", "c1:\n", "c1: ''\n", "c1: 5\n", "just words\n"] {
        let error = Accepted::read("a.yaml", text).expect_err(text);
        assert!(error.contains("a.yaml") && error.contains("reason"), "{error}");
    }
    assert!(Accepted::read("a.yaml", "c1: [\n").is_err());
}
