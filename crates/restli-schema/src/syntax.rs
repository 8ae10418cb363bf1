//! Problems of texts that are not YAML, told by their cause.

use crate::diagnostic::Diagnostic;
use crate::foreign_types;
use crate::help::{Fix, Help};
use crate::rules;
use crate::source::{Span, saturate};

/// Keys whose value is a path.
const PATHS: &[&str] = &["each", "time", "app", "to", "status", "actor"];

/// The problem of a text that the parser gave up on at a place, for the reason that it gives. `open` are the places of the brackets
/// that are open there, outermost first.
pub(crate) fn problem(text: &str, at: Span, reason: &str, open: &[Span]) -> Diagnostic {
    let place = Place { text, at };
    let known = place
        .conflict()
        .or_else(|| place.tab(reason))
        .or_else(|| place.foreign())
        .or_else(|| place.quotes(reason))
        .or_else(|| place.colon(reason))
        .or_else(|| place.no_colon(reason));
    let known =
        known.or_else(|| place.sign(reason)).or_else(|| place.comma(reason)).or_else(|| place.comment(open)).or_else(|| place.end(open));
    let known = known
        .or_else(|| place.bracket(open))
        .or_else(|| place.comment(open))
        .or_else(|| if open.is_empty() { place.indentation(reason) } else { None });
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

/// Returns whether a text in quotes is open at the end of a part of a line. A quote within a text without quotes opens nothing.
fn ends_quoted(part: &str) -> bool {
    let opens = |(before, _): (&str, &str)| before.trim_end().ends_with([':', ',', '[', '{']);
    ['"', '\''].into_iter().any(|quote| part.matches(quote).count() % 2 == 1 && part.rsplit_once(quote).is_some_and(opens))
}

/// Advice on keys that stand beside each other.
const INDENT: &str = "indent the keys of one mapping by the same number of spaces";

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
    fn error(&self, offset: i64, length: usize, message: impl Into<String>, help: impl Into<Help>) -> Diagnostic {
        let start = u32::try_from(i64::from(self.at.start) + offset).unwrap_or(self.at.start);
        let span = Span { start, end: start.saturating_add(saturate(length)), ..self.at };
        Diagnostic::error(rules::SYNTAX, span, message).help(help)
    }

    /// The marks that a version control system puts around the two sides of a conflict, anywhere in the text.
    fn conflict(&self) -> Option<Diagnostic> {
        let starts = std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1));
        let mut lines = starts.map(|start| (start, self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()));
        let (start, line) = lines.find(|(_, line)| ["<<<<<<<", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)))?;
        let offset = i64::try_from(start).ok()? - i64::from(self.at.start);
        let help =
            "keep one of the sides, or what is meant by both, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`";
        Some(self.error(offset, line.len(), "two versions of the file were merged, and nobody has chosen yet", help))
    }

    /// A tab as indentation, or right before the place.
    fn tab(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("found a tab") {
            let starts = self.behind().match_indices('\n').map(|(at, _)| at + 1);
            let mut tabs = starts.filter_map(|start| {
                let line = self.behind().get(start..)?;
                let blanks = line.find(|one: char| one != ' ' && one != '\t').unwrap_or(line.len());
                Some(start + line.get(..blanks)?.find('\t')?)
            });
            return tabs.next().and_then(|at| Some(self.indented(i64::try_from(at).ok()?)));
        }
        let line = self.before().rsplit('\n').next().unwrap_or_default();
        let blanks = line.trim_start().is_empty();
        if blanks && (line.contains('\t') || self.behind().starts_with('\t')) {
            let behind = line.find('\t').map_or(0, |tab| line.len() - tab);
            return Some(self.indented(-i64::try_from(behind).unwrap_or_default()));
        }
        let offset = if self.behind().starts_with('\t') { 0 } else { -1 };
        (offset == 0 || line.ends_with('\t'))
            .then(|| self.error(offset, 1, "a tab stands here", Help::from("write a blank in its place").fix(Fix::Write(" ".to_owned()))))
    }

    /// The problem of a tab in the indentation.
    fn indented(&self, offset: i64) -> Diagnostic {
        self.error(offset, 1, "a tab in the indentation", "indent with spaces: YAML does not allow tabs there")
    }

    /// A comment of another language behind a value.
    fn foreign(&self) -> Option<Diagnostic> {
        let begins = |sign: &&&str| self.behind().starts_with(**sign);
        let sign = ["//", "/*"].iter().find(begins)?;
        Some(self.error(0, sign.len(), "this is no comment in YAML", "begin a comment with a blank, `#` and a blank"))
    }

    fn quotes(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("trailing content after double-quoted") {
            if self.behind().starts_with("?:") {
                return Some(self.error(
                    0,
                    1,
                    "this `?` stands behind the quotes of its name",
                    "write it before the closing quote: `\"name?\": T`",
                ));
            }
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
        let above = self.lines_above().next().unwrap_or_default();
        let here = self.before().rsplit('\n').next().filter(|_| reason.contains("mapping values are not allowed"))?;
        if here.contains(": ") {
            let help = "put quotes around a text that has a colon and a blank in it, or braces around several keys: `{a: ..., b: ...}`";
            return Some(self.error(0, 1, "a second colon on one line", help));
        }
        let depth = |line: &str| line.len() - line.trim_start().len();
        if above.contains(": ") && depth(here) > depth(above) {
            let behind = i64::try_from(here.len() - depth(here)).ok()?;
            let message = format!("indented by {}; the keys beside it by {}", depth(here), depth(above));
            let help = format!("{INDENT}; a text of several lines that has a colon and a blank in it stands in quotes, or behind `|`");
            return Some(self.error(-behind, 1, message, help));
        }
        let goes_on = depth(here) == depth(above) && (depth(here) == 0 || above.contains(" = "));
        if !above.contains(':') && (depth(here) > depth(above) || goes_on) {
            return self.lacking_colon(above.trim());
        }
        let above = above.trim();
        let (name, value) = above.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())?;
        (!above.contains([' ', '"', '\'', '{', '[']) && !here.trim().contains(' ')).then(|| {
            let start = self.before().rfind(above).and_then(|at| i64::try_from(at).ok()).unwrap_or_default();
            let message = format!("a blank is missing after the colon in `{above}`");
            self.error(start - i64::from(self.at.start), above.len(), message, Help::write(format!("{name}: {value}")))
        })
    }

    /// A line above or here that is no key for want of a colon.
    fn no_colon(&self, reason: &str) -> Option<Diagnostic> {
        let here = self.before().rsplit('\n').next().filter(|_| reason.contains("simple key expect"))?;
        let ends = self.behind().trim_start_matches([' ', '\r']);
        let at_end = !here.trim().is_empty() && (ends.is_empty() || ends.starts_with('\n'));
        self.lacking_colon(if at_end { here } else { self.lines_above().next()? }.trim())
    }

    /// The problem of a line before the place that has no colon.
    fn lacking_colon(&self, line: &str) -> Option<Diagnostic> {
        if line.contains(": ") || line.ends_with(':') {
            return None;
        }
        let start = i64::try_from(self.before().rfind(line)?).ok()? - i64::from(self.at.start);
        if line.starts_with("//") {
            return Some(self.error(start, line.len(), "this is no comment in YAML", "begin a comment with `#` and a blank"));
        }
        if let Some(item) = line.strip_prefix('-').filter(|item| !item.starts_with([' ', '-'])) {
            return Some(self.error(start, line.len(), "a blank is missing after the dash", Help::write(format!("- {item}"))));
        }
        if let Some(problem) = self.goes_on(start, line) {
            return Some(problem);
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.strip_prefix("= ").unwrap_or(rest);
        let help = if rest.is_empty() { Help::write(format!("{word}:")) } else { Help::write(format!("{word}: {}", rest.trim_start())) };
        Some(self.error(start, line.len(), format!("a colon is missing after `{word}`"), help))
    }

    /// A line of several words that goes on with the text of the key above, and is not indented further than it.
    fn goes_on(&self, start: i64, line: &str) -> Option<Diagnostic> {
        let at = usize::try_from(i64::from(self.at.start) + start).ok()?;
        let above = self.text.get(..at)?.trim_end_matches(' ').trim_end().rsplit('\n').next()?;
        let (key, value) = above.trim().split_once(": ")?;
        let is_text = matches!(value.trim(), "|" | ">" | "|-" | ">-") || (value.contains(' ') && !value.contains(['{', '[', '"', '\'']));
        (is_text && line.contains(' ') && !line.contains(" = ")).then(|| {
            let help = format!("indent it further than `{key}` if it goes on with its text; a key has a colon and a blank behind it");
            self.error(start, line.len(), "this line is no key, nor indented as a part of the text above", help)
        })
    }

    /// A comma or colon that is missing between two parts of a mapping in braces, or that stands behind its end.
    fn comma(&self, reason: &str) -> Option<Diagnostic> {
        let (before, behind) = (self.before().trim_end(), self.behind());
        if behind.starts_with(',') && before.ends_with(['}', ']']) && reason.contains("expected key") {
            let help = "remove the bracket before it, or what follows";
            return Some(self.error(0, 1, "this comma stands behind the end of the brackets", help));
        }
        if !reason.contains("did not find expected ',' or") {
            return None;
        }
        if behind.starts_with(':') {
            let word = before.rsplit([' ', '\n']).next().filter(|word| !word.is_empty())?;
            let length = i64::try_from(word.len() + self.before().len() - before.len()).ok()?;
            if let Some((at, _)) = word.match_indices(';').next() {
                return Some(self.error(
                    i64::try_from(at).ok()? - length,
                    1,
                    "a `;` divides nothing in YAML",
                    Help::from("write a comma in its place").fix(Fix::Write(",".to_owned())),
                ));
            }
            if word.starts_with('(') {
                return Some(self.error(-length, 1, "a mapping has no parentheses", "write braces around it: `{key: value}`"));
            }
            return Some(self.error(-length, word.len(), format!("a comma is missing before `{word}`"), "write a comma between the two"));
        }
        if let Some(problem) = self.index(before, behind) {
            return Some(problem);
        }
        if let Some(problem) = self.foreign_type(behind) {
            return Some(problem);
        }
        let opens =
            behind.starts_with(['{', '[', '"', '\'']) && before.ends_with(|one: char| one.is_alphanumeric() || "_?\"'}]".contains(one));
        opens.then(|| self.error(0, 1, "a colon or a comma is missing before this", "write a colon behind a key, a comma behind a value"))
    }

    /// A type of another language with brackets behind its name: `T[]`, `array[T]`.
    fn foreign_type(&self, behind: &str) -> Option<Diagnostic> {
        let item = self.before().rsplit([' ', ',', '{', '[']).next().filter(|item| behind.starts_with('[') && !item.is_empty())?;
        let inner = behind.find(']')? + 1;
        let rest = behind.get(inner..)?;
        let length = inner + rest.find(|one: char| one.is_whitespace() || ",]}".contains(one)).unwrap_or(rest.len());
        let meant = foreign_types::translated(&format!("{item}{}", behind.get(..length)?))?;
        let place = Span { start: self.at.start.saturating_sub(saturate(item.len())), end: self.at.start + saturate(length), ..self.at };
        let help = Help::from(format!("an array is written `[T]`, a map `{{string: T}}`: write `{meant}`"));
        Some(self.error(0, length, "no type has brackets behind its name", help.fix(Fix::WriteAt(place, meant))))
    }

    /// Brackets in a path, as other languages write all items of an array or one of them: `parts[].url`, `parts[0].url`, `each: parts[]`.
    fn index(&self, before: &str, behind: &str) -> Option<Diagnostic> {
        let (index, rest) = behind.strip_prefix('[')?.split_once(']')?;
        let is_index = index.is_empty() || matches!(index, "*" | "i" | "n") || index.bytes().all(|byte| byte.is_ascii_digit());
        let item = before.rsplit([' ', ',', '{', '[']).next().filter(|item| is_index && !item.is_empty())?;
        let leads_on = rest.starts_with(['.', '/']);
        let of_path = |key: &str| before.strip_suffix(item).is_some_and(|above| above.trim_end().ends_with(&format!("{key}:")));
        if !leads_on && !PATHS.iter().any(|key| of_path(key)) {
            return None;
        }
        let rest: String = rest.chars().take_while(|one| leads_on && (one.is_alphanumeric() || "./_".contains(*one))).collect();
        let help = if leads_on && !of_path("each") {
            format!("write `{item}{rest}`: the path of an actor, an upload or a look goes through all items by itself")
        } else {
            format!("write `{item}{rest}`")
        };
        Some(self.error(0, index.len() + 2, "a path has no brackets", Help::from(help).fix(Fix::Write(String::new()))))
    }

    /// The bracket that is open at the end of the file.
    fn end(&self, open: &[Span]) -> Option<Diagnostic> {
        let innermost = open.iter().filter(|_| self.behind().trim().is_empty()).max_by_key(|open| open.start)?;
        let at = Span { end: innermost.start.saturating_add(1), ..*innermost };
        let problem = Diagnostic::error(rules::SYNTAX, at, "this bracket is not closed: the file ends inside of it");
        Some(problem.help("close the bracket"))
    }

    /// A sign that no text without quotes begins with.
    fn sign(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("did not find expected '-' indicator") {
            let help = "remove the dashes above, so that all are keys, or put a dash before this one";
            return Some(self.error(0, 1, "a key stands beside items with dashes", help));
        }
        if self.behind().starts_with("- ") && reason.contains("block sequence entries") {
            let help =
                "write the items in brackets, `[a, b]`, or each on a line of its own below the key; a text that begins so stands in quotes";
            return Some(self.error(0, 1, "a dash stands behind a key", help));
        }
        if self.behind().starts_with("? ") && reason.contains("mapping keys are not allowed") {
            return Some(self.error(0, 1, "no text without quotes begins with `?` and a blank", "put quotes around the text"));
        }
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

    /// A first key that is indented further than one below it, at which YAML sees the end of the content.
    fn first_line(&self) -> Option<Diagnostic> {
        let mut start = 0;
        for line in self.before().split_inclusive('\n') {
            let depth = line.len() - line.trim_start().len();
            if !line.trim().is_empty() && !line.trim_start().starts_with(['#', '%']) {
                let at = Span { start: saturate(start + depth), end: saturate(start + depth + 1), ..self.at };
                let message = format!("indented by {depth}; the keys beside it by 0");
                return (depth > 0).then(|| Diagnostic::error(rules::SYNTAX, at, message).help(INDENT));
            }
            start += line.len();
        }
        None
    }

    /// A comment inside of brackets that takes closing brackets with it, most likely a part of a text without quotes.
    fn comment(&self, open: &[Span]) -> Option<Diagnostic> {
        let mut start = open.iter().map(|open| open.start as usize).max()?;
        for line in self.text.get(start..self.at.start as usize)?.split_inclusive('\n') {
            if let Some((before, comment)) =
                line.split_once(" #").filter(|(before, comment)| comment.contains([']', '}']) && !ends_quoted(before))
            {
                let at = Span { start: saturate(start + before.len() + 1), end: saturate(start + line.trim_end().len()), ..self.at };
                let message = format!("a comment begins here and takes the rest of the line, `{}`, with it", comment.trim_end());
                let help = "put quotes around the whole text, or the comment behind the last bracket";
                return Some(Diagnostic::error(rules::SYNTAX, at, message).help(help));
            }
            start += line.len();
        }
        None
    }

    /// A line that is indented otherwise than those beside it, or a dash beside keys.
    fn indentation(&self, reason: &str) -> Option<Diagnostic> {
        if reason.contains("expected <document start>") {
            return self.first_line();
        }
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
        Some(self.error(0, 1, message, INDENT))
    }
}
