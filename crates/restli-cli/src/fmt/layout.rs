//! The layout of a file: the same tokens, with other blanks and blank lines between them.

use super::tokens::{Kind, Refused, Token, keeps, line_end, tokens};

/// The blanks by which a mapping or sequence is indented inside of another.
const STEP: usize = 2;

/// A line as the layout sees it, with the further lines of a text that goes on.
struct Line<'t> {
    tokens: &'t [Token],
    /// The column of its first token.
    old: usize,
    /// The column that the token gets.
    new: usize,
    /// The column that texts in it which go on are deeper than.
    outer: usize,
    /// A blank line stands before it.
    is_apart: bool,
}

impl Line<'_> {
    fn is_comment(&self) -> bool {
        self.tokens.first().is_some_and(|first| first.kind == Kind::Comment)
    }
}

/// An open collection in block style, by the column of its keys or dashes.
#[derive(Clone, Copy)]
struct Level {
    old: usize,
    new: usize,
    is_sequence: bool,
}

/// The text laid out. The names are those of top-level keys that stand apart.
pub(super) fn laid_out(text: &str, apart: &[&str]) -> Result<String, Refused> {
    let tokens = tokens(text)?;
    let mut lines = lines(text, &tokens);
    indent(&mut lines);
    set_apart(text, &mut lines, apart);
    let mut new = String::new();
    let mut keeps_blank_lines = false;
    for line in &lines {
        if line.is_apart && !new.is_empty() && !keeps_blank_lines {
            new.push('\n');
        }
        write(text, line, &mut new);
        new.push('\n');
        keeps_blank_lines = line.tokens.last().is_some_and(|last| last.kind == Kind::Block && keeps(shown(text, last)));
    }
    Ok(new)
}

fn shown<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.start..token.end).unwrap_or_default()
}

/// The lines with tokens.
fn lines<'t>(text: &str, tokens: &'t [Token]) -> Vec<Line<'t>> {
    let mut lines: Vec<Line<'t>> = Vec::new();
    let mut is_apart = false;
    for tokens in tokens.split(|token| token.kind == Kind::LineFeed) {
        let Some(first) = tokens.first() else {
            is_apart = !lines.is_empty();
            continue;
        };
        let start = text.get(..first.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        lines.push(Line { tokens, old: first.start - start, new: 0, outer: 0, is_apart });
        is_apart = false;
    }
    lines
}

/// Gives every line its column.
fn indent(lines: &mut [Line<'_>]) {
    let mut levels: Vec<Level> = Vec::new();
    // The comments whose column the next line decides.
    let mut comments: Vec<usize> = Vec::new();
    // Open brackets, and how far the line of the first is moved.
    let (mut brackets, mut moved_from, mut moved_to) = (0_usize, 0, 0);
    for number in 0..lines.len() {
        let Some(line) = lines.get_mut(number) else { break };
        if brackets > 0 {
            line.new = (line.old + moved_to).saturating_sub(moved_from);
            line.outer = line.new;
        } else if line.is_comment() {
            comments.push(number);
            continue;
        } else {
            let before = levels.clone();
            (line.new, line.outer) = structural(line, &mut levels);
            (moved_from, moved_to) = (line.old, line.new);
            let (old, new) = (line.old, line.new);
            for number in comments.drain(..) {
                if let Some(comment) = lines.get_mut(number) {
                    let known = before.iter().rev().find(|level| level.old == comment.old);
                    comment.new = known.filter(|_| comment.old != old).map_or(new, |level| level.new);
                }
            }
        }
        let signs = lines.get(number).map(|line| line.tokens).unwrap_or_default();
        for token in signs {
            match token.kind {
                Kind::Open => brackets += 1,
                Kind::Close => brackets = brackets.saturating_sub(1),
                _ => {}
            }
        }
    }
    for number in comments {
        if let Some(comment) = lines.get_mut(number) {
            comment.new = levels.iter().rev().find(|level| level.old <= comment.old).map_or(0, |level| level.new);
        }
    }
}

/// The column of a line outside of brackets, and the column that texts in it which go on are deeper than.
fn structural(line: &Line<'_>, levels: &mut Vec<Level>) -> (usize, usize) {
    let offset = line.tokens.first().map_or(0, |first| first.start);
    let mut first = None;
    for (at, token) in line.tokens.iter().enumerate() {
        let is_sequence = token.kind == Kind::Dash;
        let is_key = token.kind == Kind::Scalar && line.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Colon);
        let old = line.old + (token.start - offset);
        if !is_sequence && !is_key {
            let outer = levels.last().map_or(0, |level| level.new);
            // A value on a line of its own belongs to the key or dash above it.
            return first.map_or_else(|| (levels.last().map_or(0, |level| level.new + STEP), outer), |first| (first, outer));
        }
        let is_deeper = |level: &Level| level.old > old || (level.old == old && level.is_sequence && !is_sequence);
        while levels.last().is_some_and(is_deeper) {
            levels.pop();
        }
        let new = match levels.last() {
            Some(level) if level.old == old && level.is_sequence == is_sequence => level.new,
            around => {
                let new = around.map_or(0, |level| level.new + STEP);
                levels.push(Level { old, new, is_sequence });
                new
            }
        };
        first = first.or(Some(new));
        if is_key {
            return (first.unwrap_or(new), new);
        }
    }
    (first.unwrap_or(0), levels.last().map_or(0, |level| level.new))
}

