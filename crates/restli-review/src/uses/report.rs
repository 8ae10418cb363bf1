//! Reports about one program: the changes that touch it, with the lines of the program, or the word that it is safe to move.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Use;
use super::touched::{Touched, Touches};
use crate::diff::clean;
use crate::diff::{Change, Verdict};

/// The places of a program that a line of text shows; JSON has all.
const SHOWN: usize = 8;

/// The changes that touch a program, with the names of all that they are about.
#[derive(Clone, Copy, Debug)]
pub struct ProgramReport<'a> {
    /// The name of the side before.
    pub before: &'a str,
    /// The name of the side after.
    pub after: &'a str,
    /// The program, by the path that was given.
    pub program: &'a str,
    /// The changes.
    pub touches: &'a Touches,
    /// Code of the program that the compiler did not see.
    pub unseen: &'a [String],
}

impl ProgramReport<'_> {
    /// The report for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{} -> {}, for {}\n{}\n", clean(self.before), clean(self.after), clean(self.program), self.summary());
        for verdict in [Verdict::Breaks, Verdict::Behaviour] {
            let mut touched = self.of(verdict).peekable();
            if touched.peek().is_some() {
                let _ = writeln!(out, "\n{}", heading(verdict));
            }
            for Touched { change, places } in touched {
                let (sentence, used) = (change.sentence(), used(places));
                let _ = writeln!(out, "  {sentence} (wire: {}, Rust: {})\n    {used}\n    {}", change.wire, change.rust, details(change));
            }
        }
        for note in self.notes() {
            let _ = writeln!(out, "\nNote: {note}");
        }
        out
    }

    /// The report for a review.
    #[must_use]
    pub fn markdown(&self) -> String {
        let code = |text: &str| clean(text).replace('`', "'");
        let cell = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('>', "&gt;");
        let mut out =
            format!("### Schema: `{}` to `{}`, for `{}`\n\n{}\n", code(self.before), code(self.after), code(self.program), self.summary());
        if !self.touches.all.is_empty() {
            out.push_str("\n| Change | Wire | Rust | In the program | Rule |\n| --- | --- | --- | --- | --- |\n");
        }
        for Touched { change, places } in [Verdict::Breaks, Verdict::Behaviour].into_iter().flat_map(|verdict| self.of(verdict)) {
            let (sentence, used) = (cell(&change.sentence()), cell(&used(places)));
            let _ = writeln!(
                out,
                "| {sentence} | {} | {} | {used} | `{}` `{}` |",
                change.wire,
                change.rust,
                change.name(),
                change.fingerprint()
            );
        }
        for note in self.notes() {
            let _ = writeln!(out, "\nNote: {note}");
        }
        out
    }

    /// An annotation at each place in the program.
    #[must_use]
    pub fn github(&self) -> String {
        let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
        let mut out = String::new();
        for Touched { change, places } in &self.touches.all {
            let level = if change.worst() == Verdict::Breaks { "error" } else { "warning" };
            let text = data(&format!("{}. {} {}", change.sentence(), change.name(), change.fingerprint()));
            let title = property(&format!("wire: {}, Rust: {}", change.wire, change.rust));
            for place in places {
                let _ = writeln!(
                    out,
                    "::{level} file={},line={},col={},title={title}::{text}",
                    property(&place.path),
                    place.line,
                    place.column
                );
            }
            if places.is_empty() {
                let _ = writeln!(out, "::{level} title={title}::{text}");
            }
        }
        out
    }

    /// The report for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let place = |place: &Use| json!({"path": place.path, "line": place.line, "column": place.column, "item": place.item});
        let changes: Vec<Value> = self
            .touches
            .all
            .iter()
            .map(|Touched { change, places }| {
                json!({
                    "rule": change.name(),
                    "fingerprint": change.fingerprint(),
                    "place": change.place,
                    "text": change.sentence(),
                    "was": change.was,
                    "is": change.is,
                    "wire": change.wire.word(),
                    "rust": change.rust.word(),
                    "used": places.iter().map(place).collect::<Vec<_>>(),
                })
            })
            .collect();
        let lines = self.touches.lines.iter().map(|line| json!({"path": line.path, "line": line.line, "was": line.was, "is": line.is}));
        json!({
            "unknown": self.touches.unknown.iter().map(place).collect::<Vec<_>>(),
            "before": self.before,
            "after": self.after,
            "program": self.program,
            "safe": self.touches.all.is_empty(),
            "calls": self.touches.calls,
            "parts": self.touches.parts,
            "untouched": self.touches.others,
            "changes": changes,
            "lines": lines.collect::<Vec<_>>(),
            "notes": self.notes(),
        })
    }

    fn of(&self, verdict: Verdict) -> impl Iterator<Item = &Touched> {
        self.touches.all.iter().filter(move |touched| touched.change.worst() == verdict)
    }

    fn summary(&self) -> String {
        let Touches { all, calls, parts, others, lines, .. } = self.touches;
        let uses = format!("The program makes {} and names {} of the schema.", count(*calls, "call"), count(*parts, "part"));
        let among = format!("of {}", count(all.len() + others, "change"));
        if !all.is_empty() {
            let touch = if all.len() == 1 { "touches" } else { "touch" };
            return format!("{uses} {} {among} {touch} it.", all.len());
        }
        let lines: Vec<String> = lines
            .iter()
            .map(|line| format!("{}:{} from `{}` to `{}`", clean(&line.path), line.line, clean(&line.was), clean(&line.is)))
            .collect();
        let todo = match lines.as_slice() {
            [] => "it needs no change".to_owned(),
            [line] => format!("change one line, {line}"),
            lines => format!("change a line of each family: {}", lines.join("; ")),
        };
        format!("{uses} Safe to move, since none {among} touches it: {todo}.")
    }

    fn notes(&self) -> Vec<String> {
        let Touches { unknown, .. } = self.touches;
        let mut notes = Vec::new();
        if !self.unseen.is_empty() {
            notes.push(format!("the compiler did not see {}.", clean(&self.unseen.join(", nor "))));
        }
        if let Some(first) = unknown.first() {
            let place = format!("`{}` at {}:{}", clean(&first.item), clean(&first.path), first.line);
            notes.push(format!(
                "{} that the schema before does not have, such as {place}: the client of the program is of another state.",
                count(unknown.len(), "use")
            ));
        }
        notes
    }
}

const fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaks => "Breaks",
        Verdict::Behaviour | Verdict::Compatible => "Changes behaviour",
    }
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

fn used(places: &[Use]) -> String {
    if places.is_empty() {
        return "bears on every call".to_owned();
    }
    let shown = places.iter().take(SHOWN).map(|place| format!("{}:{}", clean(&place.path), place.line));
    let more = places.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("used at {}{more}", shown.collect::<Vec<_>>().join(", "))
}

fn details(change: &Change) -> String {
    let places = change.places();
    let separator = if places.is_empty() { "" } else { "  " };
    format!("{places}{separator}{} {}", change.name(), change.fingerprint())
}
