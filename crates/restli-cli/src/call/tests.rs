//! Every operation of three APIs as a command line.

#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::path::Path;

use clap::Parser;
use restli_client::bytes::Bytes;
use restli_client::{Json, http};
use restli_sandbox::{Described, Sandbox, Seed, Settings};
use restli_schema::api::{Api, Key, ResourceMethod, SampleContent, SampleOf, SampleRequest, Type};
use restli_schema::operations::Operation;
use restli_schema::{operations, url_text};

use super::prepared::{prepared, request};
use super::{Options, line, send};

/// The options of `call`, as on a command line.
#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

fn parse(arguments: &[String]) -> Options {
    let line = Line::try_parse_from(std::iter::once("call").chain(arguments.iter().map(String::as_str)));
    line.unwrap_or_else(|error| panic!("{arguments:?}: {error}")).options
}

fn api(folder: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    restli_schema::load_dir(&folder).unwrap_or_else(|error| panic!("{}", error.render(false))).api
}

const FOLDERS: [&str; 3] = ["schema/linkedin", "tests/conformance/schema/testsuite", "tests/interop/schema/interop"];

/// Samples that give a parameter twice, which is no list in the schema: a client of the protocol sends one.
const GIVEN_TWICE: [&str; 1] = ["verification.verification_report.get-both"];

/// A request as a sample has it.
fn sample(request: &http::Request<Bytes>) -> SampleRequest {
    SampleRequest {
        verb: request.method().to_string(),
        target: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body: String::from_utf8_lossy(request.body()).into_owned(),
    }
}

/// The parts of a request that its command line says: the values in the path and in the query, and the body. Members have no order.
fn said(request: &SampleRequest) -> (Vec<Json>, Json, Json) {
    let mut query = url_text::parameters(request.query());
    for mask in ["fields", "projection"] {
        // Positions in the pages come along with the elements.
        query.entry(mask).and_modify(|mask| *mask = mask.to_string().replace("),paging)", "))").into());
    }
    let body = if request.is_tunnelled() { Json::Null } else { serde_json::from_str(&request.body).unwrap_or_default() };
    let body = if body == Json::Object(serde_json::Map::new()) { Json::Null } else { body };
    (request.path().split('/').map(url_text::key).collect(), listed(Json::Object(query)), named(body))
}

/// Values with a list of one in place of each text: the first version of the protocol writes a list of one as its item.
fn listed(value: Json) -> Json {
    match value {
        Json::Object(members) => Json::Object(members.into_iter().map(|(name, one)| (name, listed(one))).collect()),
        Json::Array(items) if items.iter().all(Json::is_string) => Json::Array(items),
        Json::Array(items) => items.into_iter().map(listed).collect(),
        Json::String(_) => Json::Array(vec![value]),
        other => other,
    }
}

/// The body of a batch with the keys of its entities as values: the first version of the protocol writes keys of several parts otherwise.
fn named(mut body: Json) -> Json {
    if let Some(entities) = body.get_mut("entities").and_then(Json::as_object_mut) {
        *entities = std::mem::take(entities).into_iter().map(|(key, one)| (url_text::key(&key).to_string(), one)).collect();
    }
    body
}

/// The version that a sample asks for, as an option.
fn version(operation: Operation<'_>, request: &SampleRequest) -> Option<String> {
    let family = operation.api[operation.resource.base].versions?;
    let told = request.header(&operation.api[family].header)?;
    Some(format!("--version={}", told.split('.').next()?))
}

/// The request of a command line, whole.
fn sent(operation: Operation<'_>, arguments: &[String]) -> Result<SampleRequest, String> {
    let options = parse(arguments);
    let prepared = prepared(&options, operation, Some("token")).map_err(|error| format!("{error:#}"))?;
    let request = request(&prepared, operation, &options).and_then(|request| Ok(request.to_http()?));
    request.map(|request| sample(&request)).map_err(|error| format!("{error:#}"))
}

