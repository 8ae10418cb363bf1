//! Samples beside the files of an API: `samples/<folder>/<operation>[-<variant>]_request.txt`, `…_response.json`, `…_response.txt` and
//! `<product>.<Type>[-<variant>]_payload.json`.

mod http;
mod places;
mod unlike;

use std::collections::BTreeMap;

use restli_core::ResourceMethod;

use crate::api::{Api, Method, ResourceId, Sample, SampleAnswer, SampleContent, SampleOf, TypeId};
use crate::client_names::operation_ids;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::help::Help;
use crate::rules;
use crate::rust_names::{case, method_name};
use crate::source::{SourceFile, Span};
use crate::suggest;

/// The folder of samples beside `api.yaml`.
pub(crate) const FOLDER: &str = "samples";

/// The largest sample, in bytes.
pub(crate) const MAX_BYTES: usize = 64 << 10;

/// The most samples of an API.
const MAX_FILES: usize = 10_000;

/// The ends of the names of samples, each with the kind of what is in the file.
const KINDS: &[(&str, Kind)] =
    &[("_request.txt", Kind::Request), ("_response.txt", Kind::Answer), ("_response.json", Kind::Body), ("_payload.json", Kind::Payload)];

/// The kinds of samples.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A request with its first line and headers.
    Request,
    /// An answer with its first line and headers.
    Answer,
    /// The body of an answer.
    Body,
    /// A value of a type.
    Payload,
}

