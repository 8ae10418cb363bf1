//! Refusals that depend on the world: entities that are not there, and keys that are taken.
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::path::Path;
use std::sync::Arc;

use http::{HeaderValue, Request};
use restli_sandbox::{Described, Sandbox, Seed, Settings, Time};
use restli_schema::api::{Method, Paging, ProjectionStyle, Resource, ResourceMethod as M};
use restli_schema::client_names::operation_ids;

/// A day on which the versions of the schemas live, 2026-12-01.
const DAY: Time = Time::from_millis(1_796_083_200_000);

const FOLDERS: [&str; 3] = ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"];

fn described(folder: &str) -> Arc<Described> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    Described::new(restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api)
}

/// A sandbox, and the header with a token of it.
async fn start(api: &Arc<Described>, world: Seed) -> (Sandbox, HeaderValue) {
    let sandbox =
        Sandbox::start(Arc::clone(api), Settings { world, starts_at: Some(DAY), ..Settings::default() }).await.expect("a sandbox");
    let token = format!("Bearer {}", sandbox.token_for_all()).parse().expect("a header");
    (sandbox, token)
}

/// The rule that refused the last request.
fn rule(sandbox: &Sandbox) -> Option<&'static str> {
    sandbox.exchanges().last().and_then(|last| last.refused_by)
}

/// Returns whether a method is about one entity, which has to be there.
fn needs_entity(resource: &Resource, method: &Method) -> bool {
    let has = |kinds: &[M]| resource.methods.iter().any(|method| kinds.contains(&method.kind));
    let is_written = resource.methods.iter().any(Method::sends_entity);
    let is_kept = is_written || method.kind != M::Action;
    let may_be_new = method.kind == M::Update && !has(&[M::Create, M::BatchCreate]);
    resource.key.is_some() && method.addresses_entity() && is_kept && !may_be_new
}

#[tokio::test]
async fn request_about_an_entity_that_is_not_there_is_refused() {
    let mut kinds = Vec::new();
    for folder in FOLDERS {
        let api = described(folder);
        let (full, _) = start(&api, Seed::Documented).await;
        let (empty, token) = start(&api, Seed::Empty).await;
        for (id, (resource, position)) in operation_ids(api.api()) {
            let resource = &api.api()[resource];
            let method = resource.methods.get(position).expect("a method");
            if !needs_entity(resource, method) {
                continue;
            }
            let mut request = full.example(&id, Some("token")).expect("an example");
            request.headers_mut().insert("authorization", token.clone());
            drop(empty.answer(request));
            assert_eq!(rule(&empty), Some("not_found"), "{folder} {id}: {:?}", empty.exchanges().last());
            kinds.push(method.kind);
        }
    }
    for kind in [M::Get, M::Update, M::PartialUpdate, M::Delete, M::Action] {
        assert!(kinds.contains(&kind), "no {kind:?} is tried");
    }
}

#[tokio::test]
async fn create_with_a_key_that_is_taken_is_refused() {
    let mut refused = 0;
    for folder in FOLDERS {
        let api = described(folder);
        let (sandbox, token) = start(&api, Seed::Empty).await;
        for (id, (resource, position)) in operation_ids(api.api()) {
            let resource = &api.api()[resource];
            if resource.key.is_none() || resource.methods.get(position).is_none_or(|method| method.kind != M::Create || method.keyless) {
                continue;
            }
            let mut request = sandbox.example(&id, Some("token")).expect("an example");
            request.headers_mut().insert("authorization", token.clone());
            let [first, second] = [request.clone(), request].map(|request| sandbox.answer(request));
            assert!(first.status().is_success(), "{id}");
            if second.status().is_success() {
                assert_ne!(first.headers().get("x-restli-id"), second.headers().get("x-restli-id"), "{id}");
            } else {
                assert_eq!(rule(&sandbox), Some("duplicate"), "{id}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "no entity carries its key");
}

/// The rule that refuses the example of each operation with one more parameter, for those that have such a parameter.
async fn with_parameter(name_of: impl Fn(&Method) -> Option<String>) -> Vec<(String, Option<&'static str>)> {
    let api = described("schema/linkedin");
    let (sandbox, token) = start(&api, Seed::Documented).await;
    let mut rules = Vec::new();
    for (id, (resource, position)) in operation_ids(api.api()) {
        let Some(parameter) = api.api()[resource].methods.get(position).and_then(&name_of) else { continue };
        let example = sandbox.example(&id, Some("token")).expect("an example");
        let separator = if example.uri().query().is_some() { '&' } else { '?' };
        let mut request = Request::new(example.body().clone());
        *request.method_mut() = example.method().clone();
        *request.uri_mut() = format!("{}{separator}{parameter}", example.uri()).parse().expect("a target");
        *request.headers_mut() = example.headers().clone();
        request.headers_mut().insert("authorization", token.clone());
        drop(sandbox.answer(request));
        rules.push((id, rule(&sandbox)));
    }
    rules
}

#[tokio::test]
async fn token_of_a_page_that_there_is_not_is_refused() {
    let token = |method: &Method| match &method.paging {
        Some(Paging::Token { token_param, .. }) => Some(format!("{token_param}=elsewhere")),
        _ => None,
    };
    let rules = with_parameter(token).await;
    assert!(!rules.is_empty());
    assert!(rules.iter().all(|(_, rule)| *rule == Some("param_invalid")), "{rules:?}");
}

#[tokio::test]
async fn projection_with_a_flaw_is_refused() {
    let flawed = |method: &Method| match method.projection {
        _ if !method.kind.reads_entities() || method.kind == M::BatchFinder || method.projection_required => None,
        ProjectionStyle::Restli | ProjectionStyle::Flat => Some("fields=:("),
        ProjectionStyle::Decorated => Some("projection=(("),
        ProjectionStyle::None => Some("fields=id"),
    };
    let rules = with_parameter(|method| flawed(method).map(str::to_owned)).await;
    assert!(rules.len() > 50);
    assert!(rules.iter().all(|(_, rule)| *rule == Some("projection_invalid")), "{rules:?}");
}

#[tokio::test]
async fn header_that_no_rule_reads_is_told_and_refused_by_choice() {
    let api = described("schema/linkedin");
    for refuses_unread in [false, true] {
        let settings = Settings { world: Seed::Documented, refuses_unread, starts_at: Some(DAY), ..Settings::default() };
        let sandbox = Sandbox::start(Arc::clone(&api), settings).await.expect("a sandbox");
        let mut request = sandbox.example("content.posts.get", Some(&sandbox.token_for_all())).expect("an example");
        request.headers_mut().insert("x-no-such-header", HeaderValue::from_static("1"));
        assert_eq!(sandbox.answer(request).status().is_success(), !refuses_unread);
        let last = sandbox.exchanges().pop().expect("an exchange");
        assert_eq!(last.unread, ["the header `x-no-such-header`"]);
        assert_eq!(last.refused_by, refuses_unread.then_some("unread"));
    }
}
