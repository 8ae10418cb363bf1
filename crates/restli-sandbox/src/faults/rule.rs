//! Rules: the calls that fail, and how.

use std::fmt;
use std::str::FromStr;

use http::{HeaderName, HeaderValue};
use restli_schema::api::Api;

use super::error::FaultError;
use super::fault::Fault;
use crate::route::Routes;

/// Parameters of all faults.
const COMMON: &[&str] = &["times", "after", "chance", "as"];

/// The most MiB of a compressed answer.
const MOST_MIB: u32 = 1 << 16;

/// A chance of one.
const MILLION: u32 = 1_000_000;

/// A rule that makes calls fail: `content.posts.create=reset;times=2`.
///
/// ```
/// use restli_sandbox::{Fault, Rule};
///
/// let rule = Rule::new("content.posts.create", Fault::Reset).times(2).after(1);
/// assert_eq!(rule.to_string(), "content.posts.create=reset;times=2;after=1");
/// assert_eq!(rule.to_string().parse(), Ok(rule));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    operation: String,
    pub(super) fault: Fault,
    times: Option<u64>,
    after: u64,
    /// The chance in millionths.
    chance: u32,
    effect: Option<bool>,
    params: Vec<(String, String)>,
}

impl Rule {
    /// A rule for an operation by its id, for all (`*`), or for all requests whose path begins with a text (`/oauth/`).
    #[must_use]
    pub fn new(operation: impl Into<String>, fault: Fault) -> Self {
        Self { operation: operation.into(), fault, times: None, after: 0, chance: MILLION, effect: None, params: Vec::new() }
    }

    /// The most calls that fail; all, if the rule does not say.
    #[must_use]
    pub fn times(self, times: u64) -> Self {
        Self { times: Some(times), ..self }
    }

    /// The number of calls before the first that may fail.
    #[must_use]
    pub fn after(self, after: u64) -> Self {
        Self { after, ..self }
    }

    /// The chance of a call to fail, from 0 to 1. The seed of the sandbox decides on each.
    #[must_use]
    pub fn chance(self, chance: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is between 0 and a million")]
        let chance = (chance.clamp(0.0, 1.0) * f64::from(MILLION)).round() as u32;
        Self { chance, ..self }
    }

    /// Chooses whether the call has its effect all the same. Faults of connections have it, errors have not.
    #[must_use]
    pub fn effect(self, effect: bool) -> Self {
        Self { effect: Some(effect), ..self }
    }

    /// Gives the fault a parameter, which may be given several times. A value with `;` is for programs alone: in a text it would end there.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// The fault.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// The id of the operation, `*`, or the beginning of a path.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns whether the rule is for a request: of an operation, if it calls one, and with a path.
    pub(super) fn is_for(&self, operation: Option<&str>, path: &str) -> bool {
        match self.operation.as_str() {
            "*" => operation.is_some(),
            beginning if beginning.starts_with('/') => path.starts_with(beginning),
            id => operation == Some(id),
        }
    }

    /// Returns whether a call fails, by its number from 1, the number of calls that failed before, and the draw of the seed for it.
    pub(super) fn fires(&self, call: u64, injected: u64, draw: impl FnOnce() -> u64) -> bool {
        call > self.after
            && self.times.is_none_or(|times| injected < times)
            && (self.chance == MILLION || draw() % u64::from(MILLION) < u64::from(self.chance))
    }

    /// Returns whether the call has its effect.
    pub(super) fn has_effect(&self) -> bool {
        self.effect.unwrap_or_else(|| self.fault.has_effect())
    }

