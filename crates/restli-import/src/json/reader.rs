//! The JSON reader. Comments are blanks, and a text may hold several values (`docs/formats.md §1.11`).

use restli_schema::diagnostic::Diagnostic;
use restli_schema::source::Span;

use super::{Key, Node, Value};
use crate::limits::{MAX_DEPTH, MAX_NODES, saturate};
use crate::problems::Problems;
use crate::rules;

/// Reads all values of a file. Reports the first syntax error, and returns the values before it.
pub(crate) fn read_all(text: &str, file: u32, problems: &mut Problems) -> Vec<Node> {
    let shift = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { text, at: shift, file, inside: None, depth: 0, nodes: 0, problems };
    let mut nodes = Vec::new();
    loop {
        if reader.blanks().is_none() || reader.rest().is_empty() {
            return nodes;
        }
        let Some(node) = reader.value() else { return nodes };
        nodes.push(node);
    }
}

/// Reads a JSON value from a string of another file. The place of every node is the place of that string.
pub(crate) fn read_inside(text: &str, place: Span, problems: &mut Problems) -> Option<Node> {
    let mut reader = Reader { text, at: 0, file: place.file, inside: Some(place), depth: 0, nodes: 0, problems };
    reader.blanks()?;
    let node = reader.value()?;
    reader.blanks()?;
    if reader.rest().is_empty() { Some(node) } else { reader.wrong("the text goes on after the value", "remove the rest") }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    file: u32,
    /// The place of every node, if the text comes from a string.
    inside: Option<Span>,
    depth: usize,
    nodes: usize,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn span(&self, start: usize) -> Span {
        self.inside.unwrap_or(Span { file: self.file, start: saturate(start), end: saturate(self.at) })
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn wrong<T>(&mut self, message: &str, help: &str) -> Option<T> {
        let length = self.next().map_or(0, char::len_utf8);
        let span = self.inside.unwrap_or(Span { file: self.file, start: saturate(self.at), end: saturate(self.at + length) });
        self.problems.push(Diagnostic::error(rules::SYNTAX, span, message).help(help));
        None
    }

    fn blanks(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                match rest.get(2..).and_then(|inner| inner.find("*/")) {
                    Some(end) => self.at += end + 4,
                    None => return self.wrong("the comment is not closed", "close it with `*/`"),
                }
            } else {
                return Some(());
            }
        }
    }

    fn value(&mut self) -> Option<Node> {
        self.nodes += 1;
        if self.depth >= MAX_DEPTH || self.nodes > MAX_NODES {
            let what = if self.depth >= MAX_DEPTH { "levels" } else { "values" };
            let span = Span { file: self.file, start: saturate(self.at), end: saturate(self.at + 1) };
            let message = format!("the file has too many {what}");
            self.problems.error(rules::TOO_BIG, self.inside.unwrap_or(span), message, "split it");
            return None;
        }
        let start = self.at;
        self.depth += 1;
        let value = match self.next() {
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some('"') => self.string().map(Value::Text),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(),
        };
        self.depth -= 1;
        Some(Node { value: value?, span: self.span(start) })
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Returns whether another item follows the one just read.
    fn more(&mut self, close: char) -> Option<bool> {
        self.blanks()?;
        if self.eat(close) {
            return Some(false);
        }
        if !self.eat(',') {
            return self.wrong(&format!("expected `,` or `{close}`"), "check the brackets and commas before this place");
        }
        self.blanks()?;
        Some(true)
    }

    fn object(&mut self) -> Option<Value> {
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        self.blanks()?;
        if self.eat('}') {
            return Some(Value::Object(entries));
        }
        loop {
            let start = self.at;
            if self.next() != Some('"') {
                return self.wrong("expected a key in quotes", "write `\"key\": value`; the last member has no comma after it");
            }
            let text = self.string()?;
            let key = Key { text, span: self.span(start) };
            self.blanks()?;
            if !self.eat(':') {
                return self.wrong("expected `:` after the key", "write `\"key\": value`");
            }
            self.blanks()?;
            let value = self.value()?;
            self.member(&mut entries, key, value);
            if !self.more('}')? {
                return Some(Value::Object(entries));
            }
        }
    }

    fn member(&mut self, entries: &mut Vec<(Key, Node)>, key: Key, value: Node) {
        // Only the first keys are compared, since a search in large data objects would take too long.
        let first = entries.iter().take(64).find(|(other, _)| other.text == key.text).map(|(other, _)| other.span);
        match first {
            Some(first) => self.problems.push(
                Diagnostic::error(rules::REPEATED_KEY, key.span, format!("the key `{}` stands twice in one object", key.text))
                    .also(first, "first")
                    .help("remove one of them; the first was taken"),
            ),
            None => entries.push((key, value)),
        }
    }

    fn list(&mut self) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks()?;
        if self.eat(']') {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            if !self.more(']')? {
                return Some(Value::List(items));
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let opening = self.at;
        let length = self.rest().len();
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let plain = rest.find(['"', '\\']).unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            if self.eat('"') {
                return Some(text);
            }
            if self.next().is_none() {
                self.at = opening;
                return self.wrong(&format!("this string is not closed within the {length} bytes that follow"), "close it with `\"`");
            }
            let (letter, length) = unescape(self.rest());
            let Some(letter) = letter else {
                return self.wrong("not an escape of JSON", "a backslash is written `\\\\`");
            };
            text.push(letter);
            self.at += length;
        }
    }

    fn number(&mut self) -> Option<Value> {
        let length = number_length(self.rest());
        let text = self.rest().get(..length).filter(|text| !text.is_empty()).map(str::to_owned);
        let Some(text) = text else { return self.wrong("not a number of JSON", "write digits") };
        self.at += length;
        Some(Value::Number(text))
    }

    fn word(&mut self) -> Option<Value> {
        let words = [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
        let rest = self.rest();
        let length = rest.find(|one: char| !one.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let found = rest.get(..length).unwrap_or_default();
        let Some((_, value)) = words.into_iter().find(|(word, _)| *word == found) else {
            if rest.starts_with([']', '}']) {
                return self.wrong("expected a value", "remove the comma before it");
            }
            return self.wrong("expected a value", "a value is a string, a number, `true`, `false`, `null`, `[...]` or `{...}`");
        };
        self.at += length;
        Some(value)
    }
}

/// The length of the JSON number at the start of a text; 0 if there is none.
pub(crate) fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let whole = if bytes.get(sign) == Some(&b'0') { 1 } else { digits(sign) };
    if whole == 0 {
        return 0;
    }
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + signed);
        if exponent > 0 {
            end += 1 + signed + exponent;
        }
    }
    end
}