/// The samples of an API, in the order of their names. Files are given with their numbers.
pub(crate) fn read<'f>(api: &Api, files: impl Iterator<Item = (u32, &'f SourceFile)>, problems: &mut Diagnostics) -> Vec<Sample> {
    let subjects = subjects(api);
    let (mut samples, mut names) = (Vec::new(), BTreeMap::new());
    for (index, (number, file)) in files.enumerate() {
        if index == MAX_FILES {
            let message = format!("there are more than {MAX_FILES} samples");
            problems.error(rules::TOO_BIG, at(number, 0), message, "keep those that show something");
            break;
        }
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        if let Some(first) = names.insert(name, number) {
            let help = "add a variant to the name of one: `-full` before `_request`, `_response` or `_payload`";
            let problem = Diagnostic::error(rules::SAMPLE, at(number, 0), format!("two samples have the name `{name}`"));
            problems.push(problem.also(at(first, 0), "the other one").help(help));
            continue;
        }
        match sample(&subjects, file, number) {
            Ok(sample) => {
                problems.extend(unlike(api, &sample, number));
                samples.push(sample);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    samples.sort_by(|one, other| one.name.cmp(&other.name));
    samples
}

/// The differences of a request from its operation.
fn unlike(api: &Api, sample: &Sample, number: u32) -> Vec<Diagnostic> {
    let (SampleOf::Operation(resource, index), SampleContent::Request(request)) = (sample.of, &sample.content) else { return Vec::new() };
    let resource = &api[resource];
    let Some(method) = resource.methods.get(index) else { return Vec::new() };
    let differences = unlike::Check { api, resource, method, request, text: &sample.text }.differences().into_iter();
    let span = |one: &unlike::Difference| Span { end: at(number, one.end).end, ..at(number, one.at) };
    differences.map(|one| Diagnostic::error(rules::SAMPLE, span(&one), one.message).help(one.help)).collect()
}

/// The operations and types of an API, by the names that samples give them.
struct Subjects {
    operations: BTreeMap<String, SampleOf>,
    methods: BTreeMap<String, ResourceMethod>,
    /// The operations by other names than their own: those on the wire, and those of a finder and a batch finder for each other.
    aliases: BTreeMap<String, String>,
    types: BTreeMap<String, SampleOf>,
    /// The bodies of the events of webhooks, as their payloads are named.
    bodies: BTreeMap<String, String>,
}

fn subjects(api: &Api) -> Subjects {
    let ids = operation_ids(api);
    let kind = |(id, (resource, index)): (&String, &(ResourceId, usize))| Some((id.clone(), api[*resource].methods.get(*index)?.kind));
    let methods = ids.iter().filter_map(kind).collect();
    let aliases = ids.iter().flat_map(|(id, (resource, index))| aliases(id, api[*resource].methods.get(*index))).collect();
    let operations = ids.into_iter().map(|(id, (resource, index))| (id, SampleOf::Operation(resource, index)));
    let types = api.type_ids().zip(api.types()).filter_map(|(id, def)| {
        let product = &api[def.product?].name.wire;
        Some((format!("{product}.{}", def.name.wire), SampleOf::Type(id)))
    });
    let of_type = |id: TypeId| {
        let def = &api[id];
        Some(format!("{}.{}", api[def.product?].name.wire, def.name.wire))
    };
    let bodies = api.events.iter().filter_map(|event| {
        let name = format!("{}.{}", api[event.product].name.wire, event.name.wire);
        Some((name, of_type(event.body)?))
    });
    Subjects { operations: operations.collect(), methods, aliases, types: types.collect(), bodies: bodies.collect() }
}

/// Other names of an operation, each with its own.
fn aliases(id: &str, method: Option<&Method>) -> Vec<(String, String)> {
    let Some((method, (handle, _))) = method.zip(id.rsplit_once('.')) else { return Vec::new() };
    let wire = &method.name.wire;
    let other = match method.kind {
        ResourceMethod::Finder => ResourceMethod::BatchFinder,
        ResourceMethod::BatchFinder => ResourceMethod::Finder,
        kind => kind,
    };
    let names = [wire.clone(), case::snake(wire), method_name(other, &method.name)];
    names.into_iter().map(|name| (format!("{handle}.{name}"), id.to_owned())).collect()
}

fn at(file: u32, start: usize) -> Span {
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    Span { file, start, end: start }
}

fn sample(subjects: &Subjects, file: &SourceFile, number: u32) -> Result<Sample, Box<Diagnostic>> {
    let wrong =
        |start: usize, message: String, help: &str| Err(Box::new(Diagnostic::error(rules::SAMPLE, at(number, start), message).help(help)));
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    if file.text.len() > MAX_BYTES {
        let message = format!("the sample is larger than {} KiB", MAX_BYTES >> 10);
        return Err(Box::new(Diagnostic::error(rules::TOO_BIG, at(number, 0), message).help("keep the part that shows something")));
    }
    let Some((stem, kind)) = KINDS.iter().find_map(|(end, kind)| Some((name.strip_suffix(end)?, *kind))) else {
        return wrong(
            0,
            format!("`{name}` is no name of a sample"),
            "end it with `_request.txt`, `_response.json`, `_response.txt` or `_payload.json`",
        );
    };
    let (subject, variant) = stem.split_once('-').map_or((stem, None), |(subject, variant)| (subject, Some(variant.to_owned())));
    let (known, what) = match kind {
        Kind::Payload => (&subjects.types, "type"),
        Kind::Request | Kind::Answer | Kind::Body => (&subjects.operations, "operation"),
    };
    let Some(of) = known.get(subject) else {
        let form = if kind == Kind::Payload { "product.Type" } else { "product.resource.method" };
        let other = subjects.aliases.get(subject).filter(|_| kind != Kind::Payload).map(Help::meant);
        let body = subjects.bodies.get(subject).filter(|_| kind == Kind::Payload);
        let body = body.map(|body| Help::from(format!("the payload of an event is that of its body: name it `{body}_payload.json`")));
        let help = other.or(body).or_else(|| suggest::advice(subject, known.keys().map(String::as_str)));
        let help = help.map_or_else(|| format!("write `{form}`"), |help| help.text);
        return wrong(0, format!("there is no {what} `{subject}`"), &help);
    };
    let content = match kind {
        Kind::Request => http::request(&file.text)
            .and_then(|request| if let Some(kind) = subjects.methods.get(subject) { http::fits(request, *kind) } else { Ok(request) })
            .map(SampleContent::Request),
        Kind::Answer => http::answer(&file.text).map(SampleContent::Answer),
        Kind::Body => http::json(&file.text, 0).map(|_| {
            let body = file.text.trim().to_owned();
            SampleContent::Answer(SampleAnswer { status: None, headers: Vec::new(), body })
        }),
        Kind::Payload => http::json(&file.text, 0).map(SampleContent::Payload),
    };
    match content {
        Ok(content) => Ok(Sample { name: stem.to_owned(), of: *of, variant, content, text: file.text.clone() }),
        Err(flaw) => wrong(flaw.at, flaw.message, flaw.help),
    }
}
