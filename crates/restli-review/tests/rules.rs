//! The table of rules: nothing is missing in it without a reason, and the documentation shows it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use restli_review::diff::{Action, Area, Direction, Kind, Order, RULES, Rule, Rust, Verdict, Wire, rule};

/// The reason that an area lacks a kind of fact: what the kind is about.
fn absence(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::Itself | K::Required | K::Choice => "a part is optional, required or one of several, and the API is always there",
        K::RustName => "only what programs name has a name in Rust, which other parts take from their wire name",
        K::WireName => "a wire name that tells a part cannot change: the part would be another one",
        K::Home => "only what stands in a product by itself moves to another product: other parts move with what holds them",
        K::Namespace => "namespaces belong to the API, to products and to URN types; of a type it is in its full name",
        K::Doc => "only the OAuth settings and parts without words of their own have no documentation",
        K::Evidence => "parts have the evidence of what holds them",
        K::Extensions => "the language keeps words of others only where imports bring them",
        K::Deprecated => "only what programs call, build or read is deprecated",
        K::Retired | K::ReplacedBy => "only calls and permissions end on a date, with something in their place",
        K::Since | K::Until | K::Pinned => "only what requests and values hold comes and goes with versions",
        K::Type | K::Presence | K::Default => "only parts with values have a type, and may be absent",
        K::Kind => "only resources and types are of several kinds",
        K::Permissions => "permissions are those of calls and of fields",
        K::Roles | K::Quotas | K::Actor | K::Errors | K::Success | K::Example => "a fact about calls",
        K::Host | K::Path | K::Base | K::Family | K::Header => "addresses and headers belong to bases, families and the API",
        K::Style | K::ProjectionRequired => "projections are accepted by calls, in the style of their base",
        K::Unstructured | K::KeyForm | K::KeyName | K::ReadOnly | K::CreateOnly | K::Demanded | K::Initial => {
            "a fact about the entities of a resource"
        }
        K::Form => "only a parameter is sent in the form of a create",
        K::OnEntity
        | K::BatchParam
        | K::Keys
        | K::Returns
        | K::Metadata
        | K::Paging
        | K::PageSize
        | K::PageMax
        | K::ReturnsEntity
        | K::Keyless
        | K::Repeatable
        | K::Look
        | K::BatchMax
        | K::OtherVersions
        | K::Media
        | K::Upload => "a fact about single methods",
        K::Samples => "samples lie beside the API as a whole",
        K::Select => "a fact about named projections",
        K::Includes | K::Open => "a fact about records",
        K::Decorates | K::Visibility | K::Hidden => "a fact about fields",
        K::Null | K::Bare => "a fact about unions",
        K::Urns => "a fact about choices between URN types",
        K::Reserved | K::Escape => "a fact about text formats",
        K::Size => "a fact about fixed byte strings",
        K::UrnKey | K::Longest => "a fact about URN types",
        K::Body | K::EventPaths => "a fact about events",
        K::PinnedVersion => "a fact about version families",
        K::Revision | K::Sunset => "a fact about dated versions",
        K::AppProduct | K::Approval | K::ActsAs | K::NotWith => "a fact about permissions",
        K::Within => "a fact about roles",
        K::Limit | K::Window | K::Starts | K::Scope => "a fact about quotas",
        K::Status | K::Known | K::When | K::Passes => "a fact about errors",
        K::Formats | K::LeastBytes | K::MostBytes | K::MostPixels | K::LeastSeconds | K::MostSeconds | K::MostPages => {
            "a fact about media rules"
        }
        K::RetryStatuses | K::UploadHosts => "a fact about the API as a whole",
        K::Authorization
        | K::NativeAuthorization
        | K::TokenEndpoint
        | K::Introspection
        | K::OpenId
        | K::ScopeSeparator
        | K::Credentials
        | K::TokenType
        | K::AccessToken
        | K::RefreshToken
        | K::ClientToken
        | K::Code
        | K::Settle
        | K::WarnBefore => "a fact about logins",
    }
}

/// The reason that two values of an order never show an action; `None` if they can.
fn impossible(order: Order, action: Action) -> Option<&'static str> {
    if order.actions().contains(&action) {
        return None;
    }
    Some(match (order, action) {
        (Order::Existence, _) => "a part is there or not: what it is, its facts say",
        (_, Action::Added | Action::Removed) => "the fact is always there, and an empty value is a value",
        (Order::Allows | Order::Demands, _) => "an amount is more or less than another one, or another",
        (Order::Equality | Order::Meaning, Action::Widened | Action::Narrowed) => {
            "values of this kind are not more or less than each other"
        }
        (Order::Presence, Action::Changed) => "of two presences, one always allows more, or Rust alone tells them apart",
        (_, Action::Moved) => "only a place moves",
        (_, Action::Renamed) => "only a name in Rust is renamed",
        (Order::Home, _) => "a place only moves",
        (Order::Name, _) => "a name only becomes another one",
        (_, Action::Retyped) => "only types and presences become other types in Rust",
        (_, Action::Respelled) => "there is one way to say it",
        (order, action) => panic!("no reason why {order:?} never shows {action:?}"),
    })
}

