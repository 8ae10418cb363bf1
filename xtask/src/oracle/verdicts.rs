//! The verdicts of `diff` and of `diff --used-by` on a pair.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use anyhow::{Result, anyhow};
use restli_review::diff::{Change, Changes, Verdict, diff};
use restli_review::uses::{Use, touched};
use restli_schema::{Loaded, load_texts};
use syn::spanned::Spanned as _;

use super::pairs::{Files, Pair};

/// The difference between what a pair names, a verdict on Rust source and the rules of all changes, and what `diff` tells; `None` if there is
/// none.
pub(crate) fn differs(pair: &Pair) -> Option<String> {
    let said = |verdict, wire: Option<Verdict>, rules: &[String]| {
        let wire = wire.map(|wire| format!(", wire {wire}")).unwrap_or_default();
        format!("{verdict}{wire}: {}", rules.join(", "))
    };
    let wanted = said(pair.verdict, pair.wire, &pair.rules);
    let told = told(pair).map_or_else(
        |error| format!("{error:#}"),
        |changes| said(changes.rust(), pair.wire.map(|_| changes.wire()), &changes.all.iter().map(Change::name).collect::<Vec<_>>()),
    );
    (told != wanted).then(|| format!("{wanted} is told as {told}"))
}

/// An error of a program after a change that `diff --used-by` does not foresee in the item of the program where it stands; `None` if there is
/// none.
pub(crate) fn missed(pair: &Pair, uses: &[Use], errors: &[(u32, String)]) -> Option<String> {
    let named = match named(pair, uses) {
        Ok(Some(named)) => named,
        Ok(None) => return None,
        Err(error) => return Some(format!("{error:#}")),
    };
    let items = items(&pair.program);
    let around = |line: u32| items.iter().find(|item| item.lines.contains(&line));
    let is_foreseen = |line: u32| {
        let Some(item) = around(line) else { return named.contains(&line) };
        let results = named.iter().filter_map(|line| around(*line)?.result.as_ref());
        // A field of a projection's result is one of the program: the projection is the place that is named.
        named.iter().any(|line| item.lines.contains(line)) || results.into_iter().any(|result| item.words.contains(result))
    };
    let (line, error) = errors.iter().find(|(line, _)| !is_foreseen(*line))?;
    Some(format!("`--used-by` names lines {named:?}, and line {line} breaks: {error}"))
}

/// The lines of a program that `diff --used-by` names for changes that break Rust; `None` if one bears on every call.
fn named(pair: &Pair, uses: &[Use]) -> Result<Option<BTreeSet<u32>>> {
    let (before, after) = (loaded(&pair.before)?, loaded(&pair.after)?);
    let touches = touched(&before, &after, &diff(&before, &after), uses);
    let breaking: Vec<_> = touches.all.iter().filter(|touched| touched.change.rust == Verdict::Breaks).collect();
    let bears_on_all = breaking.iter().any(|touched| touched.places.is_empty());
    Ok((!bears_on_all).then(|| breaking.iter().flat_map(|touched| &touched.places).map(|place| place.line).collect()))
}

/// An item of a program.
struct Item {
    lines: RangeInclusive<u32>,
    words: BTreeSet<String>,
    /// The type that a `projection!` declares.
    result: Option<String>,
}

/// The items of a program.
fn items(program: &str) -> Vec<Item> {
    let items = syn::parse_file(program).map(|file| file.items).unwrap_or_default();
    items.iter().filter_map(|item| item_of(program, item)).collect()
}

fn item_of(program: &str, item: &syn::Item) -> Option<Item> {
    let (start, end) = (item.span().start().line, item.span().end().line);
    let lines: Vec<&str> = program.lines().take(end).skip(start.saturating_sub(1)).collect();
    let text = lines.join("\n");
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let struct_at = words.iter().position(|word| *word == "struct").filter(|_| matches!(item, syn::Item::Macro(_)));
    let result = struct_at.and_then(|at| words.get(at + 1)).map(ToString::to_string);
    let lines = u32::try_from(start).ok()?..=u32::try_from(end).ok()?;
    Some(Item { lines, words: words.iter().map(ToString::to_string).collect(), result })
}

fn told(pair: &Pair) -> Result<Changes> {
    Ok(diff(&loaded(&pair.before)?, &loaded(&pair.after)?))
}

fn loaded(files: &Files) -> Result<Loaded> {
    load_texts(files.clone()).map_err(|report| anyhow!("{}", report.render(false)))
}
