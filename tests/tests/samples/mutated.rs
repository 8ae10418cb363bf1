//! The answers of LinkedIn's documentation, each with another value in one place.

use std::collections::BTreeMap;

use restli_core::ResourceMethod;
use restli_core::data::DecodeError;
use restli_core::envelope::Reply;
use restli_schema::api::SampleContent;
use serde_json::{Value, json};

use crate::proof::Read;
use crate::read::Told;
use crate::sample::linkedin;
use crate::{compare, typed};

/// The methods whose answers are entities and no more: of others, a status decides what stands beside it.
const READS: &[ResourceMethod] =
    &[ResourceMethod::Get, ResourceMethod::GetAll, ResourceMethod::BatchGet, ResourceMethod::Finder, ResourceMethod::Action];

#[derive(Clone)]
enum Step {
    Field(String),
    Item(usize),
}

#[test]
fn answer_of_the_documentation_that_is_wrong_in_one_place_costs_at_most_that_place() {
    let readers: BTreeMap<_, _> = typed::ANSWERS.iter().copied().flatten().map(|(name, method, read)| (*name, (*method, *read))).collect();
    let (mut tried, mut found) = (0, Vec::new());
    for sample in linkedin().samples() {
        let SampleContent::Answer(answer) = &sample.content else { continue };
        let (method, reader) = readers[sample.name.as_str()];
        if !READS.contains(&method) {
            continue;
        }
        let told: Value = serde_json::from_str(&answer.body).expect("JSON");
        let whole = read(reader, method, &told).expect("a sample that is read");
        // A failing status of a key stands for the key, whatever its result is.
        for path in places(&told).into_iter().filter(|path| !within("statuses", &text(path))) {
            for wrong in [json!(null), json!(7), json!("zz"), json!([null]), json!({"zz": 1})] {
                let mut mutated = told.clone();
                *at(&mut mutated, &path).expect("a place") = wrong.clone();
                tried += 1;
                let costs = costs(&whole.own, &path, read(reader, method, &mutated));
                found.extend(costs.into_iter().map(|costs| format!("{}: {} as {wrong} costs {costs}", sample.name, text(&path))));
            }
        }
    }
    assert!(tried > 5000, "only {tried}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn read(reader: Read, method: ResourceMethod, body: &Value) -> Result<Told, DecodeError> {
    let body = body.to_string();
    reader(&Reply { method, status: 200, id: None, location: None, content_type: Some("application/json"), body: body.as_bytes() })
}

/// Losses that a wrong value in one place costs elsewhere: beside the place and the values around it. More than the place itself is told.
fn costs(whole: &Value, path: &[Step], read: Result<Told, DecodeError>) -> Vec<String> {
    let place = text(path);
    let is_there = |error: &DecodeError| within(error.path(), &place) || within(&place, error.path());
    let Told { own, left_out } = match read {
        Ok(read) => read,
        Err(error) if is_there(&error) => return Vec::new(),
        Err(error) => return vec![error.to_string()],
    };
    let elsewhere: Vec<String> = left_out.iter().filter(|error| !is_there(error)).map(ToString::to_string).collect();
    let least = if left_out.is_empty() { path.len() } else { 1 };
    let without = (least..=path.len()).rev().map(|end| [elsewhere.clone(), lost_without(&path[..end], whole, &own)].concat());
    without.min_by_key(Vec::len).unwrap_or_default()
}

/// The places that a value lacks, beside one that may be gone or another.
fn lost_without(place: &[Step], whole: &Value, own: &Value) -> Vec<String> {
    let (mut rest, mut kept, mut lost) = (whole.clone(), own.clone(), Vec::new());
    remove(&mut rest, place);
    if let Some((Step::Item(_), array)) = place.split_last() {
        // An item that is left out makes room for the next one.
        compare::lost(&rest, &kept, "", &mut lost);
        if lost.is_empty() || at(&mut rest, array).is_none() {
            return lost;
        }
        lost.clear();
    }
    remove(&mut kept, place);
    compare::lost(&rest, &kept, "", &mut lost);
    lost
}

/// Returns whether a path is another one, or leads into what stands there.
fn within(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}

fn places(value: &Value) -> Vec<Vec<Step>> {
    let inside: Vec<(Step, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (Step::Field(name.clone()), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (Step::Item(index), value)).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (step, value) in inside {
        all.push(vec![step.clone()]);
        all.extend(places(value).into_iter().map(|path| [vec![step.clone()], path].concat()));
    }
    all
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Field(name) => value.get_mut(name.as_str()),
        Step::Item(index) => value.get_mut(*index),
    })
}

fn remove(value: &mut Value, path: &[Step]) {
    match path.split_last().and_then(|(last, around)| Some((last, at(value, around)?))) {
        Some((Step::Field(name), Value::Object(members))) => drop(members.remove(name)),
        Some((Step::Item(index), Value::Array(items))) if *index < items.len() => drop(items.remove(*index)),
        _ => {}
    }
}

/// A path as errors show it.
fn text(path: &[Step]) -> String {
    let inside = |error: DecodeError, step: &Step| match step {
        Step::Field(name) => error.in_field(name),
        Step::Item(index) => error.in_item(*index),
    };
    path.iter().rev().fold(DecodeError::new("", ""), inside).path().to_owned()
}
