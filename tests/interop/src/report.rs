//! Every case of one client, compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::capture::Captured;
use crate::case::Case;
use crate::differences::{Difference, Known};
use crate::ours::ours;
use crate::parts::{Parts, parts, reads_alike};

/// The differences of one part of the requests, by case.
type ByCase = BTreeMap<String, Difference>;

/// The result of a comparison.
#[derive(Debug)]
pub struct Report {
    client: String,
    cases: usize,
    same: usize,
    /// A line for each reason: how many cases, part, whether it reads alike, reason, section.
    known: Vec<[String; 5]>,
    problems: Vec<String>,
}

impl Report {
    /// There is no difference but the known ones, and all of these.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Compares what a client sent with what ours sends. `errors` has what the client threw, by case.
///
/// # Errors
/// A case of which our client makes no request, or a request that cannot be taken apart.
pub fn compare(client: &str, cases: &[Case], known: &[Known], captured: &Captured, errors: &BTreeMap<String, String>) -> Result<Report> {
    let cases: Vec<&Case> = cases.iter().filter(|case| case.is_for(client)).collect();
    let mut problems = Vec::new();
    let mut found: BTreeMap<&str, ByCase> = BTreeMap::new();
    let mut differing = BTreeSet::new();
    for case in &cases {
        let ours = parts(&ours(case)?)?;
        let theirs = match (errors.get(&case.name), captured.get(&case.name).map(Vec::as_slice)) {
            (Some(error), _) => Parts::from([("error", error.clone())]),
            (None, Some([request])) => parts(request).with_context(|| format!("{client}: the case `{}`", case.name))?,
            (None, requests) => {
                problems.push(format!("{}: {} requests came, not one", case.name, requests.map_or(0, <[_]>::len)));
                differing.insert(&case.name);
                continue;
            }
        };
        // What was not sent cannot differ in more than that.
        let sent = !theirs.contains_key("error");
        let names: BTreeSet<&str> = ours.keys().filter(|_| sent).chain(theirs.keys()).copied().collect();
        for name in names {
            let difference = Difference { theirs: theirs.get(name).cloned(), ours: ours.get(name).cloned() };
            if difference.theirs != difference.ours {
                differing.insert(&case.name);
                found.entry(name).or_default().insert(case.name.clone(), difference);
            }
        }
    }
    let same = cases.len() - differing.len();
    let lines = known.iter().filter(|known| known.client == client).map(|known| settle(known, &mut found, &mut problems)).collect();
    problems.extend(found.iter().flat_map(|(part, cases)| entries(client, part, cases)));
    Ok(Report { client: client.to_owned(), cases: cases.len(), same, known: lines, problems })
}

/// Unknown differences, as entries for the file of known ones.
fn entries(client: &str, part: &str, cases: &ByCase) -> Vec<String> {
    let mut groups: BTreeMap<Option<bool>, BTreeMap<&str, &Difference>> = BTreeMap::new();
    for (name, difference) in cases {
        groups.entry(alike_of(part, difference)).or_default().insert(name, difference);
    }
    let entry = |(alike, cases)| json!({"client": client, "part": part, "reads_alike": alike, "reason": "", "section": "", "cases": cases});
    groups.into_iter().map(|group| format!("not in differences.json, where it would be\n{:#}", entry(group))).collect()
}

fn alike_of(part: &str, difference: &Difference) -> Option<bool> {
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    reads_alike(part, &text(&difference.theirs), &text(&difference.ours))
}

/// Takes what is known from what was found; what does not fit is a problem.
fn settle(known: &Known, found: &mut BTreeMap<&str, ByCase>, problems: &mut Vec<String>) -> [String; 5] {
    let mut problem = |case: &str, what: &str| problems.push(format!("{case}: {}: differences.json says {what}", known.part));
    for (case, expected) in &known.cases {
        match found.get_mut(known.part.as_str()).and_then(|cases| cases.remove(case)) {
            None => problem(case, "that it differs, and it does not (or it is said twice)"),
            Some(difference) if difference != *expected => {
                let (said, sent) = (json!(expected), json!(difference));
                problem(case, &format!("something else:\n  said {said}\n  sent {sent}"));
            }
            Some(difference) if alike_of(&known.part, &difference) != known.reads_alike => {
                problem(case, &format!("`reads_alike` is {:?}, and it is {:?}", known.reads_alike, alike_of(&known.part, &difference)));
            }
            Some(_) => {}
        }
    }
    let alike = match known.reads_alike {
        Some(true) => "yes",
        Some(false) => "NO",
        None => "-",
    };
    [known.cases.len().to_string(), known.part.clone(), alike.to_owned(), known.reason.clone(), known.section.clone()]
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { client, cases, same, known, problems } = self;
        writeln!(f, "{client}: {cases} cases, {same} the same, {} with a difference", cases - same)?;
        writeln!(f, "| cases | part | reads alike | reason | docs/protocol.md |\n| --- | --- | --- | --- | --- |")?;
        for line in known {
            writeln!(f, "| {} |", line.join(" | "))?;
        }
        problems.iter().try_for_each(|problem| writeln!(f, "{client}: {problem}"))
    }
}
