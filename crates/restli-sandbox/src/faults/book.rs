//! The rules of a sandbox, with the count of what each has done.

use std::collections::BTreeMap;
use std::sync::Mutex;

use http::HeaderMap;
use restli_core::{ResourceMethod as M, Time};
use restli_schema::api::{Api, Method};

use super::error::FaultError;
use super::fault::Fault;
use super::rule::Rule;
use crate::locks::lock;
use crate::make::Dice;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::route::Routes;

/// The header of a request that chooses faults for it.
const HEADER: &str = "x-sandbox-fault";

/// The most texts of headers and addresses that are counted; then counting begins anew.
const COUNTED: usize = 10_000;

/// The id of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(super) u64);

/// A rule with what it has done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaultCount {
    /// The id of the rule; `None` for one of a request's header.
    pub id: Option<RuleId>,
    /// The rule.
    pub rule: Rule,
    /// The calls that the rule was for.
    pub calls: u64,
    /// The calls that failed.
    pub injected: u64,
}

/// All rules.
#[derive(Debug, Default)]
struct Book {
    rules: Vec<FaultCount>,
    /// The rules in headers of requests, by operation or path and the text.
    told: BTreeMap<(String, String), FaultCount>,
    /// The reads of each address.
    reads: BTreeMap<String, u64>,
    next: u64,
}

/// The faults of a sandbox.
#[derive(Debug)]
pub(crate) struct Faults {
    /// The number that decides on chances.
    seed: u64,
    book: Mutex<Book>,
}

/// The moment at which faults of a call are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The head of the request has come, its body is not yet read.
    Head,
    /// The request is whole.
    Whole,
    /// A behaviour asks for one fault.
    Asked(Fault),
}

impl Stage {
    fn wants(self, fault: Fault, is_tunnelled: bool) -> bool {
        match self {
            Self::Asked(asked) => fault == asked,
            Self::Head => fault == Fault::CloseBeforeReading,
            // The operation of a tunnelled request is known with its body.
            Self::Whole => !fault.is_asked() && (fault != Fault::CloseBeforeReading || is_tunnelled),
        }
    }
}

impl Faults {
    /// No faults. The seed decides on chances.
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, book: Mutex::default() }
    }

    /// Adds a rule.
    pub(crate) fn inject(&self, api: &Api, routes: &Routes, rule: Rule) -> Result<RuleId, FaultError> {
        rule.check(api, routes)?;
        Ok(lock(&self.book).add(rule))
    }

    /// Removes a rule, and returns whether it was there.
    pub(crate) fn remove(&self, id: RuleId) -> bool {
        lock(&self.book).remove(id)
    }

    /// Removes all rules and counts.
    pub(crate) fn clear(&self) {
        lock(&self.book).clear();
    }

    /// The rules, each with what it has done.
    pub(crate) fn counts(&self) -> Vec<FaultCount> {
        lock(&self.book).counts()
    }

    /// Returns whether a request with these headers may meet a fault.
    pub(crate) fn may_meet(&self, headers: &HeaderMap) -> bool {
        headers.contains_key(HEADER) || !lock(&self.book).is_empty()
    }

    /// Returns whether an event that nobody's call brings about meets a fault.
    pub(crate) fn meets_event(&self, event: &str, fault: Fault) -> bool {
        let subject = Subject { operation: Some(event), kind: None, path: "" };
        lock(&self.book).choose(self.seed, subject, &[], &|one| one == fault).is_some()
    }

    /// The rule by which a request fails at a stage. `call` is the operation that it calls, with its method. A header that names no fault is refused.
    pub(crate) fn choose(
        &self,
        api: &Api,
        request: &Received,
        call: Option<(&str, &Method)>,
        stage: Stage,
    ) -> Result<Option<Rule>, Refusal> {
        let told = told(api, request, call).map_err(|flaw| Refusal::bare("fault", 400, format!("X-Sandbox-Fault: {flaw}")))?;
        let subject = Subject { operation: call.map(|(id, _)| id), kind: call.map(|(_, method)| method.kind), path: &request.path };
        Ok(lock(&self.book).choose(self.seed, subject, &told, &|fault| stage.wants(fault, request.is_tunnelled)))
    }
}