#[test]
fn request_of_every_sample_is_that_of_its_command_line() {
    let (mut failures, mut compared) = (Vec::new(), 0);
    for folder in FOLDERS {
        let api = api(folder);
        for (id, operation) in operations::all(&api) {
            let own = SampleOf::Operation(operation.id, operation.index);
            for sample in api.samples().iter().filter(|sample| sample.of == own) {
                let SampleContent::Request(request) = &sample.content else { continue };
                if GIVEN_TWICE.contains(&sample.name.as_str()) {
                    continue;
                }
                compared += 1;
                let mut arguments = line::of(operation, &id, request);
                arguments.extend(version(operation, request));
                match sent(operation, &arguments) {
                    Ok(sent) if said(&sent) == said(request) => {}
                    Ok(sent) => failures.push(format!(
                        "{}:\n  {}\n  {:?}\n  {:?}",
                        sample.name,
                        line::shell(&arguments),
                        said(&sent),
                        said(request)
                    )),
                    Err(error) => failures.push(format!("{}:\n  {}\n  {error}", sample.name, line::shell(&arguments))),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {compared}:\n{}", failures.len(), failures.join("\n"));
    assert!(compared > 300, "{compared}");
}

#[test]
fn keys_of_a_batch_are_sent_in_the_order_given() {
    let api = api(FOLDERS[1]);
    let of_numbers = |operation: &Operation<'_>| {
        matches!(&operation.resource.key, Some(Key::Simple(param)) if param.ty == Type::Long) && operation.resource.parent.is_none()
    };
    for (kind, value) in
        [(ResourceMethod::BatchUpdate, "{\"id\": 1, \"message\": \"m\"}"), (ResourceMethod::BatchPartialUpdate, "{\"message\": \"m\"}")]
    {
        let mut all = operations::all(&api).map(|(_, operation)| operation);
        let operation = all.find(|operation| operation.method.kind == kind && of_numbers(operation)).expect("an operation");
        for body in
            [format!(r#"{{"9":{value},"10":{value},"2":{value}}}"#), format!(r#"{{"entities":{{"9":{value},"10":{value},"2":{value}}}}}"#)]
        {
            let request = sent(operation, &[operation.name(), format!("--body={body}")]).unwrap_or_else(|error| panic!("{error}"));
            assert!(request.target.ends_with("ids=List(9,10,2)"), "{}", request.target);
            let at = |key: &str| request.body.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{}", request.body));
            assert!(at("9") < at("10") && at("10") < at("2"), "{}", request.body);
        }
        let twice = sent(operation, &[operation.name(), format!(r#"--body={{"9":{value},"9":{value}}}"#)]);
        assert_eq!(twice.map(|request| request.body), Err("the body has the key `9` twice".to_owned()));
    }
}

#[test]
fn create_without_initial_values_is_sent_with_them_as_a_typed_client_does() {
    let api = api(FOLDERS[0]);
    let (_, operation) = operations::one(&api, "content.posts.create").expect("an operation");
    let body = r#"--body={"author":"urn:li:person:a","commentary":"x","visibility":"CONNECTIONS"}"#;
    let request = sent(operation, &[operation.name(), body.to_owned()]).expect("a request");
    let wanted = r#"{"author":"urn:li:person:a","commentary":"x","visibility":"CONNECTIONS","distribution":{"feedDistribution":"MAIN_FEED"},"lifecycleState":"PUBLISHED"}"#;
    assert_eq!(request.body, wanted);
}

#[test]
fn text_with_a_character_that_carries_meaning_is_told_with_its_place() {
    let api = api(FOLDERS[0]);
    let (post, key) = ("content.posts.create", "--key=urn:li:share:1");
    let (update, inline) = ("content.posts.partial_update", "ads.creatives.create_inline");
    let entity = |text: &str| format!(r#"--body={{"author":"urn:li:person:a","visibility":"PUBLIC","commentary":"{text}"}}"#);
    let account = "--key=1";
    let inner = r#"{"campaign":"urn:li:sponsoredCampaign:1","inlineContent":{"post":{"commentary":"(a)","author":"urn:li:organization:1","adContext":{"dscAdAccount":"urn:li:sponsoredAccount:1","dscStatus":"ACTIVE"}}}}"#;
    let (parens, in_post) = ("`commentary`: `(` carries meaning in `LittleText`", "inlineContent.post.commentary`: `(`");
    let cases = [
        (post, vec![entity("Hi (there)")], Some(parens.to_owned())),
        (post, vec![entity(r"Hi \\(there\\)")], None),
        (
            update,
            vec![key.to_owned(), r##"--body={"patch": {"$set": {"commentary": "#a"}}}"##.to_owned()],
            Some("`commentary`: `#`".to_owned()),
        ),
        (update, vec![key.to_owned(), r#"--body={"commentary": "a|b"}"#.to_owned()], Some("`commentary`: `|`".to_owned())),
        (inline, vec![account.to_owned(), format!("--param=creative={inner}")], Some(format!("`creative.{in_post}"))),
        (inline, vec![account.to_owned(), format!(r#"--body={{"creative":{inner}}}"#)], Some(format!("`creative.{in_post}"))),
    ];
    for (name, arguments, wanted) in cases {
        let (_, operation) = operations::one(&api, name).expect("an operation");
        let options = parse(&[arguments.as_slice(), &[name.to_owned()]].concat());
        let told = prepared(&options, operation, Some("token")).unwrap_or_else(|error| panic!("{arguments:?}: {error:#}")).warnings;
        assert_eq!(told.len(), usize::from(wanted.is_some()), "{arguments:?}: {told:?}");
        assert!(told.iter().zip(wanted).all(|(told, wanted)| told.starts_with(&wanted)), "{arguments:?}: {told:?}");
    }
}

#[test]
fn every_operation_of_three_apis_is_called_against_the_sandbox() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let mut failures = Vec::new();
    for folder in FOLDERS {
        let api = api(folder);
        let start = Sandbox::start(Described::new(api.clone()), Settings { world: Seed::Documented, ..Settings::default() });
        let sandbox = runtime.block_on(start).expect("a sandbox");
        let token = sandbox.token_for_all();
        for (id, operation) in operations::all(&api) {
            let example = sandbox.example(&id, Some(&token)).unwrap_or_else(|| panic!("{id} has no example"));
            let mut arguments = line::of(operation, &id, &sample(&example));
            arguments.extend(["--yes".to_owned(), format!("--url={}", sandbox.base_url())]);
            let options = parse(&arguments);
            let mut out = Vec::new();
            let done = prepared(&options, operation, Some(&token)).and_then(|prepared| send::on(&prepared, &options, operation, &mut out));
            let curl = Options { curl: true, ..parse(&arguments) };
            let written = prepared(&curl, operation, Some(&token)).and_then(|prepared| send::on(&prepared, &curl, operation, &mut out));
            assert!(written.is_ok() && !String::from_utf8_lossy(&out).contains(&token), "{id} shows the token");
            match done {
                Ok(code) if code == std::process::ExitCode::SUCCESS => {}
                Ok(_) => failures.push(format!("{id}: refused\n  {}", line::shell(&arguments))),
                Err(error) => failures.push(format!("{id}: {error:#}\n  {}", line::shell(&arguments))),
            }
        }
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}
