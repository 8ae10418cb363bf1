//! Requests of samples beside their operations, in the words of whoever writes samples.

use restli_core::ResourceMethod as M;
use restli_core::suggest;
use serde_json::Value as Json;

use super::places;
use crate::api::{Api, Method, Resource, SampleRequest};
use crate::help::Help;
use crate::requests::{self, Fault, Misfit, Part, Request, Step, decoded, query};

/// A difference of a request from its operation, with its place in bytes.
pub(super) struct Difference {
    pub(super) at: usize,
    /// The end of the name that is wrong, where the advice is another one.
    pub(super) end: usize,
    pub(super) message: String,
    pub(super) help: Help,
}

const OTHER: &str = "correct the request, or name the file after the method that it calls";

/// The request of a sample beside its operation.
pub(super) struct Check<'a> {
    pub(super) api: &'a Api,
    pub(super) resource: &'a Resource,
    pub(super) method: &'a Method,
    pub(super) request: &'a SampleRequest,
    /// The sample as written.
    pub(super) text: &'a str,
}

impl Check<'_> {
    /// All differences.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let (path, template) = (self.request.path(), requests::template(self.api, self.resource, self.method));
        let body = Some(self.request.body.as_str()).filter(|_| !self.request.is_tunnelled());
        let request = Request { path, query: self.request.query(), body };
        let misfits = requests::misfits(self.api, self.resource, self.method, request, None);
        let is_there = fits(path, &template);
        let elsewhere = (!is_there).then(|| {
            let message = format!("the request goes to `{path}`, and the operation has its place at `{template}`");
            Difference { at: self.target(), end: self.target(), message, help: OTHER.into() }
        });
        let misfits = misfits.iter().filter(|misfit| is_there || misfit.part != Part::Path);
        elsewhere.into_iter().chain(misfits.map(|misfit| self.told(misfit))).collect()
    }

    fn target(&self) -> usize {
        self.text.find('/').unwrap_or(0)
    }

    /// Advice on a parameter of the query that the operation does not have.
    fn undeclared(&self, name: &str) -> Help {
        let outer = query::outer(name);
        let of_action = self.method.kind == M::Action && self.method.params.iter().any(|param| param.name.wire == outer);
        if of_action {
            return format!("parameters of an action stand in the body: `{{\"{outer}\": ...}}`").into();
        }
        let style = match name {
            "start" | "count" => Some("start_count"),
            "pageToken" | "pageSize" => Some("token"),
            _ => None,
        };
        if let Some(style) =
            style.filter(|_| matches!(self.method.kind, M::GetAll | M::Finder | M::BatchFinder) && self.method.paging.is_none())
        {
            return format!("write `paging: {style}` at the method, or leave it out of the sample").into();
        }
        let near = suggest::nearest(name, query::parameters(self.method)).map(Help::meant);
        near.unwrap_or_else(|| "declare it under `params` of the method, or leave it out of the sample".into())
    }

    /// The difference that a misfit is.
    fn told(&self, misfit: &Misfit) -> Difference {
        let (names, part) = (misfit.names(), misfit.part.words());
        let path = names.join(".");
        let around = misfit.path.split_last().map(|(_, around)| around).unwrap_or_default();
        let place = |path: &[Step]| self.place(misfit.part, path);
        if misfit.fault == Fault::Undeclared && misfit.part == Part::Query && names.len() == 1 {
            let (at, help) = (place(&misfit.path), self.undeclared(&path));
            let is_written = self.text.get(at..).is_some_and(|rest| rest.starts_with(&path));
            let (end, help) = if is_written && help.fix.is_some() { (at + path.len(), help) } else { (at, help.without_fix()) };
            return Difference { at, end, message: format!("the operation has no parameter `{path}`"), help };
        }
        let (at, message, help) = match &misfit.fault {
            Fault::Undeclared | Fault::OtherVersion(_) => {
                let what = if self.method.kind == M::Action && names.len() == 1 { "parameter" } else { "field" };
                let message = format!("{part} has `{path}`, and the operation has no such {what}");
                (place(&misfit.path), message, format!("declare the {what}, or leave it out of the sample"))
            }
            Fault::ReadOnly => {
                let key =
                    if self.resource.create_only.contains(&path) && self.method.kind.sends_patch() { "create_only" } else { "read_only" };
                let help = format!("leave it out of the sample, or out of `{key}` of the resource");
                (place(&misfit.path), format!("{part} has `{path}`, which the client does not send"), help)
            }
            Fault::Missing => {
                let message = format!("{part} lacks `{path}`, which is always there");
                (place(around), message, "add it to the sample, or put a `?` after its name in the schema".to_owned())
            }
            Fault::Wrong { value, why, help } => {
                let whole = if path.is_empty() { part.to_owned() } else { format!("`{path}` of {part}") };
                let help = help.clone().unwrap_or_else(|| "correct the sample, or the type in the schema".to_owned());
                (place(&misfit.path), format!("{whole}: {value} {why}"), help)
            }
            Fault::Unfit { why, help } => {
                let help = match help {
                    Some(help) if misfit.part == Part::Body => format!("{help}, or name the file after the method that it calls"),
                    Some(help) => help.clone(),
                    None if path == "altkey" => "declare it under `alt_keys`, or correct the sample".to_owned(),
                    None => OTHER.to_owned(),
                };
                (place(&misfit.path), why.clone(), help)
            }
            Fault::TooMany { most, given } => {
                (place(&misfit.path), format!("{part} has {given} keys, and the operation takes {most}"), OTHER.to_owned())
            }
        };
        Difference { at, end: at, message, help: help.into() }
    }

    /// The place at the end of a path in a part of the request.
    fn place(&self, part: Part, path: &[Step]) -> usize {
        match part {
            Part::Path => self.text.find(self.request.path()).unwrap_or(0),
            Part::Query => {
                let named = if let Some(Step::Member(name)) = path.first() { name.as_str() } else { "" };
                let pairs = || query::pairs(self.request.query());
                let pair = pairs().find(|(_, name, _)| name == named).or_else(|| pairs().find(|(_, name, _)| query::outer(name) == named));
                pair.and_then(|(pair, ..)| self.text.find(pair)).unwrap_or_else(|| self.target())
            }
            Part::Body => {
                let body = self.request.body.as_str();
                self.locate(path, if body.is_empty() { 0 } else { self.text.rfind(body).unwrap_or(0) })
            }
        }
    }

    /// The place at the end of a path that begins at a place of the file.
    fn locate(&self, path: &[Step], start: usize) -> usize {
        let mut at = start;
        for step in path {
            let rest = self.text.get(at..).unwrap_or_default();
            at += match step {
                Step::Member(name) | Step::Around(name) => {
                    places::member(rest, name).or_else(|| rest.find(&Json::from(name.as_str()).to_string())).unwrap_or(0)
                }
                Step::Item(index) => places::item(rest, *index).unwrap_or(0),
            };
        }
        at
    }
}

/// Returns whether a path has the segments of a template.
fn fits(path: &str, template: &str) -> bool {
    let same = |(wanted, told): (&str, &str)| {
        let is_key = wanted.starts_with(['{', '(']);
        if is_key { !told.is_empty() } else { decoded(wanted) == decoded(told) }
    };
    path.split('/').count() == template.split('/').count() && template.split('/').zip(path.split('/')).all(same)
}