/// Decodes the escape at the start of a text: the character, and the length of the escape. Half a pair of
/// surrogates is a replacement character.
pub(crate) fn unescape(text: &str) -> (Option<char>, usize) {
    let unit = |from: usize| {
        let marked = text.get(from..from + 2) == Some("\\u");
        let digits = text.get(from + 2..from + 6).filter(|digits| marked && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    let letter = match text.chars().nth(1) {
        Some(letter @ ('"' | '\\' | '/')) => letter,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => {
            return match (unit(0), unit(6)) {
                (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                    (char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
                }
                (Some(one), _) => (Some(char::from_u32(one).unwrap_or(char::REPLACEMENT_CHARACTER)), 6),
                (None, _) => (None, 2),
            };
        }
        _ => return (None, 1),
    };
    (Some(letter), 2)
}

#[cfg(test)]
mod tests {
    use super::{number_length, read_all, unescape};
    use crate::problems::Problems;

    #[test]
    fn reads_values_comments_and_several_of_them() {
        let mut problems = Problems::default();
        let text = "\u{feff}// a\n{\"a\": [1, -2.5e3, true, null, \"\\u00e9\\n\\ud83d\\ude00\"]} /* b */ \"c\"";
        let nodes = read_all(text, 0, &mut problems);
        let shown: Vec<String> = nodes.iter().map(super::Node::to_json).collect();
        assert_eq!(shown, ["{\"a\":[1,-2.5e3,true,null,\"é\\n😀\"]}", "\"c\""]);
        assert!(problems.finish().0.is_empty());
    }

    #[test]
    fn numbers_end_where_json_ends_them() {
        for (text, length) in [("0", 1), ("-0.5e-3,", 7), ("1.", 1), ("01", 1), ("1e", 1), ("-", 0), ("", 0), ("12x", 2)] {
            assert_eq!(number_length(text), length, "{text}");
        }
        assert_eq!(unescape("\\ud800"), (Some('\u{fffd}'), 6));
        assert_eq!(unescape("\\x"), (None, 1));
    }

    #[test]
    fn the_first_mistake_has_a_place() {
        for (text, at) in [("{\"a\" 1}", 5), ("[1,]", 3), ("{\"a\":1,}", 7), ("\"abc", 0), ("[1", 2), ("nul", 0), ("/* x", 0)] {
            let mut problems = Problems::default();
            assert!(read_all(text, 0, &mut problems).is_empty(), "{text}");
            let (problems, _) = problems.finish();
            assert_eq!(problems.iter().map(|one| one.span.start).collect::<Vec<_>>(), [at], "{text}");
        }
        let mut problems = Problems::default();
        read_all(&"[".repeat(10_000), 0, &mut problems);
        assert_eq!(problems.finish().0.len(), 1);
    }
}