/// The rules in the headers of a request, each with its text.
fn told(api: &Api, request: &Received, call: Option<(&str, &Method)>) -> Result<Vec<(String, Rule)>, FaultError> {
    let mut told = Vec::new();
    for value in request.headers.get_all(HEADER) {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let rule = Rule::read(call.map_or(request.path.as_str(), |(id, _)| id), &text)?;
        rule.check_params(api)?;
        if !rule.fault.fits(call.map(|(_, method)| method.kind)) {
            return Err(FaultError::Unfit { fault: rule.fault.name(), operation: rule.operation().to_owned() });
        }
        told.push((text, rule));
    }
    Ok(told)
}

/// A call that may fail.
#[derive(Clone, Copy, Debug)]
struct Subject<'a> {
    /// The id of the operation, if the request calls one.
    operation: Option<&'a str>,
    /// The kind of its method.
    kind: Option<M>,
    path: &'a str,
}

impl Book {
    /// Adds a rule.
    fn add(&mut self, rule: Rule) -> RuleId {
        self.next += 1;
        let id = RuleId(self.next);
        self.rules.push(FaultCount { id: Some(id), rule, calls: 0, injected: 0 });
        id
    }

    /// Removes a rule, and returns whether it was there.
    fn remove(&mut self, id: RuleId) -> bool {
        let before = self.rules.len();
        self.rules.retain(|kept| kept.id != Some(id));
        self.rules.len() < before
    }

    /// Removes all rules and counts.
    fn clear(&mut self) {
        *self = Self { next: self.next, ..Self::default() };
    }

    fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The counts: those of rules in their order, then those of headers.
    fn counts(&self) -> Vec<FaultCount> {
        self.rules.iter().chain(self.told.values()).cloned().collect()
    }

    /// The first rule by which a call fails, among those of its headers and then all others with a fault that is wanted. Each of them counts the call.
    fn choose(&mut self, seed: u64, call: Subject<'_>, told: &[(String, Rule)], wanted: &dyn Fn(Fault) -> bool) -> Option<Rule> {
        if self.told.len() + told.len() > COUNTED {
            self.told.clear();
        }
        if self.reads.len() > COUNTED {
            self.reads.clear();
        }
        let mut chosen = None;
        for (text, rule) in told.iter().filter(|(_, rule)| wanted(rule.fault)) {
            let place = call.operation.unwrap_or(call.path).to_owned();
            let fresh = || FaultCount { id: None, rule: rule.clone(), calls: 0, injected: 0 };
            self.told.entry((place, text.clone())).or_insert_with(fresh).ask(seed, call, &mut self.reads, &mut chosen);
        }
        for kept in &mut self.rules {
            if wanted(kept.rule.fault) && kept.rule.fault.fits(call.kind) && kept.rule.is_for(call.operation, call.path) {
                kept.ask(seed, call, &mut self.reads, &mut chosen);
            }
        }
        chosen
    }
}

impl FaultCount {
    /// Counts a call, and chooses the rule for it unless another one is chosen.
    fn ask(&mut self, seed: u64, call: Subject<'_>, reads: &mut BTreeMap<String, u64>, chosen: &mut Option<Rule>) {
        self.calls += 1;
        if chosen.is_some() || !self.rule.fires(self.calls, self.injected, || self.draw(seed)) {
            return;
        }
        if self.rule.fault == Fault::Late {
            let reads = reads.entry(format!("{:?} {}", self.id, call.path)).or_default();
            *reads += 1;
            if *reads > self.rule.number("reads", 1) {
                return;
            }
        }
        self.injected += 1;
        *chosen = Some(self.rule.clone());
    }

    /// The number that the seed draws for this call of the rule.
    fn draw(&self, seed: u64) -> u64 {
        Dice::new(seed, Time::from_millis(0)).about(&format!("{} {}", self.rule, self.calls)).number()
    }
}