#[test]
fn hole_in_the_table_of_rules_has_a_written_reason() {
    let mut seen = BTreeSet::new();
    let (mut verdicts, mut holes) = (0, 0);
    for area in Area::ALL {
        for kind in Kind::ALL {
            let Some(rule) = rule(*area, *kind) else {
                assert!(!absence(*kind).is_empty());
                holes += Action::ALL.len() * Direction::ALL.len();
                continue;
            };
            assert!(seen.insert((*area, *kind)));
            for action in Action::ALL {
                let is_hole = impossible(rule.order, action).is_some();
                for direction in Direction::ALL {
                    if is_hole {
                        holes += 1;
                        continue;
                    }
                    verdicts += 1;
                    let wire = rule.wire(action, direction);
                    let carries_values = matches!(rule.wire, Wire::Values(_));
                    assert!(
                        carries_values || Direction::ALL.iter().all(|other| rule.wire(action, *other) == wire),
                        "{}",
                        rule.name(action)
                    );
                    assert!(!carries_values || direction != Direction::Unused || wire == Verdict::Compatible, "{}", rule.name(action));
                }
                assert!(is_hole || rule.wire != Wire::Nothing || rule.wire(action, Direction::Both) == Verdict::Compatible);
                assert!(is_hole || rule.rust != Rust::Nothing || rule.rust(action) == Verdict::Compatible);
            }
        }
    }
    assert_eq!(seen.len(), RULES.len(), "no rule stands twice");
    assert_eq!(verdicts + holes, Area::ALL.len() * Kind::ALL.len() * Action::ALL.len() * Direction::ALL.len());
}

#[test]
fn names_of_rules_differ() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        for action in rule.order.actions() {
            assert!(names.insert(rule.name(*action)), "{} stands twice", rule.name(*action));
        }
    }
}

#[test]
fn worse_direction_of_two_is_that_of_both() {
    for rule in RULES {
        for action in rule.order.actions() {
            let one_way = rule.wire(*action, Direction::Sent).max(rule.wire(*action, Direction::Received));
            assert_eq!(rule.wire(*action, Direction::Both), one_way, "{}", rule.name(*action));
        }
    }
}

/// The verdicts of Rest.li's own checker (docs/formats.md §4) for values that travel both ways: a rule, an action, and `I` for incompatible,
/// `W` for compatible on the wire, `C` for compatible. Where ours is another, the reason stands behind it.
const RESTLI: &[(Area, Kind, Action, char, &str)] = &[
    (Area::Field, Kind::Itself, Action::Added, 'C', ""),
    (Area::Field, Kind::Required, Action::Added, 'I', ""),
    (Area::Field, Kind::Required, Action::Removed, 'I', ""),
    (Area::Field, Kind::Itself, Action::Removed, 'I', ""),
    (Area::Field, Kind::Presence, Action::Narrowed, 'I', ""),
    (Area::Field, Kind::Presence, Action::Widened, 'I', ""),
    (Area::Field, Kind::Presence, Action::Retyped, 'I', "it breaks Avro, and JSON has the same values"),
    (Area::Field, Kind::Type, Action::Changed, 'I', ""),
    (Area::Field, Kind::Type, Action::Respelled, 'I', "another name for a type is not on the wire"),
    (Area::Symbol, Kind::Choice, Action::Added, 'W', ""),
    (Area::Symbol, Kind::Choice, Action::Removed, 'I', ""),
    (Area::Member, Kind::Choice, Action::Added, 'I', ""),
    (Area::Member, Kind::Choice, Action::Removed, 'I', ""),
    (Area::Type, Kind::Size, Action::Changed, 'I', ""),
    (Area::Type, Kind::WireName, Action::Changed, 'I', "JSON has the name only as the key of a union's member, which is told itself"),
    (Area::Resource, Kind::Itself, Action::Added, 'C', ""),
    (Area::Resource, Kind::Itself, Action::Removed, 'I', ""),
    (Area::Resource, Kind::Path, Action::Changed, 'I', ""),
    (Area::Resource, Kind::Kind, Action::Changed, 'I', ""),
    (Area::Resource, Kind::ReadOnly, Action::Narrowed, 'I', ""),
    (Area::Resource, Kind::ReadOnly, Action::Widened, 'I', "a field that may be sent, and need not be, disturbs no client"),
    (Area::Resource, Kind::KeyForm, Action::Changed, 'I', ""),
    (Area::Key, Kind::Required, Action::Added, 'I', ""),
    (Area::Key, Kind::Required, Action::Removed, 'I', ""),
    (Area::AltKey, Kind::Itself, Action::Added, 'C', ""),
    (Area::AltKey, Kind::Itself, Action::Removed, 'I', ""),
    (Area::Method, Kind::Itself, Action::Added, 'C', ""),
    (Area::Method, Kind::Itself, Action::Removed, 'I', ""),
    (Area::Param, Kind::Itself, Action::Added, 'C', ""),
    (Area::Param, Kind::Required, Action::Added, 'I', ""),
    (Area::Param, Kind::Itself, Action::Removed, 'I', ""),
    (Area::Param, Kind::Presence, Action::Widened, 'C', ""),
    (Area::Param, Kind::Presence, Action::Narrowed, 'I', ""),
    (Area::Param, Kind::Default, Action::Changed, 'C', "a call without the parameter means something else"),
    (Area::Method, Kind::Metadata, Action::Added, 'C', ""),
    (Area::Method, Kind::Metadata, Action::Removed, 'I', ""),
    (Area::Method, Kind::Paging, Action::Widened, 'C', ""),
    (Area::Method, Kind::Paging, Action::Narrowed, 'I', ""),
    (Area::Method, Kind::Keys, Action::Changed, 'I', ""),
    (Area::Method, Kind::BatchParam, Action::Changed, 'I', ""),
    (Area::Method, Kind::Returns, Action::Added, 'I', ""),
    (Area::Method, Kind::Returns, Action::Removed, 'I', ""),
    (Area::Method, Kind::BatchMax, Action::Narrowed, 'I', ""),
    (Area::Method, Kind::BatchMax, Action::Widened, 'C', ""),
    (Area::Method, Kind::Errors, Action::Changed, 'I', "the list has what is worth knowing, and is no promise"),
    (Area::Error, Kind::Status, Action::Changed, 'I', "a client that meets it still meets an error"),
];