/// Sets the tables of a file apart from what stands before them and their comments.
fn set_apart(text: &str, lines: &mut [Line<'_>], apart: &[&str]) {
    for number in 1..lines.len() {
        let is_table = lines.get(number).is_some_and(|line| {
            let [key, colon, rest @ ..] = line.tokens else { return false };
            line.new == 0
                && key.kind == Kind::Scalar
                && colon.kind == Kind::Colon
                && rest.iter().all(|token| token.kind == Kind::Comment)
                && apart.contains(&shown(text, key))
        });
        if !is_table {
            continue;
        }
        let mut top = number;
        while let Some(above) = top.checked_sub(1).filter(|_| lines.get(top).is_some_and(|line| !line.is_apart))
            && lines.get(above).is_some_and(|line| line.is_comment() && line.new == 0)
        {
            top = above;
        }
        if let Some(line) = lines.get_mut(top).filter(|_| top > 0) {
            line.is_apart = true;
        }
    }
}

/// Writes a line, without its line feed.
fn write(text: &str, line: &Line<'_>, new: &mut String) {
    new.push_str(&" ".repeat(line.new));
    let mut before: Option<&Token> = None;
    for token in line.tokens {
        let blanks = before.map_or(0, |before| blanks(before, token));
        new.push_str(&" ".repeat(blanks));
        match token.kind {
            Kind::Comment => new.push_str(shown(text, token).trim_end()),
            Kind::Block => block(shown(text, token), line.outer + STEP, new),
            _ => continued(shown(text, token), line, new),
        }
        before = Some(token);
    }
}

/// The blanks between two tokens of a line.
fn blanks(before: &Token, token: &Token) -> usize {
    match (before.kind, token.kind) {
        (_, Kind::Comment) => token.start.saturating_sub(before.end).max(1),
        (Kind::Colon, Kind::Colon) => 0,
        (Kind::Colon | Kind::Comma | Kind::Dash, _) => 1,
        (Kind::Open, _) | (_, Kind::Close | Kind::Comma | Kind::Colon) => 0,
        _ => 1,
    }
}

/// Writes a text in a block with its lines at a column.
fn block(written: &str, column: usize, new: &mut String) {
    let header = line_end(written, 0);
    new.push_str(written.get(..header).unwrap_or_default().trim_end());
    let rest = written.get(header..).unwrap_or_default();
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indent = rest.split('\n').find(|line| blanks(line) < line.len()).map_or(0, blanks);
    for line in rest.split('\n').skip(1) {
        new.push('\n');
        if let Some(inner) = line.get(indent..).filter(|inner| !inner.is_empty()) {
            new.push_str(&" ".repeat(column));
            new.push_str(inner);
        }
    }
}

/// Writes a text; further lines of it move as their first one does, and stay deeper than what they belong to.
fn continued(written: &str, line: &Line<'_>, new: &mut String) {
    for (number, part) in written.split('\n').enumerate() {
        if number == 0 {
            new.push_str(part);
            continue;
        }
        new.push('\n');
        let content = part.trim_start_matches([' ', '\t']);
        if !content.is_empty() {
            let old = part.len() - content.len();
            let moved = (old + line.new).saturating_sub(line.old).max(line.outer + STEP);
            new.push_str(&" ".repeat(moved));
            new.push_str(content);
        }
    }
}
