//! Problems of texts that are not YAML, told by their cause.

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{Span, saturate};

/// The problem of a text that the parser gave up on at a place, for the reason that it gives. `open` are the places of the brackets
/// that are open there, outermost first.
pub(crate) fn problem(text: &str, at: Span, reason: &str, open: &[Span]) -> Diagnostic {
    let place = Place { text, at };
    let known = place.tab().or_else(|| place.quotes(reason)).or_else(|| place.colon(reason)).or_else(|| place.sign(reason));
    let known = known.or_else(|| place.bracket(open)).or_else(|| if open.is_empty() { place.indentation(reason) } else { None });
    known.unwrap_or_else(|| {
        let problem = Diagnostic::error(rules::SYNTAX, at, format!("not valid YAML: {reason}"));
        match open.iter().max_by_key(|open| open.start) {
            Some(open) => {
                problem.also(*open, "opened here and not closed yet").help("close the bracket, or put quotes around what stands in it")
            }
            None => problem.help("put quotes around a text that contains `: `, ` #` or starts with one of `[]{}&*!|>%@` or a quote"),
        }
    })
}

/// The place at which the parser gave up.
struct Place<'t> {
    text: &'t str,
    at: Span,
}

/// The characters that may follow a backslash in double quotes.
const ESCAPES: &str = "0abtnvfre \"/\\N_LPxuU\t\n";

impl<'t> Place<'t> {
    fn before(&self) -> &'t str {
        self.text.get(..self.at.start as usize).unwrap_or_default()
    }

    fn behind(&self) -> &'t str {
        self.text.get(self.at.start as usize..).unwrap_or_default()
    }

    /// The lines above that are not blank, nearest first.
    fn lines_above(&self) -> impl Iterator<Item = &'t str> {
        let start = self.before().rfind('\n').unwrap_or(0);
        self.text.get(..start).unwrap_or_default().lines().rev().filter(|line| !line.trim().is_empty())
    }

    /// An error so many bytes behind the place, or before it.
    fn error(&self, offset: i64, length: usize, message: impl Into<String>, help: &str) -> Diagnostic {
        let start = u32::try_from(i64::from(self.at.start) + offset).unwrap_or(self.at.start);
        let span = Span { start, end: start.saturating_add(saturate(length)), ..self.at };
        Diagnostic::error(rules::SYNTAX, span, message).help(help)
    }

    /// A tab as indentation, or right before the place.
    fn tab(&self) -> Option<Diagnostic> {
        let line = self.before().rsplit('\n').next().unwrap_or_default();
        let blanks = line.trim_start().is_empty();
        if blanks && (line.contains('\t') || self.behind().starts_with('\t')) {
            let behind = line.find('\t').map_or(0, |tab| line.len() - tab);
            return Some(self.error(
                -i64::try_from(behind).unwrap_or_default(),
                1,
                "a tab in the indentation",
                "indent with spaces: YAML does not allow tabs there",
            ));
        }
        let offset = if self.behind().starts_with('\t') { 0 } else { -1 };
        (offset == 0 || line.ends_with('\t')).then(|| self.error(offset, 1, "a tab stands here", "write a blank in its place"))
    }

    fn quotes(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("trailing content after double-quoted") {
            let (quote, help) = match self.before().chars().next_back()? {
                '\'' => ('\'', "write `''` for a quote within single quotes"),
                quote => (quote, "write `\\\"` for a quote within double quotes"),
            };
            return Some(self.error(-1, 1, format!("the text ends at this `{quote}`, and more follows"), help));
        }
        if reason.contains("unknown escape") {
            let body = self.behind();
            let mut signs = body.char_indices();
            while let Some((start, sign)) = signs.next() {
                let escaped = if sign == '\\' { signs.next() } else { None };
                if let Some((_, escaped)) = escaped.filter(|(_, escaped)| !ESCAPES.contains(*escaped)) {
                    let message = format!("`\\{escaped}` is no escape of YAML");
                    let help = "write `\\\\` for a backslash, or put the text in single quotes";
                    return Some(self.error(i64::try_from(start).ok()?, 1 + escaped.len_utf8(), message, help));
                }
            }
        }
        let open = reason.contains("indentation in quoted scalar") || reason.contains("quoted scalar, found unexpected end");
        open.then(|| {
            self.error(0, 1, "the text that this quote opens does not end", "close the quote, or indent the lines that the text goes on in")
        })
    }

    fn colon(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("':' may not precede") {
            return Some(self.error(0, 1, "a blank is missing after the colon", "write `key: value`"));
        }
        let above = self.lines_above().next().filter(|_| reason.contains("mapping values are not allowed"))?.trim();
        let here = self.before().rsplit('\n').next().unwrap_or_default();
        let (name, value) = above.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())?;
        (!above.contains([' ', '"', '\'', '{', '[']) && !here.trim().contains(' ')).then(|| {
            let start = self.before().rfind(above).and_then(|at| i64::try_from(at).ok()).unwrap_or_default();
            let message = format!("a blank is missing after the colon in `{above}`");
            self.error(start - i64::from(self.at.start), above.len(), message, &format!("write `{name}: {value}`"))
        })
    }

    /// A sign that no text without quotes begins with.
    fn sign(&self, reason: &str) -> Option<Diagnostic> {
        let sign = self.behind().chars().next().filter(|sign| "@`&*%".contains(*sign))?;
        let begins = reason.contains("unexpected character") || reason.contains("anchor or alias");
        begins.then(|| self.error(0, 1, format!("no text without quotes begins with `{sign}`"), "put quotes around the text"))
    }

    /// A closing bracket that no open one waits for.
    fn bracket(&self, open: &[Span]) -> Option<Diagnostic> {
        let (opening, closing) = [('[', ']'), ('{', '}')].into_iter().find(|(_, closing)| self.behind().starts_with(*closing))?;
        let waits = |open: &Span| self.text.get(open.start as usize..).is_some_and(|text| text.starts_with(opening));
        (!open.iter().any(waits)).then(|| self.error(0, 1, format!("this `{closing}` closes nothing"), "remove it, or open the bracket"))
    }

    /// A line that is indented otherwise than those beside it, or a dash beside keys.
    fn indentation(&self, reason: &str) -> Option<Diagnostic> {
        let here = self.before().rsplit('\n').next().filter(|_| reason.contains("did not find expected key"))?;
        if here.trim() == "-" {
            let behind = here.len() - here.find('-')?;
            return Some(self.error(
                -i64::try_from(behind).ok()?,
                1,
                "a dash stands beside keys",
                "remove the dash, or write a key above and indent the list below it",
            ));
        }
        if !here.trim().is_empty() {
            return None;
        }
        let depth = |line: &str| line.len() - line.trim_start().len();
        let beside = self.lines_above().map(depth).take_while(|above| *above > here.len()).min();
        let beside = beside.or_else(|| self.lines_above().map(depth).next())?;
        let message = format!("indented by {}; the keys beside it by {beside}", here.len());
        Some(self.error(0, 1, message, "indent the keys of one mapping by the same number of spaces"))
    }
}