#[test]
fn verdict_that_differs_from_that_of_the_checker_of_rest_li_has_a_reason() {
    for (area, kind, action, theirs, reason) in RESTLI {
        let rule = rule(*area, *kind).expect("a rule");
        let ours = match rule.wire(*action, Direction::Both) {
            Verdict::Compatible => 'C',
            Verdict::Behaviour => 'W',
            Verdict::Breaks => 'I',
        };
        assert_eq!(ours == *theirs, reason.is_empty(), "{}: ours is {ours}, theirs {theirs}", rule.name(*action));
    }
}

/// The direction words of a verdict that depends on the direction.
fn on_the_wire(rule: Rule, action: Action) -> String {
    let [sent, received] = [Direction::Sent, Direction::Received].map(|direction| rule.wire(action, direction));
    if sent == received { sent.word().to_owned() } else { format!("sent: {sent}; received: {received}") }
}

/// The table of verdicts: a line for each rule and each set of verdicts.
fn table() -> String {
    let mut out = String::from("| Fact | Change | Wire | Rust |\n| --- | --- | --- | --- |\n");
    for rule in RULES {
        let mut rows: Vec<(String, &str, Vec<&str>)> = Vec::new();
        for action in rule.order.actions() {
            let (wire, rust) = (on_the_wire(*rule, *action), rule.rust(*action).word());
            match rows.iter_mut().find(|row| row.0 == wire && row.1 == rust) {
                Some(row) => row.2.push(action.word()),
                None => rows.push((wire, rust, vec![action.word()])),
            }
        }
        let fact = match rule.kind {
            Kind::Itself | Kind::Choice => rule.area.word().to_owned(),
            Kind::Required => format!("{}, required", rule.area.word()),
            kind => format!("{}: {}", rule.area.word(), kind.word()),
        };
        for (wire, rust, actions) in rows {
            let _ = writeln!(out, "| {fact} | {} | {wire} | {rust} |", actions.join(", "));
        }
    }
    out
}

#[test]
fn page_of_the_diff_shows_the_table_of_verdicts() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diff.md");
    let page = std::fs::read_to_string(&path).expect("docs/diff.md");
    let (begin, end) = ("<!-- verdicts: begin -->\n", "<!-- verdicts: end -->");
    let (head, rest) = page.split_once(begin).expect("the begin of the table");
    let (_, tail) = rest.split_once(end).expect("the end of the table");
    let wanted = format!("{head}{begin}\n{}\n{end}{tail}", table());
    if page != wanted && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, wanted).expect("written");
        return;
    }
    assert!(page == wanted, "docs/diff.md is out of date: `INSTA_UPDATE=always cargo test -p restli-review --test rules` writes it anew");
}