    /// The value of a parameter of the fault.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(told, _)| told == name).map(|(_, value)| value.as_str())
    }

    /// All values of a parameter of the fault.
    pub(super) fn params<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.params.iter().filter(move |(told, _)| told == name).map(|(_, value)| value.as_str())
    }

    /// The headers of an answer that the rule writes out.
    pub(super) fn headers(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        self.params("header").filter_map(header)
    }

    /// The value of a parameter that is a number.
    pub(super) fn number(&self, name: &str, usual: u64) -> u64 {
        self.param(name).and_then(|value| value.parse().ok()).unwrap_or(usual)
    }

    /// Refuses a rule that names something that is not there.
    pub(super) fn check(&self, api: &Api, routes: &Routes) -> Result<(), FaultError> {
        let operation = &self.operation;
        if operation != "*" && !operation.starts_with('/') {
            let method = routes.method(api, operation).ok_or_else(|| FaultError::Operation { operation: operation.clone() })?;
            if !self.fault.fits(Some(method.kind)) {
                return Err(FaultError::Unfit { fault: self.fault.name(), operation: operation.clone() });
            }
        }
        self.check_params(api)
    }

    /// Refuses parameters that the fault has not, and values that they cannot have.
    pub(super) fn check_params(&self, api: &Api) -> Result<(), FaultError> {
        if self.effect.is_some() && !self.fault.may_choose_effect() {
            return Err(self.unknown("effect"));
        }
        for (name, value) in &self.params {
            let is_known = name == "as" || self.own_params().any(|known| known == name);
            if !is_known {
                return Err(self.unknown(name));
            }
            match name.as_str() {
                "ms" | "mib" | "reads" | "retry_after" if value.parse::<u32>().is_err() => return Err(self.wrong(name, value, "a number")),
                "mib" if value.parse::<u32>().is_ok_and(|mib| mib > MOST_MIB) => {
                    return Err(self.wrong(name, value, "a number up to 65536"));
                }
                "status" if !value.parse().is_ok_and(|code: u16| (200..600).contains(&code)) => {
                    return Err(self.wrong(name, value, "a number from 200 to 599"));
                }
                "header" if header(value).is_none() => return Err(self.wrong(name, value, "`name: value`")),
                "in" if !matches!(value.as_str(), "errors" | "results") => return Err(self.wrong(name, value, "`errors` or `results`")),
                "code" if !api.errors().iter().any(|error| error.name.wire == *value) => {
                    return Err(self.wrong(name, value, "a code of the API's errors"));
                }
                "to" if !value.starts_with("http://") && !value.starts_with("https://") => {
                    return Err(self.wrong(name, value, "`http://HOST`"));
                }
                _ => {}
            }
        }
        match self.fault.needs().filter(|needed| self.param(needed).is_none()) {
            Some(name) => Err(FaultError::Lacking { fault: self.fault.name(), name }),
            None => Ok(()),
        }
    }

    /// The names of the parameters of the fault, without those that every fault has.
    fn own_params(&self) -> impl Iterator<Item = &'static str> {
        let answers = self.fault.level() == super::Level::Http;
        self.fault.params().iter().copied().chain(answers.then_some("retry_after"))
    }

    fn unknown(&self, name: &str) -> FaultError {
        let effect = self.fault.may_choose_effect().then_some("effect");
        let known: Vec<&str> = COMMON.iter().copied().chain(effect).chain(self.own_params()).collect();
        FaultError::Param { fault: self.fault.name(), name: name.to_owned(), known: known.join(", ") }
    }

    fn wrong(&self, name: &str, value: &str, wanted: &str) -> FaultError {
        FaultError::Value { fault: self.fault.name(), name: name.to_owned(), value: value.to_owned(), wanted: wanted.to_owned() }
    }

    /// Reads a fault with its parameters, `reset;times=2`, as a rule for an operation.
    pub(super) fn read(operation: &str, text: &str) -> Result<Self, FaultError> {
        let mut parts = text.split(';').map(str::trim);
        let mut rule = Self::new(operation, parts.next().unwrap_or_default().parse()?);
        for part in parts {
            let (name, value) = part.split_once('=').ok_or_else(|| FaultError::Text { text: text.to_owned() })?;
            let number = || value.parse().map_err(|_| rule.wrong(name, value, "a number"));
            rule = match name {
                "times" => Self { times: Some(number()?), ..rule },
                "after" => Self { after: number()?, ..rule },
                "chance" => match value.parse::<f64>() {
                    Ok(chance) if (0.0..=1.0).contains(&chance) => rule.chance(chance),
                    _ => return Err(rule.wrong(name, value, "a number from 0 to 1")),
                },
                "effect" => match value {
                    "yes" => rule.effect(true),
                    "no" => rule.effect(false),
                    _ => return Err(rule.wrong(name, value, "`yes` or `no`")),
                },
                _ => rule.with(name, value),
            };
        }
        Ok(rule)
    }
}

/// A header that is written as `name: value`.
fn header(text: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = text.split_once(':')?;
    Some((name.trim().parse().ok()?, value.trim().parse().ok()?))
}

impl FromStr for Rule {
    type Err = FaultError;

    /// Reads `OPERATION=FAULT` with parameters, `content.posts.create=reset;times=2`.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (operation, fault) = text.split_once('=').ok_or_else(|| FaultError::Text { text: text.to_owned() })?;
        Self::read(operation.trim(), fault)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.operation, self.fault)?;
        if let Some(times) = self.times {
            write!(out, ";times={times}")?;
        }
        if self.after > 0 {
            write!(out, ";after={}", self.after)?;
        }
        if self.chance != MILLION {
            write!(out, ";chance={}", f64::from(self.chance) / f64::from(MILLION))?;
        }
        if let Some(effect) = self.effect {
            write!(out, ";effect={}", if effect { "yes" } else { "no" })?;
        }
        self.params.iter().try_for_each(|(name, value)| write!(out, ";{name}={value}"))
    }
}
